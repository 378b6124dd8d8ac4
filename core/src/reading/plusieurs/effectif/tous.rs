//! Who comes, told without counting nouns: « on y va tous les deux », « stage pour 2 », « 7 h de formation, à 2 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::{Lecture, read};

/// A few, in figures or in words.
const FEW: &str = "([2-9]|deux|trois|quatre|cinq|six|sept|huit|neuf)";

impl Chantier<'_, '_> {
    /// Takes the only count that one of these tells, where nothing else was said of who comes.
    pub(super) fn come_together(&mut self, place: usize) {
        static FORMS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
            [
                format!(
                    r"(?i)\b(?:on|nous) (?:y )?(?:va|vient|part|ira|viendra|partira|participe|participera|suit|suivra|fait|fera|allons|venons|partons|irons|viendrons|partirons|participons|participerons|serons|sera)\b[^.,;\n0-9]{{0,25}}? tou(?:s|tes) les {FEW}\b"
                ),
                format!(r"(?i)\b(?:stage|formation|session|inscription)s? pour {FEW} *(?:[,.;!\n]|$)"),
                format!(r"(?i)(?:[,;]|\n) ?à {FEW} *[.!]*(?:\n|$)"),
            ]
            .map(|form| pattern(&form))
        });
        let told = |form: &Regex| {
            form.captures_iter(self.text).filter_map(|found| Some(found.get(1)?.range())).collect::<Vec<_>>()
        };
        let mut found: Vec<Range<usize>> = FORMS.iter().flat_map(told).collect();
        // « tous les deux jours » says how often.
        found.retain(|part| {
            let next = self.words(part.end..self.text.len().min(part.end + 20)).into_iter().next();
            let often = next.is_some_and(|word| {
                listed(
                    "jours semaines mois ans matins soirs lundis mardis mercredis jeudis vendredis samedis",
                    &word.text,
                )
            });
            !often && self.rest(part.clone()) == self.piece(part.clone())
        });
        if let [part] = &found[..]
            && !self.is_doubtful(part, true)
            && let Lecture::Read(lu) =
                read(self.places[place].nature, self.piece(part.clone()), self.contexte)
        {
            self.take(place, lu, part.clone(), false);
        }
    }
}
