//! The one person that a message names, wherever her name stands.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::{Chantier, is_boundary};
use super::mots::Mot;
use super::personnes::takes_leave;
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::{is_first_name, is_person};

/// Words before a name that make it no one who comes: who is written to, who trains, what is called after somebody.
static OTHERS: Words = Words::new(
    "bonjour bonsoir cher chere merci avec par chez formateur formatrice \
     intervenant intervenante animateur animatrice rue avenue av boulevard bd place quai cours square impasse chemin route allee \
     lycee college ecole institut centre salle hotel methode salon garage cabinet boulangerie pharmacie maison atelier",
);

/// How people are addressed, or spoken of.
static TITLES: Words = Words::new("madame monsieur mme mr m mlle docteur dr maitre");

impl Chantier<'_, '_> {
    /// « notre comptable Nadia Perrin qui part », « Léa Roy est inscrite »: the only full name of a message, by a first
    /// name that is known; else a first name alone, « pour Enzo ».
    pub fn only_person(&mut self, place: usize) {
        let named = self.full_names();
        let found = match &named[..] {
            [] => self.called_by_first_name(),
            [first, rest @ ..]
                if rest.iter().all(|other| self.piece(other.clone()) == self.piece(first.clone())) =>
            {
                Some(first.clone())
            }
            _ => None,
        };
        if let Some(part) = found.filter(|part| !self.is_of_others(part) && !self.is_doubtful(part, true)) {
            // « Pour Karim : … »
            let line = self.rest(0..part.start);
            let lead = line.strip_suffix("Pour ").or_else(|| line.strip_suffix("pour ")).map(str::len);
            self.take_text(place, part.clone(), false, false);
            self.consume(lead.unwrap_or(part.start)..part.start);
        }
    }

    /// Each full name, from its first name on.
    pub fn full_names(&self) -> Vec<Range<usize>> {
        static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"\p{Lu}[\p{L}'’\-]+(?: (?:(?:de|du|des|le|la|d['’]) ?)*\p{Lu}[\p{L}'’\-]+){1,4}")
        });
        let from_first_name = |found: regex::Match<'_>| {
            let words = found.as_str().split(' ').scan(found.start(), |at, word| {
                let start = *at;
                *at += word.len() + 1;
                Some((start, word))
            });
            let mut starts = words.filter(|(_, word)| {
                let first = fold(word);
                is_first_name(first.split(' ').next().unwrap_or_default())
            });
            // « LEROY Amandine » begins with its last name.
            let whole = is_person(found.as_str()).then(|| found.range());
            whole.or_else(|| starts.next().map(|(start, _)| start..found.end()))
        };
        CAPITALS
            .find_iter(&self.left)
            .filter_map(from_first_name)
            .filter(|part| is_person(self.piece(part.clone())) && !self.is_ruled_out(part))
            .collect()
    }

    /// « … et pas Manon Gilles »: not she.
    fn is_ruled_out(&self, part: &Range<usize>) -> bool {
        let before = self.words(self.clause(part).start..part.start);
        before.last().is_some_and(|word| matches!(word.text.as_str(), "pas" | "non" | "plus" | "remplace"))
    }

    /// « pour Enzo », « c'est Bilal qui part »: the only one so.
    fn called_by_first_name(&self) -> Option<Range<usize>> {
        static FOR: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"\b(?:[Pp]our|[Ii]nscrire|[Cc]['’]est) (\p{Lu}\p{Ll}[\p{L}\-]+)( qui )?")
        });
        // « notre coiffeuse Amina part »
        static OURS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"\b(?:[Nn]otre|[Mm]on|[Mm]a) (?:\p{Ll}[\p{Ll}\-]+ ){1,3}(\p{Lu}\p{Ll}[\p{L}\-]+)(,? (?-i:\p{Ll}+))?",
            )
        });
        let links = |word: &str| listed("et ou", word.trim_start_matches([',', ' ']));
        let ours = OURS
            .captures_iter(&self.left)
            .filter(|found| found.get(2).is_some_and(|next| !links(next.as_str())))
            .filter_map(|found| found.get(1).map(|name| name.range()))
            .filter(|name| is_first_name(&fold(self.piece(name.clone()))));
        // « Camille, notre préparatrice, … »
        static APART: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?m)(?:^|[.!] )(\p{Lu}\p{Ll}[\p{L}\-]+), (?:notre|mon|ma) "));
        let apart = APART
            .captures_iter(&self.left)
            .filter_map(|found| found.get(1).map(|name| name.range()))
            .filter(|name| is_first_name(&fold(self.piece(name.clone()))));
        let ours = ours.chain(apart);
        let found = FOR.captures_iter(&self.left).filter_map(|found| {
            let name = found.get(1)?;
            let after = self.rest(name.end()..self.left.len()).trim_start_matches(' ');
            let mut rest = after.chars();
            let ends = found.get(2).is_some()
                || rest.next().is_none_or(|c| is_boundary(rest.as_str(), c) || c == '(');
            (ends && is_first_name(&fold(name.as_str()))).then(|| name.range())
        });
        let mut found = found.chain(ours);
        found.next().filter(|_| found.next().is_none())
    }

    /// It is said of somebody who does not come: « Bonjour Claire Petit », « formateur : Paul Roy », or signs.
    fn is_of_others(&self, part: &Range<usize>) -> bool {
        let line = self.piece(0..part.start).trim_end().trim_end_matches([',', '.', '!', '-', '–']);
        let clause = self.clause(part);
        let mut near = self.words(clause.start..part.start);
        // « Mme Claire Aubry suivra » speaks of her, « Mme Claire Aubry, » to her.
        if near.last().is_some_and(|word| TITLES.has(&word.text)) {
            near.pop();
            if self.words(part.end..clause.end).is_empty() {
                return true;
            }
        }
        // « Mr Bernard Colin vous enverra le devis »
        if self.words(part.end..clause.end).first().is_some_and(|word| word.text == "vous") {
            return true;
        }
        // « Christophe Allard, Au Pain Doré », below all: who writes.
        static SIGNED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^, \p{Lu}[\p{L}'’& -]{2,40}$"));
        let below = self.text.get(part.end..).unwrap_or_default().trim_end();
        let begins = self.text.get(..part.start).is_some_and(|before| before.ends_with('\n'));
        if begins && SIGNED.is_match(below) {
            return true;
        }
        let is_other = |word: &Mot| OTHERS.has(&word.text);
        takes_leave(line) || self.is_reached_there(part) || near.iter().rev().take(4).any(is_other)
    }
}
