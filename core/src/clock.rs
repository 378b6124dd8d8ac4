//! Time as people in France read it. The instant itself always comes in as an argument.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;

/// The wall-clock date and time in Paris at this instant.
pub fn paris(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Paris).naive_local()
}

/// When this day begins in Paris. Clocks change at night, never at midnight.
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let naive = day.and_time(NaiveTime::MIN);
    naive.and_local_timezone(Paris).earliest().map_or_else(|| naive.and_utc(), |at| at.to_utc())
}

/// The instant at which clocks in Paris show this; an hour that is skipped is the one after it.
pub fn instant(shown: NaiveDateTime) -> DateTime<Utc> {
    let skipped = || (shown + TimeDelta::hours(1)).and_local_timezone(Paris).earliest();
    let at = shown.and_local_timezone(Paris).earliest().or_else(skipped);
    at.map_or_else(|| shown.and_utc(), |at| at.to_utc())
}

/// Today's date in Paris.
pub fn today(at: DateTime<Utc>) -> NaiveDate {
    paris(at).date()
}
