//! A look at the three outer letters of a line, before it is folded: most lines are nothing that the rules know.
//!
//! The rules are lists of folded words. A list tells from the first letters of a line, or from its last ones,
//! that none of its words can stand there. It may be wrong when it says « maybe », never when it says « no ».

/// The letters that the words of some lists begin, or end, with: a set of third letters by the two outer ones.
pub(super) struct Lettres([[u32; KINDS]; KINDS]);

/// Letters of the alphabet, then whatever is between words, digits, and letters beyond ASCII.
const KINDS: usize = 29;
const GAP: u8 = 26;
const DIGIT: u8 = 27;
const BEYOND: u8 = 28;

/// Where each byte is counted.
const KIND: [u8; 256] = {
    let mut table = [GAP; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            letter @ b'a'..=b'z' => letter - b'a',
            letter @ b'A'..=b'Z' => letter - b'A',
            b'0'..=b'9' => DIGIT,
            0x80.. => BEYOND,
            _ => GAP,
        };
        byte += 1;
    }
    table
};

impl Lettres {
    /// What lines that begin with one of these may begin with. One of less than three letters is a word of its own.
    pub(super) const fn first_of(lists: &[&[&str]]) -> Self {
        Self::of(lists, false)
    }

    /// What lines that end in one of these may end in.
    pub(super) const fn last_of(lists: &[&[&str]]) -> Self {
        Self::of(lists, true)
    }

    /// Or a number.
    pub(super) const fn or_digits(mut self) -> Self {
        self.0[DIGIT as usize] = [u32::MAX; KINDS];
        self
    }

    const fn of(lists: &[&[&str]], last: bool) -> Self {
        // « No » is never said to letters beyond ASCII.
        let mut after = [1 << BEYOND; KINDS];
        after[BEYOND as usize] = u32::MAX;
        let mut sets = [after; KINDS];
        sets[BEYOND as usize] = [u32::MAX; KINDS];
        let mut list = 0;
        while list < lists.len() {
            let mut word = 0;
            while word < lists[list].len() {
                let bytes = lists[list][word].as_bytes();
                let mut letters = [GAP as usize; 3];
                let mut rank = 0;
                while rank < 3 && rank < bytes.len() {
                    let byte = bytes[if last { bytes.len() - 1 - rank } else { rank }];
                    letters[rank] = KIND[byte as usize] as usize;
                    rank += 1;
                }
                sets[letters[0]][letters[1]] |= if bytes.len() > 1 { 1 << letters[2] } else { u32::MAX };
                word += 1;
            }
            list += 1;
        }
        Self(sets)
    }

    /// Whether `text`, folded, may begin with one of the words.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        self.may(text.bytes())
    }

    /// Whether `text`, folded, may end in one of the words.
    pub(super) fn may_end(&self, text: &str) -> bool {
        self.may(text.bytes().rev())
    }

    fn may(&self, bytes: impl Iterator<Item = u8>) -> bool {
        let mut kinds = bytes.map(|byte| KIND[usize::from(byte)]);
        let Some(first) = kinds.find(|kind| *kind != GAP) else { return false };
        let second = kinds.next().unwrap_or(GAP);
        // A gap is one space, however wide.
        let third = if second == GAP { kinds.find(|kind| *kind != GAP) } else { kinds.next() };
        self.0[usize::from(first)][usize::from(second)] & 1 << third.unwrap_or(GAP) != 0
    }
}

/// Those of some words that a text begins with, all of them folded. Lists are long and few of their words have its
/// first letter: the others are not compared whole.
pub(super) fn beginnings<'w>(text: &str, words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    let first = text.as_bytes().first();
    words.iter().copied().filter(move |word| word.as_bytes().first() == first && text.starts_with(*word))
}

/// Those that it ends with.
pub(super) fn endings<'w>(text: &str, words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    let last = text.as_bytes().last();
    words.iter().copied().filter(move |word| word.as_bytes().last() == last && text.ends_with(*word))
}

/// Whether it is one of them.
pub(super) fn is_among(text: &str, words: &[&str]) -> bool {
    beginnings(text, words).any(|word| word.len() == text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: &[&str] = &["a ecrit", "le", "в", "p s", "mfg", "k"];
    const FIRST: Lettres = Lettres::first_of(&[WORDS, &["objet"]]).or_digits();
    const LAST: Lettres = Lettres::last_of(&[WORDS]);

    #[test]
    fn most_lines_are_told_at_a_glance() {
        for text in ["", "-- :", "bonjour", "Lundi", "LES", "a vrit", "P. T."] {
            assert!(!FIRST.may_begin(text), "{text}");
        }
        for text in [" A écrit", "LE 3", "le", "P.-S. : oui", "K : x", "24", "Objet : x", "À écrit", "вот"]
        {
            assert!(FIRST.may_begin(text), "{text}");
        }
        assert!(LAST.may_end("Camille a écrit :") && LAST.may_end("de P.S.") && !LAST.may_end("Bonjour,"));
    }

    proptest! {
        /// « No » is never wrong.
        #[test]
        fn no_is_never_wrong(
            outer in "[ -.«\u{a0}\u{301}]{0,3}",
            word in 0..WORDS.len(),
            upper: bool,
            inner in "([ ,.\u{301}][ -~é]{0,4})?",
        ) {
            let word = if upper { WORDS[word].to_uppercase() } else { WORDS[word].replace(' ', "- ") };
            let text = format!("{outer}{word}{inner}");
            prop_assert!(FIRST.may_begin(&text));
            let inner: String = inner.chars().rev().collect();
            let text = format!("{inner}{word}{outer}");
            prop_assert!(LAST.may_end(&text));
        }
    }
}
