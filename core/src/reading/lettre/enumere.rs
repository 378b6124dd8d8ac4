//! Other ways to number answers: « la 6 c'est 69003 », « 3️⃣ non ».

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::identite::pattern;

/// Fewest lines that a number begins so: one alone may be « la 2 CV ».
const FEWEST: usize = 2;

/// The text with these numbers written as a list's, where several lines begin so.
pub(super) fn enumerated<'t>(texte: &'t str, numbers: &[u32]) -> Cow<'t, str> {
    static KEYCAP: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?m)^[ \t]*([0-9])\u{fe0f}?\u{20e3}[ .:)-]*"));
    static THE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?mi)^[ \t]*(?:et )?(?:pour )?la ([0-9]{1,2})(?:,? c['’ ]?est| ?[:=]| -|,)? +")
    });
    for (form, may_be) in
        [(&KEYCAP, texte.contains('\u{20e3}')), (&THE, texte.contains("la ") || texte.contains("La "))]
    {
        if !may_be {
            continue;
        }
        // « La 3 et la 4 : … » answers both.
        let both =
            |found: &Captures<'_>| found.get(0).is_some_and(|whole| texte[whole.end()..].starts_with("et "));
        if form.captures_iter(texte).any(|found| both(&found)) {
            continue;
        }
        let said: Vec<u32> =
            form.captures_iter(texte).filter_map(|found| found.get(1)?.as_str().parse().ok()).collect();
        let mut apart = said.clone();
        apart.sort_unstable();
        apart.dedup();
        if said.len() >= FEWEST && apart.len() == said.len() && said.iter().all(|n| numbers.contains(n)) {
            return form.replace_all(texte, |found: &Captures<'_>| format!("{}) ", &found[1]));
        }
    }
    Cow::Borrowed(texte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_list() {
        for (said, expected) in [
            ("la 2 c'est 69003\nla 1 Vitrine\nla 3 : 14 h", "2) 69003\n1) Vitrine\n3) 14 h"),
            ("1️⃣ non\n2️⃣ Angers", "1) non\n2) Angers"),
            ("la 2 CV est en panne", "la 2 CV est en panne"),
            ("la 8 c'est non\nla 9 c'est oui", "la 8 c'est non\nla 9 c'est oui"),
        ] {
            assert_eq!(enumerated(said, &[1, 2, 3]), expected, "{said}");
        }
    }
}
