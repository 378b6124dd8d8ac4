//! How far one date may lie from another.

use std::ops::RangeInclusive;

use chrono::{Days, Months, NaiveDate};
use serde::Deserialize;

/// A date lies so many months at least, or at most, after another one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ecart {
    /// The other date: a field of the same element, or `etape.champ`.
    pub de: String,
    /// Months after it at the earliest; negative: before it.
    pub mois_min: Option<i32>,
    /// Months after it at the latest; negative: before it.
    pub mois_max: Option<i32>,
    /// The rule, as a sentence: why another date is asked for.
    pub message: String,
}

impl Ecart {
    /// The days that fit, given the other date. What lasts six months from the 1st ends the day before
    /// the 1st of the seventh: that day fits.
    pub fn bornes(&self, other: NaiveDate) -> RangeInclusive<NaiveDate> {
        let lasting = u64::from(self.mois_min.is_some_and(|months| months > 0));
        let min = self
            .mois_min
            .and_then(|months| add(other, months)?.checked_sub_days(Days::new(lasting)))
            .unwrap_or(NaiveDate::MIN);
        let max = self.mois_max.and_then(|months| add(other, months)).unwrap_or(NaiveDate::MAX);
        min..=max
    }
}

fn add(date: NaiveDate, months: i32) -> Option<NaiveDate> {
    let step = Months::new(months.unsigned_abs());
    if months < 0 { date.checked_sub_months(step) } else { date.checked_add_months(step) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn months_before_and_after() {
        let ecart =
            |mois_min, mois_max| Ecart { de: String::new(), mois_min, mois_max, message: String::new() };
        let duration = ecart(Some(6), Some(54)).bornes(day(2027, 9, 1));
        assert_eq!((*duration.start(), *duration.end()), (day(2028, 2, 29), day(2032, 3, 1)));
        let before = ecart(Some(-3), None).bornes(day(2027, 5, 31));
        assert_eq!((*before.start(), *before.end()), (day(2027, 2, 28), NaiveDate::MAX));
        assert_eq!(*ecart(None, Some(3)).bornes(day(2027, 11, 30)).end(), day(2028, 2, 29));
    }
}
