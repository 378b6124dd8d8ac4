//! The picture: bars with their names and figures, for the width of a phone.

use askama::Template;
use guichet_core::message::RapportVu;
use guichet_core::rapport::Totaux;

use super::titre;
use crate::fr;

/// An SVG of figures and words in one font, and its size in points: one is a pixel of the narrowest phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub svg: String,
    pub largeur: u32,
    pub hauteur: u32,
}

const LARGEUR: u32 = 320;
const MARGE: u32 = 12;
/// The longest bar; beside it stands its number.
const BARRE: u32 = 232;
const HAUT: u32 = 122;
const RUBRIQUE: u32 = 34;
const RANG: u32 = 62;

/// Characters of a line that stay on the picture.
const LIGNE: usize = 40;

/// A part: its title and its bars.
struct Rubrique {
    titre: &'static str,
    y: u32,
    couleur: &'static str,
    barres: Vec<Barre>,
}

struct Barre {
    nom: String,
    nombre: u32,
    detail: String,
    y: u32,
    longueur: u32,
}

#[derive(Template)]
#[template(path = "images/rapport.svg")]
struct Dessin<'a> {
    largeur: u32,
    hauteur: u32,
    marge: u32,
    titre: [String; 2],
    entreprise: &'a str,
    total: String,
    montant: String,
    rubriques: Vec<Rubrique>,
}

/// The picture of a report. Its font has no narrow space: amounts take the plain no-break one.
pub fn image(vu: &RapportVu) -> Image {
    let mut y = HAUT;
    let statuts = vu.bilan.par_statut.iter().map(|(statut, totaux)| (statut.libelle(), totaux));
    let dispositifs = vu.bilan.par_dispositif.iter().map(|(nom, totaux)| (nom.as_str(), totaux));
    let rubriques = vec![
        rubrique("Demandes par statut", "#14564d", statuts.collect(), &mut y),
        rubrique("Demandes par dispositif", "#8a4b08", dispositifs.collect(), &mut y),
    ];
    let ensemble = &vu.bilan.ensemble;
    let hauteur = y + MARGE;
    let dessin = Dessin {
        largeur: LARGEUR,
        hauteur,
        marge: MARGE,
        titre: two_lines(&titre(&vu.jours)),
        entreprise: &shorten(vu.entreprise.as_deref().unwrap_or("Toutes vos entreprises")),
        total: format!("{} · {}\u{a0}h", fr::pluriel(&ensemble.nombre, "demande"), ensemble.heures),
        montant: format!("Total demandé : {}", ensemble.total()),
        rubriques,
    };
    let svg = dessin.render().expect("writing to a string does not fail");
    Image { svg: svg.replace('\u{202f}', "\u{a0}"), largeur: LARGEUR, hauteur }
}

fn rubrique(
    titre: &'static str,
    couleur: &'static str,
    parts: Vec<(&str, &Totaux)>,
    y: &mut u32,
) -> Rubrique {
    let most = parts.iter().map(|(_, totaux)| totaux.nombre).max().unwrap_or(1).max(1);
    let top = *y;
    *y += RUBRIQUE;
    let barres = parts
        .into_iter()
        .map(|(nom, totaux)| {
            let at = *y;
            *y += RANG;
            let share = u64::from(BARRE) * u64::from(totaux.nombre) / u64::from(most);
            Barre {
                nom: shorten(nom),
                nombre: totaux.nombre,
                detail: format!("{}\u{a0}h · {}", totaux.heures, totaux.total()),
                y: at,
                longueur: u32::try_from(share).unwrap_or(BARRE).max(2),
            }
        })
        .collect();
    Rubrique { titre, y: top, couleur, barres }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LIGNE {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LIGNE - 1).collect();
    format!("{}…", kept.trim_end())
}

/// « Vos demandes du 1er janvier » / « au 31 décembre 2027 »: each line stays on the picture.
fn two_lines(text: &str) -> [String; 2] {
    match text.split_once(" au ") {
        Some((first, last)) => [first.to_owned(), format!("au {last}")],
        None => [text.to_owned(), String::new()],
    }
}
