//! The body of a message: which of its parts a person reads, and their lines.

use std::borrow::Cow;

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::html::{has_quote, html_lines};
use super::ligne::{Ligne, text_lines};
use super::lire::part_text;
use super::{Bloc, reponse};

/// Bytes of HTML that are read, and of plain text: beyond is no letter.
const LONGEST_HTML: usize = 1024 * 1024;
const LONGEST_TEXT: usize = 256 * 1024;
/// Lines that are read.
const MOST_LINES: usize = 5_000;

/// What is read of a body.
pub(crate) struct Corps {
    /// Every text shown in line, in reading order, attached ones left out.
    pub blocs: Vec<Bloc>,
    /// There was more than is read.
    pub coupe: bool,
}

/// The body: its plain text, or its HTML where that says more of whose words they are.
pub(crate) fn corps(message: &Message<'_>) -> Corps {
    let plain = lines(message, &message.text_body);
    let written = Corps { blocs: reponse::blocs(plain.lines), coupe: plain.coupe };
    let quoted = written.blocs.iter().any(|bloc| matches!(bloc, Bloc::Cite(_)));
    if message.html_body == message.text_body || quoted {
        return written;
    }
    let rich = lines(message, &message.html_body);
    if written.blocs.is_empty() || has_quote(&rich.lines) {
        // No text, or one that lost its quote marks on the way.
        let read = Corps { blocs: reponse::blocs(rich.lines), coupe: rich.coupe };
        if !read.blocs.is_empty() {
            return read;
        }
    }
    written
}

#[derive(Default)]
struct Lues<'m> {
    lines: Vec<Ligne<'m>>,
    coupe: bool,
}

fn lines<'m>(message: &'m Message<'_>, ids: &[u32]) -> Lues<'m> {
    let mut out = Lues::default();
    let others = other_versions(message, ids);
    for part in ids.iter().filter(|id| !others.contains(id)).filter_map(|id| message.part(*id)) {
        if out.lines.len() < MOST_LINES {
            part_lines(message, part, &mut out);
        } else {
            out.coupe = true;
        }
    }
    out.coupe |= out.lines.len() > MOST_LINES;
    out.lines.truncate(MOST_LINES);
    out
}

/// Parts that say again what another says: of the plain texts of one `multipart/alternative` the first is read.
fn other_versions(message: &Message<'_>, ids: &[u32]) -> Vec<u32> {
    let is_text = |id: &u32| {
        message.part(*id).is_some_and(|part| matches!(part.body, PartType::Text(_))) && ids.contains(id)
    };
    let mut others = Vec::new();
    for part in &message.parts {
        let PartType::Multipart(children) = &part.body else { continue };
        let alternative = part
            .content_type()
            .and_then(|kind| kind.subtype())
            .is_some_and(|kind| kind.eq_ignore_ascii_case("alternative"));
        if alternative {
            others.extend(children.iter().copied().filter(is_text).skip(1));
        }
    }
    others
}

fn part_lines<'m>(message: &'m Message<'_>, part: &'m MessagePart<'_>, out: &mut Lues<'m>) {
    let text = part_text(message, part);
    let longest = if matches!(part.body, PartType::Html(_)) { LONGEST_HTML } else { LONGEST_TEXT };
    let read = text.floor_char_boundary(longest);
    out.coupe |= read < text.len();
    match (&part.body, &text) {
        (PartType::Html(_), text) => out.lines.extend(html_lines(text.get(..read).unwrap_or_default())),
        (PartType::Text(_), Cow::Borrowed(text)) => {
            out.lines.extend(text_lines(text.get(..read).unwrap_or_default()))
        }
        (PartType::Text(_), Cow::Owned(text)) => {
            let text = text.get(..read).unwrap_or_default();
            for line in text_lines(text) {
                out.lines.push(line.into_owned());
            }
        }
        _ => {}
    }
}
