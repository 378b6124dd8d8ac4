//! Days said from today or from another date by one word: « demain », « le lendemain », « ce jour-là ».

use chrono::NaiveDate;

use super::Base;
use super::calendar::add_days;
use super::matcher::{Match, Matcher};

impl Matcher<'_> {
    /// « demain », « après-demain », « le lendemain », « ce jour ».
    pub fn relative(&self, at: usize) -> Match {
        let Base { today, after, current, .. } = self.base;
        let anchor = after.or(current);
        let from = self.anchor();
        match self.word(at)? {
            "aujourdhui" => return Self::fixed(Some(today), at + 1),
            "ce" if self.is(at + 1, &["jour"]) && (anchor.is_some() || self.is_that_day(at + 2)) => {
                let end = at
                    + 2
                    + if self.is_that_day(at + 2) { 1 + usize::from(!self.is(at + 2, &["la"])) } else { 0 };
                return Self::fixed(anchor, end);
            }
            "jour" | "soir" if self.is(at + 1, &["meme"]) => return Self::fixed(anchor, at + 2),
            "jour" if self.is(at + 1, &["suivant"]) && self.ends(at + 2) => {
                return Self::fixed(from.and_then(|date| add_days(date, 1)), at + 2);
            }
            // « le jour d'après »
            "jour" if self.is(at + 1, &["d"]) && self.is(at + 3, &["apres"]) && self.ends(at + 4) => {
                return Self::fixed(from.and_then(|date| add_days(date, 1)), at + 4);
            }
            "ce" if self.is(at + 1, &["jour"]) => return Self::fixed(Some(today), at + 2),
            "demain" => return Self::fixed(add_days(today, 1), at + 1),
            "hier" => return Self::fixed(add_days(today, -1), at + 1),
            "lendemain" | "surlendemain" if self.is(at + 1, &["de", "du", "d"]) => {}
            "lendemain" => return Self::fixed(from.and_then(|date| add_days(date, 1)), at + 1),
            "surlendemain" => return Self::fixed(from.and_then(|date| add_days(date, 2)), at + 1),
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
        None
    }

    /// What days are counted from: the date this one comes after, the one being corrected, or today when the answer
    /// says nothing else.
    pub fn anchor(&self) -> Option<NaiveDate> {
        let Base { today, after, current, .. } = self.base;
        after.or(current).or(self.bare.then_some(today))
    }

    /// No word follows: « le jour suivant la formation » is another day.
    fn ends(&self, at: usize) -> bool {
        self.word(at).is_none()
    }

    /// « ce jour-là ».
    fn is_that_day(&self, at: usize) -> bool {
        let dash = usize::from(self.tokens.get(at).is_some_and(|token| token.is_mark(&['-'])));
        self.is(at + dash, &["la"])
    }
}
