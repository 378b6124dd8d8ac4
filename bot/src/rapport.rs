//! A report as a picture, a workbook or a text table: made from what was kept, the same to the byte each time.

mod image;
mod tableur;
mod texte;

use guichet_core::rapport::{Forme, Rapport};
use guichet_templates::rapport as mots;

/// A file to hand over.
#[derive(Debug)]
pub struct Fichier {
    pub nom: String,
    pub mime: &'static str,
    pub contenu: Vec<u8>,
}

/// The report in this form. Takes a while: not on a thread that serves others ([`make`]).
pub fn fichier(rapport: &Rapport, forme: Forme) -> anyhow::Result<Fichier> {
    let (mime, contenu) = match forme {
        Forme::Image => ("image/png", image::png(&mots::image(&mots::vu(rapport)))?),
        Forme::Xlsx => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            tableur::xlsx(&[mots::demandes(rapport), mots::totaux(rapport)], rapport.etabli_le)?,
        ),
        Forme::Csv => ("text/csv; charset=utf-8", texte::csv(&mots::demandes(rapport))?),
    };
    Ok(Fichier { nom: mots::nom_de_fichier(rapport, forme), mime, contenu })
}

/// [`fichier`], beside what serves.
pub async fn make(rapport: Rapport, forme: Forme) -> anyhow::Result<Fichier> {
    tokio::task::spawn_blocking(move || fichier(&rapport, forme)).await?
}

#[cfg(test)]
mod tests;
