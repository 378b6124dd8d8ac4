#![doc = include_str!("../README.md")]

mod courriel;
mod decision;
mod document;
pub mod fr;
mod markup;
mod neutral;
pub mod pages;
pub mod phrases;
pub mod rapport;
pub mod samples;
mod skins;
mod support;

use guichet_core::engine::Toast;
use guichet_core::message::Message;

pub use courriel::{Courriel, courriel, courriel_de_rapport, courriel_pour, courriel_transmis};
pub use decision::{ligne_journal, refus_decision};
pub use support::courriel_support;

/// Telegram HTML (Bot API « HTML style »: `<b>` only), of any length: the channel splits it,
/// best at the blank lines between blocks.
pub fn telegram(message: &Message) -> String {
    skins::telegram::render(&document::Document::of(message))
}

/// An HTML fragment for the web chat: text only, the page adds the buttons.
///
/// Classes: `note` with `fait`, `attention` or `info` on what is said before the screen, `choix` on the numbered list.
pub fn web(message: &Message) -> String {
    skins::html::render(&document::Document::of(message), skins::html::web)
}

/// Plain text with every choice spelt out, for transcripts and the text part of an email.
pub fn texte(message: &Message) -> String {
    courriel::texte(message)
}

/// The short word shown over a tap (Bot API `answerCallbackQuery.text`, 200 characters at most).
pub fn toast(toast: Toast) -> &'static str {
    match toast {
        Toast::DejaNote => "C'est déjà noté.",
        Toast::BoutonPerime => "Ce bouton n'est plus à jour.",
    }
}
