//! Tries each way to write a date at one place of an answer.

use chrono::{Datelike, NaiveDate};

use super::Base;
use super::calendar::weekday;
use super::expression::Expr;
use crate::reading::lex::{Kind, Token, listed};

pub struct Matcher<'a> {
    pub tokens: &'a [Token],
    pub base: Base,
    /// There is one number in all.
    pub lone: bool,
    /// It holds one date at most, and little else.
    pub bare: bool,
}

/// What is written, and the index after it.
pub type Match = Option<(Expr, usize)>;

impl Matcher<'_> {
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_word(words))
    }

    pub fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).and_then(Token::word)
    }

    pub fn before(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.is(at - 1, words)
    }

    pub fn match_at(&self, at: usize) -> Match {
        if self.base.listing && self.counts_on(at) {
            return Some((Expr::Day { day: self.day_number(at)?, month: None, year: None }, at + 1));
        }
        self.distance(at).or_else(|| self.day_at(at)).or_else(|| self.day_alone(at))
    }

    /// « 2 3 et 4 juin », « 2 3 4 juin »: a day and the next one, before more of them.
    fn counts_on(&self, at: usize) -> bool {
        let day = |at: usize| self.day_number(at).filter(|_| self.tokens[at].figures().is_some());
        let follows = |at: usize| day(at).is_some() && day(at + 1) == day(at).map(|day| day + 1);
        let more = || self.is(at + 2, &["et"]) || follows(at + 1) || self.month_after(at + 2).is_some();
        follows(at) && more()
    }

    /// A day by itself, not by how far it is from another.
    pub fn day_at(&self, at: usize) -> Match {
        self.relative(at)
            .or_else(|| self.nth(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.figures(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.weekday(at))
    }

    pub fn fixed(date: Option<NaiveDate>, end: usize) -> Match {
        date.map(|date| (Expr::Fixed(date), end))
    }

    pub fn day_number(&self, at: usize) -> Option<u32> {
        // « l5 mars »: a slip for 15.
        let stuck =
            at > 0 && self.word(at - 1).is_some() && self.tokens.get(at).is_some_and(|token| !token.spaced);
        if stuck && !self.before(at, &["le", "du", "au", "les"]) {
            return None;
        }
        match &self.tokens.get(at)?.kind {
            Kind::Number { digits, .. } if digits.len() <= 2 => digits.parse().ok(),
            Kind::Ordinal(rank) => Some(*rank),
            _ => None,
        }
    }

    /// « 3 mars », « 1er août 2027 », « 15-déc-27 », « 3e jour d'octobre ».
    pub fn day_first(&self, at: usize) -> Match {
        let day = self.day_number(at)?;
        let mut i = at + 1;
        if self.is(i, &["e"]) && !self.tokens[i].spaced {
            i += 1;
        }
        if self.is(i, &["jour"]) {
            i += 1;
        }
        let (month, year, end) = self.month_after(i)?;
        if year.is_none() && self.is(end, &["dernier", "passe"]) {
            let today = self.base.today;
            let years = [today.year(), today.year() - 1];
            let date = years
                .iter()
                .filter_map(|year| NaiveDate::from_ymd_opt(*year, month, day))
                .find(|date| *date <= today);
            return Self::fixed(date, end + 1);
        }
        Some((Expr::Day { day, month: Some(month), year }, end))
    }

    /// « le 5 »; « 5 » alone when it corrects or follows a date.
    pub fn day_alone(&self, at: usize) -> Match {
        let day = self.day_number(at)?;
        let glued =
            self.tokens.get(at + 1).is_some_and(|t| !t.spaced && !t.is_mark(&['.', ',', '!', '?', ')', ';']));
        // « 21h 1,2 k€ » is no list of days.
        let decimal = self.tokens.get(at + 1).is_some_and(|t| !t.spaced && t.is_mark(&[',']))
            && self.tokens.get(at + 2).is_some_and(|t| !t.spaced && t.is_number())
            && self
                .tokens
                .get(at + 3)
                .is_some_and(|t| t.is_mark(&['€']) || t.is_in("k ke keur e eur euro euros h km"));
        if decimal {
            return None;
        }
        let rank = self.is(at + 1, &["e"]) && glued;
        let end = at + 1 + usize::from(rank);
        let unit = self.word(end).filter(|word| {
            ![
                "svp",
                "stp",
                "merci",
                "plutot",
                "alors",
                "finalement",
                "et",
                "ou",
                "au",
                "a",
                "je",
                "s",
                "si",
                "inclus",
                "compris",
            ]
            .contains(word)
        });
        let led = self.before(at, &["le", "au", "du", "les"]) || (at > 0 && self.weekday(at - 1).is_some());
        let known = self.base.after.is_some() || self.base.current.is_some();
        if self.base.listing && !rank && self.ranges(at) {
            return Some((Expr::Day { day, month: None, year: None }, at + 1));
        }
        // « ça finit le 19 c'est 14 h »: another clause begins.
        let in_fact = || self.is(end, &["en"]) && self.is(end + 1, &["fait"]);
        let goes_on = || {
            led && !self.before(at - 1, &["dans"])
                && (in_fact()
                    || unit.is_some_and(|word| {
                        listed("c ca cest on nous il elle puis donc pour chez avec", word)
                    }))
        };
        if (glued && !rank) || (unit.is_some() && !goes_on() && (!led || unit.and_then(weekday).is_none())) {
            return None;
        }
        let listed = self.base.listing
            && self
                .tokens
                .get(end)
                .is_none_or(|token| token.is_mark(&[',']) || token.is_word(&["et", "ou", "puis", "au"]));
        (led || listed || (known && self.lone)).then_some((Expr::Day { day, month: None, year: None }, end))
    }

    /// « 22-23 mars », « 22/23 mars », « 22 & 23 mars », « les 22 - 23 mars »: the first of a period; « niveau 2 - 3 mars » is none.
    fn ranges(&self, at: usize) -> bool {
        let next = |token: &&Token| {
            token.is_mark(&['-', '–', '→'])
                || token.is_mark(&['/']) && !token.spaced && self.is_next_day(at)
                || token.is_mark(&['&']) && self.is_next_day(at)
        };
        let Some(dash) = self.tokens.get(at + 1).filter(next) else { return false };
        let dated = |found: (Expr, usize)| matches!(found.0, Expr::Day { month: Some(_), .. });
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        let free = before.is_none_or(|token| match &token.kind {
            Kind::Word(_) => !dash.spaced || token.is_in("le les du au de date dates periode"),
            // « 14 h. 22-23 mars »: the stop ends what stands before.
            Kind::Mark('.') => self.tokens[at].spaced,
            Kind::Mark(mark) => !matches!(mark, '-' | '–' | '/'),
            Kind::Newline => true,
            Kind::Number { .. } | Kind::Ordinal(_) => false,
        });
        free && self.day_at(at + 2).is_some_and(dated)
    }

    /// « 22/23 mars »: a day, and a later one with its month in letters.
    fn is_next_day(&self, at: usize) -> bool {
        let later = |found: (Expr, usize)| match found.0 {
            Expr::Day { day, .. } => self.day_number(at).is_some_and(|first| first < day),
            _ => false,
        };
        self.day_first(at + 2).is_some_and(later)
    }
}
