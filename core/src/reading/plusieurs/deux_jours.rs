//! The first day and the last, each on a line of its own: « 12/04/2027⏎13/04/2027 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use super::marques::is_numbered;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::identite::pattern;
use crate::reading::{Contexte, Lecture, Lu, is_courtesy, read};

impl Chantier<'_, '_> {
    /// The only two days of the message, one line after the other: in the order they are asked. « au choix », « fermés du »
    /// on a line beside them say something of them: only measures and courtesy may stand there.
    pub fn days_on_two_lines(&mut self) {
        static DAY: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?:le |du |au )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?(?:[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{1,2}(?:er)? (?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)\p{L}{0,6}\.?(?: [0-9]{4})?)$",
            )
        });
        // « 2 sessions : » says something of them as well.
        static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[0-9][0-9 \u{a0}\u{202f},.]*(?:(?:h|heures?)(?: ?[0-9]{2})?|€|euros?|km|nuits?|repas|jours?|personnes?|stagiaires?|participants?)?(?: ?(?:ht|ttc))?$",
            )
        });
        let Some((debut, fin)) = self.first_and_last() else { return };
        let mut days: Vec<(usize, Range<usize>)> = Vec::new();
        let (mut start, mut rank, mut said_of) = (0, 0, false);
        for line in self.left.split('\n') {
            let said = line.trim();
            let from = start + (line.len() - line.trim_start().len());
            if DAY.is_match(said) {
                days.push((rank, from..from + said.len()));
            } else {
                said_of |= !MEASURE.is_match(said) && !is_courtesy(said);
            }
            rank += usize::from(!said.is_empty());
            start += line.len() + 1;
        }
        let [(first, one), (last, other)] = &days[..] else { return };
        let (one, other) = (one.clone(), other.clone());
        let elsewhere = self.has_day(0..one.start) || self.has_day(other.end..self.left.len());
        if first + 1 != *last || elsewhere || said_of && !is_numbered(self.text) {
            return;
        }
        let day = |part: &Range<usize>, after| {
            let contexte = Contexte { after, ..*self.contexte };
            match read(&Nature::Date, self.piece(part.clone()), &contexte) {
                Lecture::Read(Lu { valeur: Valeur::Date(day), .. }) => Some(day),
                _ => None,
            }
        };
        let Some(from) = day(&one, self.contexte.after) else { return };
        let Some(to) = day(&other, Some(from)).filter(|to| from <= *to) else { return };
        let lu = |day| Lu { valeur: Valeur::Date(day), taxe: None };
        self.take(debut, lu(from), one, false);
        self.take(fin, lu(to), other, false);
    }
}
