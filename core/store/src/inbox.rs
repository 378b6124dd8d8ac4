//! What came in: stored before it is acknowledged, handed out in order, an address at a time.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::columns::{clean, micros, read_instant};
use crate::db::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::mailbox::{self, INBOX, Mailbox};
use crate::{Change, Channel, InboxClaim, InboxRow, Received, Result, Store};

/// How long a worker holds an address; a turn takes milliseconds, fetching its files seconds.
const LEASE: TimeDelta = TimeDelta::seconds(20);

const UNREADABLE_ADDRESS: &str = "its address cannot be read";

/// [`Received::group`] of words written on end: those that wait together are one turn, as long as nothing else came
/// between them and no try of theirs failed.
pub const RAFALE: &str = "rafale";

/// Most rows of one turn; the Bot API's albums have ten.
const BATCH_MAX: i64 = 20;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    raw: Vec<u8>,
    received_at: i64,
    attempts: i64,
}

fn mailbox(channel: Channel, address: &str) -> Mailbox<'_> {
    Mailbox { side: INBOX, channel, address }
}

impl Store {
    /// Stores inputs and, in the same transaction, the channel's cursor (name, value: `getUpdates` offset).
    /// Returns for each whether it is new. An input without a readable address is kept as a dead letter.
    pub async fn receive(
        &self,
        now: DateTime<Utc>,
        inputs: &[Received],
        cursor: Option<(&str, i64)>,
    ) -> Result<Vec<bool>> {
        let mut tx = self.db.write().await?;
        let addresses: BTreeSet<(Channel, String)> = inputs
            .iter()
            .filter_map(|input| Some((input.channel, clean(input.address.as_deref()?).into_owned())))
            .collect();
        // In one order for everyone, so that two receivers never wait for each other.
        let mut idle = Vec::new();
        for (channel, address) in &addresses {
            let mailbox = mailbox(*channel, address);
            if !mailbox.lock(&mut tx).await? {
                idle.push(mailbox);
            }
        }
        let mut new = Vec::with_capacity(inputs.len());
        for input in inputs {
            new.push(insert(&mut tx, now, input).await?);
        }
        for mailbox in idle {
            release(&mut tx, &mailbox).await?;
        }
        if let Some((name, value)) = cursor {
            execute!(
                &mut tx,
                "INSERT INTO curseur (name, value) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                value
            );
        }
        if new.contains(&true) {
            tx.announce(Change::Inbox);
        }
        tx.commit(&self.hub).await?;
        Ok(new)
    }

    pub async fn find_cursor(&self, name: &str) -> Result<Option<i64>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(&mut tx, (i64,), "SELECT value FROM curseur WHERE name = $1", name);
        Ok(row.map(|(value,)| value))
    }

    /// Leases the due head of some address of these channels, with what belongs to it: the rest of an album, or the
    /// messages written on end. Rows of one address are never out twice at a time.
    pub async fn claim_inbox(&self, now: DateTime<Utc>, channels: &[Channel]) -> Result<Option<InboxClaim>> {
        let mut tx = self.db.write().await?;
        let Some((channel, address, token)) = mailbox::lease(&mut tx, INBOX, channels, now, LEASE).await?
        else {
            return Ok(None);
        };
        let mut rows = fetch_all!(
            &mut tx,
            Row,
            "UPDATE inbox SET attempts = attempts + 1, token = $3 WHERE id IN (
                WITH head AS (
                    SELECT id, batch, attempts FROM inbox
                    WHERE channel = $1 AND address = $2 AND state = 'pending' ORDER BY id LIMIT 1
                )
                SELECT i.id FROM inbox i, head
                WHERE i.channel = $1 AND i.address = $2 AND i.state = 'pending'
                AND (i.id = head.id OR i.batch = head.batch)
                AND (i.id = head.id OR head.batch <> $4 OR head.attempts = 0 AND NOT EXISTS (
                    SELECT 1 FROM inbox b
                    WHERE b.channel = $1 AND b.address = $2 AND b.state = 'pending'
                    AND b.id > head.id AND b.id < i.id AND COALESCE(b.batch, '') <> $4
                ))
                ORDER BY i.id LIMIT $5
             )
             RETURNING id, raw, received_at, attempts",
            channel.key(),
            &address,
            token,
            RAFALE,
            BATCH_MAX
        );
        rows.sort_by_key(|row| row.id);
        let rows = rows.into_iter().map(|row| row.read(channel, &address)).collect::<Result<Vec<_>>>()?;
        tx.commit(&self.hub).await?;
        Ok(Some(InboxClaim { rows, token }))
    }

    /// When the next address has something to hand out: its head becomes due, or its lease runs out.
    /// In the past when it waits already.
    pub async fn next_inbox_at(&self, channels: &[Channel]) -> Result<Option<DateTime<Utc>>> {
        let mut tx = self.db.read().await?;
        mailbox::next_at(&mut tx, INBOX, channels).await
    }

    /// Puts the rows back, to be handed out again from `at`; later rows of the address wait for them.
    pub async fn retry_inbox(&self, claim: &InboxClaim, at: DateTime<Utc>, error: &str) -> Result<()> {
        let mut tx = self.db.write().await?;
        let Some(mailbox) = lock_claimed(&mut tx, claim).await? else { return Ok(()) };
        execute!(
            &mut tx,
            "UPDATE inbox SET not_before = $2, error = $3, token = NULL
             WHERE channel = $4 AND address = $5 AND state = 'pending' AND token = $1",
            claim.token,
            micros(at),
            clean(error),
            mailbox.channel.key(),
            mailbox.address
        );
        release(&mut tx, &mailbox).await?;
        tx.announce(Change::Inbox);
        tx.commit(&self.hub).await
    }

    /// Settles rows that hold nothing for the engine.
    pub async fn skip_inbox(&self, claim: &InboxClaim) -> Result<()> {
        let mut tx = self.db.write().await?;
        let Some(mailbox) = finish(&mut tx, claim, "done", None).await? else { return Ok(()) };
        release(&mut tx, &mailbox).await?;
        tx.commit(&self.hub).await
    }

    /// Parks the rows for a human: kept, visible.
    pub async fn bury_inbox(&self, claim: &InboxClaim, error: &str) -> Result<()> {
        let mut tx = self.db.write().await?;
        let Some(mailbox) = finish(&mut tx, claim, "dead", Some(error)).await? else { return Ok(()) };
        release(&mut tx, &mailbox).await?;
        tx.commit(&self.hub).await
    }
}

