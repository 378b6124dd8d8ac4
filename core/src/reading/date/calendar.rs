//! Names of days, months and feasts; the arithmetic of months.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::fetes::is_feast;
use crate::reading::is_within_a_slip;

pub const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("lundi", "lun", Weekday::Mon),
    ("mardi", "mar", Weekday::Tue),
    ("mercredi", "mer", Weekday::Wed),
    ("jeudi", "jeu", Weekday::Thu),
    ("vendredi", "ven", Weekday::Fri),
    ("samedi", "sam", Weekday::Sat),
    ("dimanche", "dim", Weekday::Sun),
];

/// Month by its name, an abbreviation, or a name one slip away (« fevrer »).
pub fn month(word: &str) -> Option<u32> {
    let name = match word {
        "janv" | "jan" => "janvier",
        "fevr" | "fev" => "fevrier",
        "avr" => "avril",
        "juil" | "juill" | "jul" => "juillet",
        "aou" => "aout",
        "sept" | "sep" => "septembre",
        "oct" => "octobre",
        "nov" => "novembre",
        "dec" => "decembre",
        _ => word,
    };
    let index = MONTHS.iter().position(|month| *month == name).or_else(|| {
        let near = |month: &&str| month.len() >= 5 && word.len() >= 4 && is_within_a_slip(month, word);
        let mut found = (0..MONTHS.len()).filter(|index| near(&MONTHS[*index]));
        found.next().filter(|_| found.next().is_none())
    })?;
    u32::try_from(index + 1).ok()
}

/// A month's name, spelt out: « mars », not « mar ».
pub fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// Weekday by its name or first three letters.
pub fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, short, _)| *name == word || *short == word).map(|(_, _, day)| *day)
}

/// A weekday's name, spelt out: « lundi », not « lun ».
pub fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|(name, ..)| *name == word)
}

/// A word that makes a date by itself or with a number.
pub fn is_date_word(word: &str) -> bool {
    month(word).is_some()
        || is_weekday(word)
        || is_feast(word)
        || ["demain", "aujourdhui", "lendemain"].contains(&word)
}

pub fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}

pub fn add_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) }
}

/// Monday of the week of a date.
pub fn monday(date: NaiveDate) -> NaiveDate {
    date.week(Weekday::Mon).first_day()
}

/// First date with this weekday on or after `from`.
pub fn next_weekday(from: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let wait = (7 + weekday.num_days_from_monday() - from.weekday().num_days_from_monday()) % 7;
    add_days(from, i64::from(wait))
}

/// The `rank`th such weekday of a month; the last when `rank` is `None`.
pub fn nth_weekday(year: i32, month: u32, weekday: Weekday, rank: Option<u32>) -> Option<NaiveDate> {
    match rank {
        Some(rank) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(rank).ok()?),
        None => (4..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)),
    }
}
