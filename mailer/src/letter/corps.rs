//! The body of a message: which of its parts a person reads, and their lines.

use mail_parser::{Message, MessagePart, PartType};

use super::html::{has_quote, html_lines};
use super::ligne::{Ligne, text_lines};
use super::lire::part_text;
use super::{Bloc, reponse};

/// Bytes of HTML that are read, and of plain text: beyond is no letter.
const LONGEST_HTML: usize = 1024 * 1024;
const LONGEST_TEXT: usize = 256 * 1024;
/// Lines that are read.
const MOST_LINES: usize = 5_000;

/// The body in reading order: every text shown in line, attached ones left out.
pub(crate) fn blocs(message: &Message<'_>) -> Vec<Bloc> {
    let plain = lines(message, &message.text_body);
    let written = reponse::blocs(plain);
    if message.html_body == message.text_body {
        return written;
    }
    let rich = lines(message, &message.html_body);
    let none_quoted = !written.iter().any(|bloc| matches!(bloc, Bloc::Cite(_)));
    if written.is_empty() || none_quoted && has_quote(&rich) {
        // No text, or one that lost its quote marks on the way.
        let read = reponse::blocs(rich);
        if !read.is_empty() {
            return read;
        }
    }
    written
}

fn lines(message: &Message<'_>, ids: &[u32]) -> Vec<Ligne> {
    let mut out = Vec::new();
    for part in ids.iter().filter_map(|id| message.part(*id)) {
        if out.len() < MOST_LINES {
            out.extend(part_lines(message, part));
        }
    }
    out.truncate(MOST_LINES);
    out
}

fn part_lines(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<Ligne> {
    let text = part_text(message, part);
    let longest = if matches!(part.body, PartType::Html(_)) { LONGEST_HTML } else { LONGEST_TEXT };
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    match part.body {
        PartType::Html(_) => html_lines(text),
        PartType::Text(_) => text_lines(text),
        _ => Vec::new(),
    }
}
