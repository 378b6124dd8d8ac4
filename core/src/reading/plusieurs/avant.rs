//! What is said of another time: « l'an dernier c'était 350 € », « (la dernière fois on avait payé 600 €) ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::{Chantier, LONGEST_CLAUSE};
use crate::reading::identite::pattern;
use crate::reading::lex::{Phrases, Token, tokens};

/// What was before: « l'an dernier », « le dossier précédent ».
static BEFORE: Phrases = Phrases::new(
    "an dernier / annee derniere / annee passee / derniere fois / dossier precedent / demande precedente / formation precedente / \
     autre dossier / autre demande / precedent dossier / precedente demande / ancien devis / ancienne formation",
);

/// What lasts since then is of now.
static SINCE: Phrases = Phrases::new("depuis l an dernier / depuis l annee derniere / depuis l annee passee");

/// Whether a message speaks of another time.
pub fn recalls(lexed: &[Token]) -> bool {
    BEFORE.stand_in(lexed) && !SINCE.stand_in(lexed)
}

impl Chantier<'_, '_> {
    /// « L'an dernier c'était 350 € »: its sentence is about another time, or another request.
    pub fn is_of_before(&self, part: &Range<usize>) -> bool {
        // Most messages speak of no other time: their sentences are not looked for.
        if !self.recalls {
            return false;
        }
        let before = self.piece(0..part.start);
        let after = self.piece(part.end..self.text.len());
        let ends = |c: char| matches!(c, '\n' | '!' | '?');
        let start = before.rfind(ends).into_iter().chain(before.rfind(". ")).max().map_or(0, |at| at + 1);
        let end = after.find(ends).into_iter().chain(after.find(". ")).min().unwrap_or(after.len());
        // « 4 870 € (l'an dernier on avait payé 4 500) », « 1 200 €, contre 1 100 € l'an dernier »
        static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?: ?\(|, )(?:l['’]an(?:n[ée]e)? (?:dernier|derni[èe]re|pass[ée]e?)|la derni[èe]re fois)\b[^\n]*?[0-9]|,? contre [0-9]",
            )
        });
        let end = ASIDE.find(&after[..end]).map_or(end, |aside| aside.start());
        // « comme l'an dernier mais pour 3 personnes »
        // « La dernière fois c'était 24 h, là c'est 14 h »
        // « L'an dernier on a payé 700 € et cette année 815 »
        static NOW: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i) mais |(?:[,;(]| et) ?(?:l[àa] c['’ ]?est|(?:là|cette fois(?:-ci)?|cette ann[ée]e|maintenant|aujourd['’]hui)[ ,:])",
            )
        });
        let said = self.piece(start..part.start);
        let but = NOW.find_iter(said).last().map_or(start, |now| start + now.start());
        let sentence = but..part.end + end;
        sentence.len() <= 2 * LONGEST_CLAUSE && BEFORE.stand_in(&tokens(self.piece(sentence)))
    }
}
