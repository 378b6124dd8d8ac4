//! Calls that carry a file: `multipart/form-data`.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};

/// A file the bot sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// `sendPhoto` or `sendDocument`.
    pub method: String,
    pub name: String,
    pub mime: String,
    pub content: Vec<u8>,
}

/// The parameters of a call, a file among them told by its name and size; and that file.
pub async fn parameters(method: &str, request: Request) -> (Value, Option<SentFile>) {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return match Multipart::from_request(request, &()).await {
            Ok(form) => read(method, form).await,
            Err(_) => (Value::Null, None),
        };
    }
    let body = axum::body::to_bytes(Body::new(request.into_body()), usize::MAX).await.unwrap_or_default();
    let parameters =
        if body.is_empty() { json!({}) } else { serde_json::from_slice(&body).unwrap_or_default() };
    (parameters, None)
}

async fn read(method: &str, mut form: Multipart) -> (Value, Option<SentFile>) {
    let (mut parameters, mut file) = (Map::new(), None);
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let mime = field.content_type().unwrap_or_default().to_owned();
        let Ok(content) = field.bytes().await else { return (Value::Null, None) };
        let value = match &file_name {
            Some(file_name) => json!({"file_name": file_name, "size": content.len()}),
            // A form has text only: numbers are written out.
            None if name == "chat_id" => serde_json::from_slice(&content).unwrap_or_default(),
            None => Value::String(String::from_utf8_lossy(&content).into_owned()),
        };
        parameters.insert(name, value);
        if let Some(name) = file_name {
            file = Some(SentFile { method: method.to_owned(), name, mime, content: content.to_vec() });
        }
    }
    (Value::Object(parameters), file)
}
