//! A picture or a file of a report (Bot API `sendPhoto`, `sendDocument`).

use guichet_core::event::FichierRecu;
use guichet_core::rapport::Forme;
use guichet_store::{Channel, OutboxRow, SendOutcome};
use guichet_templates::rapport::legende;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use teloxide::types::ChatId;
use uuid::Uuid;

use super::outcome::outcome;
use crate::app::App;
use crate::clock::now;
use crate::rapport;
use crate::telegram::{ApiError, Client};

/// `Message`, as far as it is needed.
#[derive(Deserialize)]
struct Sent {
    message_id: i64,
}

/// Sends it; a report that is not kept (any more), or that cannot be drawn, never will be sent.
pub async fn send(
    app: &App,
    client: &Client,
    chat: ChatId,
    address: &str,
    rows: &[OutboxRow],
    (id, forme): (Uuid, Forme),
) -> SendOutcome {
    let form = match prepare(app, chat, address, id, forme).await {
        Ok(Some(form)) => form,
        Ok(None) => return SendOutcome::Dead { reason: "the report is not kept any more".to_owned() },
        // The database is away.
        Err(error) => return outcome(&ApiError::Unreachable(format!("{error:#}")), rows, now()),
    };
    let method = if forme == Forme::Image { "sendPhoto" } else { "sendDocument" };
    match client.upload::<Sent>(method, form).await {
        Ok(sent) => SendOutcome::Done { remote_id: Some(sent.message_id.to_string()) },
        Err(error) => outcome(&error, rows, now()),
    }
}

/// A file that somebody gave her. What the file store does not hold never will be sent.
pub async fn give(
    app: &App,
    client: &Client,
    chat: ChatId,
    rows: &[OutboxRow],
    fichier: &FichierRecu,
) -> SendOutcome {
    let content = match app.files.load(&fichier.sha256).await {
        Ok(Some(content)) => content,
        Ok(None) => return SendOutcome::Dead { reason: "the file is not kept".to_owned() },
        Err(error) => return outcome(&ApiError::Unreachable(format!("{error:#}")), rows, now()),
    };
    let part = Part::bytes(content.to_vec()).file_name(fichier.name.clone());
    let form = Form::new().text("chat_id", chat.0.to_string()).part("document", part);
    match client.upload::<Sent>("sendDocument", form).await {
        Ok(sent) => SendOutcome::Done { remote_id: Some(sent.message_id.to_string()) },
        Err(error) => outcome(&error, rows, now()),
    }
}

async fn prepare(
    app: &App,
    chat: ChatId,
    address: &str,
    id: Uuid,
    forme: Forme,
) -> anyhow::Result<Option<Form>> {
    let Some(personne) = app.store.find_personne(Channel::Telegram, address).await? else { return Ok(None) };
    let Some(found) = app.store.find_rapport(personne.id, id).await? else { return Ok(None) };
    let caption = legende(&found, forme);
    let fichier = rapport::make(found, forme).await?;
    let part = Part::bytes(fichier.contenu).file_name(fichier.nom).mime_str(fichier.mime)?;
    let field = if forme == Forme::Image { "photo" } else { "document" };
    Ok(Some(Form::new().text("chat_id", chat.0.to_string()).text("caption", caption).part(field, part)))
}
