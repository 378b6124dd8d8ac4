//! Whatever happens: no panic, no answer lost, always a way forward, never two questions at once.

use guichet_core::conversation::Place;
use guichet_core::dossier::Statut;
use guichet_core::event::{Event, Fichier, Unreadable};
use guichet_core::message::Message;
use proptest::prelude::*;

use crate::bureau::*;

#[derive(Debug, Clone)]
enum Geste {
    /// What R1 would do here, when it has an answer.
    Juste,
    Dit(String),
    Touche(u16),
    ToucheAncien(u16),
    Jour(i32),
    Mois(i32),
    Fichier(u8),
    Modifie(u8, String),
    Ouvre,
    Voix,
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "/nouvelle",
            "/retour",
            "/passer",
            "/annuler",
            "/recap",
            "/modifier",
            "/pieces",
            "/demandes",
            "/reprendre",
            "/aide",
            "/start",
            "/salaries",
            "/entreprises",
            "/mesdonnees",
            "/support",
            "/factures",
            "oui",
            "non",
            "envoyer",
            "confirmer",
            "1",
            "2",
            "3",
            "21h",
            "1500 HT",
            "01/03/2027",
            "3 mars 2027",
            "Excel",
            "dupont",
            "boulangerie",
            "suite de la liste",
            "continuer",
            "?",
            "modifier la date de fin",
            "",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,40}",
    ]
}

fn geste() -> impl Strategy<Value = Geste> {
    prop_oneof![
        6 => Just(Geste::Juste),
        4 => texts().prop_map(Geste::Dit),
        4 => (0..12u16).prop_map(Geste::Touche),
        1 => (0..12u16).prop_map(Geste::ToucheAncien),
        1 => (-40..400i32).prop_map(Geste::Jour),
        1 => (-40..400i32).prop_map(Geste::Mois),
        1 => (0..4u8).prop_map(Geste::Fichier),
        1 => (0..30u8, texts()).prop_map(|(n, text)| Geste::Modifie(n, text)),
        1 => Just(Geste::Ouvre),
        1 => Just(Geste::Voix),
    ]
}

fn play(bureau: &mut Bureau, geste: &Geste) {
    let card = bureau.state.conversation.carte.serial;
    let day = |offset: i32| jour(2027, 1, 20) + chrono::Duration::days(i64::from(offset));
    match geste {
        Geste::Juste => {
            let known = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| bureau.asked().to_owned()));
            if bureau.last_message().is_some() && known.is_ok_and(|asked| R1.contains(&asked.as_str())) {
                bureau.r1_act();
            } else {
                bureau.says("/nouvelle");
            }
        }
        Geste::Dit(text) => drop(bureau.says(text)),
        Geste::Touche(rank) => drop(bureau.play(&Event::Tap { card, choice: *rank })),
        Geste::ToucheAncien(rank) => {
            bureau.play(&Event::Tap { card: card.wrapping_sub(1), choice: *rank });
        }
        Geste::Jour(offset) => drop(bureau.play(&Event::TapDay { card, day: day(*offset) })),
        Geste::Mois(offset) => drop(bureau.play(&Event::TapMonth { card, month: day(*offset) })),
        Geste::Fichier(n) => {
            let mime = ["application/pdf", "image/jpeg", "application/zip", "image/png"][usize::from(*n)];
            let file: Fichier = fichier(&format!("f{n}"), mime);
            bureau.play(&Event::Files { files: vec![file], caption: None });
        }
        Geste::Modifie(n, text) => {
            bureau.play(&Event::Edited { text: text.clone(), message: format!("m{n}") });
        }
        Geste::Ouvre => drop(bureau.play(&Event::Opened)),
        Geste::Voix => drop(bureau.play(&Event::Unreadable(Unreadable::Voice))),
    }
}

/// Answers of all dossiers; removing an element takes its own away, on purpose.
fn answers(bureau: &Bureau) -> usize {
    let elements = bureau.dossiers.values().flat_map(|dossier| dossier.etapes.values().flatten());
    elements.map(|element| element.reponses.values().filter(|r| !r.proposee).count()).sum()
}

fn check(bureau: &Bureau, geste: &Geste) {
    let messages: &[Message] = &bureau.said;
    assert!(messages.len() <= 1, "{geste:?}: one message a turn");
    // The assistant keeps out of the way of two people who speak.
    let humain = matches!(&bureau.state.conversation.place, Place::Humain(humain) if humain.ouverte);
    let noted = bureau.toast == Some(guichet_core::engine::Toast::DejaNote);
    assert!(messages.is_empty() == noted || humain, "{geste:?}");
    if let Some(message) = messages.first() {
        assert!(!message.choices.is_empty(), "{geste:?}: a way forward is shown: {:?}", message.screen);
        assert_eq!(message.card, bureau.state.conversation.carte.serial);
        let mut labels: Vec<&String> = message.choices.iter().map(|choice| &choice.label).collect();
        labels.sort();
        for pair in labels.windows(2) {
            // Two people or trainings of one name are told apart by their number.
            let twin = message.choices.iter().filter(|choice| choice.label == *pair[0]);
            assert!(
                pair[0] != pair[1]
                    || twin.clone().all(|choice| choice.kind == guichet_core::message::ChoiceKind::Numbered),
                "{geste:?}: two buttons « {} »",
                pair[0]
            );
        }
    }
}

pub const R1: [&str; 19] = [
    "Dispositif",
    "CSP",
    "Intitulé de la formation",
    "Date de début de la formation",
    "Date de fin de la formation",
    "Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?",
    "Référence de l'établissement demandeur",
    "Heures formation",
    "Coût total de formation",
    "Y a-t-il aussi de l'évaluation, de l'accompagnement ou du positionnement ?",
    "Qui assure la formation ?",
    "Organisme de formation : nom",
    "Voulez-vous saisir un autre module ?",
    "Nom du stagiaire",
    "Voulez-vous saisir un autre stagiaire ?",
    "Copie devis",
    "Programme de la formation",
    "Récapitulatif",
    "Confirmer l'envoi",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_events(gestes in prop::collection::vec(geste(), 1..60)) {
        let mut bureau = Bureau::new();
        bureau.play(&Event::Opened);
        for geste in &gestes {
            let before = answers(&bureau);
            let locked: Vec<_> =
                bureau.dossiers.values().filter(|d| d.statut.is_locked()).cloned().collect();
            let removed = |b: &Bureau| b.effects.iter().filter(|e| matches!(e,
                guichet_core::engine::Effect::Journal(entry)
                    if matches!(entry.what, guichet_core::engine::JournalWhat::ElementRetire { .. }))).count();
            let removals = removed(&bureau);
            play(&mut bureau, geste);
            check(&bureau, geste);
            if removed(&bureau) == removals {
                prop_assert!(answers(&bureau) >= before, "{:?}: an answer was lost", geste);
            }
            for dossier in locked {
                prop_assert_eq!(&bureau.dossiers[&dossier.id], &dossier, "{:?}: a locked dossier changed", geste);
            }
        }
        if let Place::Humain(_) = bureau.state.conversation.place {
            bureau.says("terminer");
        }
        // Whatever happened, a request can still be taken to its end.
        bureau.says("/nouvelle action individuelle");
        for _ in 0..60 {
            if bureau.dossier().statut == Statut::Envoye {
                break;
            }
            bureau.r1_act();
        }
        prop_assert_eq!(bureau.dossier().statut, Statut::Envoye);
    }
}
