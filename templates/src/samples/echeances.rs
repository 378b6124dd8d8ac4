//! Deadlines that are counted from a contract, and what OPCO EP's silence means.

use guichet_core::calendrier::Jours;
use guichet_core::catalogue::{ReponseAttendue, Silence};
use guichet_core::dossier::Statut;
use guichet_core::message::{
    DelaiExplique, Echeance, Ligne, Message, Note, Recapitulatif, RegleEcheance, Screen, SourceRegle,
};

use super::message;
use super::screens::{day, recapitulatif, suivi};

fn regle(compte: Jours) -> RegleEcheance {
    RegleEcheance::Apres { jours: 5, compte, evenement: "le début du contrat".to_owned() }
}

fn source() -> SourceRegle {
    SourceRegle { source: "Code du travail, art. D. 6224-1".to_owned(), releve_le: day(2026, 10, 3) }
}

/// A draft that was carried over, and what its form does not ask any more.
fn repris() -> Recapitulatif {
    let ligne =
        |libelle: &str, valeur: &str| Ligne { libelle: libelle.to_owned(), valeur: valeur.to_owned() };
    Recapitulatif {
        hors_formulaire: vec![
            ligne("Type d'action", "Bilan de compétences"),
            ligne("Copie devis", "devis.pdf"),
        ],
        ..recapitulatif()
    }
}

fn recap(compte: Jours, silence: Silence, depassee: bool) -> Recapitulatif {
    let echeance = Echeance {
        limite: day(2027, 9, 7),
        ideal: None,
        depassee,
        regle: regle(compte),
        reste: (!depassee).then_some(3),
        source: Some(source()),
    };
    Recapitulatif {
        echeance: Some(echeance),
        reponse: Some(ReponseAttendue { jours: 20, silence: Some(silence) }),
        avertissements: Vec::new(),
        complet: true,
        lignes: Vec::new(),
        pieces_manquantes: Vec::new(),
        ..recapitulatif()
    }
}

pub fn with_deadlines() -> Vec<(&'static str, Message)> {
    let screen = |screen| message(Vec::new(), screen, Vec::new());
    let sent = |statut, just_now, silence| {
        let recapitulatif = recap(Jours::Ouvrables, silence, false);
        Screen::Suivi(Box::new(guichet_core::message::Suivi { recapitulatif, ..suivi(statut, just_now) }))
    };
    let help = |regle| {
        let note = Note::AQuoiCaSert {
            libelle: "Date de début du contrat".to_owned(),
            aide: "Le premier jour du contrat.".to_owned(),
            exemple: Some("01/09/2027".to_owned()),
            delai: Some(DelaiExplique { regle, source: source() }),
        };
        message(vec![note], Screen::Empty, Vec::new())
    };
    vec![
        (
            "Recapitulatif-contrat",
            screen(Screen::Recapitulatif(Box::new(recap(Jours::Ouvrables, Silence::Refus, false)))),
        ),
        (
            "ConfirmerEnvoi-contrat-en-retard",
            screen(Screen::ConfirmerEnvoi(Box::new(recap(Jours::Calendaires, Silence::Accord, true)))),
        ),
        ("Recapitulatif-repris", screen(Screen::Recapitulatif(Box::new(repris())))),
        ("Suivi-contrat-envoye", screen(sent(Statut::Envoye, true, Silence::Refus))),
        ("Suivi-contrat-en-cours", screen(sent(Statut::EnCoursDeTraitement, false, Silence::Accord))),
        ("note-AQuoiCaSert-avant", help(RegleEcheance::Avant)),
        ("note-AQuoiCaSert-ouvrables", help(regle(Jours::Ouvrables))),
        ("note-AQuoiCaSert-calendaires", help(regle(Jours::Calendaires))),
    ]
}
