//! Letters that ask all that is missing, and what is said of the answers.

use guichet_core::dossier::Chemin;
use guichet_core::lettre::QuestionPosee;
use guichet_core::message::{
    ChoiceKind, EnTete, Manque, Message, Note, NoteLettre, PieceManquante, Progression, QuestionLettre,
    Recapitulatif, Refus, Screen,
};

use super::{choices, message, one_of_each, screens};

one_of_each!(notes_lettre, "lettre-note-", NoteLettre:
    Refusee { libelle: "Date de fin de la formation".to_owned(), texte: "début avril".to_owned(), refus: Refus::DateVague },
    AChoisir {
        libelle: "Référence de l'établissement demandeur".to_owned(),
        texte: "boulangerie".to_owned(),
        candidats: vec!["Boulangerie des Lilas, Rennes".to_owned(), "Boulangerie du Port, Nantes".to_owned()],
    },
    DejaRepondu { libelle: "Heures formation".to_owned(), garde: "21,00 h".to_owned(), texte: "14h".to_owned() },
    Gardee { libelle: "Nom du stagiaire".to_owned(), texte: "Marie Dupont, Karim Benali".to_owned() },
    SansObjet { libelle: "Organisme de formation : nom".to_owned(), texte: "Bureautique Formation".to_owned() },
    NonLu { texte: "Le formateur est très sympathique".to_owned() },
    PasNotee { de: "compta@cabinet.example".to_owned() },
    Ancienne,
);

pub fn notes() -> impl Iterator<Item = (&'static str, Note)> {
    notes_lettre().into_iter().map(|(name, note)| (name, Note::Lettre(note)))
}

pub(super) fn manque() -> Manque {
    Manque {
        entete: EnTete {
            dispositif: "Action individuelle".to_owned(),
            titre: Some("Excel perfectionnement".to_owned()),
            numero: None,
        },
        progression: Progression {
            numero: None,
            sur: 5,
            etape: "Créer : Dossier : Action individuelle".to_owned(),
        },
        dossier: Default::default(),
        questions: vec![
            question(
                1,
                "Date de fin de la formation",
                "Le dernier jour. Identique au premier pour une journée.",
            ),
            QuestionLettre {
                options: vec!["Un organisme de formation".to_owned(), "Un formateur interne".to_owned()],
                exemple: None,
                ..question(2, "Qui assure la formation ?", "Un organisme de formation le plus souvent.")
            },
            QuestionLettre {
                selon: true,
                exemple: Some("Bureautique Formation".to_owned()),
                ..question(3, "Organisme de formation : nom", "Le nom en haut du devis.")
            },
            QuestionLettre {
                plusieurs: true,
                exemple: Some("dupont".to_owned()),
                ..question(4, "Nom du stagiaire", "Le salarié qui part en formation.")
            },
        ],
        pieces: vec![
            piece("Copie devis", true),
            piece("Programme de la formation", true),
            piece("Convention de formation signée", false),
        ],
    }
}

fn question(n: u32, libelle: &str, aide: &str) -> QuestionLettre {
    QuestionLettre {
        posee: QuestionPosee {
            n,
            libelle: libelle.to_owned(),
            autres: Vec::new(),
            chemin: Chemin { etape: "creation".to_owned(), element: 1, champ: format!("champ_{n}") },
            actuelle: None,
            facultative: false,
        },
        aide: aide.to_owned(),
        exemple: Some("03/03/2027".to_owned()),
        options: Vec::new(),
        plusieurs: false,
        selon: false,
    }
}

fn piece(libelle: &str, obligatoire: bool) -> PieceManquante {
    PieceManquante { libelle: libelle.to_owned(), obligatoire, formats: "PDF, JPEG, PNG".to_owned() }
}

/// The letter as it goes out; that which asks for pièces only; and the one she confirms on.
pub fn with_choices() -> Vec<(&'static str, Message)> {
    let secondary = |labels: &[&'static str]| {
        let labels: Vec<_> = labels.iter().map(|label| (ChoiceKind::Secondary, *label, None)).collect();
        choices(&labels)
    };
    let echo =
        |libelle: &str, valeur: &str| Note::Echo { libelle: libelle.to_owned(), valeur: valeur.to_owned() };
    let pieces = Manque { questions: Vec::new(), ..manque() };
    let whole = Recapitulatif { en_entier: true, ..screens::recapitulatif() };
    vec![
        (
            "lettre",
            message(
                vec![
                    echo("Intitulé de la formation", "Excel perfectionnement"),
                    echo("Date de début de la formation", "lundi 1er mars 2027"),
                ],
                Screen::Manque(Box::new(manque())),
                secondary(&["Aide", "Besoin d'aide humaine"]),
            ),
        ),
        (
            "lettre-pieces",
            message(Vec::new(), Screen::Manque(Box::new(pieces)), secondary(&["Passer", "Aide"])),
        ),
        (
            "lettre-confirmer",
            message(
                Vec::new(),
                Screen::ConfirmerEnvoi(Box::new(whole)),
                choices(&[
                    (ChoiceKind::Primary, "Je confirme l'envoi", None),
                    (ChoiceKind::Secondary, "Modifier", None),
                ]),
            ),
        ),
    ]
}
