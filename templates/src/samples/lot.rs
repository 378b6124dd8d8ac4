//! Lists of people: as they are shown before they are added, and what is said of them.

use guichet_core::lot::MotifLigne;
use guichet_core::message::{
    ChoiceKind, EnTete, LigneVue, LotEcran, LotVue, Message, Note, NoteLot, Progression, RaisonLigne, Refus,
    RefusFichier, RefusTableau, Screen,
};

use super::{choices, message, one_of_each};

one_of_each!(notes_lot, "lot-note-", NoteLot:
    Ajoutes { ajoutes: 18, a_corriger: 2, deja: 1 },
    ColonnesIgnorees { noms: vec!["Poste".to_owned(), "Date d'entrée".to_owned()] },
    Personne { exemples: vec!["Bonjour".to_owned(), "12/03".to_owned()] },
    TousDeja,
    Abandonnee { nombre: 18 },
    LignesLaissees { textes: vec!["Dupont".to_owned(), "???".to_owned()] },
    LigneLaissee { texte: "Dupont".to_owned() },
    LigneAjoutee { nom: "Inès Leroy".to_owned() },
    LigneDeja { nom: "Inès Leroy".to_owned() },
    LigneRefusee(Refus::Email),
    AuDela { max: 200 },
    PourTous { libelle: "CSP".to_owned(), valeur: "Employé".to_owned(), nombre: 12 },
);

one_of_each!(refus_tableau, "tableau-", RefusTableau:
    TropGros { max_octets: 1024 * 1024 },
    TropDeLignes { max: 500 },
    TropDeColonnes { max: 40 },
    Vide,
    Macros,
    Protege,
    Utf16,
    Illisible,
    PlusTard { etape: "Etape 3 : Saisir un stagiaire".to_owned() },
);

pub fn notes() -> impl Iterator<Item = (&'static str, Note)> {
    let notes = notes_lot().into_iter().map(|(name, note)| (name, Note::Lot(note)));
    let refus = refus_tableau().into_iter().map(|(name, raison)| {
        let name_of_file = "salaries.xlsx".to_owned();
        (name, Note::FichierRefuse { name: name_of_file, reason: RefusFichier::Tableau(raison) })
    });
    notes.chain(refus)
}

pub(super) fn vue() -> LotVue {
    with(apercu())
}

fn lot(ecran: LotEcran) -> Screen {
    Screen::Lot(Box::new(with(ecran)))
}

fn with(ecran: LotEcran) -> LotVue {
    LotVue {
        entete: EnTete {
            dispositif: "Action individuelle".to_owned(),
            titre: Some("Excel perfectionnement".to_owned()),
            numero: Some("2027-000042".to_owned()),
        },
        progression: Progression {
            numero: Some(3),
            sur: 5,
            etape: "Etape 3 : Saisir un stagiaire".to_owned(),
        },
        nom: "stagiaire".to_owned(),
        ecran,
    }
}

fn apercu() -> LotEcran {
    let ligne = |nom: &str, detail: &str| LigneVue { nom: nom.to_owned(), detail: detail.to_owned() };
    LotEcran::Apercu {
        bonnes: 18,
        lignes: vec![
            ligne("Marie Dupont", "Employé"),
            ligne("Inès Leroy", "Employé · nouveau salarié"),
            ligne("Li Na", ""),
        ],
        nouvelles: 1,
        deja: vec!["Karim Benali".to_owned()],
        a_corriger: 2,
        au_dela: 3,
        max: 200,
    }
}

/// Each screen of a list, as people meet it.
pub fn screens() -> Vec<(&'static str, Message)> {
    use ChoiceKind::{Numbered, Primary, Secondary};
    let champ = |nombre: u32, qui: &[&str]| LotEcran::Champ {
        libelle: "CSP".to_owned(),
        aide: "La catégorie du salarié, sur son bulletin de paie.".to_owned(),
        exemple: None,
        nombre,
        qui: qui.iter().map(|nom| (*nom).to_owned()).collect(),
    };
    let csp = [
        (Numbered, "Ouvrier qualifié", None),
        (Numbered, "Employé", None),
        (Secondary, "Au cas par cas", None),
        (Secondary, "Annuler", None),
    ];
    let ligne = |raison: RaisonLigne, reste: u32| LotEcran::Ligne {
        texte: "Dupont · marie@".to_owned(),
        raison,
        reste,
    };
    let bad =
        MotifLigne::Valeur { libelle: "Email".to_owned(), texte: "marie@".to_owned(), refus: Refus::Email };
    let aside = [(Secondary, "Laisser cette ligne de côté", None)];
    let twins = [
        (Numbered, "Marie Dupont", Some("matricule M001")),
        (Numbered, "Marie Dupont", Some("matricule M014")),
        (Secondary, "C'est un nouveau salarié", None),
        aside[0],
    ];
    vec![
        ("Lot-champ", message(Vec::new(), lot(champ(12, &["Marie Dupont", "Li Na"])), choices(&csp))),
        ("Lot-champ-un", message(Vec::new(), lot(champ(1, &["Marie Dupont"])), choices(&csp[..2]))),
        (
            "Lot-apercu",
            message(
                Vec::new(),
                lot(apercu()),
                choices(&[(Primary, "Ajouter les 18", None), (Secondary, "Annuler", None)]),
            ),
        ),
        (
            "Lot-ligne",
            message(
                vec![Note::Lot(NoteLot::Ajoutes { ajoutes: 18, a_corriger: 2, deja: 0 })],
                lot(ligne(RaisonLigne::Motif(bad), 1)),
                choices(&aside),
            ),
        ),
        (
            "Lot-ligne-nom",
            message(Vec::new(), lot(ligne(RaisonLigne::Motif(MotifLigne::PasDeNom), 0)), choices(&aside)),
        ),
        ("Lot-ligne-plusieurs", message(Vec::new(), lot(ligne(RaisonLigne::Plusieurs, 0)), choices(&twins))),
    ]
}
