//! The picture and the files of a report, for the person it was made for.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::IntoResponse;
use guichet_core::rapport::Forme;
use guichet_store::Channel;
use guichet_templates::rapport::extension;
use uuid::Uuid;

use super::conversation::signed_out;
use super::reponse::{self, Result};
use super::session;
use crate::app::App;
use crate::{clock, rapport};

/// `{id}.png`, `{id}.xlsx`, `{id}.csv`. What another person asked for is not there.
pub async fn fichier(State(app): State<Arc<App>>, headers: HeaderMap, Path(nom): Path<String>) -> Result {
    let Some(address) = session::address(&app.config, &headers, clock::now()) else {
        return Ok(signed_out());
    };
    let Some((id, forme)) = read(&nom) else { return Ok(reponse::not_found().await) };
    let Some(personne) = app.store.find_personne(Channel::Web, &address).await? else {
        return Ok(signed_out());
    };
    let Some(found) = app.store.find_rapport(personne.id, id).await? else {
        return Ok(reponse::not_found().await);
    };
    let made = rapport::make(found, forme).await?;
    let manner = if forme == Forme::Image { "inline" } else { "attachment" };
    let disposition = HeaderValue::from_str(&format!("{manner}; filename=\"{}\"", made.nom))?;
    let named = [
        (CONTENT_TYPE, HeaderValue::from_static(made.mime)),
        (CONTENT_DISPOSITION, disposition),
        // The browser of that person may keep it, nobody between may.
        (CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600")),
    ];
    Ok((named, made.contenu).into_response())
}

fn read(nom: &str) -> Option<(Uuid, Forme)> {
    let (id, kind) = nom.split_once('.')?;
    let forme =
        [Forme::Image, Forme::Xlsx, Forme::Csv].into_iter().find(|forme| extension(*forme) == kind)?;
    Some((id.parse().ok()?, forme))
}
