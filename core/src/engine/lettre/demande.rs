//! The letter that asks all that is missing.

use crate::affichage::afficher;
use crate::catalogue::{Commande, Exige, Nature};
use crate::conversation::Place;
use crate::engine::choix::Bouton;
use crate::engine::pieces::formats;
use crate::engine::tour::Tour;
use crate::lettre::QuestionPosee;
use crate::message::{Manque, PieceManquante, QuestionLettre};
use crate::parcours::PieceAttendue;

impl Tour<'_> {
    /// What is asked here is asked with all the rest. A choice that was opened (results of a search, candidates of an
    /// answer) is put alone, and so is the last question of all.
    pub fn asks_by_letter(&self, place: &Place) -> bool {
        let here = matches!(place, Place::Champ { edition: false, .. } | Place::Pieces { piece: Some(_) });
        let conversation = &self.state.conversation;
        if !self.is_letter()
            || !here
            || self.draft().is_none()
            || conversation.requete.text.is_some()
            || !conversation.carte.candidates.is_empty()
        {
            return false;
        }
        let pieces = self.pieces_manquantes().count();
        match self.parcours().map_or(0, |parcours| parcours.a_demander().len()) {
            0 | 1 => pieces > 0,
            _ => true,
        }
    }

    pub fn manque(&self) -> Option<Manque> {
        let etape = match &self.state.conversation.place {
            Place::Champ { chemin, .. } => self.field(chemin).map(|(etape, _)| etape),
            _ => None,
        };
        Some(Manque {
            entete: self.entete()?,
            progression: match etape {
                Some(etape) => self.progression(etape)?,
                None => self.progression_pieces()?,
            },
            dossier: self.state.dossier.as_ref()?.id,
            questions: self.questions(),
            pieces: self
                .pieces_manquantes()
                .map(|piece| PieceManquante {
                    obligatoire: piece.is_required(),
                    formats: formats(piece.piece),
                    libelle: piece.libelle,
                })
                .collect(),
        })
    }

    fn pieces_manquantes(&self) -> impl Iterator<Item = PieceAttendue<'_>> {
        let parcours = self.parcours();
        let pieces = parcours.map_or_else(Vec::new, |parcours| parcours.pieces_a_fournir());
        pieces.into_iter().filter(move |piece| parcours.is_some_and(|parcours| !parcours.is_passee(piece)))
    }

    pub(super) fn questions_posees(&self) -> Vec<QuestionPosee> {
        self.questions().into_iter().map(|question| question.posee).collect()
    }

    fn questions(&self) -> Vec<QuestionLettre> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let mut demandees = parcours.a_demander();
        demandees.retain(|demandee| !self.is_kept(&demandee.chemin));
        let twice = |label: &str| {
            let same = demandees.iter().filter(|demandee| {
                self.field(&demandee.chemin).is_some_and(|(_, champ)| champ.libelle == label)
            });
            same.count() > 1
        };
        let question = |(n, demandee): (u32, &crate::parcours::Demandee)| {
            let (etape, champ) = self.field(&demandee.chemin)?;
            let element = parcours.dossier.find_element(&etape.cle, demandee.chemin.element);
            let of =
                element.filter(|_| twice(&champ.libelle)).map(|element| self.element_name(etape, element));
            let unique = etape.repetition.as_ref().and_then(|repetition| repetition.unique.as_ref());
            let (oui, non) = self.yes_no();
            Some(QuestionLettre {
                posee: QuestionPosee {
                    n,
                    libelle: match &of {
                        Some(name) => format!("{} – {name}", champ.libelle),
                        None => champ.libelle.clone(),
                    },
                    autres: if of.is_some() { Vec::new() } else { champ.autres_noms() },
                    chemin: demandee.chemin.clone(),
                    actuelle: element
                        .and_then(|element| element.valeur(&champ.cle))
                        .map(|valeur| afficher(&champ.nature, valeur)),
                    facultative: champ.exige != Exige::Requis,
                },
                aide: champ.aide.clone(),
                exemple: champ.exemple.clone(),
                options: match &champ.nature {
                    Nature::OuiNon => vec![oui, non],
                    Nature::Choix { options } => {
                        options.iter().map(|option| option.libelle.clone()).collect()
                    }
                    _ => Vec::new(),
                },
                plusieurs: unique == Some(&champ.cle),
                selon: demandee.selon,
            })
        };
        (1..).zip(&demandees).filter_map(question).collect()
    }

    pub fn at_manque(&self, manque: &Manque) -> Vec<Bouton> {
        let mut commandes = Vec::new();
        if manque.questions.is_empty() {
            commandes.push(Commande::Passer);
        }
        commandes.extend([Commande::Aide, Commande::Support]);
        self.secondary(&commandes)
    }
}
