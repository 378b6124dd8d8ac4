//! Names beside what somebody is: « Mon mari, Philippe », « Mme Lopez, la gérante »; and what names nobody.

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::identite::pattern;

/// « L'an dernier c'était Isabelle », « Pas Isabelle », « Institut Belhadj »: not who is meant, or nobody.
pub(super) fn is_nobody(text: &str) -> bool {
    static NOBODY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:pas (?-i:\p{Lu})[^.,]*[.!]*$|(?:l['’]an dernier|l['’]ann[ée]e derni[èe]re|avant),? c['’][ée]tait\b|(?:institut|garage|boulangerie|p[âa]tisserie|restaurant|soci[ée]t[ée]|entreprise|cabinet|boutique|salon) (?-i:\p{Lu})[^,]*$)",
        )
    });
    NOBODY.is_match(text.trim())
}

/// One's name without what one is or does: « Mon mari, Philippe », « Mme Lopez, la gérante », « Léa qui gère ».
pub(super) fn without_role(text: &str) -> &str {
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:toujours |demande[rz] |contacte[rz] |appele[rz] |voir avec |à l['’]attention de |(?:c['’]est )?(?:mon|ma|notre) (?:mari|femme|[ée]poux|[ée]pouse|fille|fils|m[èe]re|p[èe]re|s[œo]e?ur|fr[èe]re|associée?|coll[èe]gue|assistante?|secr[ée]taire|g[ée]rante?|patronn?e?|comptable|salari[ée]e?|apprentie?|vendeuse|coiffeuse),? )((?:(?i:mme|madame|m\.|mr|monsieur) )?\p{Lu}.*)$",
        )
    });
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^((?:(?i:mme|madame|m\.|mr|monsieur) )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3})(?:,? (?:(?:la|le|au|à la|à l['’]|notre|mon|ma|une?) \p{Ll}| ?l['’]\p{Ll}|mais |qui |vous |responsable\b|g[ée]rante?\b|c['’]est (?:la|le|mon|ma|l['’]|lui|elle))|\. (?:Elle|Il|C['’]est)\b|[ ,]*[-–,] ?(?:\+33 ?|0)[1-9](?:[ .-]?[0-9]{2}){4}).*$",
        )
    });
    let text = LED.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    TAIL.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str())
}

#[cfg(test)]
mod tests {
    use crate::reading::stated_name;

    #[test]
    fn a_role_is_no_part_of_a_name() {
        for (text, expected) in [
            ("Mme Lopez, la gérante. Elle est en congé jusqu'au 8.", Some("Lopez")),
            ("Mon mari, Philippe", Some("Philippe")),
            ("Toujours Hugo", Some("Hugo")),
            ("c'est ma fille Léa qui gère", Some("Léa")),
            ("Isabelle, au secrétariat", Some("Isabelle")),
            ("demander Isabelle", Some("Isabelle")),
            ("Jean-Baptiste, mais tout le monde dit JB", Some("Jean-Baptiste")),
            ("Yann Le Goff (gérant)", Some("Yann Le Goff")),
            ("Ibrahim Diallo - 06 39 98 41 15", Some("Ibrahim Diallo")),
            ("Pas Isabelle", None),
            ("L'an dernier c'était Isabelle", None),
            ("Institut Belhadj", None),
            ("Marie de la Tour", Some("Marie de la Tour")),
            ("Anne Le Gall", Some("Anne Le Gall")),
            ("Inès Salon", Some("Inès Salon")),
        ] {
            assert_eq!(stated_name(text), expected, "{text}");
        }
    }
}
