//! The status path of the portal.

use serde::{Deserialize, Serialize};

/// The eight statuts of « Statut de la demande adhérent », in the portal's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statut {
    EnPreparation,
    Envoye,
    EnCoursDeTraitement,
    Valide,
    FacturationEnCours,
    Cloture,
    Annule,
    Refuse,
}

impl Statut {
    pub const ALL: [Statut; 8] = [
        Statut::EnPreparation,
        Statut::Envoye,
        Statut::EnCoursDeTraitement,
        Statut::Valide,
        Statut::FacturationEnCours,
        Statut::Cloture,
        Statut::Annule,
        Statut::Refuse,
    ];

    /// The portal's label, letter for letter.
    pub fn libelle(self) -> &'static str {
        match self {
            Statut::EnPreparation => "En préparation",
            Statut::Envoye => "Envoyé",
            Statut::EnCoursDeTraitement => "En cours de traitement",
            Statut::Valide => "Validé",
            Statut::FacturationEnCours => "Facturation en cours",
            Statut::Cloture => "Clôturé",
            Statut::Annule => "Annulé",
            Statut::Refuse => "Refusé",
        }
    }

    /// The key used in storage and in the API.
    pub fn key(self) -> &'static str {
        match self {
            Statut::EnPreparation => "en_preparation",
            Statut::Envoye => "envoye",
            Statut::EnCoursDeTraitement => "en_cours_de_traitement",
            Statut::Valide => "valide",
            Statut::FacturationEnCours => "facturation_en_cours",
            Statut::Cloture => "cloture",
            Statut::Annule => "annule",
            Statut::Refuse => "refuse",
        }
    }

    pub fn from_key(key: &str) -> Option<Statut> {
        Statut::ALL.into_iter().find(|statut| statut.key() == key)
    }

    /// After « Envoyer » only OPCO EP's side changes the dossier.
    pub fn is_locked(self) -> bool {
        self != Statut::EnPreparation
    }
}
