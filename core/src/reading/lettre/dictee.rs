//! Answers that were dictated in one breath: « pour la première question c'est … pour la deux c'est le dix-sept mai ».

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;
use super::super::lex::listed;

/// The numbers of the questions as they are said, from the first on.
const SAID: [&str; 10] = [
    "1 un une premier première premiere",
    "2 deux deuxième deuxieme seconde second",
    "3 trois troisième troisieme",
    "4 quatre quatrième quatrieme",
    "5 cinq cinquième cinquieme",
    "6 six sixième sixieme",
    "7 sept septième septieme",
    "8 huit huitième huitieme",
    "9 neuf neuvième neuvieme",
    "10 dix dixième dixieme",
];

/// Such lines with each answer on a line of its own, behind its number. Two questions at least must be named, one after the
/// other from the first on: « la deux » alone may be anything.
pub(super) fn undictated(texte: &str) -> Cow<'_, str> {
    // « le 3 » begins a day: a number that is named by its noun, or « la trois ».
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[ ,.;])(?:(?:et|alors|puis|bonjour|bonsoir|donc|ensuite|enfin|voilà)[ ,]+)*(?:pour )?(?:(?:le |la )?(?:numéro|numero|n°|question|point) ?|la )([0-9]{1,2}|\p{L}+)(?: question)?(?:[ ,:]+(?:c['’ ]?est|ça fait|ca fait|ce sera|ça sera|on met|mettez))?[ ,:]+",
        )
    });
    if !texte.lines().any(|line| LEAD.find_iter(line).nth(1).is_some()) {
        return Cow::Borrowed(texte);
    }
    let mut out = String::with_capacity(texte.len() + 16);
    let (mut end, mut asked) = (0, 0);
    for found in LEAD.captures_iter(texte) {
        let (Some(lead), Some(number)) = (found.get(0), found.get(1)) else { continue };
        let number = number.as_str().to_lowercase();
        if SAID.get(asked).is_none_or(|said| !listed(said, &number)) {
            continue;
        }
        let answer = texte[end..lead.start()].trim_end_matches([' ', ',', ';']);
        // « Pour la 2 et la 3 : … » answers both.
        if asked > 0 && matches!(answer.trim(), "" | "et" | "et pour" | "à") {
            return Cow::Borrowed(texte);
        }
        asked += 1;
        out.push_str(answer);
        out.push_str(&format!("\n{asked}. "));
        end = lead.end();
    }
    if asked < 2 {
        return Cow::Borrowed(texte);
    }
    out.push_str(&texte[end..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_one_breath() {
        for (said, expected) in [
            (
                "Alors pour la première question c'est pain au levain, pour la deux c'est le trois mai et la trois ça fait sept heures",
                "\n1. pain au levain\n2. le trois mai\n3. sept heures",
            ),
            ("pour le numéro 1 coiffure pour le numéro 2 14 heures", "\n1. coiffure\n2. 14 heures"),
            ("Pour la 1 et la 2 : le 3 mai", "Pour la 1 et la 2 : le 3 mai"),
            ("la deux me va, la trois aussi", "la deux me va, la trois aussi"),
            ("pour le 1 mars et pour le 2 mars", "pour le 1 mars et pour le 2 mars"),
            ("pour la première journée", "pour la première journée"),
        ] {
            assert_eq!(undictated(said), expected);
        }
    }
}
