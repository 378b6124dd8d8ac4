//! The built-in mailbox of the bac à sable: the notices the person would receive by email.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse};
use chrono::{DateTime, Utc};
use guichet_core::message::Message;
use guichet_store::{Channel, FilEntry};
use guichet_templates::pages::{Boite, Recu};

use super::reponse::{self, Result};
use super::{bac_a_sable, session};
use crate::app::App;
use crate::clock;

const SHOWN: i64 = 100;

/// An email may style itself; it may not run, load or send anything.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

/// The mailbox's owner and its emails, newest first.
async fn emails(app: &App, headers: &HeaderMap) -> Result<(String, Vec<(i64, Box<Message>, DateTime<Utc>)>)> {
    let session = session::address(&app.config, headers, clock::now());
    let session = session.unwrap_or_else(|| bac_a_sable::ADDRESS.to_owned());
    let Some(personne) = app.store.find_personne(Channel::Web, &session).await? else {
        return Ok((String::new(), Vec::new()));
    };
    let entries = app.store.fil(Channel::Courriel, &personne.email, SHOWN).await?;
    let emails = entries.into_iter().rev().filter_map(|entry| match entry {
        FilEntry::Out { id, message, at } => Some((id, message, at)),
        FilEntry::In { .. } | FilEntry::Rapport { .. } | FilEntry::Fichier { .. } => None,
    });
    Ok((personne.email, emails.collect()))
}

pub async fn page(State(app): State<Arc<App>>, headers: HeaderMap) -> Result {
    let (adresse, emails) = emails(&app, &headers).await?;
    let courriels = emails
        .iter()
        .map(|(id, message, at)| Recu::new(*id, guichet_templates::courriel(message).sujet, *at));
    reponse::page(&Boite { bac_a_sable: true, adresse, courriels: courriels.collect(), ici: "boite" })
}

/// The HTML of one email, for the frame.
pub async fn courriel(State(app): State<Arc<App>>, headers: HeaderMap, Path(id): Path<i64>) -> Result {
    let (_, emails) = emails(&app, &headers).await?;
    Ok(match emails.iter().find(|(found, ..)| *found == id) {
        Some((_, message, _)) => {
            let html = guichet_templates::courriel(message).html;
            ([(CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response()
        }
        None => reponse::not_found().await,
    })
}
