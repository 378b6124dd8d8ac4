//! A cheap look at a line before its words are read: most begin nothing that stands under a letter.

use memchr::{memchr2, memchr2_iter};

use super::super::lettres::Lettres;
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

/// Whether a signature, a mark or a formula may begin on this line. Never wrong when it says no, unless the line has
/// a formal word.
pub(super) fn may_end(line: &str) -> bool {
    let first = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A link may stand before the words.
    first.len() < 3 || first.starts_with("http") || BEGINNINGS.may_begin(first) || ends_in_formula(line)
}

/// « Merci d'avance, cordialement ».
fn ends_in_formula(line: &str) -> bool {
    let trimmed = line.trim_end_matches(['.', ',', '!', ' ']);
    let tail = trimmed.as_bytes();
    let tail = tail.get(tail.len().saturating_sub(4)..).unwrap_or_default();
    [&b"ment"[..], b"cdlt", b" cdt", b"vous"].iter().any(|end| tail.eq_ignore_ascii_case(end))
        || trimmed.len() <= 4
}

/// « Je vous prie d'agréer … mes salutations distinguées », whose end may stand on the next line: some letters of it.
pub(super) fn is_formal(line: &str, next: &str) -> bool {
    asks(line) && (has_formal_word(line) || has_formal_word(next))
}

/// Whether letters of « … prie de recevoir », « agréez », « veuillez », « recevez » or « croyez » stand in the line.
pub(super) fn asks(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr2(b'z', b'Z', bytes).is_some()
        || memchr2_iter(b'p', b'P', bytes)
            .any(|at| bytes.get(at..at + 3).is_some_and(|three| three.eq_ignore_ascii_case(b"pri")))
}

/// « … mes salutations distinguées », « … ma considération ».
fn has_formal_word(line: &str) -> bool {
    line.as_bytes()
        .windows(5)
        .any(|five| matches!(five, b"lutat" | b"LUTAT" | b"entim" | b"ENTIM" | b"onsid" | b"ONSID"))
}
