//! « Le … a écrit : », on one line or wrapped over several.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::sync::LazyLock;

use guichet_core::reading::fold;
use memchr::memchr2_iter;

use super::super::lettres::{Lettres, beginnings, endings, is_among};
use super::super::ligne::{Ligne, Marque, Texte, trimmed};
use super::super::vu::Vu;
use super::nommee::{named, wrote_before};
use super::{LONGEST_LINE, is_quoted_next, mots};

/// « Le … a écrit : » may be wrapped over so many lines.
const LONGEST_ATTRIBUTION: usize = 6;
/// Bytes at either end of one that tell how it begins and ends.
const OUTER: usize = 32;

/// How what begins with a date begins.
const DATES: Lettres = Lettres::first_of(&[mots::STARTS, mots::DAYS, mots::MONTHS]).or_digits();
/// How what ends in a verb ends.
pub(super) const WROTE: Lettres = Lettres::last_of(&[mots::WROTE]);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    No,
    /// Only if a quote follows.
    IfQuoted,
    Sure,
}

/// Whether `line` may be the rest of an attribution that `joined` begins.
fn goes_on(joined: &str, line: &str) -> bool {
    let (joined, line) = (trimmed(joined), trimmed(line));
    let mailbox = joined.contains('<');
    // A name is on the line of its address, or right above it.
    if !(mailbox || line.starts_with('<') || begins_so(joined)) {
        return false;
    }
    // A sentence ended: what she wrote, not a date.
    let begun = || mailbox || joined.contains(['@', ',']) || has_hour(joined);
    if joined.ends_with(['.', '!', '?']) && !begun() {
        return false;
    }
    // A date begins one of its own, unless it is waited for.
    let expects_date = || {
        let folded = format!("{} ", fold(joined));
        mots::DATED.iter().any(|verb| folded.contains(verb))
    };
    line.len() <= 12 || !begins_so(line) || mailbox && expects_date()
}

/// [`starts`] of a line, by its first words alone.
fn begins_so(line: &str) -> bool {
    let first = || starts(&fold(head(line)));
    // A figure begins a date, whatever comes next.
    let figure = || line.trim_ascii_start().as_bytes().first().is_some_and(u8::is_ascii_digit);
    DATES.may_begin(line) && (figure() || first())
}

/// A cheap look before the words are read: no attribution is without a sign, on its first line or on those that may
/// go on from it. None goes on from what is no date, but for an address.
pub(super) fn may_attribute(lines: &[Ligne], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    if line.has_sign() {
        return true;
    }
    let begins = line.vu.has(Vu::OPENING) || DATES.may_begin(&line.texte);
    let goes_on =
        |rank: usize, line: &Ligne| !line.is_blank() || rank == at + 1 && is_mailbox_next(lines, rank);
    let reach = lines.iter().enumerate().skip(at).take(LONGEST_ATTRIBUTION);
    (begins || is_mailbox_next(lines, at) || is_mailbox_next(lines, at + 1))
        && reach.take_while(|(rank, line)| goes_on(*rank, line)).any(|(_, line)| line.has_sign())
}

/// Polymail leaves an empty line between the name and the address.
fn is_mailbox_next(lines: &[Ligne], at: usize) -> bool {
    let is_mailbox = |next: &Ligne| next.vu.has(Vu::OPENING) && next.texte.trim().starts_with('<');
    lines.get(at + 1).is_some_and(is_mailbox)
}

