//! A cheap look at a line before its words are read: most begin nothing that stands under a letter.

use std::collections::HashSet;
use std::sync::LazyLock;

use guichet_core::reading::fold;

use super::{formules, mentions, mobile};

/// The first letters of all that ends a letter, folded.
static BEGINNINGS: LazyLock<HashSet<[u8; 3]>> = LazyLock::new(|| {
    let lists = [
        mobile::MOBILE_STARTS,
        mobile::TAGLINES,
        mentions::SURE,
        mentions::STARTS,
        mentions::GREEN,
        formules::CLOSINGS,
    ];
    lists.into_iter().flatten().filter_map(|words| first_three(words)).collect()
});

fn first_three(folded: &str) -> Option<[u8; 3]> {
    folded.as_bytes().get(..3)?.try_into().ok()
}

/// Whether a signature, a mark or a formula may begin on this line. Never wrong when it says no, unless the line has
/// a formal word.
pub(super) fn may_end(line: &str) -> bool {
    let first = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A link may stand before the words.
    if !first.is_ascii() || first.starts_with("http") {
        let start = first.get(..first.floor_char_boundary(24)).unwrap_or_default();
        let folded = fold(start);
        if first.starts_with("http") || !folded.is_ascii() || begins(&folded) {
            return true;
        }
    } else {
        let start: Vec<u8> = first
            .bytes()
            .take(3)
            .map(|byte| if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { b' ' })
            .collect();
        // Marks between the first letters are one space, or none: « C. D. », « P.-S. ».
        if start.contains(&b' ') && begins(&fold(first.get(..first.len().min(24)).unwrap_or_default()))
            || start.len() < 3
            || start.as_slice().try_into().is_ok_and(|three| BEGINNINGS.contains::<[u8; 3]>(&three))
        {
            return true;
        }
    }
    ends_in_formula(line)
}

fn begins(folded: &str) -> bool {
    first_three(folded).is_none_or(|three| BEGINNINGS.contains(&three))
}

/// « Merci d'avance, cordialement ».
fn ends_in_formula(line: &str) -> bool {
    let trimmed = line.trim_end_matches(['.', ',', '!', ' ']);
    let tail = trimmed.as_bytes();
    let tail = tail.get(tail.len().saturating_sub(4)..).unwrap_or_default();
    [&b"ment"[..], b"cdlt", b" cdt", b"vous"].iter().any(|end| tail.eq_ignore_ascii_case(end))
        || trimmed.len() <= 4
}

/// « … mes salutations distinguées », « … ma considération ».
pub(super) fn has_formal_word(line: &str) -> bool {
    line.as_bytes()
        .windows(5)
        .any(|five| matches!(five, b"lutat" | b"LUTAT" | b"entim" | b"ENTIM" | b"onsid" | b"ONSID"))
}
