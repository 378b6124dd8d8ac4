//! Lists of words and phrases to look an answer up in, found by what a word is made of, not one after the other.

use std::ops::Range;

use super::Token;

/// Words, written as one string with spaces.
#[derive(Debug)]
pub struct Words {
    list: &'static str,
    index: Index,
}

/// Phrases, written as one string with ` / ` between them.
#[derive(Debug)]
pub struct Phrases {
    list: &'static str,
    /// By their first words.
    index: Index,
}

/// A list of words.
pub trait List {
    fn has(&self, word: &str) -> bool;
}

impl Words {
    pub const fn new(list: &'static str) -> Words {
        let (bytes, mut index) = (list.as_bytes(), Index([0; SLOTS]));
        let mut at = 0;
        while at < bytes.len() {
            index = index.with(bytes, at);
            at = word_end(bytes, at) + 1;
        }
        Words { list, index }
    }
}

impl List for Words {
    fn has(&self, word: &str) -> bool {
        let list = self.list.as_bytes();
        self.index.places(word).any(|at| list[at..word_end(list, at)] == *word.as_bytes())
    }
}

impl List for str {
    fn has(&self, word: &str) -> bool {
        listed(self, word)
    }
}

/// Whether a list of words, written as one string with spaces, holds this one.
pub fn listed(words: &str, word: &str) -> bool {
    let mut at = 0;
    while at < words.len() {
        let end = word_end(words.as_bytes(), at);
        if words.as_bytes()[at..end] == *word.as_bytes() {
            return true;
        }
        at = end + 1;
    }
    false
}

impl Phrases {
    pub const fn new(list: &'static str) -> Phrases {
        let (bytes, mut index) = (list.as_bytes(), Index([0; SLOTS]));
        let mut at = 0;
        while at < bytes.len() {
            index = index.with(bytes, at);
            while at < bytes.len() && bytes[at] != b'/' {
                at += 1;
            }
            at += 2;
        }
        Phrases { list, index }
    }

    /// Whether one of them stands in some tokens, apostrophes and dashes between its words left aside.
    pub fn stand_in(&self, tokens: &[Token]) -> bool {
        tokens.iter().enumerate().any(|(at, token)| {
            token.word().is_some_and(|word| self.begun_by(word).any(|phrase| begins(&tokens[at..], phrase)))
        })
    }

    /// Those that stand in a folded text, as bytes of it.
    pub fn found_in<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let starts = std::iter::once(0).chain(folded.match_indices(' ').map(|(space, _)| space + 1));
        starts.flat_map(move |at| {
            let rest = &folded[at..];
            let first = &rest[..word_end(rest.as_bytes(), 0)];
            let stands = |phrase: &&str| rest.strip_prefix(*phrase).is_some_and(ends_a_word);
            self.begun_by(first).filter(stands).map(move |phrase| at..at + phrase.len())
        })
    }

    /// Those with this first word, and maybe others.
    fn begun_by(&self, word: &str) -> impl Iterator<Item = &'static str> {
        self.index.places(word).map(|at| {
            let rest = &self.list[at..];
            rest.split_once(" / ").map_or(rest, |(phrase, _)| phrase)
        })
    }
}

fn begins(tokens: &[Token], phrase: &str) -> bool {
    let mut tokens = tokens.iter().filter(|token| !token.is_mark(&['\'', '-']));
    phrase.split(' ').all(|word| tokens.next().and_then(Token::word) == Some(word))
}

fn ends_a_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

/// Where the word that begins at a place ends.
const fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b' ' {
        at += 1;
    }
    at
}

/// Places of a list by the words there: each in the first free slot from the word's own, plus one; 0 is free.
#[derive(Debug)]
struct Index([u16; SLOTS]);

const SLOTS: usize = 512;

impl Index {
    /// Fails to compile when the list is too long.
    const fn with(mut self, list: &[u8], at: usize) -> Index {
        let mut slot = slot(list, at, word_end(list, at));
        let mut tries = 0;
        while self.0[slot] != 0 {
            slot = (slot + 1) % SLOTS;
            tries += 1;
            assert!(tries < SLOTS / 4, "too many words for this index");
        }
        assert!(at < u16::MAX as usize, "too long a list for this index");
        self.0[slot] = at as u16 + 1;
        self
    }

    /// Where this word can be.
    fn places(&self, word: &str) -> impl Iterator<Item = usize> {
        let first = slot(word.as_bytes(), 0, word.len());
        let places = (first..first + SLOTS).map(|slot| usize::from(self.0[slot % SLOTS]));
        places.take_while(|place| *place != 0).map(|place| place - 1)
    }
}

/// The slot of a word, by its length and three of its letters.
const fn slot(bytes: &[u8], start: usize, end: usize) -> usize {
    if start == end {
        return 0;
    }
    let (first, middle, last) = (bytes[start], bytes[start + (end - start) / 2], bytes[end - 1]);
    let before = bytes[end - 1 - (end - start > 1) as usize];
    (first as usize * 7
        + middle as usize * 31
        + before as usize * 61
        + last as usize * 113
        + (end - start) * 59)
        % SLOTS
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
        assert!(found("pasteque c est").is_empty() && found("").is_empty());
    }
}
