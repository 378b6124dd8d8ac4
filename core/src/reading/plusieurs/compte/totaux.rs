//! Counts that come to another one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use super::super::mots::Mot;
use super::is_number;
use crate::dossier::{Centiemes, Valeur};
use crate::reading::identite::pattern;
use crate::reading::lex::{listed, tokens};
use crate::reading::nombre::is_one_way;
use crate::reading::{Lecture, Lu, read};

impl Chantier<'_, '_> {
    /// « 18 km aller, donc 36 aller-retour »: the whole way, its unit said before.
    pub(super) fn ways_back(&mut self) {
        static BACK: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:donc|soit|ça fait|=|km aller[,;]) ([0-9]{1,4}) (?:km )?(?:aller[ -](?:et )?retour|a/r|ar)\b",
            )
        });
        let Some(place) = self.only_place(|&place| self.is_way(place)).filter(|&place| !self.is_taken(place))
        else {
            return;
        };
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

    /// « l'aller fait 110 km et le retour pareil donc 220 en tout », « aller 85 km, retour 85 km, soit 170 »: the whole way,
    /// where those before come to it.
    pub(super) fn told_in_all(&mut self) {
        static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:\b(?:donc|soit|[çc]a fait|total)(?: de| :|,)? ?|= ?)([0-9]{1,4})(?: ?(?:kms?|kilom[èe]tres?|bornes))?(?: (?:en tout|au total|aller[ -](?:et )?retour|a/r|ar))?\s*(?:[,.;!()\n]|$| (?:et|pour) )",
            )
        });
        static WAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:aller|retour)\b"));
        static KM: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)\b[0-9]{1,4} ?(?:kms?|kilom[èe]tres?|bornes)\b"));
        static FIGURES: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+(?:[.,][0-9]+)?"));
        let Some(place) = self.only_place(|&place| self.is_way(place)) else { return };
        if self.taken[place].iter().any(|(.., labelled)| *labelled) || !WAY.is_match(self.text) {
            return;
        }
        let mut found = WHOLE.captures_iter(self.text).filter_map(|found| Some(found.get(1)?.range()));
        let (Some(part), None) = (found.next(), found.next()) else { return };
        let before = self.piece(0..part.start);
        let start = before.rfind(['\n', '!', '?']).into_iter().chain(before.rfind(". ")).max().unwrap_or(0);
        let said = &before[start..];
        let Some(first) = KM.find(said).filter(|_| WAY.is_match(said)) else { return };
        let number = |figures: &str| figures.parse::<u32>().ok();
        let parts: Option<Vec<u32>> =
            FIGURES.find_iter(&said[first.start()..]).map(|figures| number(figures.as_str())).collect();
        let comes_to =
            parts.zip(number(self.piece(part.clone()))).is_some_and(|(parts, whole)| match parts[..] {
                [one] => whole == 2 * one,
                [one, other] => whole == one + other,
                _ => false,
            });
        // « 30 km aller et 40 km retour soit 60 km »
        let is_whole = self.taken[place].iter().any(|(_, taken, _)| taken.start == part.start);
        if !comes_to && is_whole {
            self.forget(place);
            self.doubt(&[place]);
        }
        if comes_to
            && !self.is_doubtful(&part, true)
            && let Lecture::Read(lu) =
                read(self.places[place].nature, self.piece(part.clone()), self.contexte)
        {
            self.forget(place);
            self.take(place, lu, part, false);
        }
    }

    /// It asks how far one goes.
    pub fn is_way(&self, place: usize) -> bool {
        let asked = &self.places[place];
        is_number(asked.nature) && asked.mots.iter().any(|name| name == "km" || name == "distance")
    }

    /// « à 45 km de chez nous », « 30 km aller »: how far it is, not the way to be paid.
    pub fn is_one_way(&self, part: &Range<usize>) -> bool {
        let clause = self.clause(part);
        let words = self.words(clause.start..clause.end);
        // « km aller : 40 », « à 40 km, aller simple »
        let beyond = self.rest(clause.end..self.left.len());
        let simple = beyond.trim_start_matches([',', '(', ' ']).starts_with("aller simple");
        if simple || is_one_way(&tokens(self.rest(clause.clone()))) {
            return true;
        }
        let way = |word: &Mot| matches!(word.text.as_str(), "km" | "kms" | "kilometre" | "kilometres");
        let Some(at) = words.iter().position(|word| word.octets.start >= part.start && way(word)) else {
            return false;
        };
        // « elle a 210 km », « il y a 64 km » says how many there are.
        let has = at > 2 && matches!(words[at - 3].text.as_str(), "elle" | "il" | "on" | "y");
        let after: Vec<&str> = words[at + 1..].iter().map(|word| word.text.as_str()).take(2).collect();
        // « c'est à 94 km aller-retour »: there and back.
        let is_far = at > 1 && words[at - 2].text == "a" && !has && after != ["aller", "retour"];
        let one_way = matches!(after[..], ["aller", next] if next != "retour" && next != "et")
            || matches!(after[..], ["par", next] if next != "la");
        // « l'aller fait 85 km »
        let before = &words[..at];
        let there = said_apart(before);
        let back = words[at + 1..].iter().any(|word| word.text == "retour")
            && !words[at + 1..].iter().any(|word| matches!(word.text.as_str(), "aller" | "r"));
        // « retour 85 km »
        const LINKS: &str = "c est de du le fait pareil aussi encore";
        let counted = before.iter().rev().skip(1).find(|word| !listed(LINKS, &word.text));
        let home = counted.is_some_and(|word| word.text == "retour") && !goes_and_comes(before);
        // « 85 km l'aller », « 152 km l'aller-retour »
        let there_and_back = words.get(at + 3).is_some_and(|next| next.text == "retour");
        let one_way = one_way
            || matches!(after[..], ["l", "aller"]) && !there_and_back
            || home
            || back && (there || words[at + 1..].iter().any(|word| listed("pareil autant idem", &word.text)))
            || before.iter().any(|word| word.text == "aller")
                && !words.iter().any(|word| word.text == "retour");
        one_way
            || is_far
            || matches!(
                after[..],
                ["de", "chez" | "distance" | "nous"] | ["d", "ici"] | ["aller"] | ["separent", _]
            )
    }
}

/// The way there is spoken of by itself: « aller », and no « aller-retour ».
fn said_apart(words: &[Mot]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let next = |ahead: usize| words.get(at + ahead).map_or("", |next| next.text.as_str());
        word.text == "aller" && next(1) != "retour" && !(next(1) == "et" && next(2) == "retour")
    })
}

/// « aller-retour », « aller et retour »
fn goes_and_comes(words: &[Mot]) -> bool {
    words.iter().any(|word| word.text == "aller") && !said_apart(words)
}
