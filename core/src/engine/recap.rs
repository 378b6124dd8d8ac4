//! The recap: the lines of the seed with what they hold and what is missing.

use chrono::NaiveDate;

use super::tour::Tour;
use crate::affichage::afficher;
use crate::bilan;
use crate::catalogue::{Etape, Moment};
use crate::clock;
use crate::dossier::Element;
use crate::message::{EtatPiece, Ligne, LigneRecap, PieceVue, PiecesDues, Progression, Recapitulatif};
use crate::parcours::{Parcours, PieceAttendue};
use crate::reprise;

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
            avertissements: {
                let mut all = super::disponibilite::avertissements(parcours, today);
                all.extend(bilan::avertissements(&parcours, today));
                all
            },
            hors_formulaire: reprise::hors_formulaire(&parcours),
            complet: parcours.is_complete(),
            en_entier: self.is_letter(),
            pieces_manquantes: parcours.pieces_a_fournir().into_iter().map(|piece| piece.libelle).collect(),
            pieces_dues: pieces_dues(parcours, today),
        })
    }

    fn ligne_etapes(&self, parcours: Parcours<'_>, libelle: &str) -> LigneRecap {
        let mut contenu = Vec::new();
        let mut manque = Vec::new();
        for etape in parcours.dispositif.etapes.iter().filter(|etape| etape.recapitulatif == libelle) {
            for element in parcours.elements(etape) {
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
        for piece in parcours.pieces_envoi() {
            let files = parcours.jointe(&piece).map_or(&[][..], |jointe| &jointe.fichiers);
            if !files.is_empty() {
                let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
                contenu.push(Ligne { libelle: piece.libelle, valeur: names.join(", ") });
            }
        }
        let manque: Vec<String> =
            parcours.pieces_a_fournir().into_iter().map(|piece| piece.libelle).collect();
        LigneRecap { libelle: libelle.to_owned(), complet: manque.is_empty(), contenu, manque }
    }

    /// The pièces that can be given now, as the list shows them; with those of the invoice that are settled.
    pub fn pieces_vues(&self) -> Vec<PieceVue> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let mut pieces = parcours.pieces_ouvertes();
        if parcours.dossier.statut.is_a_facturer() {
            let invoice = parcours.pieces(Moment::Facturation).into_iter();
            pieces
                .extend(invoice.filter(|piece| parcours.jointe(piece).is_some_and(|jointe| jointe.conforme)));
        }
        pieces.into_iter().map(|piece| vue(parcours, piece)).collect()
    }
}

/// What is missing and due after the start, with the last day for it.
fn pieces_dues(parcours: Parcours<'_>, today: NaiveDate) -> Option<PiecesDues> {
    let late = |piece: &PieceAttendue<'_>| piece.piece.moment == Moment::ApresDebut;
    let libelles: Vec<String> =
        parcours.pieces_a_fournir().into_iter().filter(late).map(|piece| piece.libelle).collect();
    let limite = bilan::echeance(&parcours, today)?.limite;
    (!libelles.is_empty()).then_some(PiecesDues { libelles, limite })
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

pub(super) fn vue(parcours: Parcours<'_>, attendue: PieceAttendue<'_>) -> PieceVue {
    let jointe = parcours.jointe(&attendue);
    PieceVue {
        obligatoire: attendue.is_required(),
        etat: jointe.map_or(EtatPiece::AFournir, |jointe| jointe.etat(parcours.dossier.statut)),
        motif: jointe.and_then(|jointe| jointe.a_remplacer.clone()),
        fichiers: jointe.map_or_else(Vec::new, |jointe| jointe.fichiers.clone()),
        cle: attendue.cle,
        libelle: attendue.libelle,
    }
}
