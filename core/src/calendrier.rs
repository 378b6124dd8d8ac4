//! Days that count: French public holidays, « jours ouvrables » and calendar days.
//!
//! A delay of n days does not count the day it starts from (art. 641 of the Code de procédure civile) and ends with
//! its last day. It is never put off because that day is a Sunday or a public holiday: no source says that OPCO EP
//! does so, and a date that is too early harms nobody. Only the eleven national holidays are known: those of
//! Alsace-Moselle (Vendredi saint, 26 December) and of the overseas departments are not.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// How days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Jours {
    /// Monday to Saturday, except public holidays.
    Ouvrables,
    /// All of them.
    Calendaires,
}

/// Easter Sunday of a year of the Gregorian calendar: the anonymous algorithm published in Nature, 20 April 1876
/// (« Meeus/Jones/Butcher »), valid for every year.
pub fn paques(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

/// A national public holiday (art. L. 3133-1 of the Code du travail).
pub fn is_ferie(date: NaiveDate) -> bool {
    const FIXED: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    if FIXED.contains(&(date.month(), date.day())) {
        return true;
    }
    // Lundi de Pâques, Ascension, Lundi de Pentecôte.
    paques(date.year()).is_some_and(|paques| [1, 39, 50].contains(&(date - paques).num_days()))
}

/// Monday to Saturday, and no public holiday.
pub fn is_ouvrable(date: NaiveDate) -> bool {
    date.weekday() != Weekday::Sun && !is_ferie(date)
}

/// Monday to Friday, and no public holiday.
pub fn is_ouvre(date: NaiveDate) -> bool {
    date.weekday() != Weekday::Sat && is_ouvrable(date)
}

/// The last of the n days that follow this one. `None` beyond the calendar.
pub fn add(start: NaiveDate, n: u32, jours: Jours) -> Option<NaiveDate> {
    match (jours, n.checked_sub(1)) {
        (Jours::Calendaires, _) => start.checked_add_days(Days::new(u64::from(n))),
        (Jours::Ouvrables, None) => Some(start),
        (Jours::Ouvrables, Some(before)) => {
            start.iter_days().skip(1).filter(|day| is_ouvrable(*day)).nth(usize::try_from(before).ok()?)
        }
    }
}
