//! For those who run it: is it up, can it work, what waits.

use std::sync::{Arc, OnceLock};

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
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
    for (side, channel, state, count) in app.store.queue_counts().await? {
        let channel = serde_json::to_value(channel)?.as_str().unwrap_or_default().to_owned();
        // Far below 2^53, where f64 stops counting by one.
        metrics::gauge!("guichet_rows", "box" => side, "channel" => channel, "state" => state)
            .set(count as f64);
    }
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response())
}

/// The recorder of the process, installed once.
fn handle() -> anyhow::Result<&'static PrometheusHandle> {
    static HANDLE: OnceLock<std::result::Result<PrometheusHandle, String>> = OnceLock::new();
    HANDLE
        .get_or_init(|| PrometheusBuilder::new().install_recorder().map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|error| anyhow::anyhow!("metrics: {error}"))
}
