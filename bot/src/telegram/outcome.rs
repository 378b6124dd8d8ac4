//! What a failed send means for its messages: the one place that decides.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_store::{OutboxRow, SendOutcome};

use crate::telegram::ApiError;
use crate::worker::backoff;

/// How long an answer is worth sending: as long as Telegram keeps what people write (24 hours).
const LIFE: TimeDelta = TimeDelta::hours(24);

/// A failure that may pass is tried again, with growing pauses, as long as the oldest row is worth it.
pub fn outcome(error: &ApiError, rows: &[OutboxRow], now: DateTime<Utc>) -> SendOutcome {
    let reason = error.to_string();
    let attempts = rows.iter().map(|row| row.attempts).max().unwrap_or(1);
    let pause = match error {
        ApiError::Api { retry_after: Some(seconds), .. } => TimeDelta::seconds((*seconds).clamp(1, 86_400)),
        // The token was changed or withdrawn: the messages are not to blame.
        ApiError::Api { code: 401 | 404, .. } => backoff(attempts),
        // 403: blocked, or the account is gone; 400: this message will never be taken.
        ApiError::Api { .. } if !error.is_transient() => return SendOutcome::Dead { reason },
        _ => backoff(attempts),
    };
    if rows.iter().any(|row| now - row.created_at >= LIFE) {
        return SendOutcome::Dead { reason };
    }
    SendOutcome::RetryAt { at: now + pause, ambiguous: error.may_have_been_carried_out(), reason }
}

#[cfg(test)]
mod tests {
    use guichet_store::Payload;
    use uuid::Uuid;

    use super::*;

    fn row(created_at: DateTime<Utc>) -> OutboxRow {
        let payload = Payload::Transmission { dossier: Uuid::nil() };
        OutboxRow { id: 1, payload, created_at, attempts: 40, ambiguous: false }
    }

    fn api(code: i64, retry_after: Option<i64>) -> ApiError {
        ApiError::Api { code, description: "synthetic".to_owned(), retry_after }
    }

    #[test]
    fn each_failure_has_one_meaning() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let lost = || ApiError::Lost("reset".to_owned());
        for (error, retried, repeat) in [
            (api(429, Some(30)), true, false),
            (api(429, None), true, false),
            (api(500, None), true, true),
            (api(401, None), true, false),
            (lost(), true, true),
            (ApiError::Unreachable("refused".to_owned()), true, false),
            (api(403, None), false, false),
            (api(400, None), false, false),
        ] {
            match outcome(&error, &[row(now - TimeDelta::hours(1))], now) {
                SendOutcome::RetryAt { at, ambiguous, .. } => {
                    assert!(retried && at > now, "{error}");
                    assert_eq!(ambiguous, repeat, "{error}");
                }
                other => assert!(!retried && matches!(other, SendOutcome::Dead { .. }), "{error}"),
            }
        }
        let told = outcome(&api(429, Some(30)), &[row(now)], now);
        assert!(matches!(told, SendOutcome::RetryAt { at, .. } if at == now + TimeDelta::seconds(30)));
        let old = outcome(&lost(), &[row(now - LIFE)], now);
        assert!(matches!(old, SendOutcome::Dead { .. }), "a day later the answer is of no use");
    }
}
