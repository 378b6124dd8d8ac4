//! Gives a written date its day, month and year; checks its weekday.

use chrono::{Datelike, NaiveDate};

use super::Base;
use super::calendar::{add_days, add_months, monday, next_weekday, nth_weekday};
use super::expression::{Expr, Found, Which};
use crate::message::Refus;

/// What a written date comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Sens {
    Sure(NaiveDate),
    Maybe(Vec<NaiveDate>),
    No(Refus),
}

pub fn resolve(found: &Found, base: Base) -> Sens {
    let sens = day(&found.expr, base);
    match (found.weekday, &sens) {
        (Some(weekday), Sens::Sure(date)) if date.weekday() != weekday => {
            Sens::No(Refus::JourDeSemaine { date: *date })
        }
        _ => sens,
    }
}

fn sure(date: Option<NaiveDate>) -> Sens {
    date.map_or(Sens::No(Refus::DateImpossible), Sens::Sure)
}

fn day(expr: &Expr, base: Base) -> Sens {
    match *expr {
        Expr::Fixed(date) => Sens::Sure(date),
        Expr::Month { .. } => Sens::No(Refus::DateVague),
        Expr::Day { day, month: Some(month), year: Some(year) } => {
            sure(NaiveDate::from_ymd_opt(year, month, day))
        }
        Expr::Day { day, month: Some(month), year: None } => match day_of_month(day, month, base) {
            // A slip, or a year less some days? A whole year, to the eve of its day, is meant.
            Some(date) if is_just_before(date, base.after) => Sens::Maybe(vec![date]),
            date => sure(date),
        },
        Expr::Day { day, month: None, .. } => day_only(day, base),
        Expr::Swapped { day, month, year } => {
            let date = match year {
                Some(year) => NaiveDate::from_ymd_opt(year, month, day),
                None => day_of_month(day, month, base),
            };
            date.map_or(Sens::No(Refus::DateImpossible), |date| Sens::Maybe(vec![date]))
        }
        Expr::Weekday(weekday, which) => {
            let from = base.after.or_else(|| add_days(base.today, 1)).unwrap_or(base.today);
            let Some(coming) = next_weekday(from, weekday) else { return Sens::No(Refus::DateImpossible) };
            let later = |days: i64| add_days(coming, days);
            let is_today = base.today.weekday() == weekday;
            match which {
                Which::Coming => Sens::Sure(coming),
                // « vendredi prochain » said on Monday: this week's, or the next one's?
                Which::Next if monday(coming) == monday(base.today) => {
                    Sens::Maybe([Some(coming), later(7)].into_iter().flatten().collect())
                }
                Which::Next => Sens::Sure(coming),
                // « vendredi dernier » said on a Saturday: yesterday, or the week before?
                Which::Last => match next_weekday(base.today, weekday).and_then(|day| add_days(day, -7)) {
                    Some(past) if monday(past) == monday(base.today) => {
                        Sens::Maybe([add_days(past, -7), Some(past)].into_iter().flatten().collect())
                    }
                    past => sure(past),
                },
                // « mardi en huit » said on a Tuesday: counted from that day.
                Which::Plus(days) if is_today => sure(later(days - 7)),
                Which::Plus(days) => sure(later(days)),
            }
        }
        Expr::Nth { weekday, rank, month, year } => {
            let from = base.after.unwrap_or(base.today);
            let years = year.map_or(from.year()..=from.year() + 1, |year| year..=year);
            let date = years
                .filter_map(|year| nth_weekday(year, month, weekday, rank))
                .find(|date| year.is_some() || *date >= from);
            sure(date)
        }
    }
}

/// « 3 mars »: the year of the date being corrected, nearest to it; else the next one.
fn day_of_month(day: u32, month: u32, base: Base) -> Option<NaiveDate> {
    let from = base.after.unwrap_or(base.today);
    if let Some(current) = base.current {
        let years = current.year() - 1..=current.year() + 1;
        let dates = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
        let near = dates.filter(|date| *date >= from).min_by_key(|date| (*date - current).num_days().abs());
        if near.is_some() {
            return near;
        }
    }
    let this_year = NaiveDate::from_ymd_opt(from.year(), month, day);
    match this_year {
        Some(date) if date >= from => Some(date),
        // 29 February: only of the year it would be.
        None if (month, day) >= (from.month(), from.day()) => None,
        _ => NaiveDate::from_ymd_opt(from.year() + 1, month, day),
    }
}

/// The day stands in the month of the one it must follow and before it, but for the eve: only another year makes it follow.
fn is_just_before(date: NaiveDate, after: Option<NaiveDate>) -> bool {
    after.is_some_and(|after| {
        date.year() > after.year() && date.month() == after.month() && date.day() + 1 < after.day()
    })
}

/// « le 5 »: month of the date being corrected, else of the date it follows, else the next one.
fn day_only(day: u32, base: Base) -> Sens {
    if !(1..=31).contains(&day) {
        return Sens::No(Refus::DateImpossible);
    }
    if let Some(current) = base.current {
        return sure(current.with_day(day));
    }
    let from = base.after.unwrap_or(base.today);
    if from.day() <= day {
        let this_month = from.with_day(day);
        if this_month.is_some() || base.after.is_some() {
            return sure(this_month);
        }
    }
    let next = (1..=2).find_map(|months| add_months(from.with_day(1)?, months)?.with_day(day));
    match (next, base.after) {
        // The start's month is meant, and that day is past in it: next month, if she says so.
        (Some(date), Some(_)) => Sens::Maybe(vec![date]),
        (date, _) => sure(date),
    }
}
