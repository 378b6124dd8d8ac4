//! Words of people of OPCO EP.

use chrono::{DateTime, Utc};
use guichet_core::escalade::{LettreSupport, Quoi, Replique, SorteLettre, SujetAppel};
use guichet_core::event::FichierRecu;
use guichet_core::horaires::Horaires;
use guichet_core::message::{Choice, ChoiceKind, EcranHumain, Message, Note, NoteHumain, Screen};

use super::{message, one_of_each};

one_of_each!(notes, "humain-", NoteHumain:
    Propose,
    FichiersNotes { noms: vec!["devis.pdf".to_owned(), "capture.png".to_owned()] },
    Repond {
        texte: "Bonjour Camille,\n\nle nombre d'heures est celui de la convention.".to_owned(),
        fichiers: vec!["notice.pdf".to_owned()],
    },
    Clos,
    Termine,
    PasTransmis { texte: "/recap".to_owned() },
    Relance { prochaine: Some(echeance()), adresse: "support-connect@opcoep.fr".to_owned() },
    Retard,
    Parti,
    NonRemis { adresse: "support-connect@opcoep.fr".to_owned() },
);

one_of_each!(ecrans, "Humain-", EcranHumain:
    Decrire { horaires: horaires(), numero: Some("2026-000123".to_owned()) },
    Ouverte { echeance: echeance(), horaires: Horaires::default() },
    EnCours,
);

fn horaires() -> Horaires {
    Horaires::parse("lun-jeu 9:00-12:30 13:30-17:00; ven 9:00-12:00").unwrap_or_default()
}

fn echeance() -> DateTime<Utc> {
    DateTime::from_timestamp(1_764_151_200, 0).unwrap_or_default()
}

fn choix(kind: ChoiceKind, label: &str) -> Vec<Choice> {
    vec![Choice { rank: 0, label: label.to_owned(), detail: None, kind }]
}

/// A letter of each kind to people of OPCO EP.
pub fn lettres() -> Vec<(&'static str, LettreSupport)> {
    let sujet = SujetAppel {
        numero: Some("2026-000123".to_owned()),
        titre: Some("Excel perfectionnement".to_owned()),
        dispositif: Some("Action individuelle".to_owned()),
        demandeur: Some("Boulangerie des Lilas".to_owned()),
        etape: Some("Etape 2 : Module(s)".to_owned()),
        question: Some("Heures formation".to_owned()),
    };
    let at = echeance();
    let asked = message(Vec::new(), Screen::Humain(EcranHumain::EnCours), Vec::new());
    let personne = |dit: &str| Replique { at, quoi: Quoi::Personne(dit.to_owned()) };
    let ouverture = SorteLettre::Ouverture {
        texte: "Je ne sais pas combien d'heures mettre.\nLe devis dit « 3 jours ».".to_owned(),
        essais: vec!["3 jours".to_owned(), "ça dépend **des jours**".to_owned()],
        repliques: vec![personne("3 jours"), Replique { at, quoi: Quoi::Assistant(Box::new(asked.clone())) }],
        recap: Some(Box::new(asked)),
    };
    let fichier = FichierRecu {
        sha256: "a".repeat(64),
        name: "devis.pdf".to_owned(),
        size: 18_000,
        mime: Some("application/pdf".to_owned()),
    };
    let lettre = |sorte, fichiers| LettreSupport {
        escalade: 1,
        sujet: sujet.clone(),
        nom: Some("Camille Martin".to_owned()),
        email: "camille.martin@example.org".to_owned(),
        sorte,
        fichiers,
    };
    let suite = SorteLettre::Suite { texte: "Voici aussi le devis.".to_owned(), corrige: false };
    vec![
        ("support-Ouverture", lettre(ouverture, vec![fichier.clone()])),
        ("support-Suite", lettre(suite, vec![fichier])),
        ("support-Relance", lettre(SorteLettre::Relance { depuis: at, rang: 1 }, Vec::new())),
        ("support-Terminee", lettre(SorteLettre::Terminee, Vec::new())),
    ]
}

pub fn samples() -> Vec<(&'static str, Message)> {
    let said = |note| message(vec![Note::Humain(note)], Screen::Empty, Vec::new());
    let shown = ecrans().into_iter().map(|(name, ecran)| {
        let choices = match ecran {
            EcranHumain::Decrire { .. } => choix(ChoiceKind::Secondary, "Retour"),
            EcranHumain::Ouverte { .. } | EcranHumain::EnCours => choix(ChoiceKind::Secondary, "Terminer"),
        };
        (name, message(Vec::new(), Screen::Humain(ecran), choices))
    });
    notes().into_iter().map(|(name, note)| (name, said(note))).chain(shown).collect()
}
