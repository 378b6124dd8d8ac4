//! A turn, whole: one transaction from the stored input to the stored answer.

mod support;

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::conversation::{Conversation, State};
use guichet_core::engine::{
    Accueilli, Cadre, EcritAnnuaire, Effect, Monde, Presentation, Toast, Turn, advance, advance_unknown,
    presentation,
};
use guichet_core::event::Event;
use guichet_core::lettre::Maniere;
use guichet_core::message::{Message, Note};
use guichet_core::partage::{Ouverture, Partage};
use uuid::{NoContext, Timestamp, Uuid};

use crate::annuaire::{Vue, add_individu, update_individu};
use crate::columns::read_channel;
use crate::db::{Tx, execute, fetch_one};
use crate::error::write_json;
use crate::journal::Signature;
use crate::outbox::{self, Outgoing};
use crate::{
    Channel, InboxClaim, Incoming, Payload, Played, Result, Source, Store, StoreError, codes, comptes,
    dossiers, escalade, inbox, journal, nouvelles, partages, rappels, rapports, recherches,
};

/// More questions to the directory than any turn asks; one that asks more would never end.
const MAX_RECHERCHES: usize = 8;

/// Where the person spoke, and when.
pub(crate) struct Origine<'a> {
    pub channel: Channel,
    pub address: &'a str,
    pub now: DateTime<Utc>,
}

impl Origine<'_> {
    /// « telegram:12345 ».
    fn name(&self) -> String {
        format!("{}:{}", self.channel.key(), self.address)
    }
}

/// The mark for the card left behind at this place. A letter that was sent stays as it is.
fn elsewhere(before: &str, maniere: Maniere, card: u32) -> Option<Outgoing> {
    let (channel, address) = before.split_once(':')?;
    let channel =
        read_channel(channel, "conversation").ok().filter(|channel| *channel != Channel::Courriel)?;
    Some(Outgoing {
        channel,
        address: address.to_owned(),
        payload: Payload::Message(Box::new(Message::elsewhere(maniere, card))),
        once: None,
    })
}

impl Store {
    /// ONE transaction: the claim's rows done, an invitation redeemed, the conversation touched before it is read,
    /// the engine run (with its directory questions, answered within what the person may see), facts, journal and
    /// outbox written.
    pub async fn play(
        &self,
        cadre: &Cadre,
        now: DateTime<Utc>,
        claim: &InboxClaim,
        incoming: &Incoming,
    ) -> Result<Played> {
        let mut tx = self.db.write().await?;
        let tx_ref = &mut tx;
        let Some(mailbox) = inbox::finish(tx_ref, claim, "done", None).await? else {
            return Ok(Played::Nothing);
        };
        let source = Origine { channel: mailbox.channel, address: mailbox.address, now };
        let redeemed = match &incoming.invitation {
            Some(token) => comptes::redeem(tx_ref, now, token, source.channel, source.address).await?,
            None => None,
        };
        let personne = match redeemed {
            Some(personne) => Some(personne),
            None => comptes::find_personne(tx_ref, source.channel, source.address).await?,
        };
        // Whoever follows an invitation, even a used one, opens the conversation.
        let event = if incoming.invitation.is_some() { &Event::Opened } else { &incoming.event };
        let toast = match &personne {
            Some(personne) => {
                let events: Vec<&Event> = std::iter::once(event).chain(&incoming.puis).collect();
                play_known(tx_ref, cadre, &source, personne, &events, Relie::default()).await?
            }
            None => {
                let refusee = incoming.invitation.is_some();
                let mut toast = None;
                for event in std::iter::once(event).chain(&incoming.puis) {
                    // What she said before may have made her known.
                    let known = comptes::find_personne(tx_ref, source.channel, source.address).await?;
                    toast = match known {
                        Some(personne) => {
                            let relie = Relie::default();
                            play_known(tx_ref, cadre, &source, &personne, &[event], relie).await?
                        }
                        None => play_unknown(tx_ref, cadre, &source, event, refusee).await?,
                    };
                }
                toast
            }
        };
        inbox::release(tx_ref, &mailbox).await?;
        tx.commit(&self.hub).await?;
        Ok(Played::Done { toast })
    }
}

