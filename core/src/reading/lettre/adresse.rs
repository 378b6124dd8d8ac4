//! Where somebody lives, said in a sentence: « Notre salarié habite 27 rue du Vieux Pont, 35400 Saint-Malo », or in one go.

use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;
use super::super::plusieurs::is_town;

/// The street of the only address that a text says to be one.
pub(super) fn street(text: &str) -> Option<&str> {
    static STREET: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)(?:\bj['’ ]?|\b)(?:adresse(?: postale| personnelle| du salarié)?(?: est(?: la suivante)?| c['’]est)?|(?:habite|demeure|domiciliée?|réside|loge|vit)(?: (?:maintenant|désormais|toujours|actuellement))?(?: (?:à|sur) [\p{L}'’ -]{2,40},)?(?: au)?|(?:maintenant|désormais|dorénavant|depuis),? (?:c['’]est|(?:elle|il|on|je) (?:est|suis)(?: au)?|au))[ :,]*(?:\n)?(?:le |au )?",
            r"([0-9]{1,4}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:rue|avenue|av\.?|boulevard|bd|allées?|chemin|impasse|place|route|quai|cours|square|passage|ruelle|venelle|sentier|faubourg|hameau|lotissement|résidence|voie|montée|esplanade)\b[^,;.:\n()0-9]{2,60}?)",
            r" ?(?:[,;.\n(]|[–-] |$|[0-9]{5})",
        ))
    });
    let mut found = STREET.captures_iter(text).filter_map(|found| found.get(1));
    let street = found.next()?;
    // « 8 impasse du Moulin à Quimper (29000) »
    let coded = text.get(street.end()..).is_some_and(|rest| {
        let code = rest.trim_start_matches([' ', '(']);
        code.len() > 5 && code.bytes().take(5).all(|byte| byte.is_ascii_digit())
    });
    let street = street.as_str().trim();
    // « 8 rue Haute à Lyon »; « 3 impasse du Moulin à Vent »
    let named = |(before, _): &(&str, &str)| {
        let last = before.rsplit(' ').next().unwrap_or_default();
        !matches!(last, "Moulin" | "Four" | "Pont" | "Puits")
    };
    let street =
        street.rsplit_once(" à ").filter(|parts| coded || named(parts)).map_or(street, |(before, _)| before);
    found.next().is_none().then_some(street)
}

/// « 16 chemin des Vignes, 33570 Lussac » as the street and the town with its code.
pub(super) fn parted(address: &str) -> Option<(&str, &str)> {
    static TOWN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^([0-9]+[ ,].*?\p{L})[ ,\n–-]+([0-9]{2} ?[0-9]{3} \p{L}[^\n]*)$"));
    let found = TOWN.captures(address)?;
    Some((found.get(1)?.as_str(), found.get(2)?.as_str()))
}

/// « 88000 Épinal », « Nancy (54000) ».
pub(super) fn has_town_and_code(text: &str) -> bool {
    static BOTH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[0-9]{5} \p{Lu}[\p{L}'’ -]+|\p{Lu}[\p{L}'’ -]+,? \(?[0-9]{5}\)?)$"));
    // « 87000 limoges »
    static LOWER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{5} (\p{Ll}[\p{Ll}'’ -]+)$"));
    let text = text.trim();
    BOTH.is_match(text) || LOWER.captures(text).is_some_and(|found| is_town(&found[1]))
}
