//! What stands under a letter: a name after « Cordialement », the mark of a phone, a disclaimer.
//!
//! Taken off at the end of what was written in one go. When in doubt a line stays: an answer lost
//! costs more than a name kept.

mod auteur;
mod carte;
mod debut;
mod formules;
mod mentions;
mod mobile;
mod papier;

use std::borrow::Cow;

use guichet_core::reading::{fold, is_first_name};

use super::entetes::is_rule;
use super::ligne::Texte;
use super::vu::Vu;
pub(crate) use auteur::unsigned;
use carte::contact;
pub(crate) use carte::is_card;
pub(crate) use formules::without_closing;
use formules::{closing, is_afterword, is_closing_named};
use mentions::is_disclaimer;
use mobile::is_mobile;

/// Lines a signature may have.
const LONGEST_SIGNATURE: usize = 25;

/// The lines without what stands under them.
pub(crate) fn strip(lines: &mut Vec<Texte>) {
    let vu = lines.iter().fold(Vu::default(), |seen, line| seen.and(line.vu));
    let mut below = lines.iter().filter(|line| !line.is_blank()).count();
    let found = (0..lines.len()).find_map(|at| {
        below -= usize::from(!lines[at].is_blank());
        cut(lines, at, below)
    });
    let named = found.as_ref().and_then(|cut| first_name_below(lines, cut));
    if let Some(Cut { from, to, kept }) = found {
        // « PS : … », and the mark of a telephone below.
        let mut rest = lines.split_off(to);
        rest.retain(|line| !is_mobile(line.trimmed(), &fold(line)));
        lines.truncate(from);
        lines.extend(kept);
        lines.extend(rest);
    }
    // « Amandine », then « -- », « Amandine Ruelle ».
    if let Some(name) = named
        && let Some(at) = lines.iter().rposition(|line| !line.is_blank())
        && at > 0
        && lines[at].trimmed().trim_end_matches([',', '.']) == name
    {
        lines.truncate(at);
    }
    if vu.has(Vu::BRACKET) {
        lines.retain(|line| !is_placeholder(line.trimmed()));
    }
    contact(lines);
    dash_name(lines);
    // A rule under which nothing is left.
    let is_drawn = |line: &Texte| line.is_blank() || is_rule(line.trimmed()) || is_delimiter(line.trimmed());
    while lines.len() > 1 && lines.last().is_some_and(is_drawn) {
        lines.pop();
    }
}

/// The first name that begins the card under « -- ».
fn first_name_below<'l>(lines: &[Texte<'l>], cut: &Cut) -> Option<&'l str> {
    let rule = lines.get(cut.from).filter(|line| is_delimiter(line.trimmed()));
    let card = rule.and_then(|_| lines[cut.from + 1..].iter().find(|line| !line.is_blank()))?.trimmed();
    card.split(' ').next().filter(|name| is_first_name(&fold(name)) && name.len() < card.len())
}

/// Lines `from..to` go, `kept` takes their place.
struct Cut<'l> {
    from: usize,
    to: usize,
    kept: Option<Texte<'l>>,
}

/// What goes from line `at` on, `below` lines with text under it.
fn cut<'l>(lines: &[Texte<'l>], at: usize, below: usize) -> Option<Cut<'l>> {
    let text = lines[at].cut(lines[at].trimmed());
    let Texte { texte: line, vu } = text;
    if line.is_empty() || line.len() > 600 {
        return None;
    }
    let whole = Cut { from: at, to: lines.len(), kept: None };
    if vu.has(Vu::SLASH)
        && ["avast.com/sig-email", "avg.com/email-signature"].iter().any(|mark| line.contains(mark))
    {
        return Some(whole);
    }
    if is_delimiter(line) {
        let short = || lines[at + 1..].iter().all(|line| line.chars().count() <= 80);
        let dashes = line.chars().all(|c| c == '-') && line.len() == 2;
        let any_before = || lines[..at].iter().any(|line| !line.is_blank());
        let goes = if dashes {
            below <= LONGEST_SIGNATURE
        } else {
            (1..=8).contains(&below)
                && any_before()
                && short()
                && !asks(&lines[at + 1..])
                && !is_one_of_several(lines, at)
                && !parts_a_list(lines, at)
        };
        return goes.then_some(whole);
    }
    let next = lines.get(at + 1).map(|next| next.texte).unwrap_or_default();
    if !debut::may_end(line) && !debut::is_formal(text, next) {
        return None;
    }
    let folded = if vu.has(Vu::H) { fold(without_links(line).trim()) } else { fold(line) };
    if is_mobile(line, &folded) {
        // Above all that was written, what stands below it is the letter.
        let first = below > 0 && lines[..at].iter().all(|line| line.is_blank());
        return Some(if first { Cut { to: at + 1, ..whole } } else { whole });
    }
    if is_disclaimer(&folded, &lines[at..]) {
        return Some(whole);
    }
    if below <= LONGEST_SIGNATURE
        && let Some(kept) = closing(text, &folded, next)
    {
        let rest = &lines[at + 1..];
        if asks(rest) || is_bare(lines, at, below) && !is_closing_named(line, &folded) {
            return None;
        }
        let to = rest.iter().position(|line| is_afterword(line)).map_or(lines.len(), |after| at + 1 + after);
        return Some(Cut { from: at, to, kept: kept.map(|kept| text.cut(kept)) });
    }
    None
}

