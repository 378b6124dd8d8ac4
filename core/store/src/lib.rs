#![doc = include_str!("../README.md")]

mod acces;
mod annuaire;
mod changes;
mod cles;
mod codes;
mod columns;
mod comptes;
mod console;
mod contacts;
mod courriel;
mod db;
mod decisions;
mod dossiers;
mod error;
mod escalade;
mod fil;
mod idempotence;
mod inbox;
mod journal;
mod mailbox;
mod migrations;
mod mots;
mod nouvelles;
mod operations;
mod outbox;
mod partages;
mod rappels;
mod rapports;
mod recherches;
#[cfg(test)]
mod second_wall;
mod turn;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::dossier::FichierJoint;
use guichet_core::engine::Toast;
use guichet_core::escalade::LettreSupport;
use guichet_core::event::{Event, FichierRecu};
use guichet_core::message::Message;
use guichet_core::rapport::Forme;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use uuid::Uuid;

pub use cles::CleApi;
pub use console::{Envoyee, PAR_PAGE};
pub use contacts::{AdresseEnEchec, LettreRevenue};
pub use decisions::{Auteur, Reference};
pub use error::{Result, StoreError};
pub use escalade::{Escalade, SortLettre};
pub use idempotence::{Demande, Issue, Repondu, Reponse};
pub use inbox::RAFALE;
pub use journal::LigneJournal;
pub use operations::MisDeCote;

use changes::Hub;
use db::Db;

/// A way people reach the assistant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Telegram,
    Courriel,
    Web,
}

/// Where a line of the journal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A turn of the person.
    Canal(Channel),
    /// OPCO EP's side, on the console.
    Console,
    /// OPCO EP's side, through another program.
    Api,
    /// The operator's terminal.
    Terminal,
}

/// A raw input, to be stored before it is acknowledged.
#[derive(Debug, Clone)]
pub struct Received {
    pub channel: Channel,
    /// Unique within the channel (`update_id`, content hash, nonce of the form): the same key twice is once.
    pub dedupe_key: String,
    /// Whose it is on that channel (Telegram user id, email address, web session); `None` when it cannot be read.
    pub address: Option<String>,
    /// Rows of the same group (an album, [`RAFALE`]) are handed out together, once `not_before` of the last has passed.
    pub group: Option<String>,
    /// The input as it came: a message's bytes in whatever charset, the text of the other channels.
    pub raw: Vec<u8>,
    pub not_before: DateTime<Utc>,
}

/// A stored input, in the order of arrival.
#[derive(Debug, Clone)]
pub struct InboxRow {
    pub id: i64,
    pub channel: Channel,
    pub address: String,
    pub raw: Vec<u8>,
    pub received_at: DateTime<Utc>,
    /// Times it was claimed, this one included; committed before the work so that a crash counts.
    pub attempts: i64,
}

impl InboxRow {
    /// What came, on a channel that speaks text.
    ///
    /// # Errors
    /// It is not UTF-8.
    pub fn text(&self) -> std::result::Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.raw)
    }
}

/// The head of one address's inbox (or a whole group), leased to this worker.
#[derive(Debug, Clone)]
pub struct InboxClaim {
    pub rows: Vec<InboxRow>,
    pub token: Uuid,
}

/// What the shell made of a claim.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub event: Event,
    /// What the same message says besides (a letter has words and files): played after it, answered with it.
    pub puis: Vec<Event>,
    /// Token of an invitation (`/start TOKEN`, `/connexion/TOKEN`).
    pub invitation: Option<String>,
}

/// How a turn ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Played {
    /// Committed. `toast` answers the tap that was played.
    Done { toast: Option<Toast> },
    /// Played before, or the lease was lost: nothing was changed.
    Nothing,
}

