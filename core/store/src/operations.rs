//! For the people who run it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::columns::{micros, read_channel};
use crate::db::{execute, fetch_all};
use crate::{Channel, Result, Store};

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
}
