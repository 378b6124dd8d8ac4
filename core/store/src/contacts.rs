//! Email addresses as contacts: whether letters arrive there, as the servers on the way say.

use chrono::{DateTime, Utc};
use guichet_core::message::Message;

use crate::columns::{clean, micros, read_instant};
use crate::comptes::find_personne;
use crate::db::{execute, fetch_optional};
use crate::outbox::{self, Outgoing};
use crate::partages::addresses;
use crate::{Channel, Payload, Result, Store};

/// A letter that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LettreRevenue {
    /// Its row in the outbox.
    pub letter: i64,
    /// To whom it was written.
    pub address: String,
    /// Enhanced status code (RFC 3463), « 5.1.1 ».
    pub status: Option<String>,
    /// Nothing written there will arrive.
    pub definitif: bool,
}

/// An address that nothing is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdresseEnEchec {
    pub depuis: DateTime<Utc>,
    pub status: Option<String>,
}

impl Store {
    /// Keeps that a letter came back. When its address fails from now on, its owner is told by `avis` on her other
    /// channels, once. True when that is new.
    pub async fn letter_returned(
        &self,
        now: DateTime<Utc>,
        revenue: &LettreRevenue,
        avis: &Message,
    ) -> Result<bool> {
        let address = clean(&revenue.address).to_lowercase();
        let mut tx = self.db.write().await?;
        let status = revenue.status.as_deref().map(clean);
        let reason = format!("revenu : {}", status.as_deref().unwrap_or("sans code"));
        execute!(&mut tx, "UPDATE outbox SET error = $2 WHERE id = $1", revenue.letter, reason);
        let failing = fetch_optional!(
            &mut tx,
            (Option<i64>,),
            "SELECT failing_since FROM contact WHERE address = $1",
            &address
        );
        let known = matches!(failing, Some((Some(_),)));
        execute!(
            &mut tx,
            "INSERT INTO contact (address, letter, status, at, failing_since) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (address) DO UPDATE SET
                letter = excluded.letter, status = excluded.status, at = excluded.at,
                failing_since = COALESCE(contact.failing_since, excluded.failing_since)",
            &address,
            revenue.letter,
            &status,
            micros(now),
            revenue.definitif.then(|| micros(now))
        );
        let new = revenue.definitif && !known;
        if new && let Some(personne) = find_personne(&mut tx, Channel::Courriel, &address).await? {
            let elsewhere = addresses(&mut tx, personne.id).await?;
            let rows: Vec<Outgoing> = elsewhere
                .into_iter()
                .filter(|(channel, _)| *channel != Channel::Courriel)
                .map(|(channel, to)| Outgoing {
                    channel,
                    once: Some(format!("contact {} {} {to}", revenue.letter, channel.key())),
                    address: to,
                    payload: Payload::Message(Box::new(avis.clone())),
                })
                .collect();
            outbox::put(&mut tx, now, &rows).await?;
        }
        tx.commit(&self.hub).await?;
        Ok(new)
    }

    /// Whether nothing is to be written to an address.
    pub async fn find_failing(&self, address: &str) -> Result<Option<AdresseEnEchec>> {
        let mut tx = self.db.read().await?;
        let address = clean(address).to_lowercase();
        let row = fetch_optional!(
            &mut tx,
            (i64, Option<String>),
            "SELECT failing_since, status FROM contact WHERE address = $1 AND failing_since IS NOT NULL",
            &address
        );
        row.map(|(since, status)| {
            Ok(AdresseEnEchec { depuis: read_instant(since, "contact", "failing_since", &address)?, status })
        })
        .transpose()
    }

    /// Its owner wrote from it: letters may go there again. True when they did not.
    pub async fn address_proved(&self, address: &str) -> Result<bool> {
        if self.find_failing(address).await?.is_none() {
            // The usual case, which takes no turn at writing.
            return Ok(false);
        }
        let mut tx = self.db.write().await?;
        let rows = execute!(&mut tx, "DELETE FROM contact WHERE address = $1", clean(address).to_lowercase());
        tx.commit(&self.hub).await?;
        Ok(rows > 0)
    }

    /// The row of the outbox that was sent under this Message-ID, with or without angle brackets.
    pub async fn find_letter_by_message_id(&self, id: &str) -> Result<Option<i64>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            (i64,),
            "SELECT id FROM outbox WHERE channel = $1 AND remote_id = $2",
            Channel::Courriel.key(),
            format!("<{}>", clean(id).trim_matches(['<', '>']))
        );
        Ok(row.map(|(id,)| id))
    }
}
