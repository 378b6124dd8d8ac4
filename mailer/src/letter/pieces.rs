//! The files of a message.

use std::borrow::Cow;
use std::collections::HashSet;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

use super::limites::{self, NESTED};
use super::tnef;

/// Characters of a file name.
const LONGEST_NAME: usize = 150;
/// Files of one message.
const MOST: usize = 100;
/// Images below this many bytes, shown in the text, are logos.
const LOGO: usize = 20 * 1024;

/// A file that came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceRecue {
    /// Without folders; made up from the type when the message gives none.
    pub name: String,
    /// MIME type as declared, lower case: not to be believed.
    pub mime: String,
    pub content: Vec<u8>,
    /// The message gives the name.
    pub named: bool,
    /// Shown in the text, not joined as a file.
    pub inline: bool,
    pub role: Role,
    /// Taken out of an attached message.
    pub contenue: bool,
}

/// What a file is in its message. Only documents are what a person sent; the rest is kept for whoever
/// looks at the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Document,
    /// An image of a signature or of the layout.
    Decoration,
    /// An attached message whose files follow it.
    Enveloppe,
    /// The content of a file that stands before it.
    Doublon,
}

/// Files in order, attached messages and `winmail.dat` opened one level. Decorations and what comes twice
/// are told apart, not left out.
pub(crate) fn pieces(message: &Message<'_>) -> Vec<PieceRecue> {
    let mut found: Vec<PieceRecue> = Vec::new();
    collect(message, 1, &mut found);
    let mut seen = HashSet::new();
    found.truncate(MOST);
    for piece in &mut found {
        let new = seen.insert(<[u8; 32]>::from(Sha256::digest(&piece.content)));
        if !new && piece.role == Role::Document {
            piece.role = Role::Doublon;
        }
    }
    found
}

fn collect(message: &Message<'_>, levels: usize, out: &mut Vec<PieceRecue>) {
    for part in message.attachments() {
        if out.len() >= MOST {
            return;
        }
        let Some(content) = content(message, part) else { continue };
        let mime = mime(part);
        let name = name(part, &mime, out.len() + 1);
        if (mime == "application/ms-tnef" || name.eq_ignore_ascii_case("winmail.dat"))
            && let Some(files) = tnef::files(&content)
        {
            out.extend(files.into_iter().take(MOST).map(|(name, content)| PieceRecue {
                mime: guessed(&name).to_owned(),
                named: !name.is_empty(),
                name: tidy_name(&name),
                content,
                inline: false,
                role: Role::Document,
                contenue: levels == 0,
            }));
            continue;
        }
        let decoration = is_decoration(message, part, &mime, content.len());
        let rank = out.len();
        out.push(PieceRecue {
            name,
            named: part.attachment_name().is_some(),
            content: content.into_owned(),
            inline: is_inline(part),
            role: if decoration { Role::Decoration } else { Role::Document },
            contenue: levels == 0,
            mime,
        });
        if levels > 0 && is_nested(&out[rank].mime) {
            let mut inner = Vec::new();
            nested(&out[rank].content, levels - 1, &mut inner);
            if inner.iter().any(|piece| piece.role == Role::Document) {
                out[rank].role = Role::Enveloppe;
            }
            out.extend(inner);
        }
    }
}

/// The files of an attached message. Its text is nobody's answer.
fn nested(raw: &[u8], levels: usize, out: &mut Vec<PieceRecue>) {
    let Ok(safe) = limites::checked(raw) else { return };
    if let Some(message) = MessageParser::default().parse(&*safe) {
        collect(&message, levels, out);
    }
}

fn is_nested(mime: &str) -> bool {
    mime == "message/rfc822" || mime == "message/global"
}

