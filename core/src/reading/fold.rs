//! Text as it compares: without accents, case, punctuation or odd spaces.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Lower case, no accents, ligatures opened, every run of anything but letters and digits one space.
/// « Bœuf à l'ÉTÉ » is `boeuf a l ete`.
pub fn fold(text: &str) -> String {
    let mut folded = Folded { out: vec![b' '; text.len()], end: 0, last: b' ' };
    let mut at = 0;
    loop {
        at += folded.read(&text.as_bytes()[at..]);
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        at += c.len_utf8();
        match c {
            // What is most often drawn around words.
            '\u{a0}' | '«' | '»' | '°' | '\u{2010}'..='\u{2027}' | '€' => folded.put(b' '),
            c => decompose_compatible(c, |c| folded.push(c)),
        }
    }
    folded.text()
}

/// What ASCII folds to, a space for what is between words.
const PLAIN: [u8; 256] = {
    let mut table = [UNKNOWN; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] =
            if (byte as u8).is_ascii_alphanumeric() { (byte as u8).to_ascii_lowercase() } else { b' ' };
        byte += 1;
    }
    table
};
/// The first bytes of the letters from À to ſ, and what they fold to, one after the other.
const LATIN: std::ops::RangeInclusive<u8> = 0xc3..=0xc5;
const ACCENTED: &[u8; 192] = b"aaaaaa\0ceeeeiiii\0nooooo \0uuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo \0uuuuy\0y\
aaaaaaccccccccdd\0\0eeeeeeeeeegggggggghh\0\0iiiiiiiii\0\0\0jjkk\0llllll\0\0\0\0nnnnnn\0\0\0oooooo\0\0\
rrrrrrsssssssstttt\0\0uuuuuuuuuuuuwwyyyzzzzzzs";
/// Not one letter.
const UNKNOWN: u8 = 0;

/// An accented letter from À to ſ without its accent, lower case; `None` for what is not one letter with an accent.
pub fn accented(c: char) -> Option<char> {
    let letter = match u32::from(c).checked_sub(0xc0) {
        Some(rank @ ..192) => ACCENTED[rank as usize],
        _ => UNKNOWN,
    };
    (letter != UNKNOWN && letter != b' ').then(|| char::from(letter))
}

/// A text that is folded: what is written of it ends at `end`.
struct Folded {
    out: Vec<u8>,
    end: usize,
    /// The last byte written, a space before the first: another space is written over one.
    last: u8,
}

impl Folded {
    /// Folds letters and marks up to one that is to be taken apart. Nearly all of what people write is read here.
    fn read(&mut self, bytes: &[u8]) -> usize {
        // No longer than what is read: there is room, unless what was taken apart grew.
        self.out.resize(self.out.len().max(self.end + bytes.len()), b' ');
        let out = &mut self.out[self.end..];
        let (mut at, mut end, mut last) = (0, 0, self.last);
        let mut put = |letter| {
            out[end] = letter;
            // No letter or digit has only the bits of a space.
            end += usize::from((letter | last) != b' ');
            last = letter;
        };
        loop {
            for byte in &bytes[at..] {
                let letter = PLAIN[usize::from(*byte)];
                if letter == UNKNOWN {
                    break;
                }
                put(letter);
                at += 1;
            }
            let [first, second, ..] = bytes[at..] else { break };
            if !LATIN.contains(&first) {
                break;
            }
            let letter = ACCENTED[usize::from(first - LATIN.start()) * 64 + usize::from(second & 0x3f)];
            if letter == UNKNOWN {
                break;
            }
            put(letter);
            at += 2;
        }
        self.end += end;
        self.last = last;
        at
    }

    fn put(&mut self, byte: u8) {
        match self.out.get_mut(self.end) {
            Some(place) => *place = byte,
            None => self.out.push(byte),
        }
        self.end += usize::from((byte | self.last) != b' ');
        self.last = byte;
    }

    fn push(&mut self, c: char) {
        let mut add = |c: char| c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.put(byte));
        match c {
            // Letters that are what they are: Cyrillic, the parts of Korean syllables, Chinese.
            'а'..='я' | '\u{1100}'..='\u{115e}' | '\u{1161}'..='\u{11ff}' | '\u{4e00}'..='\u{9fff}' => {
                add(c)
            }
            c if is_combining_mark(c) => {}
            c if !c.is_alphanumeric() => add(' '),
            c if c.is_ascii() => add(c.to_ascii_lowercase()),
            'œ' | 'Œ' => ['o', 'e'].into_iter().for_each(add),
            'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(add),
            'ß' => ['s', 's'].into_iter().for_each(add),
            _ => c.to_lowercase().filter(|c| !is_combining_mark(*c)).for_each(add),
        }
    }

    fn text(mut self) -> String {
        self.out.truncate(self.end - usize::from(self.last == b' ' && self.end > 0));
        String::from_utf8(self.out).unwrap_or_default()
    }
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// These words stand in the text, whole and in this order; both folded.
pub fn has_words(text: &str, part: &str) -> bool {
    let stands_at = |at: usize| {
        let rest = &text.as_bytes()[at..];
        rest.starts_with(part.as_bytes()) && matches!(rest.get(part.len()), None | Some(b' '))
    };
    let word_starts = text.match_indices(' ').map(|(at, _)| at + 1);
    !part.is_empty() && std::iter::once(0).chain(word_starts).any(stands_at)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// What is known of a character is what taking it apart gives.
    #[test]
    fn known_letters() {
        let plain = ('а'..='я').chain('\u{1100}'..='\u{115e}').chain('\u{1161}'..='\u{11ff}');
        for c in plain.chain('\u{4e00}'..='\u{9fff}') {
            assert!(c.is_alphanumeric() && !is_combining_mark(c) && c.to_lowercase().eq([c]), "{c:?}");
        }
        for c in ('\0'..='\u{17f}')
            .chain('А'..='ё')
            .chain('\u{2010}'..='\u{2027}')
            .chain("ẞﬁ€ⅣⅫ٣각\u{301}".chars())
        {
            let (text, mut folded) = (format!("à{c}B{c}"), Folded { out: Vec::new(), end: 0, last: b' ' });
            text.nfkd().for_each(|c| folded.push(c));
            assert_eq!(fold(&text), folded.text(), "{c:?}");
        }
    }

    #[test]
    fn folding() {
        assert_eq!(fold("Bœuf à l'ÉTÉ"), "boeuf a l ete");
        assert_eq!(fold("\u{a0} Élève\u{202f}n°2 !"), "eleve n 2");
        assert_eq!(fold("…"), "");
    }
}
