//! People and what they see.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use super::html;
use super::{SentFile, Server};

/// A button of an inline keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub data: String,
}

/// A message of the bot, as the person sees it now.
#[derive(Debug, Clone)]
pub struct Shown {
    pub id: i64,
    pub html: String,
    pub buttons: Vec<Button>,
    /// Times it was edited.
    pub edits: u32,
    /// What it carries; the text is its caption then.
    pub file: Option<SentFile>,
}

impl Shown {
    /// The text after entities parsing.
    pub fn plain(&self) -> String {
        html::parse(&self.html).unwrap()
    }

    /// The button of this label; numbered ones without their number.
    pub fn find_button(&self, label: &str) -> Option<&Button> {
        let bare = |button: &Button| {
            let text = button.label.as_str();
            match text.split_once(". ") {
                Some((number, rest)) if number.parse::<u32>().is_ok() => rest.to_owned(),
                _ => text.to_owned(),
            }
        };
        self.buttons.iter().find(|button| button.label == label || bare(button) == label)
    }
}

/// A person at her phone.
#[derive(Clone)]
pub struct Person {
    server: Server,
    pub id: i64,
    first_name: String,
    /// What the chat looked like when she last did something: an answer is what came since.
    before: Arc<AtomicU64>,
}

impl Person {
    pub(super) fn new(server: Server, id: i64, first_name: &str) -> Person {
        Person { server, id, first_name: first_name.to_owned(), before: Arc::default() }
    }

    fn user(&self) -> Value {
        json!({"id": self.id, "is_bot": false, "first_name": self.first_name, "language_code": "fr"})
    }

    /// A message of hers in her private chat, with these fields beside the common ones.
    pub fn message(&self, fields: Value) -> Value {
        let mut message = json!({
            "message_id": self.server.next_message_id(),
            "date": 1_800_000_000,
            "chat": {"id": self.id, "type": "private", "first_name": self.first_name},
            "from": self.user(),
        });
        for (name, value) in fields.as_object().unwrap() {
            message[name] = value.clone();
        }
        message
    }

    pub fn says(&self, text: &str) -> i64 {
        let message = self.message(json!({"text": text}));
        let id = message["message_id"].as_i64().unwrap();
        self.push(json!({"message": message}));
        id
    }

    /// Edits a message she wrote.
    pub fn edits(&self, message_id: i64, text: &str) {
        let mut message = self.message(json!({"text": text, "edit_date": 1_800_000_060}));
        message["message_id"] = json!(message_id);
        self.push(json!({"edited_message": message}));
    }

    /// Taps a button of the last message that has it.
    pub fn taps(&self, label: &str) {
        let shown = self.shown();
        let Some((message, button)) =
            shown.iter().rev().find_map(|shown| Some((shown.id, shown.find_button(label)?.clone())))
        else {
            panic!("no button « {label} » in {:#?}", shown.last());
        };
        self.taps_data(message, &button.data);
    }

    pub fn taps_data(&self, message_id: i64, data: &str) {
        let mut message = self.message(json!({"text": "card"}));
        message["message_id"] = json!(message_id);
        message["from"] = json!({"id": 123_456, "is_bot": true, "first_name": "guichet"});
        let query = json!({"id": format!("query-{}", self.server.next_message_id()), "from": self.user(),
            "chat_instance": "1", "message": message, "data": data});
        self.push(json!({"callback_query": query}));
    }

    pub fn sends_document(&self, name: &str, mime: &str, content: &[u8]) {
        let message = self.message(json!({"document": self.document(name, mime, content)}));
        self.push(json!({"message": message}));
    }

    fn document(&self, name: &str, mime: &str, content: &[u8]) -> Value {
        let id = self.server.add_file(&format!("documents/{name}"), content);
        json!({"file_id": id, "file_unique_id": id, "file_name": name, "mime_type": mime,
            "file_size": content.len()})
    }

    fn photo(&self, content: &[u8]) -> Value {
        let small = self.server.add_file("photos/small.jpg", b"thumbnail");
        let large = self.server.add_file("photos/large.jpg", content);
        json!([
            {"file_id": small, "file_unique_id": small, "width": 90, "height": 120, "file_size": 9},
            {"file_id": large, "file_unique_id": large, "width": 900, "height": 1200, "file_size": content.len()},
        ])
    }

    pub fn sends_photo(&self, content: &[u8], caption: Option<&str>) {
        let mut fields = json!({"photo": self.photo(content)});
        if let Some(caption) = caption {
            fields["caption"] = json!(caption);
        }
        let message = self.message(fields);
        self.push(json!({"message": message}));
    }

    /// Several photos sent at once: an update each, of one `media_group_id`.
    pub fn sends_album(&self, photos: &[&[u8]]) {
        let group = format!("album-{}", self.server.next_message_id());
        for content in photos {
            let message = self.message(json!({"photo": self.photo(content), "media_group_id": group}));
            self.push(json!({"message": message}));
        }
    }

    /// Hands an update of hers to the bot.
    pub fn push(&self, update: Value) {
        self.before.store(self.version(), Ordering::Relaxed);
        self.server.push(update);
    }

    /// Messages and edits in her chat so far.
    fn version(&self) -> u64 {
        self.shown().iter().map(|shown| 1 + u64::from(shown.edits)).sum()
    }

    fn is_answered(&self) -> bool {
        self.version() != self.before.load(Ordering::Relaxed)
    }

    /// All messages of the bot in her chat, as they are now.
    pub fn shown(&self) -> Vec<Shown> {
        self.server.world().chats.get(&self.id).cloned().unwrap_or_default()
    }

    pub fn last(&self) -> Option<Shown> {
        self.shown().pop()
    }

    /// Waits until she was answered and the last message has this text (after entities parsing).
    pub async fn sees(&self, text: &str) -> Shown {
        self.server
            .until(&format!("{} sees « {text} »", self.first_name), |_| {
                self.is_answered() && self.last().is_some_and(|shown| shown.plain().contains(text))
            })
            .await;
        self.last().unwrap()
    }

    /// Waits until she was answered and the last message asks this: its heading, in bold on a line of its own.
    pub async fn is_asked(&self, label: &str) -> Shown {
        let heading = format!("<b>{}</b>", escape(label));
        self.server
            .until(&format!("{} is asked « {label} »", self.first_name), |_| {
                self.is_answered()
                    && self.last().is_some_and(|shown| shown.html.lines().any(|line| line.trim() == heading))
            })
            .await;
        self.last().unwrap()
    }
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
