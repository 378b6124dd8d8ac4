//! Answers: a value, where it came from, and where it belongs.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Centiemes, Montant, Taux};
use crate::annuaire::{Entite, Individu};

/// The value of a catalogue field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Valeur {
    /// Text, email, E.164 phone, postal code, SIRET digits…: whatever the field's nature made of it.
    Texte(String),
    Date(NaiveDate),
    Entier(i64),
    Heures(Centiemes),
    Decimal(Centiemes),
    Montant(Montant),
    Taux(Taux),
    /// Key of an option.
    Choix(String),
    OuiNon(bool),
    /// As the directory gave it when it was chosen.
    Entite(Entite),
    Individu(Individu),
}

/// Whether an amount is before or after VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taxe {
    Ht,
    Ttc,
}

/// An answer. `valeur` is `None` when the person chose to skip the field: it is not asked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reponse {
    pub valeur: Option<Valeur>,
    pub at: DateTime<Utc>,
    /// The message it was read from, so that an edit of that message corrects it.
    pub message: Option<String>,
    /// Taken from what the assistant knows (`Champ::propose`): it follows its source until the person says otherwise.
    #[serde(default)]
    pub proposee: bool,
}

/// Answers by key of the field.
pub type Reponses = BTreeMap<String, Reponse>;

/// One module, one stagiaire, or the single element of an étape that does not repeat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Unique within the dossier, never used twice.
    pub id: u32,
    pub reponses: Reponses,
}

impl Element {
    pub fn valeur(&self, champ: &str) -> Option<&Valeur> {
        self.reponses.get(champ).and_then(|reponse| reponse.valeur.as_ref())
    }
}

/// Where an answer belongs: étape, element of it, field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Chemin {
    pub etape: String,
    pub element: u32,
    pub champ: String,
}
