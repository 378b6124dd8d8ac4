//! Months, years, seasons and parts of them.

use chrono::{Datelike, NaiveDate};

use super::unite::Unite;
use super::{Jours, Named};
use crate::reading::date::calendar::month;
use crate::reading::date::expression::Expr;
use crate::reading::date::matcher::Matcher;
use crate::reading::date::named::{last_day, year};
use crate::reading::lex::Token;

fn days(year: i32, month: u32, first: u32, last: u32) -> Option<Jours> {
    let last = last.min(last_day(month, year));
    Some((NaiveDate::from_ymd_opt(year, month, first)?, NaiveDate::from_ymd_opt(year, month, last)?))
}

/// Days of a month: « début », « fin ». A third of it, but the first days of a month by its name are fewer.
fn part_of_month(part: &str, is_named: bool) -> Option<(u32, u32)> {
    match part {
        "debut" if is_named => Some((1, 5)),
        "debut" => Some((1, 10)),
        "fin" => Some((21, 31)),
        _ => None,
    }
}

impl Matcher<'_> {
    /// That year's, or the first that is not over.
    pub(super) fn in_year(&self, year: Option<i32>, of: impl Fn(i32) -> Option<Jours>) -> Option<Jours> {
        let today = self.base.today;
        match year {
            Some(year) => of(year),
            None => (today.year() - 1..=today.year() + 1).filter_map(of).find(|(_, last)| *last >= today),
        }
    }

    /// « fin mars », « début du mois », « en milieu de semaine », « fin d'année », « début 2027 ».
    pub(super) fn part(&self, at: usize) -> Named {
        let part = self.word(at).filter(|word| ["debut", "milieu", "fin"].contains(word))?;
        let today = self.base.today;
        if let Some((month, year, end)) = self.month_after(at + 1) {
            let is_named = (at + 1..end).any(|i| self.word(i).is_some_and(|w| month_named(w, month)));
            let (first, last) = part_of_month(part, is_named)?;
            return Some((self.in_year(year, |year| days(year, month, first, last))?, end));
        }
        let mut start = at + 1;
        while self.is(start, &["de", "du", "d", "la", "le", "l", "cette", "ce"]) {
            start += 1;
        }
        let (unit, after) = match self.unit(start) {
            Some((unit, after)) => (unit, after),
            // « fin 2027 »
            None => (Unite::Annee, start),
        };
        match unit {
            Unite::Semaine => self.part_of_week(part, after),
            Unite::Mois => {
                let (first, last) = part_of_month(part, false)?;
                let next = u32::from(last_day(today.month(), today.year()).min(last) < today.day());
                let (begin, _) = Unite::Mois.run(today, i64::from(next), 1)?;
                Some((days(begin.year(), begin.month(), first, last)?, after))
            }
            Unite::Annee => {
                let written = self.tokens.get(after).and_then(Token::digits).filter(|d| d.len() == 4);
                let (year, end) = match (written.and_then(year), self.shift(after)) {
                    (Some(year), _) => (Some(year), after + 1),
                    (None, Some((shift, end))) => (Some(Unite::Annee.run(today, shift, 1)?.0.year()), end),
                    (None, None) if after == start => return None,
                    (None, None) => (None, after),
                };
                let (first, last) = match part {
                    "debut" => (1, 2),
                    "fin" => (11, 12),
                    _ => return None,
                };
                let of = |year| Some((days(year, first, 1, 1)?.0, days(year, last, 1, 31)?.1));
                Some((self.in_year(year, of)?, end))
            }
            Unite::Jour | Unite::FinDeSemaine => None,
        }
    }

    /// « la première quinzaine d'avril »: up to the 14th, or from the 15th on.
    pub(super) fn fortnight(&self, at: usize) -> Named {
        let (rank, after) = self.rank(at)?;
        if !self.is(after, &["quinzaine"]) {
            return None;
        }
        let (month, year, end) = self.month_after(after + 1)?;
        let (first, last) = match rank {
            Some(1) => (1, 14),
            Some(2) | None => (15, 31),
            Some(_) => return None,
        };
        Some((self.in_year(year, |year| days(year, month, first, last))?, end))
    }

    /// « mars », « le mois de mars 2027 », « 03/2027 », « 2027, mars », « mars dernier », « ce mois de mars ».
    pub(super) fn whole_month(&self, at: usize) -> Named {
        let today = self.base.today;
        let whole = |year: i32, month: u32| days(year, month, 1, 31);
        if let Some(before) = self.year_number(at) {
            let comma = usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is_mark(&[','])));
            if let Some(month) = self.word(at + 1 + comma).and_then(month) {
                return Some((whole(before, month)?, at + 2 + comma));
            }
        }
        // « T1 2027 »
        let stuck = at > 0 && self.word(at - 1).is_some() && !self.tokens[at].spaced;
        let (expr, end) = self.month_first(at).or_else(|| self.figures(at).filter(|_| !stuck))?;
        let Expr::Month { month, year } = expr else { return None };
        if !(1..=12).contains(&month) {
            return None;
        }
        if year.is_none() && self.is(end, &["dernier", "passe"]) {
            let past = |year: &i32| whole(*year, month).is_some_and(|(_, last)| last < today);
            let year = [today.year(), today.year() - 1].into_iter().find(past)?;
            return Some((whole(year, month)?, end + 1));
        }
        // « ce mars »: of this year.
        let this = self.before(at, &["ce", "cet", "cette"]) && year.is_none();
        let jours = self.in_year(year, |year| whole(year, month))?;
        (!this || jours.0.year() == today.year()).then_some((jours, end))
    }

    fn year_number(&self, at: usize) -> Option<i32> {
        self.tokens.get(at).and_then(Token::digits).filter(|digits| digits.len() == 4).and_then(year)
    }

    /// « en 2027 », « l'année 2027 », « 2027 » and nothing else.
    pub(super) fn whole_year(&self, at: usize) -> Named {
        let (_, start) = self.after_determiner(at);
        let said = self.is(start, &["annee", "an", "en"]);
        let number = start + usize::from(said);
        let alone = self.tokens.len() == 1;
        let year = self.year_number(number).filter(|_| said || alone)?;
        let end = number + 1;
        // « en 2027-2028 », « en 2027 trimestre 1 »
        let goes_on = self.tokens.get(end).is_some_and(|token| token.is_mark(&['-', '/', '~', '.']))
            && self.tokens.get(end + 1).is_some_and(Token::is_number);
        (!goes_on).then_some(((days(year, 1, 1, 1)?.0, days(year, 12, 1, 31)?.1), end))
    }

    /// « cet hiver », « l'été prochain », « au printemps 2027 », between the days that custom gives them.
    pub(super) fn season(&self, at: usize) -> Named {
        let (from, to) = match self.word(at)? {
            "printemps" => ((3, 20), (6, 20)),
            // « il a été malade »
            "ete" if at == 0 || self.before(at, &["cet", "l", "en", "d"]) => ((6, 21), (9, 23)),
            "automne" => ((9, 23), (12, 20)),
            "hiver" => ((12, 21), (3, 20)),
            _ => return None,
        };
        let of = |year: i32| {
            let ends = year + i32::from(from > to);
            Some((NaiveDate::from_ymd_opt(year, from.0, from.1)?, NaiveDate::from_ymd_opt(ends, to.0, to.1)?))
        };
        let (year, end) = self.year_after(at + 1);
        if self.is(at + 1, &["dernier", "passe"]) || year.is_some() && from > to {
            return None;
        }
        let jours = self.in_year(year, of)?;
        // « l'été prochain » in summer: the one after.
        let running = jours.0 <= self.base.today && self.is(at + 1, &["prochain"]);
        let jours = if running { of(jours.0.year() + 1)? } else { jours };
        Some((jours, end))
    }
}

fn month_named(word: &str, number: u32) -> bool {
    month(word) == Some(number)
}
