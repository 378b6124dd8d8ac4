//! A body as lines, whatever it was written in: what the reply is told apart on.

use std::borrow::Cow;
use std::ops::Deref;

use super::vu::Vu;

/// What the markup around a line says of it. Plain text only knows `Libre` and `Citee`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marque {
    /// Nothing says whose words these are.
    Libre,
    /// Inside a quote: behind `>`, or in the element a client quotes with.
    Citee,
    /// « Le … a écrit : », marked as such by the client.
    EnTete,
    /// Marked as a signature by the client.
    Signature,
    /// From here to the end, the message that is answered.
    Coupe,
}

/// A line of a body, borrowed from it where nothing in it was changed: nearly always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ligne<'a> {
    pub texte: Cow<'a, str>,
    pub marque: Marque,
    /// Quote marks of plain text that were taken off, for the length the line had.
    pub profondeur: u32,
    pub vu: Vu,
    /// A sign stands in the line or soon below it, once [`super::entetes::look_below`] has looked.
    pub portee: bool,
    /// All of it is written in a colour.
    pub teinte: bool,
}

impl<'a> Ligne<'a> {
    pub(crate) fn new(texte: impl Into<Cow<'a, str>>, marque: Marque) -> Self {
        let texte = texte.into();
        let vu = Vu::of(&texte);
        Self { texte, marque, profondeur: 0, vu, portee: false, teinte: false }
    }

    /// Behind so many quote marks.
    pub(crate) fn behind(self, profondeur: u32) -> Self {
        Self { profondeur, ..self }
    }

    pub(crate) fn teinte(self, teinte: bool) -> Self {
        Self { teinte, ..self }
    }

    pub(crate) fn into_owned(self) -> Ligne<'static> {
        let Self { texte, marque, profondeur, vu, portee, teinte } = self;
        Ligne { texte: Cow::Owned(texte.into_owned()), marque, profondeur, vu, portee, teinte }
    }

    /// Has a colon, an address or a time zone in it: something may be announced here.
    pub(crate) fn has_sign(&self) -> bool {
        self.vu.has(Vu::SIGN)
    }

    pub(crate) fn texte(&self) -> Texte<'_> {
        Texte { texte: &self.texte, vu: self.vu }
    }

    pub(crate) fn is_blank(&self) -> bool {
        // Trackers leave a mark of their own on a line.
        !self.texte.as_bytes().first().is_some_and(u8::is_ascii_graphic)
            && self.texte.chars().all(|c| c.is_whitespace() || c == 'ᐧ')
    }
}

/// The text of a line, and what was seen of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Texte<'l> {
    pub texte: &'l str,
    pub vu: Vu,
}

impl<'l> Texte<'l> {
    /// A part of it.
    pub(crate) fn cut(self, texte: &'l str) -> Self {
        Self { texte, ..self }
    }

    pub(crate) fn trimmed(self) -> &'l str {
        trimmed(self.texte)
    }

    pub(crate) fn is_blank(self) -> bool {
        is_blank(self.texte)
    }
}

impl<'l> From<&'l str> for Texte<'l> {
    fn from(texte: &'l str) -> Self {
        Self { texte, vu: Vu::of(texte) }
    }
}

impl Deref for Texte<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.texte
    }
}

/// One text of them, a line each.
pub(super) fn joined(texts: &[Texte]) -> String {
    let mut out = String::with_capacity(texts.iter().map(|text| text.len() + 1).sum());
    for (rank, text) in texts.iter().enumerate() {
        if rank > 0 {
            out.push('\n');
        }
        out.push_str(text);
    }
    out
}

/// Lines of a plain text body, their quote marks taken off.
pub(crate) fn text_lines(text: &str) -> Vec<Ligne<'_>> {
    // About as many as letters have.
    let mut lines = Vec::with_capacity(4 + text.len() / 24);
    let mut rest = text;
    while !rest.is_empty() {
        let (line, vu, next) = Vu::of_first(rest);
        lines.push(seen_line(line, vu));
        rest = rest.get(next..).unwrap_or_default();
    }
    lines
}

