//! Where somebody lives, said in a sentence: « Notre salarié habite 27 rue du Vieux Pont, 35400 Saint-Malo ».

use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;

/// The street of the only address that a text says to be one.
pub(super) fn street(text: &str) -> Option<&str> {
    static STREET: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)\b(?:adresse(?: postale| personnelle| du salarié)?(?: est(?: la suivante)?| c['’]est)?|habite(?: au)?|demeure|domiciliée?(?: au)?|réside(?: au)?)[ :,]*(?:\n)?(?:le |au )?",
            r"([0-9]{1,4}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:rue|avenue|av\.?|boulevard|bd|allées?|chemin|impasse|place|route|quai|cours|square|passage|ruelle|venelle|sentier|faubourg|hameau|lotissement|résidence|voie|montée|esplanade)\b[^,;.:\n()0-9]{2,60}?)",
            r" ?(?:[,;.\n(]|[–-] |$|(?:à|a) \p{Lu}|[0-9]{5})",
        ))
    });
    let mut found = STREET.captures_iter(text).filter_map(|found| found.get(1));
    let street = found.next()?;
    found.next().is_none().then(|| street.as_str().trim())
}
