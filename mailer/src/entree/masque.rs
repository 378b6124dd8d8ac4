//! Social security numbers are masked in a message before it is stored: in the texts of its parts, as they are encoded,
//! in the names of its files and in its subject. Nothing else of it changes.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use guichet_core::reading::mask_nir;
use quoted_printable::ParseMode;

/// A longer text is nobody's words; the file it is stays as it came.
const TEXT_MAX: usize = 4 * 1024 * 1024;

/// Parts within parts, and their number: the boundaries that are looked for at each line.
const BOUNDARIES_MAX: usize = 64;

/// What relays make of base64 is read as mail readers read it.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The message without a social security number; itself when it holds none.
pub fn masquer(raw: &[u8]) -> Cow<'_, [u8]> {
    let mut message = Message { out: Vec::new(), done: 0, raw };
    let mut boundaries: Vec<Vec<u8>> = Vec::new();
    let mut part = Part::default();
    let mut from = 0;
    let mut in_header = true;
    let mut at = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let (begin, end) = (at, at + line.len());
        at = end;
        let is_boundary = line
            .strip_prefix(b"--")
            .is_some_and(|rest| boundaries.iter().any(|boundary| rest.starts_with(boundary)));
        if is_boundary {
            message.body(&part, from, begin);
            (part, from, in_header) = (Part::default(), end, true);
        } else if in_header && line.trim_ascii().is_empty() {
            message.header(from, begin);
            part = Part::read(&raw[from..begin]);
            if let Some(boundary) = part.boundary.take().filter(|_| boundaries.len() < BOUNDARIES_MAX) {
                boundaries.push(boundary);
            }
            // A message within has a header of its own.
            (from, in_header) = (end, part.is_message);
        }
    }
    match in_header {
        true => message.header(from, raw.len()),
        false => message.body(&part, from, raw.len()),
    }
    message.end()
}

/// What is said of a part, as far as its text is read.
#[derive(Default)]
struct Part {
    is_text: bool,
    is_message: bool,
    encoding: Encoding,
    boundary: Option<Vec<u8>>,
}

#[derive(Default, Clone, Copy)]
enum Encoding {
    #[default]
    Plain,
    Base64,
    QuotedPrintable,
}

impl Part {
    fn read(header: &[u8]) -> Part {
        let unfolded =
            String::from_utf8_lossy(header).replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
        let mut part = Part { is_text: true, ..Part::default() };
        for line in unfolded.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            let lower = value.trim().to_ascii_lowercase();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => {
                    part.is_text = lower.starts_with("text/");
                    part.is_message = lower.starts_with("message/");
                    part.boundary = boundary(value);
                }
                "content-transfer-encoding" if lower.starts_with("base64") => {
                    part.encoding = Encoding::Base64
                }
                "content-transfer-encoding" if lower.starts_with("quoted-printable") => {
                    part.encoding = Encoding::QuotedPrintable;
                }
                _ => {}
            }
        }
        part
    }
}

fn boundary(value: &str) -> Option<Vec<u8>> {
    let at = value.to_ascii_lowercase().find("boundary=")?;
    let rest = value[at + "boundary=".len()..].trim_start();
    let found = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([';', ' ', '\t']).next()?,
    };
    (!found.is_empty()).then(|| found.as_bytes().to_vec())
}

/// The message up to `done`, with what was masked.
struct Message<'a> {
    out: Vec<u8>,
    done: usize,
    raw: &'a [u8],
}

impl<'a> Message<'a> {
    /// The names of files and the subject; other fields may hold long numbers that are no one's.
    fn header(&mut self, from: usize, to: usize) {
        let mut at = from;
        for line in self.raw[from..to].split_inclusive(|byte| *byte == b'\n') {
            let lower = line.to_ascii_lowercase();
            let said = lower.starts_with(b"subject:")
                || lower.windows(5).any(|word| word == b"name=" || word == b"name*");
            if said && let Some(masked) = masked(line) {
                self.replace(at, at + line.len(), &masked);
            }
            at += line.len();
        }
    }

    fn body(&mut self, part: &Part, from: usize, to: usize) {
        let text = &self.raw[from..to];
        if !part.is_text || text.len() > TEXT_MAX {
            return;
        }
        let encoded = match part.encoding {
            Encoding::Plain => masked(text),
            Encoding::QuotedPrintable => quoted_printable::decode(text, ParseMode::Robust)
                .ok()
                .and_then(|decoded| masked(&decoded))
                .map(quoted_printable::encode),
            Encoding::Base64 => {
                let packed: Vec<u8> =
                    text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
                let decoded = LENIENT.decode(packed).ok();
                decoded.and_then(|decoded| masked(&decoded)).map(|masked| in_lines(&LENIENT.encode(masked)))
            }
        };
        if let Some(mut encoded) = encoded {
            // The boundary stands on a line of its own.
            if !encoded.ends_with(b"\n") {
                encoded.extend_from_slice(b"\r\n");
            }
            self.replace(from, to, &encoded);
        }
    }

    fn replace(&mut self, from: usize, to: usize, by: &[u8]) {
        self.out.extend_from_slice(&self.raw[self.done..from]);
        self.out.extend_from_slice(by);
        self.done = to;
    }

    fn end(mut self) -> Cow<'a, [u8]> {
        if self.done == 0 {
            return Cow::Borrowed(self.raw);
        }
        self.out.extend_from_slice(&self.raw[self.done..]);
        Cow::Owned(self.out)
    }
}

/// In UTF-8 when it is that; else each byte for itself, as in ISO 8859-1, where figures are what they are everywhere.
fn masked(bytes: &[u8]) -> Option<Vec<u8>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return mask_nir(text).map(String::into_bytes);
    }
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let masked = mask_nir(&text)?;
    Some(masked.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect())
}

/// Lines of 76 characters (RFC 2045, section 6.8).
fn in_lines(base64: &str) -> Vec<u8> {
    base64.as_bytes().chunks(76).flat_map(|line| [line, b"\r\n"].concat()).collect()
}
