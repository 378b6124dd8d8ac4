//! What is said around a count, and makes it another.

use crate::reading::lex::listed;
use crate::reading::plusieurs::mots::Mot;
use crate::reading::prenoms::names_a_house;

/// « une équipe de 8 personnes », « 12 salariés dans l'entreprise »: how large the house is, not who comes.
pub(super) fn is_of_house(before: &[Mot], counted: &[Mot], after: &[Mot]) -> bool {
    const HOUSES: &str = "equipe entreprise societe effectif boite structure association pme tpe maison classe promotion groupes equipes";
    const COUNTS: &str = "compte comptons comptent emploie employons emploient comprend tpe pme";
    const STAYS: &str = "nuit nuits nuitee nuitees repas dejeuner dejeuners km kms kilometre kilometres";
    // « un petit cabinet comptable de 6 personnes »
    let is_house = |word: &Mot| {
        listed(HOUSES, &word.text) || !listed("et sa groupe", &word.text) && names_a_house(&word.text)
    };
    // « on compte 2 nuits »
    let stays = counted.iter().any(|word| listed(STAYS, &word.text));
    let sized = matches!(before, [.., house, of] if of.text == "de" && is_house(house))
        || matches!(before, [.., house, _, of] if of.text == "de" && is_house(house))
        || !stays
            && matches!(before, [.., who, counts] if listed(COUNTS, &counts.text) && !listed("ai avons", &who.text))
        // « l'entreprise fait 4 salariés »
        || matches!(before, [.., who, makes] if makes.text == "fait" && is_house(who));
    let within = after.first().is_some_and(|word| matches!(word.text.as_str(), "dans" | "a"))
        && after
            .iter()
            .skip(1)
            .find(|word| !matches!(word.text.as_str(), "l" | "la" | "notre" | "ma" | "mon"))
            .is_some_and(|word| listed(HOUSES, &word.text));
    // « le groupe est limité à 10 personnes »
    let limited = matches!(before, [.., limited, to] if to.text == "a" && limited.text.starts_with("limite"));
    sized || within || limited
}

/// « entre 3 et 5 participants »; « on passe de 1 à 2 participants » says how many there will be.
pub(super) fn is_between(before: &[Mot]) -> bool {
    const PASSES: &str = "passe passons passera passerons passer";
    let passes = before.iter().any(|word| listed(PASSES, &word.text));
    let of = |word: &Mot| matches!(word.text.as_str(), "entre" | "de");
    // « 1 à 2 participants »
    !passes
        && match before {
            [.., of_what, count, and] if and.text == "et" => count.is_figure() && of(of_what),
            [.., count, to] if to.text == "a" => count.is_figure(),
            _ => false,
        }
}

/// « peut-être 3 ».
pub(super) fn is_perhaps(words: &[Mot]) -> bool {
    let [may, be, count] = words else { return false };
    may.text == "peut" && be.text == "etre" && count.is_figure()
}

/// « 4 de nos 15 salariés ».
pub(super) fn is_of_ours(before: &[Mot]) -> bool {
    let [.., of, ours] = before else { return false };
    matches!(of.text.as_str(), "de" | "sur" | "parmi")
        && matches!(ours.text.as_str(), "nos" | "mes" | "les" | "vos" | "ses")
}

/// « 2 et plus », « 30 h je crois ou 40 ».
pub fn offers_another(after: &[Mot]) -> bool {
    let next = |pair: &[Mot]| {
        matches!(pair[0].text.as_str(), "ou" | "voire" | "que")
            && (pair[1].is_figure() || matches!(pair[1].text.as_str(), "plus" | "moins" | "davantage"))
    };
    let more = |pair: &[Mot]| pair[0].text == "et" && pair[1].text == "plus";
    after.windows(2).take(4).any(|pair| next(pair) || more(pair))
}
