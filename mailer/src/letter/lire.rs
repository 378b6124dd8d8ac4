//! A raw message as a [`Lettre`]: headers, body, files. Cannot fail: what cannot be read says why.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, Utc};
use mail_parser::{Address, Header, HeaderName, HeaderValue, Message, MessageParser, MessagePart, PartType};

use super::corps::{self, Corps};
use super::genre::{self, Genre};
use super::limites;
use super::pieces::{self, PieceRecue, Role};
use super::{Bloc, reponse, signature};

/// Addresses kept of one field.
const ADDRESSES: usize = 200;

/// Why a message is not read, in French: for the human who looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illisible {
    pub raison: String,
}

/// A message as it is understood. Everything in it was written by others, headers included.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lettre {
    /// Set when the message was refused before it was parsed, all else then empty; or when what she wrote
    /// goes on beyond what is read.
    pub illisible: Option<Illisible>,
    /// Without angle brackets, as are the other identifiers.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    /// Lower-cased address of the only author. `None` when there is none, or several.
    pub from: Option<String>,
    /// The author's name, as she has it written.
    pub from_name: Option<String>,
    /// More than one author, a group, or more than one From: nobody to believe.
    pub from_multiple: bool,
    pub reply_to: Option<String>,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    /// Delivered-To, X-Original-To and Envelope-To: where the server brought it.
    pub delivered_to: Vec<String>,
    pub sujet: String,
    pub date: Option<DateTime<Utc>>,
    pub genre: Genre,
    /// The body in reading order.
    pub blocs: Vec<Bloc>,
    /// All files, whatever their [`Role`]: see [`Lettre::documents`].
    pub pieces: Vec<PieceRecue>,
    /// A filter before us says that it is spam.
    pub spam: bool,
    /// Asks not to be answered by a machine: RFC 3834's null path, Exchange's suppression.
    pub sans_reponse: bool,
    /// Raw values, topmost first: only the first can be our own server's.
    pub authentication_results: Vec<String>,
}

impl Lettre {
    /// What the person wrote, in one text, without quotes and signature.
    #[must_use]
    pub fn reponse(&self) -> String {
        reponse(&self.blocs)
    }

    /// The files a person sent, each content once: images of signatures left out.
    pub fn documents(&self) -> impl Iterator<Item = &PieceRecue> {
        self.pieces.iter().filter(|piece| piece.role == Role::Document)
    }

    /// Whether an automatic answer may go out (RFC 3834, section 2): only to a person, who can be reached.
    #[must_use]
    pub fn peut_recevoir_reponse(&self) -> bool {
        let Some(from) = &self.from else { return false };
        self.genre == Genre::Humaine && !self.spam && !self.sans_reponse && !genre::is_nobody(from)
    }

    fn illisible(raison: &str) -> Self {
        Self { illisible: Some(Illisible { raison: raison.to_owned() }), ..Self::default() }
    }
}

/// Reads a raw message (RFC 5322). Takes any bytes, in time linear in their number.
#[must_use]
pub fn lire(raw: &[u8]) -> Lettre {
    let safe = match limites::checked(raw) {
        Ok(safe) => safe,
        Err(raison) => return Lettre::illisible(raison),
    };
    // A parser of others' making, on bytes of others' choosing.
    catch_unwind(AssertUnwindSafe(|| read(&safe)))
        .unwrap_or_else(|_| Lettre::illisible("message dont la structure est incohérente"))
}

fn read(raw: &[u8]) -> Lettre {
    let Some(message) = MessageParser::default().parse(raw) else {
        return Lettre::illisible("message vide ou sans en-têtes");
    };
    let (from, from_name, from_multiple) = author(&message);
    let texts = |name: &str| header_texts(&message, name);
    let Corps { mut blocs, coupe } = corps::corps(&message);
    if let Some(name) = &from_name {
        signature::unsigned(&mut blocs, name);
    }
    // A quote may be cut: it is nobody's answer.
    let lost = coupe && matches!(blocs.last(), Some(Bloc::Ecrit(_)));
    let mut lettre = Lettre {
        illisible: lost.then(|| Illisible { raison: "texte trop long".to_owned() }),
        message_id: message.message_id().filter(|id| is_one_word(id)).map(str::to_owned),
        in_reply_to: ids(message.in_reply_to()),
        references: ids(message.references()),
        from,
        from_name,
        from_multiple,
        reply_to: message.reply_to().and_then(|address| addresses(address).into_iter().next()),
        to: message.all_to().flat_map(addresses).take(ADDRESSES).collect(),
        cc: message.all_cc().flat_map(addresses).take(ADDRESSES).collect(),
        delivered_to: ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"]
            .into_iter()
            .flat_map(texts)
            .map(|value| value.trim().trim_matches(['<', '>']).to_lowercase())
            .take(ADDRESSES)
            .collect(),
        sujet: one_line(message.subject().unwrap_or_default()),
        date: message.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0)),
        genre: Genre::default(),
        blocs,
        pieces: Vec::new(),
        spam: is_spam(&message),
        sans_reponse: genre::is_deaf(&message),
        authentication_results: texts("Authentication-Results"),
    };
    lettre.genre = genre::genre(&message, &lettre);
    lettre.pieces = pieces::pieces(&message);
    lettre
}

