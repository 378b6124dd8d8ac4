//! « Demandez-vous le remboursement de frais annexes ? », as sentences answer it.

use crate::reading::lex::listed;

/// « Les frais annexes, on n'en demande pas », « j'en demande le remboursement ».
pub(super) fn frais(words: &[&str]) -> Option<bool> {
    let is_about = |word: &&str| listed("annexes annexe remboursement rembourser", word);
    let is_asking = |word: &str| {
        listed("demande demandons demanderons voulons souhaitons souhaite veux veut reclame reclamons", word)
    };
    // « On demande les frais »
    let wanted = words.windows(3).enumerate().any(|(at, three)| {
        let of_what = words.get(at + 3).is_some_and(|word| listed("d de du pedagogiques", word));
        is_asking(three[0]) && listed("les des nos mes", three[1]) && three[2] == "frais" && !of_what
    });
    // « oui pour les frais », « frais oui », « pour les frais, on ne demande rien »
    const OF_TRIP: &str = "nuit nuits repas km kms kilometre kilometres hotel hebergement";
    let of_them = |at: usize| {
        words[at] == "frais"
            && !words.get(at + 1).is_some_and(|word| listed("d de du pedagogiques bancaires", word))
    };
    let named = (0..words.len()).find(|&at| of_them(at));
    if let Some(at) = named {
        let next = words.get(at + 1 + usize::from(words.get(at + 1) == Some(&"annexes"))).copied();
        let before: Vec<&str> = words[..at].iter().rev().take(4).copied().collect();
        let led = before.iter().position(|word| matches!(*word, "oui" | "non"));
        let linked = |end: usize| before[..end].iter().all(|word| listed("pour les aux de a", word));
        match (next, led) {
            (Some("oui"), _) => return Some(true),
            (Some("non"), _) => return Some(false),
            (_, Some(end)) if linked(end) => return Some(before[end] == "oui"),
            _ => {}
        }
        let nothing = words.iter().any(|word| listed("rien aucun", word));
        if nothing && words.iter().any(|word| is_asking(word)) {
            return Some(false);
        }
    }
    // « pas de repas ni km ni hôtel »
    let trips = words.iter().filter(|word| listed(OF_TRIP, word)).count();
    if trips > 1 && words.first().is_some_and(|word| listed("pas ni aucun aucune", word)) {
        return Some(false);
    }
    if !wanted && !words.iter().any(is_about) {
        return None;
    }
    let asks = words.iter().any(|word| is_asking(word));
    let is_denied = |at: usize| {
        let after = || words[at + 1..].iter().take(4).any(|word| *word == "frais" || is_about(word));
        let verb = at > 0 && is_asking(words[at - 1]);
        let fine = words.get(at + 2).is_some_and(|word| listed("probleme souci soucis", word));
        // « aucune nuit à rembourser »
        const OF_ONE: &str =
            "nuit nuits nuitee nuitees repas km kilometre kilometres hotel hebergement trajet dejeuner";
        let of_one = words[at + 1..].iter().take(3).any(|word| listed(OF_ONE, word));
        matches!(words[at], "pas" | "rien" | "aucun" | "aucune" | "sans" | "ni")
            && (after() || verb)
            && !fine
            && !of_one
    };
    if (0..words.len()).any(is_denied) {
        return Some(false);
    }
    if words.iter().any(|word| matches!(*word, "pas" | "rien" | "sans")) {
        return None;
    }
    let of_it = words.windows(3).any(|three| matches!(three, ["en", "demande" | "demandons", "le"]));
    (asks && (of_it || words.contains(&"frais") || trips > 0)).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::super::Sujet;

    #[test]
    fn what_is_asked_back() {
        for (clause, expected) in [
            ("On ne demande rien pour les frais annexes", Some(false)),
            ("Les frais annexes, on n'en demande pas", Some(false)),
            ("Aucun frais annexe à rembourser", Some(false)),
            ("Nous demandons bien la prise en charge des frais annexes", Some(true)),
            ("et j'en demande le remboursement", Some(true)),
            ("On demande les frais, elle fera 184 km", Some(true)),
            ("On demande les frais d'inscription", None),
            ("Les frais annexes je verrai plus tard", None),
            ("Les frais annexes ne sont pas dans le devis", None),
            ("Pas de problème pour les frais annexes", None),
            ("Il n'y a pas de frais d'inscription", None),
            ("Il dort chez sa sœur, donc aucune nuit à rembourser", None),
        ] {
            assert_eq!(Sujet::FraisAnnexes.said(clause), expected, "{clause}");
        }
    }
}
