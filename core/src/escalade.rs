//! Talking with a person of OPCO EP: what she is told, what she answers.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::FichierRecu;
use crate::horaires::Horaires;
use crate::message::Message;

/// Words of the person that are kept for a transcript, and characters of each.
pub const DITS_MAX: usize = 30;
const DIT_MAX: usize = 600;
/// Answers kept that a question did not take.
pub const ESSAIS_MAX: usize = 5;
/// Refused in a row, from here on a person is offered.
pub const ESSAIS: usize = 2;

/// How people of OPCO EP are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// Something carries a message to them.
    pub joignable: bool,
    pub horaires: Horaires,
    /// Time of opening without an answer before they are reminded.
    pub delai: TimeDelta,
}

impl Default for Support {
    fn default() -> Self {
        Support { joignable: true, horaires: Horaires::default(), delai: TimeDelta::hours(4) }
    }
}

impl Support {
    /// Until when an answer to what is said now is waited for.
    pub fn echeance(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.horaires.apres(now, self.delai)
    }
}

/// Something the person said or did, as she would read it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dit {
    pub at: DateTime<Utc>,
    pub texte: String,
}

impl Dit {
    pub fn new(at: DateTime<Utc>, texte: &str) -> Dit {
        let texte = texte.trim();
        let end = texte.char_indices().nth(DIT_MAX).map_or(texte.len(), |(end, _)| end);
        let cut = if end < texte.len() { "…" } else { "" };
        Dit { at, texte: format!("{}{cut}", &texte[..end]) }
    }
}

/// What becomes of a conversation with OPCO EP.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActeEscalade {
    Ouvrir(Box<Appel>),
    /// What she says while it is open. `corrige`: in place of what she said before.
    Relayer {
        texte: String,
        fichiers: Vec<FichierRecu>,
        corrige: bool,
        echeance: DateTime<Utc>,
    },
    /// She ends it.
    Fermer,
}

/// A person asks for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Appel {
    pub sujet: SujetAppel,
    pub dossier: Option<Uuid>,
    pub texte: String,
    pub fichiers: Vec<FichierRecu>,
    /// Her answers that the question did not take.
    pub essais: Vec<String>,
    /// What she said lately.
    pub dits: Vec<Dit>,
    /// The request as she sees it.
    pub recap: Option<Box<Message>>,
    pub echeance: DateTime<Utc>,
}

/// What the whole exchange is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SujetAppel {
    pub numero: Option<String>,
    pub titre: Option<String>,
    pub dispositif: Option<String>,
    pub demandeur: Option<String>,
    /// Étape and question where she was.
    pub etape: Option<String>,
    pub question: Option<String>,
}

/// What a person of OPCO EP answers: without quote, signature and internal notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReponseSupport {
    pub texte: String,
    pub fichiers: Vec<FichierRecu>,
    /// And ends the exchange.
    pub clos: bool,
    /// The exchange is the one that is open.
    pub ouverte: bool,
}

/// A line of what was said lately, on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Replique {
    pub at: DateTime<Utc>,
    pub quoi: Quoi,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Quoi {
    Personne(String),
    Assistant(Box<Message>),
}

/// A letter to support.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LettreSupport {
    /// Of the exchange: its replies come back under it.
    pub escalade: i64,
    pub sujet: SujetAppel,
    /// Who asks: name and address.
    pub nom: Option<String>,
    pub email: String,
    pub sorte: SorteLettre,
    pub fichiers: Vec<FichierRecu>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SorteLettre {
    Ouverture {
        texte: String,
        essais: Vec<String>,
        repliques: Vec<Replique>,
        recap: Option<Box<Message>>,
    },
    Suite {
        texte: String,
        corrige: bool,
    },
    /// Nobody answered since then: the how-manieth reminder.
    Relance {
        depuis: DateTime<Utc>,
        rang: u32,
    },
    /// She ended it.
    Terminee,
}
