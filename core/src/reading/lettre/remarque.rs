//! What is said of an answer behind it, and is no part of it: « 890 € (devis n° 1184) », « 5, un par jour ».

use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;

/// « 890 € (devis n° 1184 du 12/11) » without where it was read, « Excel (c'est une reprise) » without what is said of it, « 02 … (le
/// mien : 06 …) » without whose another is.
pub(super) fn without_source(answer: &str) -> &str {
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[ \n]*\((?:(?:voir|cf\.?|selon|d['’]apr[eè]s)(?: le| la)? )?(?:devis|facture|convention)\b[^()]*\)$|[ \n]+\((?:pour les (?:deux|trois|2|3)|idem|vaut|et non|et pas|et plus|au lieu d|c['’]est|ce sont|il|elle|on|je|j['’]|nous|comme|l[ea] mien(?:ne)?|moi)[ \p{L}'’][^()]*\)$",
        )
    });
    SOURCE.find(answer).filter(|found| found.start() > 0).map_or(answer, |found| &answer[..found.start()])
}

/// « Nancy. Merci ! »
pub(super) fn without_thanks(answer: &str) -> &str {
    static THANKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[.!] +(?:merci|cordialement|bonne (?:soirée|journée)|bien à vous|cdt)\b[^.!\n]{0,30}[ .!]*$",
        )
    });
    THANKS.find(answer).filter(|found| found.start() > 0).map_or(answer, |found| &answer[..found.start()])
}

/// « Vetosavoir, ce sont eux qui nous avaient formés en 2024 »: a house or a town, without what is told of it.
pub(super) fn without_clause(answer: &str) -> &str {
    static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i), ?(?:mais )?(?:(?:ce sont|c['’]est|c['’]était|qui|ils|elles?|on|nous|je|il|que nous|que je)\b|j['’]|qu['’])[^0-9€]* [^0-9€]*(?:(?:19|20)[0-9]{2})?[^0-9€]*$",
        )
    });
    static UNSURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:crois|pense|semble|pas|plus|ou|peut-être|sûre?|voir|confirmer|si)\b")
    });
    let clause = CLAUSE
        .find(answer)
        .filter(|found| found.start() > 0 && !UNSURE.is_match(answer) && found.start() < 80);
    clause.map_or(answer, |found| &answer[..found.start()])
}

/// « stage « Créer un jardin sec » »: a title, without what it is the title of.
pub(super) fn without_kind(answer: &str) -> &str {
    static KIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:le|la|un|une) )?(?:stage|formation|module|cours|atelier|s[ée]minaire|parcours)(?: (?:intitulée?|appelée?|nommée?))? ?:? ?(« ?[^«»]+ ?»)[ .!]*$",
        )
    });
    KIND.captures(answer).and_then(|found| found.get(1)).map_or(answer, |title| title.as_str())
}

/// « 5, un par jour », « 4 (un par midi) »: how many, without how they fall.
pub(super) fn without_rate(answer: &str) -> &str {
    static RATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([0-9]{1,3})(?: repas| nuits?)?[ ,;:–-]*\(?(?:soit |donc |à raison d['’])?une? (?:seul )?(?:par|chaque) (?:jour|journée|midi|soir|nuit)\)?$",
        )
    });
    RATE.captures(answer).and_then(|found| found.get(1)).map_or(answer, |count| count.as_str())
}

/// « 3 150 € HT soit 3 780 € TTC », « 450 € HT (540 € TTC) »: the sum before tax, where no tax is asked.
pub(super) fn without_tax(answer: &str) -> &str {
    static TAXED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^((?:[0-9][0-9 .,\u{a0}\u{202f}]*?) ?(?:€|euros?) ?(?:ht|hors taxes?))[ ,;/–-]*(?:\(|=)? ?(?:soit |donc |ou |et )?[0-9][0-9 .,\u{a0}\u{202f}]*(?:€|euros?) ?(?:ttc|toutes taxes comprises)\)?$",
        )
    });
    TAXED.captures(answer).and_then(|found| found.get(1)).map_or(answer, |sum| sum.as_str())
}

/// « 5 place du Marché⏎(le facteur connaît, c'est dans la cour) » for a street: more than a few words, and no part of it.
pub(super) fn without_directions(street: &str) -> &str {
    static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^([0-9][^()\n]{5,80}?)[ \n]*\((\p{Ll}[\p{L}'’-]*,?(?:[ ,]+[\p{L}'’-]+){3,})[ .!]*\)$")
    });
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:b[âa]t|bâtiment|batiment|esc|escalier|[ée]tage|appt?|appartement|porte|r[ée]sidence|lieu|zone|za|zi|zac|chez|entr[ée]e|lot)\b",
        )
    });
    let Some(found) = ASIDE.captures(street) else { return street };
    let part = found.get(2).is_some_and(|aside| PART.is_match(aside.as_str()));
    found.get(1).filter(|_| !part).map_or(street, |street| street.as_str())
}
