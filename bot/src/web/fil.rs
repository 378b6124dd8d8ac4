//! The conversation as bubbles, and the stream that keeps an open page up to date.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use futures::stream;
use guichet_core::message::{Message, Screen};
use guichet_core::rapport::Forme;
use guichet_store::{Change, Channel, FilEntry, Store};
use guichet_templates::pages::{Actions, Bulle, Bulles, Contenu, Lien, LienFichier, clavier};
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;

use super::entree::{Entree, Quoi};
use crate::app::App;

/// Entries shown on a page.
const SHOWN: i64 = 200;
/// Looks at least that often: a change told is a hint, never a promise.
const LOOK_EVERY: Duration = Duration::from_secs(3);

/// Up to where a page is: last input and last message it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reprise {
    pub entree: i64,
    pub sortie: i64,
}

impl Reprise {
    /// From `Last-Event-ID` or from the page; the beginning when it cannot be read.
    pub fn parse(text: &str) -> Reprise {
        let ids = text.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        ids.map_or(Reprise::default(), |(entree, sortie)| Reprise { entree, sortie })
    }

    fn of(entries: &[FilEntry]) -> Reprise {
        entries.iter().fold(Reprise::default(), |at, entry| match entry {
            FilEntry::In { id, .. } => Reprise { entree: at.entree.max(*id), ..at },
            FilEntry::Out { id, .. } | FilEntry::Rapport { id, .. } | FilEntry::Fichier { id, .. } => {
                Reprise { sortie: at.sortie.max(*id), ..at }
            }
        })
    }

    fn has_seen(self, entry: &FilEntry) -> bool {
        match entry {
            FilEntry::In { id, .. } => *id <= self.entree,
            FilEntry::Out { id, .. } | FilEntry::Rapport { id, .. } | FilEntry::Fichier { id, .. } => {
                *id <= self.sortie
            }
        }
    }
}

impl std::fmt::Display for Reprise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.entree, self.sortie)
    }
}

/// The conversation of a web address, as it is now.
#[derive(Debug)]
pub struct Fil {
    entries: Vec<FilEntry>,
}

impl Fil {
    pub async fn load(store: &Store, address: &str) -> guichet_store::Result<Fil> {
        Ok(Fil { entries: store.fil(Channel::Web, address, SHOWN).await? })
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn reprise(&self) -> Reprise {
        Reprise::of(&self.entries)
    }

    /// What came after.
    pub fn bulles(&self, base: &str, after: Reprise) -> Bulles {
        let new = self.entries.iter().filter(|entry| !after.has_seen(entry));
        Bulles { bulles: new.filter_map(|entry| self.bulle(base, entry)).collect() }
    }

    fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.entries.iter().filter_map(|entry| match entry {
            FilEntry::Out { message, .. } => Some(message.as_ref()),
            FilEntry::In { .. } | FilEntry::Rapport { .. } | FilEntry::Fichier { .. } => None,
        })
    }

    /// The message whose buttons are in use.
    pub fn dernier(&self) -> Option<&Message> {
        self.messages().rfind(|message| !message.is_notice() || message.is_elsewhere() || message.is_aside())
    }

    fn bulle(&self, base: &str, entry: &FilEntry) -> Option<Bulle> {
        match entry {
            FilEntry::Out { id, message, at } => {
                let html = guichet_templates::web(message);
                let contenu = match &message.screen {
                    Screen::Rapport(vu) => Contenu::rapport(base, html, vu),
                    _ => Contenu::Message(html),
                };
                Some(Bulle::new(format!("a{id}"), contenu, *at))
            }
            // The message that goes with it shows the picture.
            FilEntry::Rapport { forme: Forme::Image, .. } => None,
            FilEntry::Rapport { id, rapport, forme, at } => {
                let lien = Lien::of(base, &rapport.to_string(), *forme);
                Some(Bulle::new(format!("a{id}"), Contenu::Fichier(lien), *at))
            }
            FilEntry::Fichier { id, fichier, at } => {
                let lien = LienFichier { href: format!("{base}/fichier/{id}"), nom: fichier.name.clone() };
                Some(Bulle::new(format!("a{id}"), Contenu::Remis(lien), *at))
            }
            FilEntry::In { id, raw, at } => {
                let entree: Entree = serde_json::from_slice(raw).ok()?;
                Some(Bulle::new(format!("v{id}"), self.contenu(entree.quoi)?, *at))
            }
        }
    }

