//! Several answers in one message of a chat.

use guichet_core::dossier::{Centiemes, Montant, Valeur};
use guichet_core::message::{Note, NoteLettre, Refus};

use crate::bureau::{Bureau, jour};

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

/// Days that cannot be told are asked, and are no part of the title.
#[test]
fn days_in_doubt_are_no_title() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation").says("Tourage du 28 au 30 avril 2027, non, du 3 au 5");
    assert_eq!(one(&bureau, "creation.intitule_formation"), Some(Valeur::Texte("Tourage".to_owned())));
    assert_eq!(one(&bureau, "creation.date_debut"), None);
    assert_eq!(bureau.asked(), "Date de début de la formation");
}

/// What is counted is told by what it counts.
#[test]
fn counts_are_told_apart() {
    let mut bureau = Bureau::new();
    bureau.until("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?").says("oui");
    assert_eq!(bureau.asked(), "Nombre de nuits");
    bureau.says("2 nuits, 4 repas et 120 km");
    assert_eq!(one(&bureau, "creation.nb_nuits"), Some(Valeur::Entier(2)));
    assert_eq!(one(&bureau, "creation.nb_repas"), Some(Valeur::Entier(4)));
    assert_eq!(one(&bureau, "creation.nb_km"), Some(Valeur::Decimal(Centiemes(12_000))));
    assert_eq!(bureau.asked(), "Coût unitaire/nuit");
}

/// Those who go are named before their company is: they wait for it, and are not asked again.
#[test]
fn those_who_go_are_kept() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation");
    bureau.says(
        "Excel perfectionnement chez Bureautique Formation du 1er au 3 mars 2027, 21h, 1 500 € HT pour Dupont et Benali",
    );
    assert_eq!(
        one(&bureau, "creation.intitule_formation"),
        Some(Valeur::Texte("Excel perfectionnement".to_owned()))
    );
    assert_eq!(one(&bureau, "etape_2.of_nom"), Some(Valeur::Texte("Bureautique Formation".to_owned())));
    assert_eq!(one(&bureau, "etape_2.formateur"), Some(Valeur::Choix("organisme".to_owned())));
    let kept = Note::Lettre(NoteLettre::Gardee {
        libelle: "Nom du stagiaire".to_owned(),
        texte: "Dupont et Benali".to_owned(),
    });
    assert!(bureau.noted(&kept), "{:?}", bureau.said.last());
    bureau.until("Récapitulatif");
    let names: Vec<String> = bureau
        .state
        .dossier
        .iter()
        .flat_map(|dossier| dossier.valeurs("etape_3.stagiaire"))
        .filter_map(|valeur| match valeur {
            Valeur::Individu(individu) => Some(individu.nom_complet()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["Marie Dupont", "Karim Benali"]);
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
    for title in [
        "Excel perfectionnement",
        "Anglais, niveau 2",
        "CACES R489 catégorie 3",
        "Mars et Vénus au bureau",
        "Excel en 2 jours",
        "Les ventes de mai ou de juin",
    ] {
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

/// Each answer of a message that gave several has a button; one tap asks it again, then the conversation goes on.
#[test]
fn one_tap_corrects_each_answer() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation");
    bureau.says("Excel perfectionnement du 1er au 3 mars 2027");
    let asked = bureau.asked().to_owned();
    let corrections: Vec<String> = bureau
        .labels()
        .iter()
        .filter(|label| label.starts_with("Modifier : "))
        .map(|label| (*label).to_owned())
        .collect();
    assert_eq!(corrections.len(), 3, "{:?}", bureau.labels());
    bureau.taps("Modifier : Date de fin de la formation");
    bureau.says("4 mars 2027");
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 4))));
    assert_eq!(bureau.asked(), asked, "on where she was");
    assert!(
        !bureau.labels().iter().any(|label| label.starts_with("Modifier : ")),
        "said once: {:?}",
        bureau.labels()
    );
}

/// People who write on end write ahead, a line at a time: each is the answer it can only be, whatever is asked; the rest is not guessed.
#[test]
fn an_answer_ahead_of_its_question_is_taken() {
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation");
    bureau.says("21h");
    assert_eq!(bureau.valeur("etape_2.heures_formation"), None, "said alone, it is no date");
    bureau.rafale = true;
    for (ahead, path) in [("21h", "etape_2.heures_formation"), ("1 500 € HT", "etape_2.cout_formation")] {
        bureau.says(ahead);
        assert_eq!(bureau.asked(), "Date de début de la formation", "it still stands after « {ahead} »");
        assert!(bureau.valeur(path).is_some(), "{ahead}: {:?}", bureau.last().notes);
    }
    for vague in ["21", "un peu plus tard que prévu", "1500"] {
        let before = bureau.dossier().clone();
        bureau.says(vague);
        assert_eq!(bureau.dossier(), &before, "« {vague} » is no answer to anything else");
    }
    bureau.says("1er mars 2027");
    assert_eq!(bureau.asked(), "Date de fin de la formation");
    let corrections = bureau.labels().iter().filter(|label| label.starts_with("Modifier : ")).count();
    assert_eq!(corrections, 3, "one tap corrects each: {:?}", bureau.labels());
}
