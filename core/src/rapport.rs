//! « Mes rapports »: what a person's requests add up to over a period, by statut and by dispositif.
//!
//! Integers only: cents and hundredths of hours.

mod periode;

use std::ops::AddAssign;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bilan;
use crate::catalogue::{Catalogue, Dispositif, Nature};
use crate::dossier::{Centiemes, Dossier, Montant, Statut, Valeur};
use crate::parcours::Parcours;

pub use periode::Periode;

/// A report as it was made: kept, so that text, picture and files of it always say the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rapport {
    pub id: Uuid,
    pub etabli_le: DateTime<Utc>,
    /// First and last day, in Paris, of the « Date de création » counted; all of them without.
    pub jours: Option<(NaiveDate, NaiveDate)>,
    /// The only company counted; all of hers without.
    pub entreprise: Option<String>,
    /// Newest first.
    pub lignes: Vec<LigneRapport>,
}

/// One request in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneRapport {
    pub numero: Option<String>,
    /// Its label.
    pub dispositif: String,
    pub titre: Option<String>,
    pub demandeur: Option<String>,
    pub statut: Statut,
    pub cree_le: DateTime<Utc>,
    /// First and last day of the training.
    pub debut: Option<NaiveDate>,
    pub fin: Option<NaiveDate>,
    pub totaux: Totaux,
}

/// Sums over requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totaux {
    pub nombre: u32,
    pub heures: Centiemes,
    pub pedagogique: Montant,
    pub annexes: Montant,
}

/// The sums of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilan {
    pub ensemble: Totaux,
    /// Those that have a request, in the portal's order.
    pub par_statut: Vec<(Statut, Totaux)>,
    /// By label, most requests first.
    pub par_dispositif: Vec<(String, Totaux)>,
}

/// What a report is handed over as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forme {
    Image,
    Xlsx,
    Csv,
}

impl Totaux {
    pub fn total(&self) -> Montant {
        self.pedagogique + self.annexes
    }
}

impl AddAssign for Totaux {
    fn add_assign(&mut self, other: Totaux) {
        self.nombre = self.nombre.saturating_add(other.nombre);
        self.heures = Centiemes(self.heures.0.saturating_add(other.heures.0));
        self.pedagogique = Montant(self.pedagogique.0.saturating_add(other.pedagogique.0));
        self.annexes = Montant(self.annexes.0.saturating_add(other.annexes.0));
    }
}

/// What a report of this company, or of all of them, says of a dossier; `None` when another one asks.
/// A dispositif that the catalogue no longer has goes without sums.
pub fn ligne(catalogue: &Catalogue, dossier: &Dossier, siret: Option<&str>) -> Option<LigneRapport> {
    let dispositif = catalogue.find_dispositif(&dossier.dispositif, &dossier.revision);
    let resume = catalogue.resume(dossier);
    if siret.is_some() && siret != resume.demandeur.as_ref().map(|entite| entite.siret.as_str()) {
        return None;
    }
    let (debut, fin) = dispositif.and_then(dates).map_or((None, None), |(first, last)| {
        let day = |path: &str| {
            dossier.valeurs(path).find_map(|valeur| match valeur {
                Valeur::Date(date) => Some(*date),
                _ => None,
            })
        };
        (day(&first), day(&last))
    });
    let sums = dispositif.map(|dispositif| bilan::sommes(&Parcours { dispositif, dossier }));
    let (heures, pedagogique, annexes) = sums.unwrap_or_default();
    Some(LigneRapport {
        numero: dossier.numero.clone(),
        dispositif: catalogue.libelle_dispositif(&dossier.dispositif).to_owned(),
        titre: resume.titre,
        demandeur: resume.demandeur.map(|entite| entite.nom().to_owned()),
        statut: dossier.statut,
        cree_le: dossier.created_at,
        debut,
        fin,
        totaux: Totaux { nombre: 1, heures, pedagogique, annexes },
    })
}

/// Paths of the first two dates of which one comes after the other: those of the training.
fn dates(dispositif: &Dispositif) -> Option<(String, String)> {
    dispositif.etapes.iter().find_map(|etape| {
        let last = etape.champs.iter().find(|c| c.nature == Nature::Date && c.pas_avant.is_some())?;
        let path = |champ: &str| format!("{}.{champ}", etape.cle);
        Some((path(last.pas_avant.as_ref()?), path(&last.cle)))
    })
}

/// The sums of these requests.
pub fn bilan(lignes: &[LigneRapport]) -> Bilan {
    let mut ensemble = Totaux::default();
    let mut par_statut = Statut::ALL.map(|statut| (statut, Totaux::default())).to_vec();
    let mut par_dispositif: Vec<(String, Totaux)> = Vec::new();
    for ligne in lignes {
        ensemble += ligne.totaux;
        if let Some((_, totaux)) = par_statut.iter_mut().find(|(statut, _)| *statut == ligne.statut) {
            *totaux += ligne.totaux;
        }
        match par_dispositif.iter_mut().find(|(libelle, _)| *libelle == ligne.dispositif) {
            Some((_, totaux)) => *totaux += ligne.totaux,
            None => par_dispositif.push((ligne.dispositif.clone(), ligne.totaux)),
        }
    }
    par_statut.retain(|(_, totaux)| totaux.nombre > 0);
    par_dispositif.sort_by(|a, b| b.1.nombre.cmp(&a.1.nombre).then_with(|| a.0.cmp(&b.0)));
    Bilan { ensemble, par_statut, par_dispositif }
}
