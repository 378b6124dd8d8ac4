//! Calls of the Bot API over HTTP: `POST {api}/bot<token>/<method>` with a JSON body.

use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use futures::StreamExt;
use reqwest::RequestBuilder;
use reqwest::multipart::Form;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use teloxide::requests::Payload;

use crate::config::TelegramConfig;

/// Well under the lease of a send (45 s), of which one may make three calls.
const TIMEOUT: Duration = Duration::from_secs(12);

/// A file going up: one call, under the lease of a send.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(35);

/// A download, and a poll beyond its own wait.
const LONG_TIMEOUT: Duration = Duration::from_secs(70);

/// Why a call failed. The token is never part of it.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The server's answer « ok: false ».
    #[error("{code} {description}")]
    Api {
        code: i64,
        description: String,
        /// Seconds (Bot API `ResponseParameters.retry_after`).
        retry_after: Option<i64>,
    },
    /// The call may have been carried out: its answer was lost or cannot be read.
    #[error("the answer was lost: {0}")]
    Lost(String),
    /// The call did not reach the server.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
}

/// Bot API `Response`.
#[derive(Deserialize)]
struct Answer<T> {
    ok: bool,
    result: Option<T>,
    error_code: Option<i64>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<i64>,
}

/// A bot of the Bot API. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    files: String,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Client")
    }
}

impl Client {
    pub fn new(config: &TelegramConfig) -> anyhow::Result<Client> {
        let http = reqwest::Client::builder()
            .timeout(LONG_TIMEOUT)
            .connect_timeout(Duration::from_secs(10))
            .build()
            .context("client HTTP")?;
        Ok(Client {
            http,
            base: format!("{}/bot{}", config.api_url, config.token),
            files: format!("{}/file/bot{}", config.api_url, config.token),
        })
    }

    /// Calls the method of this payload.
    pub async fn call<P>(&self, payload: &P) -> Result<P::Output, ApiError>
    where
        P: Payload + serde::Serialize,
        P::Output: DeserializeOwned,
    {
        self.call_as(payload, TIMEOUT).await
    }

    /// Calls a method that waits on purpose, its result read as something else than teloxide's type.
    pub async fn wait_as<P, T>(&self, payload: &P) -> Result<T, ApiError>
    where
        P: Payload + serde::Serialize,
        T: DeserializeOwned,
    {
        self.call_as(payload, LONG_TIMEOUT).await
    }

    async fn call_as<P, T>(&self, payload: &P, timeout: Duration) -> Result<T, ApiError>
    where
        P: Payload + serde::Serialize,
        T: DeserializeOwned,
    {
        let url = format!("{}/{}", self.base, method(P::NAME));
        answered(self.http.post(url).timeout(timeout).json(payload)).await
    }

    /// Calls a method that carries a file (`multipart/form-data`).
    pub async fn upload<T: DeserializeOwned>(&self, method: &str, form: Form) -> Result<T, ApiError> {
        let url = format!("{}/{method}", self.base);
        answered(self.http.post(url).timeout(UPLOAD_TIMEOUT).multipart(form)).await
    }

    /// The content at a `File.file_path`, at most `max` bytes.
    pub async fn download(&self, path: &str, max: usize) -> Result<Bytes, ApiError> {
        let lost = |error: reqwest::Error| ApiError::Lost(error.without_url().to_string());
        let response = self.http.get(format!("{}/{path}", self.files)).send().await.map_err(lost)?;
        let status = response.status();
        if !status.is_success() {
            return Err(ApiError::Api {
                code: i64::from(status.as_u16()),
                description: "file".to_owned(),
                retry_after: None,
            });
        }
        let mut content = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            content.extend_from_slice(&chunk.map_err(lost)?);
            if content.len() > max {
                let description = "file is too big".to_owned();
                return Err(ApiError::Api { code: 400, description, retry_after: None });
            }
        }
        Ok(content.into())
    }
}

/// Sends a call and reads its answer.
async fn answered<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ApiError> {
    let sent = request.send().await;
    let response = sent.map_err(|error| {
        let unreachable = error.is_connect();
        let text = error.without_url().to_string();
        if unreachable { ApiError::Unreachable(text) } else { ApiError::Lost(text) }
    })?;
    let status = i64::from(response.status().as_u16());
    let body = response.bytes().await.map_err(|error| ApiError::Lost(error.without_url().to_string()))?;
    // The page of some proxy says nothing about the call.
    let answer: Answer<T> =
        serde_json::from_slice(&body).map_err(|error| ApiError::Lost(format!("status {status}: {error}")))?;
    match (answer.ok, answer.result) {
        (true, Some(result)) => Ok(result),
        (true, None) => Err(ApiError::Lost("no result".to_owned())),
        (false, _) => Err(ApiError::Api {
            code: answer.error_code.unwrap_or(status),
            description: answer.description.unwrap_or_default(),
            retry_after: answer.parameters.and_then(|parameters| parameters.retry_after),
        }),
    }
}

/// « SendMessage » as « sendMessage ».
fn method(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl ApiError {
    /// The same call may succeed later.
    pub fn is_transient(&self) -> bool {
        match self {
            ApiError::Api { code, .. } => *code == 429 || *code >= 500,
            ApiError::Lost(_) | ApiError::Unreachable(_) => true,
        }
    }

    /// The call may have had its effect although it failed.
    pub fn may_have_been_carried_out(&self) -> bool {
        match self {
            ApiError::Api { code, .. } => *code >= 500,
            ApiError::Lost(_) => true,
            ApiError::Unreachable(_) => false,
        }
    }

    /// The description has these words (the Bot API has no finer codes).
    pub fn says(&self, words: &str) -> bool {
        matches!(self, ApiError::Api { description, .. } if description.to_lowercase().contains(words))
    }
}
