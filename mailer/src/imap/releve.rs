//! What is new in the folder, stored page by page; then waiting for more.

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_imap::types::{Fetch, UnsolicitedResponse};
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use guichet_store::{Received, Store};

use super::connexion::{self, Seance};
use super::{Imap, ImapError, TIMEOUT, within};
use crate::entree::{TAILLE_MAX, recu, retenu, trop_grand};

/// How long the server may be believed when it announces nothing. Ends each IDLE too, well within the 29 minutes a
/// server allows (RFC 2177).
const POLL: Duration = Duration::from_secs(60);

/// Messages of one page; its bytes are bounded by [`TAILLE_MAX`], or by one message.
const PAGE: usize = 100;

/// For the messages of one page.
const PAGE_TIMEOUT: Duration = Duration::from_secs(300);

/// Where stored messages go; some servers keep every folder under INBOX.
const TRAITES: [&str; 2] = ["Traites", "INBOX.Traites"];

/// Times that one message may be asked for and not come, over connections of their own, before the next go first.
const ESSAIS: u32 = 5;

/// The message that was asked for last, first of its group, and how often in a row: servers end the connection over
/// what they cannot read.
#[derive(Debug, Default)]
pub struct Refus(Mutex<(u32, u32)>);

impl Refus {
    /// Counts one more.
    fn asked(&self, uid: u32) -> u32 {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = if last.0 == uid { last.1 } else { 0 };
        *last = (uid, before + 1);
        last.1
    }

    fn given(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (0, 0);
    }
}

/// A folder that is open.
struct Releve<'a> {
    store: &'a Store,
    now: fn() -> DateTime<Utc>,
    refus: &'a Refus,
    cursor: String,
    /// UID up to which all is stored.
    last: u32,
    /// `None` when stored messages stay where they are.
    traites: Option<Classement>,
}

struct Classement {
    folder: &'static str,
    /// UID MOVE (RFC 6851), else COPY and UID EXPUNGE (RFC 4315).
    can_move: bool,
}

pub async fn run(imap: &Imap, store: &Store, now: fn() -> DateTime<Utc>) -> Result<Infallible, ImapError> {
    let mut session = connexion::open(&imap.adresse, &imap.tls).await?;
    let capabilities = within(session.capabilities()).await?;
    let can_idle = capabilities.has_str("IDLE");
    let can_move = capabilities.has_str("MOVE");
    let can_file = can_move || capabilities.has_str("UIDPLUS");
    let folder = within(session.select(&imap.adresse.folder)).await?;
    let cursor = imap.adresse.cursor(folder.uid_validity.ok_or(ImapError::NoUidValidity)?);
    let last = store.find_cursor(&cursor).await?.and_then(|last| u32::try_from(last).ok()).unwrap_or(0);
    let traites = match traites(&mut session, &imap.adresse.folder).await? {
        Some(folder) if can_file => Some(Classement { folder, can_move }),
        _ => None,
    };
    let mut releve = Releve { store, now, refus: &imap.refus, cursor, last, traites };
    releve.file(&mut session).await?;
    loop {
        while releve.take(&mut session).await? {}
        session = wait(session, can_idle).await?;
    }
}

/// The folder for stored messages, made if need be.
async fn traites(session: &mut Seance, ours: &str) -> Result<Option<&'static str>, ImapError> {
    for folder in TRAITES.into_iter().filter(|folder| *folder != ours) {
        // Refused when it is there already: its status tells.
        let _ = told(within(session.create(folder)).await)?;
        if told(within(session.status(folder, "(MESSAGES)")).await)?.is_some() {
            return Ok(Some(folder));
        }
    }
    tracing::warn!("stored messages stay in the folder: the server gives no other");
    Ok(None)
}

