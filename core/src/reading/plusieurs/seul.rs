//! A line that can be what something is called, and nothing else: « Pâtisserie sans gluten ».

use std::ops::Range;

use chrono::NaiveDate;

use super::chantier::Chantier;
use super::lieux::is_town;
use super::mots::trimmed;
use super::personnes::are_people;
use super::titres::LONGEST_ALONE;
use crate::reading::Contexte;
use crate::reading::lex::{listed, tokens};
use crate::reading::prenoms::is_person;

/// Bytes of a line that may be one.
const LONGEST_BYTES: usize = 160;

/// Whether a line that nothing leads to names something: no sentence, no courtesy, nobody, no town. « Le devis arrive » and
/// « Le pain au levain » begin alike: what an article begins is asked again.
pub fn is_a_name(line: &str) -> bool {
    names(line, |chantier, part| {
        let article = chantier
            .words(part.clone())
            .first()
            .is_some_and(|word| listed("le la les l un une des 1", &word.text));
        !article && !chantier.begins_none(part)
    })
}

/// « Boulangerie aux Blés d'Or »: it begins with what houses are, and goes on with its name.
pub fn is_a_house(line: &str) -> bool {
    names(line, |chantier, part| chantier.begins_with_a_house(part))
}

fn names(line: &str, fits: impl Fn(&Chantier<'_, '_>, &Range<usize>) -> bool) -> bool {
    if line.len() > LONGEST_BYTES {
        return false;
    }
    // No value is read, so no day matters.
    let contexte = Contexte { today: NaiveDate::default(), current: None, after: None, taxe: None };
    let chantier = Chantier::new(&[], line, &tokens(line), &contexte);
    let part = trimmed(line, 0..line.len());
    let written = chantier.piece(part.clone());
    let says = written.contains([':', '?', '!', ';', '@', '=']) || written.contains(". ");
    (1..=LONGEST_ALONE).contains(&chantier.words(part.clone()).len())
        && written.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !says
        && chantier.is_name_like(0, &part)
        && fits(&chantier, &part)
        && !chantier.is_said_of_something(&part)
        && !is_town(written)
        && !is_person(written)
        && !are_people(written)
}
