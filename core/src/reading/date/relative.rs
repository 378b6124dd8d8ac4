//! Days said from another: « demain », « dans 3 semaines », « lundi prochain ».

use chrono::NaiveDate;

use super::Base;
use super::calendar::{add_days, add_months, monday, next_weekday, weekday};
use super::expression::{Expr, Which};
use super::matcher::{Match, Matcher};
use crate::reading::lex::Token;

impl Matcher<'_> {
    /// « demain », « dans 3 semaines », « le lendemain », « une semaine plus tard ».
    pub fn relative(&self, at: usize) -> Match {
        let Base { today, after, current, .. } = self.base;
        let anchor = after.or(current);
        match self.word(at).unwrap_or_default() {
            "aujourdhui" => return Self::fixed(Some(today), at + 1),
            "ce" if self.is(at + 1, &["jour"]) && (anchor.is_some() || self.is_that_day(at + 2)) => {
                let end = at
                    + 2
                    + if self.is_that_day(at + 2) { 1 + usize::from(!self.is(at + 2, &["la"])) } else { 0 };
                return Self::fixed(anchor, end);
            }
            "jour" if self.is(at + 1, &["meme"]) => return Self::fixed(anchor, at + 2),
            "ce" if self.is(at + 1, &["jour"]) => return Self::fixed(Some(today), at + 2),
            "demain" => return Self::fixed(add_days(today, 1), at + 1),
            "hier" => return Self::fixed(add_days(today, -1), at + 1),
            "lendemain" => return Self::fixed(anchor.and_then(|date| add_days(date, 1)), at + 1),
            "surlendemain" => return Self::fixed(anchor.and_then(|date| add_days(date, 2)), at + 1),
            // Of the date being corrected: the end of a period is not before its start.
            "veille" if after.is_none() && !self.is(at + 1, &["de", "du"]) => {
                return Self::fixed(current.and_then(|date| add_days(date, -1)), at + 1);
            }
            "meme" if self.is(at + 1, &["jour", "date"]) => return Self::fixed(anchor, at + 2),
            "idem" | "pareil" => return Self::fixed(after, at + 1),
            _ => {}
        }
        for (first, second, days) in [("apres", "demain", 2), ("avant", "hier", -2)] {
            let dash = usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is_mark(&['-'])));
            if self.is(at, &[first]) && self.is(at + 1 + dash, &[second]) {
                return Self::fixed(add_days(today, days), at + 2 + dash);
            }
        }
        if self.is(at, &["dans"]) {
            let (date, end) = self.span(today, at + 1, 1)?;
            return Some((Expr::Fixed(date), end));
        }
        if self.is(at, &["il"]) && self.is(at + 1, &["y"]) && self.is(at + 2, &["a"]) {
            let (date, end) = self.span(today, at + 3, -1)?;
            return Some((Expr::Fixed(date), end));
        }
        if let Some(end) = after.and_then(|_| self.one_day(at)) {
            return Self::fixed(after, end);
        }
        // « 2 jours après », « une semaine plus tard »
        let (date, end) = self.span(anchor?, at, 1)?;
        let later = self.is(end, &["plus"]) && self.is(end + 1, &["tard"]);
        match (later, self.is(end, &["apres"]) && end + 1 == self.tokens.len()) {
            (true, _) => Some((Expr::Fixed(date), end + 2)),
            (false, true) => Some((Expr::Fixed(date), end + 1)),
            (false, false) => None,
        }
    }

    /// « ce jour-là ».
    fn is_that_day(&self, at: usize) -> bool {
        let dash = usize::from(self.tokens.get(at).is_some_and(|token| token.is_mark(&['-'])));
        self.is(at + dash, &["la"])
    }

    /// « une seule journée », « 1 jour », and nothing after: it ends the day it begins.
    fn one_day(&self, at: usize) -> Option<usize> {
        let one = self.tokens.get(at)?.digits() == Some("1");
        let only = usize::from(self.is(at + 1, &["seul", "seule"]));
        let end = at + 2 + only;
        let ends = self.tokens.get(end).is_none_or(|token| token.is_mark(&['.', '!', ',']));
        (one && ends && self.is(at + 1 + only, &["jour", "journee"])).then_some(end)
    }

    /// « 3 semaines », « 1 an 11 mois » counted from a date.
    pub fn span(&self, from: NaiveDate, at: usize, sign: i64) -> Option<(NaiveDate, usize)> {
        let mut date = from;
        let mut end = at;
        loop {
            let comma = end > at && self.tokens.get(end).is_some_and(|token| token.is_mark(&[',']));
            let mut skip = end + usize::from(comma);
            skip += usize::from(end > at && self.is(skip, &["et"]));
            let Some(count) =
                self.tokens.get(skip).and_then(Token::digits).and_then(|d| d.parse::<i64>().ok())
            else {
                break;
            };
            let count = count.checked_mul(sign).filter(|count| count.abs() < 10_000)?;
            date = match self.word(skip + 1)? {
                "jour" | "jours" | "j" => add_days(date, count)?,
                "semaine" | "semaines" => add_days(date, count * 7)?,
                "mois" => add_months(date, count)?,
                "an" | "ans" | "annee" | "annees" => add_months(date, count * 12)?,
                _ => break,
            };
            end = skip + 2;
        }
        (end > at).then_some((date, end))
    }

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
        if self.is(i, &["dernier", "derniere", "passe", "passee", "precedent", "precedente"])
            || (self.is(i, &["du"]) && self.is(i + 1, &["mois"]))
        {
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
