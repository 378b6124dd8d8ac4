//! One option among several: by its whole label in a clause of its own, or told in a sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::catalogue::{Nature, OptionChoix};
use crate::dossier::{Taxe, Valeur};
use crate::reading::choix::Nomme;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::{Lu, fold};

impl Chantier<'_, '_> {
    /// « Présentiel, 14 h »: an option by its whole label, in a clause of its own.
    pub fn choix(&mut self) {
        let mut found: Vec<(usize, Range<usize>, Lu)> = Vec::new();
        for part in self.pieces() {
            let said = fold(self.piece(part.clone()));
            for (place, asked) in self.places.iter().enumerate() {
                let Nature::Choix { options } = asked.nature else { continue };
                // « employée » of « Employé »
                let is_said = |option: &&OptionChoix| is_named(&said, &fold(&option.libelle));
                if let Some(option) = options.iter().find(is_said) {
                    let lu = Lu { valeur: Valeur::Choix(option.cle.clone()), taxe: None };
                    found.push((place, part.clone(), lu));
                }
            }
        }
        for (place, part, lu) in &found {
            let alone = found.iter().filter(|(_, other, _)| other == part).count() == 1;
            if alone && !self.is_doubtful(part, false) {
                self.take(*place, lu.clone(), part.clone(), false);
            } else {
                self.doubt(&[*place]);
            }
        }
    }

