//! Counts that come to another one.

use super::super::chantier::Chantier;
use super::is_number;
use crate::dossier::{Centiemes, Valeur};
use crate::reading::Lu;

impl Chantier<'_, '_> {
    /// « 35 km aller et 35 km retour donc 70 km en tout »: the one said to be the whole, which the others come to.
    pub(super) fn wholes(&mut self) {
        for place in self.of_kind(is_number) {
            let size = |lu: &Lu| match lu.valeur {
                Valeur::Entier(number) => Some(number),
                Valeur::Decimal(Centiemes(hundredths)) => Some(hundredths),
                _ => None,
            };
            let taken = self.taken_of(place);
            let Some((lu, part)) = taken.iter().max_by_key(|(lu, _)| size(lu)) else { continue };
            let all: Option<i64> = taken.iter().map(|(lu, _)| size(lu)).sum();
            let sums = all.zip(size(lu)).is_some_and(|(all, whole)| {
                let others = all - whole;
                // « 45 km à l'aller, 45 au retour, donc 90 km »: one of them is said without its unit.
                taken.len() > 1 && (others == whole || taken.len() == 2 && 2 * others == whole)
            });
            let after = self.words(part.end..self.clause(part).end);
            let in_all = matches!(&after[..], [by, all, ..] if matches!((by.text.as_str(), all.text.as_str()), ("au", "total") | ("en", "tout")));
            if sums && (in_all || self.follows(part, "donc") || self.follows(part, "soit")) {
                self.forget(place);
                self.take(place, lu.clone(), part.clone(), false);
            }
        }
    }
}
