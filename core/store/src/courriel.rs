//! Letters of ours, as their answers need them.

use chrono::{DateTime, Utc};

use crate::columns::{clean, micros};
use crate::db::{fetch_one, fetch_optional};
use crate::error::read_json;
use crate::{Channel, OutboxRow, Payload, Result, Store};

impl Store {
    /// To whom this row of the outbox was written, and what, when it is an email.
    pub async fn find_letter(&self, id: i64) -> Result<Option<(String, Payload)>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            (String, String),
            "SELECT address, payload FROM outbox WHERE id = $1 AND channel = $2",
            id,
            Channel::Courriel.key()
        );
        row.map(|(address, payload)| Ok((address, read_json(&payload, "outbox", "payload", id)?))).transpose()
    }

    /// Emails written to this address since then, sent or not.
    pub async fn count_letters(&self, address: &str, since: DateTime<Utc>) -> Result<i64> {
        let mut tx = self.db.read().await?;
        let (count,) = fetch_one!(
            &mut tx,
            (i64,),
            "SELECT COUNT(*) FROM outbox WHERE channel = $1 AND address = $2 AND created_at >= $3",
            Channel::Courriel.key(),
            clean(address),
            micros(since)
        );
        Ok(count)
    }

    /// The Message-ID of the letter that this one goes on from: the last that was sent to the address before it, when
    /// the person wrote in between.
    pub async fn find_letter_before(&self, address: &str, row: &OutboxRow) -> Result<Option<String>> {
        let mut tx = self.db.read().await?;
        let found = fetch_optional!(
            &mut tx,
            (Option<String>,),
            "SELECT o.remote_id FROM outbox o
             WHERE o.channel = $1 AND o.address = $2 AND o.id < $3 AND o.remote_id IS NOT NULL
             AND EXISTS (
                SELECT 1 FROM inbox i
                WHERE i.channel = $1 AND i.address = $2
                AND i.received_at >= o.created_at AND i.received_at <= $4
             )
             ORDER BY o.id DESC LIMIT 1",
            Channel::Courriel.key(),
            clean(address),
            row.id,
            micros(row.created_at)
        );
        Ok(found.and_then(|(id,)| id))
    }
}
