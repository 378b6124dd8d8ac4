//! When she may be told something: outside her quiet hours, on working days, in Paris.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

use super::Preferences;
use crate::calendrier::is_ouvre;
use crate::clock::{instant, paris};

/// Minutes of a day.
const JOUR: u16 = 24 * 60;
/// The daily digest and reminders come then, or as soon as her quiet hours end: nine o'clock.
const MATIN: u16 = 9 * 60;
/// Days looked at for the next time at which she may be told something; no run of holidays is nearly as long.
const HORIZON: usize = 60;

/// From one time of the day to another, in minutes after midnight (0 to 1439), over midnight when `de` is after `a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calme {
    pub de: u16,
    pub a: u16,
}

impl Calme {
    /// From 8 in the evening to 8 in the morning.
    pub const NUIT: Calme = Calme { de: 20 * 60, a: 8 * 60 };

    /// None when there is nothing between the two, or one is no time of the day.
    pub fn new(de: u16, a: u16) -> Option<Calme> {
        (de != a && de < JOUR && a < JOUR).then_some(Calme { de, a })
    }

    fn contains(self, minute: u16) -> bool {
        match self.de < self.a {
            true => (self.de..self.a).contains(&minute),
            false => minute >= self.de || minute < self.a,
        }
    }
}

fn minute(at: NaiveDateTime) -> u16 {
    u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0)
}

fn at(day: NaiveDate, minute: u16) -> Option<DateTime<Utc>> {
    day.and_hms_opt(u32::from(minute) / 60, u32::from(minute) % 60, 0).map(instant)
}

impl Preferences {
    /// Whether she may be told something at this instant.
    pub fn permet(&self, at: DateTime<Utc>) -> bool {
        let local = paris(at);
        self.day_fits(local.date()) && self.calme.is_none_or(|calme| !calme.contains(minute(local)))
    }

    fn day_fits(&self, day: NaiveDate) -> bool {
        self.tous_les_jours || is_ouvre(day)
    }

    /// The first instant from this one on at which she may be told something.
    pub fn des(&self, from: DateTime<Utc>) -> DateTime<Utc> {
        if self.permet(from) {
            return from;
        }
        // What is closed opens at midnight or as the quiet hours end.
        let ends = [Some(0), self.calme.map(|calme| calme.a)];
        let days = paris(from).date().iter_days().take(HORIZON);
        let mut opens = days.flat_map(|day| ends.into_iter().flatten().filter_map(move |end| at(day, end)));
        opens.find(|open| *open > from && self.permet(*open)).unwrap_or(from)
    }

    /// The first morning from this instant on: at nine, or as soon as she may be told something that day.
    pub fn matin(&self, from: DateTime<Utc>) -> DateTime<Utc> {
        let mut mornings = paris(from).date().iter_days().take(HORIZON).filter_map(|day| {
            let open = self.des(at(day, MATIN)?);
            (paris(open).date() == day).then_some(open)
        });
        mornings.find(|morning| *morning >= from).unwrap_or_else(|| self.des(from + TimeDelta::days(1)))
    }

    /// As [`Preferences::matin`], of this day or the first working day after it.
    pub fn matin_du(&self, day: NaiveDate) -> DateTime<Utc> {
        let ouvres = Preferences { tous_les_jours: false, ..self.clone() };
        ouvres.matin(instant(day.and_time(chrono::NaiveTime::MIN)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> DateTime<Utc> {
        instant(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time"))
    }

    fn preferences(calme: Option<(u16, u16)>, tous_les_jours: bool) -> Preferences {
        let calme = calme.and_then(|(de, a)| Calme::new(de, a));
        Preferences { calme, tous_les_jours, ..Preferences::default() }
    }

    #[test]
    fn she_is_left_alone_at_night_and_on_holidays() {
        let nuit = Some((20 * 60, 8 * 60));
        let cases = [
            // A working day; the evening; the early morning.
            (nuit, false, "2026-11-25 10:00", "2026-11-25 10:00"),
            (nuit, false, "2026-11-25 20:00", "2026-11-26 08:00"),
            (nuit, false, "2026-11-26 07:59", "2026-11-26 08:00"),
            // Friday evening, and a Saturday.
            (nuit, false, "2026-11-27 21:00", "2026-11-30 08:00"),
            (nuit, true, "2026-11-28 12:00", "2026-11-28 12:00"),
            (nuit, true, "2026-11-28 23:00", "2026-11-29 08:00"),
            (None, false, "2026-11-28 12:00", "2026-11-30 00:00"),
            (None, true, "2026-11-29 03:00", "2026-11-29 03:00"),
            // 1 May 2026 is a Friday, 14 July 2026 a Tuesday, Easter Monday 29 March 2027.
            (nuit, false, "2026-05-01 10:00", "2026-05-04 08:00"),
            (nuit, false, "2026-07-13 20:30", "2026-07-15 08:00"),
            (nuit, false, "2027-03-29 09:00", "2027-03-30 08:00"),
            // Quiet at noon only.
            (Some((12 * 60, 14 * 60)), true, "2026-11-25 12:30", "2026-11-25 14:00"),
            (Some((0, 9 * 60)), true, "2026-11-25 00:10", "2026-11-25 09:00"),
            (Some((9 * 60, 0)), true, "2026-11-25 10:00", "2026-11-26 00:00"),
        ];
        for (calme, tous_les_jours, from, expected) in cases {
            let preferences = preferences(calme, tous_les_jours);
            assert_eq!(preferences.des(local(from)), local(expected), "{from}");
            assert!(preferences.permet(local(expected)), "{expected}");
        }
    }

    #[test]
    fn the_clocks_change_and_nothing_is_told_too_early() {
        // 28 March 2027, 2 o'clock is 3 o'clock; 31 October 2027, 3 o'clock is 2 o'clock again.
        let preferences = preferences(Some((60, 2 * 60 + 30)), true);
        for night in ["2027-03-28 01:30", "2027-10-31 01:30"] {
            let open = preferences.des(local(night));
            assert!(preferences.permet(open) && open > local(night), "{night}: {open}");
            assert!(open - local(night) <= TimeDelta::hours(24), "{night}: {open}");
        }
    }

    #[test]
    fn a_digest_comes_in_the_morning() {
        let cases = [
            (Some((20 * 60, 8 * 60)), "2026-11-25 08:59", "2026-11-25 09:00"),
            (Some((20 * 60, 8 * 60)), "2026-11-25 09:01", "2026-11-26 09:00"),
            (Some((20 * 60, 8 * 60)), "2026-11-27 12:00", "2026-11-30 09:00"),
            (Some((8 * 60, 18 * 60)), "2026-11-25 07:00", "2026-11-25 18:00"),
            (Some((20 * 60, 10 * 60)), "2026-11-25 07:00", "2026-11-25 10:00"),
        ];
        for (calme, from, expected) in cases {
            assert_eq!(preferences(calme, false).matin(local(from)), local(expected), "{from}");
        }
    }
}
