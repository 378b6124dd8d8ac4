//! Days that are taken back: « le 4 janvier, euh non le 5 », « du 12 au 14 avril, non pardon, du 13 au 15 ».

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::super::bilan::takes_back;
use super::super::chantier::Chantier;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::lex::listed;
use crate::reading::{Contexte, Lecture, read, read_range};

/// Bytes before a value in which another is taken back.
const BEFORE: usize = 60;
/// Days by which a period is moved within its month; by more, it may be of another.
const NEAR: i64 = 10;

/// Days that are corrected, and where they end in the message.
pub(super) struct Corrigee {
    first: NaiveDate,
    last: NaiveDate,
    end: usize,
}

impl Chantier<'_, '_> {
    /// The period that is written, if it is one: of the month of the one that it corrects.
    pub(super) fn period(&self, piece: &str, corrected: Option<&Corrigee>) -> Option<(NaiveDate, NaiveDate)> {
        let current = corrected.map(|corrected| Valeur::Date(corrected.first));
        let current = current.as_ref().or(self.contexte.current);
        read_range(piece, &Contexte { current, ..*self.contexte })
    }

    /// « du 28 au 30 avril, non, du 3 au 5 », « … non, en mai, du 13 au 15 »: it may be of another month than what it
    /// corrects, or correct nothing.
    pub(super) fn may_be_elsewhere(&self, piece: &str, at: usize, corrected: &Corrigee) -> bool {
        const PLAIN: &str =
            "non ah euh pardon oups erreur enfin plutot finalement c est ce sera du le les des dates";
        let Corrigee { first, last, end } = *corrected;
        let Some(period) = self.period(piece, Some(corrected)) else { return false };
        let near = (period.0 - first).num_days().abs() <= NEAR && first.month() == last.month();
        let plain = self.words(end..at).iter().all(|word| listed(PLAIN, &word.text))
            && !self.piece(end..at).contains('?');
        !(near && plain) && Some(period) != read_range(piece, self.contexte)
    }

    /// The days that were taken last, where this takes them back.
    pub(super) fn corrected_by(&self, octets: &Range<usize>) -> Option<Corrigee> {
        let dates = self.of_kind(|nature| matches!(nature, Nature::Date)).into_iter();
        let taken = dates.flat_map(|place| self.taken_of(place)).filter(|(_, part)| part.end <= octets.start);
        let taken: Vec<(NaiveDate, usize)> = taken
            .filter_map(|(lu, part)| match lu.valeur {
                Valeur::Date(day) => Some((day, part.end)),
                _ => None,
            })
            .collect();
        let end = taken.iter().map(|(_, end)| *end).max().filter(|_| self.follows_taking_back(octets))?;
        let days = || taken.iter().filter(|(_, other)| *other == end).map(|(day, _)| *day);
        Some(Corrigee { first: days().min()?, last: days().max()?, end })
    }

    /// « début le 15 mars, euh non le 16, »: the day taken last, in its month, where a clause says no more.
    pub(super) fn takes_day_again(&mut self, part: &Range<usize>) -> bool {
        let Some(place) = self.last_dated(part.start) else { return false };
        let Some((before, _)) = self.taken_of(place).pop() else { return false };
        let contexte = Contexte { current: Some(&before.valeur), ..*self.contexte };
        let more = self.words(part.end..self.clause(part).end);
        // « pardon début le 14 » says again which one.
        let before = self.words(self.segment(part).start..part.start);
        let bare = before
            .iter()
            .rev()
            .find(|word| word.text != "le")
            .is_none_or(|word| takes_back(std::slice::from_ref(word)));
        match read(&Nature::Date, self.piece(part.clone()), &contexte) {
            Lecture::Read(lu) if bare && more.is_empty() && !self.is_doubtful(part, false) => {
                self.take_back(place);
                self.take(place, lu, part.clone(), false);
                true
            }
            _ => false,
        }
    }

    /// The one place that took the last day before this.
    pub(super) fn last_dated(&self, before: usize) -> Option<usize> {
        let latest = self.last_day_before(before)?;
        let ends_there = |place: &usize| self.taken_of(*place).iter().any(|(_, part)| part.end == latest);
        let mut of = self.of_kind(|nature| matches!(nature, Nature::Date)).into_iter().filter(ends_there);
        of.next().filter(|_| of.next().is_none())
    }

    pub(super) fn follows_taking_back(&self, part: &Range<usize>) -> bool {
        let from = self.left.get(..part.start).unwrap_or_default();
        let from = from.char_indices().rev().take(BEFORE).last().map_or(0, |(at, _)| at);
        // « le 15, non le 16, fin le 18 »: what was read in between was taken back already.
        let from = self.rest(from..part.start).rfind(';').map_or(from, |at| from + at);
        let words = self.words(from..part.start);
        // « et pas du 2 au 4 » takes nothing back but itself.
        takes_back(&words) && words.last().is_none_or(|word| word.text != "pas")
    }

    /// « ah non pardon, je crois que c'est du 18 au 20 mai »: nothing else stands between.
    pub(super) fn believes_anew(&self, part: &Range<usize>) -> bool {
        const PLAIN: &str = "ah euh non pardon oups erreur plutot finalement je crois pense que qu c est ce sera serait le du au regarde devis \
            planning il me semble peut etre";
        let Some(end) = self.last_day_before(part.start) else { return false };
        self.follows_taking_back(part)
            && self.words(end..part.start).iter().all(|word| listed(PLAIN, &word.text))
    }

    /// Where the day that was taken last before this ends.
    fn last_day_before(&self, before: usize) -> Option<usize> {
        let dates = self.of_kind(|nature| matches!(nature, Nature::Date)).into_iter();
        dates
            .flat_map(|place| self.taken_of(place))
            .map(|(_, part)| part.end)
            .filter(|end| *end <= before)
            .max()
    }
}
