//! Who reaches which dossier, and the lists of one person: filtered, counted and cut into pages on `acces` alone.
//! Only the dossiers of the page at hand are read.

use std::collections::BTreeSet;

use guichet_core::annuaire::{Entite, PAGE_SIZE, Page};
use guichet_core::catalogue::Catalogue;
use guichet_core::demandes::{FacetteEntite, Facettes, Filtre, Reprises};
use guichet_core::dossier::{Dossier, Statut, Valeur};
use guichet_core::reading::{fold, words};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::annuaire::count;
use crate::changes::Hub;
use crate::columns::micros;
use crate::db::{Db, Tx, execute, fetch_all, fetch_one, fetch_optional, on};
use crate::error::read_json;
use crate::{Result, StoreError, mots};

/// Words of a search that are looked at; nobody types more to find a request.
const MAX_WORDS: usize = 16;
/// Companies offered as a filter, most requests first.
const MAX_ENTITES: i64 = 20;
/// Dossiers read at once when the lines of an older schema are completed.
const LOT: i64 = 500;

/// Keeps the lines of a dossier as it is now: its owner's is made when it is not there yet.
pub(crate) async fn keep(tx: &mut Tx, catalogue: &Catalogue, dossier: &Dossier) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO acces (personne, dossier, droit, created_at, statut)
         VALUES ($1, $2, 'proprietaire', $3, $4) ON CONFLICT (personne, dossier) DO NOTHING",
        dossier.proprietaire,
        dossier.id,
        micros(dossier.created_at),
        dossier.statut.key()
    );
    let resume = catalogue.resume(dossier);
    let libelle = catalogue.libelle_dispositif(&dossier.dispositif);
    write(tx, dossier, resume.titre.as_deref(), resume.demandeur.as_ref(), libelle).await
}

async fn write(
    tx: &mut Tx,
    dossier: &Dossier,
    titre: Option<&str>,
    demandeur: Option<&Entite>,
    dispositif: &str,
) -> Result<()> {
    let recherche = recherche(dossier, titre, demandeur, dispositif);
    let (behind,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM acces WHERE dossier = $1 AND (recherche IS NULL OR recherche <> $2)",
        dossier.id,
        &recherche
    );
    execute!(
        tx,
        "UPDATE acces SET statut = $2, siret = $3, recherche = $4 WHERE dossier = $1",
        dossier.id,
        dossier.statut.key(),
        demandeur.map(|entite| entite.siret.as_str()),
        &recherche
    );
    if behind > 0 {
        mots::renew(tx, dossier.id, &recherche.split_whitespace().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// The folded words a dossier is found by, each after a space.
fn recherche(dossier: &Dossier, titre: Option<&str>, demandeur: Option<&Entite>, dispositif: &str) -> String {
    let mut found = BTreeSet::new();
    if let Some(numero) = &dossier.numero {
        let parts = words(numero);
        found.insert(parts.concat());
        found.extend(parts.iter().map(|part| part.trim_start_matches('0').to_owned()));
        found.extend(parts);
    }
    let entite = demandeur.map(|entite| (entite.raison_sociale.as_str(), entite.siret.as_str()));
    let texts = [titre, entite.map(|(nom, _)| nom), entite.map(|(_, siret)| siret), Some(dispositif)];
    let enseigne = demandeur.and_then(|entite| entite.enseigne.as_deref());
    for text in texts.into_iter().chain([enseigne]).flatten() {
        found.extend(words(text));
    }
    for element in dossier.etapes.values().flatten() {
        for reponse in element.reponses.values() {
            if let Some(Valeur::Individu(individu)) = &reponse.valeur {
                found.extend(words(&individu.nom_complet()));
            }
        }
    }
    found.remove("");
    found.iter().map(|word| format!(" {word}")).collect()
}

/// Completes the lines that a migration made, from the facts. Nothing to do but once.
pub(crate) async fn complete(db: &Db, hub: &Hub) -> Result<()> {
    while waits(&mut db.read().await?).await? {
        let mut tx = db.write().await?;
        let rows = fetch_all!(
            &mut tx,
            (Uuid, Option<String>, Option<String>, String),
            "SELECT id, titre, demandeur, faits FROM dossier
             WHERE id IN (SELECT dossier FROM acces WHERE recherche IS NULL LIMIT $1)",
            LOT
        );
        for (id, titre, demandeur, faits) in rows {
            match read_json::<Dossier>(&faits, "dossier", "faits", id) {
                Ok(dossier) => {
                    let entite = demandeur.as_deref().and_then(|nom| entite_named(&dossier, nom));
                    write(&mut tx, &dossier, titre.as_deref(), entite, &dossier.dispositif).await?;
                }
                Err(error) => {
                    // One that cannot be read keeps no one from the others: it is listed, and found by nothing.
                    tracing::error!(%error, "a dossier cannot be read");
                    execute!(&mut tx, "UPDATE acces SET recherche = '' WHERE dossier = $1", id);
                }
            }
        }
        tx.commit(hub).await?;
    }
    Ok(())
}

async fn waits(tx: &mut Tx) -> Result<bool> {
    let row = fetch_optional!(tx, (Uuid,), "SELECT dossier FROM acces WHERE recherche IS NULL LIMIT 1");
    Ok(row.is_some())
}

/// The Entité of this name among the answers.
fn entite_named<'d>(dossier: &'d Dossier, nom: &str) -> Option<&'d Entite> {
    let mut reponses = dossier.etapes.values().flatten().flat_map(|element| element.reponses.values());
    reponses.find_map(|reponse| match &reponse.valeur {
        Some(Valeur::Entite(entite)) if entite.nom() == nom => Some(entite),
        _ => None,
    })
}

/// Of `acces a`: the company is hers. A right holds no longer than that. `$1` is the person, so that her companies are
/// read once and not for each line.
macro_rules! hers {
    () => {
        " AND (a.siret IN (SELECT r.siret FROM rattachement r WHERE r.personne = $1)
            OR (a.siret IS NULL AND a.droit = 'proprietaire')
            OR (SELECT p.role FROM personne p WHERE p.id = $1) <> 'adherent')"
    };
}
pub(crate) use hers;

