//! A conversation as its page shows it: both sides, in time.

use crate::inbox::last_inputs;
use crate::outbox::last_outputs;
use crate::{Channel, FilEntry, Payload, Result, Store};

impl Store {
    /// The conversation of an address, oldest first, the last `limit` entries.
    pub async fn fil(&self, channel: Channel, address: &str, limit: i64) -> Result<Vec<FilEntry>> {
        let mut tx = self.db.read().await?;
        let inputs = last_inputs(&mut tx, channel, address, limit).await?;
        let outputs = last_outputs(&mut tx, channel, address, limit).await?;
        let said =
            inputs.into_iter().map(|row| FilEntry::In { id: row.id, raw: row.raw, at: row.received_at });
        let answered = outputs.into_iter().filter_map(|row| match row.payload {
            Payload::Message(message) => Some(FilEntry::Out { id: row.id, message, at: row.created_at }),
            Payload::Rapport { rapport, forme } => {
                Some(FilEntry::Rapport { id: row.id, rapport, forme, at: row.created_at })
            }
            Payload::Fichier(fichier) => Some(FilEntry::Fichier { id: row.id, fichier, at: row.created_at }),
            Payload::Transmission { .. } | Payload::Pieces { .. } | Payload::Support(_) => None,
        });
        let mut entries: Vec<FilEntry> = said.chain(answered).collect();
        entries.sort_by_key(|entry| match entry {
            FilEntry::In { id, at, .. } => (*at, 0, *id),
            FilEntry::Out { id, at, .. }
            | FilEntry::Rapport { id, at, .. }
            | FilEntry::Fichier { id, at, .. } => (*at, 1, *id),
        });
        let limit = usize::try_from(limit).unwrap_or(0);
        let surplus = entries.len().saturating_sub(limit);
        Ok(entries.split_off(surplus))
    }
}
