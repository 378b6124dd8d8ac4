//! A bare figure that takes back the value just before it: « 14 h, finalement 21 », « Nuits : 1, ah non 2 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::Chantier;
use crate::catalogue::Nature;
use crate::dossier::{Centiemes, Montant, Valeur};
use crate::reading::identite::pattern;
use crate::reading::lex::{listed, tokens};
use crate::reading::{Lecture, Lu, read};

/// By how much a value may be corrected, either way; by more, the figure may be of something else.
const MOST: i64 = 4;
/// Counts below this are all near each other, in hundredths.
const FEW: i64 = 2_000;

/// The figure, and all from the value that it takes back on.
struct Reprise {
    figure: Range<usize>,
    whole: Range<usize>,
}

impl Chantier<'_, '_> {
    /// Corrects each measure or count that a bare figure takes back; where what the figure counts is not clear, it is asked.
    pub fn taken_back_by_figures(&mut self) {
        for place in 0..self.places.len() {
            let nature = self.places[place].nature;
            if !matches!(
                nature,
                Nature::Entier { .. }
                    | Nature::Decimal { .. }
                    | Nature::Heures { .. }
                    | Nature::Montant { .. }
            ) {
                continue;
            }
            let Some((old, part, labelled)) = self.taken[place].last().cloned() else { continue };
            let Some(reprise) = self.taken_back(&part) else { continue };
            let said = self.piece(reprise.figure.clone());
            let said =
                if matches!(nature, Nature::Heures { .. }) { format!("{said} h") } else { said.to_owned() };
            match read(nature, &said, self.contexte) {
                Lecture::Read(lu) if are_near(&old, &lu) => {
                    self.forget(place);
                    self.take(place, Lu { taxe: old.taxe, ..lu }, part.start..reprise.whole.end, labelled);
                }
                _ => {
                    self.forget(place);
                    self.doubt(&[place]);
                    self.consume(reprise.whole);
                }
            }
        }
    }

    /// The figure that takes back what stands before it, nothing but that said between.
    fn taken_back(&self, part: &Range<usize>) -> Option<Reprise> {
        static ANEW: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?: aller[ -](?:et )?retour| a/r)?[\s,.;:…(–-]*(?:(?:ah|euh|oh|bah|enfin|mais|non|pardon|oups|erreur|finalement|plut[ôo]t|rectif|correction|d[ée]sol[ée]e?|mince|zut|je me trompe|je corrige|c['’]est faux|tout à l['’]heure)[ ,:!.…-]+)+(?:c['’]est |ce sera |ça fait |mettez |on est |disons )?(?:plut[ôo]t |à )?([0-9]{1,6}(?:[.,][0-9]{1,2})?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\b[ )]*(\p{L}*)",
            )
        });
        static STRONG: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:non|pardon|oups|erreur|finalement|plut[ôo]t|rectif|correction|d[ée]sol[ée]e?|mince|zut|trompe|corrige|faux)\b",
            )
        });
        // « on sera 4, ah non pardon Kevin ne vient pas, 3. »
        static LATER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^[\s,.…(–-]*(?:(?:ah|euh|oh)[ ,]+)*(?:non|pardon|oups|erreur)[ ,]+[^0-9\n.!?;:]{0,50}, (?:donc |c['’]est |on (?:est|sera) )?([0-9]{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)()(?: du coup)? *(?:$|[.!;\n])",
            )
        });
        let after = self.left.get(part.end..)?;
        let found = ANEW.captures(after).or_else(|| LATER.captures(after))?;
        let figure = found.get(1)?;
        if !STRONG.is_match(&after[..figure.start()]) {
            return None;
        }
        let end = figure.end();
        // « 14 h. Non, 12/03 », « pardon 21h »: of another kind, and read as such.
        if after[end..].starts_with(['/', ':', '-']) || after[end..].trim_start().starts_with(['€', '%', ';'])
        {
            return None;
        }
        // « 7 h, 350 €. Oups 2027. », « nous sommes 6, oups 12 rue du Bac »
        let year = figure.as_str().len() == 4 && figure.as_str().starts_with("20");
        let between = self.piece(part.end..part.end + figure.start()).contains(|c: char| c.is_ascii_digit());
        let next = found.get(2).map_or("", |next| next.as_str()).to_lowercase();
        let in_fact = next == "en" && after[end..].trim_start().starts_with("en fait");
        let goes_on = next.is_empty() || in_fact || listed("avec car parce svp merci on je et", &next);
        // « 21 h, finalement 14 en présentiel et 7 en visio »: how it is split.
        let sentence =
            after[end..].find(['.', '!', '?', '\n', ';']).map_or(&after[end..], |at| &after[end..end + at]);
        let parts = tokens(sentence);
        let split = parts.windows(2).any(|two| two[0].is_word(&["et"]) && two[1].is_number());
        if split
            || year
            || between
            || !goes_on
            || figure.as_str().len() > 4 && !figure.as_str().contains(['.', ','])
        {
            return None;
        }
        Some(Reprise { figure: part.end + figure.start()..part.end + end, whole: part.end..part.end + end })
    }
}

fn are_near(old: &Lu, new: &Lu) -> bool {
    let size = |lu: &Lu| match &lu.valeur {
        Valeur::Entier(number) => Some(100 * number),
        Valeur::Decimal(Centiemes(hundredths)) | Valeur::Heures(Centiemes(hundredths)) => Some(*hundredths),
        Valeur::Montant(Montant(cents)) => Some(*cents),
        _ => None,
    };
    // « Nuits : 1, ah non 6 »
    let is_count = matches!(new.valeur, Valeur::Entier(_) | Valeur::Decimal(_));
    size(old).zip(size(new)).is_some_and(|(old, new)| {
        let few = is_count && old.max(new) < FEW;
        few || new <= MOST * old && old <= MOST * new
    })
}
