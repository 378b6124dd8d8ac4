//! Text as it compares: without accents, case, punctuation or odd spaces.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no accents, ligatures opened, every run of anything but letters and digits one space.
/// « Bœuf à l'ÉTÉ » is `boeuf a l ete`.
pub fn fold(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut gap = false;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        // Nearly all of what people write, and nothing to take apart.
        let (letter, width) = match byte {
            0..=0x7f => (PLAIN[usize::from(*byte)], 1),
            &LATIN => {
                (text.as_bytes().get(at + 1).map_or(UNKNOWN, |byte| ACCENTED[usize::from(byte & 0x3f)]), 2)
            }
            _ => (UNKNOWN, 0),
        };
        at += width;
        match letter {
            UNKNOWN => {
                at -= width;
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                at += c.len_utf8();
                std::iter::once(c).nfkd().for_each(|c| push(c, &mut out, &mut gap));
            }
            b' ' => gap = true,
            _ => {
                space(&mut out, &mut gap);
                out.push(letter);
            }
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// What ASCII folds to, a space for what is between words.
const PLAIN: [u8; 128] = {
    let mut table = [b' '; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};
/// The first byte of the letters from À to ÿ, and what they fold to, by the second.
const LATIN: u8 = 0xc3;
const ACCENTED: &[u8; 64] = b"aaaaaa\0ceeeeiiii\0nooooo \0uuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo \0uuuuy\0y";
/// Not one letter.
const UNKNOWN: u8 = 0;

/// An accented letter from À to ÿ without its accent, lower case; `None` for what is not one letter with an accent.
pub fn accented(c: char) -> Option<char> {
    let letter = match u32::from(c).checked_sub(0xc0) {
        Some(rank @ ..64) => ACCENTED[rank as usize],
        _ => UNKNOWN,
    };
    (letter != UNKNOWN && letter != b' ').then(|| char::from(letter))
}

/// The space between two words, once the second begins.
fn space(out: &mut Vec<u8>, gap: &mut bool) {
    if *gap && !out.is_empty() {
        out.push(b' ');
    }
    *gap = false;
}

fn push(c: char, out: &mut Vec<u8>, gap: &mut bool) {
    if is_combining_mark(c) {
        return;
    }
    if !c.is_alphanumeric() {
        *gap = true;
        return;
    }
    space(out, gap);
    let mut add = |c: char| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    match c {
        c if c.is_ascii() => add(c.to_ascii_lowercase()),
        'œ' | 'Œ' => ['o', 'e'].into_iter().for_each(add),
        'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(add),
        'ß' => ['s', 's'].into_iter().for_each(add),
        _ => c.to_lowercase().filter(|c| !is_combining_mark(*c)).for_each(add),
    }
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// These words stand in the text, whole and in this order; both folded.
pub fn has_words(text: &str, part: &str) -> bool {
    !part.is_empty() && format!(" {text} ").contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known of a character is what taking it apart gives.
    #[test]
    fn known_letters() {
        for c in ('\0'..='\u{17f}').chain("ẞﬁ’«…€Ⅳ٣각\u{301}".chars()) {
            let (text, mut out, mut gap) = (format!("à{c}B{c}"), Vec::new(), false);
            text.nfkd().for_each(|c| push(c, &mut out, &mut gap));
            assert_eq!(fold(&text).into_bytes(), out, "{c:?}");
        }
    }

    #[test]
    fn folding() {
        assert_eq!(fold("Bœuf à l'ÉTÉ"), "boeuf a l ete");
        assert_eq!(fold("\u{a0} Élève\u{202f}n°2 !"), "eleve n 2");
        assert_eq!(fold("…"), "");
    }
}
