//! « Lequel ? »: questions, plain sentences, the summary for the conseiller; another dispositif later on.

use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::Valeur;
use guichet_core::message::{Avertissement, Note, NoteLettre, Refus, Screen};

use crate::bureau::*;

fn proposed(bureau: &Bureau) -> Vec<&str> {
    match &bureau.last().screen {
        Screen::Proposition(proposition) => {
            proposition.dispositifs.iter().map(|l| l.libelle.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn four_questions_lead_to_each_dispositif() {
    for (answers, wanted) in [
        (&["Oui, en apprentissage"][..], "Contrat d'apprentissage"),
        (&["Oui, en contrat de professionnalisation"], "Contrat de professionnalisation"),
        (&["Non", "Oui"], "Pro A"),
        (&["Non", "Non", "Oui"], "Compte Personnel de Formation (CPF)"),
        (&["Non", "Non", "Non", "Oui"], "Autres Financements / Non Eligibles"),
        (&["Non", "Non", "Non", "Non"], "Action individuelle"),
    ] {
        let mut bureau = Bureau::new();
        bureau.says("/nouvelle").taps("M'aider à choisir");
        for answer in answers {
            assert!(bureau.labels().contains(&"Je ne sais pas"));
            bureau.taps(answer);
        }
        assert_eq!(proposed(&bureau), [wanted]);
        assert!(bureau.state.dossier.is_none(), "nothing begins before she says yes");
        bureau.says("oui");
        assert_eq!(
            bureau.state.dossier.as_ref().map(|d| d.dispositif.as_str()),
            CADRE.catalogue.current().iter().find(|d| d.libelle == wanted).map(|d| d.cle.as_str())
        );
    }
}

/// « Action individuelle » is a « oui » too; what she wrote on the way is not asked again.
#[test]
fn what_she_wrote_of_her_project_is_not_asked_again() {
    for (words, title) in [
        ("Excel perfectionnement du 1er au 3 mars 2027, 21h, 1 500 € HT", Some("Excel perfectionnement")),
        ("je veux former deux salariés à Excel du 1er au 3 mars 2027, 21h, 1 500 € HT", None),
    ] {
        for before in [true, false] {
            let mut bureau = Bureau::new();
            if !before {
                bureau.says("je veux former ma vendeuse");
            }
            bureau.says(&format!("{words} pour une formation"));
            assert_eq!(proposed(&bureau), ["Action individuelle"]);
            bureau.says(if before { "oui" } else { "Action individuelle" });
            let wanted = [
                "creation.date_debut",
                "creation.date_fin",
                "etape_2.heures_formation",
                "etape_2.cout_formation",
            ];
            for path in wanted {
                assert!(bureau.valeur(path).is_some(), "{words}: {path}");
            }
            let kept = bureau.valeur("creation.intitule_formation");
            assert_eq!(kept, title.map(|title| Valeur::Texte(title.to_owned())), "{words}");
            let asked = if title.is_some() { "Demandez-vous" } else { "Intitulé de la formation" };
            assert!(bureau.asked().starts_with(asked), "{words}: {}", bureau.asked());
        }
    }
    let mut bureau = Bureau::new();
    bureau.says("je veux former ma vendeuse").says("pas une action individuelle");
    assert!(bureau.state.dossier.is_none());
    // Nothing told which dispositif: she chooses it, and what she wrote holds.
    let mut bureau = Bureau::new();
    bureau.says("Barista du 1er au 3 mars 2027, 21h, 1 500 € HT pour Dupont et Benali");
    assert!(bureau.noted(&Note::Refus(Refus::DispositifInconnu)), "{:?}", bureau.last());
    bureau.says("/nouvelle").taps("Action individuelle");
    assert!(bureau.asked().starts_with("Demandez-vous"), "{}", bureau.asked());
    assert_eq!(bureau.state.conversation.projet, None, "for one request");
    let kept = |note: &Note| matches!(note, Note::Lettre(NoteLettre::Gardee { texte, .. }) if texte == "Dupont et Benali");
    assert!(bureau.last().notes.iter().any(kept), "{:?}", bureau.last());
}

#[test]
fn a_plain_sentence_proposes_what_it_points_to() {
    for (sentence, wanted) in [
        ("mon apprenti commence en septembre", "Contrat d'apprentissage"),
        ("j'ai pris une aprentie", "Contrat d'apprentissage"),
        ("je veux former deux salariés à Excel", "Action individuelle"),
        ("une formation hygiène pour toute l'équipe", "Action individuelle"),
        ("ma vendeuse passe un CQP en alternance", "Contrat de professionnalisation"),
        ("avenant pour changer de métier", "Pro A"),
        ("il utilise son CPF", "Compte Personnel de Formation (CPF)"),
        ("la Région finance la moitié de la formation", "Autres Financements / Non Eligibles"),
        ("on m'a dit que ce n'est pas éligible", "Autres Financements / Non Eligibles"),
        ("contrat d'apprentissage", "Contrat d'apprentissage"),
    ] {
        for place in ["/start", "/nouvelle", "M'aider à choisir"] {
            let mut bureau = Bureau::new();
            bureau.says(place);
            bureau.says(sentence);
            if bureau.state.dossier.is_some() {
                // At the list, the label itself is the typed twin of its button.
                assert_eq!((place, sentence), ("/nouvelle", "contrat d'apprentissage"));
                continue;
            }
            if place == "M'aider à choisir" && sentence == "contrat d'apprentissage" {
                // There it answers the question.
                assert_eq!(proposed(&bureau), [wanted]);
                continue;
            }
            assert_eq!(proposed(&bureau), [wanted], "{place}: {sentence}");
            assert!(bureau.state.dossier.is_none(), "never begun in silence");
            assert_eq!(bureau.labels(), ["Oui", "Non", "Je ne sais pas", "Retour"]);
        }
    }
}

#[test]
fn two_that_fit_alike_are_offered_and_no_leads_to_the_list() {
    let mut bureau = Bureau::new();
    bureau.says("/start").says("un contrat en alternance");
    assert_eq!(proposed(&bureau), ["Contrat d'apprentissage", "Contrat de professionnalisation"]);
    bureau.says("oui");
    assert!(bureau.state.dossier.is_none(), "yes to which?");
    bureau.says("2");
    assert_eq!(bureau.dossier().dispositif, CADRE.catalogue.current()[2].cle);
    let mut other = Bureau::new();
    other.says("/start").says("mon apprenti arrive").says("non");
    assert!(matches!(other.last().screen, Screen::Dispositifs));
}

#[test]
fn nothing_recognised_says_so_and_offers_the_questions() {
    for place in ["/start", "/nouvelle"] {
        let mut bureau = Bureau::new();
        bureau.says(place).says("bla bla bla");
        assert!(bureau.noted(&Note::Refus(Refus::DispositifInconnu)));
        bureau.taps("M'aider à choisir");
        assert!(matches!(bureau.last().screen, Screen::Orientation(_)));
        bureau.says("bla bla bla");
        assert!(matches!(bureau.last().screen, Screen::Orientation(_)), "the question stays");
        assert!(bureau.noted(&Note::Refus(Refus::Choix)));
    }
}

#[test]
fn who_does_not_know_gets_a_summary_to_send_on() {
    let mut bureau = Bureau::new();
    bureau.says("M'aider à choisir").says("quelque chose pour ma vendeuse").says("non").says("je sais pas");
    let Screen::Conseil(conseil) = &bureau.last().screen else { panic!("{:?}", bureau.last().screen) };
    assert_eq!(conseil.entites, ["Boulangerie des Lilas", "Fournil des Halles"]);
    assert_eq!(conseil.texte.as_deref(), Some("quelque chose pour ma vendeuse"));
    assert_eq!(conseil.reponses.len(), 1);
    assert_eq!(conseil.reponses[0].valeur, "Non");
    assert_eq!(
        conseil.inconnue.as_deref(),
        Some("Le salarié change-t-il de métier ou de qualification, avec un avenant à son contrat ?")
    );
    assert_eq!(conseil.adresse, "support-connect@opcoep.fr");
    assert!(bureau.state.dossier.is_none());
    bureau.taps("Nouvelle demande");
    assert!(matches!(bureau.last().screen, Screen::Dispositifs));
}

#[test]
fn back_through_the_questions() {
    let mut bureau = Bureau::new();
    bureau.says("M'aider à choisir").taps("Non").taps("Non").says("retour");
    let Screen::Orientation(question) = &bureau.last().screen else { panic!("a question") };
    assert_eq!(question.deja.len(), 1);
    bureau.says("retour").says("retour");
    assert!(matches!(bureau.last().screen, Screen::Dispositifs));
}

#[test]
fn the_warning_of_pro_a_comes_before_it_is_chosen_and_once() {
    let closed = |note: &Note| matches!(note, Note::Avertissement(Avertissement::Catalogue(_)));
    let mut bureau = Bureau::new();
    bureau.says("/start").says("avenant pour changer de métier");
    assert!(bureau.last().notes.iter().any(closed));
    bureau.says("oui");
    assert!(!bureau.last().notes.iter().any(closed));
}

#[test]
fn another_dispositif_carries_the_answers_and_loses_none() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif");
    let before = bureau.dossier().clone();
    bureau.says("modifier").taps("Dispositif").taps("Contrat d'apprentissage");
    assert_eq!(bureau.dossier().id, before.id);
    assert_eq!(bureau.dossier().etapes, before.etapes, "every answer is kept");
    let Some(Note::DispositifChange { de_cote, .. }) = bureau.last().notes.first() else {
        panic!("it is told")
    };
    assert_eq!(de_cote, &["Stagiaire : Karim Benali"], "there is room for one");
    assert_eq!(bureau.asked(), "Date de début du contrat", "only what is new is asked");
    bureau.says("01/03/2027");
    bureau.says("/recap");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    let shown = format!("{:?}", recap.lignes);
    assert!(shown.contains("Marie Dupont") && !shown.contains("Karim Benali"), "{shown}");
    // And back.
    bureau.says("changer de dispositif").says("action individuelle");
    assert_eq!(bureau.asked(), "Récapitulatif");
    assert_eq!(bureau.dossier().elements("etape_3").len(), 2);
    assert_eq!(bureau.valeur("creation.date_debut_contrat"), Some(Valeur::Date(jour(2027, 3, 1))));
    bureau.r1_act().r1_act();
    bureau.says("changer de dispositif");
    assert!(!matches!(bureau.last().screen, Screen::ChangerDispositif(_)), "not once it is sent");
}

/// An orientation that leads nowhere, or round, is refused with its place.
#[test]
fn a_broken_orientation_names_the_place() {
    let right = include_str!("../../catalogue/orientation.toml");
    let files = guichet_core::catalogue::embedded_files();
    for (from, to, place) in [
        (
            "{ dispositif = \"pro_a\" }",
            "{ dispositif = \"pro_b\" }",
            "questions.metier.options.oui.vers: « pro_b »",
        ),
        (
            "{ question = \"compte\" }",
            "{ question = \"comte\" }",
            "questions.metier.options.non.vers: « comte »",
        ),
        (
            "{ question = \"financeur\" }",
            "{ question = \"metier\" }",
            "questions.metier: une réponse y ramène",
        ),
        (
            "{ question = \"financeur\" }",
            "{ dispositif = \"cpf\" }",
            "questions.financeur: aucune réponse n'y mène",
        ),
        ("cle = \"metier\"", "cle = \"compte\"", "questions: « compte »"),
        ("libelle = \"Oui, en apprentissage\"", "libelle = \"Non\"", "questions.alternance.options.non"),
        ("aide = \"Un avenant", "aide = \"\" #", "questions.metier"),
        ("vers = { question", "vers = { questions", "ligne"),
    ] {
        assert!(right.contains(from), "nothing to break: {from}");
        let broken = right.replacen(from, to, 1);
        let with = files
            .iter()
            .map(|(name, text)| (*name, if *name == "orientation.toml" { broken.as_str() } else { *text }));
        let errors = Catalogue::from_files(with).expect_err("it is broken");
        let told = errors.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert!(
            told.iter().any(|e| e.starts_with("orientation.toml: ") && e.contains(place)),
            "{from}: {told:?}"
        );
    }
}
