//! What goes out: written with the turn that decided it, sent in order, an address at a time.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::message::Message;

use crate::columns::{clean, micros, read_instant};
use crate::db::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::{read_json, write_json};
use crate::mailbox::{self, Mailbox, OUTBOX};
use crate::{
    Change, Channel, OutboxClaim, OutboxRow, Payload, Result, SendOutcome, ShownCard, Store, comptes,
};

/// How long a sender holds an address.
const LEASE: TimeDelta = TimeDelta::seconds(45);
/// Rows handed out at once: what can be sent within the lease at one message a second, with room.
const CLAIM_ROWS: i64 = 20;

/// A row to be written.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub channel: Channel,
    pub address: String,
    pub payload: Payload,
    /// Written once in all time under this key.
    pub once: Option<String>,
}

impl Outgoing {
    /// A letter of ours, to this address.
    pub fn letter(address: &str, message: Box<Message>) -> Outgoing {
        Outgoing {
            channel: Channel::Courriel,
            address: address.to_owned(),
            payload: Payload::Message(message),
            once: None,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    payload: String,
    created_at: i64,
    attempts: i64,
    ambiguous: bool,
}

fn mailbox(channel: Channel, address: &str) -> Mailbox<'_> {
    Mailbox { side: OUTBOX, channel, address }
}

/// Writes rows, in order. A page is delivered by being read: its rows are done at once.
pub(crate) async fn put(tx: &mut Tx, now: DateTime<Utc>, rows: &[Outgoing]) -> Result<()> {
    let addresses: BTreeSet<(Channel, &str)> =
        rows.iter().map(|row| (row.channel, row.address.as_str())).collect();
    let mut idle = Vec::new();
    for (channel, address) in addresses {
        tx.announce(Change::Outbox { channel, address: address.to_owned() });
        if channel != Channel::Web {
            let mailbox = mailbox(channel, address);
            if !mailbox.lock(tx).await? {
                idle.push(mailbox);
            }
        }
    }
    for row in rows {
        execute!(
            tx,
            "INSERT INTO outbox
                (channel, address, payload, once_key, created_at, not_before, state, attempts, ambiguous)
             VALUES ($1, $2, $3, $4, $5, $5, $6, 0, FALSE)
             ON CONFLICT (once_key) DO NOTHING",
            row.channel.key(),
            &row.address,
            write_json(&row.payload)?,
            &row.once,
            micros(now),
            if row.channel == Channel::Web { "done" } else { "pending" }
        );
    }
    for mailbox in idle {
        release(tx, &mailbox).await?;
    }
    Ok(())
}

async fn release(tx: &mut Tx, mailbox: &Mailbox<'_>) -> Result<()> {
    let head = fetch_optional!(
        tx,
        (i64,),
        "SELECT not_before FROM outbox WHERE channel = $1 AND address = $2 AND state = 'pending'
         ORDER BY id LIMIT 1",
        mailbox.channel.key(),
        mailbox.address
    );
    mailbox.release(tx, head.map(|(due,)| due)).await
}

impl Store {
    /// Leases what is due for the address of this channel that has waited longest. A row whose earlier send was cut
    /// short comes back as ambiguous.
    pub async fn claim_outbox(&self, now: DateTime<Utc>, channel: Channel) -> Result<Option<OutboxClaim>> {
        let mut tx = self.db.write().await?;
        let Some((channel, address, token)) = mailbox::lease(&mut tx, OUTBOX, &[channel], now, LEASE).await?
        else {
            return Ok(None);
        };
        // A row that must wait holds back all that come after it.
        let mut leased = fetch_all!(
            &mut tx,
            Row,
            "WITH held AS (
                SELECT MIN(id) AS id FROM outbox
                WHERE channel = $1 AND address = $2 AND state = 'pending' AND not_before > $3
             )
             UPDATE outbox SET
                attempts = attempts + 1,
                ambiguous = ambiguous OR token IS NOT NULL,
                token = $4
             WHERE id IN (
                SELECT o.id FROM outbox o, held
                WHERE o.channel = $1 AND o.address = $2 AND o.state = 'pending'
                AND (held.id IS NULL OR o.id < held.id)
                ORDER BY o.id LIMIT $5
             )
             RETURNING id, payload, created_at, attempts, ambiguous",
            channel.key(),
            &address,
            micros(now),
            token,
            CLAIM_ROWS
        );
        leased.sort_by_key(|row| row.id);
        let mut rows = Vec::with_capacity(leased.len());
        for row in leased {
            let id = row.id;
            match row.read() {
                Ok(row) => rows.push(row),
                Err(error) => {
                    tracing::error!(%error, "a message that cannot be read is set aside");
                    execute!(
                        &mut tx,
                        "UPDATE outbox SET state = 'dead', token = NULL, error = $2 WHERE id = $1",
                        id,
                        clean(&error.to_string())
                    );
                }
            }
        }
        if rows.is_empty() {
            release(&mut tx, &mailbox(channel, &address)).await?;
        }
        tx.commit(&self.hub).await?;
        Ok((!rows.is_empty()).then_some(OutboxClaim { channel, address, rows, token }))
    }

    /// When the next address has something to send, or a lease runs out. In the past when it waits already.
    pub async fn next_outbox_at(&self, channel: Channel) -> Result<Option<DateTime<Utc>>> {
        let mut tx = self.db.read().await?;
        mailbox::next_at(&mut tx, OUTBOX, &[channel]).await
    }

