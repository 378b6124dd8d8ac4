//! Several coming weeks, months or years in a row.

use super::Named;
use super::unite::Unite;
use crate::reading::date::matcher::Matcher;
use crate::reading::lex::Token;

/// More is no answer.
const MOST: i64 = 120;

impl Matcher<'_> {
    /// « les 3 prochains mois », « les prochaines 2 semaines », « les 5 jours à venir »: whole ones, after the running one.
    pub(super) fn next_ones(&self, at: usize) -> Named {
        let start = at + usize::from(self.is(at, &["les"]));
        let led = start.saturating_sub(usize::from(self.before(start, &["les"])));
        // « dans les 5 prochains jours »: one of them.
        if self.before(led, &["dans", "sous", "ici"]) { None } else { self.coming(start) }
    }

    fn coming(&self, at: usize) -> Named {
        const NEXT: [&str; 4] = ["prochain", "prochaine", "prochains", "prochaines"];
        let leads = self.is(at, &NEXT);
        let count = self.tokens.get(at + usize::from(leads)).and_then(Token::digits)?;
        let count: i64 = count.parse().ok().filter(|count| (2..=MOST).contains(count))?;
        let follows = usize::from(!leads && self.is(at + 1, &NEXT));
        let (unit, after) = self.unit(at + 1 + usize::from(leads) + follows)?;
        if unit == Unite::FinDeSemaine {
            return None;
        }
        let end = if leads || follows == 1 {
            after
        } else if self.is(after, &["prochains", "prochaines"]) {
            after + 1
        } else if (self.is(after, &["a"]) && self.is(after + 1, &["venir"]))
            || (self.is(after, &["qui"]) && self.is(after + 1, &["viennent", "arrivent"]))
        {
            after + 2
        } else {
            return None;
        };
        Some((unit.run(self.base.today, 1, count)?, end))
    }
}
