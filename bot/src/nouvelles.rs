//! Tells people what happens outside their turns: looks at each when something may be due for her.
//!
//! What is told is decided and written in the store, in one transaction; several processes may look side by side.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use guichet_store::Change;
use uuid::Uuid;

use crate::app::App;
use crate::clock::now;
use crate::wake;

/// Looks again at least this often: what the operator decides at the terminal is told by no other way on SQLite.
const PATROL: Duration = Duration::from_secs(5);
/// After a failure, before the person is looked at again.
const PAUSE: TimeDelta = TimeDelta::minutes(5);

/// Tells until the process must stop.
pub async fn run(app: Arc<App>) -> anyhow::Result<()> {
    let mut changes = app.store.changes();
    loop {
        while !app.stop.is_cancelled() {
            match app.store.next_personne(now()).await {
                Ok(Some(personne)) => tell(&app, personne).await,
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%error, "who is to be told cannot be read");
                    break;
                }
            }
        }
        let due = app.store.next_annonce_at().await.ok().flatten();
        tokio::select! {
            () = app.stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(wake::until(due, PATROL)) => {}
            () = wake::told(&mut changes, |change| *change == Change::Nouvelles) => {}
        }
    }
}

/// A failure, a panic included, holds up nobody else.
async fn tell(app: &Arc<App>, personne: Uuid) {
    let work = tokio::spawn({
        let app = Arc::clone(app);
        async move { app.store.annoncer(&app.cadre, now(), personne).await }
    });
    let error = match work.await {
        Ok(Ok(_)) => return,
        Ok(Err(error)) => error.to_string(),
        Err(panicked) => format!("panic: {panicked}"),
    };
    tracing::error!(%personne, error, "she cannot be told");
    if let Err(error) = app.store.postpone_annonce(personne, now() + PAUSE).await {
        tracing::error!(%personne, %error, "the failure cannot be written");
        // The database is away: not in a tight loop.
        tokio::time::sleep(PATROL).await;
    }
}