/// Adds « hers, and all conditions hold » to a query on `acces a`; nothing may be bound before.
macro_rules! push_filter {
    ($query:expr, $personne:expr, $filtre:expr, $words:expr, $around:expr) => {
        match $words.first() {
            None => $query.push(" FROM acces a WHERE a.personne = ").push_bind($personne),
            Some(word) => {
                let (before, after) = $around;
                let (first, end) = mots::range(word);
                $query.push(before).push("SELECT DISTINCT m.dossier FROM acces_mot m WHERE m.personne = ");
                $query.push_bind($personne).push(" AND m.mot >= ").push_bind(first);
                $query.push(" AND m.mot < ").push_bind(end).push(after)
            }
        };
        $query.push(hers!());
        if $filtre.ecrit {
            $query.push(" AND a.droit <> 'lecteur'");
        }
        if !$filtre.statuts.is_empty() {
            $query.push(" AND a.statut IN (");
            let mut list = $query.separated(", ");
            for statut in &$filtre.statuts {
                list.push_bind(statut.key());
            }
            $query.push(")");
        }
        if let Some(siret) = &$filtre.siret {
            $query.push(" AND a.siret = ").push_bind(siret.as_str());
        }
        for word in $words.iter().skip(1) {
            // Folded words hold letters and digits only: nothing a person types is a wildcard.
            $query.push(" AND a.recherche LIKE ").push_bind(format!("% {word}%"));
        }
    };
}

/// Hers, newest first.
pub(crate) async fn list(tx: &mut Tx, personne: Uuid, filtre: &Filtre, page: u32) -> Result<Page<Dossier>> {
    let text = filtre.text.as_deref().map(fold);
    let mut searched: Vec<&str> = text.iter().flat_map(|text| text.split(' ')).take(MAX_WORDS).collect();
    if text.as_deref() == Some("") {
        return Ok(Page { items: Vec::new(), page, total: 0 });
    }
    // The lines of the word that finds the fewest are looked up, and looked at for the others.
    if searched.len() > 1 {
        let mut ranked = Vec::with_capacity(searched.len());
        for word in searched {
            ranked.push((mots::frequency(tx, personne, word).await?, word));
        }
        ranked.sort_by_key(|(frequency, _)| *frequency);
        searched = ranked.into_iter().map(|(_, word)| word).collect();
    }
    // What a search found is counted and cut on what it found; the whole list never stands in memory.
    let found = if searched.is_empty() { "NOT MATERIALIZED" } else { "MATERIALIZED" };
    let around = mots::around(tx);
    let rows: Vec<(Uuid, String, i64)> = on!(tx, conn => {
        let mut query = QueryBuilder::new("WITH liste AS ");
        query.push(found).push(" (SELECT a.dossier, a.created_at");
        push_filter!(query, personne, filtre, &searched, around);
        query.push(
            ") SELECT d.id, d.faits, (SELECT COUNT(*) FROM liste) FROM (
                SELECT dossier, created_at FROM liste ORDER BY created_at DESC, dossier DESC LIMIT ",
        );
        query.push_bind(PAGE_SIZE as i64).push(" OFFSET ").push_bind(i64::from(page) * PAGE_SIZE as i64);
        query.push(") a JOIN dossier d ON d.id = a.dossier ORDER BY a.created_at DESC, a.dossier DESC");
        query.build_query_as().fetch_all(conn).await?
    });
    let total = match rows.first() {
        Some((.., total)) => *total,
        None if page == 0 => 0,
        None => {
            let (total,): (i64,) = on!(tx, conn => {
                let mut query = QueryBuilder::new("SELECT COUNT(*)");
                push_filter!(query, personne, filtre, &searched, around);
                query.build_query_as().fetch_one(conn).await?
            });
            total
        }
    };
    let read = |(id, faits, _): (Uuid, String, i64)| read_json(&faits, "dossier", "faits", id);
    Ok(Page { items: rows.into_iter().map(read).collect::<Result<_>>()?, page, total: count(total) })
}

