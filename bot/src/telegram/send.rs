//! The outbox to Telegram: folded, paced, edited in place or sent anew.

use std::sync::Arc;
use std::time::Duration;

use guichet_core::message::Message;
use guichet_store::{Change, Channel, OutboxClaim, OutboxRow, Payload, SendOutcome, ShownCard};
use teloxide::payloads::{
    EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters, SendMessage, SendMessageSetters,
};
use teloxide::types::{ChatId, LinkPreviewOptions, MessageId, ParseMode};
use tokio::task::JoinSet;

use super::keyboard::keyboard;
use super::outcome::outcome;
use super::pace::Pace;
use super::piece;
use super::split::{TEXT_MAX, plain, split};
use crate::app::App;
use crate::clock::now;
use crate::telegram::{ApiError, Client};
use crate::wake;

/// Chats written to side by side.
const PARALLEL: usize = 16;

/// Looks again at least this often, should a hint have been lost.
const PATROL: Duration = Duration::from_secs(5);

/// Sends what is due until the process must stop.
pub async fn send(app: Arc<App>) -> anyhow::Result<()> {
    let Some(client) = app.telegram.clone() else { return Ok(()) };
    let pace = Arc::new(Pace::new(now()));
    let mut changes = app.store.changes();
    let mut sends = JoinSet::new();
    loop {
        while sends.try_join_next().is_some() {}
        while sends.len() < PARALLEL && !app.stop.is_cancelled() && pace.opens_at(now()).is_none() {
            match app.store.claim_outbox(now(), Channel::Telegram).await {
                Ok(Some(claim)) => {
                    let (app, client, pace) = (Arc::clone(&app), client.clone(), Arc::clone(&pace));
                    sends.spawn(async move { deliver(&app, &client, &pace, claim).await });
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%error, "the outbox cannot be read");
                    break;
                }
            }
        }
        if app.stop.is_cancelled() {
            while sends.join_next().await.is_some() {}
            return Ok(());
        }
        tokio::select! {
            () = app.stop.cancelled() => {}
            () = tokio::time::sleep(until_next(&app, &pace).await) => {}
            Some(_) = sends.join_next() => {}
            () = wake::told(&mut changes, is_ours) => {}
        }
    }
}

/// Time to the next message that may leave, at most [`PATROL`].
async fn until_next(app: &App, pace: &Pace) -> Duration {
    let due = app.store.next_outbox_at(Channel::Telegram).await.ok().flatten();
    let Some(at) = due.max(pace.opens_at(now())).filter(|_| due.is_some()) else { return PATROL };
    wake::until(Some(at), PATROL)
}

fn is_ours(change: &Change) -> bool {
    matches!(change, Change::Outbox { channel: Channel::Telegram, .. })
}

/// Delivers what is first for one chat, and settles it: its messages up to the next file as one, or the file. What is
/// behind is given back, to be claimed anew: the lease is for one send.
async fn deliver(app: &App, client: &Client, pace: &Pace, claim: OutboxClaim) {
    let (rows, behind) = claim.rows.split_at(first(&claim.rows));
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let outcome = match claim.address.parse().map(ChatId) {
        Err(_) => SendOutcome::Dead { reason: "not a chat".to_owned() },
        Ok(chat) => match pace.take(&claim.address, now()) {
            Err(at) => SendOutcome::RetryAt { at, ambiguous: false, reason: "pace".to_owned() },
            Ok(()) => hand_over(app, client, chat, &claim.address, rows).await,
        },
    };
    match &outcome {
        SendOutcome::Dead { reason } => tracing::warn!(?ids, reason, "a message was given up"),
        SendOutcome::RetryAt { reason, .. } => tracing::debug!(?ids, reason, "a message waits"),
        SendOutcome::Done { .. } => {}
    }
    let mut settled = app.store.settle_outbox(&claim, &ids, &outcome).await;
    if let (Ok(()), Some(next), SendOutcome::Done { .. } | SendOutcome::Dead { .. }) =
        (&settled, behind.first(), &outcome)
    {
        let again = SendOutcome::RetryAt { at: now(), ambiguous: false, reason: "next".to_owned() };
        settled = app.store.settle_outbox(&claim, &[next.id], &again).await;
    }
    if let Err(error) = settled {
        // The lease runs out by itself, and the message is sent again: at most one repeat.
        tracing::error!(?ids, %error, "a send cannot be settled");
    }
}

/// How many rows go first: a file or what is told aside alone, or the messages before the next of these.
fn first(rows: &[OutboxRow]) -> usize {
    let goes_alone = |row: &OutboxRow| match &row.payload {
        Payload::Rapport { .. } | Payload::Fichier(_) => true,
        Payload::Message(message) => message.is_aside(),
        _ => false,
    };
    match rows.iter().position(goes_alone) {
        Some(0) => 1,
        Some(messages) => messages,
        None => rows.len(),
    }
}

