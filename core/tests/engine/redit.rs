//! What was answered, said anew at another question, in a chat and by letter.

use guichet_core::dossier::{Centiemes, Montant, Valeur};
use guichet_core::message::{Note, NoteLettre, Refus};

use crate::bureau::Bureau;

/// Says it some time after what was said before.
fn later(bureau: &mut Bureau, text: &str) {
    bureau.now += chrono::Duration::seconds(40);
    bureau.says(text);
}

const FRAIS: &str = "Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?";

/// Asked whether there are expenses, after the title, the days, the hours and the cost.
fn asked_of_frais() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation");
    bureau.says("Excel perfectionnement chez Cegos du 1er au 3 mars 2027, 21h, 1 500 € HT");
    assert_eq!(bureau.asked(), FRAIS);
    bureau
}

/// The same by letter, without expenses.
fn after_a_letter() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.writes("/nouvelle action individuelle", None).answers(
        "La formation Excel perfectionnement chez Cegos dure 21 h, du 1er au 3 mars 2027, et coûte 1 500 € HT. \
         Pas de frais annexes.",
    );
    bureau
}

fn told(bureau: &Bureau) -> [String; 6] {
    let shown = |path: &str| match bureau.valeur(path) {
        Some(Valeur::Date(date)) => date.format("%d/%m").to_string(),
        Some(Valeur::Heures(Centiemes(hours))) => (hours / 100).to_string(),
        Some(Valeur::Montant(Montant(cents))) => (cents / 100).to_string(),
        Some(Valeur::Texte(text) | Valeur::Choix(text)) => text,
        other => panic!("{path}: {other:?}"),
    };
    [
        "creation.date_debut",
        "creation.date_fin",
        "etape_2.heures_formation",
        "etape_2.cout_formation",
        "etape_2.montant_base",
        "etape_2.of_nom",
    ]
    .map(shown)
}

#[test]
fn what_is_said_anew_replaces_what_was_said() {
    for (said, expected) in [
        ("finalement c'est 14 h", ["01/03", "03/03", "14", "1500", "ht", "Cegos"]),
        ("non plutôt 14 h", ["01/03", "03/03", "14", "1500", "ht", "Cegos"]),
        ("non, c'est 14 h", ["01/03", "03/03", "14", "1500", "ht", "Cegos"]),
        ("finalement 14 h, du 8 au 10 mars", ["08/03", "10/03", "14", "1500", "ht", "Cegos"]),
        ("oups du 8 au 10 mars", ["08/03", "10/03", "21", "1500", "ht", "Cegos"]),
        ("en fait ça commence le 2", ["02/03", "03/03", "21", "1500", "ht", "Cegos"]),
        ("erreur, on finit le 4 mars", ["01/03", "04/03", "21", "1500", "ht", "Cegos"]),
        ("non, c'est TTC", ["01/03", "03/03", "21", "1500", "ttc", "Cegos"]),
        ("en fait c'est 14 h et pas 21 h", ["01/03", "03/03", "14", "1500", "ht", "Cegos"]),
        ("en fait du 8 au 10 mars au lieu du 1er au 3", ["08/03", "10/03", "21", "1500", "ht", "Cegos"]),
        ("non plutôt chez Orsys", ["01/03", "03/03", "21", "1500", "ht", "Orsys"]),
        ("pardon 900 € TTC", ["01/03", "03/03", "21", "900", "ttc", "Cegos"]),
        ("finalement c'est chez Orsys", ["01/03", "03/03", "21", "1500", "ht", "Orsys"]),
        ("Coût : 1600", ["01/03", "03/03", "21", "1600", "ht", "Cegos"]),
        ("date de fin : 4 mars", ["01/03", "04/03", "21", "1500", "ht", "Cegos"]),
    ] {
        let mut bureau = asked_of_frais();
        later(&mut bureau, said);
        assert_eq!(told(&bureau), expected, "{said}");
        assert_eq!(bureau.asked(), FRAIS, "{said}: the question stays");
        let echo = |note: &Note| matches!(note, Note::Echo { .. });
        assert!(bureau.last().notes.iter().any(echo), "{said}: {:?}", bureau.last().notes);
    }
}

/// Two days may be meant: she is asked, and « non » is no answer to the question at hand.
#[test]
fn a_correction_of_one_of_two_is_asked() {
    let mut bureau = asked_of_frais();
    later(&mut bureau, "non plutôt le 2");
    assert_eq!(told(&bureau)[..2], ["01/03", "03/03"]);
    assert!(bureau.noted(&Note::Refus(Refus::LaquelleCorriger)));
    assert_eq!(bureau.asked(), FRAIS);
    let offered = bureau.labels();
    for label in ["Modifier : Date de début de la formation", "Modifier : Date de fin de la formation"] {
        assert!(offered.contains(&label), "{offered:?}");
    }
}

