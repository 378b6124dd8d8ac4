//! `POST /inbound/mime`: a raw message, from an operator's MTA on another machine.
//!
//! `X-Guichet-Timestamp` is the Unix time in seconds; `X-Guichet-Signature` the HMAC-SHA256, in hexadecimal, of that
//! number, a full stop and the body. Its key is itself derived (`bot/README.md` shows both with openssl).

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use chrono::{DateTime, Utc};
use guichet_mailer::{TAILLE_MAX, recu};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::probleme::Probleme;
use crate::app::App;
use crate::clock;
use crate::config::SecretKey;
use crate::files::hex;

/// How far the caller's clock may be from ours, in seconds: a request that was overheard is no use later, and within
/// that time the inbox knows the message.
const SKEW: i64 = 300;

/// Its route.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/inbound/mime", post(receive)).layer(DefaultBodyLimit::max(TAILLE_MAX))
}

async fn receive(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return problem(StatusCode::PAYLOAD_TOO_LARGE, "Message trop volumineux : 25 Mo au plus.");
        }
        Err(_) => return problem(StatusCode::BAD_REQUEST, "Le message n'est pas arrivé entier."),
    };
    let now = clock::now();
    if !is_signed(&app.config.secret_key, &headers, &body, now) {
        return problem(StatusCode::UNAUTHORIZED, "Signature absente, fausse ou trop ancienne.");
    }
    if body.is_empty() {
        return problem(StatusCode::BAD_REQUEST, "Aucun message.");
    }
    match app.store.receive(now, &[recu(body.to_vec(), now)], None).await {
        Ok(_) => StatusCode::OK.into_response(),
        Err(error) => {
            tracing::error!(%error, "a message cannot be stored; it must be sent again");
            problem(StatusCode::SERVICE_UNAVAILABLE, "Le message n'a pas pu être conservé, à renvoyer.")
        }
    }
}

fn problem(status: StatusCode, detail: &str) -> Response {
    Probleme::new(status, detail).into_response()
}

fn is_signed(key: &SecretKey, headers: &HeaderMap, body: &[u8], now: DateTime<Utc>) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(timestamp), Some(given)) = (header("X-Guichet-Timestamp"), header("X-Guichet-Signature"))
    else {
        return false;
    };
    let recent = timestamp.parse::<i64>().is_ok_and(|sent| now.timestamp().abs_diff(sent) <= SKEW as u64);
    recent && bool::from(given.as_bytes().ct_eq(signature(key, timestamp, body).as_bytes()))
}

/// 64 hexadecimal digits, in lower case.
fn signature(key: &SecretKey, timestamp: &str, body: &[u8]) -> String {
    let derived = mac(&key.0, &[b"inbound mime"]);
    mac(derived.as_bytes(), &[timestamp.as_bytes(), b".", body])
}

fn mac(key: &[u8], parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!());
    for part in parts {
        mac.update(part);
    }
    hex(&mac.finalize().into_bytes())
}
