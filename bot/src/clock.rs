//! The only clock.

use chrono::{DateTime, SubsecRound, Utc};

/// Now, to the microsecond: the precision both databases keep.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
