//! An answer cut into tokens: figures, numbers in words, words without accents, marks.

mod listes;
mod spelled;

use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::accented;
pub use listes::{List, Phrases, Words, listed};
use spelled::{is_september, spelled};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Figures, as typed or from words: « 06 » keeps its zero. `spelled` when it was in words.
    Number {
        digits: CompactString,
        spelled: bool,
    },
    /// « 1er », « deuxième ».
    Ordinal(u32),
    /// Letters, folded: no accent, lower case.
    Word(CompactString),
    Mark(char),
    Newline,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    /// White space stands before it.
    pub spaced: bool,
    /// Bytes of the text it was written in.
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn is_word(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| {
            // Most differ in length or at the first letter: no need to compare them whole.
            let first = word.as_bytes().first();
            words
                .iter()
                .any(|other| other.len() == word.len() && other.as_bytes().first() == first && *other == word)
        })
    }

    /// Among the words of a list.
    pub fn is_in(&self, words: &(impl List + ?Sized)) -> bool {
        self.word().is_some_and(|word| words.has(word))
    }

    pub fn is_mark(&self, marks: &[char]) -> bool {
        matches!(self.kind, Kind::Mark(mark) if marks.contains(&mark))
    }

    /// Figures, typed or spelled.
    pub fn digits(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number { digits, .. } => Some(digits),
            _ => None,
        }
    }

    /// Figures typed as such.
    pub fn figures(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number { digits, spelled: false } => Some(digits),
            _ => None,
        }
    }

    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number { .. })
    }
}

/// Cuts a text into tokens, numbers in words included.
pub fn tokens(text: &str) -> Vec<Token> {
    join(split(text))
}

/// The tokens of a text by pieces: its lines, cut at semicolons too. Their bytes are those of the whole.
pub fn chunks(text: &str) -> Vec<Vec<Token>> {
    let mut out: Vec<Vec<Token>> = vec![Vec::new()];
    for token in tokens(text) {
        if token.kind == Kind::Newline || token.is_mark(&[';']) {
            out.push(Vec::new());
        } else if let Some(last) = out.last_mut() {
            last.push(token);
        }
    }
    out.retain(|chunk| !chunk.is_empty());
    out
}

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

fn split(text: &str) -> Vec<Token> {
    let mut cut = Cut { tokens: Vec::new(), spaced: false, last: Class::Mark };
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if let Some(plain) = Some(c).filter(char::is_ascii).or_else(|| accented(c)) {
            cut.push(plain, start, end);
        } else if let Some(spelled) = cut.spelled_half(c) {
            spelled.chars().for_each(|c| cut.push(c, start, end));
        } else {
            std::iter::once(c).nfkd().for_each(|c| cut.push(c, start, end));
        }
    }
    cut.tokens
}

impl Cut {
    /// « 2½ » is 2,5 and « 7h½ » is « 7h et demie ». Where they stand by themselves, fractions of one character are two
    /// numbers and their stroke, and no day and month: « ¼ » is not the first of April.
    fn spelled_half(&self, c: char) -> Option<&'static str> {
        match (c, &self.tokens.last().filter(|_| !self.spaced)?.kind) {
            ('½', Kind::Number { .. }) => Some(",5"),
            ('½', Kind::Word(_)) => Some(" et demi "),
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
        '×' | '✕' | '✖' => '×',
        '➔' | '➜' | '⇒' | '⟶' | '➡' => '→',
        _ => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Puts together what belongs together: « aujourd'hui », « 1er », numbers in words.
fn join(tokens: Vec<Token>) -> Vec<Token> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while i < tokens.len() {
        let token = &tokens[i];
        if token.is_word(&["aujourd"]) {
            let end = (i + 1..tokens.len().min(i + 3)).find(|&j| tokens[j].is_word(&["hui"]));
            if let Some(end) = end {
                let kind = Kind::Word("aujourdhui".into());
                out.push(Token { kind, end: tokens[end].end, ..token.clone() });
                i = end + 1;
                continue;
            }
        }
        if let (Some(figures), Some(next)) = (token.figures(), tokens.get(i + 1)) {
            let suffix = ["er", "ere", "eme", "emes", "ieme", "iemes", "me", "nd", "nde"];
            let er = next.is_word(&["er"]) && figures == "1";
            if (er || (!next.spaced && next.is_word(&suffix)))
                && let Ok(rank) = figures.parse()
            {
                out.push(Token { kind: Kind::Ordinal(rank), end: next.end, ..token.clone() });
                i += 2;
                continue;
            }
        }
        if let Some((kind, end)) = spelled(&tokens, i).filter(|_| !is_september(&tokens, i)) {
            out.push(Token { kind, end: tokens[end - 1].end, ..token.clone() });
            i = end;
            continue;
        }
        out.push(token.clone());
        i += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let shown = |token: &Token| match &token.kind {
            Kind::Number { digits, spelled } => format!("{}{digits}", if *spelled { "=" } else { "" }),
            Kind::Ordinal(rank) => format!("{rank}°"),
            Kind::Word(word) => word.to_string(),
            Kind::Mark(mark) => mark.to_string(),
            Kind::Newline => "⏎".into(),
        };
        tokens(text).iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cut_and_joined() {
        for (text, expected) in [
            ("7h30", "7 h 30"),
            ("1\u{202f}200,50\u{a0}€", "1 200 , 50 €"),
            ("Aujourd’hui", "aujourdhui"),
            ("le 1er août", "le 1° aout"),
            ("vingt et un et deux", "=21 et =2"),
            ("deux trois", "=2 =3"),
            ("quatre-vingt-dix-huit", "=98"),
            ("la vingt et unième", "la 21°"),
            ("zéro six douze trente-quatre", "=06 =12 =34"),
            ("mille deux cents euros", "=1200 euros"),
            ("douze cents", "=1200"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
