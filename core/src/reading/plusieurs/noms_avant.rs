//! Names that stand before their values, without a mark between: « KM 310 REPAS 4 NUITS 2 ».

use super::Place;
use super::mots::{Mot, mots, stands_at};
use crate::catalogue::Nature;
use crate::reading::lex::listed;

/// Units that may follow a value.
const UNITS: &str = "e eur euro euros ht ttc";

/// The message, with each pair of a name and its value ended by a semicolon, byte for byte, on the lines that are nothing but
/// such pairs: what follows a value is the next name, not its unit.
pub fn pairs_ended(mut text: String, places: &[Place<'_>]) -> String {
    let mut start = 0;
    let mut ends: Vec<usize> = Vec::new();
    for line in text.split('\n') {
        ends.extend(pairs(line, places).into_iter().map(|at| start + at));
        start += line.len() + 1;
    }
    for at in ends {
        if text.get(at..at + 1) == Some(" ") {
            text.replace_range(at..at + 1, ";");
        }
    }
    text
}

/// Where the names from the second on begin, less the space before; none where the line is something else.
fn pairs(line: &str, places: &[Place<'_>]) -> Vec<usize> {
    if !line.contains(|c: char| c.is_ascii_digit()) || line.contains([',', ';', ':', '=', '.', '(', '-']) {
        return Vec::new();
    }
    let words = mots(line, 0..line.len());
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let named = places.iter().enumerate().flat_map(|(rank, place)| {
            // « formation 14 heures 3 »: a title goes on.
            let told = !matches!(place.nature, Nature::Texte { .. } | Nature::Commune | Nature::Choix { .. });
            let names = place.mots.iter().filter(move |name| told && !listed("du au", name));
            names
                .filter_map(|name| stands_at(&words, at, name))
                .map(move |width| (width, rank))
                .collect::<Vec<_>>()
        });
        let Some((width, rank)) = named.max_by_key(|(width, _)| *width) else { return Vec::new() };
        let value = words.get(at + width);
        let said = value.is_some_and(|word| word.is_figure() || listed("oui non", &word.text));
        // A name that was there already is a unit: « durée 14 heures 30 ».
        if !said || found.iter().any(|(_, other)| *other == rank) {
            return Vec::new();
        }
        found.push((words[at].octets.start, rank));
        at += width + 1;
        // « ht 2 400 »
        while words.get(at).is_some_and(|word| word.text.len() == 3 && word.is_figure()) {
            at += 1;
        }
        // « ht 2400 ttc 2880 »: a figure behind it makes it a name.
        let figure = |at: usize| words.get(at).is_some_and(Mot::is_figure);
        while words.get(at).is_some_and(|word| listed(UNITS, &word.text)) && !figure(at + 1) {
            at += 1;
        }
    }
    if found.len() < 2 {
        return Vec::new();
    }
    found.iter().skip(1).filter_map(|(start, _)| start.checked_sub(1)).collect()
}