/// Raw values of a field, topmost first, unfolded.
pub(crate) fn header_texts(message: &Message<'_>, name: &str) -> Vec<String> {
    let value = |field: &Header<'_>| {
        let octets = field.offset_start as usize..field.offset_end as usize;
        std::str::from_utf8(message.raw_message.get(octets)?).ok().map(one_line)
    };
    // Tens of fields are asked for: only those that are there are decoded.
    fields(message, name).filter_map(value).collect()
}

/// Fields of this name, topmost first.
pub(crate) fn fields<'m>(message: &'m Message<'_>, name: &str) -> impl Iterator<Item = &'m Header<'m>> {
    message.headers().iter().filter(move |field| field.name.as_str().eq_ignore_ascii_case(name))
}

fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn addresses(address: &Address<'_>) -> Vec<String> {
    address
        .iter()
        .filter_map(|one| one.address())
        .filter(|one| one.contains('@') && is_one_word(one))
        .map(str::to_lowercase)
        .collect()
}

/// Damaged messages hold addresses and identifiers over several lines: those are none.
fn is_one_word(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// The only author, and whether there were several.
fn author(message: &Message<'_>) -> (Option<String>, Option<String>, bool) {
    let fields: Vec<&Address<'_>> =
        message.header_values(HeaderName::From).filter_map(HeaderValue::as_address).collect();
    let group = fields.iter().any(|field| matches!(field, Address::Group(_)));
    let found: Vec<String> = fields.iter().flat_map(|field| addresses(field)).collect();
    match (&fields[..], &found[..]) {
        ([field], [one]) if !group => {
            let name = field.first().and_then(|addr| addr.name()).map(one_line);
            (Some(one.clone()), name.filter(|name| !name.is_empty()), false)
        }
        _ => (None, None, found.len() > 1 || fields.len() > 1 || group),
    }
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let found: &[_] = match value {
        HeaderValue::Text(id) => std::slice::from_ref(id),
        HeaderValue::TextList(ids) => ids,
        _ => &[],
    };
    found.iter().filter(|id| is_one_word(id)).map(ToString::to_string).take(ADDRESSES).collect()
}

/// What SpamAssassin, rspamd and Microsoft write.
fn is_spam(message: &Message<'_>) -> bool {
    let says = |name: &str, starts: &str| {
        header_texts(message, name).iter().any(|value| value.to_lowercase().starts_with(starts))
    };
    says("X-Spam-Flag", "yes")
        || says("X-Spam-Status", "yes")
        || says("X-Spam", "yes")
        || says("X-Spamd-Result", "default: true")
        || header_texts(message, "X-Forefront-Antispam-Report").iter().any(|value| value.contains("SFV:SPM"))
}

/// The text of a part, whatever it says its charset is.
pub(crate) fn part_text<'m>(message: &Message<'_>, part: &'m MessagePart<'_>) -> Cow<'m, str> {
    let text = match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.as_ref(),
        _ => return Cow::Borrowed(""),
    };
    if !text.contains('\u{fffd}') {
        return Cow::Borrowed(text);
    }
    // It lied about being UTF-8: what is not is the Windows page of western Europe.
    match pieces::decoded(message, part) {
        Some(bytes) if !bytes.contains(&0) && !is_mostly_utf8(&bytes) => {
            Cow::Owned(encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned())
        }
        _ => Cow::Borrowed(text),
    }
}

/// Whether more of what is not ASCII is UTF-8 than is not: a torn end does not make it another page.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > bad || bad == 0
}
