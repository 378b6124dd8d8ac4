//! Plays what was received: one task per address at a time, addresses side by side.
//!
//! Inbox row → the channel makes an `Incoming` of it (fetching files) → `store.play` → the toast, if any.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use guichet_core::escalade::ReponseSupport;
use guichet_store::{Change, Channel, InboxClaim, Incoming, Played};
use tokio::task::JoinSet;

use crate::app::App;
use crate::clock::now;
use crate::{courriel, telegram, wake, web};

/// Addresses played side by side.
const PARALLEL: usize = 16;

/// Times an input is tried before it is parked for a human.
pub const ATTEMPTS: i64 = 6;

/// Looks again at least this often, should a hint have been lost.
const PATROL: Duration = Duration::from_secs(5);

/// What a channel made of an input.
#[derive(Debug)]
pub enum Entree {
    Event(Box<Incoming>),
    /// Played, and to be looked at by a human for this reason.
    Signalee(Box<Incoming>, String),
    /// People of OPCO EP answer: which exchange, what, and the Message-ID it came under.
    Support {
        escalade: i64,
        reponse: ReponseSupport,
        message_id: Option<String>,
    },
    /// Nothing for the engine (the bot was blocked, a group chat).
    Ignore,
    /// Not played, for this reason: kept for a human.
    Ecartee(&'static str),
}

/// Plays the inputs of these channels until the process must stop.
pub async fn run(app: Arc<App>, channels: Vec<Channel>) -> anyhow::Result<()> {
    let mut changes = app.store.changes();
    let mut turns = JoinSet::new();
    loop {
        while turns.try_join_next().is_some() {}
        while turns.len() < PARALLEL && !app.stop.is_cancelled() {
            match app.store.claim_inbox(now(), &channels).await {
                Ok(Some(claim)) => drop(turns.spawn(turn(Arc::clone(&app), claim))),
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%error, "the inbox cannot be read");
                    break;
                }
            }
        }
        if app.stop.is_cancelled() {
            while turns.join_next().await.is_some() {}
            return Ok(());
        }
        let due = app.store.next_inbox_at(&channels).await.ok().flatten();
        tokio::select! {
            () = app.stop.cancelled() => {}
            () = tokio::time::sleep(wake::until(due, PATROL)) => {}
            Some(_) = turns.join_next() => {}
            () = wake::told(&mut changes, |change| *change == Change::Inbox) => {}
        }
    }
}

/// One turn. A failure, a panic included, leaves the input for another try.
async fn turn(app: Arc<App>, claim: InboxClaim) {
    let work = tokio::spawn({
        let (app, claim) = (Arc::clone(&app), claim.clone());
        async move { play(&app, &claim).await }
    });
    let error = match work.await {
        Ok(Ok(())) => return,
        Ok(Err(error)) => format!("{error:#}"),
        Err(panicked) => format!("panic: {panicked}"),
    };
    let attempts = claim.rows.iter().map(|row| row.attempts).max().unwrap_or(1);
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    tracing::error!(?ids, attempts, %error, "a turn failed");
    let kept = if attempts >= ATTEMPTS {
        app.store.bury_inbox(&claim, &error).await
    } else {
        app.store.retry_inbox(&claim, now() + backoff(attempts), &error).await
    };
    if let Err(error) = kept {
        // The lease runs out by itself, and the input is tried again.
        tracing::error!(?ids, %error, "the failure cannot be written");
    }
}

/// 1, 2, 4… seconds, five minutes at most, a fifth more or less so that failures do not march in step.
pub fn backoff(attempts: i64) -> TimeDelta {
    let seconds = 1i64 << attempts.clamp(1, 9).saturating_sub(1);
    let jitter = rand::random_range(0.8..1.2);
    TimeDelta::milliseconds(((seconds.min(300) * 1000) as f64 * jitter) as i64)
}

async fn play(app: &App, claim: &InboxClaim) -> anyhow::Result<()> {
    let Some(first) = claim.rows.first() else { return Ok(()) };
    let entree = match first.channel {
        Channel::Telegram => telegram::incoming(app, &claim.rows).await?,
        Channel::Web => Entree::Event(Box::new(web::incoming(&claim.rows)?)),
        Channel::Courriel => courriel::incoming(app, &claim.rows).await?,
    };
    let toast = match entree {
        Entree::Ignore => {
            app.store.skip_inbox(claim).await?;
            None
        }
        Entree::Ecartee(reason) => {
            app.store.bury_inbox(claim, reason).await?;
            None
        }
        Entree::Support { escalade, reponse, message_id } => {
            let message_id = message_id.as_deref();
            app.store.play_support(&app.cadre, now(), claim, escalade, &reponse, message_id).await?;
            None
        }
        Entree::Event(incoming) => match app.store.play(&app.cadre, now(), claim, &incoming).await? {
            Played::Done { toast } => toast,
            Played::Nothing => return Ok(()),
        },
        Entree::Signalee(incoming, raison) => {
            let played = app.store.play(&app.cadre, now(), claim, &incoming).await?;
            app.store.note_input(first.id, &raison).await?;
            match played {
                Played::Done { toast } => toast,
                Played::Nothing => return Ok(()),
            }
        }
    };
    if first.channel == Channel::Telegram {
        telegram::after_turn(app, &claim.rows, toast).await;
    }
    Ok(())
}
