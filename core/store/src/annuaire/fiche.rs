//! One company, one employee: shown, and corrected, within what the person may see.

use guichet_core::annuaire::{Entite, FicheEntite, Individu};
use uuid::Uuid;

use super::recherche::{Vue, count};
use super::{EntiteRow, IndividuRow, texte};
use crate::columns::clean;
use crate::db::{Tx, execute, fetch_one, fetch_optional};
use crate::{Result, StoreError};

pub(crate) async fn fiche_entite(tx: &mut Tx, vue: &Vue, siret: &str) -> Result<Option<FicheEntite>> {
    if !vue.sees(tx, siret).await? {
        return Ok(None);
    }
    let row = fetch_optional!(
        tx,
        EntiteRow,
        "SELECT siret, raison_sociale, enseigne, rue, code_postal, ville, idcc FROM entite WHERE siret = $1",
        siret
    );
    let (salaries,) = fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM individu WHERE siret = $1", siret);
    Ok(row.map(|row| FicheEntite { entite: Entite::from(row), salaries: count(salaries) }))
}

pub(crate) async fn fiche_individu(
    tx: &mut Tx,
    vue: &Vue,
    siret: &str,
    id: Uuid,
) -> Result<Option<Individu>> {
    if !vue.sees(tx, siret).await? {
        return Ok(None);
    }
    let row = fetch_optional!(
        tx,
        IndividuRow,
        "SELECT id, siret, nom, prenom, email, telephone, csp, rue, code_postal, ville, matricule
         FROM individu WHERE id = $1 AND siret = $2",
        id,
        siret
    );
    Ok(row.map(Individu::from))
}

/// Writes what is known now of an employee of a company that is hers; the company itself never changes.
/// Two employees are never made one: a name or matricule that is another's is left as it was.
pub(crate) async fn update_individu(tx: &mut Tx, vue: &Vue, individu: &Individu) -> Result<()> {
    if !vue.sees(tx, &individu.siret).await? {
        return Err(StoreError::Refused(format!("{} corrects in a company that is not hers", vue.personne)));
    }
    let text = |value: &Option<String>| value.as_deref().map(|text| clean(text).into_owned());
    execute!(
        tx,
        "UPDATE individu SET cle = $3, nom = $4, prenom = $5, email = $6, telephone = $7, csp = $8, rue = $9,
            code_postal = $10, ville = $11, matricule = $12, recherche = $13
         WHERE id = $1 AND siret = $2 AND NOT EXISTS
            (SELECT 1 FROM individu other WHERE other.siret = $2 AND other.cle = $3 AND other.id <> $1)",
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
