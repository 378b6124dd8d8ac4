//! Reply tokens: which thread a letter answers, in the address it is sent to.
//!
//! `assistant+TOKEN@example.org`. A token says which conversation is meant; it proves nothing about
//! who writes, and logs nobody in.

use chrono::{DateTime, Duration, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::letter::Lettre;

/// How long an answer may take.
pub const VALIDITE: Duration = Duration::days(90);

/// Version of the key: raised when the secret is changed.
const KEY_ID: u8 = 1;
/// Row 8, key 1, expiry 4.
const BODY: usize = 13;
/// Bytes of the tag: 128 bits of HMAC-SHA256.
const TAG: usize = 16;
/// Characters of a token: 29 bytes in base32.
const LENGTH: usize = 47;
/// Longest local part of the assistant's mailbox, in bytes: a token and its `+` come beside it in 64 octets (RFC 5321,
/// 4.5.3.1.1).
pub const LOCAL_MAX: usize = 64 - 1 - LENGTH;
/// RFC 4648, lower case: relays fold the case of local parts.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JetonRefuse {
    #[error("not a token")]
    Illisible,
    #[error("not one of ours")]
    Faux,
    #[error("expired")]
    Expire,
}

/// Writes and reads tokens under one secret.
#[derive(Clone)]
pub struct Jetons {
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Jetons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jetons")
    }
}

impl Jetons {
    /// Any length of secret will do (RFC 2104); 32 random bytes are best.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self { mac: Hmac::new_from_slice(secret).expect("any length of key will do") }
    }

    /// The token of a thread: 47 characters of base32, fit for a local part beside 16 others.
    #[must_use]
    pub fn emettre(&self, fil: i64, expire: DateTime<Utc>) -> String {
        let mut bytes = Vec::with_capacity(BODY + TAG);
        bytes.extend(fil.to_be_bytes());
        bytes.push(KEY_ID);
        let expire =
            u32::try_from(expire.timestamp()).unwrap_or(if expire.timestamp() < 0 { 0 } else { u32::MAX });
        bytes.extend(expire.to_be_bytes());
        let tag = self.tag(&bytes);
        bytes.extend(tag);
        base32(&bytes)
    }

    /// The thread of a token, in any case, that is ours and has not expired.
    pub fn lire(&self, jeton: &str, now: DateTime<Utc>) -> Result<i64, JetonRefuse> {
        let bytes = unbase32(jeton).ok_or(JetonRefuse::Illisible)?;
        let (body, tag) = bytes.split_at_checked(BODY).ok_or(JetonRefuse::Illisible)?;
        let mut mac = self.mac.clone();
        mac.update(body);
        mac.verify_truncated_left(tag).map_err(|_| JetonRefuse::Faux)?;
        let [f0, f1, f2, f3, f4, f5, f6, f7, key, e0, e1, e2, e3] = *body else {
            return Err(JetonRefuse::Illisible);
        };
        if key != KEY_ID {
            return Err(JetonRefuse::Faux);
        }
        if now.timestamp() > i64::from(u32::from_be_bytes([e0, e1, e2, e3])) {
            return Err(JetonRefuse::Expire);
        }
        Ok(i64::from_be_bytes([f0, f1, f2, f3, f4, f5, f6, f7]))
    }

    fn tag(&self, body: &[u8]) -> [u8; TAG] {
        let mut mac = self.mac.clone();
        mac.update(body);
        let whole = mac.finalize().into_bytes();
        std::array::from_fn(|at| whole[at])
    }
}

/// The address that answers to a token: `assistant@example.org` gives `assistant+TOKEN@example.org`.
/// `None` when `mail_from` is no address.
#[must_use]
pub fn adresse(mail_from: &str, jeton: &str) -> Option<String> {
    let (local, domain) = parts(mail_from)?;
    Some(format!("{local}+{jeton}@{domain}"))
}

