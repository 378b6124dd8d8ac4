//! Labels without a mark, one a line: « intitulé vente », « organisme pneus est », « durée 14 h ».

use std::borrow::Cow;

use super::Reader;
use crate::reading::fold;
use crate::reading::lex::listed;

/// Words of a label, at most.
const LONGEST_LABEL: usize = 4;
/// Words of such a line, at most.
const LONGEST_LINE: usize = 9;
/// Lines that begin so, at least: a lone one may be a sentence.
const FEWEST: usize = 3;

impl Reader {
    /// The text with a colon behind the labels that lead to words, where several of its lines begin with a label.
    pub(super) fn with_marks<'t>(&self, texte: &'t str) -> Cow<'t, str> {
        let led: Vec<(&str, Option<(u32, usize)>)> =
            texte.lines().map(|line| (line, self.led(line))).collect();
        let mut asked: Vec<u32> = led.iter().filter_map(|(_, led)| led.map(|(n, _)| n)).collect();
        asked.sort_unstable();
        asked.dedup();
        if asked.len() < FEWEST {
            return Cow::Borrowed(texte);
        }
        let marked = |(line, led): (&str, Option<(u32, usize)>)| match led {
            Some((n, at)) if self.labels.asks_words(n) => {
                let (label, said) = line.split_at(at);
                // What stands on the line below is of something else.
                format!("{} : {}\n", label.trim_end(), said.trim_start())
            }
            _ => line.to_owned(),
        };
        Cow::Owned(led.into_iter().map(marked).collect::<Vec<_>>().join("\n"))
    }

    /// The question whose label begins a line without a mark, and where the label ends.
    fn led(&self, line: &str) -> Option<(u32, usize)> {
        // What says something of it: « le prix est sur le devis ».
        const SAYS: &str = "nous vous me te on il elle ils elles je j est c sera sont a n ne pas se s de du d des et ou qui que en pour sur au aux chez reste";
        let line = line.trim_end();
        let words = line.split(' ').count();
        if !(2..=LONGEST_LINE).contains(&words) || line.contains([':', '=', '→', '?', '.', ',', '\t', '|'])
        {
            return None;
        }
        // « L'organisme nous rappelle »: a sentence.
        let first = fold(line.split([' ', '\'', '’']).next().unwrap_or_default());
        if listed("le la les l un une mon ma mes notre nos son sa leur", &first) {
            return None;
        }
        let ends = line.match_indices(' ').map(|(at, _)| at).take(LONGEST_LABEL).collect::<Vec<_>>();
        ends.into_iter().rev().find_map(|at| {
            let (label, said) = line.split_at(at);
            let first = said.trim_start().split([' ', '\'', '’']).next().unwrap_or_default();
            let n = self.labels.named(label)?;
            // « organisme formation Dentalis »: the label may go on.
            let goes_on = listed("formation stage organisme nom date", &fold(first));
            (!first.is_empty() && !goes_on && !listed(SAYS, &fold(first))).then_some((n, at))
        })
    }
}
