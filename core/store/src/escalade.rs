//! Exchanges with people of OPCO EP: a letter each time she speaks, and what comes of the letters that do not arrive
//! or are not answered.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::escalade::{
    ActeEscalade, Appel, LettreSupport, Quoi, Replique, SorteLettre, SujetAppel, Support,
};
use guichet_core::event::FichierRecu;
use guichet_core::message::{Message, Note, NoteHumain};
use uuid::Uuid;

use crate::columns::{clean, micros, read_channel, read_instant};
use crate::db::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::{read_json, write_json};
use crate::outbox::{self, Outgoing, last_outputs};
use crate::{Channel, Payload, Result, Store, StoreError, comptes, partages};

/// Lines of a transcript, and messages looked at on each of her channels.
const REPLIQUES: usize = 40;
const PAR_CANAL: i64 = 20;
/// Reminders before she is told that nobody answers.
const RELANCES: i64 = 2;
/// Reminders written at once.
const LOT: i64 = 20;

/// What became of a letter to OPCO EP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortLettre {
    Parti,
    /// It waits; it is kept.
    Retarde,
    /// It will never be taken: she is told where to write herself.
    Refuse {
        adresse: String,
    },
}

/// An exchange, as its answers need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalade {
    pub id: i64,
    pub personne: Uuid,
    pub channel: Channel,
    pub address: String,
    pub is_open: bool,
    /// Message-ID of the last answer.
    pub recu: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    personne: Uuid,
    channel: String,
    address: String,
    closed_at: Option<i64>,
    recu: Option<String>,
}

impl Row {
    fn read(self) -> Result<Escalade> {
        Ok(Escalade {
            id: self.id,
            personne: self.personne,
            channel: read_channel(&self.channel, "escalade")?,
            address: self.address,
            is_open: self.closed_at.is_none(),
            recu: self.recu,
        })
    }
}

pub(crate) async fn find(tx: &mut Tx, id: i64) -> Result<Option<Escalade>> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT id, personne, channel, address, closed_at, recu FROM escalade WHERE id = $1",
        id
    );
    row.map(Row::read).transpose()
}

/// The addresses of letters to OPCO EP: one for each exchange, so that none waits for another.
fn boite(id: i64) -> String {
    format!("{}/{id}", Payload::SUPPORT)
}

/// What a turn of hers does to an exchange, as rows to be sent.
pub(crate) async fn apply(
    tx: &mut Tx,
    now: DateTime<Utc>,
    (channel, address): (Channel, &str),
    personne: &Personne,
    acte: ActeEscalade,
) -> Result<Outgoing> {
    match acte {
        ActeEscalade::Ouvrir(appel) => open(tx, now, (channel, address), personne, *appel).await,
        ActeEscalade::Relayer { texte, fichiers, corrige, echeance } => {
            // The one that is open; had it been closed meanwhile, it is open again.
            let row = fetch_optional!(
                tx,
                (i64, String),
                "UPDATE escalade SET channel = $2, address = $3, closed_at = NULL, relances = 0,
                    attend_depuis = COALESCE(attend_depuis, $4), echeance = $5
                 WHERE id = (
                    SELECT id FROM escalade WHERE personne = $1
                    ORDER BY CASE WHEN closed_at IS NULL THEN 1 ELSE 0 END DESC, id DESC LIMIT 1
                 )
                 RETURNING id, sujet",
                personne.id,
                channel.key(),
                clean(address),
                micros(now),
                micros(echeance)
            );
            let row = row.ok_or_else(|| StoreError::Refused(format!("{} asked nobody", personne.id)))?;
            letter(row, personne, SorteLettre::Suite { texte, corrige }, fichiers)
        }
        ActeEscalade::Fermer => {
            let row = fetch_optional!(
                tx,
                (i64, String),
                "UPDATE escalade SET closed_at = $2, attend_depuis = NULL, echeance = NULL
                 WHERE personne = $1 AND closed_at IS NULL RETURNING id, sujet",
                personne.id,
                micros(now)
            );
            let row = row.ok_or_else(|| StoreError::Refused(format!("{} asked nobody", personne.id)))?;
            letter(row, personne, SorteLettre::Terminee, Vec::new())
        }
    }
}

