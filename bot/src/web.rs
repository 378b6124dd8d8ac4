//! The web: health, metrics, sign-in by invitation, the conversation in a browser, the console, the API.
//!
//! With no real channel configured the conversation is the bac à sable, without sign-in, on loopback only.

mod api;
mod bac_a_sable;
mod boite;
mod connexion;
mod console;
mod conversation;
mod defense;
mod desabonnement;
mod entree;
mod envoi;
mod fichier;
mod fil;
mod mime;
mod probleme;
mod rapport;
mod reponse;
mod sante;
mod session;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::middleware;
use axum::response::Redirect;
use axum::routing::{get, post};
use guichet_templates::pages;

use crate::app::App;
use crate::telegram;

pub use bac_a_sable::prepare as prepare_bac_a_sable;
pub use desabonnement::link as unsubscribe_link;
pub use entree::incoming;

/// A whole form with its files, in bytes: ten files of the largest size, with room for the form itself.
const MAX_BODY: usize = 101 * 1024 * 1024;

/// Where the conversation is.
fn base(app: &App) -> &'static str {
    if app.config.is_bac_a_sable() { "/bac-a-sable" } else { "/conversation" }
}

/// All routes.
pub fn router(app: Arc<App>) -> Router {
    let home = base(&app);
    let mut router = Router::new()
        .route("/", get(Redirect::to(home)))
        .route("/healthz", get("ok"))
        .route("/readyz", get(sante::ready))
        .route("/metrics", get(sante::metrics))
        .route("/connexion/{token}", get(connexion::page).post(connexion::redeem))
        .route("/statique/guichet.css", fixed("text/css; charset=utf-8", pages::CSS))
        .route("/statique/guichet.js", fixed("text/javascript; charset=utf-8", pages::JS))
        .route("/statique/icone.svg", fixed("image/svg+xml", pages::ICONE))
        .nest(home, conversation::router())
        .nest("/console", console::router(&app));
    if app.config.is_bac_a_sable() {
        router = router
            .route("/bac-a-sable/boite", get(boite::page).post(boite::nouveau))
            .route("/bac-a-sable/boite/{id}", get(boite::courriel).post(boite::repondre))
            .route("/bac-a-sable/support", get(boite::support::page))
            .route("/bac-a-sable/support/{id}", get(boite::support::courriel).post(boite::support::repondre))
            .route("/bac-a-sable/conseiller", post(console::play_conseiller))
            .layer(middleware::from_fn_with_state(Arc::clone(&app), defense::local_host));
    }
    router
        .fallback(reponse::not_found)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(defense::same_origin))
        .layer(middleware::from_fn(defense::headers))
        // These come from elsewhere, with secrets of their own.
        .merge(telegram::webhook())
        .merge(mime::router())
        .merge(api::router())
        .merge(desabonnement::router())
        .with_state(app)
}

fn fixed(kind: &'static str, content: &'static str) -> axum::routing::MethodRouter<Arc<App>> {
    get(([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], content))
}
