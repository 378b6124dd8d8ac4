//! What OPCO EP's side decides about a dossier, outside any turn: by a conseiller, or at the operator's terminal.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Role;
use guichet_core::dossier::{Cote, Decision, Dossier, RefusDecision, decide};
use guichet_core::engine::JournalEntry;
use uuid::Uuid;

use crate::columns::{micros, read_role};
use crate::db::{Tx, execute, fetch_optional};
use crate::error::write_json;
use crate::journal::Signature;
use crate::{Result, Source, Store, StoreError, dossiers, journal, nouvelles, rappels};

/// Which dossier is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    Id(Uuid),
    /// « Numéro Dossier ».
    Numero(String),
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auteur {
    /// An account: what it may decide is its role's.
    Compte(Uuid),
    /// Whoever runs the program, as OPCO EP's side.
    Operateur,
    /// A key of the API, as OPCO EP's side.
    Cle(Uuid),
}

impl Store {
    /// Takes a decision, whole or not at all; `None` when there is no such dossier. What the table does not allow is
    /// refused with [`StoreError::Decision`], and nothing is changed.
    pub async fn decider(
        &self,
        now: DateTime<Utc>,
        auteur: Auteur,
        source: Source,
        reference: &Reference,
        decision: &Decision,
    ) -> Result<Option<Dossier>> {
        let mut tx = self.db.write().await?;
        let decided = Store::decide_within(&mut tx, now, auteur, source, reference, decision).await?;
        tx.commit(&self.hub).await?;
        Ok(decided)
    }

    /// The same, within a transaction.
    pub(crate) async fn decide_within(
        tx_ref: &mut Tx,
        now: DateTime<Utc>,
        auteur: Auteur,
        source: Source,
        reference: &Reference,
        decision: &Decision,
    ) -> Result<Option<Dossier>> {
        let Some(dossier) = find_locked(tx_ref, reference).await? else { return Ok(None) };
        let (auteur, cle, role) = match auteur {
            Auteur::Operateur => (None, None, Role::Admin),
            Auteur::Cle(cle) => (None, Some(cle), Role::Admin),
            Auteur::Compte(id) => (Some(id), None, role_of(tx_ref, id).await?),
        };
        // The person's own acts are turns: what they need besides (is it complete? transmit it) is decided there.
        if Cote::from(role) != Cote::OpcoEp {
            return Err(RefusDecision::ReserveOpcoEp.into());
        }
        if let Decision::Message { texte } = decision
            && journal::wrote_lately(tx_ref, now, dossier.id, auteur, texte).await?
        {
            // The same form sent twice: told once.
            return Ok(Some(dossier));
        }
        let decided = decide(&dossier, decision, Cote::OpcoEp, now)?;
        execute!(
            tx_ref,
            "UPDATE dossier SET statut = $2, updated_at = $3, sent_at = $4, faits = $5 WHERE id = $1",
            decided.dossier.id,
            decided.dossier.statut.key(),
            micros(decided.dossier.updated_at),
            decided.dossier.sent_at.map(micros),
            write_json(&decided.dossier)?
        );
        execute!(
            tx_ref,
            "UPDATE acces SET statut = $2 WHERE dossier = $1",
            decided.dossier.id,
            decided.dossier.statut.key()
        );
        let signature = Signature { auteur, cle, role, source };
        for what in decided.journal {
            let entry = JournalEntry { dossier: decided.dossier.id, what };
            let line = journal::append(tx_ref, now, &signature, &entry).await?;
            nouvelles::note(tx_ref, now, line, &entry).await?;
        }
        rappels::watch(tx_ref, now, &decided.dossier).await?;
        Ok(Some(decided.dossier))
    }

    /// The dossier of this « Numéro Dossier ».
    pub async fn find_numero(&self, numero: &str) -> Result<Option<Dossier>> {
        let mut tx = self.db.read().await?;
        match id_of(&mut tx, numero).await? {
            Some(id) => dossiers::load(&mut tx, id).await,
            None => Ok(None),
        }
    }
}

/// Locked, so that nobody decides on what another is changing.
pub(crate) async fn find_locked(tx: &mut Tx, reference: &Reference) -> Result<Option<Dossier>> {
    let id = match reference {
        Reference::Id(id) => Some(*id),
        Reference::Numero(numero) => id_of(tx, numero).await?,
    };
    match id {
        Some(id) => dossiers::load_locked(tx, id).await,
        None => Ok(None),
    }
}

async fn id_of(tx: &mut Tx, numero: &str) -> Result<Option<Uuid>> {
    let row = fetch_optional!(tx, (Uuid,), "SELECT id FROM dossier WHERE numero = $1", numero);
    Ok(row.map(|(id,)| id))
}

async fn role_of(tx: &mut Tx, id: Uuid) -> Result<Role> {
    let row = fetch_optional!(tx, (String,), "SELECT role FROM personne WHERE id = $1", id);
    let (role,) = row.ok_or_else(|| StoreError::Refused(format!("no account {id}")))?;
    read_role(&role, id)
}
