//! Words people say: those that point to a dispositif, those that answer beside the question.

use super::Report;
use crate::catalogue::{Champ, Dispositif};
use crate::reading::fold;

/// No list of words holds one that cannot be said.
pub(super) fn check_mots(dispositif: &Dispositif, report: Report<'_>) {
    for (key, words) in [("mots", &dispositif.mots), ("mots_generaux", &dispositif.mots_generaux)] {
        if words.iter().any(|word| fold(word).is_empty()) {
            report(key, "contient un mot vide".to_owned());
        }
    }
    if dispositif.banniere.as_ref().is_some_and(|text| text.trim().is_empty()) {
        report("banniere", "est vide".to_owned());
    }
}

pub(super) fn check_a_part(champ: &Champ, key: &str, report: Report<'_>) {
    for (rank, a_part) in champ.a_part.iter().enumerate() {
        let key = format!("{key}.a_part.{}", rank + 1);
        if champ.nature.is_search() {
            report(&key, "ne va pas avec une recherche".to_owned());
        }
        if a_part.mots.is_empty() || a_part.mots.iter().any(|word| fold(word).is_empty()) {
            report(&format!("{key}.mots"), "il en faut au moins un, et pas de mot vide".to_owned());
        }
        if a_part.message.trim().is_empty() {
            report(&format!("{key}.message"), "est vide".to_owned());
        }
    }
}
