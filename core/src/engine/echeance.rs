//! What a deadline is, at the date that it counts from.

use super::tour::Tour;
use crate::bilan;
use crate::dossier::Chemin;
use crate::message::DelaiExplique;

impl Tour<'_> {
    /// The rule of the deadline, when it counts from this field.
    pub fn delai_from(&self, chemin: &Chemin) -> Option<DelaiExplique> {
        let dispositif = self.dispositif()?;
        let counts = dispositif.delai.depuis == format!("{}.{}", chemin.etape, chemin.champ);
        let regle = bilan::regle(dispositif).filter(|_| counts)?;
        Some(DelaiExplique { regle, source: bilan::source(&dispositif.delai) })
    }
}
