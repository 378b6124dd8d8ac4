//! The reading room: what a person wrote, as the value of one field, or why not.
//!
//! One file per kind of answer. A reader never guesses: what can mean two things is
//! [`Lecture::Ambiguous`], what means nothing here is [`Lecture::Refused`].

mod aparte;
mod choix;
mod commune;
mod correction;
mod date;
mod duree;
mod email;
mod faute;
mod fold;
mod heures;
mod identite;
pub mod lettre;
mod lex;
pub mod lot;
mod montant;
mod nir;
mod nombre;
mod oui_non;
mod partants;
mod personne;
mod phrase;
mod plusieurs;
mod politesse;
mod prenoms;
pub(crate) mod redit;
mod remarque;
mod telephone;
mod texte;

use chrono::NaiveDate;

use crate::catalogue::{Nature, OptionChoix};
use crate::dossier::{Centiemes, Montant, Taxe, Valeur};
use crate::message::Refus;

use aparte::{said_twice, without_aside};
use correction::{
    comes_to, corrected, difference, meant, only_denies, other_day, other_month, with_other_end,
};
pub(crate) use date::is_date_word;
pub use date::{MONTHS, read_period, read_range};
pub use duree::read_lapse;
pub use email::read_email;
pub use faute::is_within_a_slip;
pub use fold::{fold, has_words, words};
pub use heures::heures;
pub use lex::listed;
pub use nir::{NIR_MASK, mask_nir};
pub use nombre::{Nombre, read_exact};
pub use partants::partants;
pub use personne::{labelled_name, parted_name, read_name, stated_name, without_address};
pub use phrase::says_the_same;
pub(crate) use plusieurs::speaks_of_others;
pub use plusieurs::{Place, Plusieurs, Prise, Role, plusieurs};
pub use politesse::{is_courtesy, only_announces_files, without_courtesy};
pub use prenoms::is_first_name;
pub(crate) use prenoms::is_person;
use remarque::only_sentence;

/// Longest answer read as anything but text, in bytes: beyond, it is a letter, not an answer.
const LONGEST_ANSWER: usize = 1_000;

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
    let said = if matches!(nature, Nature::Texte { .. }) { text } else { answer(text) };
    // Nothing of it is to be taken.
    if is_identifier(nature) && only_denies(said) {
        return read_one(nature, "", contexte);
    }
    let whole = is_identifier(nature) || matches!(nature, Nature::Texte { .. } | Nature::Commune);
    let text = if whole { meant(said) } else { said };
    if is_counted(nature)
        && let Some(lecture) = read_difference(nature, text, contexte)
    {
        return lecture;
    }
    let dated = *nature == Nature::Date;
    let month = if dated { other_month(text, contexte.current) } else { None };
    let text = match &month {
        Some(text) => text,
        None if dated => comes_to(other_day(text)),
        None => text,
    };
    match read_one(nature, text, contexte) {
        Lecture::Refused(refus) if refus == Refus::PlusieursValeurs || is_identifier(nature) => {
            let again = |text: &str| read_one(nature, text, contexte);
            let current = match contexte.current {
                Some(Valeur::Texte(current)) if is_identifier(nature) => Some(current),
                _ => None,
            };
            let names = match nature {
                Nature::Telephone => "telephone tel numero",
                Nature::Siret => "siret nic numero",
                _ => "code numero",
            };
            let mended = current.and_then(|current| match nature {
                Nature::Email => email::with_other_domain(text, current).map(read_text_as),
                _ => with_other_end(said, current, names).map(|text| again(&text)),
            });
            let mended = mended.filter(|read| matches!(read, Lecture::Read(_)));
            mended.or_else(|| corrected(text, again)).unwrap_or(Lecture::Refused(refus))
        }
        Lecture::Refused(_) | Lecture::Ambiguous(_)
            if is_counted(nature)
                && let Some(lecture) = said_twice(text, |said| read_one(nature, said, contexte)) =>
        {
            lecture
        }
        Lecture::Refused(refus) if is_counted(nature) => {
            [only_sentence(text), without_aside(text, *nature == Nature::Date)]
                .into_iter()
                .flatten()
                .map(|said| read_one(nature, said, contexte))
                .find(|read| matches!(read, Lecture::Read(_)))
                .unwrap_or(Lecture::Refused(refus))
        }
        lecture => lecture,
    }
}

