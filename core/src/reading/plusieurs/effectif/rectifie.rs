//! A count that the next clause takes back: « on part à 2 avec ma vendeuse, ah non pardon à 3 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use super::is_trade;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;

impl Chantier<'_, '_> {
    /// The count said last, of one or two that stand before it.
    pub(super) fn counted_anew(
        &self,
        place: usize,
        said: &[Range<usize>],
        trades: &[(Range<usize>, Range<usize>)],
    ) -> Option<Range<usize>> {
        static ANEW: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:(?:euh|ah|enfin) )?(?:non|pardon|oups|erreur|finalement)(?:,? (?:non|pardon|oups|finalement))*,? (?:(?:à|on (?:est|sera)|on part à|nous (?:sommes|serons)|(?:ils|elles) (?:sont|seront)|c['’]est|plut[ôo]t|finalement) )*([0-9]{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\b(?: (\p{L}+))?",
            )
        });
        let mut found = ANEW.captures_iter(self.text);
        let anew = found.next().filter(|_| found.next().is_none())?;
        let part = anew.get(1)?.range();
        // « non pardon 3 h » counts hours.
        let after = self.piece(part.end..self.text.len());
        let counts = match anew.get(2) {
            Some(noun) => {
                let noun = noun.as_str().to_lowercase();
                is_trade(&noun, false) || listed("stagiaires personnes participants participantes", &noun)
            }
            None => after.trim().is_empty() || after.starts_with([',', '.', '!', ';', '\n']),
        };
        let before = said.iter().chain(trades.iter().map(|(part, _)| part));
        let before: Vec<&Range<usize>> = before.filter(|other| other.end <= part.start).collect();
        let taken = self.taken_of(place);
        let told = !before.is_empty() || taken.iter().any(|(_, octets)| octets.end <= part.start);
        (counts && told).then_some(part)
    }
}