/// What a row of the outbox carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Payload {
    /// A message to the person.
    Message(Box<Message>),
    /// The request itself, to `INTAKE_EMAIL`.
    Transmission { dossier: Uuid },
    /// Pièces given after it was sent, to `INTAKE_EMAIL`: what they are, and their files.
    Pieces { message: Box<Message>, fichiers: Vec<FichierJoint> },
    /// A picture or a file of a report that is kept: made again from it, it is the same to the byte.
    Rapport { rapport: Uuid, forme: Forme },
    /// To people of OPCO EP (`SUPPORT_EMAIL`), of an exchange with her.
    Support(Box<LettreSupport>),
    /// A file such a person gave her.
    Fichier(FichierRecu),
}

impl Payload {
    /// The addresses of letters to people of OPCO EP begin with it, one for each exchange.
    pub const SUPPORT: &'static str = "support";

    /// The addresses of transmissions begin with it, one per dossier so that none waits for another; the sender
    /// knows the mailbox behind them (`INTAKE_EMAIL`).
    pub const INTAKE: &'static str = "intake";
}

#[derive(Debug, Clone)]
pub struct OutboxRow {
    pub id: i64,
    pub payload: Payload,
    pub created_at: DateTime<Utc>,
    pub attempts: i64,
    /// A send whose answer was lost went out for this row before: it may be a repeat.
    pub ambiguous: bool,
}

/// All that is due for one address, in order, leased to this sender.
#[derive(Debug, Clone)]
pub struct OutboxClaim {
    pub channel: Channel,
    pub address: String,
    pub rows: Vec<OutboxRow>,
    pub token: Uuid,
}

/// What became of a row that was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum SendOutcome {
    /// Accepted; id of the message on the channel, if it has one.
    Done { remote_id: Option<String> },
    /// Try again then. `ambiguous`: it may have arrived.
    RetryAt { at: DateTime<Utc>, ambiguous: bool, reason: String },
    /// Given up: kept, visible, replayable.
    Dead { reason: String },
}

/// The card shown last on a channel, to edit it in place or strip its buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCard {
    pub remote_id: String,
    /// `Message::card` it shows.
    pub card: i64,
}

/// One line of a conversation as its page shows it.
#[derive(Debug, Clone)]
pub enum FilEntry {
    In { id: i64, raw: Vec<u8>, at: DateTime<Utc> },
    Out { id: i64, message: Box<Message>, at: DateTime<Utc> },
    Rapport { id: i64, rapport: Uuid, forme: Forme, at: DateTime<Utc> },
    Fichier { id: i64, fichier: FichierRecu, at: DateTime<Utc> },
}

/// Told to whoever waits: a hint to look, never a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    Inbox,
    Outbox {
        channel: Channel,
        address: String,
    },
    /// There may be something to tell somebody.
    Nouvelles,
}

/// Counts of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub added: u64,
    pub updated: u64,
    pub unchanged: u64,
}

/// An invitation just written. The token is only known here: the database keeps its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub token: String,
    pub personne: Personne,
}

/// What is remembered. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: Arc<Db>,
    hub: Arc<Hub>,
    listener: Option<Arc<Listener>>,
}

/// The task that hears of other processes; it ends with the last clone of the store.
#[derive(Debug)]
struct Listener(JoinHandle<()>);

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Store {
    /// Opens `sqlite:PATH` (created when absent, with its folder) or `postgres://…`, and brings the schema up to date.
    pub async fn open(url: &str) -> Result<Store> {
        let db = Db::open(url).await?;
        let hub = Arc::new(Hub::new());
        acces::complete(&db, &hub).await?;
        let listener = match &db {
            Db::Sqlite { .. } => None,
            Db::Pg(pool) => Some(Arc::new(Listener(hub.listen(pool).await?))),
        };
        Ok(Store { db: Arc::new(db), hub, listener })
    }

    /// Wakes up on commits of this process and, on PostgreSQL, of others.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.hub.subscribe()
    }

    /// Waits for what is under way and closes the connections; whatever uses the store afterwards fails.
    /// Unclosed, nothing is lost: SQLite folds its write-ahead log back at the next opening.
    pub async fn close(&self) {
        if let Some(listener) = &self.listener {
            listener.0.abort();
        }
        self.db.close().await;
    }
}
