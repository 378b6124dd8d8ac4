//! Matching a list of people with the employees of one company: a few statements for the whole list.

use std::collections::BTreeMap;

use guichet_core::annuaire::{Cherche, Individu};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::recherche::{INDIVIDU_COLUMNS, INDIVIDUS, Vue};
use super::texte::Motifs;
use super::{IndividuRow, clean};
use crate::Result;
use crate::db::{Tx, on};

/// People a statement: with their words far under the limits of both back ends (parameters, depth of a condition).
const BATCH: usize = 100;
/// Words of a name that are looked at here; the others are compared afterwards.
const WORDS: usize = 4;

/// Candidates for each, in order. Nobody of a company she may not see.
pub(crate) async fn match_individus(
    tx: &mut Tx,
    vue: &Vue,
    siret: &str,
    cherches: &[Cherche],
) -> Result<Vec<Vec<Individu>>> {
    if !vue.sees(tx, siret).await? {
        return Ok(vec![Vec::new(); cherches.len()]);
    }
    let mut found: BTreeMap<Uuid, Individu> = BTreeMap::new();
    for batch in cherches.chunks(BATCH) {
        let wanted = batch.iter().flat_map(|cherche| &cherche.noms);
        let names: Vec<Motifs> = wanted.filter_map(|nom| Motifs::read(nom)).collect();
        let matricules: Vec<_> =
            batch.iter().filter_map(|cherche| cherche.matricule.as_deref()).map(clean).collect();
        if names.is_empty() && matricules.is_empty() {
            continue;
        }
        let rows: Vec<IndividuRow> = on!(tx, conn => {
            let mut query = QueryBuilder::new(INDIVIDU_COLUMNS);
            query.push(INDIVIDUS).push(" e.siret = ").push_bind(siret).push(" AND (");
            let mut first = true;
            for name in &names {
                query.push(if std::mem::take(&mut first) { "(" } else { " OR (" });
                for (rank, (word, _)) in name.words.iter().take(WORDS).enumerate() {
                    query.push(if rank == 0 { "e.recherche LIKE " } else { " AND e.recherche LIKE " });
                    query.push_bind(word.as_str());
                }
                query.push(")");
            }
            for matricule in &matricules {
                query.push(if std::mem::take(&mut first) { "" } else { " OR " });
                query.push("e.matricule = ").push_bind(matricule.as_ref());
            }
            query.push(")");
            query.build_query_as().fetch_all(conn).await?
        });
        found.extend(rows.into_iter().map(|row| (row.id, Individu::from(row))));
    }
    Ok(cherches.iter().map(|cherche| cherche.parmi(found.values())).collect())
}
