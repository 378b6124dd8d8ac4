//! Text as it compares: without accents, case, punctuation or odd spaces.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no accents, ligatures opened, every run of anything but letters and digits one space.
/// « Bœuf à l'ÉTÉ » is `boeuf a l ete`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            // Nearly all of what people write, and nothing to take apart.
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            gap = true;
        } else {
            std::iter::once(c).nfkd().for_each(|c| push(c, &mut out, &mut gap));
        }
    }
    out
}

fn push(c: char, out: &mut String, gap: &mut bool) {
    if is_combining_mark(c) {
        return;
    }
    if !c.is_alphanumeric() {
        *gap = true;
        return;
    }
    if *gap && !out.is_empty() {
        out.push(' ');
    }
    *gap = false;
    match c {
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        _ => out.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
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

    #[test]
    fn folding() {
        assert_eq!(fold("Bœuf à l'ÉTÉ"), "boeuf a l ete");
        assert_eq!(fold("\u{a0} Élève\u{202f}n°2 !"), "eleve n 2");
        assert_eq!(fold("…"), "");
    }
}
