//! « Lequel ? »: what is shown on the way to a dispositif.

use serde::{Deserialize, Serialize};

use super::screen::{EnTete, Ligne};

/// One question of the orientation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrientationVue {
    /// What she answered so far.
    pub deja: Vec<Ligne>,
    pub libelle: String,
    pub aide: String,
}

/// The dispositifs that her words or answers point to: one to confirm, several to choose among.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposition {
    /// What she wrote, if it is by her words.
    pub texte: Option<String>,
    /// Label and sentence of each.
    pub dispositifs: Vec<Ligne>,
}

/// A summary that she can send on to her conseiller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conseil {
    pub nom: Option<String>,
    pub email: String,
    /// Her companies.
    pub entites: Vec<String>,
    /// What she wrote of her project.
    pub texte: Option<String>,
    pub reponses: Vec<Ligne>,
    /// The question she could not answer.
    pub inconnue: Option<String>,
    /// Where to send it, but for the conseiller.
    pub adresse: String,
}

/// Another dispositif for a request that is under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangerDispositif {
    pub entete: EnTete,
}
