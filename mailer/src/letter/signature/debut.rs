//! A cheap look at a line before its words are read: most begin nothing that stands under a letter.

use super::super::lettres::Lettres;
use super::super::ligne::Texte;
use super::super::vu::Vu;
use super::{formules, mentions, mobile};

/// The first letters of all that ends a letter.
const BEGINNINGS: Lettres = Lettres::first_of(&[
    mobile::MOBILE_STARTS,
    mobile::TAGLINES,
    mobile::STORE_STARTS,
    mentions::SURE,
    mentions::STARTS,
    mentions::GREEN,
    formules::CLOSINGS,
]);

/// How what takes leave at the end of a sentence ends.
const FORMULAS: [&[u8; 4]; 4] = [b"ment", b"cdlt", b" cdt", b"vous"];

/// Whether a signature, a mark or a formula may begin on this line. Never wrong when it says no, unless the line has
/// a formal word.
pub(super) fn may_end(line: &str) -> bool {
    let begins = line.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
    let first = if begins { line } else { line.trim_start_matches(|c: char| !c.is_alphanumeric()) };
    // A link may stand before the words.
    first.len() < 3 || BEGINNINGS.may_begin(first) || first.starts_with("http") || ends_in_formula(line)
}

/// « Merci d'avance, cordialement ».
fn ends_in_formula(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_mark = |byte: &u8| matches!(byte, b'.' | b',' | b'!' | b' ');
    let end = bytes.iter().rposition(|byte| !is_mark(byte)).map_or(0, |last| last + 1);
    match bytes[..end].split_last_chunk::<4>() {
        Some((before, last)) if !before.is_empty() => {
            FORMULAS.contains(&&last.map(|b| b.to_ascii_lowercase()))
        }
        _ => true,
    }
}

/// « Je vous prie d'agréer … mes salutations distinguées », whose end may stand on the next line: some letters of it.
pub(super) fn is_formal(line: Texte, next: &str) -> bool {
    asks(line) && (has_formal_word(&line) || has_formal_word(next))
}

/// Whether letters of « … vous prie de recevoir », « agréez », « veuillez », « recevez » or « croyez » stand in the line.
pub(super) fn asks(line: Texte) -> bool {
    // All of it is looked at, which is quicker than to stop: there are no branches.
    let stands = |seen, three: &[u8]| {
        let [p, r, i] = [three[0] | 0x20, three[1] | 0x20, three[2] | 0x20];
        seen | (p == b'p') & (r == b'r') & (i == b'i')
    };
    line.vu.has(Vu::Z)
        || line.vu.has(Vu::P) && line.vu.has(Vu::V) && line.as_bytes().windows(3).fold(false, stands)
}

/// « … mes salutations distinguées », « … ma considération ».
fn has_formal_word(line: &str) -> bool {
    // Their middle letter tells nearly always.
    line.as_bytes().windows(5).any(|five| {
        matches!(five[2], b't' | b'T' | b's' | b'S')
            && matches!(five, b"lutat" | b"LUTAT" | b"entim" | b"ENTIM" | b"onsid" | b"ONSID")
    })
}
