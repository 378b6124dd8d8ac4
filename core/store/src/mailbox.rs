//! What waits at each address, in and out: one row per address tells when its head is due, or who holds it.
//!
//! The row of an address is locked before its messages are read or written, so that everything
//! about one address happens in order, and different addresses side by side.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::columns::{micros, read_channel, read_instant};
use crate::db::{Arm, Tx, execute, fetch_one, fetch_optional};
use crate::{Channel, Result};

/// Which side of the assistant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side(&'static str);

pub(crate) const INBOX: Side = Side("inbox");
pub(crate) const OUTBOX: Side = Side("outbox");

/// One address's messages on one side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mailbox<'a> {
    pub side: Side,
    pub channel: Channel,
    pub address: &'a str,
}

macro_rules! lease_sql {
    ($lock:literal) => {
        concat!(
            "UPDATE mailbox SET due_at = $1, token = $2 WHERE (box, channel, address) = (
                SELECT box, channel, address FROM mailbox
                WHERE box = $3 AND channel IN ($4, $5, $6) AND due_at <= $7
                ORDER BY due_at, channel, address LIMIT 1 ",
            $lock,
            ") RETURNING channel, address"
        )
    };
}

/// Three binds stand for any set of channels; `None` when there is none.
fn three(channels: &[Channel]) -> Option<[&'static str; 3]> {
    let first = channels.first()?.key();
    let key = |i: usize| channels.get(i).map_or(first, |channel| channel.key());
    Some([first, key(1), key(2)])
}

/// Leases the address that has waited longest. A lease that ran out is as good as none.
pub(crate) async fn lease(
    tx: &mut Tx,
    side: Side,
    channels: &[Channel],
    now: DateTime<Utc>,
    ttl: TimeDelta,
) -> Result<Option<(Channel, String, Uuid)>> {
    let Some([a, b, c]) = three(channels) else { return Ok(None) };
    let token = Uuid::new_v4();
    let sql = match tx.arm {
        Arm::Sqlite(_) => lease_sql!(""),
        Arm::Pg(_) => lease_sql!("FOR UPDATE SKIP LOCKED"),
    };
    let until = micros(now + ttl);
    let row = fetch_optional!(tx, (String, String), sql, until, token, side.0, a, b, c, micros(now));
    match row {
        Some((channel, address)) => Ok(Some((read_channel(&channel, "mailbox")?, address, token))),
        None => Ok(None),
    }
}

/// The earliest instant at which something becomes due: a head, or the end of a lease.
pub(crate) async fn next_at(tx: &mut Tx, side: Side, channels: &[Channel]) -> Result<Option<DateTime<Utc>>> {
    let Some([a, b, c]) = three(channels) else { return Ok(None) };
    let (due,) = fetch_one!(
        tx,
        (Option<i64>,),
        "SELECT MIN(due_at) FROM mailbox WHERE box = $1 AND channel IN ($2, $3, $4)",
        side.0,
        a,
        b,
        c
    );
    due.map(|due| read_instant(due, "mailbox", "due_at", side.0)).transpose()
}

impl Mailbox<'_> {
    /// Locks the address, known or not. True when somebody holds its lease.
    pub async fn lock(&self, tx: &mut Tx) -> Result<bool> {
        let (token,) = fetch_one!(
            tx,
            (Option<Uuid>,),
            "INSERT INTO mailbox (box, channel, address) VALUES ($1, $2, $3)
             ON CONFLICT (box, channel, address) DO UPDATE SET token = mailbox.token
             RETURNING token",
            self.side.0,
            self.channel.key(),
            self.address
        );
        Ok(token.is_some())
    }

    /// Locks the address if this lease is still the one.
    pub async fn lock_held(&self, tx: &mut Tx, token: Uuid) -> Result<bool> {
        let rows = execute!(
            tx,
            "UPDATE mailbox SET token = $4 WHERE box = $1 AND channel = $2 AND address = $3 AND token = $4",
            self.side.0,
            self.channel.key(),
            self.address,
            token
        );
        Ok(rows > 0)
    }

    /// Nobody holds the address any more; its head, if any, is due then (microseconds).
    pub async fn release(&self, tx: &mut Tx, due_at: Option<i64>) -> Result<()> {
        execute!(
            tx,
            "UPDATE mailbox SET token = NULL, due_at = $4 WHERE box = $1 AND channel = $2 AND address = $3",
            self.side.0,
            self.channel.key(),
            self.address,
            due_at
        );
        Ok(())
    }
}