/// Lines that « Le … a écrit : » takes from `at` on; 0 when it is not one.
pub(super) fn attribution(lines: &[Ligne], at: usize) -> usize {
    let mut joined = Cow::Borrowed("");
    let mut vu = Vu::default();
    let mut texts = 0;
    let mut quoted = 0;
    for (rank, line) in lines.iter().enumerate().skip(at).take(LONGEST_ATTRIBUTION) {
        if line.marque != Marque::Libre && !(line.marque == Marque::Citee && joined.contains('<')) {
            break;
        }
        if line.is_blank() {
            if texts == 1 && is_mailbox_next(lines, rank) {
                continue;
            }
            break;
        }
        if texts > 0 && !goes_on(&joined, &line.texte) {
            break;
        }
        if texts == 0 {
            joined = Cow::Borrowed(trimmed(&line.texte));
        } else {
            let joined = joined.to_mut();
            joined.push(' ');
            joined.push_str(trimmed(&line.texte));
        }
        vu = vu.and(line.vu);
        texts += 1;
        if joined.len() >= LONGEST_LINE {
            break;
        }
        match is_attribution(Texte { texte: &joined, vu }) {
            Verdict::Sure => return rank + 1 - at,
            // The next line may still belong to it: « <adresse> », « a écrit : ».
            Verdict::IfQuoted if quoted == 0 && is_quoted_next(lines, rank + 1) => quoted = rank + 1 - at,
            Verdict::IfQuoted | Verdict::No => {}
        }
    }
    quoted
}

/// Where, inside a line, an attribution begins that shares it with the answer: « oui Le 3 mai … a écrit : ».
pub(crate) fn shared(line: Texte) -> Option<usize> {
    if line.len() > LONGEST_LINE || !line.trimmed().ends_with(':') || !line.contains('@') {
        return None;
    }
    let mut last = [None; 3];
    for at in memchr2_iter(b'L', b'O', line.as_bytes()) {
        let from = at.saturating_sub(1);
        match line.as_bytes().get(from..at + 3) {
            Some(b" Le ") => last[0] = Some(from),
            Some(b" On ") => last[1] = Some(from),
            Some(b"-On ") => last[2] = Some(from),
            _ => {}
        }
    }
    last.into_iter()
        .flatten()
        .filter(|at| {
            let tail = line.get(at + 1..).unwrap_or_default();
            dated_start(&fold(head(tail))) && is_attribution(line.cut(tail)) == Verdict::Sure
        })
        .max()
}

pub(super) fn is_wrote(folded: &str) -> bool {
    /// « 작성 » as it is folded: its syllables taken apart.
    static KOREAN: LazyLock<String> = LazyLock::new(|| fold("작성"));
    let before = |verb: &str| folded.as_bytes().get(..folded.len() - verb.len());
    let whole = |verb: &str| before(verb).is_some_and(|rest| matches!(rest, [] | [.., b' ']));
    endings(folded, mots::WROTE).any(whole)
        || !folded.is_ascii() && (folded.ends_with("写道") || folded.ends_with(KOREAN.as_str()))
}

/// The first words, and the marks before them.
fn head(text: &str) -> &str {
    let marks = text.bytes().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
    &text[..text.floor_char_boundary(marks + OUTER)]
}

/// The last words.
fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(OUTER))..]
}

fn starts(folded: &str) -> bool {
    dated_start(folded) || begun(folded)
}

/// What comes after « Le », « On » and a space.
fn after_start(folded: &str) -> Option<&str> {
    beginnings(folded, mots::STARTS).find_map(|start| folded.get(start.len()..)?.strip_prefix(' '))
}

/// Begins with « Le », « On ».
fn begun(folded: &str) -> bool {
    after_start(folded).is_some()
}

/// [`begun`] of a text that is not folded, where it is plain to see.
fn is_begun(text: &str) -> bool {
    let plain = text.as_bytes().first_chunk().map(|three: &[u8; 3]| three.map(|b| b.to_ascii_lowercase()));
    plain.is_some_and(|three| matches!(&three, b"le " | b"on " | b"am " | b"op " | b"el " | b"il "))
}

/// Begins with a date, with or without « Le » before it.
fn dated_start(folded: &str) -> bool {
    let after = after_start(folded).unwrap_or(folded);
    let first = after.split(' ').next().unwrap_or_default();
    first.starts_with(|c: char| c.is_ascii_digit())
        || is_among(first, mots::DAYS)
        || is_among(first, mots::MONTHS)
}

