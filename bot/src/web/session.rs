//! The session cookie: an identifier, its last day, and our signature over both. The identifier is the Web address.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::config::{Config, SecretKey};

const LIFE: TimeDelta = TimeDelta::days(30);

/// A new identifier, of a session or of a form: 192 bits.
pub fn random() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>())
}

/// The address of the request's valid session.
pub fn address(config: &Config, headers: &HeaderMap, now: DateTime<Utc>) -> Option<String> {
    let name = name(config);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .find_map(|(_, value)| verify(&config.secret_key, value, now))
}

/// The header that opens a session for this address.
pub fn cookie(config: &Config, address: &str, now: DateTime<Utc>) -> (axum::http::HeaderName, HeaderValue) {
    let value = sign(&config.secret_key, address, now + LIFE);
    let secure = if is_https(config) { "; Secure" } else { "" };
    let text = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
        name(config),
        LIFE.num_seconds()
    );
    // Base64, digits and the constants above: always a valid header.
    (SET_COOKIE, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")))
}

fn is_https(config: &Config) -> bool {
    config.public_url.starts_with("https://")
}

/// `__Host-` (RFC 6265bis 4.1.3.2) needs `Secure`.
fn name(config: &Config) -> &'static str {
    if is_https(config) { "__Host-guichet" } else { "guichet" }
}

fn signature(key: &SecretKey, signed: &str) -> Hmac<Sha256> {
    let session_key = key.derive(b"guichet web session 1");
    // HMAC takes keys of any length (RFC 2104, section 2).
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&session_key).unwrap_or_else(|_| unreachable!());
    mac.update(signed.as_bytes());
    mac
}

fn sign(key: &SecretKey, address: &str, until: DateTime<Utc>) -> String {
    let signed = format!("{address}.{}", until.timestamp());
    let tag = BASE64_URL_SAFE_NO_PAD.encode(signature(key, &signed).finalize().into_bytes());
    format!("{signed}.{tag}")
}

fn verify(key: &SecretKey, value: &str, now: DateTime<Utc>) -> Option<String> {
    let (signed, tag) = value.rsplit_once('.')?;
    let tag = BASE64_URL_SAFE_NO_PAD.decode(tag).ok()?;
    signature(key, signed).verify_slice(&tag).ok()?;
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
        let value = sign(&key, "bac-a-sable", now + LIFE);
        assert_eq!(verify(&key, &value, now).as_deref(), Some("bac-a-sable"));
        assert_eq!(verify(&key, &value, now + LIFE), None);
        assert_eq!(verify(&SecretKey(b"another".to_vec()), &value, now), None);
        assert_eq!(verify(&key, &value.replacen('b', "c", 1), now), None);
        for garbage in ["", ".", "..", "a.b", "a.9999999999.", "a.9999999999.AAAA"] {
            assert_eq!(verify(&key, garbage, now), None, "{garbage}");
        }
    }
}
