//! A name in two lines, where one question asks for it whole.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;

const NAME: &str = r"[\p{L}][\p{L}'’ \-]{0,40}?";
const BETWEEN: &str = r"[ .]*(?:\n[\s•*–-]*|[,;/–-] ?| )";
const END: &str = r"(?P<end>[ .]*(?:\n|$|[,;]))";

/// « Nom : Girard⏎Prénom : Lucie » is « Nom : Lucie Girard ».
pub(super) fn whole_names(texte: &str) -> Cow<'_, str> {
    static LAST_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?P<label>(?:^|\n)[^\n:]{{0,6}}\bnom(?: de famille)?(?: d[ue] [\p{{L}} ]{{2,20}})?) ?[:=] ?(?P<nom>{NAME}){BETWEEN}pr[ée]noms?(?: d[ue] [\p{{L}} ]{{2,20}})? ?[:=] ?(?P<prenom>{NAME}){END}"
        ))
    });
    static FIRST_LAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?P<label>(?:^|\n)[^\n:]{{0,6}})\bpr[ée]noms?(?: d[ue] [\p{{L}} ]{{2,20}})? ?[:=] ?(?P<prenom>{NAME}){BETWEEN}(?P<name>nom(?: de famille)?(?: d[ue] [\p{{L}} ]{{2,20}})?) ?[:=] ?(?P<nom>{NAME}){END}"
        ))
    });
    match LAST_FIRST.replace(texte, "$label : $prenom $nom$end") {
        Cow::Borrowed(_) => FIRST_LAST.replace(texte, "$label$name : $prenom $nom$end"),
        whole => whole,
    }
}
