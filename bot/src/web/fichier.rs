//! Files that are handed over as they are: saved under their own name, never shown in the page.

use std::sync::Arc;

use anyhow::Context;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use guichet_store::Channel;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::conversation::signed_out;
use super::reponse::{self, Result};
use super::session;
use crate::app::App;
use crate::clock;

/// A downloaded file runs nothing, wherever it is opened.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";
const UNKNOWN: &str = "application/octet-stream";

/// What a person of OPCO EP gave her, by its place in her conversation. Another's is not there.
pub async fn remis(State(app): State<Arc<App>>, headers: HeaderMap, Path(id): Path<i64>) -> Result {
    let Some(address) = session::address(&app.config, &headers, clock::now()) else {
        return Ok(signed_out());
    };
    let Some(file) = app.store.find_remis(Channel::Web, &address, id).await? else {
        return Ok(reponse::not_found().await);
    };
    let content = app.files.load(&file.sha256).await?;
    let content = content.with_context(|| format!("file {} is not in the file store", file.sha256))?;
    Ok(saved(&file.name, file.mime.as_deref().unwrap_or(UNKNOWN), content))
}

/// As a download (RFC 6266).
pub fn saved(name: &str, mime: &str, content: bytes::Bytes) -> Response {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let header = |text: &str, other: &'static str| {
        HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(other))
    };
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    let named = [
        (CONTENT_TYPE, header(mime, UNKNOWN)),
        (CONTENT_DISPOSITION, header(&disposition, "attachment")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    (named, content).into_response()
}
