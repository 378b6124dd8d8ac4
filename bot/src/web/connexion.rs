//! Sign-in by invitation. Mail scanners follow links: looking changes nothing, the button does.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use guichet_store::Channel;
use guichet_templates::pages::Connexion;

use super::console::is_staff;
use super::reponse::{self, Result};
use super::session::{self, Session};
use crate::app::App;
use crate::clock;

pub async fn page(State(app): State<Arc<App>>) -> Result {
    reponse::page(&Connexion { refusee: false, support: app.config.support_email.clone() })
}

pub async fn redeem(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result {
    let now = clock::now();
    let address = session::random();
    let Some(personne) = app.store.redeem(now, &token, Channel::Web, &address).await? else {
        let page = reponse::page(&Connexion { refusee: true, support: app.config.support_email.clone() })?;
        return Ok((StatusCode::GONE, page).into_response());
    };
    let opened = session::cookie(&app.config, &address, now);
    if is_staff(personne.role) {
        let console = Session::Console.cookie(&app.config, &address, now);
        return Ok((AppendHeaders([opened, console]), Redirect::to("/console")).into_response());
    }
    Ok(([opened], Redirect::to(super::base(&app))).into_response())
}
