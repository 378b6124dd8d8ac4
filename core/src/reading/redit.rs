//! What a text says anew of an answer that was given before: « non plutôt le 4 », « finalement c'est 14 h et pas 21 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::date::is_date_word;
use super::fold;
use super::identite::pattern;
use super::lex::{List, Words, listed};
use crate::dossier::Taxe;

/// A text that takes something back, without the words that say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redit<'t> {
    /// « non plutôt », « non c'est »: of what was just said. « pardon » and « finalement » may lead an answer as well.
    pub du_dernier: bool,
    /// « plutôt », « je voulais dire »: what follows may be a name.
    pub plutot: bool,
    pub reste: &'t str,
}

/// `None` where nothing is taken back.
pub fn redit(text: &str) -> Option<Redit<'_>> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:ah|euh|oups|mince|zut|non|pardon|désolée?|désolé|erreur(?: de ma part)?|correction|rectif(?:ication)?|finalement|en fait|plut[ôo]t|enfin|je me suis tromp[ée]e?|je voulais dire|ps)\b[ ,:;.!…-]*)+",
        )
    });
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)[ ,]+(?:finalement|plut[ôo]t|pardon|désolée?|merci|excusez[- ]moi|svp)[ .!]*$")
    });
    // « et pas 21 », « et non le 1er »
    static DENIED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[ ,(]+(?:et )?(?:non pas|non|pas|au lieu d[eu]) (?:le |du |de |à )?[0-9](?:[^;.!?,e]|e[^t]){0,24}$",
        )
    });
    let text = text.trim();
    let lead = LEAD.find(text).map_or("", |found| found.as_str());
    let mut reste = text[lead.len()..].trim();
    let after = LAST.find(reste).map_or("", |found| found.as_str());
    let said = fold(lead);
    let has = |word: &str| said.split(' ').any(|other| other == word);
    let is = fold(reste).starts_with("c est ") || fold(reste).starts_with("ce sera ");
    // « non, 2 nuits » answers; so does « non ».
    let led = match said.as_str() {
        "" | "ah" | "euh" | "enfin" => {
            let last = fold(after);
            listed("finalement plutot", &last)
        }
        "non" => is,
        _ => true,
    };
    if !led {
        return None;
    }
    while let Some(found) = LAST.find(reste) {
        reste = &reste[..found.start()];
    }
    if let Some(found) = DENIED.find(reste) {
        reste = &reste[..found.start()];
    }
    let plutot = has("plutot") || said.contains("voulais dire");
    Some(Redit {
        du_dernier: has("non") && (plutot || is || has("finalement") || has("fait"))
            || said.contains("voulais dire"),
        plutot,
        reste,
    })
}

/// The sentences of a text, each to the next: « 1.250 € » ends none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        let ends = c == '\n' || matches!(c, '.' | '!') && after.starts_with(char::is_whitespace);
        if ends || after.is_empty() {
            out.push(start..end);
            start = end;
        }
    }
    out
}

/// Beside these parts of it, a text says nothing but that they are so: no figure, no other word than those and the
/// labels'.
pub fn is_said_alone(text: &str, parts: &[Range<usize>], labels: &str) -> bool {
    static SMALL: Words = Words::new(
        "c est ce sera ca le la l les du de d des un une au a en et puis donc bien exactement plutot finalement fait on va commence commencera \
         debute debutera demarre demarrera finit finira termine terminera dure durera coute coutera date dates jour jours duree cout \
         prix tarif montant total formation stage session h heure heures ht ttc euro euros hors taxes chez avec par organisme centre \
         mail email tel telephone portable numero siret code postal ville passe devient cette fois pour nombre",
    );
    let mut left = text.to_owned();
    for part in parts {
        if left.is_char_boundary(part.start) && left.is_char_boundary(part.end) {
            left.replace_range(part.clone(), &" ".repeat(part.len()));
        }
    }
    let labels = fold(labels);
    let named = |word: &str| word.len() > 2 && labels.split(' ').any(|label| label == word);
    fold(&left).split(' ').filter(|word| !word.is_empty()).all(|word| SMALL.has(word) || named(word))
}

/// « ça commence à 9 h », « début le 2 mars, 9 h » say when, and not how long.
pub fn is_of_the_clock(text: &str) -> bool {
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:à|a|vers|dès) [0-9]{1,2} ?(?:h|heures?)\b|\b(?:commenc|début|démarr|fini|termin)\p{L}* [0-9]{1,2} ?h\b",
        )
    });
    const SIDES: &str =
        "commence commencera debute debutera demarre demarrera debut finit finira termine terminera";
    static HOUR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b[0-9]{1,2} ?(?:h|heures?)\b"));
    let sided = fold(text).split(' ').any(|word| listed(SIDES, word));
    CLOCK.is_match(text) || sided && HOUR.is_match(text)
}

/// One value and no more: a figure, a day.
pub fn is_one_value(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let figure = |word: &&&str| word.starts_with(|c: char| c.is_ascii_digit());
    let others: Vec<&str> =
        words.iter().filter(|word| !figure(word) && !is_date_word(word)).copied().collect();
    words.iter().filter(figure).count() > 0 && is_said_alone(&others.join(" "), &[], "km nuits repas")
}

/// « TTC », « c'est hors taxes »: the tax, and nothing else.
pub fn tax_alone(text: &str) -> Option<Taxe> {
    let folded = fold(text);
    let small =
        |word: &str| listed("c est en bien du le prix montant cout toutes comprises taxes hors", word);
    let mut taxe = None;
    for word in folded.split(' ') {
        match word {
            "ttc" => taxe = Some(Taxe::Ttc),
            "ht" => taxe = Some(Taxe::Ht),
            word if small(word) => {}
            _ => return None,
        }
    }
    taxe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_is_led() {
        for (text, expected) in [
            ("non plutôt le 4", Some((true, "le 4"))),
            ("finalement c'est 14 h et pas 21", Some((false, "c'est 14 h"))),
            ("non, c'est 14 h", Some((true, "c'est 14 h"))),
            ("14 h finalement", Some((false, "14 h"))),
            ("non, 2 nuits", None),
            ("non", None),
            ("14 h", None),
        ] {
            assert_eq!(redit(text).map(|said| (said.du_dernier, said.reste)), expected, "{text}");
        }
    }
}
