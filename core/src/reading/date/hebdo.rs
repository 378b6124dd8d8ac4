//! Days of the week: « lundi », « lundi prochain », « mardi de la semaine prochaine », « mercredi en huit ».

use super::calendar::{add_days, monday, next_weekday, weekday};
use super::expression::{Expr, Which};
use super::matcher::{Match, Matcher};
use crate::reading::lex::Token;

impl Matcher<'_> {
    /// « lundi », « lundi prochain », « mardi de la semaine prochaine », « mercredi en huit ».
    pub fn weekday(&self, at: usize) -> Match {
        let day = weekday(self.word(at)?)?;
        let mut i = at + 1;
        if self.tokens.get(i).is_some_and(|token| token.is_mark(&['.'])) && self.word(at)?.len() == 3 {
            i += 1;
        }
        let coming = Some((Expr::Weekday(day, Which::Coming), i));
        if self.is(i, &["prochain", "suivant"]) {
            return Some((Expr::Weekday(day, Which::Next), i + 1));
        }
        // « mardi d'après »
        if self.is(i, &["d"]) && self.is(i + 2, &["apres"]) {
            return Some((Expr::Weekday(day, Which::Next), i + 3));
        }
        if (self.is(i, &["a"]) && self.is(i + 1, &["venir"]))
            || (self.is(i, &["qui"]) && self.is(i + 1, &["vient"]))
        {
            return Some((Expr::Weekday(day, Which::Coming), i + 2));
        }
        // Among other words (« je vous ai écrit lundi dernier ») it is no answer.
        if self.is(i, &["dernier", "derniere", "passe", "passee", "precedent", "precedente"]) {
            return (!self.base.listing).then_some((Expr::Weekday(day, Which::Last), i + 1));
        }
        if self.is(i, &["du"]) && self.is(i + 1, &["mois"]) {
            return None;
        }
        if self.is(i, &["en"]) {
            let days = self.tokens.get(i + 1).and_then(Token::digits);
            if let Some(days) = days.and_then(|d| [("8", 7), ("15", 14)].iter().find(|(n, _)| *n == d)) {
                return Some((Expr::Weekday(day, Which::Plus(days.1)), i + 2));
            }
        }
        let mut week = i;
        while self.is(week, &["de", "la"]) {
            week += 1;
        }
        let this_monday = monday(self.base.today);
        let in_week = |weeks: i64| next_weekday(add_days(this_monday, weeks * 7)?, day);
        if self.is(week, &["semaine"]) {
            if self.is(week + 1, &["prochaine", "suivante", "prochain"]) {
                return Self::fixed(in_week(1), week + 2);
            }
            if self.is(week + 1, &["d"]) && self.is(week + 3, &["apres"]) {
                return Self::fixed(in_week(1), week + 4);
            }
            if self.is(week + 1, &["derniere", "passee", "precedente"]) && !self.base.listing {
                return Self::fixed(in_week(-1), week + 2);
            }
            return None;
        }
        if self.is(week, &["cette"]) && self.is(week + 1, &["semaine"]) {
            return Self::fixed(in_week(0), week + 2);
        }
        // « la semaine prochaine, mardi »
        let comma = at.checked_sub(1).is_some_and(|before| self.tokens[before].is_mark(&[',']));
        let before = at - usize::from(comma);
        if self.before(before, &["semaine"]) && before > 1 && self.is(before - 2, &["cette"]) {
            return Self::fixed(in_week(0), i);
        }
        if self.before(before, &["prochaine", "suivante"]) && before > 1 && self.is(before - 2, &["semaine"])
        {
            return Self::fixed(in_week(1), i);
        }
        coming
    }
}