    fn contenu(&self, quoi: Quoi) -> Option<Contenu> {
        match quoi {
            Quoi::Opened => None,
            Quoi::Text { text } => Some(Contenu::Mots(text)),
            Quoi::Tap { card, rank } => {
                let label = self
                    .messages()
                    .filter(|message| message.card == card)
                    .flat_map(|message| &message.choices)
                    .find(|choice| choice.rank == rank)
                    .map(|choice| choice.label.clone());
                Some(Contenu::Mots(label.unwrap_or_else(|| "(bouton)".to_owned())))
            }
            Quoi::Day { day, .. } => Some(Contenu::Mots(day.format("%d/%m/%Y").to_string())),
            Quoi::Files { files, caption } => {
                let noms = files.iter().map(|file| file.name().to_owned()).collect();
                Some(Contenu::Fichiers { noms, legende: caption })
            }
        }
    }
}

/// What the script of an open page receives.
#[derive(Debug, Serialize)]
struct Nouvelles {
    bulles: String,
    actions: String,
    clavier: &'static str,
}

/// Everything after `from`, now and as it comes, until the process stops.
pub fn flux(
    app: Arc<App>,
    address: String,
    from: Reprise,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    // Listening begins before the first look, so that nothing falls in between.
    let changes = app.store.changes();
    let start = (app, address, changes, from, true);
    let news = stream::unfold(start, |(app, address, mut changes, from, mut look)| async move {
        loop {
            if look {
                match news_after(&app, &address, from).await {
                    Ok(Some((event, to))) => return Some((Ok(event), (app, address, changes, to, true))),
                    Ok(None) => {}
                    // The browser comes back, with what it saw last.
                    Err(error) => {
                        tracing::warn!(error = format!("{error:#}"), "a live page is cut off");
                        return None;
                    }
                }
            }
            look = tokio::select! {
                () = app.stop.cancelled() => return None,
                () = tokio::time::sleep(LOOK_EVERY) => true,
                change = changes.recv() => match change {
                    Ok(Change::Outbox { channel, address: whose }) => channel == Channel::Web && whose == address,
                    // Anyone's: what she wrote is shown with its answer, or at the next look.
                    Ok(Change::Inbox | Change::Nouvelles) => false,
                    Err(RecvError::Lagged(_)) => true,
                    Err(RecvError::Closed) => return None,
                },
            };
        }
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn news_after(app: &App, address: &str, from: Reprise) -> anyhow::Result<Option<(Event, Reprise)>> {
    let fil = Fil::load(&app.store, address).await?;
    let to = fil.reprise();
    if to == from {
        return Ok(None);
    }
    let dernier = fil.dernier();
    let nouvelles = Nouvelles {
        bulles: fil.bulles(super::base(app), from).render()?,
        actions: Actions::of(super::base(app), super::session::random(), dernier).render()?,
        clavier: clavier(dernier),
    };
    let event = Event::default().event("fil").id(to.to_string()).json_data(nouvelles)?;
    Ok(Some((event, to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_on_from_where_it_was() {
        let at = Reprise { entree: 12, sortie: 34 };
        assert_eq!(Reprise::parse(&at.to_string()), at);
        assert_eq!(Reprise::parse(""), Reprise::default());
        assert_eq!(Reprise::parse("x-3"), Reprise::default());
    }
}