/// A refusal is `None`; only what ends the connection is an error.
fn told<T>(answer: Result<T, ImapError>) -> Result<Option<T>, ImapError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(ImapError::Imap(async_imap::error::Error::No(_) | async_imap::error::Error::Bad(_))) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Until the server announces something, or it is time to look.
async fn wait(mut session: Seance, can_idle: bool) -> Result<Seance, ImapError> {
    if !can_idle {
        tokio::time::sleep(POLL).await;
        return Ok(session);
    }
    let mut idle = session.idle();
    within(idle.init()).await?;
    {
        let (announced, _interrupt) = idle.wait_with_timeout(POLL);
        // Signs of life start its clock again: this one they do not.
        if let Ok(answer) = tokio::time::timeout(POLL, announced).await {
            answer?;
        }
    }
    session = within(idle.done()).await?;
    Ok(session)
}

impl Releve<'_> {
    /// Stores what is beyond the cursor; true when there may be more.
    async fn take(&mut self, session: &mut Seance) -> Result<bool, ImapError> {
        let range = format!("UID {}:*", self.last.saturating_add(1));
        let found = within(session.uid_search(&range)).await?;
        // The range always holds the last message, however old (RFC 3501, section 6.4.8).
        let mut uids: Vec<u32> = found.into_iter().filter(|uid| *uid > self.last).collect();
        if uids.is_empty() {
            return Ok(announced(session));
        }
        uids.sort_unstable();
        for page in uids.chunks(PAGE) {
            let mut sizes = sizes(session, page).await?;
            if sizes.len() < page.len() {
                let missing = page.iter().copied().filter(|uid| !sizes.iter().any(|(known, _)| known == uid));
                // Their content will tell why.
                let still = listed(session, missing).await?;
                sizes.extend(still.into_iter().map(|uid| (uid, 0)));
                sizes.sort_unstable();
            }
            for group in groups(&sizes) {
                if !self.store(session, group).await? {
                    for one in group.chunks(1) {
                        self.store(session, one).await?;
                    }
                }
            }
            // Those that went away meanwhile are passed too.
            if let Some(last) = page.last() {
                self.last = self.last.max(*last);
            }
            self.file(session).await?;
        }
        Ok(true)
    }

    /// One transaction: the messages, and the cursor beyond them. False, and nothing is stored, when one of several may
    /// be what the server does not give.
    async fn store(&mut self, session: &mut Seance, group: &[(u32, usize)]) -> Result<bool, ImapError> {
        let Some(&(last, first_size)) = group.last() else { return Ok(true) };
        let alone = group.len() == 1;
        let times = self.refus.asked(group[0].0);
        if times > 1 && !alone {
            return Ok(false);
        }
        if times > ESSAIS {
            tracing::error!(uid = last, "the server lists a message and does not give it: it is left there");
            return self.keep(&[recu(retenu(&self.cursor, last), (self.now)())], last).await.map(|()| true);
        }
        let is_cut = alone && first_size > TAILLE_MAX;
        let part = if is_cut { "(UID BODY.PEEK[HEADER])" } else { "(UID BODY.PEEK[])" };
        let set = set(group.iter().map(|(uid, _)| *uid));
        let messages = fetch(session, &set, part, PAGE_TIMEOUT).await?;
        let mut inputs: Vec<Received> = Vec::new();
        for (uid, size) in group {
            let given = messages.iter().filter(|message| message.uid == Some(*uid));
            let content = given.filter_map(|one| if is_cut { one.header() } else { one.body() }).next();
            let Some(content) = content else {
                if listed(session, std::iter::once(*uid)).await?.is_empty() {
                    continue;
                }
                return if alone { Err(ImapError::Withheld(*uid)) } else { Ok(false) };
            };
            let size = if is_cut { *size } else { content.len() };
            let raw = if size > TAILLE_MAX { trop_grand(content, size) } else { content.to_vec() };
            inputs.push(recu(raw, (self.now)()));
        }
        self.keep(&inputs, last).await?;
        Ok(true)
    }

    async fn keep(&mut self, inputs: &[Received], last: u32) -> Result<(), ImapError> {
        self.store.receive((self.now)(), inputs, Some((&self.cursor, i64::from(last)))).await?;
        self.refus.given();
        self.last = last;
        Ok(())
    }

    /// Moves what is stored out of the way.
    async fn file(&mut self, session: &mut Seance) -> Result<(), ImapError> {
        let Some(Classement { folder, can_move }) = &self.traites else { return Ok(()) };
        if self.last == 0 {
            return Ok(());
        }
        let set = format!("1:{}", self.last);
        let filed = if *can_move {
            within(session.uid_mv(&set, folder)).await
        } else {
            copy(session, &set, folder).await
        };
        if told(filed)?.is_none() {
            tracing::warn!(folder, "stored messages stay in the folder: the server does not move them");
            self.traites = None;
        }
        Ok(())
    }
}