/// One line, its quote marks taken off.
pub(crate) fn text_line(line: &str) -> Ligne<'_> {
    seen_line(line, Vu::of(line))
}

#[inline]
fn seen_line(line: &str, vu: Vu) -> Ligne<'_> {
    if vu.has(Vu::UNTIDY) && is_untidy(line, vu) {
        let tidy = tidied(line);
        return plain_line(&tidy, Vu::of(&tidy)).into_owned();
    }
    plain_line(line, vu)
}

/// A line without its quote marks. No rule asks of these, nor of spaces: what was seen of it is true of the rest.
#[inline]
fn plain_line(line: &str, vu: Vu) -> Ligne<'_> {
    let text = |texte, marque, profondeur| Ligne {
        texte: Cow::Borrowed(texte),
        marque,
        profondeur,
        vu,
        portee: false,
        teinte: false,
    };
    match line.as_bytes() {
        [b'>', b' ', first, ..] if first.is_ascii_graphic() && *first != b'>' => {
            return text(trimmed_end(&line[2..]), Marque::Citee, 1);
        }
        [first, ..] if first.is_ascii_graphic() && *first != b'>' => {
            return text(trimmed_end(line), Marque::Libre, 0);
        }
        _ => {}
    }
    // Where the last mark ends.
    let (mut from, mut profondeur) = (0, 0);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b' ' | b'\t' => {}
            // Further in, a mark is a mark only next to the one before it.
            b'>' if profondeur == 0 || at - from <= 2 => {
                profondeur += 1;
                from = at + 1;
            }
            _ => break,
        }
    }
    if profondeur == 0 {
        text(trimmed_end(line), Marque::Libre, 0)
    } else {
        text(trimmed(line.get(from..).unwrap_or_default()), Marque::Citee, profondeur)
    }
}

/// Spaces of every width become one kind, what is not seen goes.
pub(crate) fn tidy(line: &str) -> Cow<'_, str> {
    let vu = Vu::of(line);
    if vu.has(Vu::UNTIDY) && is_untidy(line, vu) { Cow::Owned(tidied(line)) } else { Cow::Borrowed(line) }
}

fn is_untidy(line: &str, vu: Vu) -> bool {
    let changes = |at: usize| line[at..].chars().next().is_some_and(|c| tidy_char(c) != Some(c));
    // Where characters begin, nothing else is one of these.
    let mut first = line.bytes().enumerate().filter(|(_, byte)| Vu::of_byte(*byte).has(Vu::MAYBE_UNTIDY));
    vu.has(Vu::CONTROL) || first.any(|(at, _)| changes(at))
}

fn tidied(line: &str) -> String {
    line.chars().filter_map(tidy_char).collect()
}

fn tidy_char(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => None,
        '\u{feff}' | '\u{ad}' | '\u{fffc}' => None,
        '\t' => Some('\t'),
        '\u{a0}' | '\u{202f}' | '\u{3000}' | '\u{2000}'..='\u{200a}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Only spaces, told by the first byte that is none: nearly every line is asked.
pub(super) fn is_blank(line: &str) -> bool {
    let line = line.trim_ascii_start();
    !line.as_bytes().first().is_some_and(u8::is_ascii_graphic) && line.trim_start().is_empty()
}

/// [`str::trim`], told by the outer bytes: nearly every line is trimmed.
pub(super) fn trimmed(line: &str) -> &str {
    let line = line.trim_ascii_start();
    if line.as_bytes().first().is_some_and(u8::is_ascii_graphic) { trimmed_end(line) } else { line.trim() }
}

fn trimmed_end(line: &str) -> &str {
    let line = line.trim_ascii_end();
    if line.as_bytes().last().is_some_and(u8::is_ascii_graphic) { line } else { line.trim_end() }
}
