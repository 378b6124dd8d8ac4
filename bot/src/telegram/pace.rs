//! How fast messages may leave: Telegram's limits, kept on our side so that they are seldom met.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Messages to one chat in a burst, then one a second (Bot FAQ: « avoid sending more than one message per second »).
const CHAT_BURST: f64 = 5.0;
const CHAT_RATE: f64 = 1.0;

/// Messages to all chats a second (Bot FAQ: « 30 messages per second »).
const ALL_RATE: f64 = 30.0;

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    at: DateTime<Utc>,
}

impl Bucket {
    /// `None` when there is a token; else when there will be one.
    fn opens_at(&mut self, now: DateTime<Utc>, capacity: f64, rate: f64) -> Option<DateTime<Utc>> {
        let elapsed = (now - self.at).num_milliseconds().max(0) as f64 / 1000.0;
        self.tokens = (self.tokens + elapsed * rate).min(capacity);
        self.at = now;
        let missing = 1.0 - self.tokens;
        (missing > 0.0).then(|| now + TimeDelta::milliseconds((missing / rate * 1000.0).ceil() as i64))
    }
}

/// The pace of all chats.
#[derive(Debug)]
pub struct Pace(Mutex<(Bucket, HashMap<String, Bucket>)>);

impl Pace {
    pub fn new(now: DateTime<Utc>) -> Pace {
        Pace(Mutex::new((Bucket { tokens: ALL_RATE, at: now }, HashMap::new())))
    }

    /// `None` when some message may leave now; else when one may. Asked before a chat is looked for.
    pub fn opens_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.lock().0.opens_at(now, ALL_RATE, ALL_RATE)
    }

    fn lock(&self) -> MutexGuard<'_, (Bucket, HashMap<String, Bucket>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a message may leave for this chat now; else when to ask again.
    pub fn take(&self, chat: &str, now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        let mut guard = self.lock();
        let (all, chats) = &mut *guard;
        if chats.len() > 10_000 {
            // A bucket that has had time to fill is as good as a new one.
            chats.retain(|_, bucket| (now - bucket.at).num_seconds() < CHAT_BURST as i64);
        }
        let chat = chats.entry(chat.to_owned()).or_insert(Bucket { tokens: CHAT_BURST, at: now });
        let wait = chat.opens_at(now, CHAT_BURST, CHAT_RATE).max(all.opens_at(now, ALL_RATE, ALL_RATE));
        if let Some(at) = wait {
            return Err(at);
        }
        chat.tokens -= 1.0;
        all.tokens -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_one_a_second_and_chats_apart() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let pace = Pace::new(start);
        assert!((0..5).all(|_| pace.take("a", start).is_ok()));
        assert_eq!(pace.take("a", start), Err(start + TimeDelta::seconds(1)));
        assert!(pace.take("b", start).is_ok());
        assert!(pace.take("a", start + TimeDelta::seconds(1)).is_ok());
        assert!(pace.take("a", start + TimeDelta::seconds(1)).is_err());
    }

    #[test]
    fn thirty_a_second_to_all() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let pace = Pace::new(start);
        assert!((0..30).all(|chat| pace.take(&chat.to_string(), start).is_ok()));
        let opens = pace.opens_at(start).expect("a wait");
        assert!(opens - start < TimeDelta::milliseconds(40));
        assert_eq!(pace.take("late", start), Err(opens));
        assert_eq!(pace.opens_at(opens), None);
        assert!(
            (0..5).all(|_| pace.take("late", start + TimeDelta::seconds(1)).is_ok()),
            "its burst is whole"
        );
    }
}
