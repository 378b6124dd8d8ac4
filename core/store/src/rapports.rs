//! Reports: what they are made of, and those that were made.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use guichet_core::catalogue::Catalogue;
use guichet_core::clock::midnight;
use guichet_core::dossier::Dossier;
use guichet_core::rapport::{LigneRapport, Rapport, ligne};
use uuid::Uuid;

use crate::acces::hers;
use crate::columns::micros;
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{read_json, write_json};
use crate::{Result, Store};

/// How long a report is kept: its files can be had again until then, and it holds a copy of what dossiers say.
const KEPT: TimeDelta = TimeDelta::days(30);

impl Store {
    /// The report, if it was made for this person and is still kept.
    pub async fn find_rapport(&self, personne: Uuid, id: Uuid) -> Result<Option<Rapport>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            (String,),
            "SELECT document FROM rapport WHERE id = $1 AND personne = $2",
            id,
            personne
        );
        row.map(|(document,)| read_json(&document, "rapport", "document", id)).transpose()
    }
}

/// The requests she reaches that were created on these days, of this company; newest first.
pub(crate) async fn lignes(
    tx: &mut Tx,
    catalogue: &Catalogue,
    personne: Uuid,
    jours: Option<(NaiveDate, NaiveDate)>,
    siret: Option<&str>,
) -> Result<Vec<LigneRapport>> {
    let after = jours.map_or(i64::MIN, |(first, _)| micros(midnight(first)));
    let before = jours.and_then(|(_, last)| last.succ_opt()).map_or(i64::MAX, |next| micros(midnight(next)));
    let rows = fetch_all!(
        tx,
        (Uuid, String),
        concat!(
            "SELECT d.id, d.faits FROM acces a JOIN dossier d ON d.id = a.dossier
             WHERE a.personne = $1 AND a.created_at >= $2 AND a.created_at < $3",
            hers!(),
            " ORDER BY a.created_at DESC, a.dossier DESC"
        ),
        personne,
        after,
        before
    );
    let mut out = Vec::with_capacity(rows.len());
    for (id, faits) in rows {
        let dossier: Dossier = read_json(&faits, "dossier", "faits", id)?;
        out.extend(ligne(catalogue, &dossier, siret));
    }
    Ok(out)
}

/// Keeps a report, and forgets those that are too old.
pub(crate) async fn keep(tx: &mut Tx, now: DateTime<Utc>, personne: Uuid, rapport: &Rapport) -> Result<()> {
    execute!(tx, "DELETE FROM rapport WHERE personne = $1 AND created_at < $2", personne, micros(now - KEPT));
    execute!(
        tx,
        "INSERT INTO rapport (id, personne, created_at, document) VALUES ($1, $2, $3, $4)",
        rapport.id,
        personne,
        micros(now),
        write_json(rapport)?
    );
    Ok(())
}