async fn hand_over(
    app: &App,
    client: &Client,
    chat: ChatId,
    address: &str,
    rows: &[OutboxRow],
) -> SendOutcome {
    if let [OutboxRow { payload: Payload::Rapport { rapport, forme }, .. }] = rows {
        return piece::send(app, client, chat, address, rows, (*rapport, *forme)).await;
    }
    if let [OutboxRow { payload: Payload::Fichier(fichier), .. }] = rows {
        return piece::give(app, client, chat, rows, fichier).await;
    }
    let Some(message) = fold(rows) else {
        return SendOutcome::Dead { reason: "nothing Telegram can carry".to_owned() };
    };
    match say(app, client, chat, address, &message).await {
        Ok(id) => SendOutcome::Done { remote_id: Some(id.0.to_string()) },
        Err(error) => outcome(&error, rows, now()),
    }
}

/// Several messages as one: all that was said, then the last screen with its buttons.
fn fold(rows: &[OutboxRow]) -> Option<Message> {
    let mut messages = rows.iter().filter_map(|row| match &row.payload {
        Payload::Message(message) => Some(message.as_ref().clone()),
        Payload::Transmission { .. }
        | Payload::Pieces { .. }
        | Payload::Rapport { .. }
        | Payload::Support(_)
        | Payload::Fichier(_) => None,
    });
    let first = messages.next()?;
    Some(messages.fold(first, |before, next| {
        let notes = [before.notes.as_slice(), next.notes.as_slice()].concat();
        let in_place = before.in_place && next.in_place;
        // What is only told leaves the card before it in use.
        let shown = if next.is_notice() { before } else { next };
        Message { notes, in_place, ..shown }
    }))
}

/// Says one message: in place of the card when the person tapped, else anew, the old card losing its buttons.
async fn say(
    app: &App,
    client: &Client,
    chat: ChatId,
    address: &str,
    message: &Message,
) -> Result<MessageId, ApiError> {
    let mut parts = split(&guichet_templates::telegram(message), TEXT_MAX);
    let last = parts.pop().unwrap_or_default();
    let shown = app.store.find_card(Channel::Telegram, address).await.ok().flatten();
    let old = shown.as_ref().and_then(|card| card.remote_id.parse().ok()).map(MessageId);
    if message.in_place
        && parts.is_empty()
        && let Some(old) = old
        && edit(client, chat, old, &last, message).await?
    {
        remember(app, address, old, message).await;
        return Ok(old);
    }
    for part in &parts {
        post(client, chat, part, None).await?;
    }
    let id = post(client, chat, &last, Some(message)).await?;
    if message.is_notice() {
        return Ok(id);
    }
    remember(app, address, id, message).await;
    if let Some(old) = old {
        let strip = EditMessageReplyMarkup::new(chat, old);
        if let Err(error) = client.call(&strip).await {
            tracing::debug!(%error, "the old card keeps its buttons");
        }
    }
    Ok(id)
}

async fn remember(app: &App, address: &str, id: MessageId, message: &Message) {
    let card = ShownCard { remote_id: id.0.to_string(), card: i64::from(message.card) };
    if let Err(error) = app.store.save_card(Channel::Telegram, address, &card).await {
        tracing::warn!(%error, "the card cannot be remembered");
    }
}

/// Sends one part; only the last carries the buttons.
async fn post(
    client: &Client,
    chat: ChatId,
    html: &str,
    message: Option<&Message>,
) -> Result<MessageId, ApiError> {
    let mut payload =
        SendMessage::new(chat, html).parse_mode(ParseMode::Html).link_preview_options(no_preview());
    if let Some(markup) = message.and_then(keyboard) {
        payload = payload.reply_markup(markup);
    }
    match client.call(&payload).await {
        Err(error) if unparsable(&error) => {
            tracing::error!(%error, "a message is sent without its markup");
            payload.text = plain(html);
            payload.parse_mode = None;
            client.call(&payload).await
        }
        sent => sent,
    }
    .map(|sent| sent.id)
}

fn unparsable(error: &ApiError) -> bool {
    error.says("can't parse entities")
}

/// Changes the card where it is. False when it cannot be changed (any more): a new one is wanted.
async fn edit(
    client: &Client,
    chat: ChatId,
    id: MessageId,
    html: &str,
    message: &Message,
) -> Result<bool, ApiError> {
    let mut payload =
        EditMessageText::new(chat, id, html).parse_mode(ParseMode::Html).link_preview_options(no_preview());
    if let Some(markup) = keyboard(message) {
        payload = payload.reply_markup(markup);
    }
    match client.call(&payload).await {
        Ok(_) => Ok(true),
        Err(error) if error.says("message is not modified") => Ok(true),
        Err(error)
            if unparsable(&error)
                || error.says("message to edit not found")
                || error.says("message can't be edited") =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
