//! What a browser sent, as it is stored before it is acknowledged.

use crate::files::hex;
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use guichet_core::event::{Event, Fichier};
use guichet_core::reading::mask_nir;
use guichet_store::{Channel, InboxRow, Incoming, Received};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The raw input of the web channel, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entree {
    /// Of the form it came by: the same form with the same content, sent twice, is one input.
    pub nonce: String,
    #[serde(flatten)]
    pub quoi: Quoi,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Quoi {
    Opened,
    Text { text: String },
    Tap { card: u32, rank: u16 },
    Day { card: u32, day: NaiveDate },
    Files { files: Vec<Fichier>, caption: Option<String> },
}

impl Entree {
    /// As it is stored: a social security number among its words is masked first.
    pub fn received(mut self, address: &str, now: DateTime<Utc>) -> serde_json::Result<Received> {
        let mask = |words: &mut String| {
            if let Some(clean) = mask_nir(words) {
                *words = clean;
            }
        };
        match &mut self.quoi {
            Quoi::Text { text } => mask(text),
            Quoi::Files { files, caption } => {
                caption.iter_mut().for_each(mask);
                for file in files {
                    match file {
                        Fichier::Stored(file) => mask(&mut file.name),
                        Fichier::Tableau { name, lignes } => {
                            mask(name);
                            lignes.iter_mut().flatten().for_each(mask);
                        }
                        Fichier::TooLarge { name, .. }
                        | Fichier::Unavailable { name }
                        | Fichier::TableauRefuse { name, .. } => mask(name),
                    }
                }
            }
            Quoi::Opened | Quoi::Tap { .. } | Quoi::Day { .. } => {}
        }
        let raw = serde_json::to_string(&self)?;
        Ok(Received {
            channel: Channel::Web,
            dedupe_key: dedupe_key(address, &raw),
            address: Some(address.to_owned()),
            group: None,
            raw: raw.into_bytes(),
            not_before: now,
        })
    }
}

/// Content and nonce together: a page brought back from the browser's history may carry a used nonce and new words.
fn dedupe_key(address: &str, raw: &str) -> String {
    let digest = Sha256::new().chain_update(address).chain_update([0]).chain_update(raw).finalize();
    hex(&digest)
}

/// The event of a stored input: of these rows there is always one, a page sends no albums.
pub fn incoming(rows: &[InboxRow]) -> anyhow::Result<Incoming> {
    let row = rows.first().context("an empty claim")?;
    let raw = row.text()?;
    let entree: Entree = serde_json::from_str(raw).context("not an input of the web")?;
    let event = match entree.quoi {
        Quoi::Opened => Event::Opened,
        Quoi::Text { text } => Event::Text { text, message: Some(dedupe_key(&row.address, raw)) },
        Quoi::Tap { card, rank } => Event::Tap { card, choice: rank },
        Quoi::Day { card, day } => Event::TapDay { card, day },
        Quoi::Files { files, caption } => Event::Files { files, caption },
    };
    Ok(Incoming { event, puis: Vec::new(), invitation: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(nonce: &str, text: &str, address: &str) -> Received {
        let quoi = Quoi::Text { text: text.to_owned() };
        Entree { nonce: nonce.to_owned(), quoi }.received(address, DateTime::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn only_the_same_form_with_the_same_words_is_a_repeat() {
        let key = received("n", "oui", "a").dedupe_key;
        assert_eq!(key, received("n", "oui", "a").dedupe_key);
        for other in [received("m", "oui", "a"), received("n", "non", "a"), received("n", "oui", "b")] {
            assert_ne!(key, other.dedupe_key);
        }
    }

    #[test]
    fn an_input_comes_back_as_its_event() {
        let input = received("n", "Hygiène", "a");
        let row = InboxRow {
            id: 1,
            channel: Channel::Web,
            address: "a".to_owned(),
            raw: input.raw.clone(),
            received_at: DateTime::UNIX_EPOCH,
            attempts: 1,
        };
        let expected = Event::Text { text: "Hygiène".to_owned(), message: Some(input.dedupe_key) };
        assert_eq!(incoming(&[row]).unwrap().event, expected);
    }
}
