//! A day that is named because it will not do, and a month that replaces another.

use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::calendar::month;
use crate::reading::fold;
use crate::reading::identite::pattern;

/// « je vous réponds entre deux clientes », « je vous l'ai dit hier », « au 12 rue Haute »: what looks like a day, and is none.
pub fn without_asides(text: &str) -> Cow<'_, str> {
    static ASIDES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bentre (?:deux|2|trois|3) \p{L}{4,}(?:-\p{L}+)*|[, ]*\bje vous l['’]ai (?:d[ée]j[àa] )?(?:dit|écrite?|donnée?|envoyée?)\b[^,;.]*$|\b(?:au|à) [0-9]{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av|bd|boulevard|place|chemin|route|allée|quai|impasse)\b[^,;.]*$",
        )
    });
    let hints = ["entre ", "vous l", " au ", " à "];
    match hints.iter().any(|hint| text.contains(hint)) {
        true => ASIDES.replace_all(text, " "),
        false => Cow::Borrowed(text),
    }
}

/// « on part sur le 30 mars, le 23 je ne peux pas »: without what is said of the other day.
pub fn without_unfit_day(text: &str) -> Cow<'_, str> {
    static UNFIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:[,;.(] *|^)(?:car |parce que |mais |vu que )?(?:le |du )?[0-9]{1,2}(?:er)?(?: [\p{L}]{3,9})? (?:je|j['’]|on|nous|c['’]|il|elle|ça|le salon|la boutique|le magasin)[^,;.()0-9]*\b(?:peux pas|peut pas|pouvons pas|pas (?:possible|là|dispo|disponible)|impossible|fermée?s?|complet|complète|prise?|férié|occupée?|absente?|congés?)\b[^,;.()0-9]*\)?",
        )
    });
    // « jeudi 11 mars, la session du 4 est annulée »
    static GONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[,;.(] *(?:car |parce que |mais |vu que )?(?:la session|la formation|le stage|la date|celle|celui) (?:du |de )[0-9]{1,2}(?:er)?(?: \p{L}{3,9})? (?:est|était|a été|c['’]est) (?:complet|complète|pleine?|annulée?|supprimée?)\b[^,;.()0-9]*\)?",
        )
    });
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    match UNFIT.find(text).or_else(|| GONE.find(text)) {
        Some(found)
            if text[..found.start()].contains(|c: char| c.is_ascii_digit())
                || text[found.end()..].contains(|c: char| c.is_ascii_digit()) =>
        {
            Cow::Owned(format!("{}{}", &text[..found.start()], &text[found.end()..]))
        }
        _ => Cow::Borrowed(text),
    }
}

/// « c'est mars pas février », « 2027 pas 2026 »: the same day of the other month or year, where the one that is denied is the one
/// it has.
pub fn with_other_month(text: &str, current: NaiveDate) -> Option<NaiveDate> {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:non|pardon|oups|erreur|ah|desolee?) )*(?:c est |c etait |plutot )?(?:en )?([a-z]{3,9})(?: et)? (?:pas|non pas|non)(?: en)? ([a-z]{3,9})(?: (?:pardon|desolee?|merci))*$",
        )
    });
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:non|pardon|oups|erreur|ah|desolee?) )*(?:c est )?(?:en )?(20[0-9]{2})(?: et)? (?:pas|non pas|non)(?: en)? (20[0-9]{2})(?: (?:pardon|desolee?|merci))*$",
        )
    });
    let folded = fold(text);
    if let Some(found) = YEAR.captures(&folded) {
        let (new, old): (i32, i32) = (found[1].parse().ok()?, found[2].parse().ok()?);
        return (old == current.year()).then(|| current.with_year(new)).flatten();
    }
    let found = OTHER.captures(&folded)?;
    let (new, old) = (month(&found[1])?, month(&found[2])?);
    (old == current.month()).then(|| current.with_month(new)).flatten()
}
