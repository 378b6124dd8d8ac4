//! The social security number, which is never kept.

use std::sync::LazyLock;

use regex::Regex;

use super::identite::pattern;

/// What stands in place of a number.
pub const NIR_MASK: &str = "[numéro de sécurité sociale masqué]";

/// Groups of four in the longest IBAN (ISO 13616: 34 characters).
const LONGEST_IBAN: usize = 9;

/// The text with every French social security number (NIR) masked, or `None` when it holds none.
///
/// Fifteen characters whose key fits (97 minus the first thirteen modulo 97, Corsica 2A and 2B counted as 19
/// and 18), or any set out by groups as on the card, with spaces, dots, hyphens or the underscores of file names
/// (« 2_85_05_78_006_084_41.pdf »). SIRETs, telephones and IBANs are left.
pub fn mask_nir(text: &str) -> Option<String> {
    static NIR: LazyLock<Regex> = LazyLock::new(|| {
        let gap = r"[\s._\-\u{a0}\u{202f}]{0,2}";
        let digits = |count: usize| vec!["[0-9]"; count].join(gap);
        let department = format!("(?:[0-9]{gap}[0-9]|2{gap}[AaBb])");
        let (two, three) = (digits(2), digits(3));
        pattern(&format!(
            "[1-478]{gap}{two}{gap}{two}{gap}{department}{gap}{three}{gap}{three}(?:{gap}{two})?"
        ))
    });
    let mut out = String::new();
    let mut last = 0;
    let mut at = 0;
    while let Some(found) = NIR.find_at(text, at) {
        // Words may touch it where names are written in one go: « nir285057800608441.jpg ».
        let stuck = |c: char| c.is_alphabetic();
        let touched = text[..found.start()].ends_with(stuck) || text[found.end()..].starts_with(stuck);
        let stands_alone = !text[..found.start()].ends_with(|c: char| c.is_numeric())
            && !text[found.end()..].starts_with(|c: char| c.is_numeric());
        if stands_alone && is_nir(found.as_str(), touched) && !is_in_iban(&text[..found.start()]) {
            out.push_str(&text[last..found.start()]);
            out.push_str(NIR_MASK);
            (last, at) = (found.end(), found.end());
        } else {
            // Past the run of figures this match began in.
            let run = text[found.start()..]
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(text.len() - found.start());
            at = found.start() + run.max(1);
        }
    }
    if out.is_empty() {
        return None;
    }
    out.push_str(&text[last..]);
    Some(out)
}

/// The groups just before begin with a country and its key (« FR76 »): part of an IBAN.
fn is_in_iban(before: &str) -> bool {
    let groups = before.rsplit([' ', '\u{a0}', '\u{202f}']).filter(|group| !group.is_empty());
    let is_start = |group: &str| {
        let bytes = group.as_bytes();
        bytes.len() >= 4
            && bytes[..2].iter().all(u8::is_ascii_alphabetic)
            && bytes[2..4].iter().all(u8::is_ascii_digit)
    };
    let is_figures = |group: &&str| group.bytes().any(|byte| byte.is_ascii_digit());
    groups.take(LONGEST_IBAN).take_while(is_figures).any(is_start)
}

/// `touched`: letters touch it, so only its key can tell.
fn is_nir(found: &str, touched: bool) -> bool {
    let mut plain = [0_u8; 15];
    let mut length = 0;
    for (place, byte) in plain.iter_mut().zip(found.bytes().filter(u8::is_ascii_alphanumeric)) {
        *place = byte.to_ascii_uppercase();
        length += 1;
    }
    if length < 13 {
        return false;
    }
    let digits = |part: &[u8]| part.iter().fold(0_u64, |number, byte| number * 10 + u64::from(byte - b'0'));
    // 20 and above stand for months that are not known (INSEE).
    let month = digits(&plain[3..5]);
    if !((1..=12).contains(&month) || (20..=42).contains(&month) || month >= 50) {
        return false;
    }
    match &plain[5..7] {
        b"2A" => plain[5..7].copy_from_slice(b"19"),
        b"2B" => plain[5..7].copy_from_slice(b"18"),
        _ => {}
    }
    let (body, key) = (&plain[..13], &plain[13..length]);
    let key_fits = key.len() == 2 && digits(key) == 97 - digits(body) % 97;
    // Set out as on the card it is one, even without its key or with a slip in it.
    key_fits || (!touched && is_set_out(found) && matches!(body[0], b'1' | b'2'))
}

/// « 1 85 05 78 006 084 ».
fn is_set_out(found: &str) -> bool {
    let groups: Vec<usize> =
        found.split(|c: char| !c.is_ascii_alphanumeric()).map(str::len).filter(|n| *n > 0).collect();
    groups == [1, 2, 2, 2, 3, 3] || groups == [1, 2, 2, 2, 3, 3, 2]
}
