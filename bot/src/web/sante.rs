//! For those who run it: is it up, can it work, what waits.

use std::sync::{Arc, OnceLock};

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use guichet_store::Channel;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use super::reponse::Result;
use crate::app::App;

/// Ready when the database answers.
pub async fn ready(State(app): State<Arc<App>>) -> Response {
    match app.store.queue_counts().await {
        Ok(_) => "ok".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "base de données injoignable").into_response()
        }
    }
}

/// Prometheus text format.
pub async fn metrics(State(app): State<Arc<App>>) -> Result {
    let handle = handle()?;
    let counts = app.store.queue_counts().await?;
    // What is no longer counted is none, not what it was.
    for side in ["inbox", "outbox"] {
        for channel in [Channel::Telegram, Channel::Courriel, Channel::Web] {
            for state in ["pending", "done", "dead"] {
                let found = counts.iter().find(|row| row.0 == side && row.1 == channel && row.2 == state);
                // Far below 2^53, where f64 stops counting by one.
                let count = found.map_or(0, |row| row.3) as f64;
                metrics::gauge!("guichet_rows", "box" => side, "channel" => name(channel), "state" => state)
                    .set(count);
            }
        }
    }
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response())
}

fn name(channel: Channel) -> &'static str {
    match channel {
        Channel::Telegram => "telegram",
        Channel::Courriel => "courriel",
        Channel::Web => "web",
    }
}

/// The recorder of the process, installed once.
fn handle() -> anyhow::Result<&'static PrometheusHandle> {
    static HANDLE: OnceLock<std::result::Result<PrometheusHandle, String>> = OnceLock::new();
    HANDLE
        .get_or_init(|| PrometheusBuilder::new().install_recorder().map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|error| anyhow::anyhow!("metrics: {error}"))
}
