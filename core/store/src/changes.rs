//! Hints to look: told within the process, and through PostgreSQL to the other processes.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sqlx::postgres::PgListener;
use sqlx::{PgPool, Postgres, Transaction};
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::{Change, Result};

const PG_CHANNEL: &str = "guichet";
const BACKLOG: usize = 1024;
/// PostgreSQL refuses a notification of 8,000 bytes; an address may be of any length.
const NOTICE_BYTES: usize = 7_900;
/// Between two attempts to hear of other processes again, when the database is away.
const LISTEN_PAUSE: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct Hub {
    sender: broadcast::Sender<Change>,
    /// Tells our own notifications from those of other processes.
    origin: Uuid,
}

#[derive(Serialize, Deserialize)]
struct Notice {
    origin: Uuid,
    changes: Vec<Change>,
}

impl Hub {
    pub fn new() -> Hub {
        Hub { sender: broadcast::Sender::new(BACKLOG), origin: Uuid::new_v4() }
    }

    pub fn subscribe(&self) -> broadcast::Receiver<Change> {
        self.sender.subscribe()
    }

    pub fn tell(&self, changes: Vec<Change>) {
        for change in changes {
            // An error here means that nobody listens.
            let _ = self.sender.send(change);
        }
    }

    /// Sends the changes with the transaction: they leave when it is committed, or never.
    pub async fn notify_others(
        &self,
        tx: &mut Transaction<'static, Postgres>,
        changes: &[Change],
    ) -> Result<()> {
        for changes in changes.chunks(8) {
            let notice = Notice { origin: self.origin, changes: changes.to_vec() };
            let Ok(text) = serde_json::to_string(&notice) else { continue };
            if text.len() > NOTICE_BYTES {
                continue;
            }
            sqlx::query("SELECT pg_notify($1, $2)").bind(PG_CHANNEL).bind(text).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Starts telling here what other processes commit.
    pub async fn listen(self: &Arc<Hub>, pool: &PgPool) -> Result<JoinHandle<()>> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(PG_CHANNEL).await?;
        let hub = Arc::clone(self);
        Ok(tokio::spawn(async move {
            loop {
                // The listener reconnects by itself; what was said meanwhile is lost, as hints may be.
                match listener.recv().await {
                    Ok(notification) => match serde_json::from_str::<Notice>(notification.payload()) {
                        Ok(notice) if notice.origin != hub.origin => hub.tell(notice.changes),
                        Ok(_) => {}
                        Err(error) => tracing::warn!(%error, "a notification cannot be read"),
                    },
                    Err(sqlx::Error::PoolClosed) => return,
                    Err(error) => {
                        tracing::warn!(%error, "not told of other processes");
                        tokio::time::sleep(LISTEN_PAUSE).await;
                    }
                }
            }
        }))
    }
}
