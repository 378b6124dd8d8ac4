//! What was told beside the cards, and what its buttons do.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CarteChoice, Conversation};

/// Messages whose buttons are kept; a tap on one from before finds the card in use.
const KEPT: usize = 12;

/// The last messages told outside her turns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Annonces {
    gardees: Vec<AnnonceGardee>,
    /// When she spoke next; none while the last one is the last thing that was said.
    repondu_le: Option<DateTime<Utc>>,
    /// The one that her letter of that turn answers; another letter answers none.
    #[serde(default)]
    repondue: Option<(DateTime<Utc>, Option<u32>)>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnnonceGardee {
    /// Number of the message among the cards.
    pub card: u32,
    pub choices: Vec<CarteChoice>,
    /// The dossier that it asks pièces for.
    #[serde(default)]
    pub attend: Option<Uuid>,
}

impl Annonces {
    pub fn is_empty(&self) -> bool {
        self.gardees.is_empty()
    }

    pub fn add(&mut self, card: u32, choices: Vec<CarteChoice>, attend: Option<Uuid>) {
        self.gardees.push(AnnonceGardee { card, choices, attend });
        let over = self.gardees.len().saturating_sub(KEPT);
        self.gardees.drain(..over);
        self.repondu_le = None;
    }

    pub fn find(&self, card: u32) -> Option<&AnnonceGardee> {
        self.gardees.iter().find(|annonce| annonce.card == card)
    }

    /// The last one, when she answers it: it is the last thing that was said, or was as this turn began.
    pub fn ouverte(&self, now: DateTime<Utc>) -> Option<&AnnonceGardee> {
        if let Some((_, card)) = self.repondue.filter(|(at, _)| *at == now) {
            return self.find(card?);
        }
        self.gardees.last().filter(|_| self.repondu_le.is_none_or(|at| at == now))
    }

    /// What she says in this turn answers this message, whatever was said since. True when its buttons are kept.
    pub fn answered_by_letter(&mut self, now: DateTime<Utc>, card: u32) -> bool {
        let kept = self.find(card).map(|annonce| annonce.card);
        self.repondue = Some((now, kept));
        kept.is_some()
    }

    /// She speaks: what she says in this turn may be about it, later turns are about something else.
    pub fn answered(&mut self, now: DateTime<Utc>) {
        self.repondu_le.get_or_insert(now);
    }
}

impl Conversation {
    /// The number of the next card: never one of a message whose buttons are kept.
    pub fn next_card(&self) -> u32 {
        let aside = self.annonces.gardees.last().map_or(0, |annonce| annonce.card);
        self.carte.serial.max(aside).wrapping_add(1).max(1)
    }
}
