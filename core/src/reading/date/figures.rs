//! Dates in figures.

use super::calendar::month;
use super::expression::Expr;
use super::matcher::{Match, Matcher};
use super::named::year;
use crate::reading::lex::{Kind, Token};

impl Matcher<'_> {
    /// « 03/04/2027 », « 3.4.27 », « 2027-04-03 », « 3/4 », « 03042027 », « 03/2027 ».
    pub fn figures(&self, at: usize) -> Match {
        let first = self.tokens.get(at)?.figures()?;
        let mut parts = vec![first];
        let mut end = at + 1;
        let mut separator = None;
        while let Some(token) = self.tokens.get(end) {
            let (mark, number) = match (&token.kind, token.figures()) {
                (Kind::Mark(mark @ ('/' | '-' | '.')), _) => (*mark, end + 1),
                (_, Some(_)) if token.spaced => (' ', end),
                _ => break,
            };
            let Some(next) = self.tokens.get(number).and_then(Token::figures) else { break };
            // « ¼ », one character, is not the first of April.
            if self.tokens[number].start == self.tokens[at].start {
                return None;
            }
            let loose = token.spaced || self.tokens[number].spaced;
            if loose && (mark == '.' || mark == '-') {
                break;
            }
            if separator.is_some_and(|separator| separator != mark) && loose {
                break;
            }
            if separator.is_some_and(|separator| separator != mark) {
                return if mark == ' ' { self.parts(&parts, separator, end) } else { None };
            }
            separator = Some(mark);
            parts.push(next);
            end = number + 1;
        }
        let named = self.word(end).and_then(month).is_some() && parts.len() > 1;
        if named || self.is(end, &["am", "pm"]) {
            return None;
        }
        self.parts(&parts, separator, end)
    }

    pub fn parts(&self, parts: &[&str], separator: Option<char>, end: usize) -> Match {
        let number = |text: &str| text.parse::<u32>().ok();
        let short = |text: &str| (1..=2).contains(&text.len());
        match parts {
            [compact] if compact.len() == 8 => {
                let (day, month, year) =
                    (number(&compact[..2])?, number(&compact[2..4])?, year(&compact[4..])?);
                Some((Expr::Day { day, month: Some(month), year: Some(year) }, end))
            }
            [y, m, d] if y.len() == 4 && short(m) && short(d) && separator != Some(' ') => {
                Some((Expr::Day { day: number(d)?, month: Some(number(m)?), year: Some(year(y)?) }, end))
            }
            [d, m, y] if short(d) && short(m) => Self::ordered(number(d)?, number(m)?, Some(year(y)?), end),
            [m, y] if short(m) && y.len() == 4 => {
                Some((Expr::Month { month: number(m)?, year: year(y) }, end))
            }
            [y, m] if short(m) && y.len() == 4 => {
                Some((Expr::Month { month: number(m)?, year: year(y) }, end))
            }
            [d, m] if short(d) && short(m) => match separator {
                Some('/') => Self::ordered(number(d)?, number(m)?, None, end),
                Some('-') if m.len() == 2 => Self::ordered(number(d)?, number(m)?, None, end),
                Some('.' | ' ') if (1..=12).contains(&number(m)?) && (1..=31).contains(&number(d)?) => {
                    Self::ordered(number(d)?, number(m)?, None, end)
                }
                _ => None,
            },
            _ => None,
        }
    }

    pub fn ordered(day: u32, month: u32, year: Option<i32>, end: usize) -> Match {
        if (13..=31).contains(&month) && (1..=12).contains(&day) {
            return Some((Expr::Swapped { day: month, month: day, year }, end));
        }
        Some((Expr::Day { day, month: Some(month), year }, end))
    }
}