/// A letter asks for all at once.
fn maniere(channel: Channel) -> Maniere {
    match channel {
        Channel::Courriel => Maniere::Lettre,
        Channel::Telegram | Channel::Web => Maniere::Conversation,
    }
}

/// What is said of a link just made, here and by letter: she may not be the one who made it.
#[derive(Default)]
struct Relie {
    note: Option<Note>,
    rows: Vec<Outgoing>,
}

impl Relie {
    fn to(personne: &Personne) -> Relie {
        let note = Note::Relie { email: personne.email.clone() };
        let told = Box::new(Message::told(vec![note.clone()]));
        Relie { note: Some(note), rows: vec![Outgoing::letter(&personne.email, told)] }
    }
}

/// Someone we do not know: a code may make her known. By email she is known by her address, or not at all.
async fn play_unknown(
    tx: &mut Tx,
    cadre: &Cadre,
    source: &Origine<'_>,
    event: &Event,
    refusee: bool,
) -> Result<Option<Toast>> {
    let said = match source.channel {
        Channel::Courriel => Presentation::Autre,
        Channel::Telegram | Channel::Web => presentation(event),
    };
    let (accueilli, letter) = match said {
        Presentation::Autre => (Accueilli::SansInvitation { refusee }, None),
        Presentation::Adresse(email) => {
            codes::issue(tx, source.now, source.channel, source.address, &email).await?
        }
        Presentation::Code(code) => {
            match codes::redeem(tx, source.now, source.channel, source.address, &code).await? {
                Ok(personne) => {
                    let relie = Relie::to(&personne);
                    return Box::pin(play_known(tx, cadre, source, &personne, &[&Event::Opened], relie))
                        .await;
                }
                Err(accueilli) => (accueilli, None),
            }
        }
    };
    apply(tx, source, None, advance_unknown(event, accueilli), Vec::from_iter(letter)).await
}

async fn play_known(
    tx: &mut Tx,
    cadre: &Cadre,
    source: &Origine<'_>,
    personne: &Personne,
    events: &[&Event],
    Relie { note, mut rows }: Relie,
) -> Result<Option<Toast>> {
    let mut state = load_state(tx, source.now, personne).await?;
    let preferences = state.preferences.clone();
    let card = state.conversation.carte.serial;
    let mut effects = Vec::new();
    let maniere = maniere(source.channel);
    let rafale = events.len() > 1;
    for event in events {
        let monde = Monde { cadre, personne, now: source.now, maniere, rafale, tirage: tirage(source.now) };
        state = play_event(tx, &monde, state, event, &mut effects).await?;
    }
    let mut effects = if rafale { said_once(effects) } else { effects };
    if let (Some(note), Some(Effect::Say(message))) =
        (note, effects.iter_mut().find(|effect| matches!(effect, Effect::Say(_))))
    {
        message.notes.insert(0, note);
    }
    if effects.iter().any(|effect| matches!(effect, Effect::Say(_))) {
        let here = source.name();
        if let Some(before) = state.conversation.vue_a.replace(here.clone()).filter(|before| *before != here)
        {
            rows.extend(elsewhere(&before, maniere, card));
        }
    }
    save_state(tx, cadre, source.now, personne, &state).await?;
    if let Some(chosen) = state.preferences.filter(|chosen| preferences.as_ref() != Some(chosen)) {
        nouvelles::prefer(tx, source.now, personne.id, &chosen).await?;
    }
    apply(tx, source, Some(personne), effects, rows).await
}

