//! What people are told outside their turns: noted with the decision that it tells, told once when it is due.
//!
//! `veille` only says when to look: [`Store::annoncer`] plans anew from what waits, in one transaction with what it tells.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::conversation::Place;
use guichet_core::engine::{Cadre, JournalEntry, JournalWhat, Monde};
use guichet_core::event::{Event, Nouvelle};
use guichet_core::lettre::Maniere;
use guichet_core::nouvelles::{EnAttente, Fait, Preferences, planifier};
use uuid::Uuid;

use crate::columns::{micros, read_instant};
use crate::db::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::{read_json, write_json};
use crate::turn::{Origine, apply, load_state, play_event, save_conversation, tirage};
use crate::{Change, Channel, Result, Store, comptes, dossiers, partages, rappels};

/// While she speaks with a person of OPCO EP nothing else is said to her: looked at again so soon, and told all the
/// same after so long.
const SILENCE: TimeDelta = TimeDelta::minutes(5);
const SILENCE_MAX: TimeDelta = TimeDelta::days(1);
/// Changes planned at once for one person; what is beyond comes in the next round.
const ROUND: i64 = 500;

#[derive(sqlx::FromRow)]
struct Row {
    journal: i64,
    dossier: Uuid,
    at: i64,
    what: String,
}

impl Row {
    fn read(self) -> Result<Option<EnAttente>> {
        let what: JournalWhat = read_json(&self.what, "journal", "what", self.journal)?;
        let at = read_instant(self.at, "nouvelle", "at", self.journal)?;
        Ok(Fait::of(&what).map(|fait| EnAttente { id: self.journal, dossier: self.dossier, at, fait }))
    }
}

impl Store {
    /// Who is to be looked at first now: something may be due for her.
    pub async fn next_personne(&self, now: DateTime<Utc>) -> Result<Option<Uuid>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            (Uuid,),
            "SELECT personne FROM veille WHERE due_at <= $1 ORDER BY due_at, personne LIMIT 1",
            micros(now)
        );
        Ok(row.map(|(personne,)| personne))
    }

    /// When to look next; in the past when somebody waits already.
    pub async fn next_annonce_at(&self) -> Result<Option<DateTime<Utc>>> {
        let mut tx = self.db.read().await?;
        let (due,) = fetch_one!(&mut tx, (Option<i64>,), "SELECT MIN(due_at) FROM veille");
        due.map(|due| read_instant(due, "veille", "due_at", "next")).transpose()
    }

    /// Tells this person what is due: ONE transaction, in which it is written to the outbox and marked as told. How many
    /// changes were told.
    pub async fn annoncer(&self, cadre: &Cadre, now: DateTime<Utc>, id: Uuid) -> Result<usize> {
        let mut tx = self.db.write().await?;
        let tx_ref = &mut tx;
        let Some(personne) = comptes::find_id(tx_ref, id).await? else {
            look_at(tx_ref, id, None).await?;
            tx.commit(&self.hub).await?;
            return Ok(0);
        };
        // The conversation first, as turns do; then nobody else looks at her at the same time.
        let mut state = load_state(tx_ref, now, &personne).await?;
        if !lock(tx_ref, now, id).await? {
            return Ok(0);
        }
        let (waiting, mut told) = waiting(tx_ref, id).await?;
        let talks = matches!(state.conversation.place, Place::Humain(_));
        if talks && waiting.iter().all(|one| now - one.at < SILENCE_MAX) {
            look_at(tx_ref, id, Some(now + SILENCE)).await?;
            tx.commit(&self.hub).await?;
            return Ok(0);
        }
        let preferences = state.preferences.clone().unwrap_or_else(|| cadre.nouvelles.preferences.clone());
        let plan = planifier(&waiting, &preferences, cadre.nouvelles.attente, now);
        let mut effects = Vec::new();
        for message in &plan.dire {
            let nouvelles = nouvelles(tx_ref, &personne, &waiting, message).await?;
            let monde = Monde {
                rafale: false,
                cadre,
                personne: &personne,
                now,
                maniere: Maniere::Conversation,
                tirage: tirage(now),
            };
            state = play_event(tx_ref, &monde, state, &Event::Nouvelles(nouvelles), &mut effects).await?;
            told.extend(message);
        }
        for journal in &told {
            execute!(
                tx_ref,
                "UPDATE nouvelle SET dite_at = $3 WHERE personne = $1 AND journal = $2 AND dite_at IS NULL",
                id,
                journal,
                micros(now)
            );
        }
        let preferences = state.preferences.clone().unwrap_or_else(|| cadre.nouvelles.preferences.clone());
        let (rappels, next) = rappels::due(tx_ref, cadre, &personne, &preferences, now).await?;
        if !rappels.is_empty() {
            let monde = Monde {
                rafale: false,
                cadre,
                personne: &personne,
                now,
                maniere: Maniere::Conversation,
                tirage: tirage(now),
            };
            state = play_event(tx_ref, &monde, state, &Event::Rappels(rappels), &mut effects).await?;
        }
        save_conversation(tx_ref, &personne, &state).await?;
        let source = Origine { channel: Channel::Courriel, address: &personne.email, now };
        apply(tx_ref, &source, Some(&personne), effects, Vec::new()).await?;
        look_at(tx_ref, id, plan.prochain.into_iter().chain(next).min()).await?;
        tx.commit(&self.hub).await?;
        Ok(told.len())
    }

    /// After a failure: others are not held up by her.
    pub async fn postpone_annonce(&self, personne: Uuid, at: DateTime<Utc>) -> Result<()> {
        let mut tx = self.db.write().await?;
        look_at(&mut tx, personne, Some(at)).await?;
        tx.commit(&self.hub).await
    }

    /// No more reminders to whoever has this email; what else she chose stays. False when nobody has it.
    pub async fn stop_reminders(
        &self,
        now: DateTime<Utc>,
        email: &str,
        default: &Preferences,
    ) -> Result<bool> {
        let mut tx = self.db.write().await?;
        let Some(personne) = comptes::find_personne(&mut tx, Channel::Courriel, email).await? else {
            return Ok(false);
        };
        let chosen = preferences(&mut tx, personne.id).await?.unwrap_or_else(|| default.clone());
        prefer(&mut tx, now, personne.id, &Preferences { rappels: false, ..chosen }).await?;
        tx.commit(&self.hub).await?;
        Ok(true)
    }

    /// How she chose to be told; `None`: as the operator set it.
    pub async fn find_preferences(&self, personne: Uuid) -> Result<Option<Preferences>> {
        preferences(&mut self.db.read().await?, personne).await
    }
}

