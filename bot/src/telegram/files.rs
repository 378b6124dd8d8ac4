//! Files of messages: fetched, stored, told to the engine as they came.

use std::time::Duration;

use chrono::DateTime;
use futures::{StreamExt, TryStreamExt};
use guichet_core::clock;
use guichet_core::event::{Event, Fichier};
use teloxide::payloads::{GetFile, SendChatAction};
use teloxide::types::{ChatAction, ChatId, FileId};
use tokio::time::Instant;

use super::update::Message;
use crate::app::App;
use crate::tableur;
use crate::telegram::{ApiError, Client};

/// How long the files of one message may take: under the lease of the inbox (20 s).
const PATIENCE: Duration = Duration::from_secs(15);

/// Files of an album fetched side by side.
const PARALLEL: usize = 4;

/// Largest file a bot may fetch (Bot API `getFile`), in bytes.
const MAX: usize = 20 * 1024 * 1024;

/// A file of a message, before it is fetched.
struct Attachment {
    id: String,
    name: String,
    size: u64,
}

/// The message holds a document or a photo.
pub fn carries(message: &Message) -> bool {
    message.document.is_some() || !message.photo.is_empty()
}

/// All files of these messages as one event, in order. At the last try, what cannot be had yet is told.
pub async fn fetch(
    app: &App,
    client: &Client,
    messages: &[Message],
    last_try: bool,
) -> anyhow::Result<Event> {
    let deadline = Instant::now() + PATIENCE;
    if let Some(message) = messages.first() {
        let typing = SendChatAction::new(ChatId(message.chat.id), ChatAction::Typing);
        if let Err(error) = client.call(&typing).await {
            tracing::debug!(%error, "the typing sign could not be shown");
        }
    }
    let attachments: Vec<Attachment> =
        messages.iter().enumerate().filter_map(|(rank, message)| attachment(message, rank)).collect();
    let files = futures::stream::iter(attachments)
        .map(|attachment| async move {
            let name = attachment.name.clone();
            let fetched = match tokio::time::timeout_at(deadline, fetch_one(app, client, attachment)).await {
                Ok(fetched) => fetched,
                Err(late) => Err(late.into()),
            };
            match fetched {
                Err(error) if last_try => {
                    tracing::warn!(error = format!("{error:#}"), "a file is given up");
                    Ok(Fichier::Unavailable { name })
                }
                fetched => fetched,
            }
        })
        .buffered(PARALLEL)
        .try_collect()
        .await?;
    let caption = messages.iter().find_map(|message| message.caption.clone());
    Ok(Event::Files { files, caption })
}

/// Name and kind come from the message (`getFile` may lose them); of a photo, the largest size.
fn attachment(message: &Message, rank: usize) -> Option<Attachment> {
    if let Some(document) = &message.document {
        let name = document.file_name.clone().unwrap_or_else(|| "document".to_owned());
        return Some(Attachment {
            id: document.file_id.clone(),
            name,
            size: document.file_size.unwrap_or(0),
        });
    }
    let largest = message.photo.iter().max_by_key(|size| size.width * size.height)?;
    let at = DateTime::from_timestamp(message.date, 0).map(clock::paris).unwrap_or_default();
    let name = format!("photo-{}-{}.jpg", at.format("%Y-%m-%d-%Hh%M"), rank + 1);
    Some(Attachment { id: largest.file_id.clone(), name, size: largest.file_size.unwrap_or(0) })
}

/// `File`, as far as it is needed: `file_path` is absent when it is too big for a bot.
#[derive(serde::Deserialize)]
struct Found {
    file_path: Option<String>,
}

/// What cannot be had is told to the person; what may be had later is tried again.
async fn fetch_one(app: &App, client: &Client, attachment: Attachment) -> anyhow::Result<Fichier> {
    let Attachment { id, name, size } = attachment;
    if size > MAX as u64 {
        return Ok(Fichier::TooLarge { name, size });
    }
    let fetched = async {
        let found: Found = client.wait_as(&GetFile::new(FileId(id))).await?;
        client.download(&found.file_path.unwrap_or_default(), MAX).await
    };
    match fetched.await {
        Ok(content) => tableur::receive(&app.files, &name, content).await,
        Err(error) if error.says("too big") => Ok(Fichier::TooLarge { name, size }),
        Err(error @ ApiError::Api { .. }) if !error.is_transient() => {
            tracing::warn!(%error, "a file cannot be fetched");
            Ok(Fichier::Unavailable { name })
        }
        Err(error) => Err(error.into()),
    }
}
