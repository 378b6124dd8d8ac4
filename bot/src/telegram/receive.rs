//! Updates in: long polling or webhook, both stored before they are acknowledged.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use chrono::TimeDelta;
use guichet_core::reading::mask_nir;
use guichet_store::{Channel, RAFALE, Received};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use teloxide::payloads::{
    DeleteWebhook, GetUpdates, SetMyCommands, SetMyCommandsSetters, SetWebhook, SetWebhookSetters,
};
use teloxide::types::{AllowedUpdate, BotCommand, BotCommandScope};
use uuid::Uuid;

use super::update::Update;
use crate::app::App;
use crate::clock::now;
use crate::files::hex;
use crate::telegram::{ApiError, Client};
use crate::worker::backoff;

/// Name of the polling offset among the store's cursors.
const CURSOR: &str = "telegram_offset";

/// Seconds a poll waits for updates (Bot API `getUpdates.timeout`).
const POLL_SECONDS: u32 = 50;

/// Seconds the right to poll lasts without renewal, and how often it is renewed.
const LEASE_SECONDS: i64 = 15;
const RENEWAL: Duration = Duration::from_secs(5);

/// The photos of an album come as several updates; this long after the last one the album is whole.
const ALBUM: TimeDelta = TimeDelta::milliseconds(1500);

/// Largest webhook body, in bytes.
const BODY_MAX: usize = 1024 * 1024;

const UPDATES: [AllowedUpdate; 4] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::MyChatMember,
];

/// Receives updates until the process must stop.
pub async fn receive(app: Arc<App>) -> anyhow::Result<()> {
    let (Some(client), Some(config)) = (app.telegram.clone(), &app.config.telegram) else { return Ok(()) };
    set_commands(&app, &client).await;
    match &config.webhook_url {
        Some(url) => {
            until_done(&app, || set_webhook(&client, url, secret(&app))).await;
            app.stop.cancelled().await;
        }
        None => {
            let delete = DeleteWebhook { drop_pending_updates: Some(false) };
            until_done(&app, || client.call(&delete)).await;
            poll(&app, &client).await;
        }
    }
    Ok(())
}

/// Tries until it is done, or the process must stop.
async fn until_done<T, F>(app: &App, mut act: impl FnMut() -> F)
where
    F: Future<Output = Result<T, ApiError>>,
{
    for attempt in 1.. {
        match act().await {
            Ok(_) => return,
            Err(error) => tracing::warn!(%error, "Telegram cannot be set up yet"),
        }
        if !pause(app, backoff(attempt)).await {
            return;
        }
    }
}

/// False when the process must stop.
async fn pause(app: &App, delay: TimeDelta) -> bool {
    tokio::select! {
        () = app.stop.cancelled() => false,
        () = tokio::time::sleep(delay.to_std().unwrap_or(Duration::from_secs(1))) => true,
    }
}

async fn set_webhook(client: &Client, url: &str, secret: String) -> Result<(), ApiError> {
    let url = url.parse().map_err(|_| ApiError::Unreachable("TELEGRAM_WEBHOOK_URL".to_owned()))?;
    let payload = SetWebhook::new(url).secret_token(secret).allowed_updates(UPDATES);
    client.call(&payload).await.map(drop)
}

/// The command menu, in French. Best effort: the bot works without it.
async fn set_commands(app: &App, client: &Client) {
    let commands = app
        .cadre
        .catalogue
        .commandes
        .0
        .iter()
        .filter_map(|def| Some(BotCommand::new(def.slash.clone()?, def.description.clone()?)));
    let payload = SetMyCommands::new(commands).scope(BotCommandScope::AllPrivateChats);
    if let Err(error) = client.call(&payload).await {
        tracing::warn!(%error, "the command menu could not be set");
    }
}

/// Long polling: the offset moves in the transaction that stores the updates, so the next call, which
/// confirms them, comes after.
async fn poll(app: &App, client: &Client) {
    let holder = Uuid::new_v4();
    let mut failures = 0;
    while !app.stop.is_cancelled() {
        if !may_poll(app, holder).await {
            pause(app, TimeDelta::seconds(RENEWAL.as_secs() as i64)).await;
            continue;
        }
        let polled = tokio::select! {
            () = app.stop.cancelled() => return,
            () = until_lease_lost(app, holder) => continue,
            polled = poll_once(app, client) => polled,
        };
        match polled {
            Ok(()) => failures = 0,
            Err(error) => {
                failures += 1;
                tracing::warn!(error = format!("{error:#}"), "updates cannot be fetched");
                pause(app, backoff(failures)).await;
            }
        }
    }
}

