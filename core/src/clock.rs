//! Time as people in France read it. The instant itself always comes in as an argument.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Europe::Paris;

/// The wall-clock date and time in Paris at this instant.
pub fn paris(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Paris).naive_local()
}

/// Today's date in Paris.
pub fn today(at: DateTime<Utc>) -> NaiveDate {
    paris(at).date()
}
