//! A turn, whole: one transaction from the stored input to the stored answer.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::conversation::{Conversation, State};
use guichet_core::engine::{Cadre, EcritAnnuaire, Effect, Monde, Toast, Turn, advance, advance_unknown};
use guichet_core::escalade::ReponseSupport;
use guichet_core::event::Event;
use guichet_core::lettre::Maniere;
use guichet_core::partage::{Ouverture, Partage};
use uuid::{NoContext, Timestamp, Uuid};

use crate::annuaire::{Vue, add_individu, update_individu};
use crate::db::{Tx, execute, fetch_one};
use crate::error::write_json;
use crate::journal::Signature;
use crate::outbox::{self, Outgoing};
use crate::{
    Channel, InboxClaim, Incoming, Payload, Played, Result, Source, Store, StoreError, comptes, dossiers,
    escalade, inbox, journal, partages, rapports, recherches,
};

/// More questions to the directory than any turn asks; one that asks more would never end.
const MAX_RECHERCHES: usize = 8;

/// Where the person spoke, and when.
struct Origine<'a> {
    channel: Channel,
    address: &'a str,
    now: DateTime<Utc>,
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
                let events = std::iter::once(event).chain(&incoming.puis);
                play_known(tx_ref, cadre, &source, personne, events).await?
            }
            None => {
                let effects = advance_unknown(event, incoming.invitation.is_some());
                apply(tx_ref, &source, None, effects).await?
            }
        };
        inbox::release(tx_ref, &mailbox).await?;
        tx.commit(&self.hub).await?;
        Ok(Played::Done { toast })
    }
}

impl Store {
    /// An answer of OPCO EP's people to this exchange, in one transaction: the claim's rows done, and said to her where
    /// she spoke last. By the web it is told by email as well: she may have left. The answer of an exchange that does
    /// not exist changes nothing.
    pub async fn play_support(
        &self,
        cadre: &Cadre,
        now: DateTime<Utc>,
        claim: &InboxClaim,
        id: i64,
        reponse: &ReponseSupport,
        message_id: Option<&str>,
    ) -> Result<Played> {
        let mut tx = self.db.write().await?;
        let tx_ref = &mut tx;
        let Some(mailbox) = inbox::finish(tx_ref, claim, "done", None).await? else {
            return Ok(Played::Nothing);
        };
        let Some(before) = escalade::find(tx_ref, id).await? else { return Ok(Played::Nothing) };
        let Some(personne) = comptes::find_compte(tx_ref, before.personne).await? else {
            return Ok(Played::Nothing);
        };
        let mut state = load_state(tx_ref, now, &personne).await?;
        // Read again now that nobody else plays a turn of hers.
        let Some(current) = escalade::find(tx_ref, id).await? else { return Ok(Played::Nothing) };
        let source = Origine { channel: current.channel, address: &current.address, now };
        let event = Event::Humain(ReponseSupport { ouverte: current.is_open, ..reponse.clone() });
        let maniere = maniere(source.channel);
        let monde = Monde { cadre, personne: &personne, now, maniere, tirage: tirage(now) };
        let mut effects = Vec::new();
        state = play_event(tx_ref, &monde, state, &event, &mut effects).await?;
        save_state(tx_ref, cadre, &personne, &state).await?;
        let copies = match source.channel {
            Channel::Web => effects.iter().filter_map(|effect| copie(effect, &personne)).collect(),
            Channel::Telegram | Channel::Courriel => Vec::new(),
        };
        apply(tx_ref, &source, Some(&personne), effects).await?;
        outbox::put(tx_ref, now, &copies).await?;
        escalade::answered(tx_ref, now, id, message_id, reponse.clos).await?;
        inbox::release(tx_ref, &mailbox).await?;
        tx.commit(&self.hub).await?;
        Ok(Played::Done { toast: None })
    }
}

/// By email, what is said to her elsewhere.
fn copie(effect: &Effect, personne: &Personne) -> Option<Outgoing> {
    let payload = match effect {
        Effect::Say(message) => Payload::Message(message.clone()),
        Effect::Remettre(fichier) => Payload::Fichier(fichier.clone()),
        _ => return None,
    };
    Some(Outgoing { channel: Channel::Courriel, address: personne.email.clone(), payload, once: None })
}

/// A letter asks for all at once.
fn maniere(channel: Channel) -> Maniere {
    match channel {
        Channel::Courriel => Maniere::Lettre,
        Channel::Telegram | Channel::Web => Maniere::Conversation,
    }
}

async fn play_known(
    tx: &mut Tx,
    cadre: &Cadre,
    source: &Origine<'_>,
    personne: &Personne,
    events: impl Iterator<Item = &Event>,
) -> Result<Option<Toast>> {
    let mut state = load_state(tx, source.now, personne).await?;
    let mut effects = Vec::new();
    let mut count = 0;
    let maniere = maniere(source.channel);
    for event in events {
        count += 1;
        let monde = Monde { cadre, personne, now: source.now, maniere, tirage: tirage(source.now) };
        state = play_event(tx, &monde, state, event, &mut effects).await?;
    }
    save_state(tx, cadre, personne, &state).await?;
    apply(tx, source, Some(personne), if count > 1 { said_once(effects) } else { effects }).await
}

/// Plays one event to its end: the state after it.
async fn play_event(
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
fn tirage(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
}

/// Touches the conversation first: whoever else plays a turn of this person waits here for this one to end.
async fn load_state(tx: &mut Tx, now: DateTime<Utc>, personne: &Personne) -> Result<State> {
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
    Ok(State { conversation, dossier, partage, partages_recus: u32::try_from(recus).unwrap_or(u32::MAX) })
}

async fn save_state(tx: &mut Tx, cadre: &Cadre, personne: &Personne, state: &State) -> Result<()> {
    if let Some(dossier) = &state.dossier {
        dossiers::save(tx, &cadre.catalogue, personne.id, dossier).await?;
    }
    execute!(
        tx,
        "UPDATE conversation SET document = $2 WHERE personne = $1",
        personne.id,
        write_json(&state.conversation)?
    );
    Ok(())
}

/// Writes what a turn decided; the word for the tap is the caller's to say.
async fn apply(
    tx: &mut Tx,
    source: &Origine<'_>,
    personne: Option<&Personne>,
    effects: Vec<Effect>,
) -> Result<Option<Toast>> {
    let mut toast = None;
    let mut rows = Vec::new();
    for effect in effects {
        match (effect, personne) {
            (Effect::Say(message), _) => rows.push(Outgoing {
                channel: source.channel,
                address: source.address.to_owned(),
                payload: Payload::Message(message),
                once: None,
            }),
            (Effect::Toast(word), _) => toast = Some(word),
            (Effect::Notify(message), Some(personne)) => rows.push(Outgoing {
                channel: Channel::Courriel,
                address: personne.email.clone(),
                payload: Payload::Message(message),
                once: None,
            }),
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
