//! What heads a house's paper: its name, where it is and its telephone, on one line.

use super::super::ligne::Texte;
use super::super::vu::Vu;
use super::asks;

/// « Le Fournil - 26000 Valence - 04 75 12 34 56 »: a house, where it is and its telephone, set apart by marks.
pub(super) fn is_address_line(line: &str) -> bool {
    let marks = [" - ", " – ", " | ", " • ", " · "];
    let Some(mark) = marks.into_iter().find(|mark| line.contains(mark)) else { return false };
    let parts: Vec<&str> = line.split(mark).collect();
    let figures = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let words = parts.iter().filter(|part| part.chars().any(char::is_alphabetic)).count();
    words >= 2 && parts.iter().any(|part| figures(part) == 10 && part.trim().starts_with(['0', '+']))
}

/// « Garage Roux - 12 rue Haute - 26000 Valence - 04 75 12 34 56 »: all that heads a house's paper, on one line.
pub(super) fn heads_paper(line: Texte) -> bool {
    let said = line.trimmed();
    let is_postcode = |word: &str| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    line.vu.has(Vu::DIGIT)
        && said.starts_with(char::is_uppercase)
        && is_address_line(said)
        && said.split(' ').any(is_postcode)
        // « Lieu : Cegos - … » answers.
        && said.split(" - ").next().is_some_and(|house| !house.contains([':', '=']))
}

/// Two lines with a number or a label before what they say: she answers so, and signs below.
pub(super) fn gives_answers(lines: &[Texte]) -> bool {
    let labelled = |line: &Texte| line.split_once(':').is_some_and(|(_, answer)| !answer.trim().is_empty());
    lines.iter().filter(|line| asks(&[**line]) || labelled(line)).count() >= 2
}