/// Whoever holds the dossier will be told what this line of its journal says, where it is news.
pub(crate) async fn note(tx: &mut Tx, now: DateTime<Utc>, line: i64, entry: &JournalEntry) -> Result<()> {
    if Fait::of(&entry.what).is_none() {
        return Ok(());
    }
    let mut people: Vec<Uuid> =
        partages::acces(tx, entry.dossier).await?.acces.iter().map(|acces| acces.personne).collect();
    // In one order for everyone: nobody waits for one who waits for her.
    people.sort_unstable();
    for personne in people {
        execute!(
            tx,
            "INSERT INTO nouvelle (personne, dossier, journal, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (personne, journal) DO NOTHING",
            personne,
            entry.dossier,
            line,
            micros(now)
        );
        wake(tx, personne, now).await?;
    }
    Ok(())
}

pub(crate) async fn preferences(tx: &mut Tx, personne: Uuid) -> Result<Option<Preferences>> {
    let row = fetch_optional!(tx, (String,), "SELECT document FROM preference WHERE personne = $1", personne);
    row.map(|(document,)| read_json(&document, "preference", "document", personne)).transpose()
}

/// She chose how to be told: what waits is planned anew.
pub(crate) async fn prefer(
    tx: &mut Tx,
    now: DateTime<Utc>,
    personne: Uuid,
    chosen: &Preferences,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO preference (personne, document) VALUES ($1, $2)
         ON CONFLICT (personne) DO UPDATE SET document = excluded.document",
        personne,
        write_json(chosen)?
    );
    wake(tx, personne, now).await
}

/// She is looked at from this instant on at the latest.
pub(crate) async fn wake(tx: &mut Tx, personne: Uuid, at: DateTime<Utc>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO veille (personne, due_at) VALUES ($1, $2)
         ON CONFLICT (personne) DO UPDATE SET due_at = CASE
            WHEN veille.due_at < excluded.due_at THEN veille.due_at ELSE excluded.due_at END",
        personne,
        micros(at)
    );
    tx.announce(Change::Nouvelles);
    Ok(())
}

/// Whoever notes something for her waits until this transaction ends. False when she was looked at meanwhile.
async fn lock(tx: &mut Tx, now: DateTime<Utc>, personne: Uuid) -> Result<bool> {
    let rows = execute!(
        tx,
        "UPDATE veille SET due_at = due_at WHERE personne = $1 AND due_at <= $2",
        personne,
        micros(now)
    );
    Ok(rows > 0)
}

async fn look_at(tx: &mut Tx, personne: Uuid, at: Option<DateTime<Utc>>) -> Result<()> {
    execute!(tx, "UPDATE veille SET due_at = $2 WHERE personne = $1", personne, at.map(micros));
    Ok(())
}

/// What waits for her, and what is no news (any more).
async fn waiting(tx: &mut Tx, personne: Uuid) -> Result<(Vec<EnAttente>, Vec<i64>)> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT n.journal, n.dossier, n.at, j.what FROM nouvelle n JOIN journal j ON j.id = n.journal
         WHERE n.personne = $1 AND n.dite_at IS NULL ORDER BY n.journal LIMIT $2",
        personne,
        ROUND
    );
    let (mut waiting, mut silent) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        let journal = row.journal;
        match row.read()? {
            Some(one) => waiting.push(one),
            None => silent.push(journal),
        }
    }
    Ok((waiting, silent))
}

/// The changes of one message by dossier, as far as she may (still) see it.
async fn nouvelles(
    tx: &mut Tx,
    personne: &Personne,
    waiting: &[EnAttente],
    message: &[i64],
) -> Result<Vec<Nouvelle>> {
    let mut out: Vec<Nouvelle> = Vec::new();
    let mut gone = Vec::new();
    for one in waiting.iter().filter(|one| message.contains(&one.id)) {
        if gone.contains(&one.dossier) {
            continue;
        }
        if let Some(known) = out.iter_mut().find(|known| known.ouverture.dossier.id == one.dossier) {
            known.faits.push(one.fait.clone());
            continue;
        }
        let dossier = dossiers::load(tx, one.dossier).await?;
        match dossiers::seen_by(tx, personne.id, dossier).await? {
            Some(ouverture) => out.push(Nouvelle { ouverture, faits: vec![one.fait.clone()] }),
            None => gone.push(one.dossier),
        }
    }
    Ok(out)
}
