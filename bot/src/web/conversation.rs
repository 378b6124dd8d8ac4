//! The page of the conversation. Each form is stored before it is answered; the worker plays it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::header::{ACCEPT, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::NaiveDate;
use guichet_store::{Channel, FilEntry};
use guichet_templates::pages::{Actions, Conversation, clavier};
use guichet_templates::phrases;
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;

use super::entree::{Entree, Quoi};
use super::fil::{self, Fil, Reprise};
use super::reponse::{self, Result};
use super::{bac_a_sable, envoi, fichier, rapport, session};
use crate::app::App;
use crate::clock;

/// How long a page without script waits for the assistant's answer before it is shown without.
const ANSWER_WAIT: Duration = Duration::from_secs(3);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(page))
        .route("/flux", get(flux))
        .route("/message", post(envoi::message))
        .route("/choix", post(choix))
        .route("/jour", post(jour))
        .route("/rapport/{nom}", get(rapport::fichier))
        .route("/fichier/{id}", get(fichier::remis))
}

async fn page(State(app): State<Arc<App>>, headers: HeaderMap) -> Result {
    let now = clock::now();
    let bac_a_sable = app.config.is_bac_a_sable();
    let (address, is_new) = match session::address(&app.config, &headers, now) {
        Some(address) => (address, false),
        None if bac_a_sable => (bac_a_sable::ADDRESS.to_owned(), true),
        None => return Ok(signed_out()),
    };
    let mut fil = Fil::load(&app.store, &address).await?;
    if fil.is_empty() {
        let opened = Entree { nonce: "ouverture".to_owned(), quoi: Quoi::Opened };
        receive_and_wait(&app, &address, &opened).await?;
        fil = Fil::load(&app.store, &address).await?;
    }
    let base = super::base(&app);
    let nonce = session::random();
    let response = reponse::page(&Conversation {
        bac_a_sable,
        base,
        bulles: fil.bulles(base, Reprise::default()),
        actions: Actions::of(base, nonce.clone(), fil.dernier()),
        reprise: fil.reprise().to_string(),
        nonce,
        clavier: clavier(fil.dernier()),
        ici: "conversation",
    })?;
    Ok(if is_new {
        ([session::cookie(&app.config, &address, now)], response).into_response()
    } else {
        response
    })
}

#[derive(Debug, Deserialize)]
struct Depuis {
    #[serde(default)]
    depuis: String,
}

async fn flux(State(app): State<Arc<App>>, Query(query): Query<Depuis>, headers: HeaderMap) -> Response {
    let Some(address) = session::address(&app.config, &headers, clock::now()) else { return signed_out() };
    let seen = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).unwrap_or(&query.depuis);
    let from = Reprise::parse(seen);
    fil::flux(app, address, from).into_response()
}

#[derive(Debug, Deserialize)]
struct Choix {
    nonce: String,
    carte: u32,
    rang: u16,
}

async fn choix(State(app): State<Arc<App>>, headers: HeaderMap, Form(form): Form<Choix>) -> Result {
    let quoi = Quoi::Tap { card: form.carte, rank: form.rang };
    submit(&app, &headers, Entree { nonce: form.nonce, quoi }).await
}

#[derive(Debug, Deserialize)]
struct JourChoisi {
    nonce: String,
    carte: u32,
    jour: NaiveDate,
}

async fn jour(State(app): State<Arc<App>>, headers: HeaderMap, Form(form): Form<JourChoisi>) -> Result {
    let quoi = Quoi::Day { card: form.carte, day: form.jour };
    submit(&app, &headers, Entree { nonce: form.nonce, quoi }).await
}

/// Stores what was sent and answers: at once to the script, with the page to a browser without it.
pub async fn submit(app: &App, headers: &HeaderMap, entree: Entree) -> Result {
    let Some(address) = session::address(&app.config, headers, clock::now()) else { return Ok(signed_out()) };
    if headers.get(ACCEPT).is_some_and(|accept| accept == "application/json") {
        receive(app, &address, &entree).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    receive_and_wait(app, &address, &entree).await?;
    Ok(back(app))
}

/// To the page again, at its end.
pub fn back(app: &App) -> Response {
    Redirect::to(&format!("{}#actions", super::base(app))).into_response()
}

pub fn signed_out() -> Response {
    reponse::notice(StatusCode::UNAUTHORIZED, phrases::CONNEXION, phrases::CONNEXION_COMMENT)
}

async fn receive(app: &App, address: &str, entree: &Entree) -> anyhow::Result<()> {
    let now = clock::now();
    app.store.receive(now, &[entree.clone().received(address, now)?], None).await?;
    Ok(())
}

async fn receive_and_wait(app: &App, address: &str, entree: &Entree) -> anyhow::Result<()> {
    let mut changes = app.store.changes();
    receive(app, address, entree).await?;
    // A change told is a hint, and may be about something said before: what stands last is looked at.
    let answered = async {
        loop {
            let last = app.store.fil(Channel::Web, address, 1).await.unwrap_or_default();
            if matches!(last.last(), Some(FilEntry::Out { .. })) {
                return;
            }
            if let Err(RecvError::Closed) = changes.recv().await {
                return;
            }
        }
    };
    // An answer that takes longer is shown when the page is asked for again.
    let _ = tokio::time::timeout(ANSWER_WAIT, answered).await;
    Ok(())
}
