//! The list of the requests that were sent.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use guichet_core::annuaire::Personne;
use guichet_core::dossier::Statut;
use guichet_store::PAR_PAGE;
use guichet_templates::pages::console::{Choix, Ligne, Liste};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::app::App;
use crate::web::reponse::{self, Result};

/// Characters of a searched number.
const MAX_NUMERO: usize = 40;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filtre {
    numero: String,
    statut: String,
    page: Option<String>,
}

pub async fn page(
    State(app): State<Arc<App>>,
    Extension(personne): Extension<Personne>,
    filtre: std::result::Result<Query<Filtre>, QueryRejection>,
) -> Result {
    let Query(filtre) = filtre.unwrap_or_default();
    let numero: String = filtre.numero.trim().chars().take(MAX_NUMERO).collect();
    let statut = Statut::from_key(&filtre.statut);
    let asked = filtre.page.and_then(|page| page.parse().ok()).unwrap_or(1_u32).max(1);
    let wanted = Some(numero.as_str()).filter(|text| !text.is_empty());
    let (mut found, total) = app.store.envoyees(statut, wanted, asked - 1).await?;
    let pages = u32::try_from(total.div_euclid(PAR_PAGE) + i64::from(total % PAR_PAGE > 0))?.max(1);
    let page = asked.min(pages);
    if page != asked {
        (found, _) = app.store.envoyees(statut, wanted, page - 1).await?;
    }
    let href = |page: u32| {
        let numero = utf8_percent_encode(&numero, NON_ALPHANUMERIC);
        format!("/console?numero={numero}&statut={}&page={page}", statut.map_or("", Statut::key))
    };
    let lignes = found.into_iter().map(|one| Ligne::new(&one.dossier, one.titre, one.demandeur)).collect();
    reponse::page(&Liste {
        cadre: super::cadre(&app, &personne),
        lignes,
        total,
        statuts: Choix::all(statut),
        page,
        pages,
        avant: (page > 1).then(|| href(page - 1)),
        apres: (page < pages).then(|| href(page + 1)),
        numero,
    })
}
