//! Nights and meals with the price of one, within a sentence: « 2 nuits à 92 € la nuit et 5 repas à 19 € chacun ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::fold;
use super::super::identite::pattern;
use super::etiquette::{Etiquettes, common};

const COUNT: &str = r"([0-9]{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)";
const NOUN: &str = r"(nuits?|nuitées?|repas|déjeuners?|dîners?)";
const WHERE: &str = r"(?: d['’]h[ôo]tel| (?:le|du|de) (?:midi|soir))?";
const PRICE: &str =
    r"([0-9]{1,4}(?:[.,][0-9]{1,2}|(?:€|euros?)[0-9]{2})? ?(?:€|euros?|eur)?(?: ?(?:ht|ttc))?)";
const OF_ONE: &str = r"(?:(?:la|par|/) ?nuit(?:ée)?|(?:le|par|/) ?repas|chacune?|chaque|pi[èe]ce|l['’]une?\b|l['’]unit[ée]|/ ?(?:nuit|repas)|unitaire)";

/// How many, and the price of one, where both are said and the price is of one: the number of each question, and where its
/// answer stands.
pub(super) fn sejour(texte: &str, labels: &Etiquettes) -> Vec<(u32, Range<usize>)> {
    // « 4 repas à 15,50 € chacun », « 4 repas x 15,50 € », « 4 repas à 15,50 »
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b{COUNT} {NOUN}{WHERE},? (?:(?:à|a|pour|de) {PRICE} ?{OF_ONE}|[x×*] ?{PRICE}|(?:à|a) {PRICE}(?:[.,;]? |[.,;)]|$))"
        ))
    });
    // « Pour les repas j'en compte six, à 17 € l'un », « repas 4 x 19,25 € »
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b{NOUN}\b([^.;\n0-9€]{{0,30}}?)\b{COUNT},? (?:(?:à|a) {PRICE} ?{OF_ONE}|[x×*] ?{PRICE})"
        ))
    });
    let mut out: Vec<(u32, Range<usize>)> = Vec::new();
    let counted = COUNTED.captures_iter(texte).map(|found| {
        let price = (3..=5).find_map(|at| found.get(at));
        (found.get(1), found.get(2), price)
    });
    let named =
        NAMED.captures_iter(texte).map(|found| (found.get(3), found.get(1), found.get(4).or(found.get(5))));
    let asked = |noun: &str| {
        let what = common(if fold(noun).starts_with("nuit") { "nuit" } else { "repas" });
        (labels.counts(&what), labels.price_of(&what))
    };
    for (count, noun, price) in counted.chain(named) {
        let (Some(count), Some(noun), Some(price)) = (count, noun, price) else { continue };
        // « pour deux, à 90 € la nuit »: not how many nights.
        let led = ["pour ", "à ", "de "].iter().any(|lead| texte[..count.start()].ends_with(lead));
        if led && noun.start() < count.start() {
            continue;
        }
        // « 2 nuits à 75 € la nuit, et côté repas trois, à 15 € pièce »: the last named.
        let last = texte.get(noun.end()..count.start()).and_then(last_noun).unwrap_or(noun.as_str());
        let (how_many, how_much) = asked(last);
        let asked = [(how_many, count.range()), (how_much, price.range())];
        out.extend(asked.into_iter().filter_map(|(n, part)| Some((n?, part))));
    }
    // « 15,25 le repas »
    static PRICED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?im)(?:^|[,;] ?)([0-9]{1,3},[0-9]{2}) (?:le |la |par |/ ?)(nuit|repas)(?:[,;.]|$)")
    });
    out.extend(PRICED.captures_iter(texte).filter_map(|found| {
        let (price, noun) = (found.get(1)?, found.get(2)?);
        Some((asked(noun.as_str()).1?, price.range()))
    }));
    out.extend(times(texte).into_iter().filter_map(|(noun, part)| Some((asked(noun).0?, part))));
    // Said of two, it is clear of neither.
    let numbers: Vec<u32> = out.iter().map(|(n, _)| *n).collect();
    out.retain(|(n, _)| numbers.iter().filter(|other| *other == n).count() == 1);
    out
}

fn last_noun(text: &str) -> Option<&str> {
    static LAST: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)\b{NOUN}\b")));
    LAST.find_iter(text).last().map(|noun| noun.as_str())
}

/// « Elle mangera 3 fois sur place », « il dormira deux fois à l'hôtel »: how many of what.
fn times(texte: &str) -> Vec<(&'static str, Range<usize>)> {
    static TIMES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b(?:(mange\p{{L}}*|d[ée]jeune\p{{L}}*)|dor(?:t|s|mira|mirai|mirons|miront|mir)) (?:\p{{L}}+ )?{COUNT} fois\b"
        ))
    });
    let what = |of_meals: bool| if of_meals { "repas" } else { "nuit" };
    let found = TIMES.captures_iter(texte);
    found.filter_map(|found| Some((what(found.get(1).is_some()), found.get(2)?.range()))).collect()
}

/// « 2 nuits à 98 € », « 17 € le repas x 4 » for either of the two questions: the answer to each.
pub(super) fn counted(n: u32, answer: &str, labels: &Etiquettes) -> Vec<(u32, String)> {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^{COUNT}(?: {NOUN})?{WHERE},? ?(?:(?:[àa@] |[x×*] ?){PRICE}|(?:pour |de ){PRICE} ?{OF_ONE}|(?:pour|soit) [0-9][0-9.,]* ?(?:€|euros?))(?: ?{OF_ONE})?$"
        ))
    });
    static PRICED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)^{PRICE}(?: ?{OF_ONE})?(?:,? ?[x×*] ?|,? (?:pour|fois) ){COUNT}(?: {NOUN})?$"))
    });
    let kinds =
        ["nuit", "repas"].map(|kind| (kind, labels.counts(&common(kind)), labels.price_of(&common(kind))));
    let Some((kind, count, price)) =
        kinds.into_iter().find(|(_, count, price)| [*count, *price].contains(&Some(n)))
    else {
        return Vec::new();
    };
    let answer = answer.trim_end_matches('.');
    let (how_many, noun, how_much) = if let Some(found) = COUNTED.captures(answer) {
        (found.get(1), found.get(2), found.get(3).or(found.get(4)))
    } else if let Some(found) = PRICED.captures(answer) {
        // « 180 € pour 2 nuits » is the price of both.
        let of_one = answer.contains(['x', '×', '*']) || is_of_one(answer);
        (found.get(2), found.get(3), found.get(1).filter(|_| of_one))
    } else {
        return Vec::new();
    };
    let Some(how_many) = how_many else { return Vec::new() };
    let other = noun.is_some_and(|noun| fold(noun.as_str()).starts_with("nuit") != (kind == "nuit"));
    if other {
        return Vec::new();
    }
    // « 2 nuits pour 170 € »: how many, and no price of one.
    let parts = [(count, Some(how_many)), (price, how_much)];
    parts.into_iter().filter_map(|(n, part)| Some((n?, part?.as_str().trim().to_owned()))).collect()
}

fn is_of_one(answer: &str) -> bool {
    static ONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i){OF_ONE}")));
    ONE.is_match(answer)
}
