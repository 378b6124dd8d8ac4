//! Dossiers: one JSON document of facts each.

use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::{Dossier, tour_permis};
use guichet_core::partage::{Droit, Ouverture};
use uuid::Uuid;

use crate::columns::{clean, micros};
use crate::db::{Arm, Tx, execute, fetch_one, fetch_optional};
use crate::error::{read_json, write_json};
use crate::{Result, Store, StoreError, acces, partages};

impl Store {
    pub async fn find_dossier(&self, id: Uuid) -> Result<Option<Dossier>> {
        let mut tx = self.db.read().await?;
        load(&mut tx, id).await
    }
}

pub(crate) async fn load(tx: &mut Tx, id: Uuid) -> Result<Option<Dossier>> {
    let row = fetch_optional!(tx, (String,), "SELECT faits FROM dossier WHERE id = $1", id);
    row.map(|(faits,)| read_json(&faits, "dossier", "faits", id)).transpose()
}

/// The dossier, which stays as it is until the transaction ends: whoever else would change it waits here. On SQLite
/// the transaction holds the only write lock already.
pub(crate) async fn load_locked(tx: &mut Tx, id: Uuid) -> Result<Option<Dossier>> {
    let sql = match tx.arm {
        Arm::Sqlite(_) => "SELECT faits FROM dossier WHERE id = $1",
        Arm::Pg(_) => "SELECT faits FROM dossier WHERE id = $1 FOR UPDATE",
    };
    let row = fetch_optional!(tx, (String,), sql, id);
    row.map(|(faits,)| read_json(&faits, "dossier", "faits", id)).transpose()
}

/// The dossier and who holds it, if the person has a right on it.
pub(crate) async fn seen_by(
    tx: &mut Tx,
    personne: Uuid,
    dossier: Option<Dossier>,
) -> Result<Option<Ouverture>> {
    let Some(dossier) = dossier else { return Ok(None) };
    let partage = partages::acces(tx, dossier.id).await?;
    let hers = partage.acces.iter().any(|acces| acces.personne == personne);
    Ok(hers.then_some(Ouverture { dossier, partage }))
}

/// The next « Numéro Dossier » of a year. Drawn within the turn that uses it: no number is lost or given twice.
pub(crate) async fn next_numero(tx: &mut Tx, year: i32) -> Result<u32> {
    let (numero,) = fetch_one!(
        tx,
        (i64,),
        "INSERT INTO compteur (annee, numero) VALUES ($1, 1)
         ON CONFLICT (annee) DO UPDATE SET numero = compteur.numero + 1 RETURNING numero",
        i64::from(year)
    );
    u32::try_from(numero).map_err(|error| StoreError::inconsistency("compteur", "numero", year, error))
}

/// Saves what a turn of this person made of a dossier; false when nothing of it changed.
pub(crate) async fn save(
    tx: &mut Tx,
    catalogue: &Catalogue,
    personne: Uuid,
    dossier: &Dossier,
) -> Result<bool> {
    let before = load(tx, dossier.id).await?;
    if before.as_ref() == Some(dossier) {
        return Ok(false);
    }
    let droit = match &before {
        Some(_) => partages::droit(tx, personne, dossier.id).await?,
        None => Some(Droit::Proprietaire).filter(|_| dossier.proprietaire == personne),
    };
    let owner = before.as_ref().map_or(personne, |before| before.proprietaire);
    let statut = before.as_ref().map_or(dossier.statut, |before| before.statut);
    let allowed = match droit {
        Some(Droit::Proprietaire) => true,
        // To send and to cancel is the owner's.
        Some(Droit::Redacteur) => dossier.statut == statut,
        Some(Droit::Lecteur) | None => false,
    };
    if !allowed || dossier.proprietaire != owner {
        return Err(StoreError::Refused(format!("dossier {} is not hers to change so", dossier.id)));
    }
    // After « Envoyer » only OPCO EP's side changes the dossier, but for what it waits for, whatever the turn decided.
    if let Some(before) = &before {
        let dispositif = catalogue.find_dispositif(&before.dispositif, &before.revision);
        if !tour_permis(dispositif, before, dossier) {
            return Err(StoreError::Refused(format!("dossier {} is not hers to change so", dossier.id)));
        }
    }
    let resume = catalogue.resume(dossier);
    execute!(
        tx,
        "INSERT INTO dossier (id, proprietaire, numero, dispositif, revision, statut, titre, demandeur,
            created_at, updated_at, sent_at, faits)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET
            numero = excluded.numero, dispositif = excluded.dispositif, revision = excluded.revision,
            statut = excluded.statut, titre = excluded.titre, demandeur = excluded.demandeur,
            updated_at = excluded.updated_at, sent_at = excluded.sent_at,
            faits = excluded.faits",
        dossier.id,
        dossier.proprietaire,
        &dossier.numero,
        &dossier.dispositif,
        &dossier.revision,
        dossier.statut.key(),
        resume.titre.as_deref().map(clean),
        resume.demandeur.as_ref().map(|entite| clean(entite.nom())),
        micros(dossier.created_at),
        micros(dossier.updated_at),
        dossier.sent_at.map(micros),
        write_json(dossier)?
    );
    acces::keep(tx, catalogue, dossier).await?;
    Ok(true)
}