/// What takes nothing back, or says more than a value, changes no answer.
#[test]
fn other_sentences_change_nothing() {
    for said in [
        "pardon je suis en congés du 8 au 12 février",
        "en fait on a versé 500 € d'acompte",
        "pardon il y a aussi 50 € de livres",
        "si finalement c'est 14 h je vous le dirai",
        "en fait ça commence à 9 h",
        "oui en fait on a 3 h de route",
        "en fait oui, on arrive la veille, le 28 février",
        "pardon pour le retard",
        "non plutôt le matin",
        "non plutôt en mars",
        "en fait aussi 7 h",
        "en fait début le 2 mars, 9h",
        "Coût par nuit : 90 €",
        "Durée du trajet : 3 h",
        "finalement le 4 mars",
    ] {
        let mut bureau = asked_of_frais();
        later(&mut bureau, said);
        assert_eq!(told(&bureau), ["01/03", "03/03", "21", "1500", "ht", "Cegos"], "{said}");
    }
    for (question, said) in [
        ("Voulez-vous saisir un autre module ?", "non, c'est tout"),
        ("Voulez-vous saisir un autre module ?", "ah non un seul module"),
        ("Nom du stagiaire", "pardon, Karim Benali"),
        ("Nom du stagiaire", "en fait Marie Dupont, née le 3 mars 1985"),
        ("Voulez-vous saisir un autre stagiaire ?", "non c'est Marie"),
        ("Nom du stagiaire", "Date de naissance : 3 mars 1985"),
        ("Copie devis", "ah non je ne l'ai pas"),
        ("Copie devis", "Date du devis : 15 janvier 2027"),
        ("Copie devis", "en fait le 25 janvier"),
        ("Copie devis", "désolée pour l'erreur, le devis est valable jusqu'au 28 février 2027"),
        ("Récapitulatif", "non c'est bon"),
        ("Récapitulatif", "en fait envoyez-la le 1er février"),
    ] {
        let mut bureau = Bureau::new();
        bureau.until(question);
        let before = told(&bureau);
        later(&mut bureau, said);
        assert_eq!(told(&bureau), before, "{question}: {said}");
    }
}

/// An apology leads an answer as well: the question at hand has it.
#[test]
fn an_apology_leads_an_answer() {
    let date = |text: &str| Some(Valeur::Date(text.parse().unwrap()));
    for (question, said, path, expected) in [
        (
            "Date de fin de la formation",
            "Pardon pour le retard, le 3 mars 2027",
            "creation.date_fin",
            date("2027-03-03"),
        ),
        (
            "Date de fin de la formation",
            "ah non, c'est le 3 mars 2027 la fin",
            "creation.date_fin",
            date("2027-03-03"),
        ),
        (
            "Heures formation",
            "pardon, 21",
            "etape_2.heures_formation",
            Some(Valeur::Heures(Centiemes(2_100))),
        ),
        (
            "Coût total de formation",
            "Oups, 1 500 HT",
            "etape_2.cout_formation",
            Some(Valeur::Montant(Montant(150_000))),
        ),
    ] {
        let mut bureau = Bureau::new();
        bureau.until(question);
        later(&mut bureau, said);
        assert_eq!(bureau.valeur(path), expected, "{question}: {said}");
    }
}

/// A second module has hours of its own.
#[test]
fn another_module_keeps_to_itself() {
    let mut bureau = Bureau::new();
    bureau.until("Voulez-vous saisir un autre module ?").says("oui");
    let first = bureau.valeur("etape_2.heures_formation");
    assert_eq!(bureau.asked(), "Heures formation");
    later(&mut bureau, "Durée : 7 h");
    assert_eq!(bureau.valeur("etape_2.heures_formation"), first);
    assert_eq!(bureau.dossier().elements("etape_2").len(), 2);
}

/// What answers the question at hand is its answer, whatever word leads it.
#[test]
fn the_question_comes_first() {
    let mut bureau = asked_of_frais();
    bureau.says("finalement oui");
    assert_eq!(bureau.valeur("creation.frais_annexes"), Some(Valeur::OuiNon(true)));
    assert_eq!(bureau.asked(), "Nombre de nuits");
    bureau.says("en fait 2 nuits");
    assert_eq!(bureau.valeur("creation.nb_nuits"), Some(Valeur::Entier(2)));
    let mut bureau = asked_of_frais();
    bureau.says("finalement pas de frais");
    assert_eq!(bureau.valeur("creation.frais_annexes"), Some(Valeur::OuiNon(false)));
}