    /// Settles rows of the claim, in the order they were sent. A retry holds back all later rows of the address and
    /// ends the claim; so does settling its last row. A sender that stops gives back what it has not sent by a retry
    /// at once.
    pub async fn settle_outbox(&self, claim: &OutboxClaim, ids: &[i64], outcome: &SendOutcome) -> Result<()> {
        let mut tx = self.db.write().await?;
        let mailbox = mailbox(claim.channel, &claim.address);
        let leased = mailbox.lock(&mut tx).await?;
        for id in ids.iter().filter(|id| claim.rows.iter().any(|row| row.id == **id)) {
            settle(&mut tx, claim, *id, outcome).await?;
        }
        if let SendOutcome::Dead { .. } = outcome {
            let given_up = claim.rows.iter().filter(|row| ids.contains(&row.id));
            tell_by_mail(&mut tx, claim, given_up).await?;
        }
        let ours = mailbox.lock_held(&mut tx, claim.token).await?;
        if ours && matches!(outcome, SendOutcome::RetryAt { .. }) {
            // They were counted when they were claimed, but will not be sent now.
            execute!(
                &mut tx,
                "UPDATE outbox SET attempts = attempts - 1, token = NULL
                 WHERE channel = $1 AND address = $2 AND state = 'pending' AND token = $3 AND id > $4",
                claim.channel.key(),
                &claim.address,
                claim.token,
                ids.iter().min().copied().unwrap_or(i64::MAX)
            );
        }
        let (left,) = fetch_one!(
            &mut tx,
            (i64,),
            "SELECT COUNT(*) FROM outbox
             WHERE channel = $1 AND address = $2 AND state = 'pending' AND token = $3",
            claim.channel.key(),
            &claim.address,
            claim.token
        );
        if !leased || (ours && left == 0) {
            release(&mut tx, &mailbox).await?;
        }
        tx.announce(Change::Outbox { channel: claim.channel, address: claim.address.clone() });
        tx.commit(&self.hub).await
    }

    pub async fn find_card(&self, channel: Channel, address: &str) -> Result<Option<ShownCard>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            (String, i64),
            "SELECT remote_id, card FROM carte WHERE channel = $1 AND address = $2",
            channel.key(),
            address
        );
        Ok(row.map(|(remote_id, card)| ShownCard { remote_id, card }))
    }

    pub async fn save_card(&self, channel: Channel, address: &str, card: &ShownCard) -> Result<()> {
        let mut tx = self.db.write().await?;
        execute!(
            &mut tx,
            "INSERT INTO carte (channel, address, remote_id, card) VALUES ($1, $2, $3, $4)
             ON CONFLICT (channel, address) DO UPDATE SET remote_id = excluded.remote_id, card = excluded.card",
            channel.key(),
            address,
            &card.remote_id,
            card.card
        );
        tx.commit(&self.hub).await
    }
}

/// That a message was accepted is a fact, whoever holds the lease by now; the rest is for the holder to say.
async fn settle(tx: &mut Tx, claim: &OutboxClaim, id: i64, outcome: &SendOutcome) -> Result<()> {
    match outcome {
        SendOutcome::Done { remote_id } => execute!(
            tx,
            "UPDATE outbox SET state = 'done', remote_id = $2, token = NULL WHERE id = $1 AND state = 'pending'",
            id,
            remote_id
        ),
        SendOutcome::RetryAt { at, ambiguous, reason } => execute!(
            tx,
            "UPDATE outbox SET not_before = $3, ambiguous = ambiguous OR $4, error = $5, token = NULL
             WHERE id = $1 AND token = $2 AND state = 'pending'",
            id,
            claim.token,
            micros(*at),
            *ambiguous,
            clean(reason)
        ),
        SendOutcome::Dead { reason } => execute!(
            tx,
            "UPDATE outbox SET state = 'dead', error = $3, token = NULL
             WHERE id = $1 AND token = $2 AND state = 'pending'",
            id,
            claim.token,
            clean(reason)
        ),
    };
    Ok(())
}

/// What is told outside her turns, and cannot be where she talks (she left the chat, say), is told by email; unless that
/// was written with it.
async fn tell_by_mail(
    tx: &mut Tx,
    claim: &OutboxClaim,
    rows: impl Iterator<Item = &OutboxRow>,
) -> Result<()> {
    if claim.channel != Channel::Telegram {
        return Ok(());
    }
    for row in rows.filter(|row| matches!(&row.payload, Payload::Message(message) if message.is_aside())) {
        let Some(personne) = comptes::find_personne(tx, claim.channel, &claim.address).await? else {
            continue;
        };
        let (written,) = fetch_one!(
            &mut *tx,
            (i64,),
            "SELECT COUNT(*) FROM outbox WHERE channel = $1 AND address = $2 AND created_at = $3",
            Channel::Courriel.key(),
            &personne.email,
            micros(row.created_at)
        );
        if written == 0 {
            let outgoing = Outgoing {
                channel: Channel::Courriel,
                address: personne.email,
                payload: row.payload.clone(),
                once: Some(format!("by mail {}", row.id)),
            };
            put(tx, row.created_at, &[outgoing]).await?;
        }
    }
    Ok(())
}

impl Row {
    fn read(self) -> Result<OutboxRow> {
        Ok(OutboxRow {
            id: self.id,
            payload: read_json(&self.payload, "outbox", "payload", self.id)?,
            created_at: read_instant(self.created_at, "outbox", "created_at", self.id)?,
            attempts: self.attempts,
            ambiguous: self.ambiguous,
        })
    }
}

/// The last rows written for an address, newest first.
pub(crate) async fn last_outputs(
    tx: &mut Tx,
    channel: Channel,
    address: &str,
    limit: i64,
) -> Result<Vec<OutboxRow>> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id, payload, created_at, attempts, ambiguous FROM outbox
         WHERE channel = $1 AND address = $2 ORDER BY id DESC LIMIT $3",
        channel.key(),
        address,
        limit
    );
    rows.into_iter().map(Row::read).collect()
}
