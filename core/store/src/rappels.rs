//! What may wait for people in their dossiers: when each is looked at, and what they were reminded of.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::dossier::Dossier;
use guichet_core::engine::Cadre;
use guichet_core::event::RappelDu;
use guichet_core::nouvelles::{Attendu, Historique, Preferences, attendu, quand};
use guichet_core::parcours::Parcours;
use uuid::Uuid;

use crate::columns::{micros, read_instant};
use crate::db::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::{read_json, write_json};
use crate::{Result, dossiers, nouvelles};

/// After a change, before what may wait for its author is looked at: she may not have finished.
const PAUSE: TimeDelta = TimeDelta::minutes(10);
/// Between two reminders to one person, whatever they are about.
const ECART: TimeDelta = TimeDelta::hours(20);
/// Dossiers of one reminder; the others are for another day.
const ENSEMBLE: usize = 5;
/// Dossiers looked at at once; the others come in the next round.
const ROUND: i64 = 100;

#[derive(sqlx::FromRow)]
struct Row {
    dossier: Uuid,
    document: Option<String>,
}

/// One dossier that may be reminded of.
struct Candidat {
    dossier: Dossier,
    historique: Historique,
    attendu: Attendu,
}

/// The dossier changed: what may wait for its owner is looked at again.
pub(crate) async fn watch(tx: &mut Tx, now: DateTime<Utc>, dossier: &Dossier) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO rappel (personne, dossier, due_at) VALUES ($1, $2, $3)
         ON CONFLICT (personne, dossier) DO UPDATE SET due_at = excluded.due_at",
        dossier.proprietaire,
        dossier.id,
        micros(now + PAUSE)
    );
    nouvelles::wake(tx, dossier.proprietaire, now + PAUSE).await
}

/// She wants to be reminded of these on that day.
pub(crate) async fn put_off(
    tx: &mut Tx,
    now: DateTime<Utc>,
    personne: Uuid,
    dossiers: &[Uuid],
    jour: NaiveDate,
) -> Result<()> {
    for dossier in dossiers {
        let row = fetch_optional!(
            tx,
            (Option<String>,),
            "SELECT document FROM rappel WHERE personne = $1 AND dossier = $2",
            personne,
            dossier
        );
        let Some((document,)) = row else { continue };
        let historique = Historique { reporte: Some(jour), ..read(document.as_deref(), *dossier)? };
        keep(tx, personne, *dossier, &historique, Some(now)).await?;
    }
    nouvelles::wake(tx, personne, now).await
}

/// What she is reminded of now, counted as said; and when to look again. Each dossier that is looked at is read anew:
/// what she did meanwhile ends its reminders.
pub(crate) async fn due(
    tx: &mut Tx,
    cadre: &Cadre,
    personne: &Personne,
    preferences: &Preferences,
    now: DateTime<Utc>,
) -> Result<(Vec<RappelDu>, Option<DateTime<Utc>>)> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT dossier, document FROM rappel WHERE personne = $1 AND due_at <= $2
         ORDER BY due_at, dossier LIMIT $3",
        personne.id,
        micros(now),
        ROUND
    );
    let mut ready = Vec::new();
    for row in rows {
        let historique = read(row.document.as_deref(), row.dossier)?;
        let dossier = dossiers::load(tx, row.dossier).await?;
        // It may have been handed on since.
        let hers = dossier.filter(|dossier| dossier.proprietaire == personne.id);
        let candidat = hers.and_then(|dossier| {
            let dispositif = cadre.catalogue.of(&dossier)?;
            let attendu = attendu(&Parcours { dispositif, dossier: &dossier }, now)?;
            Some(Candidat { dossier, historique: historique.clone(), attendu })
        });
        let at = candidat.as_ref().and_then(|c| quand(&c.attendu, &c.historique, preferences, now));
        match (candidat, at) {
            (Some(candidat), Some(at)) if at <= now => ready.push(candidat),
            (_, at) => keep(tx, personne.id, row.dossier, &historique, at).await?,
        }
    }
    let free = free_at(tx, personne.id).await?.max(now);
    if !ready.is_empty() && (free > now || !preferences.permet(now)) {
        let later = preferences.matin(free.max(now));
        for candidat in ready.drain(..) {
            keep(tx, personne.id, candidat.dossier.id, &candidat.historique, Some(later)).await?;
        }
    }
    // The soonest last day first.
    ready.sort_by_key(|candidat| (candidat.attendu.limite.is_none(), candidat.attendu.limite));
    let mut out = Vec::new();
    for (rank, mut candidat) in ready.into_iter().enumerate() {
        let id = candidat.dossier.id;
        if rank >= ENSEMBLE {
            keep(tx, personne.id, id, &candidat.historique, Some(preferences.matin(now + ECART))).await?;
            continue;
        }
        candidat.historique.rappele(&candidat.attendu, now);
        let next = quand(&candidat.attendu, &candidat.historique, preferences, now);
        keep(tx, personne.id, id, &candidat.historique, next).await?;
        let dernier = candidat.historique.is_last();
        out.push(RappelDu { dossier: candidat.dossier, attendu: candidat.attendu, dernier });
    }
    if !out.is_empty() {
        execute!(tx, "UPDATE veille SET rappele_at = $2 WHERE personne = $1", personne.id, micros(now));
    }
    Ok((out, next_at(tx, personne.id).await?))
}

fn read(document: Option<&str>, dossier: Uuid) -> Result<Historique> {
    document.map_or(Ok(Historique::default()), |text| read_json(text, "rappel", "document", dossier))
}

async fn keep(
    tx: &mut Tx,
    personne: Uuid,
    dossier: Uuid,
    historique: &Historique,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE rappel SET due_at = $3, document = $4 WHERE personne = $1 AND dossier = $2",
        personne,
        dossier,
        at.map(micros),
        write_json(historique)?
    );
    Ok(())
}

/// From when on she may be reminded of something again.
async fn free_at(tx: &mut Tx, personne: Uuid) -> Result<DateTime<Utc>> {
    let (last,) =
        fetch_one!(tx, (Option<i64>,), "SELECT MAX(rappele_at) FROM veille WHERE personne = $1", personne);
    match last {
        Some(last) => Ok(read_instant(last, "veille", "rappele_at", personne)? + ECART),
        None => Ok(DateTime::UNIX_EPOCH),
    }
}

async fn next_at(tx: &mut Tx, personne: Uuid) -> Result<Option<DateTime<Utc>>> {
    let (due,) =
        fetch_one!(tx, (Option<i64>,), "SELECT MIN(due_at) FROM rappel WHERE personne = $1", personne);
    due.map(|due| read_instant(due, "rappel", "due_at", personne)).transpose()
}
