//! Reading back a conversation that another version stored.

use serde_json::Value;
use uuid::Uuid;

use super::{Carte, Conversation};

impl Conversation {
    /// The conversation as it was stored. What cannot be read any more begins anew, with the current dossier, where
    /// the facts are, and with a card that no old button fits.
    pub fn read(document: &str) -> Conversation {
        serde_json::from_str(document).unwrap_or_else(|_| {
            let value: Value = serde_json::from_str(document).unwrap_or_default();
            let dossier = value["dossier"].as_str().and_then(|id| Uuid::parse_str(id).ok());
            let serial = value["carte"]["serial"].as_u64().and_then(|serial| u32::try_from(serial).ok());
            let carte = Carte { serial: serial.unwrap_or_default(), ..Carte::default() };
            Conversation { dossier, carte, ..Conversation::default() }
        })
    }
}
