//! What stands beside an answer and is no part of it: « … (le 12 c'est facultatif) », « …, 12 rue des Tanneurs ».

use std::sync::LazyLock;

use regex::Regex;

use super::Lecture;
use super::identite::pattern;

/// « vingt-huit heures (28 h) », « 28 (vingt-huit) heures »: what is said in brackets once more.
pub fn said_twice(text: &str, read: impl Fn(&str) -> Lecture) -> Option<Lecture> {
    let (before, rest) = text.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    let Lecture::Read(outside) = read(&format!("{}{after}", before.trim_end())) else { return None };
    match read(inside) {
        Lecture::Read(again) if again.valeur == outside.valeur => Some(Lecture::Read(outside)),
        _ => None,
    }
}

/// A measure or a day without the remark in brackets that ends its text, the address or the hour behind it, and what counts it
/// before a colon. `None` where nothing of the kind stands there, or where the remark may change the answer.
/// `days`: the text says days, and figures in the remark are others.
pub fn without_aside(text: &str, days: bool) -> Option<&str> {
    static BRACKETS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^([^()]*[0-9\p{L}][^()]*?) *\(([^()]{3,120})\)[ .!]*$"));
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([^,]*[0-9\p{L}][^,]*?)(?: [àa] [0-9]{1,2} ?h(?:[0-9]{2})?)?, (?:au )?[0-9]{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|bd|place|chemin|route|impasse|quai|all[ée]e)\b.*$",
        )
    });
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([0-9]) ?(?:demi-)?(?:matin[ée]es?|jours?|journ[ée]es?|apr[èe]s-midis?|sessions?|dates?) ?: *(.+)$",
        )
    });
    // What may change the answer.
    static CHANGES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:ou|peut-être|peut|sinon|confirmer|vérifier|voir|sûre?s?|crois|pense|plutôt|finalement|pardon|oups|erreur|non|sais|chacun|chaque|par|sauf|ferm\p{L}+|hormis|except\p{L}+|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|début|fin|ht|ttc|tva|taxes?|aller)\b|\?|€|%",
        )
    });
    if let Some(found) = BRACKETS.captures(text) {
        let (said, remark) = (found.get(1)?.as_str(), found.get(2)?.as_str());
        let figures = remark.contains(|c: char| c.is_ascii_digit());
        return (!CHANGES.is_match(remark) && (days || !figures)).then_some(said);
    }
    if !days {
        return None;
    }
    if let Some(found) = ADDRESS.captures(text) {
        return found.get(1).map(|said| said.as_str());
    }
    // « 3 jours : 12 et 13/01 » gainsays itself.
    static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^0-9/])[0-3]?[0-9](?:[^0-9]|$)"));
    let found = COUNTED.captures(text)?;
    let said = found.get(2)?.as_str();
    let count: usize = found[1].parse().ok()?;
    (DAY.find_iter(said).count() == count).then_some(said)
}
