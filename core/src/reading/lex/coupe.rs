//! A text cut where its characters change their kind.

use std::ops::Range;

use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::fold::accented;
use super::{Kind, Token};

#[derive(PartialEq, Clone, Copy)]
enum Class {
    Digit,
    Letter,
    Mark,
}

/// A text being cut.
struct Cut {
    tokens: Vec<Token>,
    spaced: bool,
    last: Class,
}

/// Words, numbers in figures and marks, letters without their accents.
pub(super) fn split(text: &str) -> Vec<Token> {
    // About as many as answers have.
    let mut cut = Cut { tokens: Vec::with_capacity(4 + text.len() / 4), spaced: false, last: Class::Mark };
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let start = at;
        if let Some((run, class)) = plain_run(rest) {
            at += run.len();
            cut.push_run(run, class, start..at);
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        let end = start + c.len_utf8();
        at = end;
        if let Some(plain) = Some(c).filter(char::is_ascii).or_else(|| accented(c)) {
            cut.push(plain, start, end);
        } else if let Some(spelled) = cut.spelled_fraction(c, &text[end..]) {
            cut.spaced &= !spelled.starts_with(',');
            spelled.chars().for_each(|c| cut.push(c, start, end));
        } else if matches!(c, '¼'..='¾' | '⅐'..='⅞') {
            cut.fraction(c, start, end);
        } else {
            std::iter::once(c).nfkd().for_each(|c| cut.push(c, start, end));
        }
    }
    cut.tokens
}

/// Letters or figures of ASCII that a text begins with: most of what people write.
fn plain_run(text: &str) -> Option<(&str, Class)> {
    let bytes = text.as_bytes();
    let first = bytes.first()?;
    let (class, is_same): (Class, fn(&u8) -> bool) = match first {
        b'a'..=b'z' | b'A'..=b'Z' => (Class::Letter, u8::is_ascii_alphabetic),
        b'0'..=b'9' => (Class::Digit, u8::is_ascii_digit),
        _ => return None,
    };
    let length = bytes.iter().take_while(|byte| is_same(byte)).count();
    Some((&text[..length], class))
}

impl Cut {
    /// Letters or figures of ASCII.
    fn push_run(&mut self, run: &str, class: Class, octets: Range<usize>) {
        let before = self.tokens.last_mut().filter(|_| !self.spaced && class == self.last);
        match before {
            Some(Token { kind: Kind::Number { digits: text, .. } | Kind::Word(text), end, .. }) => {
                let from = text.len();
                text.push_str(run);
                text[from..].make_ascii_lowercase();
                *end = octets.end;
            }
            _ => {
                let mut text = CompactString::from(run);
                let kind = match class {
                    Class::Digit => Kind::Number { digits: text, spelled: false },
                    Class::Letter | Class::Mark => {
                        text.make_ascii_lowercase();
                        Kind::Word(text)
                    }
                };
                self.tokens.push(Token { kind, spaced: self.spaced, start: octets.start, end: octets.end });
            }
        }
        (self.spaced, self.last) = (false, class);
    }

    /// Two numbers and a stroke, apart from the number before them.
    fn fraction(&mut self, c: char, start: usize, end: usize) {
        self.last = Class::Mark;
        std::iter::once(c).nfkd().for_each(|c| self.push(c, start, end));
    }

    /// « 2½ », « 12 ½ € » are 2,5 and 12,5; « 7h½ » is « 7h et demie ». `behind`: what follows.
    fn spelled_fraction(&self, c: char, behind: &str) -> Option<&'static str> {
        let decimals = match c {
            '½' => ",5",
            '¼' => ",25",
            '¾' => ",75",
            _ => return None,
        };
        let counts = ["€", "euro", "h ", "heure"].iter().any(|unit| behind.trim_start().starts_with(unit));
        match &self.tokens.last()?.kind {
            Kind::Number { .. } if !self.spaced || counts => Some(decimals),
            Kind::Word(_) if !self.spaced && c == '½' => Some(" et demi "),
            _ => None,
        }
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        if c == '\n' {
            self.tokens.push(Token { kind: Kind::Newline, spaced: true, start, end });
            (self.spaced, self.last) = (true, Class::Mark);
            return;
        }
        if c.is_whitespace() {
            self.spaced = true;
            return;
        }
        let c = plain(c);
        // « -> », « => »
        if c == '>'
            && !self.spaced
            && let Some(Token { kind: kind @ Kind::Mark('-' | '='), end: last, .. }) = self.tokens.last_mut()
        {
            (*kind, *last) = (Kind::Mark('→'), end);
            return;
        }
        if c.is_control() || !c.is_ascii() && (is_combining_mark(c) || is_invisible(c)) {
            return;
        }
        let class = if c.is_ascii_digit() {
            Class::Digit
        } else if c.is_alphabetic() {
            Class::Letter
        } else {
            Class::Mark
        };
        let continues = !self.spaced && class == self.last && class != Class::Mark;
        let before = self.tokens.last_mut().filter(|_| continues);
        match (before, class) {
            (Some(Token { kind: Kind::Number { digits, .. }, end: last, .. }), Class::Digit) => {
                digits.push(c);
                *last = end;
            }
            (Some(Token { kind: Kind::Word(word), end: last, .. }), Class::Letter) => {
                push_letter(word, c);
                *last = end;
            }
            _ => {
                let kind = match class {
                    Class::Digit => Kind::Number { digits: CompactString::from_iter([c]), spelled: false },
                    Class::Letter => {
                        let mut word = CompactString::default();
                        push_letter(&mut word, c);
                        Kind::Word(word)
                    }
                    Class::Mark => Kind::Mark(c),
                };
                self.tokens.push(Token { kind, spaced: self.spaced, start, end });
            }
        }
        (self.spaced, self.last) = (false, class);
    }
}

fn push_letter(word: &mut CompactString, c: char) {
    match c {
        _ if c.is_ascii() => word.push(c.to_ascii_lowercase()),
        'œ' | 'Œ' => word.push_str("oe"),
        'æ' | 'Æ' => word.push_str("ae"),
        'ß' => word.push_str("ss"),
        _ => word.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
    }
}

/// One apostrophe, one dash, whatever the keyboard.
fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʻ' | 'ʼ' | 'ʹ' | 'ꞌ' | '′' | '´' | '`' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2044}' => '/',
        '×' | '✕' | '✖' => '×',
        '➔' | '➜' | '⇒' | '⟶' | '➡' => '→',
        _ => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}
