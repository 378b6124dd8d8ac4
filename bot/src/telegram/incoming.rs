//! Stored updates as events.

use anyhow::Context;
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
use crate::worker::{self, Entree};

/// One update, or all those of an album, as one event.
pub async fn incoming(app: &App, rows: &[InboxRow]) -> anyhow::Result<Entree> {
    let client = app.telegram.as_ref().context("TELOXIDE_TOKEN manque")?;
    let mut messages = Vec::new();
    for row in rows {
        let update = Update::parse(row.text()?).context("update illisible")?;
        if let Some(query) = update.callback_query {
            return Ok(tap(&query).map_or(Entree::Ignore, event));
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
        let mut entree = text_event(text, first);
        if let Entree::Event(incoming) = &mut entree {
            let after = messages.iter().skip(1);
            incoming.puis.extend(after.filter_map(|message| Some(said(message.text.as_ref()?, message))));
        }
        return Ok(entree);
    }
    if messages.iter().any(files::carries) {
        let last_try = rows.iter().any(|row| row.attempts >= worker::ATTEMPTS);
        return Ok(event(files::fetch(app, client, &messages, last_try).await?));
    }
    Ok(unreadable(first).map_or(Entree::Ignore, |kind| event(Event::Unreadable(kind))))
}

/// In a group, a command is told where the assistant speaks. Best effort, and nothing of the group is played.
async fn only_in_private(client: &Client, message: &Message) {
    if !message.text.as_ref().is_some_and(|text| text.starts_with('/')) {
        return;
    }
    let said = guichet_core::message::Message::of(Screen::PriveSeulement);
    let payload = SendMessage::new(ChatId(message.chat.id), guichet_templates::telegram(&said));
    if let Err(error) = client.call(&payload.parse_mode(ParseMode::Html)).await {
        tracing::debug!(%error, "a group could not be answered");
    }
}

fn event(event: Event) -> Entree {
    Entree::Event(Box::new(Incoming { event, puis: Vec::new(), invitation: None }))
}

/// « /start TOKEN » is a deep link that was followed; all else is text.
fn text_event(text: &str, message: &Message) -> Entree {
    let text = without_bot_name(text);
    let mut words = text.split_whitespace();
    if words.next() == Some("/start")
        && let Some(token) = words.next()
    {
        return Entree::Event(Box::new(Incoming {
            event: Event::Opened,
            puis: Vec::new(),
            invitation: Some(token.to_owned()),
        }));
    }
    event(said(&text, message))
}

fn said(text: &str, message: &Message) -> Event {
    Event::Text { text: text.to_owned(), message: Some(message.message_id.to_string()) }
}

/// « /aide@guichet_bot » as « /aide »: how some clients write a command.
fn without_bot_name(text: &str) -> String {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    match word.split_once('@') {
        Some((command, _)) if command.starts_with('/') => format!("{command}{rest}"),
        _ => text.to_owned(),
    }
}

fn edited(message: Message) -> Entree {
    match message.text {
        Some(text) if message.chat.is_private() => {
            event(Event::Edited { text, message: message.message_id.to_string() })
        }
        _ => Entree::Ignore,
    }
}

/// `callback_data`: `<card>:<rank>`, `<card>:j:<day>`, `<card>:m:<day of the month>`; `<card>:-` is a cell of the
/// calendar that does nothing (`None`); anything else is stale.
fn tap(query: &CallbackQuery) -> Option<Event> {
    let data = query.data.as_deref().unwrap_or("");
    if data.ends_with(":-") {
        return None;
    }
    Some(read_tap(data).unwrap_or(Event::Tap { card: 0, choice: 0 }))
}

fn read_tap(data: &str) -> Option<Event> {
    let (card, act) = data.split_once(':')?;
    let card = card.parse().ok()?;
    Some(match act.split_once(':') {
        None => Event::Tap { card, choice: act.parse().ok()? },
        Some(("j", day)) => Event::TapDay { card, day: day.parse().ok()? },
        Some(("m", month)) => Event::TapMonth { card, month: month.parse().ok()? },
        Some(_) => return None,
    })
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
        let update = row.text().ok().and_then(|raw| Update::parse(raw).ok());
        let Some(Update { callback_query: Some(query), .. }) = update else { continue };
        let mut payload = AnswerCallbackQuery::new(CallbackQueryId(query.id));
        if let Some(toast) = toast {
            payload = payload.text(guichet_templates::toast(toast));
        }
        if let Err(error) = client.call(&payload).await {
            tracing::debug!(%error, "a tap could not be answered");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taps_are_read_or_stale() {
        let day = chrono::NaiveDate::from_ymd_opt(2027, 3, 1).expect("a date");
        for (data, event) in [
            ("7:2", Some(Event::Tap { card: 7, choice: 2 })),
            ("7:j:2027-03-01", Some(Event::TapDay { card: 7, day })),
            ("7:m:2027-03-01", Some(Event::TapMonth { card: 7, month: day })),
            ("7:x:2027-03-01", None),
            ("7:j:2027-02-30", None),
            ("7:99999", None),
            ("7", None),
            ("", None),
        ] {
            assert_eq!(read_tap(data), event, "{data}");
        }
    }

    #[test]
    fn commands_lose_the_name_of_the_bot() {
        for (text, read) in [
            ("/aide@guichet_bot", "/aide"),
            ("/start@guichet_bot jeton", "/start jeton"),
            ("/aide", "/aide"),
            ("camille@example.org", "camille@example.org"),
            ("a /aide@guichet_bot", "a /aide@guichet_bot"),
        ] {
            assert_eq!(without_bot_name(text), read);
        }
    }
}
