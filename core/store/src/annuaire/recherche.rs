//! Searching: every word must be the start of a word of the name; best first, a page at a time.

use guichet_core::annuaire::{Entite, Individu, PAGE_SIZE, Page, Personne, Role};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::texte::Motifs;
use super::{EntiteRow, IndividuRow};
use crate::Result;
use crate::db::{Tx, fetch_one, on};

/// What an account may see of the directory.
pub(crate) struct Vue {
    pub personne: Uuid,
    /// OPCO EP's side sees every company.
    tout: bool,
}

impl Vue {
    pub fn of(personne: &Personne) -> Vue {
        let tout = match personne.role {
            Role::Conseiller | Role::Admin => true,
            Role::Adherent => false,
        };
        Vue { personne: personne.id, tout }
    }

    pub async fn sees(&self, tx: &mut Tx, siret: &str) -> Result<bool> {
        let (found,) = fetch_one!(
            tx,
            (i64,),
            "SELECT COUNT(*) FROM entite e WHERE e.siret = $1
             AND ($2 OR EXISTS (SELECT 1 FROM rattachement r WHERE r.personne = $3 AND r.siret = e.siret))",
            siret,
            self.tout,
            self.personne
        );
        Ok(found > 0)
    }
}

const ENTITES: &str = "FROM entite e WHERE";
const ENTITE_COLUMNS: &str =
    "SELECT e.siret, e.raison_sociale, e.enseigne, e.rue, e.code_postal, e.ville, e.idcc ";
pub(super) const INDIVIDUS: &str = "FROM individu e WHERE";
pub(super) const INDIVIDU_COLUMNS: &str = "SELECT e.id, e.siret, e.nom, e.prenom, e.email, e.telephone, e.csp, e.rue, \
     e.code_postal, e.ville, e.matricule ";

/// Adds « every word is found » to a query; a name without text asks for nothing.
macro_rules! push_words {
    ($query:expr, $motifs:expr, $by_siret:expr) => {
        for (word, siret) in $motifs.iter().flat_map(|motifs: &&Motifs| &motifs.words) {
            $query.push(" AND (e.recherche LIKE ").push_bind(word.as_str());
            if let (true, Some(siret)) = ($by_siret, siret) {
                $query.push(" OR e.siret LIKE ").push_bind(siret.as_str());
            }
            $query.push(")");
        }
    };
}

/// Adds the order (whole name, start of a name, the rest by name) and the page.
macro_rules! push_page {
    ($query:expr, $motifs:expr, $page:expr, $last:literal) => {{
        $query.push(" ORDER BY ");
        if let Some(motifs) = $motifs {
            $query.push("CASE WHEN e.recherche LIKE ").push_bind(motifs.whole_name.as_str());
            $query.push(" THEN 0 WHEN e.recherche LIKE ").push_bind(motifs.start.as_str());
            $query.push(" THEN 1 ELSE 2 END, ");
        }
        $query.push(concat!("e.recherche, ", $last, " LIMIT ")).push_bind(PAGE_SIZE as i64);
        $query.push(" OFFSET ").push_bind(i64::from($page) * PAGE_SIZE as i64);
    }};
}

/// Her companies, by words of their names or by SIRET; all without text.
pub(crate) async fn search_entites(
    tx: &mut Tx,
    vue: &Vue,
    text: Option<&str>,
    page: u32,
) -> Result<Page<Entite>> {
    let Some(motifs) = read(text) else { return Ok(empty(page)) };
    let motifs = motifs.as_ref();
    macro_rules! filtered {
        ($start:expr) => {{
            let mut query = QueryBuilder::new($start);
            query.push(ENTITES).push(" (").push_bind(vue.tout);
            query.push(" OR EXISTS (SELECT 1 FROM rattachement r WHERE r.siret = e.siret AND r.personne = ");
            query.push_bind(vue.personne).push("))");
            push_words!(query, motifs, true);
            query
        }};
    }
    let (total,): (i64,) =
        on!(tx, conn => filtered!("SELECT COUNT(*) ").build_query_as().fetch_one(conn).await?);
    let rows: Vec<EntiteRow> = on!(tx, conn => {
        let mut query = filtered!(ENTITE_COLUMNS);
        push_page!(query, motifs, page, "e.siret");
        query.build_query_as().fetch_all(conn).await?
    });
    Ok(Page { items: rows.into_iter().map(Entite::from).collect(), page, total: count(total) })
}

/// The employees of one of her companies, by words of their names; all without text. Nobody of a company she may not see.
pub(crate) async fn search_individus(
    tx: &mut Tx,
    vue: &Vue,
    siret: &str,
    text: Option<&str>,
    page: u32,
) -> Result<Page<Individu>> {
    let Some(motifs) = read(text) else { return Ok(empty(page)) };
    let motifs = motifs.as_ref();
    if !vue.sees(tx, siret).await? {
        return Ok(empty(page));
    }
    macro_rules! filtered {
        ($start:expr) => {{
            let mut query = QueryBuilder::new($start);
            query.push(INDIVIDUS).push(" e.siret = ").push_bind(siret);
            push_words!(query, motifs, false);
            query
        }};
    }
    let (total,): (i64,) =
        on!(tx, conn => filtered!("SELECT COUNT(*) ").build_query_as().fetch_one(conn).await?);
    let rows: Vec<IndividuRow> = on!(tx, conn => {
        let mut query = filtered!(INDIVIDU_COLUMNS);
        push_page!(query, motifs, page, "e.id");
        query.build_query_as().fetch_all(conn).await?
    });
    Ok(Page { items: rows.into_iter().map(Individu::from).collect(), page, total: count(total) })
}

/// `None`: there is a text, and it holds nothing to search by.
fn read(text: Option<&str>) -> Option<Option<Motifs>> {
    match text {
        None => Some(None),
        Some(text) => Motifs::read(text).map(Some),
    }
}

fn empty<T>(page: u32) -> Page<T> {
    Page { items: Vec::new(), page, total: 0 }
}

pub(crate) fn count(total: i64) -> u32 {
    u32::try_from(total).unwrap_or(u32::MAX)
}
