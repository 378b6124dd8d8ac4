//! Lists of words and phrases to look an answer up in. Most words are in none: a mask says so without a look.

use super::Token;

/// Words, written as one string with spaces.
#[derive(Debug)]
pub struct Words {
    list: &'static str,
    mask: Mask,
}

/// Phrases, written as one string with ` / ` between them.
#[derive(Debug)]
pub struct Phrases {
    list: &'static str,
    /// Of their first words.
    mask: Mask,
}

/// A list of words.
pub trait List {
    fn has(&self, word: &str) -> bool;
}

impl Words {
    pub const fn new(list: &'static str) -> Words {
        let (bytes, mut mask) = (list.as_bytes(), Mask([0; 4]));
        let mut at = 0;
        while at < bytes.len() {
            let end = word_end(bytes, at);
            mask = mask.with(bytes, at, end);
            at = end + 1;
        }
        Words { list, mask }
    }
}

impl List for Words {
    fn has(&self, word: &str) -> bool {
        self.mask.may_have(word.as_bytes()) && listed(self.list, word)
    }
}

impl List for str {
    fn has(&self, word: &str) -> bool {
        listed(self, word)
    }
}

/// Whether a list of words, written as one string with spaces, holds this one.
pub fn listed(words: &str, word: &str) -> bool {
    let (mut list, word) = (words.as_bytes(), word.as_bytes());
    while list.len() >= word.len() {
        if list.starts_with(word) && list.get(word.len()).is_none_or(|byte| *byte == b' ') {
            return true;
        }
        let Some(space) = list.iter().position(|byte| *byte == b' ') else { return false };
        list = &list[space + 1..];
    }
    false
}

impl Phrases {
    pub const fn new(list: &'static str) -> Phrases {
        let (bytes, mut mask) = (list.as_bytes(), Mask([0; 4]));
        let mut at = 0;
        while at < bytes.len() {
            let mut end = word_end(bytes, at);
            mask = mask.with(bytes, at, end);
            while end < bytes.len() && bytes[end] != b'/' {
                end += 1;
            }
            at = end + 2;
        }
        Phrases { list, mask }
    }

    /// Whether one of them stands in some tokens, apostrophes and dashes between its words left aside.
    pub fn stand_in(&self, tokens: &[Token]) -> bool {
        tokens.iter().enumerate().any(|(at, token)| {
            let may_begin = token.word().is_some_and(|word| self.mask.may_have(word.as_bytes()));
            may_begin && self.list.split(" / ").any(|phrase| begins(&tokens[at..], phrase))
        })
    }

    /// Those that stand in a folded text, as bytes of it.
    pub fn found_in<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
        let starts = std::iter::once(0).chain(folded.match_indices(' ').map(|(space, _)| space + 1));
        let starts = starts.filter(|at| {
            let bytes = folded.as_bytes();
            let end = bytes[*at..].iter().position(|byte| *byte == b' ').map_or(bytes.len(), |len| at + len);
            self.mask.may_have(&bytes[*at..end])
        });
        starts.flat_map(move |at| {
            let here = move |phrase: &str| {
                let rest = folded[at..].strip_prefix(phrase)?;
                (rest.is_empty() || rest.starts_with(' ')).then(|| at..at + phrase.len())
            };
            self.list.split(" / ").filter_map(here)
        })
    }
}

fn begins(tokens: &[Token], phrase: &str) -> bool {
    let mut tokens = tokens.iter().filter(|token| !token.is_mark(&['\'', '-']));
    phrase.split(' ').all(|word| tokens.next().and_then(Token::word) == Some(word))
}

/// Where the word that begins at a place ends.
const fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b' ' {
        at += 1;
    }
    at
}

/// The traits that some words have: 256 bits.
#[derive(Debug, Clone, Copy)]
struct Mask([u64; 4]);

impl Mask {
    const fn with(mut self, bytes: &[u8], start: usize, end: usize) -> Mask {
        if end > start {
            let (place, bit) = slot(bytes, start, end);
            self.0[place] |= bit;
        }
        self
    }

    /// False when no word of the list is this one.
    fn may_have(&self, word: &[u8]) -> bool {
        let (place, bit) = if word.is_empty() { return false } else { slot(word, 0, word.len()) };
        self.0[place] & bit != 0
    }
}

/// The bit of a word, by its length and three of its letters. It has one at least.
const fn slot(bytes: &[u8], start: usize, end: usize) -> (usize, u64) {
    let (first, middle, last) = (bytes[start], bytes[start + (end - start) / 2], bytes[end - 1]);
    let mixed = first as usize * 7 + middle as usize * 31 + last as usize * 101 + (end - start) * 59;
    ((mixed >> 6) & 3, 1 << (mixed & 63))
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    const LIST: &str = "oui ouais ouep ouaip yes yep yeah ui oiu un";

    #[test]
    fn a_word_is_in_its_list_and_no_other_is() {
        static WORDS: Words = Words::new(LIST);
        for word in LIST.split(' ') {
            assert!(WORDS.has(word) && LIST.has(word), "{word}");
        }
        for word in ["", "ou", "uis", "u", "n", "oui ouais", " ", "ouai", "iu", "e"] {
            assert!(!WORDS.has(word) && !listed(LIST, word), "{word}");
        }
    }

    #[test]
    fn a_phrase_stands_whole() {
        static PHRASES: Phrases = Phrases::new("peut etre / n importe / pas / c est ca");
        for text in ["peut-être", "C’est n'importe quoi", "pas ça", "oui, c'est ça"] {
            assert!(PHRASES.stand_in(&tokens(text)), "{text}");
        }
        for text in ["", "peut", "être peut", "passe", "importe", "c'est"] {
            assert!(!PHRASES.stand_in(&tokens(text)), "{text}");
        }
        let found = |text| PHRASES.found_in(text).collect::<Vec<_>>();
        assert_eq!(found("oui c est ca pas"), [4..12, 13..16]);
        assert_eq!(found("pasteque c est"), []);
        assert_eq!(found(""), []);
    }
}
