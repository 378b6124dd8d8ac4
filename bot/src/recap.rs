//! A request as its owner sees it, outside any turn of hers.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::{Personne, Role};
use guichet_core::conversation::{Conversation, State};
use guichet_core::dossier::Dossier;
use guichet_core::engine::{Cadre, Effect, Monde, advance};
use guichet_core::event::Event;
use guichet_core::lettre::Maniere;
use guichet_core::message::{Message, Screen};
use uuid::Uuid;

/// The recap as the engine shows it on « /recap », without its buttons: a pure turn whose outcome nobody stores.
pub fn recap(cadre: &Cadre, dossier: &Dossier, now: DateTime<Utc>) -> Option<Message> {
    let personne =
        Personne { id: dossier.proprietaire, email: String::new(), nom: None, role: Role::Adherent };
    let monde = Monde {
        cadre,
        personne: &personne,
        now,
        maniere: Maniere::Lettre,
        rafale: false,
        tirage: Uuid::nil(),
    };
    let conversation = Conversation { dossier: Some(dossier.id), ..Conversation::default() };
    let state = State { conversation, dossier: Some(dossier.clone()), ..State::default() };
    let event = Event::Text { text: "/recap".to_owned(), message: None };
    advance(&monde, state, &event).effects.into_iter().find_map(|effect| match effect {
        Effect::Say(message) if matches!(message.screen, Screen::Suivi(_) | Screen::Recapitulatif(_)) => {
            Some(Message { choices: Vec::new(), ..*message })
        }
        _ => None,
    })
}
