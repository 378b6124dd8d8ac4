//! Mail in, from a folder of an IMAP server: every message once, whatever another client does with its flags.

mod connexion;
mod releve;
mod url;

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use guichet_store::{Store, StoreError};
use tokio_rustls::rustls::ClientConfig;

use releve::Refus;
use url::Adresse;

/// For one answer of the server, and for a connection to be made.
const TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Debug, thiserror::Error)]
pub enum ImapError {
    #[error("IMAP_URL: {0}")]
    Url(&'static str),
    #[error("MAIL_CA_FILE {path}: {reason}")]
    CaFile { path: String, reason: String },
    #[error("the server cannot be reached: {0}")]
    Connect(std::io::Error),
    #[error("the server does not answer in time")]
    Timeout,
    #[error("{0}")]
    Imap(#[from] async_imap::error::Error),
    #[error("the folder has no UIDVALIDITY")]
    NoUidValidity,
    #[error("message {0} is listed but not given")]
    Withheld(u32),
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// The way in (`IMAP_URL`). Cheap to clone.
#[derive(Clone)]
pub struct Imap {
    adresse: Arc<Adresse>,
    tls: Arc<ClientConfig>,
    refus: Arc<Refus>,
}

impl std::fmt::Debug for Imap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Imap").field("host", &self.adresse.host).finish_non_exhaustive()
    }
}

impl Imap {
    /// `imaps://user:pass@host:port/FOLDER`, or `imap://` on loopback; `ca_file` is one more root, in PEM.
    /// Does not speak to the server yet.
    pub fn new(url: &str, ca_file: Option<&Path>) -> Result<Imap, ImapError> {
        let adresse = Arc::new(Adresse::parse(url).map_err(ImapError::Url)?);
        Ok(Imap { adresse, tls: Arc::new(connexion::tls(ca_file)?), refus: Arc::default() })
    }

    /// Logs in, opens the folder, and returns how many messages it holds.
    pub async fn check(&self) -> Result<u32, ImapError> {
        let mut session = connexion::open(&self.adresse, &self.tls).await?;
        let folder = within(session.select(&self.adresse.folder)).await?;
        within(session.logout()).await?;
        Ok(folder.exists)
    }

    /// Stores what is in the folder and what arrives, until the connection or the database fails.
    ///
    /// A message that the server lists and does not give ends this too, some times; then what is kept in its place is
    /// for a human, and the next ones come.
    ///
    /// The last UID is kept with the messages, in one transaction, under the folder's UIDVALIDITY: when that changes
    /// all is read again, and the inbox knows what it has. Stored messages then go to the folder `Traites`, if the
    /// server lets us: nothing rests on it.
    pub async fn receive(&self, store: &Store, now: fn() -> DateTime<Utc>) -> Result<Infallible, ImapError> {
        releve::run(self, store, now).await
    }
}

async fn within<T>(
    answer: impl Future<Output = Result<T, async_imap::error::Error>>,
) -> Result<T, ImapError> {
    Ok(tokio::time::timeout(TIMEOUT, answer).await.map_err(|_| ImapError::Timeout)??)
}
