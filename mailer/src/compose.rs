//! A [`Courriel`] as a MIME message: the same row gives the same bytes, so that a repeat is recognised.

use chrono::{DateTime, Utc};
use guichet_templates::Courriel;
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, MultiPartBuilder, MultiPartKind, SinglePart};
use sha2::{Digest, Sha256};

/// Why a message cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    #[error("address {address}: {source}")]
    Address { address: String, source: lettre::address::AddressError },
    #[error("{0}")]
    Message(#[from] lettre::error::Error),
    #[error("attachment {name}: {source}")]
    Attachment { name: String, source: lettre::message::header::ContentTypeErr },
}

/// Who writes to whom, under which identity and date.
#[derive(Debug, Clone)]
pub struct Enveloppe<'a> {
    pub from: &'a str,
    pub to: &'a str,
    /// `<local@domain>`, the same each time this message is sent (RFC 5322, 3.6.4).
    pub message_id: &'a str,
    /// Where the answer goes, when it can be answered.
    pub reply_to: Option<&'a str>,
    /// Where the servers on the way send what cannot be delivered, when not to `from`.
    pub retour: Option<&'a str>,
    /// Message-ID of the letter that this one goes on from (RFC 5322, 3.6.4).
    pub in_reply_to: Option<&'a str>,
    /// Where a mail program ends letters of this kind by a POST (RFC 8058), when they are of a kind that may end.
    pub desabonnement: Option<&'a str>,
    pub date: DateTime<Utc>,
}

/// A file that goes with the message.
#[derive(Debug, Clone)]
pub struct PieceJointe {
    pub name: String,
    /// MIME type.
    pub mime: String,
    pub content: Vec<u8>,
}

