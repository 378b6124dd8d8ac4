#![doc = include_str!("../README.md")]

use guichet_core::message::Message;

/// A message as an email: subject, and the same content as text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courriel {
    pub sujet: String,
    pub texte: String,
    pub html: String,
}

/// Telegram HTML (Bot API « HTML style »), of any length: the channel splits it.
pub fn telegram(message: &Message) -> String {
    let _ = message;
    String::new()
}

/// An HTML fragment for the web chat: text only, the page adds the buttons.
pub fn web(message: &Message) -> String {
    let _ = message;
    String::new()
}

/// Plain text, for transcripts and logs of a conversation that a person reads.
pub fn texte(message: &Message) -> String {
    let _ = message;
    String::new()
}

pub fn courriel(message: &Message) -> Courriel {
    let _ = message;
    Courriel { sujet: String::new(), texte: String::new(), html: String::new() }
}

/// The word that answers a tap (Bot API `answerCallbackQuery.text`, at most 200 characters).
pub fn toast(toast: guichet_core::engine::Toast) -> &'static str {
    match toast {
        guichet_core::engine::Toast::DejaNote => "C'est déjà noté.",
        guichet_core::engine::Toast::BoutonPerime => "Ce bouton n'est plus à jour.",
    }
}
