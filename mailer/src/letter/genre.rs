//! What kind of message this is, so that nothing is answered that must not be (RFC 3834, RFC 3464).

use guichet_core::reading::fold;
use mail_parser::{Message, MimeHeaders};

use super::lire::{Lettre, header_texts};

/// Says who should read a message, if anyone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Genre {
    /// A person wrote it.
    #[default]
    Humaine,
    /// « Absence du bureau » and its like: filed, never an answer.
    ReponseAutomatique,
    Rebond(Rebond),
    /// A notice that a message was read (RFC 8098).
    AccuseDeLecture,
    /// Sent to many.
    Liste,
    /// Our own message come back.
    Boucle,
}

/// A message that could not be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebond {
    /// 5.x.x: it will not arrive. Otherwise it may still.
    pub definitif: bool,
    /// Whom it did not reach, lower case.
    pub adresses: Vec<String>,
    /// The first status, « 5.1.1 ».
    pub status: Option<String>,
    /// The Message-ID of what bounced, when the report holds it.
    pub original_message_id: Option<String>,
}

/// Local parts that no one reads.
const NOBODY: [&str; 9] = [
    "mailer-daemon",
    "postmaster",
    "noreply",
    "no-reply",
    "no_reply",
    "ne-pas-repondre",
    "nepasrepondre",
    "donotreply",
    "do-not-reply",
];

/// An address from which no person writes.
pub(crate) fn is_nobody(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let local = local.split('+').next().unwrap_or_default();
    NOBODY.contains(&local) || local.starts_with("bounce")
}

/// The kind of a message whose author and subject are read.
pub(crate) fn genre(message: &Message<'_>, lettre: &Lettre) -> Genre {
    let _ = (fold(&lettre.sujet), header_texts(message, "Auto-Submitted"), message.content_type());
    Genre::Humaine
}
