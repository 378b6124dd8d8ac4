//! A report beyond its message: its picture, its tables, and their names.

mod image;
mod tableau;

use chrono::NaiveDate;
use guichet_core::affichage;
use guichet_core::message::RapportVu;
use guichet_core::rapport::{Forme, Rapport, Totaux, bilan};

use crate::fr;

pub use image::{Image, image};
pub use tableau::{Cellule, Tableau, demandes, totaux};

type Jours = Option<(NaiveDate, NaiveDate)>;

/// « Vos demandes du 1er janvier au 31 décembre 2027 ».
pub fn titre(jours: &Jours) -> String {
    match jours {
        Some((first, last)) => format!("Vos demandes {}", affichage::jours(*first, *last)),
        None => "Toutes vos demandes".to_owned(),
    }
}

/// « 3 demandes, 63,00 h, 4 500,00 € ».
pub fn chiffres(totaux: &Totaux) -> String {
    let nombre = fr::pluriel(&totaux.nombre, "demande");
    format!("{nombre}, {}\u{a0}h, {}", totaux.heures, totaux.total())
}

/// Caption of the picture or of a file.
pub fn legende(rapport: &Rapport, forme: Forme) -> String {
    let titre = titre(&rapport.jours);
    let entreprise = rapport.entreprise.as_ref().map_or(String::new(), |nom| format!(" – {nom}"));
    match forme {
        Forme::Image => {
            format!("{titre}{entreprise}. Les mêmes chiffres sont écrits dans le message qui suit.")
        }
        Forme::Xlsx => format!("{titre}{entreprise} : tableau Excel."),
        Forme::Csv => format!("{titre}{entreprise} : fichier CSV."),
    }
}

/// Every figure of the picture, in words.
pub fn alternative(vu: &RapportVu) -> String {
    let lines = |(name, totaux): (&str, &Totaux)| format!("{name} : {}", chiffres(totaux));
    let statuts = vu.bilan.par_statut.iter().map(|(statut, totaux)| (statut.libelle(), totaux)).map(lines);
    let dispositifs = vu.bilan.par_dispositif.iter().map(|(nom, totaux)| (nom.as_str(), totaux)).map(lines);
    format!(
        "{}. {}. Par statut : {}. Par dispositif : {}.",
        titre(&vu.jours),
        chiffres(&vu.bilan.ensemble),
        statuts.collect::<Vec<_>>().join(" ; "),
        dispositifs.collect::<Vec<_>>().join(" ; "),
    )
}

/// Name of the file: « demandes-2027-01-01-2027-12-31.xlsx ».
pub fn nom_de_fichier(rapport: &Rapport, forme: Forme) -> String {
    let jours =
        rapport.jours.map_or_else(|| "-toutes".to_owned(), |(first, last)| format!("-{first}-{last}"));
    format!("demandes{jours}.{}", extension(forme))
}

pub fn extension(forme: Forme) -> &'static str {
    match forme {
        Forme::Image => "png",
        Forme::Xlsx => "xlsx",
        Forme::Csv => "csv",
    }
}

/// What a link to the file says.
pub fn lien(forme: Forme) -> &'static str {
    match forme {
        Forme::Image => "Télécharger l'image (PNG)",
        Forme::Xlsx => "Télécharger le tableau Excel (XLSX)",
        Forme::Csv => "Télécharger le fichier CSV",
    }
}

/// The figures of a report that was kept, as its message says them.
pub fn vu(rapport: &Rapport) -> RapportVu {
    let entreprise = rapport.entreprise.clone();
    RapportVu { id: rapport.id, jours: rapport.jours, entreprise, bilan: bilan(&rapport.lignes) }
}
