//! A message as it is stored: whose it is, and what makes it the same message. Its parts are not read here.

mod masque;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use guichet_store::{Channel, Received};
use mail_parser::{HeaderName, HeaderValue, MessageParser};
use sha2::{Digest, Sha256};

/// Largest message kept whole, in bytes, transfer encoding included (10 MB of files are 14 MB of base64).
pub const TAILLE_MAX: usize = 25 * 1024 * 1024;

/// Header bytes that are read; the parser never sees more, nor any part of a body.
const ENTETE_MAX: usize = 256 * 1024;

/// Longest address, in bytes (RFC 5321, section 4.5.3.1: 64 + 1 + 255).
const ADRESSE_MAX: usize = 320;

/// First line of what is kept of a message above [`TAILLE_MAX`]. Mail servers write theirs above what a sender
/// wrote, so that on the first line it is ours.
const TROP_GRAND: &str = "X-Guichet-Taille: ";

/// A message for the inbox. `raw` is kept to the byte, but for social security numbers.
///
/// The same bytes are the same message; so is the same Message-ID from the same sender with the same body, which is
/// one mail come by two routes. A Message-ID alone proves nothing: the sender chooses it.
/// Without a readable sender `address` is `None`: the store keeps it for a human.
pub fn recu(raw: Vec<u8>, now: DateTime<Utc>) -> Received {
    let raw = match masque::masquer(&raw) {
        Cow::Owned(masked) => masked,
        Cow::Borrowed(_) => raw,
    };
    let (entete, corps) = decoupe(&raw);
    let entete = Entete::read(entete);
    Received {
        channel: Channel::Courriel,
        dedupe_key: identite(&raw, corps, &entete),
        address: entete.expediteur,
        group: None,
        raw,
        not_before: now,
    }
}

/// What is kept of a message that is too large: its header, its size in bytes, and words for whoever looks.
pub fn trop_grand(entete: &[u8], taille: usize) -> Vec<u8> {
    let (entete, _) = decoupe(&entete[..entete.len().min(ENTETE_MAX)]);
    let mut raw = format!("{TROP_GRAND}{taille}\r\n").into_bytes();
    raw.extend_from_slice(entete);
    let words = format!(
        "\r\n[Message de {taille} octets, au-delà de la limite : seul son en-tête est conservé.]\r\n"
    );
    raw.extend_from_slice(words.as_bytes());
    raw
}

/// The size in bytes of the message this is the rest of, when [`trop_grand`] wrote it.
pub fn taille_ecartee(raw: &[u8]) -> Option<usize> {
    let line = raw.strip_prefix(TROP_GRAND.as_bytes())?.split(|byte| *byte == b'\r').next()?;
    std::str::from_utf8(line).ok()?.parse().ok()
}

/// What is kept of a message that the server lists under this UID and does not give: words for whoever looks.
pub fn retenu(dossier: &str, uid: u32) -> Vec<u8> {
    format!(
        "X-Guichet-Retenu: {dossier} {uid}\r\n\r\n[Message n° {uid} : le serveur l'annonce et ne le donne pas. \
        Il est resté dans la boîte.]\r\n"
    )
    .into_bytes()
}

/// Header with its last end of line, and body without the empty line between them.
fn decoupe(raw: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if line == b"\n" || line == b"\r\n" {
            return (&raw[..at], &raw[at + line.len()..]);
        }
        at += line.len();
    }
    (raw, &[])
}

#[derive(Debug, Default)]
struct Entete {
    /// Bare and in lower case.
    expediteur: Option<String>,
    message_id: Option<String>,
}

impl Entete {
    fn read(entete: &[u8]) -> Entete {
        // What a pipe from an MTA may put first is no header (mbox).
        let entete = match entete.strip_prefix(b"From ") {
            Some(rest) => rest.iter().position(|byte| *byte == b'\n').map_or(&[][..], |at| &rest[at + 1..]),
            None => entete,
        };
        let mut bytes = entete[..entete.len().min(ENTETE_MAX)].to_vec();
        bytes.extend_from_slice(b"\r\n\r\n");
        let Some(message) = MessageParser::default().parse_headers(&bytes) else { return Entete::default() };
        let mut read = Entete::default();
        let mut senders = Vec::new();
        for header in message.headers() {
            match (&header.name, &header.value) {
                (HeaderName::From, HeaderValue::Address(address)) => {
                    senders.extend(address.iter().map(|one| one.address().and_then(adresse)));
                }
                (HeaderName::From, _) => senders.push(None),
                (HeaderName::MessageId, value) => {
                    read.message_id = read.message_id.or(value.as_text().map(str::to_owned));
                }
                _ => {}
            }
        }
        // Two senders: which one would be a guess.
        senders.dedup();
        if let [Some(sender)] = senders.as_slice() {
            read.expediteur = Some(sender.clone());
        }
        read
    }
}

/// Enough to be an address someone can be answered at.
fn adresse(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>,;".contains(c);
    let fits = !local.is_empty() && !domain.is_empty() && text.len() <= ADRESSE_MAX && !text.contains(odd);
    fits.then(|| text.to_lowercase())
}

/// SHA-256, in hexadecimal.
fn identite(raw: &[u8], corps: &[u8], entete: &Entete) -> String {
    let mut digest = Sha256::new();
    match (&entete.message_id, &entete.expediteur) {
        (Some(message_id), Some(expediteur)) => {
            digest.update(format!("message\0{message_id}\0{expediteur}\0"));
            hash_body(&mut digest, corps);
        }
        _ => digest.update(raw),
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Ends of line, blanks before them and empty lines at the end do not count: relays change them.
fn hash_body(digest: &mut Sha256, corps: &[u8]) {
    let mut empty = 0;
    for line in corps.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty) {
            digest.update(b"\n");
        }
        digest.update(line);
        digest.update(b"\n");
    }
}

#[cfg(test)]
mod tests;
