//! Stored letters as events: whose they are, whether that may be believed, and what they say.

use anyhow::Context;
use bytes::Bytes;
use chrono::TimeDelta;
use guichet_core::event::{Event, Fichier, Unreadable};
use guichet_core::lettre::{LettrePosee, LettreRecue, MorceauRecu};
use guichet_core::message::Screen;
use guichet_core::reading::{only_announces_files, without_courtesy};
use guichet_mailer::{Bloc, Genre, Lettre, PieceRecue, dmarc_passed, jeton, lire, reprendre, taille_ecartee};
use guichet_store::{Channel, InboxRow, Incoming, Payload};

use super::{retour, support};
use crate::app::App;
use crate::clock::now;
use crate::tableur;
use crate::worker::Entree;

/// Letters to one address within [`BRAKE_PERIOD`], whatever asks for them: two programs that answer each other stop.
const BRAKE: i64 = 30;
const BRAKE_PERIOD: TimeDelta = TimeDelta::hours(1);
/// Someone we do not know is told so once within this time.
const STRANGER_PERIOD: TimeDelta = TimeDelta::days(1);

/// One letter, as all it says.
pub async fn incoming(app: &App, rows: &[InboxRow]) -> anyhow::Result<Entree> {
    let row = rows.first().context("an empty claim")?;
    let address = row.address.as_str();
    let raw = row.raw.clone();
    let mut lettre = tokio::task::spawn_blocking(move || read(&raw)).await?;
    if let Some(entree) = support::incoming(app, row, &lettre).await? {
        return Ok(entree);
    }
    match lettre.genre {
        Genre::Humaine => {}
        Genre::Rebond(ref rebond) => return retour::returned(app, row, &lettre, rebond).await,
        // Filed: the message stays in the inbox, and nobody is answered.
        ref genre => {
            tracing::info!(row = row.id, ?genre, "a letter that no person wrote");
            return Ok(Entree::Ignore);
        }
    }
    if lettre.illisible.is_none() && !lettre.peut_recevoir_reponse() {
        return Ok(Entree::Ecartee("un courriel auquel il ne faut pas répondre"));
    }
    if app.store.count_letters(address, now() - BRAKE_PERIOD).await? >= BRAKE {
        return Ok(Entree::Ecartee("trop de courriels échangés en une heure avec cette adresse"));
    }
    if app.store.find_personne(Channel::Courriel, address).await?.is_none() {
        // The engine says who we are; a stranger hears it once a day, not at each letter.
        return Ok(match app.store.count_letters(address, now() - STRANGER_PERIOD).await? {
            0 => event(Event::Opened),
            _ => Entree::Ecartee("un expéditeur inconnu, à qui il a été répondu"),
        });
    }
    // Believed or not: what proves her is her answer to a letter, and that must be able to leave.
    if app.store.address_proved(address).await? {
        tracing::info!(row = row.id, "an address that failed has written");
    }
    if let Some(illisible) = &lettre.illisible {
        tracing::warn!(row = row.id, raison = illisible.raison, "a letter that is not read");
        return Ok(event(Event::Unreadable(Unreadable::CourrielIllisible)));
    }
    let repond = answered(app, address, &lettre).await?;
    if !is_believed(app, address, &lettre, repond.is_some()) {
        tracing::warn!(row = row.id, "a letter whose author is not verified");
        return Ok(event(Event::Unreadable(Unreadable::NonVerifie)));
    }
    if let Some(Payload::Message(message)) = &repond {
        lettre.blocs = reprendre(&lettre.blocs, &guichet_templates::courriel(message).texte);
    }
    said(app, &lettre, repond.as_ref().and_then(posee)).await
}

/// A message above the size that is kept was never whole.
fn read(raw: &[u8]) -> Lettre {
    let mut lettre = lire(raw);
    if taille_ecartee(raw).is_some() {
        lettre.illisible = Some(guichet_mailer::Illisible { raison: "message trop volumineux".to_owned() });
    }
    lettre
}

/// The letter of ours that the token of the reply address names, when it was written to the author.
async fn answered(app: &App, address: &str, lettre: &Lettre) -> anyhow::Result<Option<Payload>> {
    let Some(mailbox) = app.config.mailbox() else { return Ok(None) };
    let Some(token) = jeton(lettre, mailbox) else { return Ok(None) };
    let Ok(letter) = app.config.jetons().lire(&token, now()) else { return Ok(None) };
    let found = app.store.find_letter(letter).await?;
    Ok(found.and_then(|(to, payload)| (to == address).then_some(payload)))
}

/// The author answers a letter that was written to her, or our own mail server vouches for her domain.
fn is_believed(app: &App, address: &str, lettre: &Lettre, answers_hers: bool) -> bool {
    let vouched = || {
        app.config
            .authserv_id()
            .is_some_and(|server| dmarc_passed(&lettre.authentication_results, server, address))
    };
    lettre.from.as_deref() == Some(address) && (answers_hers || vouched())
}

/// What that letter asked.
fn posee(payload: &Payload) -> Option<LettrePosee> {
    let Payload::Message(message) = payload else { return None };
    let (dossier, questions) = match &message.screen {
        Screen::Manque(manque) => (Some(manque.dossier), manque.posees()),
        _ => (None, Vec::new()),
    };
    Some(LettrePosee { carte: message.card, dossier, questions })
}

/// Her words, then her files, each under its own name.
async fn said(app: &App, lettre: &Lettre, repond: Option<LettrePosee>) -> anyhow::Result<Entree> {
    let reponse = lettre.reponse();
    let text = without_courtesy(&reponse);
    let documents: Vec<&PieceRecue> = lettre.documents().collect();
    let mut events = Vec::new();
    // Answers may stand on the very lines of the questions, and nowhere else.
    let inside = text.is_empty() && repond.as_ref().is_some_and(|posee| !posee.questions.is_empty());
    let says = !text.is_empty() && (documents.is_empty() || !only_announces_files(text));
    if says || inside {
        events.push(Event::Lettre(Box::new(LettreRecue {
            morceaux: lettre.blocs.iter().map(morceau).collect(),
            texte: text.to_owned(),
            message: lettre.message_id.clone(),
            avec_fichiers: !documents.is_empty(),
            repond,
        })));
    }
    let alone = documents.len() == 1;
    for document in documents {
        let file =
            tableur::receive(&app.files, &document.name, Bytes::from(document.content.clone())).await?;
        events.push(files(file, if alone { text } else { "" }));
    }
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return Ok(event(Event::Unreadable(Unreadable::Other))) };
    Ok(Entree::Event(Box::new(Incoming { event: first, puis: events.collect(), invitation: None })))
}

fn morceau(bloc: &Bloc) -> MorceauRecu {
    match bloc {
        Bloc::Ecrit(texte) => MorceauRecu { cite: false, texte: texte.clone() },
        Bloc::Cite(texte) => MorceauRecu { cite: true, texte: texte.clone() },
    }
}

/// A file is named by its name, and by what was written beside it when it is the only one.
fn files(file: Fichier, text: &str) -> Event {
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let caption = format!("{stem} {text}");
    Event::Files { files: vec![file], caption: Some(caption) }
}

fn event(event: Event) -> Entree {
    Entree::Event(Box::new(Incoming { event, puis: Vec::new(), invitation: None }))
}
