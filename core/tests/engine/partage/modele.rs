//! Any two people on one request, in whatever order they act.

use guichet_core::dossier::{Dossier, Statut};
use guichet_core::engine::{Effect, JournalWhat};
use guichet_core::event::Event;
use guichet_core::message::{Message, Screen};
use guichet_core::partage::Droit;
use proptest::prelude::*;

use super::Equipe;
use crate::bureau::*;
use crate::proprietes::R1;

#[derive(Debug, Clone)]
enum Geste {
    /// Answers what is asked, as R1 would.
    Juste,
    Dit(&'static str),
    Touche(u16),
}

fn geste() -> impl Strategy<Value = (usize, Geste)> {
    let words = vec![
        "/retour",
        "/passer",
        "/modifier",
        "/pieces",
        "/recap",
        "/reprendre",
        "oui",
        "non",
        "1",
        "2",
        "3",
        "21h",
        "1500 HT",
        "02/03/2027",
        "Word",
        "dupont",
        "retirer",
        "dupliquer",
        "continuer",
        "modifier la date de fin",
        "/annuler",
        "envoyer",
    ];
    let geste = prop_oneof![
        6 => Just(Geste::Juste),
        3 => prop::sample::select(words).prop_map(Geste::Dit),
        2 => (0..8u16).prop_map(Geste::Touche),
    ];
    (0..2usize, geste)
}

fn play<'b>(bureau: &'b mut Bureau, geste: &Geste) -> &'b mut Bureau {
    match geste {
        // With a person of OPCO EP nothing was answered: what she is asked comes with « reprendre ».
        Geste::Juste if bureau.said.is_empty() => bureau.says("/reprendre"),
        Geste::Juste => match &bureau.last().screen {
            Screen::Question(_) | Screen::Encore(_) | Screen::Pieces(_) if R1.contains(&bureau.asked()) => {
                bureau.r1_act()
            }
            _ => bureau.says("/reprendre"),
        },
        Geste::Dit(text) => bureau.says(text),
        Geste::Touche(rank) => {
            let card = bureau.state.conversation.carte.serial;
            bureau.play(&Event::Tap { card, choice: *rank })
        }
    }
}

/// The message in front of her: what she says to a person of OPCO EP is not answered.
fn standing(bureau: &Bureau) -> &Message {
    let said = bureau.effects.iter().rev().find_map(|effect| match effect {
        Effect::Say(message) => Some(message),
        _ => None,
    });
    said.expect("she was told something")
}

/// Every answer given by a person, by its place.
fn given(dossier: &Dossier) -> Vec<(String, String)> {
    let of = |(etape, elements): (&String, &Vec<guichet_core::dossier::Element>)| {
        let mut out = Vec::new();
        for element in elements {
            for (champ, reponse) in element.reponses.iter().filter(|(_, reponse)| !reponse.proposee) {
                out.push((format!("{etape}.{}.{champ}", element.id), format!("{:?}", reponse.valeur)));
            }
        }
        out
    };
    dossier.etapes.iter().flat_map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever two people do in whatever order: an answer of one changes only by an act of the other who saw it.
    #[test]
    fn any_two_people(gestes in prop::collection::vec(geste(), 1..60)) {
        let mut equipe = Equipe::at("Heures formation", Droit::Redacteur);
        // Who gave each answer, and what each has last been shown of the request.
        let mut shown = [given(&equipe.dossier), given(&equipe.dossier)];
        for (who, geste) in &gestes {
            if equipe.dossier.statut != Statut::EnPreparation {
                break;
            }
            let before = given(&equipe.dossier);
            let seen = standing(&equipe.bureaux[*who]).clone();
            let effects = equipe.bureaux[*who].effects.len();
            equipe.turn(*who, |bureau| play(bureau, geste));
            let bureau = &equipe.bureaux[*who];
            prop_assert!(bureau.said.len() <= 1);
            let after = given(&equipe.dossier);
            let news: Vec<_> = bureau.effects[effects..].iter().collect();
            let removed = news.iter().any(|effect| matches!(effect, Effect::Journal(entry)
                if matches!(entry.what, JournalWhat::ElementRetire { .. })));
            // Another person in the place of one: what was said of the first leaves with her.
            let people = |all: &[(String, String)]| -> Vec<_> {
                all.iter().filter(|(place, _)| place.ends_with(".stagiaire")).cloned().collect()
            };
            let replaced = people(&before).iter().any(|person| !after.contains(person));
            for (place, value) in before {
                match after.iter().find(|(other, _)| *other == place) {
                    Some((_, same)) if *same == value => {}
                    // A question that was passed is still open.
                    Some(_) if value == "None" => {}
                    // « 1 500 € HT » says the basis with the amount.
                    Some(_) if place.ends_with("_base") => {}
                    // Changed: by somebody who was shown that value, at a question that told it.
                    Some(_) => prop_assert!(
                        shown[*who].contains(&(place.clone(), value.clone())),
                        "{geste:?}: {place} was {value}, which was never shown; {:?}", seen.screen
                    ),
                    None => prop_assert!(
                        removed || replaced || shown[*who].contains(&(place.clone(), value.clone())),
                        "{geste:?}: {place} is gone; {:?}", seen.screen
                    ),
                }
            }
            if matches!(standing(bureau).screen, Screen::Question(_) | Screen::Recapitulatif(_)
                | Screen::Modifier(_) | Screen::ConfirmerEnvoi(_) | Screen::Encore(_) | Screen::Pieces(_)) {
                shown[*who] = after;
            }
        }
    }
}
