//! Dates as people in France write them, resolved against today, a first date or the one being corrected.

mod calendar;
mod ecart;
mod ecarte;
mod ecrits;
mod expression;
mod fetes;
mod figures;
mod hebdo;
mod matcher;
mod named;
mod periode;
mod range;
mod relative;
mod resolve;

use chrono::NaiveDate;

/// A day and its month, in any case: « mardi 9 février 2027 », « 09/02 ».
pub const DAY_OF_MONTH: &str = r"(?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?[0-9]{1,2}(?:er)?(?:[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?| \p{L}{3,9}(?: [0-9]{4})?)";

pub use calendar::{MONTHS, is_date_word, is_month, is_weekday, month};
pub use ecrits::{JourEcrit, written_days};
pub use expression::{is_article, is_numeral};
pub use periode::read_period;
pub use range::read_range;

use super::lex::{Kind, Token, tokens};
use super::phrase::{is_denied, is_hedged, is_unsure, settle};
use super::remarque::before_remark;
use super::{Contexte, Lecture, read_as};
use crate::dossier::Valeur;
use crate::message::Refus;
use ecarte::{with_other_month, without_asides, without_unfit_day};
use expression::{Expr, Found, Vague, scan};
use resolve::{Sens, resolve};

/// What dates are understood against.
#[derive(Debug, Clone, Copy)]
struct Base {
    today: NaiveDate,
    after: Option<NaiveDate>,
    current: Option<NaiveDate>,
    /// Several days are listed: a number is a day.
    listing: bool,
}

impl Base {
    fn of(contexte: &Contexte<'_>) -> Base {
        let current = match contexte.current {
            Some(Valeur::Date(date)) => Some(*date),
            _ => None,
        };
        Base { today: contexte.today, after: contexte.after, current, listing: false }
    }
}

/// One day.
pub fn read_date(text: &str, contexte: &Contexte<'_>) -> Lecture {
    let mut base = Base::of(contexte);
    if let Some(day) = base.current.and_then(|current| with_other_month(text, current)) {
        return read_as(Valeur::Date(day));
    }
    let phrase = settle(tokens(&without_unfit_day(&without_asides(text))));
    if let Sens::Sure(retracted) = sense(&phrase.retracted, base) {
        base.current = Some(retracted);
    }
    let kept = without_times(&phrase.kept);
    let whole = one_day(&kept, base);
    if matches!(whole, Lecture::Read(_)) {
        return whole;
    }
    let said = before_remark(&kept).map(|said| one_day(said, base));
    said.filter(|said| matches!(said, Lecture::Read(_))).unwrap_or(whole)
}

fn one_day(kept: &[Token], base: Base) -> Lecture {
    if is_unsure(kept) || is_hedged(kept) || is_denied(kept) || is_open(kept) {
        let has_date = !scan(kept, base).found.is_empty();
        return Lecture::Refused(if has_date { Refus::DateVague } else { Refus::DateIllisible });
    }
    if let Some((first, last)) = range::between(kept, base).filter(|(first, last)| first != last) {
        return match base.after {
            // « du 11 au 13 » for the end of what begins on the 11th.
            Some(start) if start == first => read_as(Valeur::Date(last)),
            _ => Lecture::Ambiguous(vec![Valeur::Date(first), Valeur::Date(last)]),
        };
    }
    match sense(kept, base) {
        Sens::Sure(date) => read_as(Valeur::Date(date)),
        Sens::Maybe(dates) => Lecture::Ambiguous(dates.into_iter().map(Valeur::Date).collect()),
        Sens::No(refus) => Lecture::Refused(refus),
    }
}

/// « du 10 mai au »: another day was to follow.
fn is_open(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|token| token.is_word(&["au", "et", "ou"]))
}

