//! A report, as it is said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::rapport::Bilan;

/// The figures of a report; its requests are in the report that was kept under this id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RapportVu {
    pub id: Uuid,
    /// First and last day of the « Date de création » counted; all without.
    pub jours: Option<(NaiveDate, NaiveDate)>,
    /// The only company counted.
    pub entreprise: Option<String>,
    pub bilan: Bilan,
}
