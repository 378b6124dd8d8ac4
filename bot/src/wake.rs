//! Waiting for work: woken by what the store tells, and by the clock, should a hint have been lost.

use std::time::Duration;

use chrono::{DateTime, Utc};
use guichet_store::Change;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::clock::now;

/// Shortest wait: what is due but cannot be had at once is not asked for in a tight loop.
const SHORTEST: Duration = Duration::from_millis(20);

/// Time until something is due, at most `patrol`.
pub fn until(due: Option<DateTime<Utc>>, patrol: Duration) -> Duration {
    let wait = due.map_or(patrol, |at| (at - now()).to_std().unwrap_or(Duration::ZERO));
    wait.min(patrol).max(SHORTEST)
}

/// Ends with a change that concerns the caller, or when some were missed.
pub async fn told(changes: &mut Receiver<Change>, concerns: impl Fn(&Change) -> bool) {
    loop {
        match changes.recv().await {
            Ok(change) if !concerns(&change) => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
