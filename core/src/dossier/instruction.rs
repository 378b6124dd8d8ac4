//! What OPCO EP's side says of a dossier once it is sent.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Instruction {
    /// « Votre AGD ».
    pub agd: Option<String>,
    /// Why the statut is what it is, where that took a reason.
    pub motif: Option<String>,
    /// The last complément asked for: a flag with a date, not a statut.
    pub complement: Option<Complement>,
    /// How often the request was sent. None was counted before this field was there.
    pub envois: u32,
}

/// OPCO EP asks for something more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complement {
    pub demande_le: DateTime<Utc>,
    pub motifs: Vec<String>,
    /// Keys of the pièces asked for, of each stagiaire or of one; any pièce when there is none.
    #[serde(default)]
    pub pieces: Vec<String>,
    /// Last day to answer.
    pub limite: Option<NaiveDate>,
    /// Something was transmitted since.
    #[serde(default)]
    pub repondu_le: Option<DateTime<Utc>>,
    #[serde(default)]
    pub leve_le: Option<DateTime<Utc>>,
}

impl Instruction {
    /// The complément that still waits for an answer OPCO EP is content with.
    pub fn complement_en_cours(&self) -> Option<&Complement> {
        self.complement.as_ref().filter(|complement| complement.leve_le.is_none())
    }
}