async fn copy(session: &mut Seance, set: &str, folder: &str) -> Result<(), ImapError> {
    within(session.uid_copy(set, folder)).await?;
    within(async {
        session.uid_store(set, "+FLAGS.SILENT (\\Deleted)").await?.try_collect::<Vec<_>>().await
    })
    .await?;
    within(async { session.uid_expunge(set).await?.try_collect::<Vec<_>>().await }).await?;
    Ok(())
}

/// Something arrived while the server answered something else; IDLE would not tell it again.
fn announced(session: &mut Seance) -> bool {
    let mut announced = false;
    while let Ok(response) = session.unsolicited_responses.try_recv() {
        announced |= matches!(response, UnsolicitedResponse::Exists(_));
    }
    announced
}

/// Which of these are still there. To the library a connection that ends is an answer that ends, and none of them
/// would be: the one after it tells.
async fn listed(session: &mut Seance, uids: impl Iterator<Item = u32>) -> Result<HashSet<u32>, ImapError> {
    let still = within(session.uid_search(format!("UID {}", set(uids)))).await?;
    within(session.run_command_and_check_ok("NOOP")).await?;
    Ok(still)
}

/// UIDs still there, in order, and the bytes of each.
async fn sizes(session: &mut Seance, uids: &[u32]) -> Result<Vec<(u32, usize)>, ImapError> {
    let answers = fetch(session, &set(uids.iter().copied()), "(UID RFC822.SIZE)", TIMEOUT).await?;
    let mut sizes: Vec<(u32, usize)> = answers
        .iter()
        .filter_map(|answer| Some((answer.uid?, usize::try_from(answer.size?).ok()?)))
        .filter(|(uid, _)| uids.binary_search(uid).is_ok())
        .collect();
    sizes.sort_unstable();
    sizes.dedup_by_key(|(uid, _)| *uid);
    Ok(sizes)
}

async fn fetch(
    session: &mut Seance,
    set: &str,
    query: &str,
    limit: Duration,
) -> Result<Vec<Fetch>, ImapError> {
    let answers = async { session.uid_fetch(set, query).await?.try_collect().await };
    let answers: Result<_, async_imap::error::Error> =
        tokio::time::timeout(limit, answers).await.map_err(|_| ImapError::Timeout)?;
    Ok(answers?)
}

fn set(uids: impl Iterator<Item = u32>) -> String {
    uids.map(|uid| uid.to_string()).collect::<Vec<_>>().join(",")
}

/// Neighbours that fit together in [`TAILLE_MAX`]; what does not fit stays alone.
fn groups(sizes: &[(u32, usize)]) -> Vec<&[(u32, usize)]> {
    let mut groups = Vec::new();
    let (mut start, mut total) = (0, 0usize);
    for (at, (_, size)) in sizes.iter().enumerate() {
        total = total.saturating_add(*size);
        if total > TAILLE_MAX && at > start {
            groups.push(&sizes[start..at]);
            (start, total) = (at, *size);
        }
    }
    if start < sizes.len() {
        groups.push(&sizes[start..]);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_groups_that_fit() {
        const LARGE: usize = TAILLE_MAX + 1;
        let lengths = |sizes: &[usize]| -> Vec<usize> {
            let sizes: Vec<(u32, usize)> = (1..).zip(sizes.iter().copied()).collect();
            groups(&sizes).into_iter().map(<[_]>::len).collect()
        };
        assert!(lengths(&[]).is_empty());
        assert_eq!(lengths(&[1, 2, 3]), [3]);
        assert_eq!(lengths(&[1, TAILLE_MAX - 1, 1]), [2, 1]);
        assert_eq!(lengths(&[1, LARGE, LARGE, 1]), [1, 1, 1, 1]);
        assert_eq!(lengths(&[LARGE]), [1]);
    }
}
