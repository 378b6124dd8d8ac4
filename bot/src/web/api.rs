//! `/api/v1`: what OPCO EP's programs may do. `api/openapi.json` is its description, served as it is.
//!
//! What is decided here passes through the same transitions and the same journal as on the console.

mod demande;
mod vue;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use guichet_core::catalogue::Catalogue;
use guichet_store::{CleApi, Demande, Reference, Repondu, Reponse};
use serde_json::{Value, json};

use super::probleme::{KIND, Probleme};
use crate::app::App;
use crate::clock;

/// Bytes: far more than any decision says.
const MAX_BODY: usize = 64 * 1024;
/// Characters of an `Idempotency-Key`.
const MAX_KEY: usize = 255;
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// `true` on an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

const OPENAPI: &str = include_str!("api/openapi.json");

/// Its routes. Callers show a key of their own: no page of a browser can.
pub fn router() -> Router<Arc<App>> {
    let routes = Router::new()
        .route("/openapi.json", get(([(CONTENT_TYPE, "application/json")], OPENAPI)))
        .route("/dossiers/{numero}/statut", post(statut))
        .fallback(async || Probleme::new(StatusCode::NOT_FOUND, "Cette adresse n'existe pas dans l'API."))
        .method_not_allowed_fallback(async || {
            Probleme::new(StatusCode::METHOD_NOT_ALLOWED, "Cette méthode n'est pas prévue à cette adresse.")
        })
        .layer(DefaultBodyLimit::max(MAX_BODY));
    Router::new().nest("/api/v1", routes)
}

async fn statut(
    State(app): State<Arc<App>>,
    numero: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    // What is not even text is the number of nothing.
    let numero = numero.map_or_else(|_| String::new(), |Path(numero)| numero);
    match decide(&app, &numero, &headers, body).await {
        Ok(response) => response,
        Err(probleme) => {
            probleme.with("instance", format!("/api/v1/dossiers/{numero}/statut")).into_response()
        }
    }
    .with_no_store()
}

/// What a shared cache must not keep.
trait NoStore {
    fn with_no_store(self) -> Response;
}

impl NoStore for Response {
    fn with_no_store(mut self) -> Response {
        self.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status() == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"guichet\"");
            self.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        self
    }
}

