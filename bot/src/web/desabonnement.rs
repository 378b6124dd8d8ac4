//! « Se désabonner » of reminders, by the link of their letters (RFC 8058): the mail program posts to it, or the person
//! opens it and taps. Looking changes nothing: mail scanners follow links. What a request needs is always told.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::get;
use chrono::{DateTime, Duration, Utc};
use guichet_core::message::Screen;
use guichet_store::{OutboxRow, Payload};
use guichet_templates::pages::Desabonnement;

use super::defense;
use super::reponse::{self, Result};
use crate::app::App;
use crate::clock;
use crate::config::Config;

/// How long the link of a letter serves.
const VALIDITE: Duration = Duration::days(730);
/// « List-Unsubscribe=One-Click », with room.
const MAX_BODY: usize = 4096;

/// Its route. A mail program posts from elsewhere, without cookie: the token is the right to it.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/desabonnement/{token}", get(page).post(stop))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(defense::headers))
}

/// The address that stands in a letter of reminders; other letters have none.
pub fn link(config: &Config, row: &OutboxRow) -> Option<String> {
    let is_reminder = matches!(&row.payload, Payload::Message(message) if is_reminder(&message.screen));
    is_reminder.then(|| {
        let token = config.desabonnements().emettre(row.id, row.created_at + VALIDITE);
        format!("{}/desabonnement/{token}", config.public_url)
    })
}

fn is_reminder(screen: &Screen) -> bool {
    matches!(screen, Screen::Rappels(_))
}

async fn page(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result {
    match addressee(&app, &token, clock::now()).await? {
        Some(_) => reponse::page(&Desabonnement { fait: false }),
        None => Ok(reponse::not_found().await),
    }
}

async fn stop(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result {
    let now = clock::now();
    let Some(address) = addressee(&app, &token, now).await? else { return Ok(reponse::not_found().await) };
    match app.store.stop_reminders(now, &address, &app.cadre.nouvelles.preferences).await? {
        true => reponse::page(&Desabonnement { fait: true }),
        false => Ok(reponse::refused(StatusCode::GONE, guichet_templates::phrases::COMPTE_DISPARU)),
    }
}

/// Who got the letter of this link.
async fn addressee(app: &App, token: &str, now: DateTime<Utc>) -> anyhow::Result<Option<String>> {
    let Ok(letter) = app.config.desabonnements().lire(token, now) else { return Ok(None) };
    Ok(app.store.find_letter(letter).await?.map(|(address, _)| address))
}
