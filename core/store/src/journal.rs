//! Who did what to a dossier. The database itself refuses to change or remove a line.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::annuaire::Role;
use guichet_core::engine::{JournalEntry, JournalWhat};
use uuid::Uuid;

use crate::columns::{micros, read_instant, read_role, read_source, role_key};
use crate::db::{Tx, fetch_all, fetch_one};
use crate::error::{read_json, write_json};
use crate::{Result, Source, Store};

/// Whose act a line is: account (none at the operator's terminal) or key of the API, what it was then, and where it
/// came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signature {
    pub auteur: Option<Uuid>,
    pub cle: Option<Uuid>,
    pub role: Role,
    pub source: Source,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct LigneJournal {
    pub at: DateTime<Utc>,
    /// The account; `None`: the operator, or a key of the API.
    pub auteur: Option<Uuid>,
    pub email: Option<String>,
    /// Name of the key of the API.
    pub cle: Option<String>,
    /// What the author was then; not known of the first lines.
    pub role: Option<Role>,
    pub source: Source,
    pub entry: JournalEntry,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    at: i64,
    auteur: Option<Uuid>,
    email: Option<String>,
    cle: Option<String>,
    role: Option<String>,
    channel: String,
    what: String,
}

impl Row {
    fn read(self, dossier: Uuid) -> Result<LigneJournal> {
        Ok(LigneJournal {
            at: read_instant(self.at, "journal", "at", self.id)?,
            auteur: self.auteur,
            email: self.email,
            cle: self.cle,
            role: self.role.map(|role| read_role(&role, self.id)).transpose()?,
            source: read_source(&self.channel, self.id)?,
            entry: JournalEntry { dossier, what: read_json(&self.what, "journal", "what", self.id)? },
        })
    }
}

impl Store {
    /// Oldest first.
    pub async fn journal(&self, dossier: Uuid) -> Result<Vec<LigneJournal>> {
        let mut tx = self.db.read().await?;
        let rows = fetch_all!(
            &mut tx,
            Row,
            "SELECT j.id, j.at, j.auteur, p.email, c.nom AS cle, j.role, j.channel, j.what
             FROM journal j LEFT JOIN personne p ON p.id = j.auteur LEFT JOIN cle_api c ON c.id = j.cle
             WHERE j.dossier = $1 ORDER BY j.id",
            dossier
        );
        rows.into_iter().map(|row| row.read(dossier)).collect()
    }
}

/// How long the same words by the same author are the same message: a form that was sent twice.
const SAME_MESSAGE: TimeDelta = TimeDelta::minutes(10);

/// Whether the author wrote just this to the person lately.
pub(crate) async fn wrote_lately(
    tx: &mut Tx,
    now: DateTime<Utc>,
    dossier: Uuid,
    auteur: Option<Uuid>,
    texte: &str,
) -> Result<bool> {
    let rows = fetch_all!(
        tx,
        (i64, String),
        "SELECT id, what FROM journal WHERE dossier = $1 AND auteur = $2 AND at > $3",
        dossier,
        auteur,
        micros(now - SAME_MESSAGE)
    );
    for (id, what) in rows {
        if matches!(read_json(&what, "journal", "what", id)?, JournalWhat::Message { texte: wrote } if wrote == texte.trim())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a line; its number.
pub(crate) async fn append(
    tx: &mut Tx,
    now: DateTime<Utc>,
    signature: &Signature,
    entry: &JournalEntry,
) -> Result<i64> {
    let (id,) = fetch_one!(
        tx,
        (i64,),
        "INSERT INTO journal (dossier, at, auteur, cle, role, channel, what)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        entry.dossier,
        micros(now),
        signature.auteur,
        signature.cle,
        role_key(signature.role),
        signature.source.key(),
        write_json(&entry.what)?
    );
    Ok(id)
}
