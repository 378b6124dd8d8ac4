//! Stored updates as events.

use anyhow::Context;
use chrono::NaiveDate;
use guichet_core::engine::Toast;
use guichet_core::event::{Event, Unreadable};
use guichet_store::{InboxRow, Incoming};
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters};
use teloxide::types::{CallbackQuery, MediaKind, Message, MessageKind, Update, UpdateKind};

use crate::app::App;
use crate::telegram::{Client, files};
use crate::worker::Entree;

/// One update, or all those of an album, as one event.
pub async fn incoming(app: &App, rows: &[InboxRow]) -> anyhow::Result<Entree> {
    let client = app.telegram.as_ref().context("TELOXIDE_TOKEN manque")?;
    let updates = rows.iter().map(|row| parse(&row.raw)).collect::<anyhow::Result<Vec<Update>>>()?;
    let mut messages = Vec::new();
    for update in updates {
        match update.kind {
            UpdateKind::Message(message) => messages.push(message),
            UpdateKind::EditedMessage(message) if message.chat.is_private() => {
                return Ok(edited(&message));
            }
            UpdateKind::CallbackQuery(query) => return Ok(Entree::Event(event(tap(&query)))),
            _ => return Ok(Entree::Ignore),
        }
    }
    messages.retain(|message| message.chat.is_private());
    let Some(first) = messages.first() else { return Ok(Entree::Ignore) };
    if let Some(text) = first.text() {
        return Ok(Entree::Event(text_event(text, first)));
    }
    if messages.iter().any(files::carries) {
        return Ok(Entree::Event(event(files::fetch(app, client, &messages).await?)));
    }
    Ok(unreadable(first).map_or(Entree::Ignore, |kind| Entree::Event(event(Event::Unreadable(kind)))))
}

fn parse(raw: &str) -> anyhow::Result<Update> {
    serde_json::from_str(raw).context("update illisible")
}

fn event(event: Event) -> Incoming {
    Incoming { event, invitation: None }
}

/// « /start TOKEN » is a deep link that was followed; all else is text.
fn text_event(text: &str, message: &Message) -> Incoming {
    let mut words = text.split_whitespace();
    if words.next() == Some("/start")
        && let Some(token) = words.next()
    {
        return Incoming { event: Event::Opened, invitation: Some(token.to_owned()) };
    }
    event(Event::Text { text: text.to_owned(), message: Some(message.id.0.to_string()) })
}

fn edited(message: &Message) -> Entree {
    match message.text() {
        Some(text) => {
            Entree::Event(event(Event::Edited { text: text.to_owned(), message: message.id.0.to_string() }))
        }
        None => Entree::Ignore,
    }
}

/// `callback_data`: `<card>:<rank>`, `<card>:j:<day>`, `<card>:m:<day of the month>`; anything else is stale.
fn tap(query: &CallbackQuery) -> Event {
    let stale = Event::Tap { card: 0, choice: 0 };
    let Some(data) = query.data.as_deref() else { return stale };
    let mut parts = data.split(':');
    let Some(card) = parts.next().and_then(|card| card.parse().ok()) else { return stale };
    let day = |text: Option<&str>| text.and_then(|text| text.parse::<NaiveDate>().ok());
    match parts.next() {
        Some("j") => day(parts.next()).map_or(stale, |day| Event::TapDay { card, day }),
        Some("m") => day(parts.next()).map_or(stale, |month| Event::TapMonth { card, month }),
        Some(rank) => rank.parse().map_or(stale, |choice| Event::Tap { card, choice }),
        None => stale,
    }
}

/// Kinds that carry no answer; `None` for notices of Telegram itself (a pinned message…).
fn unreadable(message: &Message) -> Option<Unreadable> {
    let MessageKind::Common(common) = &message.kind else { return None };
    Some(match &common.media_kind {
        MediaKind::Sticker(_) => Unreadable::Sticker,
        MediaKind::Voice(_) | MediaKind::Audio(_) => Unreadable::Voice,
        MediaKind::Video(_) | MediaKind::VideoNote(_) | MediaKind::Animation(_) => Unreadable::Video,
        MediaKind::Location(_) | MediaKind::Venue(_) => Unreadable::Location,
        MediaKind::Contact(_) => Unreadable::Contact,
        _ => Unreadable::Other,
    })
}

/// Answers the tap that was played, so that its button stops waiting. Best effort: a query that is too old,
/// or an answer that is lost, costs nothing.
pub async fn after_turn(app: &App, rows: &[InboxRow], toast: Option<Toast>) {
    let Some(client) = &app.telegram else { return };
    for row in rows {
        let Ok(Update { kind: UpdateKind::CallbackQuery(query), .. }) = parse(&row.raw) else { continue };
        answer(client, query, toast).await;
    }
}

async fn answer(client: &Client, query: CallbackQuery, toast: Option<Toast>) {
    let mut payload = AnswerCallbackQuery::new(query.id);
    if let Some(toast) = toast {
        payload = payload.text(guichet_templates::toast(toast));
    }
    if let Err(error) = client.call(&payload).await {
        tracing::debug!(%error, "a tap could not be answered");
    }
}
