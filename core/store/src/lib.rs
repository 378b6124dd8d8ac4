#![doc = include_str!("../README.md")]

use chrono::{DateTime, Utc};
use guichet_core::annuaire::{Entite, Individu, Personne, Role};
use guichet_core::dossier::Dossier;
use guichet_core::engine::{Cadre, JournalEntry, Toast};
use guichet_core::event::Event;
use guichet_core::message::Message;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A way people reach the assistant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Telegram,
    Courriel,
    Web,
}

/// A raw input, to be stored before it is acknowledged.
#[derive(Debug, Clone)]
pub struct Received {
    pub channel: Channel,
    /// Unique within the channel (`update_id`, content hash, nonce of the form): the same key twice is once.
    pub dedupe_key: String,
    /// Whose it is on that channel (Telegram user id, email address, web session); `None` when it cannot be read.
    pub address: Option<String>,
    /// Rows of the same group (an album) are handed out together, once `not_before` of the last has passed.
    pub group: Option<String>,
    /// The input as it came.
    pub raw: String,
    pub not_before: DateTime<Utc>,
}

/// A stored input, in the order of arrival.
#[derive(Debug, Clone)]
pub struct InboxRow {
    pub id: i64,
    pub channel: Channel,
    pub address: String,
    pub raw: String,
    pub received_at: DateTime<Utc>,
    /// Times it was claimed, this one included; committed before the work so that a crash counts.
    pub attempts: i64,
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
    In { id: i64, raw: String, at: DateTime<Utc> },
    Out { id: i64, message: Box<Message>, at: DateTime<Utc> },
}

/// Told to whoever waits: a hint to look, never a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Inbox,
    Outbox { channel: Channel, address: String },
}

/// Counts of an import, and the refused lines with their reasons.
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

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("DATABASE_URL: {0}")]
    Url(String),
    #[error("{table} {id}: {column} cannot be read: {reason}")]
    Inconsistency { table: &'static str, column: &'static str, id: String, reason: String },
}

pub type Result<T> = std::result::Result<T, StoreError>;

/// What is remembered. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {}

#[expect(clippy::unimplemented, unused_variables, reason = "signatures only, for now")]
impl Store {
    /// Opens `sqlite:PATH` (created when absent, with its folder) or `postgres://…`, and brings the schema up to date.
    pub async fn open(url: &str) -> Result<Store> {
        unimplemented!()
    }
    /// Wakes up on commits of this process and, on PostgreSQL, of others.
    pub fn changes(&self) -> tokio::sync::broadcast::Receiver<Change> {
        unimplemented!()
    }

    // Inbox
    /// Stores inputs and, in the same transaction, the channel's cursor (name, value: `getUpdates` offset).
    /// Returns for each whether it is new.
    pub async fn receive(
        &self,
        now: DateTime<Utc>,
        inputs: &[Received],
        cursor: Option<(&str, i64)>,
    ) -> Result<Vec<bool>> {
        unimplemented!()
    }
    pub async fn find_cursor(&self, name: &str) -> Result<Option<i64>> {
        unimplemented!()
    }
    /// Leases the due head of some address of these channels; rows of one address are never out twice at a time.
    pub async fn claim_inbox(&self, now: DateTime<Utc>, channels: &[Channel]) -> Result<Option<InboxClaim>> {
        unimplemented!()
    }
    /// When the next inbox row that is not due yet becomes due.
    pub async fn next_inbox_at(&self, channels: &[Channel]) -> Result<Option<DateTime<Utc>>> {
        unimplemented!()
    }
    pub async fn retry_inbox(&self, claim: &InboxClaim, at: DateTime<Utc>, error: &str) -> Result<()> {
        unimplemented!()
    }
    /// Parks the rows for a human: kept, visible.
    pub async fn bury_inbox(&self, claim: &InboxClaim, error: &str) -> Result<()> {
        unimplemented!()
    }
    /// ONE transaction: the claim's rows done, the conversation touched first, an invitation redeemed, state loaded,
    /// the engine run (with its directory questions, answered within what the person may see), facts, journal and outbox written.
    pub async fn play(
        &self,
        cadre: &Cadre,
        now: DateTime<Utc>,
        claim: &InboxClaim,
        incoming: &Incoming,
    ) -> Result<Played> {
        unimplemented!()
    }

    // Outbox
    pub async fn claim_outbox(&self, now: DateTime<Utc>, channel: Channel) -> Result<Option<OutboxClaim>> {
        unimplemented!()
    }
    pub async fn next_outbox_at(&self, channel: Channel) -> Result<Option<DateTime<Utc>>> {
        unimplemented!()
    }
    /// Settles rows of the claim. A retry holds back all later rows of the address.
    pub async fn settle_outbox(&self, claim: &OutboxClaim, ids: &[i64], outcome: &SendOutcome) -> Result<()> {
        unimplemented!()
    }
    pub async fn find_card(&self, channel: Channel, address: &str) -> Result<Option<ShownCard>> {
        unimplemented!()
    }
    pub async fn save_card(&self, channel: Channel, address: &str, card: &ShownCard) -> Result<()> {
        unimplemented!()
    }
    /// The conversation of an address, oldest first, the last `limit` entries.
    pub async fn fil(&self, channel: Channel, address: &str, limit: i64) -> Result<Vec<FilEntry>> {
        unimplemented!()
    }

    // Accounts
    /// Invites (idempotent on the account; a new token each time), for `ttl_hours`.
    pub async fn inviter(
        &self,
        now: DateTime<Utc>,
        email: &str,
        siret: &str,
        role: Role,
        ttl_hours: i64,
    ) -> Result<Option<Invitation>> {
        unimplemented!()
    }
    /// Binds an address to the account of the invitation. `None`: unknown, used, or expired.
    pub async fn redeem(
        &self,
        now: DateTime<Utc>,
        token: &str,
        channel: Channel,
        address: &str,
    ) -> Result<Option<Personne>> {
        unimplemented!()
    }
    pub async fn find_personne(&self, channel: Channel, address: &str) -> Result<Option<Personne>> {
        unimplemented!()
    }

    // Directory
    pub async fn import_entites(&self, entites: &[Entite]) -> Result<ImportReport> {
        unimplemented!()
    }
    /// Keyed by (siret, matricule) when there is one, else by (siret, folded nom, folded prénom). Every siret must be a known Entité.
    pub async fn import_individus(&self, individus: &[Individu]) -> Result<ImportReport> {
        unimplemented!()
    }
    pub async fn find_entite(&self, siret: &str) -> Result<Option<Entite>> {
        unimplemented!()
    }

    // Dossiers
    pub async fn find_dossier(&self, id: Uuid) -> Result<Option<Dossier>> {
        unimplemented!()
    }
    /// Oldest first.
    pub async fn journal(&self, dossier: Uuid) -> Result<Vec<(DateTime<Utc>, JournalEntry)>> {
        unimplemented!()
    }

    // Operations
    /// One holder at a time for a name, for `ttl_seconds`; true when we hold it.
    pub async fn hold_lease(
        &self,
        now: DateTime<Utc>,
        name: &str,
        holder: Uuid,
        ttl_seconds: i64,
    ) -> Result<bool> {
        unimplemented!()
    }
    /// Rows by (box, channel, state), for `/metrics` and `diagnostic`.
    pub async fn queue_counts(&self) -> Result<Vec<(String, Channel, String, i64)>> {
        unimplemented!()
    }
}
