//! The recap: the lines of the seed with what they hold and what is missing.

use super::pieces::is_required;
use super::tour::Tour;
use crate::affichage::afficher;
use crate::bilan;
use crate::catalogue::{Etape, Moment, Piece};
use crate::clock;
use crate::dossier::Element;
use crate::message::{EtatPiece, Ligne, LigneRecap, PieceVue, Progression, Recapitulatif};
use crate::parcours::Parcours;

impl Tour<'_> {
    pub fn recapitulatif(&self) -> Option<Recapitulatif> {
        let parcours = self.parcours()?;
        let dispositif = parcours.dispositif;
        let today = clock::today(self.monde.now);
        let last = dispositif.recapitulatif.len().saturating_sub(1);
        let lignes = dispositif.recapitulatif.iter().enumerate().map(|(i, libelle)| match i {
            0 => LigneRecap {
                libelle: libelle.clone(),
                complet: true,
                contenu: vec![Ligne { libelle: libelle.clone(), valeur: dispositif.libelle.clone() }],
                manque: Vec::new(),
            },
            i if i == last => self.ligne_pieces(parcours, libelle),
            _ => self.ligne_etapes(parcours, libelle),
        });
        Some(Recapitulatif {
            entete: self.entete()?,
            progression: Progression {
                numero: Some(dispositif.numbered()),
                sur: dispositif.numbered(),
                etape: dispositif.etape_envoi.clone(),
            },
            lignes: lignes.collect(),
            totaux: bilan::totaux(&parcours),
            echeance: bilan::echeance(&parcours, today),
            reponse: dispositif.delai.reponse,
            avertissements: bilan::avertissements(&parcours, today),
            complet: parcours.is_complete(),
            pieces_manquantes: parcours.pieces_a_fournir().map(|piece| piece.libelle.clone()).collect(),
        })
    }

    fn ligne_etapes(&self, parcours: Parcours<'_>, libelle: &str) -> LigneRecap {
        let mut contenu = Vec::new();
        let mut manque = Vec::new();
        for etape in parcours.dispositif.etapes.iter().filter(|etape| etape.recapitulatif == libelle) {
            for element in parcours.dossier.elements(&etape.cle) {
                if etape.repetition.is_some() {
                    let valeur = self.summary(parcours, etape, element);
                    contenu.push(Ligne { libelle: self.element_name(etape, element), valeur });
                } else {
                    contenu.extend(answers(parcours, etape, element));
                }
            }
            manque.extend(parcours.missing(etape));
        }
        LigneRecap { libelle: libelle.to_owned(), complet: manque.is_empty(), contenu, manque }
    }

    /// One element on one line: its values but the one that names it.
    fn summary(&self, parcours: Parcours<'_>, etape: &Etape, element: &Element) -> String {
        let titre = etape.repetition.as_ref().and_then(|repetition| repetition.titre.as_deref());
        let values = parcours.dispositif.find_etape(&etape.cle).into_iter().flat_map(|etape| {
            parcours
                .open_champs(etape, parcours.dossier.find_element(&etape.cle, element.id))
                .filter(|champ| Some(champ.cle.as_str()) != titre)
                .filter_map(|champ| match element.valeur(&champ.cle)? {
                    crate::dossier::Valeur::OuiNon(_) => None,
                    valeur => Some(format!("{} : {}", champ.nom(), afficher(&champ.nature, valeur))),
                })
        });
        values.collect::<Vec<_>>().join(" · ")
    }

    fn ligne_pieces(&self, parcours: Parcours<'_>, libelle: &str) -> LigneRecap {
        let mut contenu = Vec::new();
        for piece in parcours.pieces(Moment::AvantEnvoi) {
            let files = parcours.dossier.pieces.get(&piece.cle).map_or(&[][..], |jointe| &jointe.fichiers);
            if !files.is_empty() {
                let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
                contenu.push(Ligne { libelle: piece.libelle.clone(), valeur: names.join(", ") });
            }
        }
        let manque: Vec<String> = parcours.pieces_a_fournir().map(|piece| piece.libelle.clone()).collect();
        LigneRecap { libelle: libelle.to_owned(), complet: manque.is_empty(), contenu, manque }
    }

    /// The pièces expected before sending, as the list shows them.
    pub fn pieces_vues(&self) -> Vec<PieceVue> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        parcours
            .pieces(Moment::AvantEnvoi)
            .map(|piece| PieceVue {
                cle: piece.cle.clone(),
                libelle: piece.libelle.clone(),
                obligatoire: is_required(piece),
                etat: etat(parcours, piece),
                fichiers: parcours
                    .dossier
                    .pieces
                    .get(&piece.cle)
                    .map_or_else(Vec::new, |jointe| jointe.fichiers.clone()),
            })
            .collect()
    }
}

/// Answers of one element, as label and value; fields that were skipped are left out.
pub(super) fn answers(parcours: Parcours<'_>, etape: &Etape, element: &Element) -> Vec<Ligne> {
    let Some(etape) = parcours.dispositif.find_etape(&etape.cle) else { return Vec::new() };
    parcours
        .open_champs(etape, parcours.dossier.find_element(&etape.cle, element.id))
        .filter_map(|champ| {
            let valeur = element.valeur(&champ.cle)?;
            Some(Ligne { libelle: champ.nom().to_owned(), valeur: afficher(&champ.nature, valeur) })
        })
        .collect()
}

fn etat(parcours: Parcours<'_>, piece: &Piece) -> EtatPiece {
    match parcours.dossier.pieces.get(&piece.cle) {
        None => EtatPiece::AFournir,
        Some(jointe) if jointe.a_remplacer.is_some() => EtatPiece::ARemplacer,
        Some(jointe) if jointe.conforme => EtatPiece::Conforme,
        Some(jointe) if jointe.receptionnee => EtatPiece::Receptionnee,
        Some(jointe) if !jointe.fichiers.is_empty() => EtatPiece::Transmise,
        Some(jointe) if jointe.passee => EtatPiece::Passee,
        Some(_) => EtatPiece::AFournir,
    }
}
