//! What kind of message this is, so that nothing is answered that must not be (RFC 3834, RFC 3464).

mod rebond;
mod sujet;

pub use rebond::status_etendu;

use guichet_core::reading::fold;
use mail_parser::{Message, MimeHeaders};

use super::lire::{Lettre, fields, header_texts};
use sujet::{says_absent, says_automatic};

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

impl Rebond {
    /// Whether nothing written there will arrive. A full mailbox, a message too large or ill-formed (RFC 3463:
    /// X.2.2, X.2.3, X.3, X.6) say nothing of the next one.
    #[must_use]
    pub fn adresse_en_echec(&self) -> bool {
        let of_the_moment = ["5.2.2", "5.2.3", "5.3.", "5.6."];
        self.definitif
            && !self
                .status
                .as_deref()
                .is_some_and(|status| of_the_moment.iter().any(|start| status.starts_with(start)))
    }
}

/// Local parts that no one reads.
const NOBODY: &[&str] = &[
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

/// Fields of what is sent to many (RFC 2369, RFC 2919), and those of programs that do it.
const MANY: &[&str] = &[
    "List-Id",
    "List-Post",
    "List-Help",
    "List-Subscribe",
    "List-Unsubscribe",
    "List-Owner",
    "List-Archive",
    "Mailing-List",
    "X-Mailing-List",
    "X-Mailman-Version",
    "X-BeenThere",
    "X-Campaign",
    "Feedback-Type",
    "Feedback-ID",
];

/// Servers that a message passed, at most; Postfix's `hopcount_limit`.
const HOPS: usize = 50;

/// The kind of a message whose author and subject are read.
pub(crate) fn genre(message: &Message<'_>, lettre: &Lettre) -> Genre {
    let has = |name: &str| fields(message, name).next().is_some();
    let returned = has("X-Guichet")
        || header_texts(message, "X-Loop").iter().any(|value| fold(value).contains("guichet"))
        || fields(message, "Received").nth(HOPS).is_some();
    if returned {
        return Genre::Boucle;
    }
    if let Some(rebond) = rebond::rebond(message, lettre) {
        return Genre::Rebond(rebond);
    }
    if is_report(message, "disposition-notification") {
        return Genre::AccuseDeLecture;
    }
    if is_automatic(message, lettre) {
        return Genre::ReponseAutomatique;
    }
    let many = ["list", "bulk", "junk"];
    let precedence =
        header_texts(message, "Precedence").iter().any(|value| many.contains(&fold(value).as_str()));
    if precedence || MANY.iter().any(|name| has(name)) {
        return Genre::Liste;
    }
    Genre::Humaine
}

/// `multipart/report` of this kind, or a part that only such a report has.
pub(crate) fn is_report(message: &Message<'_>, kind: &str) -> bool {
    let declared = message.content_type().is_some_and(|root| {
        root.ctype().eq_ignore_ascii_case("multipart")
            && root.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
            && root.attribute("report-type").is_some_and(|own| own.eq_ignore_ascii_case(kind))
    });
    declared
        || message.parts.iter().any(|part| {
            part.content_type()
                .is_some_and(|own| own.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case(kind)))
        })
}

/// Signs that a message is not to be answered by a machine, though a person may have written it.
pub(crate) fn is_deaf(message: &Message<'_>) -> bool {
    let suppressed = ["all", "autoreply", "oof", "dr"];
    header_texts(message, "X-Auto-Response-Suppress")
        .iter()
        .any(|value| value.to_lowercase().split([',', ' ']).any(|word| suppressed.contains(&word)))
        || is_returned_nowhere(message)
}

fn is_returned_nowhere(message: &Message<'_>) -> bool {
    header_texts(message, "Return-Path")
        .iter()
        .any(|value| value.split_whitespace().collect::<String>() == "<>")
}

fn is_automatic(message: &Message<'_>, lettre: &Lettre) -> bool {
    let has = |name: &str| fields(message, name).next().is_some();
    let submitted = header_texts(message, "Auto-Submitted").iter().any(|value| keyword(value) != "no");
    let marked = MARKS
        .iter()
        .any(|name| has(name) && !header_texts(message, name).iter().all(|value| keyword(value) == "no"));
    let precedence = ["Precedence", "X-Precedence", "Preference"]
        .into_iter()
        .any(|name| header_texts(message, name).iter().any(|value| fold(value) == "auto reply"));
    let delivered = ["Delivered-To", "X-POST-MessageClass"].into_iter().any(|name| {
        header_texts(message, name).iter().any(|value| value.to_lowercase().contains("autoresponder"))
    });
    let daemon = lettre
        .from
        .as_deref()
        .is_some_and(|from| from.starts_with("mailer-daemon@") || from.starts_with("postmaster@"));
    let weak = is_deaf(message)
        || has("X-MS-Exchange-Inbox-Rules-Loop")
        || has("X-MS-Exchange-Generated-Message-Source");
    submitted
        || marked
        || precedence
        || delivered
        || is_calendar(message)
        || daemon
        || is_returned_nowhere(message)
        || says_automatic(&lettre.sujet)
        || weak && says_absent(&lettre.sujet)
}

/// Fields that only programs write, unless they say « no ».
const MARKS: &[&str] = &[
    "X-Autoreply",
    "X-Auto-Reply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Response-From",
    "X-AutoReply-From",
    "X-Mail-Autoreply",
    "X-Autogenerated",
    "X-FC-MachineGenerated",
    "X-Vacation",
];

/// An invitation, or the answer to one (RFC 5546): for a calendar, not for us.
fn is_calendar(message: &Message<'_>) -> bool {
    message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("text")
            && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("calendar"))
    })
}

/// The keyword of a header, without comments and parameters (RFC 3834, section 5.1).
fn keyword(value: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in value.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => break,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.trim().to_lowercase()
}
