//! Support's mailbox in the bac à sable: the newcomer answers as its people would, by email.

use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse};
use guichet_mailer::VALIDITE;
use guichet_templates::courriel_support;
use guichet_templates::pages::{BoiteSupport, Recu};

use super::{POLICY, Repond, SHOWN, send};
use crate::app::App;
use crate::web::reponse::{self, Result};

const HERE: &str = "/bac-a-sable/support";

pub async fn page(State(app): State<Arc<App>>) -> Result {
    let letters = app.store.lettres_support(SHOWN).await?;
    let courriels =
        letters.into_iter().map(|(id, at, lettre)| Recu::new(id, courriel_support(&lettre).sujet, at));
    reponse::page(&BoiteSupport {
        bac_a_sable: true,
        adresse: app.config.support_email.clone(),
        courriels: courriels.collect(),
        ici: "support",
    })
}

/// The HTML of one letter, for the frame.
pub async fn courriel(State(app): State<Arc<App>>, Path(id): Path<i64>) -> Result {
    let letters = app.store.lettres_support(SHOWN).await?;
    Ok(match letters.into_iter().find(|(found, ..)| *found == id) {
        Some((_, _, lettre)) => {
            ([(CONTENT_SECURITY_POLICY, POLICY)], Html(courriel_support(&lettre).html)).into_response()
        }
        None => reponse::not_found().await,
    })
}

/// Their answer to one of them.
pub async fn repondre(State(app): State<Arc<App>>, Path(id): Path<i64>, form: Multipart) -> Result {
    let letters = app.store.lettres_support(SHOWN).await?;
    let Some((_, at, lettre)) = letters.into_iter().find(|(found, ..)| *found == id) else {
        return Ok(reponse::not_found().await);
    };
    let token = app.config.jetons_support().emettre(lettre.escalade, at + VALIDITE);
    let repond = Repond { courriel: courriel_support(&lettre), at, token };
    send(&app, &app.config.support_email, form, Some(repond), HERE).await
}
