//! Months by their name and the years after them: « mars 2027 », « le premier lundi de mars ».

use chrono::{Datelike, NaiveDate};

use super::calendar::{add_months, month, weekday};
use super::expression::{Expr, Found};
use super::matcher::{Match, Matcher};
use super::resolve::{Sens, resolve};
use crate::reading::lex::{Kind, Token};

impl Matcher<'_> {
    /// « le premier lundi de mars », « le dernier jour d'octobre 2027 ».
    pub fn nth(&self, at: usize) -> Match {
        let (rank, at) = match &self.tokens.get(at)?.kind {
            Kind::Ordinal(rank) => (Some(*rank), at + 1),
            Kind::Word(word) if word == "dernier" => (None, at + 1),
            // « 3e »
            Kind::Number { digits, .. } if self.is(at + 1, &["e"]) && !self.tokens[at + 1].spaced => {
                (Some(digits.parse().ok()?), at + 2)
            }
            _ => return None,
        };
        let weekday = self.word(at).and_then(weekday);
        let is_day = self.is(at, &["jour"]);
        let named = self.month_after(at + 1);
        let is_this = named.is_none();
        let (month, year, end) = named.or_else(|| self.this_month(at + 1))?;
        let expr = match weekday {
            Some(weekday) => Expr::Nth { weekday, rank, month, year },
            None if is_day => {
                let last = || last_day(month, year.unwrap_or_else(|| self.next_year_of(month)));
                Expr::Day { day: rank.unwrap_or_else(last), month: Some(month), year }
            }
            None => return None,
        };
        // « le premier lundi du mois », past: of the next one?
        if is_this {
            let found = Found { expr: expr.clone(), weekday: None, start: at, end };
            let coming = matches!(resolve(&found, self.base), Sens::Sure(date) if date >= self.base.today);
            return coming.then_some((expr, end));
        }
        Some((expr, end))
    }

    /// « du mois », and nothing that names another one.
    fn this_month(&self, at: usize) -> Option<(u32, Option<i32>, usize)> {
        let today = self.base.today;
        let said = self.is(at, &["du"]) && self.is(at + 1, &["mois"]) && self.word(at + 2).is_none();
        said.then(|| (today.month(), Some(today.year()), at + 2))
    }

    /// The year this month comes next.
    pub fn next_year_of(&self, month: u32) -> i32 {
        let today = self.base.today;
        today.year() + i32::from(month < today.month())
    }

    /// « de mars 2027 », « du mois prochain », « d'octobre ».
    pub fn month_after(&self, at: usize) -> Option<(u32, Option<i32>, usize)> {
        let mut i = at;
        while self.is(i, &["de", "du", "d", "mois", "ce", "cette", "le"])
            || self.tokens.get(i).is_some_and(|token| token.is_mark(&['\'', '/', '-', '.']) && i < at + 2)
        {
            if self.is(i, &["mois"]) {
                let today = self.base.today;
                if self.is(i + 1, &["prochain", "suivant"]) {
                    let next = add_months(today.with_day(1)?, 1)?;
                    return Some((next.month(), Some(next.year()), i + 2));
                }
                if self.is(i + 1, &["dernier", "passe", "precedent"]) {
                    let last = add_months(today.with_day(1)?, -1)?;
                    return Some((last.month(), Some(last.year()), i + 2));
                }
                if self.before(i, &["ce", "cette"]) || self.is(i + 1, &["ci"]) || self.is(i + 1, &["courant"])
                {
                    return Some((today.month(), Some(today.year()), i + 1));
                }
            }
            i += 1;
        }
        // « 12 mar 2027 »: before a year it is no Tuesday.
        let march = self.is(i, &["mar"])
            && self.tokens.get(i + 1).and_then(Token::figures).is_some_and(|year| year.len() == 4);
        let month = if march { 3 } else { self.word(i).and_then(month)? };
        let (year, end) = self.year_after(i + 1);
        Some((month, year, end))
    }

    pub fn year_after(&self, at: usize) -> (Option<i32>, usize) {
        let mut i = at;
        while self.is(i, &["de", "l", "cette"]) || self.tokens.get(i).is_some_and(|t| t.is_mark(&['\'', ',']))
        {
            i += 1;
        }
        if self.is(i, &["annee", "an"]) {
            let shift = match self.word(i + 1) {
                Some("prochaine" | "prochain" | "suivante") => Some(1),
                Some("derniere" | "dernier" | "passee" | "passe" | "precedente") => Some(-1),
                _ => None,
            };
            let this = i > 0 && self.is(i - 1, &["cette"]);
            if shift.is_some() || this {
                let year = self.base.today.year() + shift.unwrap_or(0);
                return (Some(year), i + 1 + usize::from(shift.is_some()));
            }
        }
        let mut i = at;
        while self.is(i, &["de", "en"])
            || self.tokens.get(i).is_some_and(|t| t.is_mark(&['.', ',', '\'', '/', '-']))
        {
            if i >= at + 2 {
                return (None, at);
            }
            i += 1;
        }
        let Some(token) = self.tokens.get(i) else { return (None, at) };
        let comma = self.tokens[at..i].iter().any(|token| token.is_mark(&[',']));
        // « au 6 janvier, 21 heurs »
        let counts = comma && self.tokens.get(i + 1).is_some_and(|next| next.word().is_some());
        // « 20 avril - 22 avril »: the day of another.
        let another = token.digits().is_some_and(|d| d.len() < 4)
            && (self.word(i + 1).and_then(month).is_some()
                || self.tokens.get(i + 1).is_some_and(|token| token.is_mark(&['/'])));
        let following_unit =
            counts || another || self.is(i + 1, &["jours", "jour", "h", "heures", "euros", "stagiaires"]);
        match token.digits().filter(|_| !following_unit).and_then(year) {
            // « 3 mars 9h »: an hour was taken away before; « 3 mars, 27 » is no year.
            Some(year) if token.digits().is_some_and(|d| d.len() == 4 || (i == at || i == at + 1)) => {
                (Some(year), i + 1)
            }
            _ if self.is(i, &["prochain"]) => (None, i + 1),
            _ => (None, at),
        }
    }

    /// « mars », « mars 2027 », « février 15, 2027 ».
    pub fn month_first(&self, at: usize) -> Match {
        let name = self.word(at)?;
        if name == "mar" && self.tokens.get(at + 1).is_some_and(Token::is_number) {
            return None;
        }
        let month = month(name)?;
        let dot = usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is_mark(&['.'])));
        let day_at = at + 1 + dot;
        if let Some(day) = self.day_number(day_at) {
            let comma = usize::from(self.tokens.get(day_at + 1).is_some_and(|token| token.is_mark(&[','])));
            let year_at = day_at + 1 + comma;
            let year =
                self.tokens.get(year_at).and_then(Token::figures).filter(|y| y.len() == 4).and_then(year);
            if year.is_some() {
                return Some((Expr::Day { day, month: Some(month), year }, year_at + 1));
            }
        }
        let (year, end) = self.year_after(at + 1);
        Some((Expr::Month { month, year }, end))
    }
}

pub fn last_day(month: u32, year: i32) -> u32 {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).unwrap_or(28)
}

/// « 2027 », « 27 ».
pub fn year(text: &str) -> Option<i32> {
    match (text.len(), text.parse::<i32>().ok()?) {
        (2, year) => Some(2000 + year),
        (4, year) if (1900..2200).contains(&year) => Some(year),
        _ => None,
    }
}
