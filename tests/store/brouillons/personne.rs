//! Whoever finishes the drafts: she answers what she is asked, whatever the form asks by now.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use guichet_core::event::{Event, Fichier, FichierRecu};
use guichet_core::message::{ChoiceKind, Message, Question, Saisie, Screen};
use guichet_store::{Channel, FilEntry, Incoming, Payload};

use super::depot::Garde;
use crate::bench::Bench;

/// So many minutes after the drafts were left.
pub fn soir(minutes: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 1, 21, 19, 15, 0).unwrap() + TimeDelta::minutes(minutes)
}

pub struct Camille<'a> {
    bench: &'a Bench,
    name: &'a str,
    channel: Channel,
    address: &'a str,
    /// All that she was told.
    pub heard: Vec<Message>,
    acts: i64,
}

impl<'a> Camille<'a> {
    pub fn on(bench: &'a Bench, garde: &'a Garde) -> Camille<'a> {
        let (channel, address) = garde.way();
        Camille { bench, name: &garde.name, channel, address, heard: Vec::new(), acts: 0 }
    }

    pub fn last(&self) -> &Message {
        self.heard.last().expect("something was said")
    }

    pub async fn says(&mut self, text: &str) {
        let message = Some(format!("after {}", self.acts));
        self.plays(Event::Text { text: text.to_owned(), message }).await;
    }

    async fn plays(&mut self, event: Event) {
        self.acts += 1;
        let now = soir(self.acts);
        let incoming = Incoming { event, puis: Vec::new(), invitation: None };
        self.bench.turn(self.channel, self.address, &incoming, now).await;
        let fil = self.bench.store.fil(self.channel, self.address, 1).await.expect("read");
        let Some(FilEntry::Out { message, .. }) = fil.into_iter().last() else {
            panic!("{}: she is answered", self.name);
        };
        self.heard.push(*message);
    }

    /// Answers until the request is sent.
    pub async fn finishes(&mut self) {
        while !matches!(self.last().screen, Screen::Suivi(_)) {
            assert!(self.acts < 90, "{}: no end, at {:#?}", self.name, self.last());
            let message = self.last().clone();
            match &message.screen {
                Screen::Question(question) => self.answers(&message, question).await,
                Screen::Encore(_) => self.says("non").await,
                Screen::Pieces(pieces) if pieces.demandee.is_some() => self.sends("piece.pdf").await,
                Screen::ChoixPiece { .. } => self.says("1").await,
                Screen::Recapitulatif(_) => self.says("envoyer").await,
                Screen::ConfirmerEnvoi(_) => self.says("oui").await,
                Screen::ConfirmerAnnulation { .. } | Screen::ConfirmerRetrait { .. } => {
                    self.says("non").await
                }
                _ => self.says("/reprendre").await,
            }
        }
    }

    async fn answers(&mut self, message: &Message, question: &Question) {
        let free = message.choices.iter().find(|choice| {
            choice.kind == ChoiceKind::Numbered && choice.detail.as_deref() != Some("déjà dans la demande")
        });
        match (free, &question.saisie) {
            (Some(choice), _) => {
                let (card, choice) = (message.card, choice.rank);
                self.plays(Event::Tap { card, choice }).await;
            }
            (None, Saisie::Recherche { .. }) => self.says("il n'est pas dans la liste").await,
            (None, Saisie::Choix) => self.says("non").await,
            (None, _) => match &question.exemple {
                Some(exemple) => self.says(&exemple.clone()).await,
                None => self.says("/passer").await,
            },
        }
    }

    async fn sends(&mut self, name: &str) {
        let file = FichierRecu {
            sha256: format!("{:0>64}", self.acts),
            name: name.to_owned(),
            size: 18_000,
            mime: Some("application/pdf".to_owned()),
        };
        self.plays(Event::Files { files: vec![Fichier::Stored(file)], caption: None }).await;
    }
}

/// The message of a payload.
pub fn message(payload: Payload) -> Message {
    let Payload::Message(message) = payload else { panic!("no message: {payload:?}") };
    *message
}
