//! A mailbox that is read into a store, and what arrives there.

use std::time::Duration;

use chrono::{DateTime, Utc};
use guichet_mailer::{Imap, ImapError};
use guichet_store::{Channel, FilEntry, InboxRow, Store};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::pile::Pile;

/// What must come has come by then.
const PATIENCE: Duration = Duration::from_secs(120);

/// Beyond any time a message is stored at.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(4_000_000_000, 0).expect("a date")
}

/// A message with this Message-ID and body.
pub fn mail(id: &str, body: &str) -> Vec<u8> {
    let head =
        "From: Camille Martin <Camille@lilas.example>\r\nTo: assistant@example.test\r\nSubject: Re: devis";
    format!("{head}\r\nMessage-ID: <{id}@lilas.example>\r\n\r\n{body}\r\n").into_bytes()
}

pub struct Scene {
    pub store: Store,
    imap: Imap,
    reception: Option<JoinHandle<Result<std::convert::Infallible, ImapError>>>,
    _folder: TempDir,
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Scene {
    /// An empty SQLite store; nothing is read yet.
    pub async fn new(pile: &Pile, user: &str) -> Scene {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("guichet.db").display());
        let store = Store::open(&url).await.expect("it opens");
        let imap = Imap::new(&pile.imaps_url(user), Some(&pile.ca_file())).expect("a right address");
        Scene { store, imap, reception: None, _folder: folder }
    }

    pub fn start(&mut self) {
        let (imap, store) = (self.imap.clone(), self.store.clone());
        self.reception = Some(tokio::spawn(async move { imap.receive(&store, now).await }));
    }

    /// Returns once the server lets us in.
    pub async fn until_served(&self) {
        let served = async {
            while self.imap.check().await.is_err() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, served).await.expect("the server lets us in");
    }

    pub fn stop(&mut self) {
        if let Some(reception) = self.reception.take() {
            reception.abort();
        }
    }

    /// Why the reception ended, once it has.
    pub async fn failure(&mut self) -> ImapError {
        let reception = self.reception.take().expect("it was started");
        let ended = tokio::time::timeout(PATIENCE, reception).await.expect("it ends").expect("no panic");
        let Err(error) = ended;
        error
    }

    pub async fn next(&self) -> InboxRow {
        next(&self.store).await
    }

    /// The bodies of what arrives, up to this one.
    pub async fn until(&self, last: &str) -> Vec<String> {
        let mut bodies = Vec::new();
        while bodies.last().is_none_or(|body| body != last) {
            bodies.push(body(&self.next().await.raw));
        }
        bodies
    }
}

/// Takes the next message out of the inbox, waiting for it to be told.
pub async fn next(store: &Store) -> InboxRow {
    let mut changes = store.changes();
    let arrival = async {
        loop {
            if let Some(claim) = store.claim_inbox(now(), &[Channel::Courriel]).await.expect("it is read") {
                let [row] = claim.rows.as_slice() else { panic!("one message at a time") };
                store.skip_inbox(&claim).await.expect("settled");
                return row.clone();
            }
            changes.recv().await.expect("the store is open");
        }
    };
    tokio::time::timeout(PATIENCE, arrival).await.expect("a message arrives")
}

/// What Camille wrote, as it is kept, played or not.
pub async fn kept(store: &Store) -> Vec<Vec<u8>> {
    let fil = store.fil(Channel::Courriel, "camille@lilas.example", 100).await.expect("it is read");
    let raw = |entry| match entry {
        FilEntry::In { raw, .. } => Some(raw),
        FilEntry::Out { .. } | FilEntry::Rapport { .. } | FilEntry::Fichier { .. } => None,
    };
    fil.into_iter().filter_map(raw).collect()
}

/// The same, once there are so many.
pub async fn once_kept(store: &Store, count: usize) -> Vec<Vec<u8>> {
    let mut changes = store.changes();
    let arrival = async {
        loop {
            let raws = kept(store).await;
            if raws.len() >= count {
                return raws;
            }
            changes.recv().await.expect("the store is open");
        }
    };
    tokio::time::timeout(PATIENCE, arrival).await.expect("a message arrives")
}

pub fn body(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    text.split_once("\r\n\r\n").expect("a header and a body").1.trim_end().to_owned()
}