async fn open(
    tx: &mut Tx,
    now: DateTime<Utc>,
    (channel, address): (Channel, &str),
    personne: &Personne,
    appel: Appel,
) -> Result<Outgoing> {
    // One at a time: an older one that nobody closed is over.
    execute!(
        tx,
        "UPDATE escalade SET closed_at = $2, attend_depuis = NULL, echeance = NULL
         WHERE personne = $1 AND closed_at IS NULL",
        personne.id,
        micros(now)
    );
    let (id,) = fetch_one!(
        tx,
        (i64,),
        "INSERT INTO escalade
            (personne, dossier, sujet, channel, address, created_at, attend_depuis, echeance, relances)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, 0) RETURNING id",
        personne.id,
        appel.dossier,
        write_json(&appel.sujet)?,
        channel.key(),
        clean(address),
        micros(now),
        micros(appel.echeance)
    );
    let mut repliques: Vec<Replique> =
        appel.dits.into_iter().map(|dit| Replique { at: dit.at, quoi: Quoi::Personne(dit.texte) }).collect();
    for (channel, address) in partages::addresses(tx, personne.id).await? {
        for row in last_outputs(tx, channel, &address, PAR_CANAL).await? {
            if let Payload::Message(message) = row.payload {
                repliques.push(Replique { at: row.created_at, quoi: Quoi::Assistant(message) });
            }
        }
    }
    // What she said comes before its answer, which was written at the same instant.
    repliques.sort_by_key(|line| (line.at, matches!(line.quoi, Quoi::Assistant(_))));
    let surplus = repliques.len().saturating_sub(REPLIQUES);
    repliques.drain(..surplus);
    let sorte =
        SorteLettre::Ouverture { texte: appel.texte, essais: appel.essais, repliques, recap: appel.recap };
    letter((id, write_json(&appel.sujet)?), personne, sorte, appel.fichiers)
}

fn letter(
    (id, sujet): (i64, String),
    personne: &Personne,
    sorte: SorteLettre,
    fichiers: Vec<FichierRecu>,
) -> Result<Outgoing> {
    let sujet: SujetAppel = read_json(&sujet, "escalade", "sujet", id)?;
    let lettre = LettreSupport {
        escalade: id,
        sujet,
        nom: personne.nom.clone(),
        email: personne.email.clone(),
        sorte,
        fichiers,
    };
    Ok(Outgoing {
        channel: Channel::Courriel,
        address: boite(id),
        payload: Payload::Support(Box::new(lettre)),
        once: None,
    })
}

/// Writes what an answer changes of its exchange.
pub(crate) async fn answered(
    tx: &mut Tx,
    now: DateTime<Utc>,
    id: i64,
    message_id: Option<&str>,
    clos: bool,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE escalade SET attend_depuis = NULL, echeance = NULL, relances = 0, recu = COALESCE($2, recu),
            closed_at = CASE WHEN $3 THEN COALESCE(closed_at, $4) ELSE closed_at END
         WHERE id = $1",
        id,
        message_id.map(clean),
        clos,
        micros(now)
    );
    Ok(())
}

/// A word beside her conversation, where she spoke last.
fn notice(escalade: &Escalade, note: NoteHumain) -> Outgoing {
    Outgoing {
        channel: escalade.channel,
        address: escalade.address.clone(),
        payload: Payload::Message(Box::new(Message::told(vec![Note::Humain(note)]))),
        once: None,
    }
}

impl Store {
    /// The exchange of this number.
    pub async fn find_escalade(&self, id: i64) -> Result<Option<Escalade>> {
        let mut tx = self.db.read().await?;
        find(&mut tx, id).await
    }

    /// The Message-ID that a letter of this exchange answers: of the last answer, else of our first letter.
    pub async fn find_fil_support(&self, id: i64) -> Result<Option<String>> {
        let mut tx = self.db.read().await?;
        if let Some(recu) = find(&mut tx, id).await?.and_then(|escalade| escalade.recu) {
            return Ok(Some(recu));
        }
        let row = fetch_optional!(
            &mut tx,
            (Option<String>,),
            "SELECT remote_id FROM outbox WHERE channel = $1 AND address = $2 AND remote_id IS NOT NULL
             ORDER BY id LIMIT 1",
            Channel::Courriel.key(),
            boite(id)
        );
        Ok(row.and_then(|(id,)| id))
    }