/// « Cordialement », under which nobody signs: a word of hers. A card under « -- » or the mark of a telephone may follow,
/// which are cut by themselves.
fn is_bare(lines: &[Texte], at: usize, below: usize) -> bool {
    let next = (at + 1..lines.len()).find(|next| !lines[*next].is_blank());
    next.is_none_or(|next| cut(lines, next, below - 1).is_some())
}

/// Where a picture stood: « [cid:image001.png@…] », « [image: logo] ».
fn is_placeholder(line: &str) -> bool {
    if line.as_bytes().first() != Some(&b'[') || line.as_bytes().last() != Some(&b']') {
        return false;
    }
    let lower = line.to_lowercase();
    ["[cid:", "[image:", "[image :", "[inline image"].iter().any(|start| lower.starts_with(start))
        && line.matches('[').count() == 1
}

/// Whether a rule parts stretches of an answer: others do too, with text under the last.
fn is_one_of_several(lines: &[Texte], at: usize) -> bool {
    let rules = || lines.iter().enumerate().filter(|(_, line)| is_delimiter(line.trimmed()));
    let texts_below = |rank: usize| lines[rank + 1..].iter().any(|line| !line.is_blank());
    rules().any(|(rank, _)| rank != at && texts_below(rank))
}

/// « -- lundi : théorie », a rule, « -- jeudi : pratique »: items stand on both sides of it, or lines that begin alike.
fn parts_a_list(lines: &[Texte], at: usize) -> bool {
    let above = lines[..at].iter().rev().find(|line| !line.is_blank());
    let below = lines[at + 1..].iter().find(|line| !line.is_blank());
    let (Some(above), Some(below)) = (above, below) else { return false };
    let (above, below) = (above.trimmed(), below.trimmed());
    let is_item = |line: &str| line.starts_with(['-', '•', '*']);
    let first = |line: &str| line.split_once(' ').map(|(first, _)| fold(first)).filter(|word| word.len() > 2);
    is_item(above) && is_item(below) || first(above).is_some_and(|word| first(below) == Some(word))
}

/// Numbered or labelled lines: answers, not a signature.
fn asks(lines: &[Texte]) -> bool {
    lines.iter().any(|line| {
        if !line.vu.has(Vu::DIGIT) {
            return false;
        }
        let line = line.trimmed();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let after = line.get(digits..).unwrap_or_default();
        (1..=2).contains(&digits)
            && after.starts_with([')', '.', ':', '-'])
            && after.get(1..).is_some_and(|rest| rest.starts_with(' ') && !rest.trim().is_empty())
            || digits > 0 && digits <= 2 && (after.starts_with(" :") || after.starts_with(" - "))
    })
}

fn is_delimiter(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '_' | '—' | '–'))
        && (2..60).contains(&line.chars().count()) | (line == "—")
}

/// A last line « - roman » goes: a name behind a dash, under a sentence that ended.
fn dash_name(lines: &mut Vec<Texte>) {
    let Some(at) = lines.iter().rposition(|line| !line.is_blank()) else { return };
    let Some(name) = lines[at].trimmed().strip_prefix(['-', '–', '—']).map(str::trim) else { return };
    let before = lines[..at].iter().rev().find(|line| !line.is_blank()).map(|line| line.trimmed());
    let alphabetic = |word: &str| word.chars().all(char::is_alphabetic);
    let words: Vec<&str> = name.split(' ').collect();
    // Two words or more are a name when they are written as one, apart from the text.
    let apart = at > 0 && lines[at - 1].is_blank();
    let named = match words[..] {
        [one] => one.chars().count() >= 3 && alphabetic(one),
        [_, _] | [_, _, _] => {
            apart && words.iter().all(|word| alphabetic(word) && word.starts_with(char::is_uppercase))
        }
        _ => false,
    };
    if named && before.is_some_and(|line| line.ends_with(['!', '.', '?', ')']) && !line.starts_with('-')) {
        lines.truncate(at);
    }
}

/// The line without the links that clients put beside their own name.
fn without_links(line: &str) -> Cow<'_, str> {
    if !line.contains("http") {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("http") {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        out.push(' ');
        let end =
            link.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']')).unwrap_or(link.len());
        rest = &link[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}
