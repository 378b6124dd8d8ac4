//! The first day and the last, each on a line of its own: « 12/04/2027⏎13/04/2027 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::identite::pattern;
use crate::reading::{Lecture, read};

impl Chantier<'_, '_> {
    /// The only two days of the message, one line after the other: in the order they are asked.
    pub fn days_on_two_lines(&mut self) {
        static DAY: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?:le |du |au )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{1,2}(?:er)? \p{L}{3,9}\.? [0-9]{4})$",
            )
        });
        let Some((debut, fin)) = self.first_and_last() else { return };
        let mut days: Vec<(usize, Range<usize>)> = Vec::new();
        let (mut start, mut rank) = (0, 0);
        for line in self.left.split('\n') {
            let said = line.trim();
            let from = start + (line.len() - line.trim_start().len());
            if DAY.is_match(said) {
                days.push((rank, from..from + said.len()));
            }
            rank += usize::from(!said.is_empty());
            start += line.len() + 1;
        }
        let [(first, one), (last, other)] = &days[..] else { return };
        let (one, other) = (one.clone(), other.clone());
        let elsewhere = self.has_day(0..one.start) || self.has_day(other.end..self.left.len());
        if first + 1 != *last || elsewhere {
            return;
        }
        let [first, last] =
            [&one, &other].map(|part| read(&Nature::Date, self.piece(part.clone()), self.contexte));
        if let (Lecture::Read(first), Lecture::Read(last)) = (first, last)
            && let (Valeur::Date(from), Valeur::Date(to)) = (&first.valeur, &last.valeur)
            && from <= to
        {
            self.take(debut, first, one, false);
            self.take(fin, last, other, false);
        }
    }
}
