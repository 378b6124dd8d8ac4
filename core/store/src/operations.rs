//! For the people who run it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::columns::{clean, micros, read_channel, read_instant};
use crate::db::{execute, fetch_all};
use crate::{Channel, Result, Store};

/// A row of the inbox or the outbox that asks for a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisDeCote {
    /// « inbox » or « outbox ».
    pub side: String,
    pub id: i64,
    pub channel: Channel,
    /// Whose it is, or to whom; `None` when that could not be read.
    pub address: Option<String>,
    pub at: DateTime<Utc>,
    /// In French where we say it, in the words of a server where it does.
    pub raison: String,
}

impl Store {
    /// One holder at a time for a name, for `ttl_seconds`; true when we hold it.
    pub async fn hold_lease(
        &self,
        now: DateTime<Utc>,
        name: &str,
        holder: Uuid,
        ttl_seconds: i64,
    ) -> Result<bool> {
        let mut tx = self.db.write().await?;
        let rows = execute!(
            &mut tx,
            "INSERT INTO lease (name, holder, expires_at) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
             WHERE lease.holder = excluded.holder OR lease.expires_at <= $4",
            name,
            holder,
            micros(now + TimeDelta::seconds(ttl_seconds)),
            micros(now)
        );
        tx.commit(&self.hub).await?;
        Ok(rows > 0)
    }

    /// Ends the leases on inbox and outbox that a process left behind when it died. Only where this process is
    /// known to be the only one that serves: on SQLite, at its start.
    pub async fn expire_leases(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.db.write().await?;
        execute!(
            &mut tx,
            "UPDATE mailbox SET due_at = $1 WHERE token IS NOT NULL AND due_at > $1",
            micros(now)
        );
        tx.commit(&self.hub).await
    }

    /// Rows by (box, channel, state), for `/metrics` and `diagnostic`.
    pub async fn queue_counts(&self) -> Result<Vec<(String, Channel, String, i64)>> {
        let mut tx = self.db.read().await?;
        let rows = fetch_all!(
            &mut tx,
            (String, String, String, i64),
            "SELECT 'inbox', channel, state, COUNT(*) FROM inbox GROUP BY channel, state
             UNION ALL
             SELECT 'outbox', channel, state, COUNT(*) FROM outbox GROUP BY channel, state
             ORDER BY 1, 2, 3"
        );
        rows.into_iter()
            .map(|(side, channel, state, count)| Ok((side, read_channel(&channel, "inbox")?, state, count)))
            .collect()
    }

    /// What was set aside, what could be played only in part, and letters that came back: the newest first.
    pub async fn set_aside(&self, limit: i64) -> Result<Vec<MisDeCote>> {
        let mut tx = self.db.read().await?;
        let rows = fetch_all!(
            &mut tx,
            (String, i64, String, Option<String>, i64, Option<String>),
            "SELECT * FROM (
                SELECT 'inbox' AS side, id, channel, address, received_at AS at, error FROM inbox
                WHERE state = 'dead' OR state = 'done' AND error IS NOT NULL
                UNION ALL
                SELECT 'outbox', id, channel, address, created_at, error FROM outbox
                WHERE state = 'dead' OR state = 'done' AND error LIKE 'revenu%'
             ) AS aside ORDER BY at DESC, id DESC LIMIT $1",
            limit
        );
        rows.into_iter()
            .map(|(side, id, channel, address, at, error)| {
                Ok(MisDeCote {
                    channel: read_channel(&channel, "inbox")?,
                    at: read_instant(at, "inbox", "received_at", id)?,
                    raison: error.unwrap_or_default(),
                    side,
                    id,
                    address,
                })
            })
            .collect()
    }

    /// Keeps why an input that was played asks for a look all the same.
    pub async fn note_input(&self, id: i64, raison: &str) -> Result<()> {
        let mut tx = self.db.write().await?;
        execute!(&mut tx, "UPDATE inbox SET error = $2 WHERE id = $1", id, clean(raison));
        tx.commit(&self.hub).await
    }
}
