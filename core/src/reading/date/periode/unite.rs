//! One running, past or coming week, month, year or week-end; what is left of it.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Jours, Named};
use crate::reading::date::calendar::{add_days, add_months, monday};
use crate::reading::date::matcher::Matcher;
use crate::reading::lex::Token;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unite {
    Jour,
    Semaine,
    Mois,
    Annee,
    /// Saturday and Sunday.
    FinDeSemaine,
}

impl Unite {
    /// The `count` whole ones that begin `shift` ones after the running one.
    pub fn run(self, today: NaiveDate, shift: i64, count: i64) -> Option<Jours> {
        let begin = |shift: i64| match self {
            Unite::Jour => add_days(today, shift),
            Unite::Semaine => add_days(monday(today), shift * 7),
            Unite::FinDeSemaine => add_days(monday(today), shift * 7 + 5),
            Unite::Mois => add_months(today.with_day(1)?, shift),
            Unite::Annee => {
                NaiveDate::from_ymd_opt(today.year(), 1, 1).and_then(|d| add_months(d, shift * 12))
            }
        };
        let last = match self {
            Unite::FinDeSemaine => add_days(begin(shift + count - 1)?, 1)?,
            _ => begin(shift + count)?.pred_opt()?,
        };
        Some((begin(shift)?, last))
    }
}

impl Matcher<'_> {
    /// The unit at a place, and the index after it.
    pub(super) fn unit(&self, at: usize) -> Option<(Unite, usize)> {
        Some(match self.word(at)? {
            "jour" | "jours" => (Unite::Jour, at + 1),
            "semaine" | "semaines" => (Unite::Semaine, at + 1),
            "mois" => (Unite::Mois, at + 1),
            "an" | "ans" | "annee" | "annees" => (Unite::Annee, at + 1),
            "weekend" => (Unite::FinDeSemaine, at + 1),
            "week" if self.is(at + 1, &["end"]) => (Unite::FinDeSemaine, at + 2),
            _ => return None,
        })
    }

    /// How many units away, by what follows it: « prochaine », « en cours », « passée ».
    pub(super) fn shift(&self, at: usize) -> Option<(i64, usize)> {
        let two = |first: &str, second: &[&str]| self.is(at, &[first]) && self.is(at + 1, second);
        Some(match self.word(at)? {
            "prochain" | "prochaine" | "suivant" | "suivante" => (1, at + 1),
            "dernier" | "derniere" | "passe" | "passee" | "precedent" | "precedente" | "ecoule"
            | "ecoulee" => (-1, at + 1),
            "ci" | "actuel" | "actuelle" | "courant" | "courante" => (0, at + 1),
            _ if two("en", &["cours"]) => (0, at + 2),
            _ if two("qui", &["suit", "vient", "arrive"]) || two("a", &["venir"]) || two("d", &["apres"]) => {
                (1, at + 2)
            }
            _ => return None,
        })
    }

    /// « cette semaine », « le mois prochain », « l'année en cours », « la semaine », « en semaine ».
    pub(super) fn running_or_next(&self, at: usize) -> Named {
        let today = self.base.today;
        let numbered = self.tokens.get(at + 2).is_some_and(Token::is_number);
        if self.is(at, &["en"]) && self.is(at + 1, &["semaine"]) && !numbered {
            return Some((working(super::semaine::not_over(today, 4)?)?, at + 2));
        }
        let (shown, start) = self.after_determiner(at);
        let leading = match self.word(start)? {
            "prochain" | "prochaine" => Some(1),
            "dernier" | "derniere" => Some(-1),
            _ => None,
        };
        let (unit, after) = self.unit(start + usize::from(leading.is_some()))?;
        let trailing = self.shift(after);
        let (shift, end) = match (leading, trailing) {
            (None, Some((shift, end))) => (shift, end),
            (Some(shift), None) => (shift, after),
            // « les ventes de la semaine » tells of sales.
            (None, None) if shown && !self.before(at, &["de", "du", "d"]) => (0, after),
            _ => return None,
        };
        // « le jour » is none; « le week-end prochain »: the coming one, or the next?
        if unit == Unite::Jour || (unit == Unite::FinDeSemaine && shift > 0) {
            return None;
        }
        let jours = unit.run(today, shift, 1)?;
        if unit == Unite::Semaine
            && (self.is(end, &["ouvree"]) || self.is(end, &["de"]) && self.is(end + 1, &["travail"]))
        {
            return Some((working(jours)?, end + 1 + usize::from(self.is(end, &["de"]))));
        }
        // « la semaine de la rentrée », « le mois après »
        let goes_on = self.is(end, &["de", "du", "d", "des", "qui", "ou", "apres", "avant"]);
        (!goes_on).then_some((jours, end))
    }

    /// « le reste de la semaine », « la fin de… » is elsewhere.
    pub(super) fn remainder(&self, at: usize) -> Named {
        if !self.is(at, &["reste"]) {
            return None;
        }
        let mut start = at + 1;
        while self.is(start, &["de", "du", "d", "la", "l", "cette", "ce", "ma", "mon"]) {
            start += 1;
        }
        let (unit, after) = self.unit(start)?;
        let end = match self.shift(after) {
            Some((0, end)) => end,
            Some(_) => return None,
            None => after,
        };
        let (_, last) = unit.run(self.base.today, 0, 1)?;
        Some(((self.base.today, last), end))
    }
}

/// Monday to Friday of a week.
fn working((first, _): Jours) -> Option<Jours> {
    Some((first, add_days(first, i64::from(Weekday::Fri.num_days_from_monday()))?))
}
