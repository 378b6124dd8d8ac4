//! Several answers in one message of a chat.

use guichet_core::dossier::{Montant, Valeur};
use guichet_core::message::{Note, Refus};

use crate::bureau::Bureau;

fn date(text: &str) -> Option<Valeur> {
    Some(Valeur::Date(text.parse().unwrap()))
}

fn one(bureau: &Bureau, path: &str) -> Option<Valeur> {
    bureau.state.dossier.as_ref().and_then(|dossier| dossier.valeurs(path).next().cloned())
}

#[test]
fn a_sentence_answers_what_it_says() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation");
    bureau.says("Excel perfectionnement du 1er au 3 mars 2027, 21h, 1 500 € HT");
    assert_eq!(
        one(&bureau, "creation.intitule_formation"),
        Some(Valeur::Texte("Excel perfectionnement".to_owned()))
    );
    assert_eq!(one(&bureau, "creation.date_debut"), date("2027-03-01"));
    assert_eq!(one(&bureau, "creation.date_fin"), date("2027-03-03"));
    assert_eq!(one(&bureau, "etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
    assert_eq!(one(&bureau, "etape_2.montant_base"), Some(Valeur::Choix("ht".to_owned())));
    let echo = |note: &&Note| matches!(note, Note::Echo { .. });
    assert_eq!(
        bureau.said.last().unwrap().notes.iter().filter(echo).count(),
        6,
        "all that was taken is said"
    );
    assert_eq!(
        bureau.asked(),
        "Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?",
        "only what is missing is asked"
    );
}

#[test]
fn labelled_lines_answer_other_questions() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation");
    bureau.says("Intitulé : Hygiène alimentaire\nDate de début : 05/04/2027\nDate de fin : 09/04/2027");
    assert_eq!(
        one(&bureau, "creation.intitule_formation"),
        Some(Valeur::Texte("Hygiène alimentaire".to_owned()))
    );
    assert_eq!(one(&bureau, "creation.date_fin"), date("2027-04-09"));
}

#[test]
fn one_answer_stays_one() {
    for title in
        ["Excel perfectionnement", "Anglais, niveau 2", "CACES R489 catégorie 3", "Mars et Vénus au bureau"]
    {
        let mut bureau = Bureau::new();
        bureau.until("Intitulé de la formation");
        bureau.says(title);
        assert_eq!(one(&bureau, "creation.intitule_formation"), Some(Valeur::Texte(title.to_owned())));
        assert_eq!(one(&bureau, "creation.date_debut"), None, "{title}");
        assert_eq!(one(&bureau, "etape_2.heures_formation"), None, "{title}");
    }
}

#[test]
fn what_cannot_stay_is_asked() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation");
    bureau.says("Excel\nDate de début : 05/04/2027\nDate de fin : 01/04/2027");
    assert_eq!(one(&bureau, "creation.date_fin"), None, "an end before its beginning");
    assert!(!bureau.noted(&Note::Refus(Refus::Incompris)));
}