fn is_attribution(text: Texte) -> Verdict {
    if !text.vu.has(Vu::SIGN) {
        return Verdict::No;
    }
    let vu = text.vu;
    let text = text.texte.trim_end_matches(['-', ' ', '*', '_']);
    let colon = text.ends_with([':', '：']);
    // A colon within is that of an hour.
    if !colon && !vu.has(Vu::AT) && !vu.has(Vu::ZONE) {
        return Verdict::No;
    }
    let text = text.trim_start_matches(['-', ' ', '*', '_']);
    let address = text.contains('@');
    // Whatever is one begins with a date or ends in a verb, or says where an address wrote from.
    let said = colon && (address && text.contains('<') || WROTE.may_end(text));
    if !said && !DATES.may_begin(text) {
        return Verdict::No;
    }
    let digits = LazyCell::new(|| text.bytes().filter(u8::is_ascii_digit).count());
    if !colon && !address && (*digits < 12 || !text.contains("GMT") && !text.contains("UTC")) {
        return Verdict::No;
    }
    let last = if WROTE.may_end(text) { fold(tail(text)) } else { String::new() };
    let wrote = is_wrote(&last);
    if text.starts_with('在') && text.ends_with("写道：") {
        return Verdict::Sure;
    }
    // Its outer words nearly always tell.
    let folded = LazyCell::new(|| fold(text));
    let first = LazyCell::new(|| fold(head(text)));
    let dated = LazyCell::new(|| dated_start(&first));
    if !is_begun(text) && !*dated && !begun(&first) {
        return if colon { named(text, &folded, wrote) } else { Verdict::No };
    }
    if !address && *digits < 1 {
        return Verdict::No;
    }
    let hour = LazyCell::new(|| has_hour(text));
    if wrote && !colon {
        return if address && *dated && *digits >= 4 { Verdict::Sure } else { Verdict::No };
    }
    if wrote {
        let french = last.ends_with("ecrit") || last.ends_with("a envoye");
        let ends_in_one = |ends: &[&str]| ends.iter().any(|end| last.ends_with(end));
        let told = ends_in_one(&["a envoye", "sent", "ecrit"]) && !last.ends_with(" a ecrit")
            || ends_in_one(&["m a ecrit", "nous a ecrit", "vous a ecrit", "lui a ecrit"]);
        // Clients write the year; « le 12 mars à 10h15, Paul a écrit : » is a sentence.
        let stamped = || *hour && (*digits >= 10 || has_year(&folded));
        return match (address || stamped(), told) {
            (true, false) => Verdict::Sure,
            (true, true) if address && *hour => Verdict::Sure,
            (false, false) if !french && has_year(&folded) => Verdict::Sure,
            _ => Verdict::IfQuoted,
        };
    }
    if colon && *digits >= 3 && wrote_before(&folded) {
        return Verdict::Sure;
    }
    // « 2016-03-03 17:21 GMT+01:00 Rémi », as Gmail writes in some languages.
    if *dated && *hour && *digits >= 12 && (folded.contains(" gmt ") || folded.contains(" utc ")) {
        let words = folded.split(' ').count();
        return if words <= 16 && !text.contains(", ") { Verdict::Sure } else { Verdict::IfQuoted };
    }
    // « 2014-03-20 8:48 GMT+01:00 Rémi <remi@…>: »
    // « 2) camille@exemple.fr 3) 29160 » answers.
    if *dated && address && *digits >= 5 && (*hour || has_year(&folded)) {
        return if colon && text.contains('>') { Verdict::Sure } else { Verdict::IfQuoted };
    }
    Verdict::No
}

fn has_year(folded: &str) -> bool {
    folded.split(' ').any(|word| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    })
}

/// An hour as clients write it: 10:02, 10h02.
pub(super) fn has_hour(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| {
        matches!(four[1], b':' | b'h' | b'H')
            && four[0].is_ascii_digit()
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    })
}
