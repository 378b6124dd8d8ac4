//! A label that several questions share, where what follows tells which by its unit: « Évaluation : 250 € (3 h) »,
//! « nuits : 6 nuits à 81,50 € ».

use std::sync::LazyLock;

use regex::Regex;

use super::super::fold;
use super::super::identite::pattern;
use super::etiquette::{Etiquettes, common};

/// Words of a label that are looked at.
const MOST_WORDS: usize = 10;

/// What a value measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mesure {
    Argent,
    Heures,
    Compte,
}

impl Mesure {
    /// Words of the labels that ask for it, as [`common`] writes them.
    fn asked_by(self) -> &'static [&'static str] {
        match self {
            Self::Argent => &["cout", "salaire", "indemnite", "budget"],
            Self::Heures => &["heure", "duree"],
            Self::Compte => &["nombre"],
        }
    }
}

/// The answers of a line, each with the number of its question. None unless every value has one and only one.
pub(super) fn mesures<'a>(line: &'a str, labels: &Etiquettes) -> Vec<(u32, &'a str)> {
    static BETWEEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i) ?[()] ?|, | [/–-] | (?:à|a|x|×|pour|soit|et) (?:[0-9])"));
    let line = line.trim_start_matches(['-', '*', '•', '·', '–', ' ', '\t']);
    // « repas 2 à 16,50 »
    let unmarked = || line.split_at_checked(line.find(|c: char| c.is_ascii_digit())?);
    let Some((label, said)) = line.split_once([':', '=']).or_else(unmarked) else { return Vec::new() };
    let about = about(label, labels);
    let mut out: Vec<(u32, &str)> = Vec::new();
    // « évaluation : oui, 2 h, pour 120 € HT »
    let agreed = said.trim_start().split_once(',').filter(|(word, _)| fold(word) == "oui");
    let said = match agreed.zip(labels.asked_whether(label)) {
        Some(((word, rest), n)) => {
            out.push((n, word.trim()));
            rest
        }
        None => said,
    };
    let mut from = 0;
    let ends: Vec<(usize, usize)> = BETWEEN
        .find_iter(said)
        // The figure belongs to what it begins.
        .map(|mark| {
            (mark.start(), mark.end() - usize::from(mark.as_str().ends_with(|c: char| c.is_ascii_digit())))
        })
        .chain([(said.len(), said.len())])
        .collect();
    for (end, next) in ends {
        let part = said.get(from..end).unwrap_or_default().trim_matches([' ', '.', '\u{a0}', '\u{202f}']);
        from = next;
        if part.is_empty() {
            continue;
        }
        let Some(mesure) = mesure(part, label, &about) else { return Vec::new() };
        let asks =
            |words: &[String]| mesure.asked_by().iter().any(|asked| words.iter().any(|word| word == asked));
        let mut found = about.iter().filter(|(_, words)| asks(words)).map(|(n, _)| *n);
        match (found.next(), found.next()) {
            (Some(n), None) if out.iter().all(|(other, _)| *other != n) => out.push((n, part)),
            _ => return Vec::new(),
        }
    }
    out
}

/// The questions about what a label, or the one of its words that any is about, names: « il y a une évaluation au
/// départ ».
fn about<'l>(label: &str, labels: &'l Etiquettes) -> Vec<(u32, &'l [String])> {
    let whole = labels.about(label);
    if !whole.is_empty() {
        return whole;
    }
    let mut named =
        label.split(' ').filter(|word| word.chars().count() > 5).take(MOST_WORDS).filter_map(|word| {
            let found = labels.about(word);
            (!found.is_empty()).then_some(found)
        });
    named.next().filter(|_| named.next().is_none()).unwrap_or_default()
}

/// What a value alone measures; a count is of what the label names.
fn mesure(part: &str, label: &str, about: &[(u32, &[String])]) -> Option<Mesure> {
    static VALUE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:environ |factur[ée]e?s? |soit |pour |à )?[0-9][0-9 .,\u{a0}\u{202f}]*?(?: ?(€|euros?|eur)(?: ?(?:ht|ttc|net))?(?: ?(?:par|la|le|/) ?(?:nuit|nuitée|repas)| l['’]une?| chacune?)?|([.,][0-9]{2}(?: ?(?:par|la|le|/) ?(?:nuit|nuitée|repas)| l['’]une?| chacune?)?)|(h|heures?|h ?[0-9]{2})|(\p{L}+)?)$",
        )
    });
    let found = VALUE.captures(part)?;
    if found.get(1).is_some() || found.get(2).is_some() {
        return Some(Mesure::Argent);
    }
    if found.get(3).is_some() {
        return Some(Mesure::Heures);
    }
    let noun = found.get(4).map_or(String::new(), |noun| common(&fold(noun.as_str())));
    let label = fold(label);
    let named = noun.is_empty()
        || label.split(' ').any(|word| common(word) == noun)
        || about.iter().any(|(_, words)| words.contains(&noun));
    named.then_some(Mesure::Compte)
}