/// Text and HTML of the same content, then the files. Marked as automatic (RFC 3834, section 5).
pub fn compose(
    courriel: &Courriel,
    enveloppe: &Enveloppe<'_>,
    pieces: Vec<PieceJointe>,
) -> Result<Message, ComposeError> {
    let mut builder = Message::builder()
        .from(mailbox(enveloppe.from)?)
        .to(mailbox(enveloppe.to)?)
        .subject(one_line(&courriel.sujet))
        .date(enveloppe.date.into())
        .message_id(Some(enveloppe.message_id.to_owned()))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        // Absences are not to be told to a program (MS-OXCMAIL, 2.2.3.2.14), and it knows its own letters.
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .raw_header(header("X-Loop", "guichet"));
    if let Some(address) = enveloppe.reply_to {
        builder = builder.reply_to(mailbox(address)?);
    }
    if let Some(address) = enveloppe.retour {
        let (retour, to) = (mailbox(address)?.email, mailbox(enveloppe.to)?.email);
        builder = builder.envelope(Envelope::new(Some(retour), vec![to])?);
    }
    if let Some(id) = enveloppe.in_reply_to {
        builder = builder.in_reply_to(id.to_owned()).references(id.to_owned());
    }
    if let Some(url) = enveloppe.desabonnement {
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{}>", one_line(url))))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let body = multipart(MultiPartKind::Alternative, "texte", enveloppe)
        .singlepart(SinglePart::plain(courriel.texte.clone()))
        .singlepart(SinglePart::html(courriel.html.clone()));
    if pieces.is_empty() {
        return Ok(builder.multipart(body)?);
    }
    let mut mixed = multipart(MultiPartKind::Mixed, "pieces", enveloppe).multipart(body);
    for piece in pieces {
        let kind = ContentType::parse(&piece.mime)
            .map_err(|source| ComposeError::Attachment { name: piece.name.clone(), source })?;
        // To the byte: left to choose, lettre sends what looks like text as text, whose ends of line change.
        let content = Body::new_with_encoding(piece.content, ContentTransferEncoding::Base64);
        let content = content.unwrap_or_else(Body::new);
        mixed = mixed.singlepart(Attachment::new(one_line(&piece.name)).body(content, kind));
    }
    Ok(builder.multipart(mixed)?)
}

/// With a boundary that follows from the Message-ID, not drawn: a repeat is the same to the byte.
fn multipart(kind: MultiPartKind, what: &str, enveloppe: &Enveloppe<'_>) -> MultiPartBuilder {
    let digest = Sha256::digest(format!("{what} {}", enveloppe.message_id));
    let boundary: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    MultiPart::builder().kind(kind).boundary(boundary)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

pub(crate) fn mailbox(address: &str) -> Result<Mailbox, ComposeError> {
    address.parse().map_err(|source| ComposeError::Address { address: address.to_owned(), source })
}

/// No line ends or other control characters in a header.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Genre, lire};
    use mail_parser::{MessageParser, MimeHeaders};

    fn courriel(sujet: &str) -> Courriel {
        Courriel {
            sujet: sujet.to_owned(),
            texte: "Votre demande est prête.".to_owned(),
            html: "<p>Votre demande est prête.</p>".to_owned(),
        }
    }

    fn enveloppe() -> Enveloppe<'static> {
        Enveloppe {
            from: "Assistant <assistant@example.org>",
            to: "camille.martin@example.org",
            message_id: "<7.courriel@example.org>",
            reply_to: Some("assistant+abc@example.org"),
            retour: Some("assistant+abc@example.org"),
            in_reply_to: Some("<6.courriel@example.org>"),
            desabonnement: None,
            date: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let piece = PieceJointe {
            name: "devis été.pdf".to_owned(),
            mime: "application/pdf".to_owned(),
            content: b"%PDF-1.4".to_vec(),
        };
        let bytes = compose(&courriel("Envoyé : hygiène"), &enveloppe(), vec![piece]).unwrap().formatted();
        let message = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(message.subject(), Some("Envoyé : hygiène"));
        assert_eq!(message.message_id(), Some("7.courriel@example.org"));
        assert_eq!(message.in_reply_to().as_text(), Some("6.courriel@example.org"));
        assert_eq!(message.references().as_text(), Some("6.courriel@example.org"));
        let reply_to = message.reply_to().and_then(|reply_to| reply_to.first());
        assert_eq!(reply_to.and_then(|one| one.address()), Some("assistant+abc@example.org"));
        assert_eq!(message.date().map(|date| date.to_timestamp()), Some(1_800_000_000));
        assert_eq!(message.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        assert_eq!(lire(&bytes).genre, Genre::Boucle, "ours, should it come back");
        assert_eq!(message.body_text(0).as_deref(), Some("Votre demande est prête."));
        assert!(message.body_html(0).unwrap().contains("<p>"));
        let piece = message.attachment(0).unwrap();
        assert_eq!((piece.attachment_name(), piece.contents()), (Some("devis été.pdf"), &b"%PDF-1.4"[..]));
    }

    /// What comes back names the letter by the address it comes back to.
    #[test]
    fn the_envelope_leads_bounces_back() {
        let letter = compose(&courriel("x"), &enveloppe(), vec![]).unwrap();
        assert_eq!(
            letter.envelope().from().map(ToString::to_string).as_deref(),
            Some("assistant+abc@example.org")
        );
        assert_eq!(letter.envelope().to().len(), 1);
        let bare = Enveloppe { retour: None, ..enveloppe() };
        let letter = compose(&courriel("x"), &bare, vec![]).unwrap();
        assert_eq!(
            letter.envelope().from().map(ToString::to_string).as_deref(),
            Some("assistant@example.org")
        );
    }

    #[test]
    fn a_letter_that_may_end_says_how() {
        let url = "https://guichet.example.org/desabonnement/abcdefghijklmnopqrstuvwxyz234567abcdefghijklmno";
        let with = Enveloppe { desabonnement: Some(url), ..enveloppe() };
        let bytes = compose(&courriel("Rappel"), &with, vec![]).unwrap().formatted();
        let message = MessageParser::default().parse(&bytes).unwrap();
        let raw = |name| message.header_raw(name).map(|value| value.replace(['\r', '\n', ' '], ""));
        assert_eq!(raw("List-Unsubscribe"), Some(format!("<{url}>")));
        assert_eq!(raw("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
        let bytes = compose(&courriel("Validé"), &enveloppe(), vec![]).unwrap().formatted();
        assert!(MessageParser::default().parse(&bytes).unwrap().header_raw("List-Unsubscribe").is_none());
    }

    #[test]
    fn a_repeat_is_the_same_to_the_byte() {
        let piece = || PieceJointe { name: "a".to_owned(), mime: "text/plain".to_owned(), content: vec![1] };
        let write = || compose(&courriel("x"), &enveloppe(), vec![piece()]).unwrap().formatted();
        assert_eq!(write(), write());
    }

    #[test]
    fn a_subject_cannot_add_a_header() {
        let bytes =
            compose(&courriel("Bonjour\r\nBcc: x@example.org"), &enveloppe(), vec![]).unwrap().formatted();
        let message = MessageParser::default().parse(&bytes).unwrap();
        assert!(message.bcc().is_none());
        assert_eq!(message.subject(), Some("Bonjour  Bcc: x@example.org"));
    }

    #[test]
    fn a_bad_address_is_named() {
        let enveloppe = Enveloppe { to: "camille@", ..enveloppe() };
        let error = compose(&courriel("x"), &enveloppe, vec![]).unwrap_err();
        assert!(error.to_string().contains("camille@"), "{error}");
    }
}
