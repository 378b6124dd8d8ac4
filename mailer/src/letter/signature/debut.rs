//! A cheap look at a line before its words are read: most begin nothing that stands under a letter.

use memchr::memchr2_iter;

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
const FORMULAS: &[&str] = &["ment", "cdlt", " cdt", "vous"];
const ENDS: Lettres = Lettres::last_of(&[FORMULAS]);

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
    let trimmed = line.trim_end_matches(['.', ',', '!', ' ']).as_bytes();
    let Some(before) = trimmed.len().checked_sub(4).filter(|before| *before > 0) else { return true };
    ENDS.may_end(line) && FORMULAS.iter().any(|end| trimmed[before..].eq_ignore_ascii_case(end.as_bytes()))
}

/// « Je vous prie d'agréer … mes salutations distinguées », whose end may stand on the next line: some letters of it.
pub(super) fn is_formal(line: Texte, next: &str) -> bool {
    asks(line) && (has_formal_word(&line) || has_formal_word(next))
}

/// Whether letters of « … prie de recevoir », « agréez », « veuillez », « recevez » or « croyez » stand in the line.
pub(super) fn asks(line: Texte) -> bool {
    let bytes = line.as_bytes();
    line.vu.has(Vu::Z)
        || line.vu.has(Vu::P)
            && memchr2_iter(b'p', b'P', bytes)
                .any(|at| bytes.get(at..at + 3).is_some_and(|three| three.eq_ignore_ascii_case(b"pri")))
}

/// « … mes salutations distinguées », « … ma considération ».
fn has_formal_word(line: &str) -> bool {
    // Their middle letter tells nearly always.
    line.as_bytes().windows(5).any(|five| {
        matches!(five[2], b't' | b'T' | b's' | b'S')
            && matches!(five, b"lutat" | b"LUTAT" | b"entim" | b"ENTIM" | b"onsid" | b"ONSID")
    })
}
