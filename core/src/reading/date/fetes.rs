//! Feasts: « Noël », « la veille de Noël », « le jour de l'an », « lundi de Pâques », « fête des mères 2027 ».

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{add_days, nth_weekday};
use super::expression::Expr;
use super::matcher::{Match, Matcher};
use crate::calendrier::paques;
use crate::reading::lex::Words;

#[derive(Clone, Copy)]
enum Fete {
    /// Day and month.
    Fixe(u32, u32),
    /// Days after Easter Sunday.
    Paques(i64),
    Meres,
    Peres,
}

impl Fete {
    fn of_year(self, year: i32) -> Option<NaiveDate> {
        let pentecost = || add_days(paques(year)?, 49);
        match self {
            Fete::Fixe(day, month) => NaiveDate::from_ymd_opt(year, month, day),
            Fete::Paques(days) => add_days(paques(year)?, days),
            // The last Sunday of May, or the first of June when that is Pentecost (art. D. 215-1 of the Code de
            // l'action sociale et des familles).
            Fete::Meres => nth_weekday(year, 5, Weekday::Sun, None)
                .filter(|sunday| Some(*sunday) != pentecost())
                .or_else(|| nth_weekday(year, 6, Weekday::Sun, Some(1))),
            Fete::Peres => nth_weekday(year, 6, Weekday::Sun, Some(3)),
        }
    }
}

/// Feasts of one word.
fn feast(word: &str) -> Option<Fete> {
    Some(match word {
        "noel" => Fete::Fixe(25, 12),
        "toussaint" => Fete::Fixe(1, 11),
        "sylvestre" => Fete::Fixe(31, 12),
        "assomption" => Fete::Fixe(15, 8),
        "armistice" => Fete::Fixe(11, 11),
        "epiphanie" => Fete::Fixe(6, 1),
        "chandeleur" => Fete::Fixe(2, 2),
        "valentin" => Fete::Fixe(14, 2),
        "ascension" => Fete::Paques(39),
        "pentecote" => Fete::Paques(49),
        "paques" => Fete::Paques(0),
        _ => return None,
    })
}

/// The name of a feast that makes a date wherever it stands.
pub fn is_feast(word: &str) -> bool {
    ["noel", "toussaint", "sylvestre", "assomption"].contains(&word)
}

impl Matcher<'_> {
    /// A feast, or the day before it; of the year written after it, else the next one.
    pub fn feast(&self, at: usize) -> Match {
        let eve = self.is(at, &["veille", "reveillon"]) && self.is(at + 1, &["de", "du"]);
        let mut start = at;
        if eve {
            start += 2;
            while start < at + 6 && (self.is(start, &["la", "l", "fete", "du"]) || self.is_quote(start)) {
                start += 1;
            }
        }
        let (fete, end) = self.feast_at(start)?;
        // « à Pâques », « pendant les vacances de la Toussaint »
        let near = matches!(fete, Fete::Paques(0)) && self.before(at, &["a", "derniere", "dernieres"]);
        if near || (1..=3).any(|back| at >= back && self.is(at - back, &["vacances"])) {
            return None;
        }
        if let (Fete::Fixe(day, month), false) = (fete, eve) {
            let (year, end) = self.year_after(end);
            return Some((Expr::Day { day, month: Some(month), year }, end));
        }
        let day = |year: i32| add_days(fete.of_year(year)?, -i64::from(eve));
        let from = self.base.after.unwrap_or(self.base.today);
        let (year, end) = self.year_after(end);
        let date = match year {
            Some(year) => day(year),
            None => (from.year()..=from.year() + 1).filter_map(day).find(|date| *date >= from),
        };
        Self::fixed(date, end)
    }

    fn is_quote(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(&['\'']))
    }

    fn feast_at(&self, at: usize) -> Option<(Fete, usize)> {
        const LONG: [(&str, Fete); 14] = [
            ("nouvel an", Fete::Fixe(1, 1)),
            ("jour de l an", Fete::Fixe(1, 1)),
            ("fete du travail", Fete::Fixe(1, 5)),
            ("fete nationale", Fete::Fixe(14, 7)),
            ("fete de la musique", Fete::Fixe(21, 6)),
            ("fete des meres", Fete::Meres),
            ("fete des peres", Fete::Peres),
            ("mardi gras", Fete::Paques(-47)),
            ("vendredi saint", Fete::Paques(-2)),
            ("lundi de paques", Fete::Paques(1)),
            ("dimanche de paques", Fete::Paques(0)),
            ("jeudi de l ascension", Fete::Paques(39)),
            ("lundi de pentecote", Fete::Paques(50)),
            ("lundi de la pentecote", Fete::Paques(50)),
        ];
        static FIRST: Words = Words::new("nouvel jour fete mardi vendredi lundi dimanche jeudi");
        // Where the words end, apostrophes aside.
        let end = |name: &str| {
            name.split(' ').try_fold(at, |at, word| {
                let at = at + usize::from(self.is_quote(at));
                self.is(at, &[word]).then_some(at + 1)
            })
        };
        let first = self.tokens.get(at + usize::from(self.is_quote(at)));
        if first.is_some_and(|token| token.is_in(&FIRST))
            && let Some(found) = LONG.iter().find_map(|(name, fete)| Some((*fete, end(name)?)))
        {
            return Some(found);
        }
        let fete = feast(self.word(at)?)?;
        let saint = self.before(at, &["saint", "st"])
            || (at > 1 && self.tokens[at - 1].is_mark(&['-']) && self.is(at - 2, &["saint", "st"]));
        // « Valentin » is a name, « ascension » a climb, « place de l'Armistice » an address.
        let word = self.word(at)?;
        let sure = is_feast(word) && !self.is_of_a_thing(at) || (self.bare && (saint || word != "valentin"));
        sure.then_some((fete, at + 1))
    }

    /// « bûches de Noël », not « le jour de Noël ».
    fn is_of_a_thing(&self, at: usize) -> bool {
        static DAYS: Words = Words::new(
            "jour jours veille lendemain soir matin semaine fete fetes date dates lundi mardi mercredi jeudi vendredi samedi dimanche",
        );
        let Some(of) = at.checked_sub(1).filter(|of| self.is(*of, &["de"])) else { return false };
        let thing = of.checked_sub(1).and_then(|before| self.tokens.get(before));
        thing.is_some_and(|token| token.word().is_some_and(|word| word.len() > 3) && !token.is_in(&DAYS))
    }
}
