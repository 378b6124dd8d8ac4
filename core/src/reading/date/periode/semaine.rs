//! Weeks by their rank, their number or one of their days; parts of a week.

use chrono::{Datelike, NaiveDate, Weekday};

use super::unite::Unite;
use super::{Jours, Named};
use crate::reading::date::calendar::{add_days, monday, month, nth_weekday};
use crate::reading::date::expression::{Expr, Found};
use crate::reading::date::matcher::Matcher;
use crate::reading::date::resolve::{Sens, resolve};
use crate::reading::lex::{Kind, Token};

/// The running week, or the next when its day `last` (0 is Monday) is past.
pub(super) fn not_over(today: NaiveDate, last: u32) -> Option<Jours> {
    Unite::Semaine.run(today, i64::from(today.weekday().num_days_from_monday() > last), 1)
}

fn week(first: NaiveDate) -> Option<Jours> {
    Some((first, add_days(first, 6)?))
}

impl Matcher<'_> {
    /// A rank, or `None` for the last one; the index after it.
    pub(super) fn rank(&self, at: usize) -> Option<(Option<u32>, usize)> {
        match &self.tokens.get(at)?.kind {
            Kind::Ordinal(rank) => Some((Some(*rank), at + 1)),
            Kind::Word(word) if word == "derniere" => Some((None, at + 1)),
            // « 3e », « 1re »
            Kind::Number { digits, .. } if self.is(at + 1, &["e", "re"]) => {
                Some((Some(digits.parse().ok()?), at + 2))
            }
            _ => None,
        }
    }

    /// « la première semaine d'avril », « la dernière semaine de 2027 »: a week is of the month, or year, of its
    /// Thursday (ISO 8601).
    pub(super) fn ranked_week(&self, at: usize) -> Named {
        let (_, start) = self.after_determiner(at);
        let (rank, after) = self.rank(start)?;
        if !self.is(after, &["semaine"]) {
            return None;
        }
        if let Some((month, year, end)) = self.month_after(after + 1) {
            let of = |year: i32| week(monday(nth_weekday(year, month, Weekday::Thu, rank)?));
            return Some((self.in_year(year, of)?, end));
        }
        let (year, end) = self.of_year(after + 1)?;
        let week_of = |rank: u32| NaiveDate::from_isoywd_opt(year, rank, Weekday::Mon);
        let first = match rank {
            Some(rank) => week_of(rank)?,
            None => week_of(53).or_else(|| week_of(52))?,
        };
        Some((week(first)?, end))
    }

    /// « de 2027 », « de l'année prochaine », « de l'année 2027 ».
    fn of_year(&self, at: usize) -> Option<(i32, usize)> {
        let named = (at..at + 3).find(|&i| self.is(i, &["annee"])).map_or(at, |i| i + 1);
        [at, named].into_iter().find_map(|at| {
            let (year, end) = self.year_after(at);
            Some((year?, end))
        })
    }

    /// « la semaine du 6 octobre », « la semaine commençant le 4 », « le mois du 16 septembre », « le week-end du 12 ».
    pub(super) fn week_of(&self, at: usize) -> Named {
        let (_, start) = self.after_determiner(at);
        let (unit, after) = self.unit(start)?;
        let begins = self.is(after, &["commencant", "debutant", "demarrant", "qui"]);
        let mut day_at = after + usize::from(begins);
        day_at += usize::from(self.is(day_at, &["commence", "debute", "demarre"]));
        if !self.is(day_at, &["du", "le"]) {
            return None;
        }
        let named = self.is(day_at + 1, &["lundi"]);
        let (expr, end) = self.match_at(day_at + 1 + usize::from(named))?;
        // « le mois du 3 au 15 »
        if self.is(end, &["au", "a", "et", "ou"]) || matches!(expr, Expr::Month { .. } | Expr::Weekday(..)) {
            return None;
        }
        let weekday = named.then_some(Weekday::Mon);
        let found = Found { expr, weekday, start: day_at + 1, end };
        let Sens::Sure(day) = resolve(&found, self.base) else { return None };
        let weekday = day.weekday();
        let jours = match unit {
            Unite::Semaine if begins && weekday != Weekday::Mon => None,
            // Of a Sunday: the week it ends, or the one after it?
            Unite::Semaine if weekday == Weekday::Sun => None,
            Unite::FinDeSemaine if !matches!(weekday, Weekday::Fri | Weekday::Sat | Weekday::Sun) => None,
            Unite::Semaine | Unite::FinDeSemaine | Unite::Mois => unit.run(day, 0, 1),
            Unite::Jour | Unite::Annee => None,
        };
        Some((jours?, end))
    }

    /// « semaine 12 », « la semaine 12 de 2027 ».
    pub(super) fn week_number(&self, at: usize) -> Named {
        let (_, start) = self.after_determiner(at);
        if !self.is(start, &["semaine"]) {
            return None;
        }
        let number = self.tokens.get(start + 1).and_then(Token::figures)?;
        let number: u32 = number.parse().ok().filter(|number| (1..=53).contains(number))?;
        // « semaine 3 mars », « semaine 12/13 »
        let goes_on = self.word(start + 2).is_some_and(|word| month(word).is_some())
            || self.tokens.get(start + 2).is_some_and(|token| token.is_mark(&['/', '-', '→']))
            || self.is(start + 2, &["au", "a", "et", "ou"]);
        if goes_on {
            return None;
        }
        let (year, end) = self.year_after(start + 2);
        let of = |year: i32| week(NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?);
        Some((self.in_year(year, of)?, end))
    }

    /// Days of a week: its first two, its middle two, its last four.
    pub(super) fn part_of_week(&self, part: &str, at: usize) -> Named {
        let (first, last) = match part {
            "debut" => (0, 1),
            "milieu" => (2, 3),
            _ => (3, 6),
        };
        let (jours, end) = match self.shift(at) {
            Some((shift, end)) => (Unite::Semaine.run(self.base.today, shift, 1)?, end),
            None if self.is(at, &["du", "de", "d", "commencant"]) => return None,
            None => (not_over(self.base.today, last)?, at),
        };
        Some(((add_days(jours.0, first)?, add_days(jours.0, i64::from(last))?), end))
    }
}
