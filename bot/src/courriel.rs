//! Notifications by email.

use std::sync::Arc;

use crate::app::App;

/// Sends what is due until the process must stop.
pub async fn run(app: Arc<App>) -> anyhow::Result<()> {
    app.stop.cancelled().await;
    Ok(())
}
