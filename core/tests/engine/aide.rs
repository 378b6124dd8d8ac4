//! « Aide – mode d'emploi »: topics, questions, and the answers to the form that are never taken for one.

use guichet_core::dossier::Valeur;
use guichet_core::message::{AideVue, ChoiceKind, Note, Refus, Screen};

use crate::bureau::*;

/// Title of the topic or passage shown.
fn shown(bureau: &Bureau) -> &str {
    match &bureau.last().screen {
        Screen::AideSujet(AideVue::Sujet { titre, .. } | AideVue::Passage { titre, .. }) => titre,
        Screen::AideSujet(AideVue::Rien { .. }) => "-",
        other => panic!("no help: {other:?}"),
    }
}

#[test]
fn every_topic_by_its_number_and_every_tab_by_its_command() {
    let mut bureau = Bureau::new();
    bureau.says("/aide");
    let Screen::Aide { commandes } = &bureau.last().screen else { panic!("the help") };
    for tab in ["/entreprises", "/salaries", "/demandes", "/factures", "/rapports", "/support"] {
        assert!(commandes.iter().any(|(commande, _)| commande == tab), "{tab}");
    }
    let sujets = CADRE.catalogue.aide.sujets.len();
    assert_eq!(numbered(bureau.last()), sujets);
    for rank in 1..=sujets {
        bureau.says("/aide").says(&rank.to_string());
        assert_eq!(shown(&bureau), CADRE.catalogue.aide.sujets[rank - 1].titre);
        for label in ["Autres sujets", "Parler à quelqu'un", "Continuer"] {
            assert!(bureau.labels().contains(&label), "{label}");
        }
    }
    bureau.taps("Autres sujets");
    assert!(matches!(bureau.last().screen, Screen::Aide { .. }));
    bureau.taps("Continuer");
    assert_eq!(bureau.asked(), "Accueil");
}

#[test]
fn a_question_is_answered_from_the_welcome_with_its_passage() {
    for (text, titre) in [
        ("/aide délai", "Les délais : quand envoyer ?"),
        ("aide pièces", "Quelles pièces joindre ?"),
        ("comment annuler ?", "Annuler une demande"),
        ("c'est quoi les frais annexes", "Les frais annexes"),
    ] {
        let mut bureau = Bureau::new();
        bureau.says(text);
        assert_eq!(shown(&bureau), titre, "{text}");
        let Screen::AideSujet(AideVue::Passage { texte, .. }) = &bureau.last().screen else {
            panic!("{text}")
        };
        let sujet = CADRE.catalogue.aide.sujets.iter().find(|sujet| sujet.titre == titre).expect("the topic");
        assert!(sujet.paragraphes.contains(texte), "quoted as it stands");
        bureau.taps("Lire tout le sujet");
        assert!(matches!(&bureau.last().screen, Screen::AideSujet(AideVue::Sujet { .. })));
        // From here on whatever is typed is a question.
        bureau.says("mes salariés font deux modules");
        assert_eq!(shown(&bureau), "Plusieurs modules, plusieurs stagiaires");
        bureau.says("la recette du pain au levain");
        assert_eq!(shown(&bureau), "-");
        bureau.says("nouvelle demande");
        assert!(!matches!(bureau.last().screen, Screen::AideSujet(_)), "a command is a command");
    }
}

#[test]
fn a_field_of_the_catalogue_is_explained_where_no_topic_does() {
    let mut bureau = Bureau::new();
    bureau.says("aide intitulé");
    assert_eq!(shown(&bureau), "Intitulé de la formation");
    let secondary = bureau.last().choices.iter().filter(|choice| choice.kind == ChoiceKind::Secondary);
    assert_eq!(secondary.count(), 3, "nothing more to read");
}

#[test]
fn an_answer_to_the_question_at_hand_is_never_swallowed() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation");
    for title in ["Aide soignante : gestes et postures", "Comment vendre plus ?"] {
        let mut other = Bureau::new();
        other.until("Intitulé de la formation").says(title);
        assert_eq!(other.valeur("creation.intitule_formation"), Some(Valeur::Texte(title.to_owned())));
    }
    bureau.says("/aide délai");
    assert_eq!(shown(&bureau), "Les délais : quand envoyer ?");
    bureau.says("Excel");
    assert_eq!(bureau.valeur("creation.intitule_formation"), Some(Valeur::Texte("Excel".to_owned())));
    bureau.says("aide délai");
    assert_eq!(shown(&bureau), "Les délais : quand envoyer ?", "at a date it can be no answer");
    bureau.says("01/03/2027");
    assert_eq!(bureau.asked(), "Date de fin de la formation");
    bureau.says("c'est quand déjà ?");
    assert!(matches!(bureau.last().notes.first(), Some(Note::Refus(_))), "still an answer to be read");
    bureau.taps("À quoi ça sert ?");
    assert_eq!(bureau.asked(), "Date de fin de la formation");
}

#[test]
fn words_that_are_no_question_are_refused_as_before() {
    let mut bureau = Bureau::new();
    bureau.says("blabla");
    assert!(bureau.noted(&Note::Refus(Refus::DispositifInconnu)));
    assert_eq!(bureau.asked(), "Accueil");
}
