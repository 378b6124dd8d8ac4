//! Days so far from another: « dans 3 semaines », « il y a un mois », « 2 jours après », « 3 semaines avant Noël ».

use chrono::NaiveDate;

use super::calendar::{add_days, add_months};
use super::expression::{Expr, Found};
use super::matcher::{Match, Matcher};
use super::resolve::{Sens, resolve};
use crate::reading::lex::Token;

/// Most units in a row: years, months, weeks and days.
const MOST_UNITS: usize = 4;

impl Matcher<'_> {
    /// A day by how far it is from today, from a known date or from the one written after it.
    pub fn distance(&self, at: usize) -> Match {
        let today = self.base.today;
        let ago = self.is(at, &["il"]) && self.is(at + 1, &["y"]) && self.is(at + 2, &["a"]);
        if self.is(at, &["dans"]) || ago {
            let (start, sign) = if ago { (at + 3, -1) } else { (at + 1, 1) };
            let (date, end) = self.span(today, start, sign)?;
            // « dans 3 jours à partir de mardi »
            if !ago && self.is(end, &["a"]) && self.is(end + 1, &["partir", "compter"]) {
                let (from, last) = self.day_named(end + 2, 0)?;
                return Some((Expr::Fixed(self.span(from, start, 1)?.0), last));
            }
            // « il y a un mois, plus 21 jours »
            return (!self.is(end, &["plus"])).then_some((Expr::Fixed(date), end));
        }
        // « c'est repoussé d'une semaine », « avancée de 3 jours »: of the date it is now. « Décalé » says no way.
        const LATER: &str = "repousse repoussee reporte reportee recule reculee";
        const EARLIER: &str = "avance avancee";
        // « le paiement est repoussé d'une semaine » is about something else.
        const SUBJECTS: &str = "c est ca ce sera ete a la le formation stage session module date dates elle il tout on tous \
            oui non finalement en fait du coup";
        // « le formateur est malade, c'est repoussé d'une semaine »
        const REASONS: &str = "malade malades absent absente indisponible complet complete annule annulee greve ferie panne panique covid conge conges";
        let is_reason = |tokens: &[Token]| {
            tokens.iter().any(|token| token.is_in(REASONS)) && !tokens.iter().any(Token::is_number)
        };
        let plain =
            |tokens: &[Token]| tokens.iter().all(|token| token.word().is_none() || token.is_in(SUBJECTS));
        let alone = |tokens: &[Token]| {
            let comma = tokens.iter().rposition(|token| token.is_mark(&[',']));
            plain(tokens) || comma.is_some_and(|at| is_reason(&tokens[..at]) && plain(&tokens[at..]))
        };
        let moved =
            self.tokens.get(at).filter(|_| self.is(at + 1, &["de", "d"]) && alone(&self.tokens[..at]));
        if let Some(verb) = moved.filter(|verb| verb.is_in(LATER) || verb.is_in(EARLIER)) {
            let apostrophe = self.tokens.get(at + 2).is_some_and(|token| token.is_mark(&['\'']));
            let sign = if verb.is_in(LATER) { 1 } else { -1 };
            let (date, end) = self.span(self.base.current?, at + 2 + usize::from(apostrophe), sign)?;
            let rest = &self.tokens[end..];
            return (plain(rest) || is_reason(rest)).then_some((Expr::Fixed(date), end));
        }
        // « le lendemain du 11 février »
        let beside = [("lendemain", 1), ("surlendemain", 2), ("veille", -1)];
        if let Some((_, days)) = beside.iter().find(|(word, _)| self.is(at, &[word]))
            && self.is(at + 1, &["de", "du", "d"])
        {
            let (from, end) = self.day_named(at + 1, *days)?;
            return Self::fixed(add_days(from, *days), end);
        }
        if let Some(end) = self.base.after.and_then(|_| self.one_day(at)) {
            return Self::fixed(self.base.after, end);
        }
        let (_, end) = self.span(today, at, 1)?;
        let sign = match self.word(end)? {
            "apres" => 1,
            "avant" => -1,
            // « une semaine plus tard »
            "plus" if self.is(end + 1, &["tard"]) && !self.is(end + 2, &["que"]) => {
                return Self::fixed(self.anchor().and_then(|from| Some(self.span(from, at, 1)?.0)), end + 2);
            }
            _ => return None,
        };
        if end + 1 == self.tokens.len() && sign > 0 {
            return Self::fixed(self.anchor().and_then(|from| Some(self.span(from, at, 1)?.0)), end + 1);
        }
        // « deux jours avant hier », « 2 jours après-demain »: one word, or two?
        if self.is(end + 1, &["hier", "demain"]) || self.tokens[end + 1..].first()?.is_mark(&['-']) {
            return None;
        }
        let later = (self.span(today, at, sign)?.0 - today).num_days();
        let (from, last) = self.day_named(end + 1, later)?;
        Some((Expr::Fixed(self.span(from, at, sign)?.0), last))
    }

    /// The day written at a place, behind its article, when it is a sure one. What is `later` than it may be today.
    fn day_named(&self, at: usize, later: i64) -> Option<(NaiveDate, usize)> {
        let mut start = at;
        while start < at + 3
            && (self.is(start, &["de", "d", "du", "le", "la", "l"])
                || self.tokens.get(start).is_some_and(|token| token.is_mark(&['\''])))
        {
            start += 1;
        }
        let (expr, end) = self.day_at(start)?;
        let mut base = self.base;
        if later > 0 && matches!(expr, Expr::Day { month: Some(_), .. }) {
            base.today = add_days(base.today, -later)?;
        }
        match resolve(&Found { expr, weekday: None, start, end }, base) {
            Sens::Sure(date) => Some((date, end)),
            _ => None,
        }
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
        for _ in 0..MOST_UNITS {
            let comma = end > at && self.tokens.get(end).is_some_and(|token| token.is_mark(&[',']));
            let mut skip = end + usize::from(comma);
            skip += usize::from(end > at && self.is(skip, &["et"]));
            let Some(count) =
                self.tokens.get(skip).and_then(Token::digits).and_then(|d| d.parse::<i64>().ok())
            else {
                break;
            };
            let count = count.checked_mul(sign).filter(|count| count.abs() < 10_000)?;
            let after = skip + 2;
            let half = self.is(after, &["et"]) && self.is(after + 1, &["demi", "demie"]);
            let working = self.is(after, &["ouvre", "ouvres", "ouvrable", "ouvrables"]);
            date = match self.word(skip + 1)? {
                // « 3 jours ouvrés », « un mois et demi »: how many days?
                "jour" | "jours" | "j" | "semaine" | "semaines" | "mois" if half || working => return None,
                "jour" | "jours" | "j" => add_days(date, count)?,
                "semaine" | "semaines" => add_days(date, count * 7)?,
                "mois" => add_months(date, count)?,
                "an" | "ans" | "annee" | "annees" => {
                    add_months(date, count * 12 + if half { 6 * sign } else { 0 })?
                }
                _ => break,
            };
            end = after + if half { 2 } else { 0 };
        }
        (end > at).then_some((date, end))
    }
}