/// The token of the address a letter was sent to, whichever header still says it. `mail_from`: the
/// assistant's mailbox, bare or `Name <address>`.
#[must_use]
pub fn jeton(lettre: &Lettre, mail_from: &str) -> Option<String> {
    let (local, domain) = parts(mail_from)?;
    lettre.delivered_to.iter().chain(&lettre.to).chain(&lettre.cc).find_map(|address| {
        let (own_local, own_domain) = address.rsplit_once('@')?;
        let (base, jeton) = own_local.split_once('+')?;
        let ours = base.eq_ignore_ascii_case(&local) && own_domain.eq_ignore_ascii_case(&domain);
        (ours && !jeton.is_empty()).then(|| jeton.to_lowercase())
    })
}

fn parts(mailbox: &str) -> Option<(String, String)> {
    let address = match mailbox.rsplit_once('<') {
        Some((_, address)) => address.trim_end().strip_suffix('>')?,
        None => mailbox,
    };
    let (local, domain) = address.trim().rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty()).then(|| (local.to_lowercase(), domain.to_lowercase()))
}

fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(LENGTH);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(ALPHABET[(held >> bits & 31) as usize]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        out.push(char::from(ALPHABET[(held << (5 - bits) & 31) as usize]));
    }
    out
}

/// The bytes of a token. `None` unless it is written as we write it, case aside.
fn unbase32(text: &str) -> Option<Vec<u8>> {
    if text.len() != LENGTH {
        return None;
    }
    let mut out = Vec::with_capacity(BODY + TAG);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|own| *own == byte.to_ascii_lowercase())?;
        held = held << 5 | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xFF) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (held == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::lire;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn a_token_leads_to_its_thread() {
        let jetons = Jetons::new(b"secret");
        for fil in [0, 1, 42, i64::MAX, -7] {
            let jeton = jetons.emettre(fil, at(1_800_000_000) + VALIDITE);
            assert_eq!(jeton.len(), LENGTH);
            assert_eq!(jetons.lire(&jeton, at(1_800_000_000)), Ok(fil));
            assert_eq!(jetons.lire(&jeton.to_uppercase(), at(1_800_000_000)), Ok(fil));
        }
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let jetons = Jetons::new(b"secret");
        let jeton = jetons.emettre(42, at(1_800_000_000));
        assert_eq!(jetons.lire(&jeton, at(1_800_000_001)), Err(JetonRefuse::Expire));
        assert_eq!(Jetons::new(b"other").lire(&jeton, at(0)), Err(JetonRefuse::Faux));
        assert_eq!(jetons.lire(&jeton[1..], at(0)), Err(JetonRefuse::Illisible));
        assert_eq!(jetons.lire("", at(0)), Err(JetonRefuse::Illisible));
        for position in 0..LENGTH {
            let mut forged = jeton.clone().into_bytes();
            forged[position] = if forged[position] == b'a' { b'b' } else { b'a' };
            let forged = String::from_utf8(forged).unwrap();
            assert!(jetons.lire(&forged, at(0)).is_err(), "{position}");
        }
    }

    #[test]
    fn the_token_is_found_in_the_address() {
        let jeton_of = |headers: &str| {
            let lettre = lire(format!("From: camille@example.com\r\n{headers}\r\n\r\nOui").as_bytes());
            jeton(&lettre, "Assistant <Assistant@example.org>")
        };
        assert_eq!(jeton_of("To: assistant+ABC@Example.org"), Some("abc".to_owned()));
        assert_eq!(
            jeton_of("To: <x@example.net>, Assistant <assistant+abc@example.org>"),
            Some("abc".to_owned())
        );
        assert_eq!(
            jeton_of("To: liste@example.net\r\nDelivered-To: assistant+abc@example.org"),
            Some("abc".to_owned())
        );
        assert_eq!(jeton_of("X-Original-To: assistant+abc@example.org"), Some("abc".to_owned()));
        assert_eq!(jeton_of("To: assistant@example.org"), None);
        assert_eq!(jeton_of("To: assistant+abc@example.net"), None);
        assert_eq!(jeton_of("To: autre+abc@example.org"), None);
        assert_eq!(
            adresse("Assistant <assistant@example.org>", "abc").as_deref(),
            Some("assistant+abc@example.org")
        );
        assert_eq!(adresse("assistant", "abc"), None);
    }
}
