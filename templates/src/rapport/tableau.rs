//! The tables: rows of cells that know what they are. Whoever writes a file dresses them.

use chrono::{DateTime, NaiveDate, Utc};
use guichet_core::dossier::{Centiemes, Montant};
use guichet_core::rapport::{LigneRapport, Rapport, Totaux, bilan};

use super::titre;

/// A sheet: its name, its heading, its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Tableau {
    pub nom: &'static str,
    pub colonnes: Vec<&'static str>,
    pub lignes: Vec<Vec<Cellule>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cellule {
    Vide,
    Texte(String),
    Jour(NaiveDate),
    /// Shown in Paris, as the portal writes it.
    Instant(DateTime<Utc>),
    Nombre(u32),
    Heures(Centiemes),
    Euros(Montant),
}

/// One row a request.
pub fn demandes(rapport: &Rapport) -> Tableau {
    Tableau {
        nom: "Demandes",
        colonnes: vec![
            "Numéro Dossier",
            "Dispositif",
            "Intitulé de la formation",
            "Nom Demandeur",
            "Statut de la demande adhérent",
            "Date de création",
            "Date de début de la formation",
            "Date de fin de la formation",
            "Heures",
            "Coût pédagogique (€)",
            "Frais annexes (€)",
            "Total (€)",
        ],
        lignes: rapport.lignes.iter().map(demande).collect(),
    }
}

fn demande(ligne: &LigneRapport) -> Vec<Cellule> {
    let texte = |text: &Option<String>| text.clone().map_or(Cellule::Vide, Cellule::Texte);
    let jour = |day: Option<NaiveDate>| day.map_or(Cellule::Vide, Cellule::Jour);
    let mut out = vec![
        texte(&ligne.numero),
        Cellule::Texte(ligne.dispositif.clone()),
        texte(&ligne.titre),
        texte(&ligne.demandeur),
        Cellule::Texte(ligne.statut.libelle().to_owned()),
        Cellule::Instant(ligne.cree_le),
        jour(ligne.debut),
        jour(ligne.fin),
    ];
    out.extend(montants(&ligne.totaux));
    out
}

fn montants(totaux: &Totaux) -> [Cellule; 4] {
    [
        Cellule::Heures(totaux.heures),
        Cellule::Euros(totaux.pedagogique),
        Cellule::Euros(totaux.annexes),
        Cellule::Euros(totaux.total()),
    ]
}

/// The sums, by statut and by dispositif, and what they were made of.
pub fn totaux(rapport: &Rapport) -> Tableau {
    let bilan = bilan(&rapport.lignes);
    let line = |part: &str, name: &str, totaux: &Totaux| {
        let mut out = vec![
            Cellule::Texte(part.to_owned()),
            Cellule::Texte(name.to_owned()),
            Cellule::Nombre(totaux.nombre),
        ];
        out.extend(montants(totaux));
        out
    };
    let mut lignes = vec![line("Ensemble", "Toutes les demandes", &bilan.ensemble)];
    lignes.extend(bilan.par_statut.iter().map(|(statut, t)| line("Par statut", statut.libelle(), t)));
    lignes.extend(bilan.par_dispositif.iter().map(|(nom, t)| line("Par dispositif", nom, t)));
    let entreprise = rapport.entreprise.as_deref().unwrap_or("Toutes vos entreprises");
    for said in [&titre(&rapport.jours), entreprise, "Demandes comptées selon leur date de création"] {
        lignes.push(vec![Cellule::Texte(said.to_owned())]);
    }
    Tableau {
        nom: "Totaux",
        colonnes: vec![
            "Total",
            "De",
            "Demandes",
            "Heures",
            "Coût pédagogique (€)",
            "Frais annexes (€)",
            "Total (€)",
        ],
        lignes,
    }
}
