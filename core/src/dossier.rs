//! A demande de prise en charge: facts keyed by catalogue field, its pièces and its Statut.

mod apres_envoi;
mod identifiant;
mod instruction;
mod mise_de_cote;
mod montant;
mod piece;
mod reponses;
mod statut;
mod transition;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::annuaire::Entite;

pub use apres_envoi::{tour_permis, transmettre};
pub use identifiant::{format_siret, siren_is_valid, siret_is_valid};
pub use instruction::{Complement, Instruction};
pub use mise_de_cote::MiseDeCote;
pub use montant::{Centiemes, Montant, Taux};
pub use piece::{FichierJoint, PieceJointe};
pub use reponses::{Chemin, Element, Reponse, Reponses, Taxe, Valeur};
pub use statut::Statut;
pub use transition::{
    Avis, Cote, Decidee, Decision, RefusDecision, TRANSITIONS, Transition, appliquer, decide,
};

/// A request, whole: what is stored and what the engine decides on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    pub id: Uuid,
    /// The account that began it.
    pub proprietaire: Uuid,
    /// « Numéro Dossier », given when the creation form is complete.
    pub numero: Option<String>,
    /// Key of the dispositif, and the catalogue revision the dossier began with.
    pub dispositif: String,
    pub revision: String,
    pub statut: Statut,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    /// Answers by étape. An étape that does not repeat has one element.
    pub etapes: BTreeMap<String, Vec<Element>>,
    /// Repeatable étapes that the person said are complete (« un autre module ? » : non).
    pub closes: BTreeSet<String>,
    /// Files by key of the expected pièce.
    pub pieces: BTreeMap<String, PieceJointe>,
    /// Last number given to an element: numbers are never used twice.
    pub last_element: u32,
    /// What OPCO EP's side said of it.
    #[serde(default)]
    pub instruction: Instruction,
    /// Answers that the form has no place for any more.
    #[serde(default)]
    pub mises_de_cote: Vec<MiseDeCote>,
}

/// What a dossier is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeDossier {
    /// Answer to « Intitulé de la formation ».
    pub titre: Option<String>,
    /// « Nom Demandeur », and who it is.
    pub demandeur: Option<Entite>,
}

impl Dossier {
    /// An empty request « En préparation ».
    pub fn new(id: Uuid, proprietaire: Uuid, cle: &str, revision: &str, now: DateTime<Utc>) -> Dossier {
        Dossier {
            id,
            proprietaire,
            numero: None,
            dispositif: cle.to_owned(),
            revision: revision.to_owned(),
            statut: Statut::EnPreparation,
            created_at: now,
            updated_at: now,
            sent_at: None,
            etapes: BTreeMap::new(),
            closes: BTreeSet::new(),
            pieces: BTreeMap::new(),
            last_element: 0,
            instruction: Instruction::default(),
            mises_de_cote: Vec::new(),
        }
    }

    /// The answers to `etape.champ`, by element.
    pub fn valeurs(&self, path: &str) -> impl Iterator<Item = &Valeur> {
        let (etape, champ) = path.split_once('.').unwrap_or((path, ""));
        let elements = self.etapes.get(etape).map_or(&[][..], Vec::as_slice);
        elements.iter().filter_map(move |element| element.valeur(champ))
    }

    pub fn elements(&self, etape: &str) -> &[Element] {
        self.etapes.get(etape).map_or(&[], Vec::as_slice)
    }

    pub fn find_element(&self, etape: &str, id: u32) -> Option<&Element> {
        self.elements(etape).iter().find(|element| element.id == id)
    }

    /// The element of this number, made when it is not there yet.
    pub fn element_mut(&mut self, etape: &str, id: u32) -> &mut Element {
        let elements = self.etapes.entry(etape.to_owned()).or_default();
        let position = elements.iter().position(|element| element.id == id).unwrap_or_else(|| {
            elements.push(Element { id, reponses: Reponses::new() });
            self.last_element = self.last_element.max(id);
            elements.len() - 1
        });
        &mut elements[position]
    }

    /// Nothing was answered and no file was sent.
    pub fn is_empty(&self) -> bool {
        self.etapes.values().all(Vec::is_empty) && self.pieces.values().all(|piece| piece.fichiers.is_empty())
    }
}