    /// « 1 500 € HT », where it is asked which: the only tax that is spoken of.
    pub fn taxe_dite(&mut self) {
        static SAID: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)\b(?:h\.?t\b|hors taxes?\b|ttc\b|toutes taxes comprises\b)"));
        let Some(said) = SAID.find(self.text) else { return };
        let Some(taxe) = self.taxe else { return };
        let name = if taxe == Taxe::Ht { "ht" } else { "ttc" };
        for place in 0..self.places.len() {
            let Nature::Choix { options } = self.places[place].nature else { continue };
            let is_tax = |option: &OptionChoix| matches!(fold(&option.libelle).as_str(), "ht" | "ttc");
            if self.is_taken(place) || !options.iter().all(is_tax) || self.is_doubtful(&said.range(), false) {
                continue;
            }
            if let Some(option) = options.iter().find(|option| fold(&option.libelle) == name) {
                let lu = Lu { valeur: Valeur::Choix(option.cle.clone()), taxe: None };
                self.take(place, lu, said.range(), false);
            }
        }
    }

    /// « tout se fait en distanciel », « elle est en CDI », « donc présentiel »: the one option that a sentence tells.
    pub fn options(&mut self) {
        for place in 0..self.places.len() {
            let Nature::Choix { options } = self.places[place].nature else { continue };
            if self.is_taken(place) || self.is_in_doubt(&[place]) {
                continue;
            }
            let options = Nomme::all(options);
            let mut told: Vec<(&Nomme, Range<usize>)> = Vec::new();
            // « Ce sera du mixte : deux jours sur place »
            let heads = self.left.match_indices(": ").map(|(at, _)| self.clause(&(at..at)).start..at);
            for part in self.pieces().into_iter().chain(heads.collect::<Vec<_>>()) {
                told.extend(
                    self.told(place, &options, &part).into_iter().map(|option| (option, part.clone())),
                );
            }
            // Both ways, each of which is told.
            let mixed = told.iter().find(|(option, _)| option.names().any(|name| name == "mixte"));
            let told = mixed.map_or(told.clone(), |mixed| vec![mixed.clone()]);
            let Some((option, part)) = told.first() else { continue };
            if told.iter().any(|(other, _)| other.cle != option.cle) {
                self.doubt(&[place]);
                continue;
            }
            let lu = Lu { valeur: Valeur::Choix(option.cle.clone()), taxe: None };
            let named = self.named_within(option, part);
            self.take(place, lu, named, false);
        }
    }

    /// The options that this clause tells, unless it denies or doubts them.
    fn told<'o>(&self, place: usize, options: &'o [Nomme<'o>], part: &Range<usize>) -> Vec<&'o Nomme<'o>> {
        /// What leads to an option: « en », « c'est donc », « avec ma ».
        const LEADS: &str =
            "en par du est sont sera seront serait donc entierement uniquement totalement integralement";
        const OWNERS: &str = "ma mon notre sa son leur";
        const DENIES: &str = "pas ni non sans plus jamais sauf rien";
        let words = self.words(part.clone());
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        // « le formateur intervient comme cadre », « avant comme employée »
        const ELSEWHERE: &str = "formateur formatrice intervenant gerant gerante patron patronne mari femme tuteur autre autres avant ancien \
            ancienne autrefois suivie si dit trop rompu fini mais";
        let elsewhere = texts.iter().any(|word| listed(ELSEWHERE, word));
        let greeted = fold(self.piece(0..part.start));
        let presented = greeted.ends_with("c est") || greeted.ends_with("c est pour");
        let named = |word: &str| self.places[place].mots.iter().any(|name| fold(name) == word);
        let is_told = |name: &str| {
            let said: Vec<&str> = name.split(' ').collect();
            // « oui », « autre »: of something else as well.
            if name.len() < 3 || listed("oui non autre autres aucun aucune sur place", name) {
                return false;
            }
            (0..texts.len()).any(|at| {
                let stands = texts
                    .get(at..at + said.len())
                    .is_some_and(|texts| texts == said || texts.len() == 1 && is_named(texts[0], name));
                let before = at.checked_sub(1).map_or("", |before| texts[before]);
                let lead = at.checked_sub(2).map_or("", |before| texts[before]);
                // « Mixte - pas d'hôtel »
                let head = || {
                    let end = words[at + said.len() - 1].octets.end;
                    at == 0 && self.rest(end..part.end).trim_start().starts_with(['-', '–', '(', '/'])
                };
                // « (c'est) un contrat d'apprentissage », « c'est pour un … »
                let introduced = |at: usize| {
                    listed("est sera", lead)
                        || at == 1 && presented
                        || lead == "pour" && at > 2 && texts[at - 3] == "est"
                };
                // « à distance » leads to itself.
                let led = listed(LEADS, before)
                    || before == "comme" && at > 1 && !elsewhere
                    || before == "du" && listed("est sera serait seront fait", lead)
                    || before == "1" && said.len() > 1 && !elsewhere && introduced(at)
                    || listed(OWNERS, before) && matches!(lead, "avec" | "prendra" | "prends" | "prendrai")
                    || matches!(said[0], "a" | "en")
                    // « d'un niveau avancé », « mettez donc niveau débutant »; « Excel niveau avancé » is a title.
                    || named(before) && (at == 1 || listed("1 de le la mettez donc un est son leur et", lead));
                // « en train de »
                let goes_on = matches!(texts.get(at + said.len()), Some(&("de" | "d")));
                let denied = texts[..at].iter().rev().take(3).any(|word| listed(DENIES, word));
                stands && (led || head()) && !goes_on && !denied
            })
        };
        if texts.iter().any(|word| matches!(*word, "ou" | "habitude")) || self.is_doubtful(part, false) {
            return Vec::new();
        }
        options.iter().filter(|option| option.names().any(is_told)).collect()
    }

    /// The words of a clause that name the option.
    fn named_within(&self, option: &Nomme, part: &Range<usize>) -> Range<usize> {
        let words = self.words(part.clone());
        let found = option.names().find_map(|name| {
            let said: Vec<&str> = name.split(' ').collect();
            words.windows(said.len()).find_map(|words| {
                let same = words.iter().zip(&said).all(|(word, said)| word.text == *said)
                    || words.len() == 1 && is_named(&words[0].text, name);
                same.then(|| words[0].octets.start..words[words.len() - 1].octets.end)
            })
        });
        found.unwrap_or_else(|| part.clone())
    }
}

/// « employee » is « employe », « ouvriere » « ouvrier », folded.
fn is_named(said: &str, name: &str) -> bool {
    said == name
        || said.strip_suffix('e') == Some(name)
        || said.strip_suffix("ere").is_some_and(|stem| name.strip_suffix("er") == Some(stem))
}
