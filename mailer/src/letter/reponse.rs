//! The stretches of a body: what was written, what was quoted, in reading order.

mod dessous;

use super::Bloc;
use super::coupure::unwrapped;
use super::entetes::{announced, asks_above, is_quoted_next, look_below, shared};
use super::ligne::{Ligne, Marque, Texte, joined};
use super::signature;
use super::vu::Vu;

/// A quoted line at least this long may have been wrapped, its end left without a mark.
const WRAPPED: usize = 66;
/// What is taken off both ends of a stretch.
const MARGINS: [char; 4] = ['\n', ' ', '\t', 'ᐧ'];

pub(crate) fn blocs(lines: Vec<Ligne<'_>>) -> Vec<Bloc> {
    let vu = lines.iter().fold(Vu::default(), |seen, line| seen.and(line.vu));
    let lines = if vu.has(Vu::AT) { split_shared(lines) } else { lines };
    let mut lines = if vu.has(Vu::BAR) { barred(lines) } else { lines };
    look_below(&mut lines);
    let mut stretches = Stretches { texts: Vec::with_capacity(lines.len()), ..Stretches::default() };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut cut = false;
        match line.marque {
            Marque::Coupe => cut = true,
            Marque::Citee => {
                stretches.add(true, line.texte());
                cut = is_group_wise(line);
            }
            Marque::Signature => {}
            Marque::EnTete => {
                stretches.add(true, line.texte());
                let next = lines.iter().skip(at + 1).find(|line| !line.is_blank()).map(|line| line.marque);
                cut = matches!(next, Some(Marque::Libre));
            }
            Marque::Libre => {
                let taken = announced(&lines, at);
                // A help desk's own letter begins so: what it says stands below.
                let from_desk = taken > 0 && stretches.are_blank() && asks_above(&line.texte);
                for line in lines.iter().skip(at).take(taken) {
                    stretches.add(true, line.texte());
                }
                if taken > 0 {
                    at += taken - 1;
                    cut = !is_quoted_next(&lines, at + 1) && !from_desk;
                } else {
                    stretches.add(is_wrapped_end(&lines, at), line.texte());
                }
            }
        }
        at += 1;
        if cut {
            // Below a rule that the client draws, its labels stand.
            let head = dessous::head(lines.get(at..).unwrap_or_default());
            for line in lines.iter().skip(at).take(head) {
                stretches.add(true, line.texte());
            }
            let rest = lines.get(at + head..).unwrap_or_default();
            let renumbered = || stretches.are_silent().then(|| dessous::renumbered(rest)).flatten();
            let below = dessous::answered(rest).or_else(renumbered).unwrap_or(rest.len());
            // « Mes réponses en rouge », « dans votre texte »
            let told = |says: fn(&Ligne) -> bool| lines.iter().take(at).any(says);
            let coloured = rest.iter().any(|line| line.teinte) && told(dessous::tells_a_colour);
            let shouted = rest.iter().any(dessous::is_in_capitals) && told(dessous::tells_capitals);
            let above = &lines[..at + head];
            let is_marked = |line: &Ligne| dessous::is_marked(line, above);
            let marked = rest.iter().any(is_marked) && told(dessous::tells_of_answers);
            // A mail of others that she hands on may hold an answer of theirs.
            let answers = (0..rest.len()).any(|rank| dessous::is_said_hers(rest, rank))
                && (stretches.are_silent() || told(dessous::tells_of_answers));
            let hers = |rank: usize| {
                coloured && rest[rank].teinte
                    || shouted && dessous::is_in_capitals(&rest[rank])
                    || marked && is_marked(&rest[rank])
                    || answers && dessous::is_said_hers(rest, rank)
                    || dessous::is_pointed(&rest[rank])
            };
            // Few quotes hold an answer: where the letter ends is seldom looked for.
            let own = if (0..rest.len()).any(hers) { dessous::own_letter(rest) } else { 0 };
            for (rank, line) in rest.iter().enumerate() {
                stretches.add(rank < below && !(rank < own && hers(rank)), line.texte());
            }
            break;
        }
    }
    stretches.all()
}

/// The stretches so far, and the lines of the one that goes on.
#[derive(Default)]
struct Stretches<'l> {
    blocs: Vec<Bloc>,
    cite: bool,
    texts: Vec<Texte<'l>>,
}

impl<'l> Stretches<'l> {
    fn add(&mut self, cite: bool, text: Texte<'l>) {
        if self.cite != cite {
            self.end();
            self.cite = cite;
        }
        self.texts.push(text);
    }

    /// Nothing was said or quoted yet.
    fn are_blank(&self) -> bool {
        self.blocs.is_empty() && self.texts.iter().all(|text| text.is_blank())
    }

