//! What is said under a condition, cancelled, or was ours: « une nuit en plus si la neige nous bloque ».

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::identite::pattern;

/// « si jamais c'est complet on prendra la session du 8 mars », « une nuit en plus si la neige nous bloque »
pub(super) fn depends(whole: &str, before: &str, after: &str) -> bool {
    /// What people say that makes nothing depend on it.
    const HARMLESS: &str = r"(?:possible|besoin|n[ée]cessaire|utile|vous|ça vous|cela vous|ça te|tu|j['’]ai (?:bien|tout)|je (?:ne )?(?:me )?(?:trompe|souviens|compte|comprends|dis|lis)|mes souvenirs|ma m[ée]moire|c['’]est (?:bon|ok|possible|clair|utile|important|bien)|on compte|l['’]on compte|tout va bien|non\b)";
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:(?:et|mais|ou|donc|alors|bon|bref|sinon|par contre)[ ,]+)*(?:si jamais|au cas où|en cas d[e'’]|s['’](?:il|ils|elle)s? (?:pleut|neige|y a|n['’]y|reste|faut|y avait)|si (.{0,40}))",
        )
    });
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^.*?\b(?:seulement|uniquement|que|en plus|de plus|sauf|même) si (.{0,40})")
    });
    static OK: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?i)^{HARMLESS}")));
    // « Est-ce que 21 h c'est suffisant », « Que pensez-vous de la formation … »
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:bonjour,? )?(?:est[- ]ce qu|que pensez|y a[- ]t[- ]il|existe[- ]t|savez[- ]vous|c['’]est quoi|je me demande)",
        )
    });
    let hangs = |found: regex::Captures<'_>| !found.get(1).is_some_and(|said| OK.is_match(said.as_str()));
    // « si on dort sur place c'est plus cher, 14 h »: what stands alone behind the comma depends on nothing.
    let said = before.rsplit_once(", ").is_none_or(|(_, clause)| clause.trim().contains(' '));
    // « S'il reste du budget : formation modelage, 7 h »: of all that follows.
    let headed = whole.contains(':') && LED.captures(whole).is_some_and(hangs);
    headed
        || ASKS.is_match(before)
        || said && LED.captures(before).is_some_and(hangs)
        || TAIL.captures(after).is_some_and(hangs)
}

/// « on annule tout, formation du 1er février à Albi »
pub(super) fn cancels(sentence: &str) -> bool {
    static CANCELS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:on (?:a |doit |va |veut )?|j['’](?:ai )?|je (?:dois |veux |souhaite )?|nous (?:avons |devons )?|merci d['’]|veuillez |il faut )(?:annul(?:e|er|ez|ons|[ée])|abandonn(?:e|er|ez|ons|[ée])|renonc(?:e|er|ons|[ée]))\b",
        )
    });
    CANCELS.is_match(sentence)
}

/// « Une amie est partie 3 jours chez Toni & Guy, 21 h »: somebody else's training.
pub(super) fn is_of_a_friend(sentence: &str) -> bool {
    static FRIEND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:amie?|voisine?|copine?|copain|cousine?|s[œo]e?ur|fr[èe]re|confr[èe]re|concurrent|coll[èe]gue d['’]un autre)\b[^.,]{0,40}\b(?:est|sont|a|ont|était) (?:d[ée]j[àa] )?(?:parti|all|fait|suivi|form)",
        )
    });
    FRIEND.is_match(sentence)
}

/// « Dans votre mail vous parlez du 18 janvier », « Vous avez compté 14 h »: what we said, and she does not.
pub(super) fn is_of_ours(clause: &str) -> bool {
    static OURS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bvous (?:avez|aviez) (?:mis|not[ée]|compt[ée]|indiqu[ée]|[ée]crit|enregistr[ée]|marqu[ée]|retenu|pris)\b[^,;.:0-9]*$|\bvous (?:parlez|notez|indiquez|comptez|marquez|affichez)\b[^,;.:0-9]*$",
        )
    });
    OURS.is_match(clause)
}

/// « sauf la deuxième semaine »
pub(super) fn excepts(after: &str) -> bool {
    static EXCEPTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^[^.]{0,20}\b(?:sauf|excepté|hormis) (?:pour |le |la |les |l['’]|si )")
    });
    EXCEPTS.is_match(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_leave_a_value_open() {
        for (before, after, expected) in [
            ("si jamais c'est complet on prendra la session du ", "", true),
            ("Si on y va à deux ce sera ", "", true),
            ("", " en plus si la neige nous bloque", true),
            ("on prend l'", " seulement si ça finit après 18h", true),
            ("si j'ai bien compris c'est le ", "", false),
            ("si possible le ", "", false),
            ("Si vous voulez tout savoir, c'est le ", "", false),
            ("c'est le ", " si ça vous va", false),
        ] {
            assert_eq!(depends(before, before, after), expected, "{before}…{after}");
        }
    }
}
