//! The directory: imported whole, searched by words, shown within what a person may see.

mod fiche;
mod import;
mod noms;
mod recherche;
mod texte;

use guichet_core::annuaire::{Entite, Individu};
use uuid::Uuid;

use crate::columns::clean;
use crate::db::{Tx, execute, fetch_optional};
use crate::{Result, Store, StoreError};

pub(crate) use fiche::{fiche_entite, fiche_individu, update_individu};
pub(crate) use noms::match_individus;
pub(crate) use recherche::{Vue, count, search_entites, search_individus};

#[derive(sqlx::FromRow)]
struct EntiteRow {
    siret: String,
    raison_sociale: String,
    enseigne: Option<String>,
    rue: Option<String>,
    code_postal: Option<String>,
    ville: Option<String>,
    idcc: Option<String>,
}

impl From<EntiteRow> for Entite {
    fn from(row: EntiteRow) -> Entite {
        Entite {
            siret: row.siret,
            raison_sociale: row.raison_sociale,
            enseigne: row.enseigne,
            rue: row.rue,
            code_postal: row.code_postal,
            ville: row.ville,
            idcc: row.idcc,
        }
    }
}

#[derive(sqlx::FromRow)]
struct IndividuRow {
    id: Uuid,
    siret: String,
    nom: String,
    prenom: String,
    email: Option<String>,
    telephone: Option<String>,
    csp: Option<String>,
    rue: Option<String>,
    code_postal: Option<String>,
    ville: Option<String>,
    matricule: Option<String>,
}

impl From<IndividuRow> for Individu {
    fn from(row: IndividuRow) -> Individu {
        Individu {
            id: row.id,
            siret: row.siret,
            nom: row.nom,
            prenom: row.prenom,
            email: row.email,
            telephone: row.telephone,
            csp: row.csp,
            rue: row.rue,
            code_postal: row.code_postal,
            ville: row.ville,
            matricule: row.matricule,
        }
    }
}

impl Store {
    pub async fn find_entite(&self, siret: &str) -> Result<Option<Entite>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            EntiteRow,
            "SELECT siret, raison_sociale, enseigne, rue, code_postal, ville, idcc
             FROM entite WHERE siret = $1",
            siret
        );
        Ok(row.map(Entite::from))
    }
}

/// Adds an employee that the person described, to a company that is hers. One who is there already stays as she is.
pub(crate) async fn add_individu(tx: &mut Tx, vue: &Vue, individu: &Individu) -> Result<()> {
    if !vue.sees(tx, &individu.siret).await? {
        return Err(StoreError::Refused(format!("{} adds to a company that is not hers", vue.personne)));
    }
    let text = |value: &Option<String>| value.as_deref().map(|text| clean(text).into_owned());
    execute!(
        tx,
        "INSERT INTO individu
            (id, siret, cle, nom, prenom, email, telephone, csp, rue, code_postal, ville, matricule, recherche)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT DO NOTHING",
        individu.id,
        &individu.siret,
        texte::cle(individu),
        clean(&individu.nom),
        clean(&individu.prenom),
        text(&individu.email),
        text(&individu.telephone),
        &individu.csp,
        text(&individu.rue),
        text(&individu.code_postal),
        text(&individu.ville),
        text(&individu.matricule),
        texte::individu(individu)
    );
    Ok(())
}
