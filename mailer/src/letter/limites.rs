//! What a message may weigh before it is parsed.
//!
//! mail-parser 0.11 recurses into nested messages without a bound and aborts the process on a deep
//! one, so nothing nested is shown to it: a `message/rfc822` part is made a plain file here, and
//! opened as a message of its own where that is wanted. The rest is counted on the raw bytes, once.

use std::borrow::Cow;

use memchr::memchr;

/// Bytes of a message.
const RAW: usize = 25 * 1024 * 1024;
/// Parts, counted by their Content-Type, those of attached messages included.
const PARTS: usize = 200;
/// Parts that hold parts: each is sought from its start to its end.
const MULTIPARTS: usize = 40;
/// Lines that may part two parts, with or without a Content-Type below.
const SEPARATORS: usize = 1_000;
/// Bytes of the first header block.
const HEADER_BLOCK: usize = 256 * 1024;
/// Fields of the first header block.
const HEADERS: usize = 500;
/// Bytes of one Content-Type or Content-Disposition, wrapped lines included.
const MIME_FIELD: usize = 16 * 1024;
/// Pieces of RFC 2231 in one of them.
const PIECES: usize = 200;

/// The message made safe to parse, or why it is not read (French, for a human).
pub(crate) fn checked(raw: &[u8]) -> Result<Cow<'_, [u8]>, &'static str> {
    if raw.len() > RAW {
        return Err("message de plus de 25 Mo");
    }
    header_block(raw)?;
    let mut parts = 0;
    let mut multiparts = 0;
    let mut separators = 0;
    let mut nested: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        let end = line_end(raw, at);
        if let Some(value) = mime_field(&raw[at..end]) {
            let field_end = folded_end(raw, end);
            let field = &raw[at + value..field_end];
            if field.len() > MIME_FIELD {
                return Err("en-tête de pièce jointe démesuré");
            }
            if field.iter().filter(|byte| **byte == b'*').count() > PIECES {
                return Err("nom de pièce jointe en trop de morceaux");
            }
            if raw[at..end].to_ascii_lowercase().starts_with(b"content-type") {
                parts += 1;
                let lower = field.to_ascii_lowercase();
                if lower.trim_ascii_start().starts_with(b"multipart/") {
                    multiparts += 1;
                } else if find(&lower, b"rfc822").is_some() || find(&lower, b"global").is_some() {
                    nested.extend(find(&lower, b"message").map(|found| at + value + found));
                }
            }
            at = field_end;
        } else {
            separators += usize::from(raw[at..end].starts_with(b"--") && opens_part(&raw[end..]));
            at = end;
        }
    }
    if separators > SEPARATORS || parts > PARTS || multiparts > MULTIPARTS {
        return Err("message fait de trop de parties");
    }
    if nested.is_empty() {
        return Ok(Cow::Borrowed(raw));
    }
    let mut safe = raw.to_vec();
    for at in nested {
        safe[at] = b'x';
    }
    Ok(Cow::Owned(safe))
}

/// The type a nested message has once [`checked`]: `message` with another first letter.
pub(crate) const NESTED: &str = "xessage";

fn header_block(raw: &[u8]) -> Result<(), &'static str> {
    let mut at = 0;
    let mut fields = 0;
    while at < raw.len() {
        let end = line_end(raw, at);
        if raw[at..end].iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            break;
        }
        if !raw[at].is_ascii_whitespace() && raw[at..end].contains(&b':') {
            fields += 1;
        }
        at = end;
        if at > HEADER_BLOCK {
            return Err("en-têtes de plus de 256 Ko");
        }
        if fields > HEADERS {
            return Err("plus de 500 en-têtes");
        }
    }
    Ok(())
}

/// What stands below the line that opens a part: fields, or the empty line that ends them.
fn opens_part(below: &[u8]) -> bool {
    below.is_empty()
        || below.starts_with(b"\n")
        || below.starts_with(b"\r\n")
        || mime_field(&below[..below.len().min(64)]).is_some()
}

/// One past the line that begins at `at`, its end included.
fn line_end(raw: &[u8], at: usize) -> usize {
    memchr(b'\n', &raw[at..]).map_or(raw.len(), |found| at + found + 1)
}

/// One past the last continuation line.
fn folded_end(raw: &[u8], mut end: usize) -> usize {
    while raw.get(end).is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
        end = line_end(raw, end);
    }
    end
}

/// Where the value of a Content-Type or Content-Disposition begins on its line.
fn mime_field(line: &[u8]) -> Option<usize> {
    let name = [&b"content-type"[..], b"content-disposition"]
        .into_iter()
        .find(|name| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))?;
    let blanks = line[name.len()..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let colon = name.len() + blanks;
    (line.get(colon) == Some(&b':')).then_some(colon + 1)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
