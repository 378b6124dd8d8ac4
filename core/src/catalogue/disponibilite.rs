//! Until when a dispositif takes new requests.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::dossier::{Dossier, Valeur};

/// A dispositif that no longer takes new requests after a day. It is warned of, never refused: OPCO EP decides.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disponibilite {
    /// The last day.
    pub jusqu_au: NaiveDate,
    /// Path `etape.champ` of the date that counts; without it, or until it is known, the day of today.
    pub sur: Option<String>,
    /// What is said after that day.
    pub avertissement: String,
}

impl Disponibilite {
    /// What is to be said today of this dossier, or of one that is not begun yet.
    pub fn avertissement(&self, dossier: Option<&Dossier>, today: NaiveDate) -> Option<&str> {
        let known = self.sur.as_ref().and_then(|path| {
            dossier?.valeurs(path).find_map(|valeur| match valeur {
                Valeur::Date(date) => Some(*date),
                _ => None,
            })
        });
        (known.unwrap_or(today) > self.jusqu_au).then_some(self.avertissement.as_str())
    }
}
