//! Messages that could not be delivered: the report of RFC 3464, and what older servers write.

use guichet_core::reading::fold;
use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders};

use super::super::lire::{Lettre, header_texts, part_text};
use super::super::pieces::decoded;
use super::{Rebond, is_report};

/// Recipients of one report.
const MOST: usize = 100;

/// What bounced. `None` when nothing did; a report of success is no bounce.
pub(super) fn rebond(message: &Message<'_>, lettre: &Lettre) -> Option<Rebond> {
    let mut rebond = Rebond::default();
    let mut failed = false;
    let report = is_report(message, "delivery-status");
    if report {
        for part in message.parts.iter().filter(|part| is_part(part, "delivery-status")) {
            failed |= read_status(&text(message, part), &mut rebond);
        }
    }
    let named = header_texts(message, "X-Failed-Recipients");
    if !failed && !report && (!named.is_empty() || is_old_bounce(lettre)) {
        failed = true;
        rebond.adresses.extend(named.iter().flat_map(|value| value.split(',')).filter_map(mailbox));
        let body = message.parts.iter().map(|part| part_text(message, part)).find(|text| !text.is_empty());
        rebond.status = body.as_deref().and_then(status_etendu);
        rebond.definitif = rebond.status.as_deref().is_some_and(|status| status.starts_with('5'));
    }
    if !failed {
        return None;
    }
    rebond.adresses.dedup();
    rebond.adresses.truncate(MOST);
    rebond.original_message_id = original(message);
    Some(rebond)
}

fn is_part(part: &MessagePart<'_>, subtype: &str) -> bool {
    part.content_type().and_then(|own| own.subtype()).is_some_and(|own| own.eq_ignore_ascii_case(subtype))
}

fn text(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    decoded(message, part).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Reads the groups of a delivery-status; whether a recipient was not reached.
fn read_status(text: &str, rebond: &mut Rebond) -> bool {
    let mut failed = false;
    for group in text.replace('\r', "").split("\n\n") {
        let field = |name: &str| {
            group.lines().find_map(|line| {
                let (own, value) = line.split_once(':')?;
                own.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            })
        };
        let action = field("Action").map(|action| action.to_lowercase()).unwrap_or_default();
        let status = field("Status").and_then(|status| status.split_whitespace().next().map(str::to_owned));
        let lost = action.starts_with("failed") || action.starts_with("delayed");
        let unsaid =
            action.is_empty() && status.as_deref().is_some_and(|status| status.starts_with(['4', '5']));
        if !(lost || unsaid) {
            continue;
        }
        failed = true;
        rebond.definitif |=
            !action.starts_with("delayed") && status.as_deref().is_none_or(|status| status.starts_with('5'));
        let recipient = field("Original-Recipient").or_else(|| field("Final-Recipient"));
        rebond.adresses.extend(recipient.as_deref().and_then(mailbox));
        rebond.status = rebond.status.take().or(status);
    }
    failed
}

/// The address of « rfc822; camille@example.org ».
fn mailbox(value: &str) -> Option<String> {
    let address =
        value.rsplit(';').next().unwrap_or(value).trim().trim_matches(['<', '>', '"']).to_lowercase();
    address.contains('@').then_some(address)
}

/// A bounce in words, from a server that knows no reports.
fn is_old_bounce(lettre: &Lettre) -> bool {
    let Some(from) = lettre.from.as_deref() else { return false };
    let daemon = from.starts_with("mailer-daemon@") || from.starts_with("postmaster@");
    let folded = fold(&lettre.sujet);
    let said = [
        "undeliver",
        "delivery status",
        "delivery failure",
        "delivery has failed",
        "returned mail",
        "failure notice",
        "mail delivery failed",
        "non remis",
        "non distribu",
        "echec de la remise",
        "echec de remise",
        "impossible de remettre",
        "unzustellbar",
    ];
    daemon && said.iter().any(|said| folded.contains(said))
}

/// The first enhanced status (RFC 3463) of a text: a report, or a server's answer.
#[must_use]
pub fn status_etendu(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let word = word.trim_matches('.');
        let numbers: Vec<&str> = word.split('.').collect();
        let fits = matches!(numbers[..], ["4" | "5", subject, detail] if (1..=3).contains(&subject.len()) && (1..=3).contains(&detail.len()));
        fits.then(|| word.to_owned())
    })
}

/// The Message-ID of what came back, whole or as headers only.
fn original(message: &Message<'_>) -> Option<String> {
    let back = message
        .parts
        .iter()
        .find(|part| is_part(part, "rfc822") || is_part(part, "global") || is_part(part, "rfc822-headers"))?;
    let raw = decoded(message, back)?;
    let headers = MessageParser::default().parse_headers(&*raw)?;
    headers.header(HeaderName::MessageId).and_then(|value| value.as_text()).map(str::to_owned)
}