async fn insert(tx: &mut Tx, now: DateTime<Utc>, input: &Received) -> Result<bool> {
    let (state, error) = match input.address {
        Some(_) => ("pending", None),
        None => ("dead", Some(UNREADABLE_ADDRESS)),
    };
    let rows = execute!(
        tx,
        "INSERT INTO inbox
            (channel, dedupe_key, address, batch, raw, received_at, not_before, state, error, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)
         ON CONFLICT (channel, dedupe_key) DO NOTHING",
        input.channel.key(),
        clean(&input.dedupe_key),
        input.address.as_deref().map(clean),
        input.group.as_deref().map(clean),
        input.raw.as_slice(),
        micros(now),
        micros(input.not_before),
        state,
        error
    );
    Ok(rows > 0)
}

/// Locks the address of a claim, if the claim is still ours.
pub(crate) async fn lock_claimed<'a>(tx: &mut Tx, claim: &'a InboxClaim) -> Result<Option<Mailbox<'a>>> {
    let Some(row) = claim.rows.first() else { return Ok(None) };
    let mailbox = mailbox(row.channel, &row.address);
    Ok(mailbox.lock_held(tx, claim.token).await?.then_some(mailbox))
}

/// Ends the rows of a claim. `None`, and nothing changed, when the claim is no longer ours.
pub(crate) async fn finish<'a>(
    tx: &mut Tx,
    claim: &'a InboxClaim,
    state: &'static str,
    error: Option<&str>,
) -> Result<Option<Mailbox<'a>>> {
    let Some(mailbox) = lock_claimed(tx, claim).await? else { return Ok(None) };
    let rows = execute!(
        tx,
        "UPDATE inbox SET state = $2, error = $3, token = NULL
         WHERE channel = $4 AND address = $5 AND state = 'pending' AND token = $1",
        claim.token,
        state,
        error.map(clean),
        mailbox.channel.key(),
        mailbox.address
    );
    Ok((rows > 0).then_some(mailbox))
}

/// Gives the address back; its head, with the rows of its group, is due when the last of them is.
pub(crate) async fn release(tx: &mut Tx, mailbox: &Mailbox<'_>) -> Result<()> {
    let (due,) = fetch_one!(
        tx,
        (Option<i64>,),
        "WITH head AS (
            SELECT id, batch FROM inbox
            WHERE channel = $1 AND address = $2 AND state = 'pending' ORDER BY id LIMIT 1
         )
         SELECT MAX(i.not_before) FROM inbox i, head
         WHERE i.channel = $1 AND i.address = $2 AND i.state = 'pending'
         AND (i.id = head.id OR i.batch = head.batch)",
        mailbox.channel.key(),
        mailbox.address
    );
    if due.is_some() {
        tx.announce(Change::Inbox);
    }
    mailbox.release(tx, due).await
}

impl Row {
    fn read(self, channel: Channel, address: &str) -> Result<InboxRow> {
        Ok(InboxRow {
            id: self.id,
            channel,
            address: address.to_owned(),
            raw: self.raw,
            received_at: read_instant(self.received_at, "inbox", "received_at", self.id)?,
            attempts: self.attempts,
        })
    }
}

/// A line of the page that shows a conversation: what the person said.
pub(crate) async fn last_inputs(
    tx: &mut Tx,
    channel: Channel,
    address: &str,
    limit: i64,
) -> Result<Vec<InboxRow>> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id, raw, received_at, attempts FROM inbox
         WHERE channel = $1 AND address = $2 ORDER BY id DESC LIMIT $3",
        channel.key(),
        address,
        limit
    );
    rows.into_iter().map(|row| row.read(channel, address)).collect()
}