/// The day that was just given, where the other one is asked.
#[test]
fn the_last_answer_is_the_one_corrected() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation").says("Excel perfectionnement");
    later(&mut bureau, "non plutôt Word débutant");
    assert_eq!(bureau.valeur("creation.intitule_formation"), Some(Valeur::Texte("Word débutant".to_owned())));
    assert_eq!(bureau.asked(), "Date de début de la formation");
    later(&mut bureau, "1er mars 2027");
    later(&mut bureau, "non plutôt le 2");
    assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date("2027-03-02".parse().unwrap())));
    assert_eq!(bureau.asked(), "Date de fin de la formation");
    bureau.says("finalement le 4");
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date("2027-03-04".parse().unwrap())));
}

/// Where a company is asked, a message of answers is no name to look for.
#[test]
fn answers_beside_a_company_are_taken() {
    let mut bureau = asked_of_frais();
    bureau.says("non");
    assert_eq!(bureau.asked(), "Référence de l'établissement demandeur");
    bureau.says("finalement c'est 14 h");
    assert_eq!(told(&bureau)[2], "14");
    bureau.says("c'est pour la Boulangerie des Lilas");
    assert_eq!(bureau.state.conversation.requete.text.as_deref(), Some("Boulangerie des Lilas"));
    let mut bureau = Bureau::new();
    bureau
        .until("Référence de l'établissement demandeur")
        .says("pour la Boulangerie des Lilas, 21h et 1 500 € HT");
    assert!(matches!(bureau.valeur("etape_1.etablissement_demandeur"), Some(Valeur::Entite(_))));
    assert_eq!(bureau.valeur("etape_2.heures_formation"), Some(Valeur::Heures(Centiemes(2_100))));
    assert_eq!(bureau.valeur("etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
}

/// Of two modules, which one is meant is not said.
#[test]
fn of_two_modules_none_is_guessed() {
    let mut bureau = Bureau::new();
    bureau.until("Voulez-vous saisir un autre module ?").says("oui");
    bureau.says("7 h").says("600 € HT").says("non").says("organisme").says("Cegos");
    assert_eq!(
        bureau.asked(),
        "Voulez-vous saisir un autre module ?",
        "{:?}",
        bureau.dossier().elements("etape_2")
    );
    let hours = |bureau: &Bureau| -> Vec<Option<Valeur>> {
        let elements = bureau.dossier().elements("etape_2").iter();
        elements.map(|element| element.valeur("heures_formation").cloned()).collect()
    };
    let before = hours(&bureau);
    assert_eq!(before.len(), 2);
    later(&mut bureau, "finalement 14 h au lieu de 21");
    assert_eq!(hours(&bureau), before);
}

/// Sentences that do not correct, or of something else, change nothing, and are told.
#[test]
fn what_a_letter_says_of_something_else_is_told() {
    for said in [
        "Pardon pour le retard.\nBoulangerie des Lilas\nNous sommes fermés :\ndu 8 au 12 février",
        "Boulangerie des Lilas\nFinalement :\n- 14 h",
        "1. Boulangerie des Lilas\n2. non\nEn fait on a payé un acompte de 300 €.",
    ] {
        let mut bureau = after_a_letter();
        bureau.answers(said);
        assert_eq!(told(&bureau), ["01/03", "03/03", "21", "1500", "ht", "Cegos"], "{said}");
        let unread = |note: &Note| matches!(note, Note::Lettre(NoteLettre::NonLu { .. }));
        assert!(bureau.last().notes.iter().any(unread), "{said}: {:?}", bureau.last().notes);
    }
}

/// By letter, below other answers, and where nothing else is said.
#[test]
fn a_later_letter_says_anew() {
    for (said, expected) in [
        (
            "Finalement c'est 14 h et non 21. Et du 8 au 10 mars. Le boulanger est absent mardi.",
            ["08/03", "10/03", "14", "1500", "ht", "Cegos"],
        ),
        (
            "1. Boulangerie des Lilas\n2. non\nFinalement c'est 1 600 € HT, et chez Orsys.",
            ["01/03", "03/03", "21", "1600", "ht", "Orsys"],
        ),
        (
            "Boulangerie des Lilas. Pas d'évaluation. Finalement ça coûte 1.600,00 € HT.",
            ["01/03", "03/03", "21", "1600", "ht", "Cegos"],
        ),
    ] {
        let mut bureau = after_a_letter();
        bureau.answers(said);
        assert_eq!(told(&bureau), expected, "{said}");
    }
}
