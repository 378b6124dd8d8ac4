//! A line that can be what something is called, and nothing else: « Pâtisserie sans gluten ».

use chrono::NaiveDate;

use super::chantier::Chantier;
use super::libre::trimmed;
use super::personnes::are_people;
use super::titres::{LONGEST_ALONE, is_town};
use crate::reading::Contexte;
use crate::reading::lex::{listed, tokens};
use crate::reading::prenoms::is_person;

/// Whether a line that nothing leads to names something: no sentence, no courtesy, nobody, no town. « Le devis arrive » and
/// « Le pain au levain » begin alike: what an article begins is asked again.
pub fn is_a_name(line: &str) -> bool {
    // No value is read, so no day matters.
    let contexte = Contexte { today: NaiveDate::default(), current: None, after: None, taxe: None };
    let chantier = Chantier::new(&[], line, &tokens(line), &contexte);
    let part = trimmed(line, 0..line.len());
    let written = chantier.piece(part.clone());
    let words = chantier.words(part.clone());
    let article =
        words.first().is_some_and(|word| listed("le la les l un une des", &word.text) || word.text == "1");
    let says = written.contains([':', '?', '!', ';', '@', '=']) || written.contains(". ");
    (1..=LONGEST_ALONE).contains(&words.len())
        && written.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !says
        && !article
        && chantier.is_name_like(0, &part)
        && !chantier.begins_none(&part)
        && !chantier.is_said_of_something(&part)
        && !is_town(written)
        && !is_person(written)
        && !are_people(written)
}
