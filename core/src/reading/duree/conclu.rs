//! What hours come to, said at the end of all that makes them.

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::identite::pattern;

/// « …, ça fait 7h », « … donc 14 en tout »: what it all comes to, said at its end behind times or parts of it.
pub(super) fn concluded(text: &str) -> Option<&str> {
    static SO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(.*(?:[0-9]|\bune?\b|\bdeux\b).*?)[ ,;:.]+(?:et )?(?:donc|soit|ça fait|ca fait|ce qui fait|au total|total) ?:? ?([0-9]{1,3}(?: ?h(?:eures?)?(?: ?[0-9]{2})?| ?heures?|[.,]5 ?h)?)(?: en tout| au total)?[ .!]*$",
        )
    });
    // A range of the clock, parts in words, or two hours and more: what one sum of them says may gainsay another.
    static PARTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[0-9] ?h ?(?:[0-9]{2})? ?(?:-|à|a) ?[0-9]{1,2} ?h|\bjours?\b|\+|\bpause\b|\bpremiers?\b|\bderniers?\b",
        )
    });
    static UNSURE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:ou|environ|peut-être|à peu près|par jour|par semaine|sais)\b"));
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b([0-9]{1,2}) ?h ?([0-9]{2})? ?(?:-|à|a) ?([0-9]{1,2}) ?h ?([0-9]{2})?")
    });
    let found = SO.captures(text)?;
    let (before, whole) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let number =
        |group: Option<regex::Match<'_>>| group.map_or(Some(0), |found| found.as_str().parse::<i64>().ok());
    let minutes = CLOCK.captures_iter(before).map(|found| {
        let at = |hour: usize| Some(60 * number(found.get(hour))? + number(found.get(hour + 1))?);
        Some(at(3)? - at(1)?)
    });
    let on_the_clock = minutes.sum::<Option<i64>>()?;
    // « de 8h à 12h soit 20 h » gainsays itself.
    let hours = whole.split(|c: char| !c.is_ascii_digit()).next()?.parse::<i64>().ok()?;
    let fits = on_the_clock == 0 || 60 * hours <= on_the_clock && 120 * (hours + 1) > on_the_clock;
    (fits && PARTS.is_match(before) && !UNSURE.is_match(before)).then_some(whole)
}

/// « 21 heures (9h-12h et 13h-17h les trois jours) », « 21 h au total, sur 3 jours, de 9h à 17h »: how long, without when it is.
pub(super) fn before_the_clock(text: &str) -> &str {
    static WHEN: LazyLock<Regex> = LazyLock::new(|| {
        let clock = r"[0-9]{1,2} ?h(?: ?[0-9]{2})?";
        let span = format!(r"(?:de )?{clock} ?(?:-|–|à) ?{clock}");
        pattern(&format!(
            r"(?i)^((?:environ )?[0-9]{{1,3}} ?h(?:eures?)?(?: ?[0-9]{{2}})?(?: au total| en tout)?)(?:,? sur (?:[0-9]|deux|trois|quatre|cinq) jours?(?: (?:complets|pleins))?)?[ ,]*\(?(?:soit |horaires? ?:? ?)?{span}(?:(?:,? (?:et|puis) |, ?){span})*(?:,? (?:les? |chaque |tous les |par |sur |pendant )[^()0-9]*(?:[0-9] )?[^()0-9]*)?\)?[ .!]*$"
        ))
    });
    WHEN.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
}
