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
    let Formulaire { nonce, text, fichiers } = match Formulaire::read(form).await {
        Ok(read) => read,
        Err(error) => return Ok(Err(error)),
    };
    let mut files = Vec::new();
    for fichier in fichiers {
        files.push(match fichier {
            Joint::Lu { name, content } => tableur::receive(&app.files, &name, content).await?,
            Joint::TropGrand { name, size } => Fichier::TooLarge { name, size },
            // More than one form takes: named, so that she sends it again.
            Joint::EnTrop { name } => Fichier::Unavailable { name },
        });
    }
    let quoi = match (files.is_empty(), text.is_empty()) {
        (true, true) => return Ok(Ok(None)),
        (true, false) => Quoi::Text { text },
        (false, _) => Quoi::Files { files, caption: Some(text).filter(|text| !text.is_empty()) },
    };
    Ok(Ok(Some(Entree { nonce, quoi })))
}

/// Words and files that a page sent.
#[derive(Debug, Default)]
pub struct Formulaire {
    pub nonce: String,
    pub text: String,
    pub fichiers: Vec<Joint>,
}

#[derive(Debug)]
pub enum Joint {
    Lu { name: String, content: Bytes },
    TropGrand { name: String, size: u64 },
    EnTrop { name: String },
}

impl Formulaire {
    pub async fn read(form: &mut Multipart) -> std::result::Result<Formulaire, MultipartError> {
        let mut read = Formulaire::default();
        while let Some(field) = form.next_field().await? {
            let name = field.file_name().unwrap_or_default().to_owned();
            let is_file = field.name() == Some("fichiers");
            let is_nonce = field.name() == Some("nonce");
            match read_field(field).await? {
                _ if is_file && name.is_empty() => {}
                _ if is_file && read.fichiers.len() >= MAX_FILES => {
                    read.fichiers.push(Joint::EnTrop { name })
                }
                (Some(content), _) if is_file => read.fichiers.push(Joint::Lu { name, content }),
                (None, size) if is_file => read.fichiers.push(Joint::TropGrand { name, size }),
                (Some(content), _) if is_nonce => {
                    read.nonce = String::from_utf8_lossy(&content).chars().take(64).collect();
                }
                (Some(content), _) => {
                    read.text = String::from_utf8_lossy(&content).trim().chars().take(MAX_TEXT).collect();
                }
                (None, _) => {}
            }
        }
        Ok(read)
    }
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
