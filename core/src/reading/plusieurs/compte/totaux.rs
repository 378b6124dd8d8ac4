//! Counts that come to another one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use super::super::mots::Mot;
use super::is_number;
use crate::dossier::{Centiemes, Valeur};
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::{Lecture, Lu, read};

impl Chantier<'_, '_> {
    /// « 18 km aller, donc 36 aller-retour »: the whole way, its unit said before.
    pub(super) fn ways_back(&mut self) {
        static BACK: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\b(?:donc|soit|ça fait|=) ([0-9]{1,4}) (?:aller[ -](?:et )?retour|a/r|ar)\b")
        });
        let is_way = |place: &usize| {
            let asked = &self.places[*place];
            is_number(asked.nature) && asked.mots.iter().any(|name| name == "km" || name == "distance")
        };
        let Some(place) = self.only_place(is_way).filter(|&place| !self.is_taken(place)) else { return };
        let mut found = BACK.captures_iter(&self.left).filter_map(|found| Some(found.get(1)?.range()));
        let (Some(part), None) = (found.next(), found.next()) else { return };
        if let Lecture::Read(lu) = read(self.places[place].nature, self.piece(part.clone()), self.contexte)
            && !self.is_doubtful(&part, true)
        {
            self.take(place, lu, part, false);
        }
    }

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

    /// « mon Kangoo a 210 000 km »: no way is that long.
    pub(super) fn is_of_a_car(&self, before: &[Mot], whole: &Range<usize>) -> bool {
        let whole_part = self.piece(whole.clone()).split([',', '.']).next().unwrap_or_default();
        let figures = whole_part.bytes().filter(u8::is_ascii_digit).count();
        let has = before.last().is_some_and(|word| listed("a avait ont fait", &word.text));
        let km = self
            .words(whole.clone())
            .pop()
            .is_some_and(|word| listed("km kms kilometres bornes", &word.text));
        has && km && figures >= 5
    }
}
