//! The built-in mailbox of the bac à sable: the real messages, and their answers, which are real messages too.

pub mod support;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Multipart, Path, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect};
use chrono::{DateTime, Utc};
use guichet_core::message::Message;
use guichet_mailer::{Brouillon, PieceJointe, VALIDITE, adresse, ecrire, lire, recu};
use guichet_store::{Channel, FilEntry};
use guichet_templates::pages::{Boite, Courrier, Envoye, Recu};
use guichet_templates::{Courriel, phrases};

use super::envoi::{Formulaire, Joint};
use super::reponse::{self, Result};
use super::{bac_a_sable, session};
use crate::app::App;
use crate::{clock, wake};

const HERE: &str = "/bac-a-sable/boite";
const SHOWN: i64 = 100;
/// How long the page waits for the answer to what she wrote before it is shown without.
const ANSWER_WAIT: Duration = Duration::from_secs(5);

/// An email may style itself; it may not run, load or send anything.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

/// The mailbox's owner; nobody's when the visitor is unknown.
async fn owner(app: &App, headers: &HeaderMap) -> Result<String> {
    let session = session::address(&app.config, headers, clock::now());
    let session = session.unwrap_or_else(|| bac_a_sable::ADDRESS.to_owned());
    let personne = app.store.find_personne(Channel::Web, &session).await?;
    Ok(personne.map_or_else(String::new, |personne| personne.email))
}

pub async fn page(State(app): State<Arc<App>>, headers: HeaderMap) -> Result {
    let adresse = owner(&app, &headers).await?;
    let entries = app.store.fil(Channel::Courriel, &adresse, SHOWN).await?;
    let courriers = entries.into_iter().rev().filter_map(|entry| match entry {
        FilEntry::Out { id, message, at } => {
            let sujet = guichet_templates::courriel(&message).sujet;
            Some(Courrier::Recu(Recu::new(id, sujet, at)))
        }
        FilEntry::In { raw, at, .. } => {
            let lettre = lire(&raw);
            let noms = lettre.documents().map(|document| document.name.clone()).collect();
            Some(Courrier::Envoye(Envoye::new(lettre.reponse(), noms, at)))
        }
        FilEntry::Rapport { .. } | FilEntry::Fichier { .. } => None,
    });
    let courriers = courriers.collect();
    reponse::page(&Boite { bac_a_sable: true, adresse, courriers, ici: "boite" })
}

/// One letter of the owner's, and when it was written.
async fn letter(
    app: &App,
    headers: &HeaderMap,
    wanted: i64,
) -> Result<Option<(Box<Message>, DateTime<Utc>)>> {
    let adresse = owner(app, headers).await?;
    let entries = app.store.fil(Channel::Courriel, &adresse, SHOWN).await?;
    Ok(entries.into_iter().find_map(|entry| match entry {
        FilEntry::Out { id, message, at } if id == wanted => Some((message, at)),
        _ => None,
    }))
}

/// The HTML of one email, for the frame.
pub async fn courriel(State(app): State<Arc<App>>, headers: HeaderMap, Path(id): Path<i64>) -> Result {
    Ok(match letter(&app, &headers, id).await? {
        Some((message, _)) => {
            let html = guichet_templates::courriel(&message).html;
            ([(CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response()
        }
        None => reponse::not_found().await,
    })
}

/// The letter that is answered, and the token of its reply address.
struct Repond {
    courriel: Courriel,
    at: DateTime<Utc>,
    token: String,
}

/// Her answer to one of them.
pub async fn repondre(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(id): Path<i64>,
    form: Multipart,
) -> Result {
    let Some((message, at)) = letter(&app, &headers, id).await? else {
        return Ok(reponse::not_found().await);
    };
    let token = app.config.jetons().emettre(id, at + VALIDITE);
    let repond = Repond { courriel: guichet_templates::courriel(&message), at, token };
    let from = owner(&app, &headers).await?;
    send(&app, &from, form, Some(repond), HERE).await
}

/// A letter of hers that answers none.
pub async fn nouveau(State(app): State<Arc<App>>, headers: HeaderMap, form: Multipart) -> Result {
    let from = owner(&app, &headers).await?;
    send(&app, &from, form, None, HERE).await
}

/// Writes the message that her mail client would, and takes it in as any other.
async fn send(
    app: &App,
    from: &str,
    mut form: Multipart,
    repond: Option<Repond>,
    here: &'static str,
) -> Result {
    let Some((mailbox, authserv_id)) = app.config.mailbox().zip(app.config.authserv_id()) else {
        return Ok(reponse::not_found().await);
    };
    let Ok(Formulaire { text, fichiers, .. }) = Formulaire::read(&mut form).await else {
        return Ok(reponse::refused(StatusCode::PAYLOAD_TOO_LARGE, phrases::ENVOI_TROP_GROS));
    };
    let mut pieces = Vec::new();
    for fichier in fichiers {
        match fichier {
            Joint::Lu { name, content } => pieces.push(PieceJointe {
                name,
                mime: "application/octet-stream".to_owned(),
                content: content.to_vec(),
            }),
            Joint::TropGrand { .. } | Joint::EnTrop { .. } => {
                return Ok(reponse::refused(StatusCode::PAYLOAD_TOO_LARGE, phrases::ENVOI_TROP_GROS));
            }
        }
    }
    let back = Redirect::to(here).into_response();
    if from.is_empty() || text.is_empty() && pieces.is_empty() {
        return Ok(back);
    }
    let to = repond.as_ref().and_then(|repond| adresse(mailbox, &repond.token));
    let brouillon = Brouillon {
        from,
        to: to.as_deref().unwrap_or(mailbox),
        texte: &text,
        repond: repond.as_ref().map(|repond| (&repond.courriel, repond.at)),
        authserv_id,
    };
    let raw = ecrire(&brouillon, pieces)?;
    let mut changes = app.store.changes();
    let now = clock::now();
    app.store.receive(now, &[recu(raw, now)], None).await?;
    let answered = wake::told(
        &mut changes,
        |change| matches!(change, guichet_store::Change::Outbox { channel: Channel::Courriel, address } if address == from),
    );
    // An answer that takes longer is shown when the page is asked for again.
    let _ = tokio::time::timeout(ANSWER_WAIT, answered).await;
    Ok(back)
}
