//! « Mes entreprises » and « Mes salariés ».

use guichet_core::message::{ChoiceKind, Fiche, Ligne, Message, Note, NoteAnnuaire, QuestionFiche, Screen};

use super::{choices, message, one_of_each};

one_of_each!(notes_annuaire, "annuaire-note-", NoteAnnuaire:
    EntrepriseChoisie { nom: "Boulangerie des Lilas".to_owned() },
    ChoisirEntreprise,
    Introuvable,
    SalarieDeja { nom: "Inès Leroy".to_owned() },
    Efface { libelle: "Email".to_owned() },
    DemandeSuit { nom: "Inès Leroy".to_owned() },
);

pub fn notes() -> impl Iterator<Item = (&'static str, Note)> {
    notes_annuaire().into_iter().map(|(name, note)| (name, Note::Annuaire(note)))
}

pub(super) fn fiche() -> Fiche {
    let ligne =
        |libelle: &str, valeur: &str| Ligne { libelle: libelle.to_owned(), valeur: valeur.to_owned() };
    Fiche {
        titre: "Boulangerie des Lilas".to_owned(),
        sous_titre: Some("entreprise choisie".to_owned()),
        lignes: vec![
            ligne("Raison sociale", "Lilas et Fils"),
            ligne("SIRET", "732 829 320 00074"),
            ligne("Salariés enregistrés", "7"),
        ],
        question: None,
    }
}

pub fn screens() -> Vec<(&'static str, Message)> {
    use ChoiceKind::{Numbered, Primary, Secondary};
    let back = (Secondary, "Retour", None);
    let csp = QuestionFiche {
        libelle: "CSP".to_owned(),
        aide: "La catégorie du salarié, sur son bulletin de paie.".to_owned(),
        exemple: None,
        actuelle: Some("Employé".to_owned()),
        obligatoire: false,
    };
    let salarie = |question: Option<QuestionFiche>| Fiche {
        titre: "Inès Leroy".to_owned(),
        sous_titre: Some("Boulangerie des Lilas".to_owned()),
        lignes: Vec::new(),
        question,
    };
    let screen = |fiche: Fiche| Screen::Fiche(Box::new(fiche));
    vec![
        (
            "Fiche-entreprise",
            message(
                Vec::new(),
                screen(fiche()),
                choices(&[
                    (Primary, "Choisir cette entreprise", None),
                    (Secondary, "Voir ses salariés", None),
                    back,
                ]),
            ),
        ),
        (
            "Fiche-salarie",
            message(
                Vec::new(),
                screen(salarie(None)),
                choices(&[(Numbered, "Nom", Some("Leroy")), (Numbered, "Email", Some("à renseigner")), back]),
            ),
        ),
        (
            "Fiche-question",
            message(
                Vec::new(),
                screen(salarie(Some(csp))),
                choices(&[(Numbered, "Employé", None), (Secondary, "Effacer cette réponse", None), back]),
            ),
        ),
    ]
}
