//! Who did what to a dossier. The database itself refuses to change or remove a line.

use chrono::{DateTime, Utc};
use guichet_core::engine::JournalEntry;
use uuid::Uuid;

use crate::columns::{micros, read_instant};
use crate::db::{Tx, execute, fetch_all};
use crate::error::{read_json, write_json};
use crate::{Channel, Result, Store};

impl Store {
    /// Oldest first.
    pub async fn journal(&self, dossier: Uuid) -> Result<Vec<(DateTime<Utc>, JournalEntry)>> {
        let mut tx = self.db.read().await?;
        let rows = fetch_all!(
            &mut tx,
            (i64, i64, String),
            "SELECT id, at, what FROM journal WHERE dossier = $1 ORDER BY id",
            dossier
        );
        rows.into_iter()
            .map(|(id, at, what)| {
                let at = read_instant(at, "journal", "at", id)?;
                Ok((at, JournalEntry { dossier, what: read_json(&what, "journal", "what", id)? }))
            })
            .collect()
    }
}

pub(crate) async fn append(
    tx: &mut Tx,
    now: DateTime<Utc>,
    auteur: Uuid,
    channel: Channel,
    entry: &JournalEntry,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO journal (dossier, at, auteur, channel, what) VALUES ($1, $2, $3, $4, $5)",
        entry.dossier,
        micros(now),
        auteur,
        channel.key(),
        write_json(&entry.what)?
    );
    Ok(())
}