async fn decide(
    app: &App,
    numero: &str,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Probleme> {
    let cle = authenticated(app, headers).await?;
    let idempotence = idempotency_key(headers)?;
    let (content, decisions) = read(&app.cadre.catalogue, headers, body)?;
    let contenu = format!("{numero}\n{content}");
    let demande = Demande { cle: cle.id, idempotence: idempotence.as_deref(), contenu: contenu.as_bytes() };
    let reference = Reference::Numero(numero.to_owned());
    let now = clock::now();
    let told = app.store.decider_une_fois(now, demande, &reference, &decisions, |issue| match issue {
        Ok(Some(dossier)) => {
            Reponse { statut: StatusCode::OK.as_u16(), corps: vue::dossier(dossier).to_string() }
        }
        Ok(None) => told(vue::unknown(numero), numero),
        Err(refus) => told(vue::refused(refus), numero),
    });
    let told = told.await.map_err(|error| {
        tracing::error!(%error, "the API cannot decide");
        let detail = "La décision n'a pas pu être enregistrée. Rien n'est changé : à renvoyer.";
        Probleme::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    })?;
    match told {
        Repondu::Reponse { reponse, repetee } => Ok(answer(reponse, repetee)),
        Repondu::AutreDemande => Err(Probleme::of_kind(
            "cle-d-idempotence-reutilisee",
            "Clé d'idempotence déjà utilisée",
            StatusCode::UNPROCESSABLE_ENTITY,
            "Cette Idempotency-Key a déjà servi pour une autre demande. Rien n'est changé : prenez-en une nouvelle.",
        )),
    }
}

fn told(probleme: Probleme, numero: &str) -> Reponse {
    let probleme = probleme.with("instance", format!("/api/v1/dossiers/{numero}/statut"));
    Reponse { statut: probleme.status(), corps: probleme.body() }
}

fn answer(reponse: Reponse, repetee: bool) -> Response {
    let status = StatusCode::from_u16(reponse.statut).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = if status.is_success() { "application/json" } else { KIND };
    let mut response = (status, [(CONTENT_TYPE, kind)], reponse.corps).into_response();
    if repetee {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

/// The key of `Authorization: Bearer …`.
async fn authenticated(app: &App, headers: &HeaderMap) -> Result<CleApi, Probleme> {
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let cle = given.and_then(|value| {
        let (scheme, cle) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| cle.trim())
    });
    let Some(cle) = cle else {
        let detail = "Clé d'API absente : « Authorization: Bearer CLÉ » est attendu.";
        return Err(Probleme::new(StatusCode::UNAUTHORIZED, detail));
    };
    match app.store.find_cle_api(cle).await {
        Ok(Some(cle)) => Ok(cle),
        Ok(None) => {
            Err(Probleme::new(StatusCode::UNAUTHORIZED, "Cette clé d'API n'existe pas ou a été révoquée."))
        }
        Err(error) => {
            tracing::error!(%error, "a key of the API cannot be looked up");
            Err(Probleme::new(StatusCode::SERVICE_UNAVAILABLE, "Service indisponible, à renvoyer."))
        }
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Probleme> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let read = value.to_str().ok().map(str::trim).filter(|key| (1..=MAX_KEY).contains(&key.len()));
    match read {
        Some(key) => Ok(Some(key.to_owned())),
        None => Err(Probleme::new(
            StatusCode::BAD_REQUEST,
            format!("Idempotency-Key : de 1 à {MAX_KEY} caractères visibles sont attendus."),
        )),
    }
}

/// What is asked, in one spelling for the same content, and as decisions.
fn read(
    catalogue: &Catalogue,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(Value, Vec<guichet_core::dossier::Decision>), Probleme> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let detail = "Le corps doit être du JSON (« Content-Type: application/json »).";
        return Err(Probleme::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Probleme::new(StatusCode::PAYLOAD_TOO_LARGE, "Corps trop volumineux : 64 Ko au plus.")
        }
        _ => Probleme::new(StatusCode::BAD_REQUEST, "Le corps n'est pas arrivé entier."),
    })?;
    let content: Value = serde_json::from_slice(&body).map_err(|error| {
        let detail =
            format!("Le corps n'est pas du JSON (ligne {}, colonne {}).", error.line(), error.column());
        Probleme::new(StatusCode::BAD_REQUEST, detail)
    })?;
    let today = guichet_core::clock::paris(clock::now()).date();
    let decisions = demande::read(&content, today, catalogue).map_err(|errors| {
        let list: Vec<Value> =
            errors.iter().map(|(pointer, detail)| json!({"pointer": pointer, "detail": detail})).collect();
        let said: Vec<&str> = errors.iter().map(|(_, detail)| detail.as_str()).collect();
        Probleme::of_kind(
            "demande-invalide",
            "Demande invalide",
            StatusCode::UNPROCESSABLE_ENTITY,
            said.join(" "),
        )
        .with("errors", list)
    })?;
    Ok((content, decisions))
}

#[cfg(test)]
mod tests {
    use super::*;
    use guichet_core::dossier::Statut;

    /// The description names what the code knows.
    #[test]
    fn the_description_says_what_is_served() {
        let openapi: Value = serde_json::from_str(OPENAPI).expect("JSON");
        let operation = &openapi["paths"]["/api/v1/dossiers/{numero}/statut"]["post"];
        for status in ["200", "400", "401", "404", "409", "413", "415", "422", "503"] {
            assert!(operation["responses"].get(status).is_some(), "{status}");
        }
        let known: Vec<&str> = Statut::ALL.into_iter().map(Statut::key).collect();
        assert_eq!(openapi["components"]["schemas"]["Statut"]["enum"], json!(known));
        let properties = &openapi["components"]["schemas"]["Decision"]["properties"];
        let names: Vec<&String> = properties.as_object().expect("an object").keys().collect();
        let mut expected = demande::FIELDS.to_vec();
        expected.sort_unstable();
        assert_eq!(names, expected);
    }
}
