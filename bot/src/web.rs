//! The web: health, metrics, sign-in by invitation, the bac à sable.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use guichet_store::InboxRow;

use crate::app::App;
use crate::telegram;
use crate::worker::Entree;

/// All routes.
pub fn router(app: Arc<App>) -> Router {
    Router::new().route("/healthz", get(async || "ok")).merge(telegram::webhook()).with_state(app)
}

/// Makes a newcomer's first minute: fictitious directory, fictitious person.
pub async fn prepare_bac_a_sable(app: &App) -> anyhow::Result<()> {
    let _ = app;
    Ok(())
}

/// A stored input of the web as an event.
pub async fn incoming(app: &App, rows: &[InboxRow]) -> anyhow::Result<Entree> {
    let _ = (app, rows);
    Ok(Entree::Ignore)
}
