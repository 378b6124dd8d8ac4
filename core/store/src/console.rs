//! What OPCO EP's side sees of the requests that were sent.

use guichet_core::dossier::{Dossier, Statut};
use uuid::Uuid;

use crate::db::{Tx, fetch_all, fetch_one, fetch_optional};
use crate::error::read_json;
use crate::{Result, Store};

/// Lines of a page of the list.
pub const PAR_PAGE: i64 = 20;

/// A request as the list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Envoyee {
    pub dossier: Dossier,
    /// Answer to « Intitulé de la formation ».
    pub titre: Option<String>,
    /// « Nom Demandeur ».
    pub demandeur: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    faits: String,
    titre: Option<String>,
    demandeur: Option<String>,
}

impl Store {
    /// Requests that were sent once, whoever's they are, last sent first: a page of [`PAR_PAGE`] from 0, and how many
    /// there are. `numero`: letters and digits of a « Numéro Dossier », anywhere in it.
    pub async fn envoyees(
        &self,
        statut: Option<Statut>,
        numero: Option<&str>,
        page: u32,
    ) -> Result<(Vec<Envoyee>, i64)> {
        let mut tx = self.db.read().await?;
        let statut = statut.map(Statut::key);
        // Nothing of it is a wildcard.
        let numero = numero.map(|text| text.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect());
        let pattern = numero.map(|text: String| format!("%{text}%"));
        let (total,) = fetch_one!(
            &mut tx,
            (i64,),
            "SELECT COUNT(*) FROM dossier WHERE sent_at IS NOT NULL
             AND ($1 IS NULL OR statut = $1) AND ($2 IS NULL OR numero LIKE $2)",
            statut,
            &pattern
        );
        let rows = fetch_all!(
            &mut tx,
            Row,
            "SELECT id, faits, titre, demandeur FROM dossier WHERE sent_at IS NOT NULL
             AND ($1 IS NULL OR statut = $1) AND ($2 IS NULL OR numero LIKE $2)
             ORDER BY sent_at DESC, id DESC LIMIT $3 OFFSET $4",
            statut,
            &pattern,
            PAR_PAGE,
            i64::from(page) * PAR_PAGE
        );
        let read = |row: Row| {
            let dossier = read_json(&row.faits, "dossier", "faits", row.id)?;
            Ok(Envoyee { dossier, titre: row.titre, demandeur: row.demandeur })
        };
        Ok((rows.into_iter().map(read).collect::<Result<_>>()?, total))
    }

    /// The one of this « Numéro Dossier », once it was sent.
    pub async fn find_envoyee(&self, numero: &str) -> Result<Option<Envoyee>> {
        let mut tx = self.db.read().await?;
        find(&mut tx, numero).await
    }
}

async fn find(tx: &mut Tx, numero: &str) -> Result<Option<Envoyee>> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT id, faits, titre, demandeur FROM dossier WHERE numero = $1 AND sent_at IS NOT NULL",
        numero
    );
    row.map(|row| {
        let dossier = read_json(&row.faits, "dossier", "faits", row.id)?;
        Ok(Envoyee { dossier, titre: row.titre, demandeur: row.demandeur })
    })
    .transpose()
}
