//! Until when the request must be sent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendrier::Jours;

/// Until when the request must be sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Echeance {
    /// Last day.
    pub limite: NaiveDate,
    /// Advised last day.
    pub ideal: Option<NaiveDate>,
    pub depassee: bool,
    #[serde(default)]
    pub regle: RegleEcheance,
    /// Days left on the day of the message, 0 on the last one; none once it is over.
    #[serde(default)]
    pub reste: Option<u32>,
    #[serde(default)]
    pub source: Option<SourceRegle>,
}

/// How the last day was counted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum RegleEcheance {
    /// The day before the beginning.
    #[default]
    Avant,
    /// So many days after what happens first.
    Apres {
        jours: u32,
        compte: Jours,
        /// With its article: « le début du contrat ».
        evenement: String,
    },
}

/// Where a rule was read, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceRegle {
    pub source: String,
    pub releve_le: NaiveDate,
}
