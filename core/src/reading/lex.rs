//! An answer cut into tokens: figures, numbers in words, words without accents, marks.

mod coupe;
mod listes;
mod spelled;

use compact_str::CompactString;
use coupe::split;
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

/// Puts together what belongs together: « aujourd'hui », « 1er », numbers in words.
fn join(tokens: Vec<Token>) -> Vec<Token> {
    let next = |from: usize| (from..tokens.len()).find_map(|at| Some((at, joined(&tokens, at)?)));
    let mut found = next(0);
    // Most answers have nothing of the kind.
    if found.is_none() {
        return tokens;
    }
    let mut out = Vec::with_capacity(tokens.len());
    let mut from = 0;
    while let Some((at, (kind, end))) = found {
        out.extend_from_slice(&tokens[from..at]);
        out.push(Token { kind, end: tokens[end - 1].end, ..tokens[at] });
        from = end;
        found = next(from);
    }
    out.extend_from_slice(&tokens[from..]);
    out
}

/// What the tokens from `at` on make together, and the index after them.
fn joined(tokens: &[Token], at: usize) -> Option<(Kind, usize)> {
    let token = &tokens[at];
    if token.is_word(&["aujourd"])
        && let Some(hui) = (at + 1..tokens.len().min(at + 3)).find(|&next| tokens[next].is_word(&["hui"]))
    {
        return Some((Kind::Word("aujourdhui".into()), hui + 1));
    }
    if let (Some(figures), Some(next)) = (token.figures(), tokens.get(at + 1)) {
        let suffix = ["er", "ere", "eme", "emes", "ieme", "iemes", "me", "nd", "nde"];
        let er = next.is_word(&["er"]) && figures == "1";
        if (er || (!next.spaced && next.is_word(&suffix)))
            && let Ok(rank) = figures.parse()
        {
            return Some((Kind::Ordinal(rank), at + 2));
        }
    }
    spelled(tokens, at).filter(|_| !is_september(tokens, at))
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
