//! Stored updates as events.

use anyhow::Context;
use chrono::NaiveDate;
use guichet_core::engine::Toast;
use guichet_core::event::{Event, Unreadable};
use guichet_core::message::Screen;
use guichet_store::{InboxRow, Incoming};
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters, SendMessage, SendMessageSetters};
use teloxide::types::{CallbackQueryId, ChatId, ParseMode};

use super::Client;
use super::files;
use super::update::{CallbackQuery, Message, Update};
use crate::app::App;
use crate::worker::Entree;

/// One update, or all those of an album, as one event.
pub async fn incoming(app: &App, rows: &[InboxRow]) -> anyhow::Result<Entree> {
    let client = app.telegram.as_ref().context("TELOXIDE_TOKEN manque")?;
    let mut messages = Vec::new();
    for row in rows {
        let update = Update::parse(&row.raw).context("update illisible")?;
        if let Some(query) = update.callback_query {
            return Ok(event(tap(&query)));
        }
        if let Some(message) = update.edited_message {
            return Ok(edited(message));
        }
        messages.extend(update.message);
    }
    if let Some(message) = messages.iter().find(|message| !message.chat.is_private()) {
        only_in_private(client, message).await;
        return Ok(Entree::Ignore);
    }
    let Some(first) = messages.first() else { return Ok(Entree::Ignore) };
    if let Some(text) = &first.text {
        return Ok(text_event(text, first));
    }
    if messages.iter().any(files::carries) {
        return Ok(event(files::fetch(app, client, &messages).await?));
    }
    Ok(unreadable(first).map_or(Entree::Ignore, |kind| event(Event::Unreadable(kind))))
}

/// In a group, a command is told where the assistant speaks. Best effort, and nothing of the group is played.
async fn only_in_private(client: &Client, message: &Message) {
    if !message.text.as_ref().is_some_and(|text| text.starts_with('/')) {
        return;
    }
    let said = guichet_core::message::Message {
        notes: Vec::new(),
        screen: Screen::PriveSeulement,
        choices: Vec::new(),
        card: 0,
        in_place: false,
    };
    let payload = SendMessage::new(ChatId(message.chat.id), guichet_templates::telegram(&said));
    if let Err(error) = client.call(&payload.parse_mode(ParseMode::Html)).await {
        tracing::debug!(%error, "a group could not be answered");
    }
}

fn event(event: Event) -> Entree {
    Entree::Event(Incoming { event, invitation: None })
}

/// « /start TOKEN » is a deep link that was followed; all else is text.
fn text_event(text: &str, message: &Message) -> Entree {
    let mut words = text.split_whitespace();
    if words.next() == Some("/start")
        && let Some(token) = words.next()
    {
        return Entree::Event(Incoming { event: Event::Opened, invitation: Some(token.to_owned()) });
    }
    event(Event::Text { text: text.to_owned(), message: Some(message.message_id.to_string()) })
}

fn edited(message: Message) -> Entree {
    match message.text {
        Some(text) if message.chat.is_private() => {
            event(Event::Edited { text, message: message.message_id.to_string() })
        }
        _ => Entree::Ignore,
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

/// Kinds that carry no answer; `None` for notices of Telegram itself.
fn unreadable(message: &Message) -> Option<Unreadable> {
    if message.pinned_message.is_some() || message.message_auto_delete_timer_changed.is_some() {
        return None;
    }
    Some(if message.sticker.is_some() {
        Unreadable::Sticker
    } else if message.voice.is_some() || message.audio.is_some() {
        Unreadable::Voice
    } else if message.video.is_some() || message.video_note.is_some() || message.animation.is_some() {
        Unreadable::Video
    } else if message.location.is_some() {
        Unreadable::Location
    } else if message.contact.is_some() {
        Unreadable::Contact
    } else {
        Unreadable::Other
    })
}

/// Answers the tap that was played, so that its button stops waiting. Best effort: a query that is too old,
/// or an answer that is lost, costs nothing.
pub async fn after_turn(app: &App, rows: &[InboxRow], toast: Option<Toast>) {
    let Some(client) = &app.telegram else { return };
    for row in rows {
        let Ok(Update { callback_query: Some(query), .. }) = Update::parse(&row.raw) else { continue };
        let mut payload = AnswerCallbackQuery::new(CallbackQueryId(query.id));
        if let Some(toast) = toast {
            payload = payload.text(guichet_templates::toast(toast));
        }
        if let Err(error) = client.call(&payload).await {
            tracing::debug!(%error, "a tap could not be answered");
        }
    }
}
