//! A letter of ours that was handed on, and that somebody else answers: the one it was written to says what becomes of it.

use guichet_mailer::{Lettre, recu};
use guichet_store::{Channel, InboxRow, Received};

use super::lecture::named;
use crate::app::App;
use crate::clock::now;

/// First line of what is handed to her. Mail servers write theirs above what a sender wrote, so that on the first line
/// it is ours.
const RELAIS: &str = "X-Guichet-Relais: ";

/// Puts the letter before the person whose token it bears, if it bears one.
pub async fn relay(app: &App, row: &InboxRow, lettre: &Lettre) -> anyhow::Result<()> {
    let Some((to, _)) = named(app, lettre).await? else { return Ok(()) };
    if app.store.find_personne(Channel::Courriel, &to).await?.is_none() || opened(&row.raw).0.is_some() {
        return Ok(());
    }
    let now = now();
    let mut raw = format!("{RELAIS}{}\r\n", row.address).into_bytes();
    raw.extend_from_slice(&row.raw);
    let own = recu(raw, now);
    let handed = Received { dedupe_key: format!("relais {}", own.dedupe_key), address: Some(to), ..own };
    app.store.receive(now, &[handed], None).await?;
    Ok(())
}

/// Who wrote a letter that was handed on, and the letter.
pub fn opened(raw: &[u8]) -> (Option<String>, &[u8]) {
    let Some(rest) = raw.strip_prefix(RELAIS.as_bytes()) else { return (None, raw) };
    let Some(end) = rest.iter().position(|byte| *byte == b'\r') else { return (None, raw) };
    let (from, letter) = rest.split_at(end);
    (Some(String::from_utf8_lossy(from).into_owned()), letter.get(2..).unwrap_or_default())
}
