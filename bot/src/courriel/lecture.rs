//! Stored letters as events: whose they are, whether that may be believed, and what they say.

use anyhow::Context;
use bytes::Bytes;
use chrono::TimeDelta;
use guichet_core::event::{Event, Fichier, Unreadable};
use guichet_core::lettre::{LettreDouteuse, LettrePosee, LettreRecue, MorceauRecu};
use guichet_core::reading::{only_announces_files, without_courtesy};
use guichet_mailer::{
    Bloc, Dmarc, Genre, Lettre, PieceRecue, dmarc, jeton, lire, reprendre, sans_formule, taille_ecartee,
};
use guichet_store::{Channel, InboxRow, Incoming, Payload};

use super::{relais, retour, support};
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
    let (relayed, raw) = relais::opened(&row.raw);
    let raw = raw.to_vec();
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
        relais::relay(app, row, &lettre).await?;
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
        return Ok(signalee(Event::Unreadable(Unreadable::CourrielIllisible), illisible.raison.clone()));
    }
    let repond = answered(app, address, &lettre).await?;
    let believed = relayed.is_none() && is_believed(app, address, &lettre, repond.as_ref());
    if let Some(Payload::Message(message)) = &repond {
        lettre.blocs = reprendre(&lettre.blocs, &guichet_templates::courriel(message).texte);
    }
    lettre.blocs = sans_formule(&lettre.blocs);
    let aside = matches!(&repond, Some(Payload::Message(message)) if message.is_aside());
    let dit = said(app, &lettre, repond.as_ref().and_then(posee), aside).await?;
    if believed || dit.lettre.is_none() && dit.fichiers.is_empty() {
        return Ok(dit.into_events());
    }
    tracing::warn!(row = row.id, "a letter whose author is not verified: she is asked");
    let de = relayed.or_else(|| lettre.from.clone()).unwrap_or_else(|| address.to_owned());
    let Dit { lettre, fichiers } = dit;
    let douteuse = Event::LettreDouteuse(Box::new(LettreDouteuse { de, lettre, fichiers }));
    Ok(signalee(douteuse, "expéditeur non vérifié : rien n'est noté sans un mot de la personne".to_owned()))
}

/// A message above the size that is kept was never whole.
fn read(raw: &[u8]) -> Lettre {
    let mut lettre = lire(raw);
    if taille_ecartee(raw).is_some() {
        lettre.illisible = Some(guichet_mailer::Illisible { raison: "message trop volumineux".to_owned() });
    }
    lettre
}

/// The letter of ours that the token of the reply address names, when it was written to this address.
async fn answered(app: &App, address: &str, lettre: &Lettre) -> anyhow::Result<Option<Payload>> {
    Ok(named(app, lettre).await?.and_then(|(to, payload)| (to == address).then_some(payload)))
}

/// The letter of ours that the token of the reply address names, and to whom it was written.
pub(super) async fn named(app: &App, lettre: &Lettre) -> anyhow::Result<Option<(String, Payload)>> {
    let Some(mailbox) = app.config.mailbox() else { return Ok(None) };
    let Some(token) = jeton(lettre, mailbox) else { return Ok(None) };
    let Ok(letter) = app.config.jetons().lire(&token, now()) else { return Ok(None) };
    Ok(app.store.find_letter(letter).await?)
}

/// Our own mail server vouches for her domain, or the author answers a letter that was written to her and the server
/// does not contradict it. A token that was stolen is no help to a forger then: he is asked for the one of the letter
/// that asks her, which only she gets.
fn is_believed(app: &App, address: &str, lettre: &Lettre, answers: Option<&Payload>) -> bool {
    let verdict =
        app.config.authserv_id().map(|server| dmarc(&lettre.authentication_results, server, address));
    lettre.from.as_deref() == Some(address)
        && match verdict {
            Some(Dmarc::Passe) => true,
            Some(Dmarc::Echoue) => {
                matches!(answers, Some(Payload::Message(message)) if message.asks_whose_letter())
            }
            Some(Dmarc::Muet) | None => answers.is_some(),
        }
}

/// That letter, as its answer is read with it.
fn posee(payload: &Payload) -> Option<LettrePosee> {
    match payload {
        Payload::Message(message) => Some(message.posee()),
        _ => None,
    }
}

/// What a letter says: her words, then her files, each with what it is named by.
struct Dit {
    lettre: Option<LettreRecue>,
    fichiers: Vec<(Fichier, Option<String>)>,
}

impl Dit {
    /// As several events of one turn.
    fn into_events(self) -> Entree {
        let words = self.lettre.into_iter().map(|lettre| Event::Lettre(Box::new(lettre)));
        let files =
            self.fichiers.into_iter().map(|(file, caption)| Event::Files { files: vec![file], caption });
        let mut events = words.chain(files);
        match events.next() {
            None => event(Event::Unreadable(Unreadable::Other)),
            Some(first) => {
                Entree::Event(Box::new(Incoming { event: first, puis: events.collect(), invitation: None }))
            }
        }
    }
}

async fn said(app: &App, lettre: &Lettre, repond: Option<LettrePosee>, aside: bool) -> anyhow::Result<Dit> {
    let reponse = lettre.reponse();
    let text = without_courtesy(&reponse);
    let documents: Vec<&PieceRecue> = lettre.documents().collect();
    // Answers may stand on the very lines of the questions, and nowhere else.
    let inside = text.is_empty() && repond.as_ref().is_some_and(|posee| !posee.questions.is_empty());
    let says = !text.is_empty() && (documents.is_empty() || !only_announces_files(text));
    // Without a word, too, files are for what was asked in a letter beside the conversation.
    let words = (says || inside || aside && !documents.is_empty()).then(|| LettreRecue {
        morceaux: lettre.blocs.iter().map(morceau).collect(),
        texte: if says { text.to_owned() } else { String::new() },
        message: lettre.message_id.clone(),
        avec_fichiers: !documents.is_empty(),
        repond,
    });
    let alone = documents.len() == 1;
    let mut fichiers = Vec::new();
    for document in documents {
        let file =
            tableur::receive(&app.files, &document.name, Bytes::from(document.content.clone())).await?;
        // What was written beside it is about it when it is the only one.
        let caption = file.legende(if alone { text } else { "" });
        fichiers.push((file, Some(caption)));
    }
    Ok(Dit { lettre: words, fichiers })
}

fn morceau(bloc: &Bloc) -> MorceauRecu {
    match bloc {
        Bloc::Ecrit(texte) => MorceauRecu { cite: false, texte: texte.clone() },
        Bloc::Cite(texte) => MorceauRecu { cite: true, texte: texte.clone() },
    }
}

/// She is told, and a human sees why.
fn signalee(event: Event, raison: String) -> Entree {
    let incoming = Incoming { event, puis: Vec::new(), invitation: None };
    Entree::Signalee(Box::new(incoming), raison)
}

fn event(event: Event) -> Entree {
    Entree::Event(Box::new(Incoming { event, puis: Vec::new(), invitation: None }))
}