/// Plays one event to its end: the state after it.
pub(crate) async fn play_event(
    tx: &mut Tx,
    monde: &Monde<'_>,
    mut state: State,
    event: &Event,
    effects: &mut Vec<Effect>,
) -> Result<State> {
    let personne = monde.personne;
    let mut found = None;
    for _ in 0..=MAX_RECHERCHES {
        let turn: Turn = advance(monde, state, found.as_ref().unwrap_or(event));
        state = turn.state;
        for ecrit in &turn.annuaire {
            write_individu(tx, personne, ecrit).await?;
        }
        effects.extend(turn.effects);
        let Some(recherche) = turn.recherche else { return Ok(state) };
        found = Some(Event::Found(
            recherches::answer_turn(tx, &monde.cadre.catalogue, monde.now, personne, recherche).await?,
        ));
    }
    Err(StoreError::Refused(format!("a turn asks the directory more than {MAX_RECHERCHES} times")))
}

/// One answer to all that was said at once: what each part of it was told, then what is asked in the end.
fn said_once(effects: Vec<Effect>) -> Vec<Effect> {
    let mut notes = Vec::new();
    let mut last = effects.iter().filter(|effect| matches!(effect, Effect::Say(_))).count();
    let mut out = Vec::with_capacity(effects.len());
    for effect in effects {
        match effect {
            Effect::Say(mut message) => {
                last -= 1;
                notes.append(&mut message.notes);
                if last == 0 {
                    message.notes = std::mem::take(&mut notes);
                    out.push(Effect::Say(message));
                }
            }
            effect => out.push(effect),
        }
    }
    out
}

/// What a turn adds to the directory, or corrects in it.
async fn write_individu(tx: &mut Tx, personne: &Personne, ecrit: &EcritAnnuaire) -> Result<()> {
    let vue = Vue::of(personne);
    match ecrit {
        EcritAnnuaire::Ajouter(individu) => add_individu(tx, &vue, individu).await,
        EcritAnnuaire::Corriger(individu) => update_individu(tx, &vue, individu).await,
    }
}

/// New identifiers sort by the time of their turn.
pub(crate) fn tirage(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
}

/// Touches the conversation first: whoever else plays a turn of this person waits here for this one to end.
pub(crate) async fn load_state(tx: &mut Tx, now: DateTime<Utc>, personne: &Personne) -> Result<State> {
    let (document,) = fetch_one!(
        tx,
        (Option<String>,),
        "INSERT INTO conversation (personne, version) VALUES ($1, 1)
         ON CONFLICT (personne) DO UPDATE SET version = conversation.version + 1
         RETURNING document",
        personne.id
    );
    let conversation = document.as_deref().map_or_else(Conversation::default, Conversation::read);
    let dossier = match conversation.dossier {
        Some(id) => dossiers::load_locked(tx, id).await?,
        None => None,
    };
    let (dossier, partage) = match dossiers::seen_by(tx, personne.id, dossier).await? {
        Some(Ouverture { dossier, partage }) => (Some(dossier), partage),
        None => (None, Partage::default()),
    };
    let recus = partages::received(tx, now, personne.id).await?.len();
    let partages_recus = u32::try_from(recus).unwrap_or(u32::MAX);
    let preferences = nouvelles::preferences(tx, personne.id).await?;
    Ok(State { conversation, dossier, partage, partages_recus, preferences, prises: Vec::new() })
}

async fn save_state(
    tx: &mut Tx,
    cadre: &Cadre,
    now: DateTime<Utc>,
    personne: &Personne,
    state: &State,
) -> Result<()> {
    if let Some(dossier) = &state.dossier
        && dossiers::save(tx, &cadre.catalogue, personne.id, dossier).await?
    {
        rappels::watch(tx, now, dossier).await?;
    }
    save_conversation(tx, personne, state).await
}

pub(crate) async fn save_conversation(tx: &mut Tx, personne: &Personne, state: &State) -> Result<()> {
    execute!(
        tx,
        "UPDATE conversation SET document = $2 WHERE personne = $1",
        personne.id,
        write_json(&state.conversation)?
    );
    Ok(())
}