    /// Tells her once that mail does not leave, and once that it has left after all.
    pub async fn sort_lettre(&self, now: DateTime<Utc>, id: i64, sort: &SortLettre) -> Result<()> {
        let mut tx = self.db.write().await?;
        let changed = match sort {
            SortLettre::Parti => execute!(
                &mut tx,
                "UPDATE escalade SET retard = NULL WHERE id = $1 AND retard IS NOT NULL",
                id
            ),
            SortLettre::Retarde => execute!(
                &mut tx,
                "UPDATE escalade SET retard = $2 WHERE id = $1 AND retard IS NULL",
                id,
                micros(now)
            ),
            SortLettre::Refuse { .. } => execute!(
                &mut tx,
                "UPDATE escalade SET retard = NULL, attend_depuis = NULL, echeance = NULL WHERE id = $1",
                id
            ),
        };
        if changed == 0 {
            return Ok(());
        }
        let Some(escalade) = find(&mut tx, id).await? else { return Ok(()) };
        let note = match sort {
            SortLettre::Parti => NoteHumain::Parti,
            SortLettre::Retarde => NoteHumain::Retard,
            SortLettre::Refuse { adresse } => NoteHumain::NonRemis { adresse: adresse.clone() },
        };
        outbox::put(&mut tx, now, &[notice(&escalade, note)]).await?;
        tx.commit(&self.hub).await
    }

    /// Reminds of what was not answered in time, and tells her; how many there were.
    pub async fn relancer(&self, now: DateTime<Utc>, support: &Support, adresse: &str) -> Result<u32> {
        let mut tx = self.db.write().await?;
        let due = fetch_all!(
            &mut tx,
            (i64, i64, i64),
            "SELECT id, echeance, relances FROM escalade
             WHERE echeance <= $1 AND closed_at IS NULL ORDER BY echeance, id LIMIT $2",
            micros(now),
            LOT
        );
        let mut count = 0;
        for (id, echeance, before) in due {
            let rang = before + 1;
            let prochaine = (rang < RELANCES).then(|| support.echeance(now));
            let row = fetch_optional!(
                &mut tx,
                (String, Option<i64>),
                "UPDATE escalade SET relances = $3, echeance = $4
                 WHERE id = $1 AND echeance = $2 AND closed_at IS NULL RETURNING sujet, attend_depuis",
                id,
                echeance,
                rang,
                prochaine.map(micros)
            );
            let (Some((sujet, depuis)), Some(escalade)) = (row, find(&mut tx, id).await?) else { continue };
            let Some(personne) = comptes::find_compte(&mut tx, escalade.personne).await? else { continue };
            let depuis =
                depuis.map_or(Ok(now), |depuis| read_instant(depuis, "escalade", "attend_depuis", id))?;
            let sorte = SorteLettre::Relance { depuis, rang: u32::try_from(rang).unwrap_or(u32::MAX) };
            let told = NoteHumain::Relance { prochaine, adresse: adresse.to_owned() };
            let rows = [letter((id, sujet), &personne, sorte, Vec::new())?, notice(&escalade, told)];
            outbox::put(&mut tx, now, &rows).await?;
            count += 1;
        }
        tx.commit(&self.hub).await?;
        Ok(count)
    }

    /// The last letters to people of OPCO EP, newest first, by row of the outbox.
    pub async fn lettres_support(&self, limit: i64) -> Result<Vec<(i64, DateTime<Utc>, LettreSupport)>> {
        let mut tx = self.db.read().await?;
        let rows = fetch_all!(
            &mut tx,
            (i64, i64, String),
            "SELECT id, created_at, payload FROM outbox WHERE channel = $1 AND address LIKE $2
             ORDER BY id DESC LIMIT $3",
            Channel::Courriel.key(),
            format!("{}/%", Payload::SUPPORT),
            limit
        );
        let mut letters = Vec::new();
        for (id, at, payload) in rows {
            if let Payload::Support(lettre) = read_json(&payload, "outbox", "payload", id)? {
                letters.push((id, read_instant(at, "outbox", "created_at", id)?, *lettre));
            }
        }
        Ok(letters)
    }

    /// When the next reminder is due.
    pub async fn next_relance_at(&self) -> Result<Option<DateTime<Utc>>> {
        let mut tx = self.db.read().await?;
        let (due,) = fetch_one!(
            &mut tx,
            (Option<i64>,),
            "SELECT MIN(echeance) FROM escalade WHERE echeance IS NOT NULL"
        );
        due.map(|due| read_instant(due, "escalade", "echeance", "next")).transpose()
    }

    /// A file that was given to the person at this address, by its row of the outbox.
    pub async fn find_remis(&self, channel: Channel, address: &str, id: i64) -> Result<Option<FichierRecu>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            (String,),
            "SELECT payload FROM outbox WHERE id = $1 AND channel = $2 AND address = $3",
            id,
            channel.key(),
            clean(address)
        );
        let payload: Option<Payload> =
            row.map(|(payload,)| read_json(&payload, "outbox", "payload", id)).transpose()?;
        Ok(match payload {
            Some(Payload::Fichier(fichier)) => Some(fichier),
            _ => None,
        })
    }
}
