//! Hours that are said of one sitting, and how many there are: « 4 demi-journées de 3h30 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::reading::identite::pattern;

/// Bytes before hours in which the sittings that they are said of stand.
const BEFORE: usize = 60;

/// The sittings that hours are said of.
pub(super) enum Seances {
    /// « 4 demi-journées de 3h30 »
    Counted(Range<usize>),
    /// « demi-journées de 3h30 »: how many?
    Uncounted,
}

impl Chantier<'_, '_> {
    /// « 4 demi-journées de 3h30 », « 3 matinées (3 h chacune) »: from the count to the hours.
    pub(super) fn sittings(&self, hours: &Range<usize>) -> Option<Seances> {
        static SITTINGS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(?:^|[^\p{L}0-9/,.])(?:((?:[0-9]{1,2}|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze) ?)(?:x |fois )?)?((?:demie?s?[ -]|1/2 ?|½ ?)(?:journ[ée]es?|j\b)|matin[ée]es?|apr[èe]s[ -]midis?|soir[ée]es?)(?:,? (?:de|d['’]|à|a|x) ?| ?\(|,? )(?:environ )?$",
            )
        });
        static EACH: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?i)^(?: ?[0-5][05])?(?: ?(?:min|mn|minutes))?,? chacune?\b"));
        let from = self.left.floor_char_boundary(hours.start.saturating_sub(BEFORE));
        let found = SITTINGS.captures(self.rest(from..hours.start))?;
        let each = EACH.find(self.rest(hours.end..self.left.len())).map_or(0, |each| each.len());
        let linked = found[0].ends_with(['(', '’', '\'']) || each > 0 || {
            let words = self.words(from..hours.start);
            words.last().is_some_and(|word| matches!(word.text.as_str(), "de" | "d" | "a" | "x" | "environ"))
        };
        let several = found.get(2).is_some_and(|noun| noun.as_str().ends_with(['s', 'S']));
        match found.get(1) {
            Some(count) if linked => Some(Seances::Counted(from + count.start()..hours.end + each)),
            None if linked && several => Some(Seances::Uncounted),
            _ => None,
        }
    }
}