/// Writes what a turn decided; the word for the tap is the caller's to say.
pub(crate) async fn apply(
    tx: &mut Tx,
    source: &Origine<'_>,
    personne: Option<&Personne>,
    effects: Vec<Effect>,
    mut rows: Vec<Outgoing>,
) -> Result<Option<Toast>> {
    let mut toast = None;
    for effect in effects {
        match (effect, personne) {
            (Effect::Say(message), _) => rows.push(Outgoing {
                channel: source.channel,
                address: source.address.to_owned(),
                payload: Payload::Message(message),
                once: None,
            }),
            (Effect::Toast(word), _) => toast = Some(word),
            (Effect::Notify(message), Some(personne)) => {
                rows.push(Outgoing::letter(&personne.email, message));
            }
            (Effect::Transmettre { dossier, envoi }, Some(_)) => rows.push(Outgoing {
                channel: Channel::Courriel,
                address: format!("{}/{dossier}", Payload::INTAKE),
                payload: Payload::Transmission { dossier },
                once: Some(match envoi {
                    0 | 1 => format!("transmission {dossier}"),
                    _ => format!("transmission {dossier} {envoi}"),
                }),
            }),
            (Effect::TransmettrePieces { dossier, acte, message, fichiers }, Some(_)) => {
                rows.push(Outgoing {
                    channel: Channel::Courriel,
                    address: format!("{}/{dossier}", Payload::INTAKE),
                    payload: Payload::Pieces { message, fichiers },
                    once: Some(format!("pieces {acte}")),
                })
            }
            (Effect::Rapport(rapport), Some(personne)) => {
                rapports::keep(tx, source.now, personne.id, &rapport).await?;
            }
            (Effect::Fichier { rapport, forme }, Some(_)) => rows.push(Outgoing {
                channel: source.channel,
                address: source.address.to_owned(),
                payload: Payload::Rapport { rapport, forme },
                once: None,
            }),
            (Effect::Escalade(acte), Some(personne)) => {
                let at = (source.channel, source.address);
                rows.push(escalade::apply(tx, source.now, at, personne, acte).await?);
            }
            (Effect::Remettre(fichier), Some(_)) => rows.push(Outgoing {
                channel: source.channel,
                address: source.address.to_owned(),
                payload: Payload::Fichier(fichier),
                once: None,
            }),
            (Effect::Prevenir { personne: other, message }, Some(_)) => {
                for (channel, address) in partages::addresses(tx, other).await? {
                    rows.push(Outgoing {
                        channel,
                        address,
                        payload: Payload::Message(message.clone()),
                        once: None,
                    });
                }
            }
            (Effect::Annoncer { canal, message }, Some(personne)) => {
                for (channel, address) in partages::ways(tx, personne.id, canal).await? {
                    let payload = Payload::Message(message.clone());
                    rows.push(Outgoing { channel, address, payload, once: None });
                }
            }
            (Effect::Rappeler { canal, message }, Some(personne)) => {
                if let Some((channel, address)) = partages::one_way(tx, personne.id, canal).await? {
                    rows.push(Outgoing { channel, address, payload: Payload::Message(message), once: None });
                }
            }
            (Effect::Reporter { dossiers, jour }, Some(personne)) => {
                rappels::put_off(tx, source.now, personne.id, &dossiers, jour).await?;
            }
            (Effect::Suivre(message), Some(personne)) => {
                for (channel, address) in partages::addresses(tx, personne.id).await? {
                    // A card changes where cards can be: a letter and a page stay as they were written.
                    if channel == Channel::Telegram {
                        let payload = Payload::Message(message.clone());
                        rows.push(Outgoing { channel, address, payload, once: None });
                    }
                }
            }
            (Effect::Partage(acte), Some(personne)) => {
                partages::apply(tx, source.now, personne.id, acte).await?;
            }
            (Effect::Journal(entry), Some(personne)) => {
                let signature = Signature {
                    auteur: Some(personne.id),
                    cle: None,
                    role: personne.role,
                    source: Source::Canal(source.channel),
                };
                journal::append(tx, source.now, &signature, &entry).await?;
            }
            (effect, None) => {
                return Err(StoreError::Refused(format!("{effect:?} for someone we do not know")));
            }
        }
    }
    outbox::put(tx, source.now, &rows).await?;
    Ok(toast)
}
