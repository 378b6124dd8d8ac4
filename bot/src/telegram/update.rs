//! Updates as far as the assistant reads them (Bot API `Update`).
//!
//! Not teloxide's types: those refuse a whole update for one optional field that is absent or odd (a voice
//! message without `mime_type`, a document with a made-up one), and what a person sent would be lost.

use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Debug, Deserialize)]
pub struct Update {
    pub update_id: i64,
    pub message: Option<Message>,
    pub edited_message: Option<Message>,
    pub callback_query: Option<CallbackQuery>,
    pub my_chat_member: Option<ChatMemberUpdated>,
}

#[derive(Debug, Deserialize)]
pub struct Message {
    pub message_id: i64,
    /// Unix time, in seconds.
    #[serde(default)]
    pub date: i64,
    pub from: Option<User>,
    pub chat: Chat,
    pub text: Option<String>,
    pub caption: Option<String>,
    pub media_group_id: Option<String>,
    pub document: Option<File>,
    /// The same photo in several sizes.
    #[serde(default)]
    pub photo: Vec<File>,
    pub sticker: Option<IgnoredAny>,
    pub voice: Option<IgnoredAny>,
    pub audio: Option<IgnoredAny>,
    pub video: Option<IgnoredAny>,
    pub video_note: Option<IgnoredAny>,
    pub animation: Option<IgnoredAny>,
    pub location: Option<IgnoredAny>,
    pub contact: Option<IgnoredAny>,
    pub pinned_message: Option<IgnoredAny>,
    pub message_auto_delete_timer_changed: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
pub struct User {
    pub id: i64,
}

#[derive(Debug, Deserialize)]
pub struct Chat {
    pub id: i64,
    #[serde(rename = "type")]
    pub kind: String,
}

impl Chat {
    pub fn is_private(&self) -> bool {
        self.kind == "private"
    }
}

/// `Document` and `PhotoSize`, as far as they are alike.
#[derive(Debug, Clone, Deserialize)]
pub struct File {
    pub file_id: String,
    pub file_name: Option<String>,
    /// Bytes.
    pub file_size: Option<u64>,
    #[serde(default)]
    pub width: u64,
    #[serde(default)]
    pub height: u64,
}

#[derive(Debug, Deserialize)]
pub struct CallbackQuery {
    pub id: String,
    pub from: User,
    pub data: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct ChatMemberUpdated {
    pub from: User,
}

impl Update {
    pub fn parse(raw: &str) -> Result<Update, serde_json::Error> {
        serde_json::from_str(raw)
    }

    /// Whose update it is.
    pub fn from(&self) -> Option<i64> {
        let message = self.message.as_ref().or(self.edited_message.as_ref());
        message
            .and_then(|message| message.from.as_ref())
            .or(self.callback_query.as_ref().map(|query| &query.from))
            .or(self.my_chat_member.as_ref().map(|member| &member.from))
            .map(|user| user.id)
    }

    /// Words in a private chat, no command: what people write on end is one thing said.
    pub fn is_said(&self) -> bool {
        self.message.as_ref().is_some_and(|message| {
            message.chat.is_private() && message.text.as_ref().is_some_and(|text| !text.starts_with('/'))
        })
    }

    /// The album it belongs to.
    pub fn album(&self) -> Option<&str> {
        self.message.as_ref()?.media_group_id.as_deref()
    }
}
