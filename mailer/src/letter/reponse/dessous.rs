//! Answers to a letter that was quoted without marks: below it, « Bonjour, » once more under its numbered questions, or
//! behind arrows within.

use guichet_core::reading::fold;
use guichet_core::reading::lettre::ARROWS;

use super::super::entetes::announced;
use super::super::ligne::{Ligne, Marque};

/// Where, among the lines of a quote, another greets below the questions, when no older mail stands in between or after.
pub(super) fn answered(lines: &[Ligne]) -> Option<usize> {
    let mut asked = false;
    let mut found = None;
    for (at, line) in lines.iter().enumerate() {
        if line.marque != Marque::Libre || announced(lines, at) > 0 {
            return None;
        }
        let apart = at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(Ligne::is_blank);
        if found.is_none() && asked && apart && greets(&line.texte) {
            found = Some(at);
        }
        asked |= is_numbered(&line.texte);
    }
    found
}

/// « => 14 heures »: no letter of ours begins a line so.
pub(super) fn is_pointed(line: &Ligne) -> bool {
    line.marque == Marque::Libre && ARROWS.iter().any(|arrow| line.texte.trim_start().starts_with(arrow))
}

fn greets(line: &str) -> bool {
    let folded = fold(line);
    let mut words = folded.split(' ');
    matches!(words.next(), Some("bonjour" | "bonsoir" | "hello" | "salut" | "bjr" | "coucou"))
        && words.count() <= 3
}

fn is_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')', ' ']))
}
