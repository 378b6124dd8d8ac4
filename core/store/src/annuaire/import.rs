//! Imports: one transaction each; the same file twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use guichet_core::annuaire::{Entite, Individu};
use sqlx::QueryBuilder;

use super::texte::{self, cle};
use super::{EntiteRow, IndividuRow};
use crate::db::{Tx, on};
use crate::{ImportReport, Result, Store, StoreError};

/// Lines a statement: far under the limit of parameters of both back ends.
const BATCH: usize = 500;

impl ImportReport {
    /// Counts a line against what is known under its key, and says whether it must be written.
    fn count<T: PartialEq>(&mut self, known: Option<&T>, line: &T) -> bool {
        match known {
            None => self.added += 1,
            Some(known) if known == line => {
                self.unchanged += 1;
                return false;
            }
            Some(_) => self.updated += 1,
        }
        true
    }
}

impl Store {
    pub async fn import_entites(&self, entites: &[Entite]) -> Result<ImportReport> {
        let mut tx = self.db.write().await?;
        let sirets: BTreeSet<&str> = entites.iter().map(|entite| entite.siret.as_str()).collect();
        let mut known: BTreeMap<String, Entite> = load_entites(&mut tx, &sirets).await?;
        let mut report = ImportReport::default();
        let mut changed = BTreeSet::new();
        for entite in entites {
            if report.count(known.get(&entite.siret), entite) {
                changed.insert(entite.siret.as_str());
                known.insert(entite.siret.clone(), entite.clone());
            }
        }
        let changed: Vec<&Entite> = changed.iter().filter_map(|siret| known.get(*siret)).collect();
        for batch in changed.chunks(BATCH) {
            write_entites(&mut tx, batch).await?;
        }
        tx.commit(&self.hub).await?;
        Ok(report)
    }

    /// Keyed by (siret, matricule) when there is one, else by (siret, folded nom, folded prénom): the id of a known
    /// Individu stays. Every siret must be a known Entité.
    pub async fn import_individus(&self, individus: &[Individu]) -> Result<ImportReport> {
        let mut tx = self.db.write().await?;
        let sirets: BTreeSet<&str> = individus.iter().map(|individu| individu.siret.as_str()).collect();
        let entites = load_entites(&mut tx, &sirets).await?;
        if let Some(siret) = sirets.iter().find(|siret| !entites.contains_key(**siret)) {
            return Err(StoreError::Refused(format!("no Entité has the SIRET {siret}")));
        }
        let mut known = load_individus(&mut tx, &sirets).await?;
        let mut report = ImportReport::default();
        let mut changed = BTreeSet::new();
        for individu in individus {
            let key = (individu.siret.clone(), cle(individu));
            let current = known.get(&key);
            let id = current.map_or(individu.id, |current| current.id);
            let individu = Individu { id, ..individu.clone() };
            if report.count(current, &individu) {
                changed.insert(key.clone());
                known.insert(key, individu);
            }
        }
        let changed: Vec<&Individu> = changed.iter().filter_map(|key| known.get(key)).collect();
        for batch in changed.chunks(BATCH) {
            write_individus(&mut tx, batch).await?;
        }
        tx.commit(&self.hub).await?;
        Ok(report)
    }
}

/// A query that ends with a list of SIRETs.
macro_rules! by_siret {
    ($start:literal, $sirets:expr) => {{
        let mut query = QueryBuilder::new($start);
        let mut list = query.separated(", ");
        for siret in $sirets {
            list.push_bind(*siret);
        }
        list.push_unseparated(")");
        query
    }};
}

async fn load_entites(tx: &mut Tx, sirets: &BTreeSet<&str>) -> Result<BTreeMap<String, Entite>> {
    let sirets: Vec<&str> = sirets.iter().copied().collect();
    let mut known = BTreeMap::new();
    for batch in sirets.chunks(BATCH) {
        let rows: Vec<EntiteRow> = on!(tx, conn => {
            by_siret!(
                "SELECT siret, raison_sociale, enseigne, rue, code_postal, ville, idcc
                 FROM entite WHERE siret IN (",
                batch
            )
            .build_query_as()
            .fetch_all(conn)
            .await?
        });
        known.extend(rows.into_iter().map(|row| (row.siret.clone(), Entite::from(row))));
    }
    Ok(known)
}

async fn load_individus(
    tx: &mut Tx,
    sirets: &BTreeSet<&str>,
) -> Result<BTreeMap<(String, String), Individu>> {
    let sirets: Vec<&str> = sirets.iter().copied().collect();
    let mut known = BTreeMap::new();
    for batch in sirets.chunks(BATCH) {
        let rows: Vec<IndividuRow> = on!(tx, conn => {
            by_siret!(
                "SELECT id, siret, nom, prenom, email, telephone, csp, rue, code_postal, ville, matricule
                 FROM individu WHERE siret IN (",
                batch
            )
            .build_query_as()
            .fetch_all(conn)
            .await?
        });
        known.extend(rows.into_iter().map(Individu::from).map(|i| ((i.siret.clone(), cle(&i)), i)));
    }
    Ok(known)
}

async fn write_entites(tx: &mut Tx, entites: &[&Entite]) -> Result<()> {
    on!(tx, conn => {
        let mut query = QueryBuilder::new(
            "INSERT INTO entite
                (siret, raison_sociale, enseigne, rue, code_postal, ville, idcc, recherche) ",
        );
        query.push_values(entites, |mut row, entite| {
            row.push_bind(&entite.siret)
                .push_bind(&entite.raison_sociale)
                .push_bind(&entite.enseigne)
                .push_bind(&entite.rue)
                .push_bind(&entite.code_postal)
                .push_bind(&entite.ville)
                .push_bind(&entite.idcc)
                .push_bind(texte::entite(entite));
        });
        query.push(
            " ON CONFLICT (siret) DO UPDATE SET
                raison_sociale = excluded.raison_sociale, enseigne = excluded.enseigne, rue = excluded.rue,
                code_postal = excluded.code_postal, ville = excluded.ville, idcc = excluded.idcc,
                recherche = excluded.recherche",
        );
        query.build().execute(conn).await?;
    });
    Ok(())
}

async fn write_individus(tx: &mut Tx, individus: &[&Individu]) -> Result<()> {
    on!(tx, conn => {
        let mut query = QueryBuilder::new(
            "INSERT INTO individu (id, siret, cle, nom, prenom, email, telephone, csp, rue, code_postal,
                ville, matricule, recherche) ",
        );
        query.push_values(individus, |mut row, individu| {
            row.push_bind(individu.id)
                .push_bind(&individu.siret)
                .push_bind(cle(individu))
                .push_bind(&individu.nom)
                .push_bind(&individu.prenom)
                .push_bind(&individu.email)
                .push_bind(&individu.telephone)
                .push_bind(&individu.csp)
                .push_bind(&individu.rue)
                .push_bind(&individu.code_postal)
                .push_bind(&individu.ville)
                .push_bind(&individu.matricule)
                .push_bind(texte::individu(individu));
        });
        query.push(
            " ON CONFLICT (siret, cle) DO UPDATE SET
                nom = excluded.nom, prenom = excluded.prenom, email = excluded.email,
                telephone = excluded.telephone, csp = excluded.csp, rue = excluded.rue,
                code_postal = excluded.code_postal, ville = excluded.ville,
                matricule = excluded.matricule, recherche = excluded.recherche",
        );
        query.build().execute(conn).await?;
    });
    Ok(())
}