/// « deux de plus »: so many beside the value that the field has.
fn read_difference(nature: &Nature, text: &str, contexte: &Contexte<'_>) -> Option<Lecture> {
    let (by, sign) = difference(text)?;
    let hundredths = |valeur: &Valeur| match valeur {
        Valeur::Entier(count) => count.checked_mul(100),
        Valeur::Heures(Centiemes(hundredths)) | Valeur::Decimal(Centiemes(hundredths)) => Some(*hundredths),
        Valeur::Montant(Montant(cents)) => Some(*cents),
        _ => None,
    };
    let by = match read_one(nature, by, contexte) {
        Lecture::Read(lu) => hundredths(&lu.valeur)?,
        _ => return None,
    };
    let sum = contexte.current.and_then(hundredths).and_then(|current| current.checked_add(sign * by));
    // Of what is not known, the number alone says nothing.
    let sum =
        sum.filter(|sum| *sum >= 0).map_or(String::new(), |sum| format!("{},{:02}", sum / 100, sum % 100));
    Some(read_one(nature, &sum, contexte))
}

/// A day, or a number of something.
fn is_counted(nature: &Nature) -> bool {
    matches!(
        nature,
        Nature::Date
            | Nature::Heures { .. }
            | Nature::Entier { .. }
            | Nature::Decimal { .. }
            | Nature::Montant { .. }
    )
}

/// Figures or an address of a set shape: what does not have it was a slip, where another follows.
fn is_identifier(nature: &Nature) -> bool {
    matches!(
        nature,
        Nature::Siret | Nature::CodePostal | Nature::Email | Nature::Telephone | Nature::Idcc | Nature::Nda
    )
}

fn read_one(nature: &Nature, text: &str, contexte: &Contexte<'_>) -> Lecture {
    match nature {
        Nature::Texte { min, max } => texte::read_text(text, *min, *max),
        Nature::Date => date::read_date(text, contexte),
        Nature::Entier { min, max } => nombre::read_integer(text, *min, *max),
        Nature::Heures { max } => duree::read_hours(text, *max),
        Nature::Decimal { max } => nombre::read_decimal(text, *max),
        Nature::Montant { max } => montant::read_amount(text, *max, contexte.taxe),
        Nature::Taux { max } => montant::read_rate(text, *max, contexte.taxe),
        Nature::Choix { options } => choix::read_the_other(options, text, contexte.current)
            .unwrap_or_else(|| choix::read_choice(options, text)),
        Nature::OuiNon => oui_non::read_yes_no(text),
        Nature::RechercheEntite | Nature::RechercheIndividu { .. } => Lecture::Refused(Refus::Incompris),
        Nature::Siret => identite::read_siret(text),
        Nature::CodePostal => identite::read_postal_code(text),
        Nature::Commune => commune::read_city(text),
        Nature::Email => email::read_email(text),
        Nature::Telephone => telephone::read_phone(text),
        Nature::Idcc => identite::read_idcc(text),
        Nature::Nda => identite::read_nda(text),
        Nature::CodeCertification => identite::read_certification(text),
    }
}

/// The option that `text` names, by number (from 1), label, key or near miss. `None` when none or several.
pub fn read_option<'a>(options: &'a [OptionChoix], text: &str) -> Option<&'a OptionChoix> {
    choix::matching(options, answer(text))
}

/// The text, or nothing when it is too long to be an answer.
fn answer(text: &str) -> &str {
    if text.len() > LONGEST_ANSWER { "" } else { text }
}

fn read_as(valeur: Valeur) -> Lecture {
    Lecture::Read(Lu { valeur, taxe: None })
}

fn read_text_as(text: impl Into<String>) -> Lecture {
    read_as(Valeur::Texte(text.into()))
}

/// The verdict on what was found: each item is one thing written and all it may mean.
/// What does not fit the field is set aside while something else does. `None` when nothing was found.
fn one(found: impl Iterator<Item = Vec<Result<Valeur, Refus>>>) -> Option<Lecture> {
    let mut values: Vec<Valeur> = Vec::new();
    for meanings in found {
        let (fits, errors): (Vec<_>, Vec<_>) = meanings.into_iter().partition(Result::is_ok);
        if fits.is_empty() {
            return errors.into_iter().find_map(Result::err).map(Lecture::Refused);
        }
        for value in fits.into_iter().flatten() {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    match values.len() {
        0 => None,
        1 => values.pop().map(read_as),
        _ => Some(Lecture::Ambiguous(values)),
    }
}
