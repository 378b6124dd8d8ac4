//! A text without what is no part of it at its beginning and its end.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Place;
use super::chantier::Chantier;
use super::libre::LINKS;
use super::mots::{Mot, at_name, stands_at, trimmed};
use crate::reading::identite::pattern;
use crate::reading::lex::{List, listed};
use crate::reading::{fold, is_within_a_slip};

impl Chantier<'_, '_> {
    /// « Hygiène alimentaire (HACCP) », « Excel (niveau 2) »: what the brackets hold is part of it.
    pub fn with_brackets(&self, part: Range<usize>) -> Range<usize> {
        static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^ \((?:\p{Lu}{2,8}(?: (?:cat|niv|et|\p{Lu}{0,2}[0-9]{1,4}\p{Lu}?))*|(?i:niveau [\p{L}0-9]{1,15}|débutants?|avancé|initiation|perfectionnement))\)",
            )
        });
        let after = self.rest(part.end..self.left.len());
        let found = BRACKETS.find(after).map(|found| found.end());
        let found = found.or_else(|| spelled_out(self.piece(part.clone()), after));
        part.start..part.end + found.filter(|_| !part.is_empty()).unwrap_or(0)
    }

    /// Without the words at its end that lead to what follows, and the marks around.
    pub fn without_links(&self, part: Range<usize>) -> Range<usize> {
        let mut part = trimmed(self.text, part);
        let words = self.words(part.clone());
        // « Lenôtre Formation » is a name.
        // So is « Académie du Chocolat Fin », where nothing that was read follows.
        let after = self.rest(part.end..self.left.len());
        let closed = after.is_empty() || after.starts_with([',', '.', '\n']);
        let shouts = !self.piece(part.clone()).contains(char::is_lowercase);
        // « chez oishi formation », typed without a capital, where nothing that was read follows.
        let at_house = closed && self.piece(0..part.start).trim_end().ends_with("chez");
        let kept = |word: &Mot| {
            let own = self.is_capital(word) && (at_name(word) || closed && !shouts);
            (own || at_house && at_name(word)) && word.octets.start > part.start
        };
        // « Vente au téléphone, 14 h » and « Préparer son budget. » end there; « Excel durée 14 h » goes on.
        const NOUNS: &str = "cout prix duree total tarif montant budget facture lieu";
        let ends = |word: &Mot| closed && word.octets.start > part.start;
        let names = |word: &Mot| {
            let named = self.places.iter().any(|place| place.mots.iter().any(|name| *name == word.text));
            named && !kept(word) && !ends(word)
        };
        // An article is read as the number one.
        let article = |word: &Mot| matches!(self.piece(word.octets.clone()), "un" | "une");
        // « Autocad 2D », « Permis CE », « catégorie A »
        let shouted = !self.piece(part.clone()).contains(char::is_lowercase);
        let of_name = |word: &Mot| {
            self.piece(0..word.octets.start).ends_with(|c: char| c.is_ascii_digit())
                || (!shouted
                    && !self.piece(word.octets.clone()).contains(char::is_lowercase)
                    && word.octets.start > part.start)
        };
        let noun = |word: &Mot| listed(NOUNS, &word.text) && ends(word);
        // « Haut & Sûr »
        let joined = |word: &Mot| self.is_capital(word) && self.piece(0..word.octets.start).ends_with("& ");
        // « FormaVéto Est »
        let east = |word: &Mot| word.text == "est" && self.is_capital(word) && !shouted;
        let linking = |word: &Mot| {
            !joined(word)
                && !east(word)
                && (!of_name(word) || word.is_figure())
                && (LINKS.has(&word.text) || article(word))
                && !noun(word)
        };
        let links = |word: &&Mot| linking(word) || names(word);
        let end = words.iter().rev().take_while(links).last().map_or(part.end, |word| word.octets.start);
        part.end = end;
        // « Onglerie gel 3 jours 1 080 € » says how long; « Excel en 3 jours » is a title.
        static LONG: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)[^ ]{3,}( (?:sur )?[0-9]{1,2} ?(?:jours?|j|journées?|jrs?))$"));
        part = trimmed(self.text, part);
        let long = LONG.captures(self.piece(part.clone())).and_then(|found| found.get(1));
        part.end -= long.map_or(0, |long| long.len());
        trimmed(self.text, part)
    }

    /// « intitulé Excel avancé »: without the field's own name, nor what leads to it.
    pub fn without_name(&self, place: usize, part: Range<usize>) -> Range<usize> {
        let words = self.words(part.clone());
        let place = &self.places[place];
        let articles = words
            .iter()
            .take_while(|word| matches!(word.text.as_str(), "l" | "la" | "le" | "une" | "1"))
            .count();
        let names = place.mots.iter().chain(&place.amorces);
        match names.filter_map(|name| stands_at(&words, articles, name)).max() {
            Some(width) => trimmed(self.text, words[articles + width - 1].octets.end..part.end),
            None => match words.get(articles) {
                // « formasion Maquillage »: the name with a slip in it.
                Some(word) if words.len() > articles + 1 && is_slip(place, &word.text) => {
                    trimmed(self.text, word.octets.end..part.end)
                }
                _ => part,
            },
        }
    }
}

/// A long name of the field, but for one letter.
fn is_slip(place: &Place<'_>, word: &str) -> bool {
    let names = place.mots.iter().chain(&place.amorces);
    let long = |name: &&String| name.len() >= 7 && !name.contains(' ');
    names.filter(long).any(|name| name != word && is_within_a_slip(name, word))
}

/// « SST (sauveteur secouriste du travail) »: where the brackets that tell what the letters stand for end.
fn spelled_out(title: &str, after: &str) -> Option<usize> {
    let letters =
        title.rsplit(' ').next().filter(|word| word.len() > 1 && word.chars().all(char::is_uppercase))?;
    let inside = after.strip_prefix(" (")?.split_once(')')?.0;
    let folded = fold(inside);
    let words = folded.split(' ').filter(|word| !listed("de du des d la le les l et en a au aux", word));
    let initials: String = words.filter_map(|word| word.chars().next()).collect();
    (initials == fold(letters)).then_some(inside.len() + 3)
}
