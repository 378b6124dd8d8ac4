//! `/console`: what OPCO EP's side sees of the requests that were sent, and decides about them.
//!
//! Whoever has not the role finds nothing here, at no address: the guard stands before all of them.

mod actes;
mod fiche;
mod liste;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use guichet_core::annuaire::{Personne, Role};
use guichet_store::{Channel, Store};
use guichet_templates::pages::console::Cadre;

use super::reponse::{self, Result};
use super::session::{self, Session};
use crate::app::App;
use crate::clock;

/// All addresses of the console. `tests/web/console.rs` reads this list: each is asked for by everyone.
pub fn router(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/", get(liste::page))
        .route("/dossiers/{numero}", get(fiche::page))
        .route("/dossiers/{numero}/fichiers/{sha256}", get(fiche::fichier))
        .route("/dossiers/{numero}/statut", post(actes::statut))
        .route("/dossiers/{numero}/agd", post(actes::agd))
        .route("/dossiers/{numero}/complement", post(actes::complement))
        .route("/dossiers/{numero}/complement/lever", post(actes::lever))
        .route("/dossiers/{numero}/piece", post(actes::piece))
        .route("/dossiers/{numero}/message", post(actes::message))
        .route("/quitter", post(quitter))
        .fallback(reponse::not_found)
        .method_not_allowed_fallback(reponse::not_found)
        .layer(middleware::from_fn_with_state(Arc::clone(app), guard))
}

/// Whoever works for OPCO EP, and is signed in to the console.
async fn conseiller(app: &App, headers: &HeaderMap) -> anyhow::Result<Option<Personne>> {
    let Some(address) = Session::Console.address(&app.config, headers, clock::now()) else { return Ok(None) };
    let personne = app.store.find_personne(Channel::Web, &address).await?;
    Ok(personne.filter(|personne| is_staff(personne.role)))
}

pub fn is_staff(role: Role) -> bool {
    match role {
        Role::Adherent => false,
        Role::Conseiller | Role::Admin => true,
    }
}

/// The role is looked up at each request: who loses it is out at once.
async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Result {
    let Some(personne) = conseiller(&app, request.headers()).await? else {
        return Ok(reponse::not_found().await);
    };
    request.extensions_mut().insert(personne);
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

fn cadre(app: &App, personne: &Personne) -> Cadre {
    Cadre { email: personne.email.clone(), bac_a_sable: app.config.is_bac_a_sable() }
}

async fn quitter(State(app): State<Arc<App>>) -> Response {
    ([Session::Console.end(&app.config)], Redirect::to("/")).into_response()
}

/// The web address of the newcomer as conseiller, in the bac à sable.
const ADDRESS: &str = "bac-a-sable-conseiller";
const EMAIL: &str = "nadia.roy@opcoep.example";

/// In the bac à sable anyone may be the conseiller; it listens on loopback only.
pub async fn play_conseiller(State(app): State<Arc<App>>) -> Result {
    let now = clock::now();
    if app.store.find_personne(Channel::Web, ADDRESS).await?.is_none() {
        invite(&app.store).await?;
    }
    let cookie = Session::Console.cookie(&app.config, ADDRESS, now);
    Ok(([cookie], Redirect::to("/console")).into_response())
}

async fn invite(store: &Store) -> anyhow::Result<()> {
    let now = clock::now();
    let invitation = store.inviter(now, EMAIL, super::bac_a_sable::SIRET, Role::Conseiller, 1).await?;
    if let Some(invitation) = invitation {
        store.redeem(now, &invitation.token, Channel::Web, ADDRESS).await?;
    }
    Ok(())
}

/// A form's own mark.
fn nonce() -> String {
    session::random()
}
