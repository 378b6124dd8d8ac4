//! Answers that are not the conversation: pages, refusals, errors.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use guichet_templates::pages::Avis;
use guichet_templates::phrases;

/// Why a request could not be answered: logged, told in general terms.
#[derive(Debug)]
pub struct Failure(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        tracing::error!(error = format!("{:#}", self.0), "a page could not be served");
        refused(StatusCode::INTERNAL_SERVER_ERROR, phrases::ERREUR)
    }
}

pub type Result<T = Response> = std::result::Result<T, Failure>;

pub fn page(template: &impl Template) -> Result {
    Ok(Html(template.render()?).into_response())
}

/// A short text: the script shows it as it is, a browser without script as a page.
pub fn refused(status: StatusCode, words: &'static str) -> Response {
    (status, words).into_response()
}

pub fn notice(status: StatusCode, titre: &'static str, texte: &str) -> Response {
    match page(&Avis { titre, texte: texte.to_owned() }) {
        Ok(response) => (status, response).into_response(),
        Err(failure) => failure.into_response(),
    }
}

pub async fn not_found() -> Response {
    notice(StatusCode::NOT_FOUND, phrases::INTROUVABLE, phrases::INTROUVABLE_POURQUOI)
}
