//! The form at the foot of the conversation: words, files, or both.

use std::sync::Arc;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, State};
use axum::http::HeaderMap;
use axum::http::StatusCode;
use bytes::{Bytes, BytesMut};
use guichet_core::event::Fichier;
use guichet_templates::phrases;

use super::conversation::{back, signed_out, submit};
use super::entree::{Entree, Quoi};
use super::reponse::{self, Result};
use super::session;
use crate::app::App;
use crate::clock;
use crate::tableur;

/// Bytes of one file, as the catalogue's pièces have it.
const MAX_FILE: usize = 10 * 1024 * 1024;
const MAX_FILES: usize = 10;
/// Characters: longer than any answer, shorter than a misplaced document.
const MAX_TEXT: usize = 4_000;

pub async fn message(State(app): State<Arc<App>>, headers: HeaderMap, mut form: Multipart) -> Result {
    if session::address(&app.config, &headers, clock::now()).is_none() {
        return Ok(signed_out());
    }
    let entree = match read(&app, &mut form).await? {
        Ok(Some(entree)) => entree,
        Ok(None) => return Ok(back(&app)),
        Err(error) => {
            tracing::debug!(%error, "a form that cannot be read");
            let words = phrases::ENVOI_TROP_GROS;
            return Ok(reponse::refused(StatusCode::PAYLOAD_TOO_LARGE, words));
        }
    };
    submit(&app, &headers, entree).await
}

/// The form as an input: its files are stored by now. `None` when it is empty.
async fn read(
    app: &App,
    form: &mut Multipart,
) -> anyhow::Result<std::result::Result<Option<Entree>, MultipartError>> {
    let (mut nonce, mut text, mut files) = (String::new(), String::new(), Vec::new());
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return Ok(Err(error)),
        };
        let name = field.file_name().unwrap_or_default().to_owned();
        let is_file = field.name() == Some("fichiers");
        let is_nonce = field.name() == Some("nonce");
        let (content, size) = match read_field(field).await {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        match content {
            _ if is_file && name.is_empty() => {}
            // More than one form takes: named, so that she sends it again.
            _ if is_file && files.len() >= MAX_FILES => files.push(Fichier::Unavailable { name }),
            Some(content) if is_file => files.push(tableur::receive(&app.files, &name, content).await?),
            None if is_file => files.push(Fichier::TooLarge { name, size }),
            Some(content) if is_nonce => nonce = String::from_utf8_lossy(&content).chars().take(64).collect(),
            Some(content) => text = String::from_utf8_lossy(&content).trim().chars().take(MAX_TEXT).collect(),
            None => {}
        }
    }
    let quoi = match (files.is_empty(), text.is_empty()) {
        (true, true) => return Ok(Ok(None)),
        (true, false) => Quoi::Text { text },
        (false, _) => Quoi::Files { files, caption: Some(text).filter(|text| !text.is_empty()) },
    };
    Ok(Ok(Some(Entree { nonce, quoi })))
}

/// Content and size in bytes; no content when it is too large, but the rest of the form can still be read.
async fn read_field(mut field: Field<'_>) -> std::result::Result<(Option<Bytes>, u64), MultipartError> {
    let mut content = BytesMut::new();
    let mut size = 0;
    while let Some(chunk) = field.chunk().await? {
        size += chunk.len();
        if size <= MAX_FILE {
            content.extend_from_slice(&chunk);
        }
    }
    Ok(((size <= MAX_FILE).then(|| content.freeze()), size as u64))
}
