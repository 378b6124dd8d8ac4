//! Mail in over IMAP: one process of a database at a time, again and again after a failure.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use guichet_mailer::{Imap, ImapError};
use tokio::time::Instant;
use uuid::Uuid;

use crate::app::App;
use crate::clock;
use crate::worker::backoff;

/// Name of the right to fetch mail among the store's leases, how long it lasts without renewal in seconds, and how
/// often it is renewed.
const LEASE: &str = "imap";
const LEASE_SECONDS: i64 = 15;
const RENEWAL: Duration = Duration::from_secs(5);

/// After a connection that lasted so long, failures are counted anew.
const STEADY: Duration = Duration::from_secs(120);

/// Receives until the process must stop.
pub async fn receive(app: Arc<App>) -> anyhow::Result<()> {
    if let Some(imap) = &app.config.imap {
        fetch(&app, imap).await;
    }
    app.stop.cancelled().await;
    Ok(())
}

async fn fetch(app: &App, imap: &Imap) {
    let holder = Uuid::new_v4();
    let mut failures = 0;
    while !app.stop.is_cancelled() {
        if !may_fetch(app, holder).await {
            pause(app, TimeDelta::seconds(5)).await;
            continue;
        }
        let since = Instant::now();
        let error: ImapError = tokio::select! {
            () = app.stop.cancelled() => return,
            () = until_lease_lost(app, holder) => continue,
            Err(error) = imap.receive(&app.store, clock::now) => error,
        };
        failures = if since.elapsed() >= STEADY { 1 } else { failures + 1 };
        tracing::warn!(failures, %error, "mail cannot be fetched");
        pause(app, backoff(failures)).await;
    }
}

async fn may_fetch(app: &App, holder: Uuid) -> bool {
    app.config.is_single_process()
        || app.store.hold_lease(clock::now(), LEASE, holder, LEASE_SECONDS).await.unwrap_or(false)
}

/// Renews the right to fetch; ends when somebody else has it.
async fn until_lease_lost(app: &App, holder: Uuid) {
    loop {
        tokio::time::sleep(RENEWAL).await;
        if !may_fetch(app, holder).await {
            return;
        }
    }
}

async fn pause(app: &App, delay: TimeDelta) {
    tokio::select! {
        () = app.stop.cancelled() => {}
        () = tokio::time::sleep(delay.to_std().unwrap_or(Duration::from_secs(1))) => {}
    }
}