/// One poller at a time among the processes of one database.
async fn may_poll(app: &App, holder: Uuid) -> bool {
    app.config.is_single_process()
        || app.store.hold_lease(now(), "telegram_poller", holder, LEASE_SECONDS).await.unwrap_or(false)
}

/// Renews the right to poll; ends when somebody else has it.
async fn until_lease_lost(app: &App, holder: Uuid) {
    loop {
        tokio::time::sleep(RENEWAL).await;
        if !may_poll(app, holder).await {
            return;
        }
    }
}

async fn poll_once(app: &App, client: &Client) -> anyhow::Result<()> {
    let offset = app.store.find_cursor(CURSOR).await?;
    let payload = GetUpdates {
        offset: offset.map(i32::try_from).transpose()?,
        limit: None,
        timeout: Some(POLL_SECONDS),
        allowed_updates: Some(UPDATES.to_vec()),
    };
    let updates: Vec<Box<RawValue>> = client.wait_as(&payload).await?;
    let inputs: Vec<Received> = updates.iter().map(|update| received(update.get())).collect();
    let next = updates.iter().filter_map(|update| Id::of(update.get())).max().map(|id| id + 1);
    if let Some(next) = next {
        app.store.receive(now(), &inputs, Some((CURSOR, next))).await?;
    }
    Ok(())
}

/// The webhook's route (Bot API `setWebhook`): 200 only once the update is committed.
pub fn webhook() -> Router<Arc<App>> {
    Router::new().route("/telegram/webhook", post(hook)).layer(DefaultBodyLimit::max(BODY_MAX))
}

async fn hook(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let expected = app.config.telegram.as_ref().is_some_and(|telegram| telegram.webhook_url.is_some());
    let given = headers.get("X-Telegram-Bot-Api-Secret-Token").map_or(&b""[..], |value| value.as_bytes());
    if !expected || !bool::from(given.ct_eq(secret(&app).as_bytes())) {
        return StatusCode::UNAUTHORIZED;
    }
    let raw = String::from_utf8_lossy(&body);
    match app.store.receive(now(), &[received(&raw)], None).await {
        Ok(_) => StatusCode::OK,
        Err(error) => {
            tracing::error!(%error, "an update cannot be stored; Telegram will send it again");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// The webhook's secret, derived: 64 characters of `A-Za-z0-9_-`.
fn secret(app: &App) -> String {
    hex(&app.config.secret_key.derive(b"telegram webhook"))
}

/// The number of an update, even one that cannot be read otherwise: the offset must pass it.
#[derive(Deserialize)]
struct Id {
    update_id: i64,
}

impl Id {
    fn of(raw: &str) -> Option<i64> {
        serde_json::from_str::<Id>(raw).ok().map(|id| id.update_id)
    }
}

/// Words of an update that people write: a social security number is masked there before anything is stored.
const WORDS: [&str; 5] = [
    "/message/text",
    "/message/caption",
    "/message/document/file_name",
    "/edited_message/text",
    "/edited_message/caption",
];

fn without_nir(raw: &str) -> String {
    let Ok(mut update) = serde_json::from_str::<serde_json::Value>(raw) else { return raw.to_owned() };
    let mut masked = false;
    for words in WORDS {
        if let Some(value) = update.pointer_mut(words)
            && let Some(clean) = value.as_str().and_then(mask_nir)
        {
            *value = clean.into();
            masked = true;
        }
    }
    if masked { update.to_string() } else { raw.to_owned() }
}

/// The update as it is stored. One that cannot be read is kept for a human.
fn received(raw: &str) -> Received {
    let Ok(update) = Update::parse(raw) else {
        let digest = Sha256::digest(raw.as_bytes());
        return Received {
            channel: Channel::Telegram,
            dedupe_key: hex(&digest),
            address: None,
            group: None,
            raw: raw.as_bytes().to_vec(),
            not_before: now(),
        };
    };
    let album = update.album().map(str::to_owned);
    Received {
        channel: Channel::Telegram,
        dedupe_key: update.update_id.to_string(),
        address: update.from().map(|id| id.to_string()),
        not_before: if album.is_some() { now() + ALBUM } else { now() },
        group: album.or_else(|| update.is_said().then(|| RAFALE.to_owned())),
        raw: without_nir(raw).into_bytes(),
    }
}
