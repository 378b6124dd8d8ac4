//! Days that are none of the training's.

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::identite::pattern;

/// « tout sauf le 14 février »
pub(super) fn is_excepted(clause: &str) -> bool {
    static SAUF: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:sauf|excepté|hormis|à part|tout sauf) *(?:le |du |au )?$"));
    SAUF.is_match(clause)
}

/// « La formation a eu lieu le 12 octobre », « chez nous depuis le 1er septembre », « embauchée le 3 mars »: a day that is over, or that
/// something else began on.
pub(super) fn is_past(clause: &str) -> bool {
    static PAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:a|ont|avait|avaient) (?:déjà |bien )?(?:eu lieu|commencé|démarré|débuté|fini)\b[^,.;:0-9]{0,30}|(?:s['’]est|s['’]était|se sont) (?:déjà |bien )?(?:passée?s?|déroulée?s?|tenue?s?|terminée?s?)\b[^,.;:0-9]{0,20}|depuis(?: le| environ)?|(?:embauch|recrut)[ée]e?s?\b[^,.;:0-9]{0,30}|(?:née?|entrée?|arrivée?) (?:chez \S+ |ici |dans [^,.;:0-9]{1,30} )?(?:le|en|au)?) *(?:le )?$",
        )
    });
    PAST.is_match(clause)
}

/// « j'arrive la veille, le 17 janvier »
pub(super) fn comes_the_day_before(sentence: &str) -> bool {
    static EVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:arriv\p{L}+|pars|part|partons|partent|viens|vient|dors|dort) (?:déjà |dès )?la veille ?,? *(?:le |au soir,? le )?$",
        )
    });
    EVE.is_match(sentence)
}

/// « on est débordés jusqu'au 24 décembre », « part en retraite le 31 mars »: of somebody's time, or of what is told later.
pub(super) fn is_away(clause: &str) -> bool {
    static AWAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:d[ée]bord|surcharg|retraite\b|accident\b|h[ôo]pital\b|revien|(?:en|est|sera|suis|[ée]tait) arr[êe]t(?:[ée]e?s?)?\b|expir|p[ée]rim|valable|march[ée] de no[ëe]l|(?-i:[Ss]alon \p{Lu}\p{L}+) (?:est|a lieu|se tient|sera)|(?:donnera|donneront|dira|diront|saurai?|saurons|confirmera|confirmeront|communiquera|pr[ée]viendra|rappellera|tranchera)\b)[^,;.:0-9]*$",
        )
    });
    AWAY.is_match(clause)
}

/// « Le 18 janvier c'est l'anniversaire de ma fille »
pub(super) fn is_an_event(after: &str) -> bool {
    static EVENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:c['’ ]?est|il y a|on a|j['’]ai|nous avons) (?:l['’]|le |la |mon |ma |un |une |notre |son |sa )?(?:anniversaire|f[êe]te|mariage|jour f[ée]ri[ée]|f[ée]ri[ée]|examen|rdv|rendez|r[ée]union|inventaire|march[ée]|foire|livraison)",
        )
    });
    EVENT.is_match(after)
}

/// « Le 25 janvier me semble compliqué », « Le 18 janvier tombe mal », « le 18 janvier ou alors le 25 »
pub(super) fn does_not_suit(after: &str) -> bool {
    static BADLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:(?:(?:me |nous |lui )?(?:semble|para[iî]t|est|sera)|c['’ ]?est|ce (?:sera|serait)) (?:trop |un peu |pas |bien )*(?:compliqu|impossible|possible|difficile|complet|juste|t[ôo]t|tard|short|mort)|tombe mal|ne (?:me |nous |lui )?(?:convient|va|colle)|ou alors |ou bien |ou plut[ôo]t )",
        )
    });
    BADLY.is_match(after)
}

/// A line that is where and when the letter was written: « Fait à Quimper, le 1er décembre 2026 ».
pub(super) fn heads_a_letter(line: &str) -> bool {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:(?i:fait )(?:à |a )?)?\p{Lu}[\p{L}'’-]+(?:[ -]\p{L}[\p{L}'’-]*){0,4},? (?:le|ce) *$")
    });
    HEAD.is_match(line)
}
