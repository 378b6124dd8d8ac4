//! Answers that the form has no place for any more.

use serde::{Deserialize, Serialize};

use super::{Chemin, Reponse};

/// An answer that a later revision of the form has no place for: kept, shown to the conseiller, and taken back when
/// a still later revision has a place for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiseDeCote {
    /// Where it was.
    pub chemin: Chemin,
    /// What the field was called, and its value, as they were shown.
    pub libelle: String,
    pub valeur: String,
    pub reponse: Reponse,
}