    /// She wrote nothing yet.
    fn are_silent(&self) -> bool {
        let written = self.blocs.iter().any(|bloc| matches!(bloc, Bloc::Ecrit(_)));
        !written && (self.cite || self.texts.iter().all(|text| text.is_blank()))
    }

    fn end(&mut self) {
        if !self.texts.is_empty() {
            self.blocs.extend(bloc(self.cite, &mut self.texts));
            self.texts.clear();
        }
    }

    fn all(mut self) -> Vec<Bloc> {
        // Under the last question of a quote that was answered inside.
        let inside = matches!(self.blocs.last(), Some(Bloc::Cite(_)))
            && self.blocs.iter().any(|bloc| matches!(bloc, Bloc::Ecrit(_)));
        if !self.cite && inside && signature::is_card(&self.texts) {
            self.texts.clear();
        }
        self.end();
        self.blocs
    }
}

fn bloc(cite: bool, texts: &mut Vec<Texte>) -> Option<Bloc> {
    if !cite {
        signature::strip(texts);
    }
    let from = texts.iter().position(|text| !is_margin(text))?;
    let to = texts.iter().rposition(|text| !is_margin(text))?;
    texts[from].texte = texts[from].texte.trim_start_matches(MARGINS);
    texts[to].texte = texts[to].texte.trim_end_matches(MARGINS);
    let texts = &texts[from..=to];
    if texts.iter().all(|text| text.is_blank()) {
        return None;
    }
    Some(if cite { Bloc::Cite(joined(texts)) } else { Bloc::Ecrit(unwrapped(texts)) })
}

/// Nothing but margins, told by the first byte where it can be.
fn is_margin(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim_start_matches(MARGINS).is_empty()
}

/// A line that the client broke while quoting: its end stands without a mark between two that have one.
fn is_wrapped_end(lines: &[Ligne], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| lines.get(before)) else { return false };
    let (Some(line), Some(after)) = (lines.get(at), lines.get(at + 1)) else { return false };
    before.marque == Marque::Citee
        && before.profondeur > 0
        && after.marque == Marque::Citee
        && !line.is_blank()
        && before.texte.chars().count() + 2 * before.profondeur as usize >= WRAPPED
        && !before.texte.ends_with(['?', ':', '.', '!'])
        && line.texte.starts_with(char::is_lowercase)
}

/// Lines on which an answer and « Le … a écrit : » stand together become two.
fn split_shared(lines: Vec<Ligne<'_>>) -> Vec<Ligne<'_>> {
    let parts = |line: &Ligne| {
        if line.marque == Marque::Libre && line.vu.has(Vu::AT) { shared(line.texte()) } else { None }
    };
    if !lines.iter().any(|line| parts(line).is_some()) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len() + 1);
    for line in lines {
        match parts(&line) {
            Some(at) => {
                let (answer, rest) = line.texte.split_at(at);
                out.push(Ligne::new(answer.trim_end_matches([' ', '-']), Marque::Libre).into_owned());
                out.push(Ligne::new(rest.trim_start_matches(['-', ' ']), Marque::Libre).into_owned());
            }
            None => out.push(line),
        }
    }
    out
}

/// « >>> Camille <camille@…> 23/11/2026 10:02 >>> »: the rest is the message that is answered.
fn is_group_wise(line: &Ligne) -> bool {
    line.profondeur >= 2 && line.texte.ends_with(">>>") && line.texte.contains(|c: char| c.is_ascii_digit())
}

/// Quotes behind bars, as some clients draw them under a dated line: `| Bonjour`. A table has no such line
/// above it.
fn barred(mut lines: Vec<Ligne<'_>>) -> Vec<Ligne<'_>> {
    let is_barred = |line: &Ligne| {
        line.marque == Marque::Libre
            && line.texte.bytes().find(|byte| !matches!(byte, b' ' | b'\t')) == Some(b'|')
    };
    let mut at = 0;
    while at < lines.len() {
        let run = lines.iter().skip(at).take_while(|line| is_barred(line)).count();
        let above = || lines.iter().take(at).rev().take(3).find(|line| !line.is_blank());
        let is_dated = |line: &Ligne| {
            line.texte.contains('@') && line.texte.chars().filter(char::is_ascii_digit).count() >= 4
        };
        if run >= 2 && above().is_some_and(is_dated) {
            for line in lines.iter_mut().skip(at).take(run) {
                let texte = line.texte.trim_start().trim_start_matches('|').trim().to_owned();
                *line = Ligne::new(texte, Marque::Citee).behind(1);
            }
        }
        at += run.max(1);
    }
    lines
}