/// What the dates of some tokens mean, all together, as one day.
fn sense(tokens: &[Token], base: Base) -> Sens {
    let scan = scan(tokens, base);
    if scan.garbled {
        return Sens::No(Refus::DateIllisible);
    }
    let vague = |found: &Found| matches!(found.expr, Expr::Month { .. });
    if scan.found.is_empty() {
        let refus = if scan.vague == Vague::No { Refus::DateIllisible } else { Refus::DateVague };
        return Sens::No(refus);
    }
    if scan.vague == Vague::Always || scan.found.iter().all(vague) {
        return Sens::No(Refus::DateVague);
    }
    // « en 16-nov. »: of the year 2016?
    let led_by_en = |found: &Found| {
        found.start > 0
            && tokens[found.start - 1].is_word(&["en"])
            && matches!(found.expr, Expr::Day { month: Some(_), year: None, .. })
    };
    if scan.found.iter().any(led_by_en) {
        return Sens::No(Refus::DateVague);
    }
    // « un lundi », « lundi de septembre »: which one?
    let weekday = |found: &&Found| matches!(found.expr, Expr::Weekday(..));
    let one_of_them = |found: &Found| found.start > 0 && is_article(&tokens[found.start - 1]);
    let mut weekdays = scan.found.iter().filter(weekday);
    if weekdays.clone().any(one_of_them) || scan.found.iter().any(vague) && weekdays.next().is_some() {
        return Sens::No(Refus::DateVague);
    }
    // « janvier, le 12 »: of that month?
    let lone_day = |found: &Found| matches!(found.expr, Expr::Day { month: None, .. });
    if scan.found.iter().any(vague) && scan.found.iter().any(lone_day) {
        return Sens::No(Refus::DateVague);
    }
    let mut days: Vec<NaiveDate> = Vec::new();
    let mut sure = !scan.leftover;
    for found in lend_months(scan.found).iter().filter(|found| !vague(found)) {
        match resolve(found, base) {
            Sens::Sure(date) => days.push(date),
            Sens::Maybe(dates) => {
                sure = false;
                days.extend(dates);
            }
            Sens::No(refus) => return Sens::No(refus),
        }
    }
    days.sort_unstable();
    days.dedup();
    match days[..] {
        [day] if sure => Sens::Sure(day),
        _ => Sens::Maybe(days),
    }
}

/// « le 3 ou le 4 mars »: the 3rd is of March too.
fn lend_months(mut found: Vec<Found>) -> Vec<Found> {
    for i in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(i);
        if let (
            Some(Expr::Day { month: month @ None, year, .. }),
            Expr::Day { month: of, year: in_year, .. },
        ) = (before.last_mut().map(|found| &mut found.expr), &after[0].expr)
        {
            (*month, *year) = (*of, *in_year);
        }
    }
    found
}

/// Times of day are no part of a date: « le 3 mars à 9h30 », « de 9h à 17h », « après-midi ».
fn without_times(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i].is_word(&["apres"]) {
            let dash = usize::from(tokens.get(i + 1).is_some_and(|token| token.is_mark(&['-'])));
            if tokens.get(i + 1 + dash).is_some_and(|token| token.is_word(&["midi"])) {
                i += 2 + dash;
                continue;
            }
        }
        // « d'après la convention »
        let quoted = usize::from(tokens.get(i + 1).is_some_and(|token| token.is_mark(&['\''])));
        let according = |three: &[Token]| {
            three[0].is_word(&["apres"]) && three[1].is_in("la le les l ce cette mon ma notre leur eux moi")
        };
        if tokens[i].is_word(&["d"]) && tokens.get(i + 1 + quoted..i + 3 + quoted).is_some_and(according) {
            i += 3 + quoted;
            continue;
        }
        // « toute la journée », « lundi matin et mardi »
        let all_day = |three: &[Token]| {
            three.iter().zip(["toute", "la", "journee"]).all(|(token, word)| token.is_word(&[word]))
        };
        if tokens.get(i..i + 3).is_some_and(all_day) {
            i += 3;
            continue;
        }
        let dated = |before: &Token| before.is_number() || before.word().is_some_and(is_date_word);
        let the = usize::from(tokens[i].is_word(&["le"]));
        if out.last().is_some_and(dated)
            && tokens.get(i + the).is_some_and(|token| token.is_in("matin matinee"))
        {
            i += the + 1;
            continue;
        }
        // « à la première heure », « salle du 1er étage »
        if matches!(tokens[i].kind, Kind::Ordinal(_))
            && tokens.get(i + 1).is_some_and(|token| token.is_in("heure etage arrondissement"))
        {
            i += 2;
            continue;
        }
        // « on finit vers 17h »
        let hour = |two: &[Token]| two[0].is_number() && two[1].is_in("h heure heures");
        if tokens[i].is_in("vers environ") && tokens.get(i + 1..i + 3).is_some_and(hour) {
            i += 1;
            continue;
        }
        if tokens[i].is_number() {
            let after = tokens.get(i + 1);
            let hours = after.is_some_and(|token| token.is_word(&["h", "heure", "heures"]));
            let clock = after.is_some_and(|token| token.is_mark(&[':']) && !token.spaced)
                && tokens.get(i + 2).is_some_and(|token| token.is_number() && !token.spaced);
            if hours || clock {
                let minutes = tokens.get(i + 2).is_some_and(|token| {
                    let two = token.figures().is_some_and(|figures| figures.len() == 2);
                    // « 9 h 30 », not « 9 h 30 mars ».
                    let spaced = two
                        && after.is_some_and(|h| h.is_word(&["h"]) && h.spaced)
                        && tokens
                            .get(i + 3)
                            .and_then(Token::word)
                            .is_none_or(|word| calendar::month(word).is_none());
                    token.is_number() && (!token.spaced || spaced)
                });
                i += if clock || minutes { 3 } else { 2 };
                continue;
            }
        }
        out.push(tokens[i].clone());
        i += 1;
    }
    out
}
