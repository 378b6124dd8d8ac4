//! Whatever arrives, without a word of Telegram, email or HTTP.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::annuaire::{Cherche, Entite, FicheEntite, Individu, Page};
use crate::demandes::{Facettes, Filtre, Reprises};
use crate::dossier::Dossier;
use crate::escalade::ReponseSupport;
use crate::lettre::{LettreDouteuse, LettreRecue};
use crate::message::RefusTableau;
use crate::nouvelles::{Attendu, Fait};
use crate::partage::{Ouverture, QuestionPartage, ReponsePartage};
use crate::rapport::LigneRapport;

/// An input of [`crate::engine::advance`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// What the person wrote, slash commands included. `message` names the message on its
    /// channel, so that a later edit of it is read as a correction of the same answer.
    Text { text: String, message: Option<String> },
    /// A letter: answers to several questions may stand in it.
    Lettre(Box<LettreRecue>),
    /// A letter that she must confirm.
    LettreDouteuse(Box<LettreDouteuse>),
    /// A message already played was edited by its author (Bot API `edited_message`).
    Edited { text: String, message: String },
    /// A button of the card number `card`, by its rank in the card's choices.
    Tap { card: u32, choice: u16 },
    /// A day of the calendar shown by the card number `card`.
    TapDay { card: u32, day: NaiveDate },
    /// Another month is wished for in the calendar of the card number `card`: any day of it.
    TapMonth { card: u32, month: NaiveDate },
    /// Files sent at once (an album is one event), in order.
    Files { files: Vec<Fichier>, caption: Option<String> },
    /// A person of OPCO EP answers her.
    Humain(ReponseSupport),
    /// Something that carries no answer.
    Unreadable(Unreadable),
    /// What OPCO EP's side decided about requests of hers: told outside her turns.
    Nouvelles(Vec<Nouvelle>),
    /// What waits for her in requests of hers: told outside her turns.
    Rappels(Vec<RappelDu>),
    /// The person has just been linked on this channel, or opens it.
    Opened,
    /// The directory's answer to the [`Recherche`] of the step before.
    Found(Trouvaille),
}

/// Changes of one request, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Nouvelle {
    /// As it is now.
    pub ouverture: Ouverture,
    pub faits: Vec<Fait>,
}

/// What waits in one request, as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RappelDu {
    pub dossier: Dossier,
    pub attendu: Attendu,
    /// She is not reminded of it again.
    pub dernier: bool,
}

/// A file as the shell saw it. The bytes, if any, are stored before the turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fichier {
    Stored(FichierRecu),
    /// Too large to be fetched from the channel. `size` in bytes.
    TooLarge {
        name: String,
        size: u64,
    },
    /// The channel could not hand it over.
    Unavailable {
        name: String,
    },
    /// A table (CSV, XLSX), read: its cells without the empty rows, no social security number in them. The bytes are
    /// not kept.
    Tableau {
        name: String,
        lignes: Vec<Vec<String>>,
    },
    /// A table that is not read.
    TableauRefuse {
        name: String,
        raison: RefusTableau,
    },
}

impl Fichier {
    pub fn name(&self) -> &str {
        match self {
            Fichier::Stored(file) => &file.name,
            Fichier::TooLarge { name, .. }
            | Fichier::Unavailable { name }
            | Fichier::Tableau { name, .. }
            | Fichier::TableauRefuse { name, .. } => name,
        }
    }

    /// What tells which pièce it is where none is asked: what it is called, and what was written beside it.
    pub fn legende(&self, words: &str) -> String {
        format!("{} {words}", stem(self.name()))
    }
}

/// The name of a file without its extension.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FichierRecu {
    /// SHA-256 of the content, 64 lower-case hexadecimal digits: the key in the file store.
    pub sha256: String,
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// MIME type by content, never by name; `None` when the content is of no known kind.
    pub mime: Option<String>,
}

/// Kinds of messages that hold nothing to read, each with its own kind answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    Sticker,
    Voice,
    Video,
    Location,
    Contact,
    Other,
    /// An email that cannot be opened: too large, or built beyond what is read.
    CourrielIllisible,
}

/// What a turn wants to know before it can go on. Answered within the same transaction,
/// always within what the person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recherche {
    /// Her Entités, by word prefixes of raison sociale, enseigne or by SIRET; all without text.
    Entites {
        text: Option<String>,
        page: u32,
    },
    /// The Individus of this Entité, by name; all without text.
    Individus {
        siret: String,
        text: Option<String>,
        page: u32,
    },
    /// One Entité of hers, opened.
    FicheEntite {
        siret: String,
    },
    /// One employee of an Entité of hers.
    FicheIndividu {
        siret: String,
        id: Uuid,
    },
    /// Employees of this Entité who fit each of these: one answer for a whole list.
    Noms {
        siret: String,
        cherches: Vec<Cherche>,
    },
    /// Her Dossiers, newest first, a page at a time.
    Dossiers {
        filtre: Filtre,
        page: u32,
    },
    /// What her Dossiers can be filtered by.
    Facettes,
    /// What a new request may begin from: her newest drafts, and the last one that was sent.
    Reprises,
    Dossier {
        id: Uuid,
    },
    /// Her Dossiers to invoice, those whose invoice is due first on top, then those that are over.
    Factures {
        page: u32,
    },
    /// The next « Numéro Dossier » of this year.
    Numero {
        year: i32,
    },
    /// Her requests that were created on these days (in Paris, both included), of this company; all without. Within a
    /// turn only.
    Rapport {
        jours: Option<(NaiveDate, NaiveDate)>,
        siret: Option<String>,
    },
    /// Within a turn only.
    Partage(QuestionPartage),
}

/// The answer to a [`Recherche`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Trouvaille {
    Entites {
        text: Option<String>,
        page: Page<Entite>,
    },
    Individus {
        text: Option<String>,
        page: Page<Individu>,
    },
    /// `None`: not hers, or not there.
    FicheEntite(Option<Box<FicheEntite>>),
    FicheIndividu(Option<Box<Individu>>),
    /// Candidates for each who was looked for, best first ([`Cherche::parmi`]).
    Noms(Vec<Vec<Individu>>),
    /// Whole: what a line shows is made of facts.
    Dossiers(Page<Dossier>),
    Facettes(Facettes),
    Reprises(Box<Reprises>),
    Factures(Page<Dossier>),
    /// `None` when she may not see it or it does not exist.
    Dossier(Option<Box<Ouverture>>),
    Numero(u32),
    /// Newest first.
    Rapport(Vec<LigneRapport>),
    Partage(ReponsePartage),
}
