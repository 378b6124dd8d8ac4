//! Sign-in by invitation. Mail scanners follow links: looking changes nothing, the button does.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guichet_store::Channel;
use guichet_templates::pages::Connexion;

use super::reponse::{self, Result};
use super::session;
use crate::app::App;
use crate::clock;

pub async fn page(State(app): State<Arc<App>>) -> Result {
    reponse::page(&Connexion { refusee: false, support: app.config.support_email.clone() })
}

pub async fn redeem(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result {
    let now = clock::now();
    let address = session::random();
    if app.store.redeem(now, &token, Channel::Web, &address).await?.is_none() {
        let page = reponse::page(&Connexion { refusee: true, support: app.config.support_email.clone() })?;
        return Ok((StatusCode::GONE, page).into_response());
    }
    Ok(([session::cookie(&app.config, &address, now)], Redirect::to(super::base(&app))).into_response())
}
