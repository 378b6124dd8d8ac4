//! What a program is told that asked for something it does not get (RFC 9457).

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

pub const KIND: &str = "application/problem+json";

/// A problem; what a program may need besides comes as members of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Probleme {
    status: StatusCode,
    members: Map<String, Value>,
}

impl Probleme {
    /// One that its status tells all of (`about:blank`).
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Probleme {
        let mut members = Map::new();
        members.insert("title".to_owned(), status.canonical_reason().into());
        members.insert("status".to_owned(), status.as_u16().into());
        members.insert("detail".to_owned(), detail.into().into());
        Probleme { status, members }
    }

    /// One of the kinds that `/api/v1/openapi.json` describes.
    pub fn of_kind(kind: &str, title: &str, status: StatusCode, detail: impl Into<String>) -> Probleme {
        Probleme::new(status, detail)
            .with("type", format!("urn:guichet:probleme:{kind}"))
            .with("title", title)
    }

    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Probleme {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    pub fn body(&self) -> String {
        Value::Object(self.members.clone()).to_string()
    }
}

impl IntoResponse for Probleme {
    fn into_response(self) -> Response {
        (self.status, [(CONTENT_TYPE, KIND)], self.body()).into_response()
    }
}
