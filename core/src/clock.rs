//! Time as people in France read it. The instant itself always comes in as an argument.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;

/// The wall-clock date and time in Paris at this instant.
pub fn paris(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Paris).naive_local()
}

/// When this day begins in Paris. Clocks change at night, never at midnight.
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_time(NaiveTime::MIN))
}

/// When clocks in Paris show this: the first time where they show it twice, an hour later where they skip it.
pub fn instant(naive: NaiveDateTime) -> DateTime<Utc> {
    let shown = |naive: NaiveDateTime| naive.and_local_timezone(Paris).earliest();
    let found = shown(naive).or_else(|| shown(naive + TimeDelta::hours(1)));
    found.map_or_else(|| naive.and_utc(), |at| at.to_utc())
}

/// Today's date in Paris.
pub fn today(at: DateTime<Utc>) -> NaiveDate {
    paris(at).date()
}
