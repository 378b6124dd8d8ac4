//! A message as an email.

use guichet_core::message::Message;

/// A message as an email: subject, and the same content as text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courriel {
    pub sujet: String,
    pub texte: String,
    pub html: String,
}

pub fn courriel(message: &Message) -> Courriel {
    Courriel {
        sujet: crate::neutral::sujet(message).split_whitespace().collect::<Vec<_>>().join(" "),
        texte: crate::texte(message),
        html: crate::web(message),
    }
}
