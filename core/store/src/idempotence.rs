//! Decisions through the API: all of one request or none, and the same request twice is once.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::dossier::{Cote, Decision, Dossier, RefusDecision, decide};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::columns::{clean, micros};
use crate::db::{Tx, execute, fetch_one};
use crate::decisions::find_locked;
use crate::{Auteur, Reference, Result, Source, Store, StoreError};

/// How long a repeat is known.
const KNOWN_FOR: TimeDelta = TimeDelta::days(7);

/// What a caller asks for under one `Idempotency-Key`.
#[derive(Debug, Clone, Copy)]
pub struct Demande<'a> {
    /// Of the key of the API it came with.
    pub cle: Uuid,
    pub idempotence: Option<&'a str>,
    /// All that makes the request what it is: another one under the same key is refused.
    pub contenu: &'a [u8],
}

/// What became of the decisions: the dossier after them, the refusal of the first that cannot be taken, or no such
/// dossier.
pub type Issue<'a> = std::result::Result<Option<&'a Dossier>, &'a RefusDecision>;

/// An answer as it goes out: HTTP status and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse {
    pub statut: u16,
    pub corps: String,
}

/// How a request that may be a repeat ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repondu {
    /// `repetee`: it was answered before, and nothing was done now.
    Reponse { reponse: Reponse, repetee: bool },
    /// Its `Idempotency-Key` belongs to another request.
    AutreDemande,
}

impl Store {
    /// Takes these decisions in one transaction, all or none, and keeps what `dire` answers for the next time the
    /// same request comes.
    pub async fn decider_une_fois(
        &self,
        now: DateTime<Utc>,
        demande: Demande<'_>,
        reference: &Reference,
        decisions: &[Decision],
        dire: impl FnOnce(Issue<'_>) -> Reponse + Send,
    ) -> Result<Repondu> {
        let mut tx = self.db.write().await?;
        if let Some(known) = known(&mut tx, now, demande).await? {
            return Ok(known);
        }
        let issue = decide_all(&mut tx, now, demande.cle, reference, decisions).await?;
        let reponse = dire(match &issue {
            Ok(dossier) => Ok(dossier.as_ref()),
            Err(refus) => Err(refus),
        });
        if let Some(idempotence) = demande.idempotence {
            execute!(
                &mut tx,
                "UPDATE reponse_api SET statut = $3, corps = $4 WHERE cle = $1 AND idempotence = $2",
                demande.cle,
                clean(idempotence),
                i64::from(reponse.statut),
                &reponse.corps
            );
        }
        tx.commit(&self.hub).await?;
        Ok(Repondu::Reponse { reponse, repetee: false })
    }
}

/// Takes the `Idempotency-Key`, or says what was answered under it. Whoever comes with the same one at the same time
/// waits here for the other's answer.
async fn known(tx: &mut Tx, now: DateTime<Utc>, demande: Demande<'_>) -> Result<Option<Repondu>> {
    let Some(idempotence) = demande.idempotence else { return Ok(None) };
    execute!(tx, "DELETE FROM reponse_api WHERE created_at < $1", micros(now - KNOWN_FOR));
    let empreinte = Sha256::digest(demande.contenu).to_vec();
    let taken = execute!(
        tx,
        "INSERT INTO reponse_api (cle, idempotence, empreinte, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (cle, idempotence) DO NOTHING",
        demande.cle,
        clean(idempotence),
        &empreinte,
        micros(now)
    );
    if taken > 0 {
        return Ok(None);
    }
    let (before, statut, corps) = fetch_one!(
        tx,
        (Vec<u8>, Option<i64>, Option<String>),
        "SELECT empreinte, statut, corps FROM reponse_api WHERE cle = $1 AND idempotence = $2",
        demande.cle,
        clean(idempotence)
    );
    if before != empreinte {
        return Ok(Some(Repondu::AutreDemande));
    }
    let statut = statut.and_then(|statut| u16::try_from(statut).ok());
    let (Some(statut), Some(corps)) = (statut, corps) else {
        return Err(StoreError::inconsistency("reponse_api", "statut", idempotence, "no answer was kept"));
    };
    Ok(Some(Repondu::Reponse { reponse: Reponse { statut, corps }, repetee: true }))
}

/// Looks at all of them before the first is written.
async fn decide_all(
    tx: &mut Tx,
    now: DateTime<Utc>,
    cle: Uuid,
    reference: &Reference,
    decisions: &[Decision],
) -> Result<std::result::Result<Option<Dossier>, RefusDecision>> {
    let Some(dossier) = find_locked(tx, reference).await? else { return Ok(Ok(None)) };
    let mut after = dossier;
    for decision in decisions {
        match decide(&after, decision, Cote::OpcoEp, now) {
            Ok(decided) => after = decided.dossier,
            Err(refus) => return Ok(Err(refus)),
        }
    }
    for decision in decisions {
        Store::decide_within(tx, now, Auteur::Cle(cle), Source::Api, reference, decision).await?;
    }
    Ok(Ok(Some(after)))
}
