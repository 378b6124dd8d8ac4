//! Nights and meals with the price of one, within a sentence: « 2 nuits à 92 € la nuit et 5 repas à 19 € chacun ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::fold;
use super::super::identite::pattern;
use super::etiquette::{Etiquettes, common};

/// How many, and the price of one, where both are said and the price is of one: the number of each question, and where its
/// answer stands.
pub(super) fn sejour(texte: &str, labels: &Etiquettes) -> Vec<(u32, Range<usize>)> {
    const COUNT: &str = r"([0-9]{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)";
    const NOUN: &str = r"(nuits?|nuitées?|repas|déjeuners?|dîners?)";
    const PRICE: &str =
        r"([0-9]{1,4}(?:[.,][0-9]{1,2}|(?:€|euros?)[0-9]{2})? ?(?:€|euros?|eur)?(?: ?(?:ht|ttc))?)";
    const OF_ONE: &str = r"(?:(?:la|par|/) ?nuit(?:ée)?|(?:le|par|/) ?repas|chacune?|chaque|pi[èe]ce|l['’]une?\b|l['’]unit[ée]|/ ?(?:nuit|repas)|unitaire)";
    // « 4 repas à 15,50 € chacun »
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b{COUNT} {NOUN}(?: d['’]h[ôo]tel| (?:le|du|de) (?:midi|soir))?,? (?:à|a|x|×|pour|de) {PRICE} ?{OF_ONE}"
        ))
    });
    // « Pour les repas j'en compte six, à 17 € l'un »
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)\b{NOUN}\b[^.;:\n0-9€]{{0,30}}?\b{COUNT},? (?:à|a|x|×) {PRICE} ?{OF_ONE}"))
    });
    let mut out = Vec::new();
    for (form, count, noun) in [(&COUNTED, 1, 2), (&NAMED, 2, 1)] {
        for found in form.captures_iter(texte) {
            let (Some(count), Some(noun), Some(price)) = (found.get(count), found.get(noun), found.get(3))
            else {
                continue;
            };
            // « pour deux, à 90 € la nuit »: not how many nights.
            let led = ["pour ", "à ", "de "].iter().any(|lead| texte[..count.start()].ends_with(lead));
            if led && noun.start() < count.start() {
                continue;
            }
            let what = common(if fold(noun.as_str()).starts_with("nuit") { "nuit" } else { "repas" });
            let asked = [(labels.counts(&what), count.range()), (labels.price_of(&what), price.range())];
            out.extend(asked.into_iter().filter_map(|(n, part)| Some((n?, part))));
        }
    }
    // Said of two, it is clear of neither.
    let numbers: Vec<u32> = out.iter().map(|(n, _)| *n).collect();
    out.retain(|(n, _)| numbers.iter().filter(|other| *other == n).count() == 1);
    out
}
