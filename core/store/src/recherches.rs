//! What may be asked about: answered within what the person may see.

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::catalogue::Catalogue;
use guichet_core::event::{Recherche, Trouvaille};

use crate::annuaire::{Vue, fiche_entite, fiche_individu, match_individus, search_entites, search_individus};
use crate::db::Tx;
use crate::{Result, Store, StoreError, acces, dossiers, partages, rapports};

impl Store {
    /// Answers a question outside a turn, for pages and for the API. A number is only drawn, and a report only made,
    /// within a turn.
    pub async fn search(&self, personne: &Personne, recherche: Recherche) -> Result<Trouvaille> {
        let mut tx = self.db.read().await?;
        answer(&mut tx, personne, recherche).await
    }
}

/// Answers a question of a turn. What the turn may change on the ground of the answer is locked.
pub(crate) async fn answer_turn(
    tx: &mut Tx,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
    personne: &Personne,
    recherche: Recherche,
) -> Result<Trouvaille> {
    Ok(match recherche {
        Recherche::Dossier { id } => {
            let dossier = dossiers::load_locked(tx, id).await?;
            Trouvaille::Dossier(dossiers::seen_by(tx, personne.id, dossier).await?.map(Box::new))
        }
        // Drawn within the turn that uses it.
        Recherche::Numero { year } => Trouvaille::Numero(dossiers::next_numero(tx, year).await?),
        Recherche::Partage(question) => {
            Trouvaille::Partage(partages::answer(tx, now, personne, question).await?)
        }
        Recherche::Rapport { jours, siret } => {
            Trouvaille::Rapport(rapports::lignes(tx, catalogue, personne.id, jours, siret.as_deref()).await?)
        }
        recherche => answer(tx, personne, recherche).await?,
    })
}

async fn answer(tx: &mut Tx, personne: &Personne, recherche: Recherche) -> Result<Trouvaille> {
    let vue = Vue::of(personne);
    Ok(match recherche {
        Recherche::Entites { text, page } => {
            let page = search_entites(tx, &vue, text.as_deref(), page).await?;
            Trouvaille::Entites { text, page }
        }
        Recherche::Individus { siret, text, page } => {
            let page = search_individus(tx, &vue, &siret, text.as_deref(), page).await?;
            Trouvaille::Individus { text, page }
        }
        Recherche::FicheEntite { siret } => {
            Trouvaille::FicheEntite(fiche_entite(tx, &vue, &siret).await?.map(Box::new))
        }
        Recherche::FicheIndividu { siret, id } => {
            Trouvaille::FicheIndividu(fiche_individu(tx, &vue, &siret, id).await?.map(Box::new))
        }
        Recherche::Noms { siret, cherches } => {
            Trouvaille::Noms(match_individus(tx, &vue, &siret, &cherches).await?)
        }
        Recherche::Dossiers { filtre, page } => {
            Trouvaille::Dossiers(acces::list(tx, personne.id, &filtre, page).await?)
        }
        Recherche::Facettes => Trouvaille::Facettes(acces::facettes(tx, personne.id).await?),
        Recherche::Reprises => Trouvaille::Reprises(Box::new(acces::reprises(tx, personne.id).await?)),
        Recherche::Factures { page } => {
            Trouvaille::Factures(acces::list_factures(tx, personne.id, page).await?)
        }
        Recherche::Dossier { id } => {
            let dossier = dossiers::load(tx, id).await?;
            Trouvaille::Dossier(dossiers::seen_by(tx, personne.id, dossier).await?.map(Box::new))
        }
        Recherche::Numero { .. } | Recherche::Rapport { .. } | Recherche::Partage(_) => {
            return Err(StoreError::Refused(format!("{recherche:?} is asked within a turn")));
        }
    })
}