/// Hers to invoice, oldest first; then those that are over, newest first.
pub(crate) async fn list_factures(tx: &mut Tx, personne: Uuid, page: u32) -> Result<Page<Dossier>> {
    let (total,) = fetch_one!(
        tx,
        (i64,),
        concat!(
            "SELECT COUNT(*) FROM acces a
             WHERE a.personne = $1 AND a.statut IN ('valide', 'facturation_en_cours', 'cloture')",
            hers!()
        ),
        personne
    );
    let rows = fetch_all!(
        tx,
        (Uuid, String),
        concat!(
            "SELECT d.id, d.faits FROM (
                SELECT a.dossier, CASE WHEN a.statut = 'cloture' THEN 1 ELSE 0 END AS fini,
                    CASE WHEN a.statut = 'cloture' THEN -a.created_at ELSE a.created_at END AS rang
                FROM acces a WHERE a.personne = $1
                AND a.statut IN ('valide', 'facturation_en_cours', 'cloture')",
            hers!(),
            " ORDER BY fini, rang, a.dossier LIMIT $2 OFFSET $3
             ) f JOIN dossier d ON d.id = f.dossier ORDER BY f.fini, f.rang, f.dossier"
        ),
        personne,
        PAGE_SIZE as i64,
        i64::from(page) * PAGE_SIZE as i64
    );
    let read = |(id, faits): (Uuid, String)| read_json(&faits, "dossier", "faits", id);
    Ok(Page { items: rows.into_iter().map(read).collect::<Result<_>>()?, page, total: count(total) })
}

/// What her requests can be filtered by.
pub(crate) async fn facettes(tx: &mut Tx, personne: Uuid) -> Result<Facettes> {
    let statuts = fetch_all!(
        tx,
        (String, i64),
        concat!(
            "SELECT a.statut, COUNT(*) FROM acces a WHERE a.personne = $1",
            hers!(),
            " GROUP BY a.statut"
        ),
        personne
    );
    let entites = fetch_all!(
        tx,
        (String, String, i64),
        concat!(
            "SELECT a.siret, COALESCE(e.enseigne, e.raison_sociale), a.total
         FROM (SELECT a.siret, COUNT(*) AS total FROM acces a WHERE a.personne = $1",
            hers!(),
            " GROUP BY a.siret) a
         JOIN entite e ON e.siret = a.siret
         ORDER BY a.total DESC, a.siret LIMIT $2"
        ),
        personne,
        MAX_ENTITES
    );
    let statut = |(key, total): (String, i64)| {
        let statut = Statut::from_key(&key)
            .ok_or_else(|| StoreError::inconsistency("acces", "statut", personne, &key))?;
        Ok((statut, count(total)))
    };
    let mut statuts = statuts.into_iter().map(statut).collect::<Result<Vec<_>>>()?;
    statuts.sort_by_key(|(statut, _)| Statut::ALL.iter().position(|other| other == statut));
    let entite = |(siret, nom, total)| FacetteEntite { siret, nom, total: count(total) };
    Ok(Facettes { statuts, entites: entites.into_iter().map(entite).collect() })
}

/// What a new request of hers may begin from.
pub(crate) async fn reprises(tx: &mut Tx, personne: Uuid) -> Result<Reprises> {
    let brouillons = list(tx, personne, &Filtre::brouillons(), 0).await?;
    let sent = list(tx, personne, &Filtre::envoyees(), 0).await?;
    Ok(Reprises { brouillons, derniere: sent.items.into_iter().next().map(Box::new) })
}
