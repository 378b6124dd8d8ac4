//! The session cookies: an identifier, its last day, and our signature over both. The identifier is the Web address.
//!
//! The console has one of its own: whoever is signed in there may be someone else in the conversation.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::config::{Config, SecretKey};

/// Which part of the web a cookie opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    Conversation,
    Console,
}

impl Session {
    /// What works for OPCO EP is signed in for a working day.
    const fn life(self) -> TimeDelta {
        match self {
            Session::Conversation => TimeDelta::days(30),
            Session::Console => TimeDelta::hours(12),
        }
    }

    /// A cookie of one is not a cookie of the other.
    const fn label(self) -> &'static [u8] {
        match self {
            Session::Conversation => b"guichet web session 1",
            Session::Console => b"guichet console session 1",
        }
    }

    /// `__Host-` (RFC 6265bis 4.1.3.2) needs `Secure`.
    fn name(self, config: &Config) -> &'static str {
        match (self, is_https(config)) {
            (Session::Conversation, true) => "__Host-guichet",
            (Session::Conversation, false) => "guichet",
            (Session::Console, true) => "__Host-guichet-console",
            (Session::Console, false) => "guichet-console",
        }
    }
}

/// A new identifier, of a session or of a form: 192 bits.
pub fn random() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>())
}

/// The address of the request's valid session in the conversation.
pub fn address(config: &Config, headers: &HeaderMap, now: DateTime<Utc>) -> Option<String> {
    Session::Conversation.address(config, headers, now)
}

/// The header that opens a session in the conversation for this address.
pub fn cookie(config: &Config, address: &str, now: DateTime<Utc>) -> (axum::http::HeaderName, HeaderValue) {
    Session::Conversation.cookie(config, address, now)
}

impl Session {
    /// The address of the request's valid session.
    pub fn address(self, config: &Config, headers: &HeaderMap, now: DateTime<Utc>) -> Option<String> {
        let name = self.name(config);
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(key, _)| *key == name)
            .find_map(|(_, value)| verify(&config.secret_key, self, value, now))
    }

    /// The header that opens a session for this address.
    pub fn cookie(
        self,
        config: &Config,
        address: &str,
        now: DateTime<Utc>,
    ) -> (axum::http::HeaderName, HeaderValue) {
        let value = sign(&config.secret_key, self, address, now + self.life());
        self.header(config, &value, self.life().num_seconds())
    }

    /// The header that ends a session in this browser.
    pub fn end(self, config: &Config) -> (axum::http::HeaderName, HeaderValue) {
        self.header(config, "", 0)
    }

    fn header(self, config: &Config, value: &str, seconds: i64) -> (axum::http::HeaderName, HeaderValue) {
        let secure = if is_https(config) { "; Secure" } else { "" };
        let text = format!(
            "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
            self.name(config)
        );
        // Base64, digits and the constants above: always a valid header.
        (SET_COOKIE, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")))
    }
}

fn is_https(config: &Config) -> bool {
    config.public_url.starts_with("https://")
}

fn signature(key: &SecretKey, session: Session, signed: &str) -> Hmac<Sha256> {
    let session_key = key.derive(session.label());
    // HMAC takes keys of any length (RFC 2104, section 2).
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&session_key).unwrap_or_else(|_| unreachable!());
    mac.update(signed.as_bytes());
    mac
}

fn sign(key: &SecretKey, session: Session, address: &str, until: DateTime<Utc>) -> String {
    let signed = format!("{address}.{}", until.timestamp());
    let tag = BASE64_URL_SAFE_NO_PAD.encode(signature(key, session, &signed).finalize().into_bytes());
    format!("{signed}.{tag}")
}

fn verify(key: &SecretKey, session: Session, value: &str, now: DateTime<Utc>) -> Option<String> {
    let (signed, tag) = value.rsplit_once('.')?;
    let tag = BASE64_URL_SAFE_NO_PAD.decode(tag).ok()?;
    signature(key, session, signed).verify_slice(&tag).ok()?;
    let (address, until) = signed.rsplit_once('.')?;
    (until.parse::<i64>().ok()? > now.timestamp()).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_fresh_cookies_open_a_session() {
        let key = SecretKey(b"a key".to_vec());
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (web, console) = (Session::Conversation, Session::Console);
        let value = sign(&key, web, "bac-a-sable", now + web.life());
        assert_eq!(verify(&key, web, &value, now).as_deref(), Some("bac-a-sable"));
        assert_eq!(verify(&key, web, &value, now + web.life()), None);
        assert_eq!(verify(&key, console, &value, now), None, "it does not open the console");
        assert_eq!(verify(&SecretKey(b"another".to_vec()), web, &value, now), None);
        assert_eq!(verify(&key, web, &value.replacen('b', "c", 1), now), None);
        for garbage in ["", ".", "..", "a.b", "a.9999999999.", "a.9999999999.AAAA"] {
            assert_eq!(verify(&key, web, garbage, now), None, "{garbage}");
        }
    }
}
