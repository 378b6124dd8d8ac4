//! A body as lines, whatever it was written in: what the reply is told apart on.

use std::borrow::Cow;

use memchr::memchr_iter;

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
    /// Has a colon, an address or a time zone in it: something may be announced here.
    pub signe: bool,
    /// All of it is written in a colour.
    pub teinte: bool,
}

impl<'a> Ligne<'a> {
    pub(crate) fn new(texte: impl Into<Cow<'a, str>>, marque: Marque) -> Self {
        let texte = texte.into();
        let signe = has_sign(&texte, seen(&texte));
        Self { texte, marque, profondeur: 0, signe, teinte: false }
    }

    /// Behind so many quote marks.
    pub(crate) fn behind(self, profondeur: u32) -> Self {
        Self { profondeur, ..self }
    }

    pub(crate) fn teinte(self, teinte: bool) -> Self {
        Self { teinte, ..self }
    }

    pub(crate) fn into_owned(self) -> Ligne<'static> {
        let Self { texte, marque, profondeur, signe, teinte } = self;
        Ligne { texte: Cow::Owned(texte.into_owned()), marque, profondeur, signe, teinte }
    }

    pub(crate) fn is_blank(&self) -> bool {
        // Trackers leave a mark of their own on a line.
        !self.texte.as_bytes().first().is_some_and(u8::is_ascii_graphic)
            && self.texte.chars().all(|c| c.is_whitespace() || c == 'ᐧ')
    }
}

/// What each byte says of the line it stands in, as bits: every line is looked at once.
mod vu {
    /// A colon or an at sign.
    pub(super) const SIGN: u8 = 1;
    /// Begins a time zone, or the wide colon: the words tell.
    pub(super) const MAYBE_SIGN: u8 = 2;
    /// Not seen on paper, or the first byte of a character that may not be.
    pub(super) const UNTIDY: u8 = 4;
}

const VU: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b':' | b'@' => vu::SIGN,
            b'G' | b'U' => vu::MAYBE_SIGN,
            b'\t' => 0,
            0..=0x1f | 0x7f => vu::UNTIDY,
            // Other controls, NBSP and the soft hyphen; spaces, marks and joiners; the ideographic space.
            0xc2 | 0xe2 | 0xe3 => vu::UNTIDY,
            // The byte order mark and what stands for an object; « ： ».
            0xef => vu::UNTIDY | vu::MAYBE_SIGN,
            _ => 0,
        };
        byte += 1;
    }
    table
};

fn seen(line: &str) -> u8 {
    line.bytes().fold(0, |seen, byte| seen | VU[usize::from(byte)])
}

fn has_sign(line: &str, seen: u8) -> bool {
    seen & vu::SIGN != 0
        || seen & vu::MAYBE_SIGN != 0 && ["GMT", "UTC", "："].iter().any(|sign| line.contains(sign))
}

/// Lines of a plain text body, their quote marks taken off.
pub(crate) fn text_lines(text: &str) -> Vec<Ligne<'_>> {
    // About as many as letters have.
    let mut lines = Vec::with_capacity(4 + text.len() / 24);
    let mut from = 0;
    for end in memchr_iter(b'\n', text.as_bytes()) {
        let returns = end > from && text.as_bytes().get(end - 1) == Some(&b'\r');
        lines.push(text_line(text.get(from..end - usize::from(returns)).unwrap_or_default()));
        from = end + 1;
    }
    lines.extend(text.get(from..).filter(|line| !line.is_empty()).map(text_line));
    lines
}

fn text_line(line: &str) -> Ligne<'_> {
    let seen = seen(line);
    if seen & vu::UNTIDY != 0 && line.contains(is_untidy) {
        let tidy = tidied(line);
        return plain_line(&tidy, self::seen(&tidy)).into_owned();
    }
    plain_line(line, seen)
}

/// A line without its quote marks. Neither they nor spaces are signs: what was seen of it is true of the rest.
fn plain_line(line: &str, seen: u8) -> Ligne<'_> {
    let signe = has_sign(line, seen);
    if line.as_bytes().first().is_some_and(|byte| byte.is_ascii_graphic() && *byte != b'>') {
        return Ligne {
            texte: Cow::Borrowed(trimmed_end(line)),
            marque: Marque::Libre,
            profondeur: 0,
            signe,
            teinte: false,
        };
    }
    let mut rest = line;
    let mut profondeur = 0;
    loop {
        let margin = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        // Further in, a mark is a mark only next to the one before it.
        let near = profondeur == 0 || margin <= 2;
        if !near || rest.as_bytes().get(margin) != Some(&b'>') {
            break;
        }
        profondeur += 1;
        rest = rest.get(margin + 1..).unwrap_or_default();
    }
    let (texte, marque) =
        if profondeur == 0 { (trimmed_end(line), Marque::Libre) } else { (trimmed(rest), Marque::Citee) };
    Ligne { texte: Cow::Borrowed(texte), marque, profondeur, signe, teinte: false }
}

/// Spaces of every width become one kind, what is not seen goes.
pub(crate) fn tidy(line: &str) -> Cow<'_, str> {
    if seen(line) & vu::UNTIDY != 0 && line.contains(is_untidy) {
        Cow::Owned(tidied(line))
    } else {
        Cow::Borrowed(line)
    }
}

fn is_untidy(c: char) -> bool {
    tidy_char(c) != Some(c)
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

/// [`str::trim`], told by the outer bytes: nearly every line is trimmed.
pub(super) fn trimmed(line: &str) -> &str {
    if line.as_bytes().first().is_some_and(u8::is_ascii_graphic) { trimmed_end(line) } else { line.trim() }
}

fn trimmed_end(line: &str) -> &str {
    if line.as_bytes().last().is_some_and(u8::is_ascii_graphic) { line } else { line.trim_end() }
}
