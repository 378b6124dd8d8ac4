//! A count that the next clause takes back: « on part à 2 avec ma vendeuse, ah non pardon à 3 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::chantier::Chantier;
use super::is_trade;
use crate::reading::date::{is_article, is_numeral};
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::{listed, tokens};

impl Chantier<'_, '_> {
    /// The count said last, where one alone stands before it.
    pub(super) fn counted_anew(
        &self,
        place: usize,
        said: &[Range<usize>],
        trades: &[(Range<usize>, Range<usize>)],
    ) -> Option<Range<usize>> {
        static ANEW: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:(?:euh|ah|enfin) )?(?:non|pardon|oups|erreur|finalement|en fait)(?:,? (?:non|pardon|oups|finalement))*,? (?:(?:à|on (?:est|sera)|on part à|nous (?:sommes|serons)|(?:ils|elles) (?:sont|seront)|c['’]est|ce sera|ça sera|plut[ôo]t|finalement) )*([0-9]{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\b(?: (\p{L}+))?",
            )
        });
        let mut found = ANEW.captures_iter(self.text);
        let anew = found.next().filter(|_| found.next().is_none())?;
        let part = anew.get(1)?.range();
        // « non pardon 3 h » counts hours.
        let after = self.piece(part.end..self.text.len());
        let counts = match anew.get(2) {
            Some(noun) => {
                let noun = fold(noun.as_str());
                // « ah non à 3 finalement »
                listed("finalement pardon desole desolee merci avec", &noun)
                    || is_trade(&noun, false)
                    || listed("stagiaires personnes participants participantes salaries salariees", &noun)
            }
            None => after.trim().is_empty() || after.starts_with([',', '.', '!', ';', '\n']),
        };
        let taken = self.taken_of(place);
        let before = said.iter().chain(trades.iter().map(|(part, _)| part));
        let before = before.chain(taken.iter().map(|(_, octets)| octets));
        let mut before: Vec<&Range<usize>> = before.filter(|other| other.end <= part.start).collect();
        before.sort_by_key(|other| other.start);
        before.dedup_by_key(|other| other.start);
        // « 4 dont 2 vendeuses, ah non 3 vendeuses »
        let [one] = before[..] else { return None };
        if self.piece(one.end..part.start).contains(" dont ") {
            return None;
        }
        // « 2 stagiaires, 14 h, finalement 21 » is of the hours; « 3 vendeuses et 1 chef » are four.
        let lead = anew.get(0)?.start();
        let alone = |text: &str| tokens(text).iter().all(|token| !is_numeral(token) || is_article(token));
        let figures = self.piece(one.clone()).bytes().take_while(u8::is_ascii_digit).count();
        let counted = if figures == 0 { one.end } else { one.start + figures };
        let between = self.piece(counted..lead);
        // « 3 vendeuses », « ils seront trois » count people, whatever stands between.
        let said = self.piece(lead..part.start).to_lowercase();
        let of_people =
            anew.get(2).is_some() || ["ser", "sommes", "on est"].iter().any(|are| said.contains(are));
        let rest = self.piece(part.end..self.clause(&part).end);
        let rest = rest.split_once(" et pas ").map_or(rest, |(rest, _)| rest);
        (counts && (of_people || alone(between)) && alone(rest)).then_some(part)
    }
}