/// The bytes of a part, with its transfer encoding undone.
pub(crate) fn decoded<'a>(message: &'a Message<'_>, part: &MessagePart<'_>) -> Option<Cow<'a, [u8]>> {
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    match part.encoding {
        Encoding::None => Some(Cow::Borrowed(raw)),
        Encoding::Base64 => base64_decode(raw).map(Cow::Owned),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map(Cow::Owned),
    }
}

fn content<'a>(message: &'a Message<'_>, part: &'a MessagePart<'_>) -> Option<Cow<'a, [u8]>> {
    match &part.body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(Cow::Borrowed(bytes.as_ref())),
        // A file is kept as it was sent, not as its charset reads.
        PartType::Text(text) | PartType::Html(text) => {
            Some(decoded(message, part).unwrap_or(Cow::Borrowed(text.as_bytes())))
        }
        // One that a digest holds without saying so.
        PartType::Message(_) => decoded(message, part),
        PartType::Multipart(_) => None,
    }
}

fn mime(part: &MessagePart<'_>) -> String {
    let Some(kind) = part.content_type() else {
        let nested = matches!(part.body, PartType::Message(_));
        return if nested { "message/rfc822" } else { "text/plain" }.to_owned();
    };
    let main = kind.ctype().to_lowercase();
    let main = if main == NESTED { "message" } else { &main };
    match kind.subtype() {
        Some(sub) => format!("{main}/{}", sub.to_lowercase()),
        None => main.to_owned(),
    }
}

fn name(part: &MessagePart<'_>, mime: &str, rank: usize) -> String {
    let given = part.attachment_name().map(tidy_name).filter(|name| !name.is_empty());
    given.unwrap_or_else(|| match extension(mime) {
        Some(extension) => format!("piece-{rank}.{extension}"),
        None => format!("piece-{rank}"),
    })
}

/// The last step of a path, without what is not seen or not allowed in a name.
fn tidy_name(name: &str) -> String {
    let name = decode_words(name);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = super::ligne::tidy(last).replace('\t', " ");
    let clean = clean.trim().trim_start_matches('.');
    if clean.chars().count() <= LONGEST_NAME {
        return clean.to_owned();
    }
    // Cut in the middle: the end says what it is.
    let tail: String = clean.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
    clean.chars().take(LONGEST_NAME - 21).chain(['…']).chain(tail.chars()).collect()
}

/// Outlook puts RFC 2047 words where RFC 2231 is due; mail-parser undoes most, not those in quotes.
fn decode_words(name: &str) -> Cow<'_, str> {
    if !(name.contains("=?") && name.contains("?=")) {
        return Cow::Borrowed(name);
    }
    let header = format!("Subject: {name}\r\n\r\n");
    let read = MessageParser::default().parse(&header).and_then(|read| read.subject().map(str::to_owned));
    read.map_or(Cow::Borrowed(name), Cow::Owned)
}

fn is_inline(part: &MessagePart<'_>) -> bool {
    part.content_disposition().is_some_and(|kind| kind.is_inline())
        || part.content_id().is_some() && part.content_disposition().is_none_or(|kind| !kind.is_attachment())
}

/// An image of a signature or of the layout: referred to by the HTML, or small and shown in line.
fn is_decoration(message: &Message<'_>, part: &MessagePart<'_>, mime: &str, size: usize) -> bool {
    if !mime.starts_with("image/") {
        return false;
    }
    let attached = part.content_disposition().is_some_and(|kind| kind.is_attachment());
    let shown = part.content_id().is_some_and(|id| {
        let wanted = format!("cid:{}", id.trim_matches(['<', '>']));
        message.html_bodies().any(|body| body.text_contents().is_some_and(|html| html.contains(&wanted)))
    });
    shown && size < LOGO || !attached && is_inline(part) && part.content_id().is_some() && size < LOGO
}

fn extension(mime: &str) -> Option<&'static str> {
    Some(match mime {
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "text/plain" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "message/rfc822" => "eml",
        _ => return None,
    })
}

fn guessed(name: &str) -> &'static str {
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "pdf" => "application/pdf",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}
