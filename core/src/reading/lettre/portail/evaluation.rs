//! Whether an evaluation goes with the training: « une évaluation est prévue le dernier jour », « 28 h de cours, plus une
//! évaluation ».

use crate::reading::lex::listed;

/// « Il y a aussi une évaluation », « une évaluation est prévue », « ni évaluation ni accompagnement ».
pub(super) fn evaluation(words: &[&str]) -> Option<bool> {
    let is = |word: &&str| {
        let stem = word.trim_end_matches('s');
        matches!(
            stem,
            "evaluation" | "accompagnement" | "positionnement" | "eval" | "evaluaton" | "evalutation"
        )
    };
    let at = words.iter().position(is)?;
    let before = &words[at.saturating_sub(6)..at];
    let after = words.get(at + 1..).unwrap_or_default();
    let denies = |word: &&str| matches!(*word, "pas" | "ni" | "sans" | "aucun" | "aucune" | "non");
    let near = &before[before.len().saturating_sub(3)..];
    // « sans compter l'évaluation » says nothing of it.
    let apart = near.iter().any(|word| listed("compter oublier longtemps", word));
    if near.iter().any(denies) && !apart && !before.contains(&"oui") {
        return Some(false);
    }
    let refuses = |pair: &[&str]| matches!(pair, ["pas", "prevue" | "prevu" | "incluse" | "comprise"]);
    if after.windows(2).take(4).any(refuses) || after.first() == Some(&"non") {
        return Some(false);
    }
    if after.iter().take(5).any(|word| matches!(*word, "pas" | "non" | "aucune")) {
        return None;
    }
    let stands = before.windows(2).any(|pair| matches!(pair, ["y", "a" | "aura"]));
    let comes = after
        .iter()
        .take(5)
        .any(|word| matches!(*word, "prevue" | "prevu" | "lieu" | "incluse" | "comprise" | "finale"));
    // « 28 h de cours, plus une évaluation », unless it is offered only
    let counted =
        matches!(after, [_, count, ..] | [count, ..] if count.starts_with(|c: char| c.is_ascii_digit()));
    let added = match before {
        [
            ..,
            "plus" | "qu" | "avec" | "comprend" | "comprennent" | "inclut" | "comporte" | "prevoit",
            "un" | "une" | "des",
        ] => true,
        // « suivie d'une évaluation »
        [.., with, "d", "un" | "une"] => with.starts_with("suivi") || with.starts_with("complete"),
        // « et une évaluation de 2 h »
        [.., "et", "un" | "une"] => counted,
        _ => false,
    };
    let offered =
        after.iter().take(5).any(|word| listed("facultative optionnelle option eventuelle possible", word));
    let stands = stands || added && !offered;
    let yes = before.contains(&"oui") || words.first() == Some(&"oui");
    (stands || comes || yes).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::super::Sujet;

    #[test]
    fn what_goes_with_it() {
        for (clause, expected) in [
            ("Il n'y a pas d'évaluation ni d'accompagnement", Some(false)),
            ("Ni évaluation, ni accompagnement", Some(false)),
            ("Oui, il y a une évaluation, à 60 € HT", Some(true)),
            ("une évaluation finale est prévue", Some(true)),
            ("Une évaluation a bien lieu le dernier jour", Some(true)),
            ("Il y a bien une évaluation", Some(true)),
            ("21 h de cours, plus une évaluation le premier jour", Some(true)),
            ("21 h de cours, avec une évaluation en option", None),
            ("Elle comprend 21 heures de cours et une évaluation de 2h", Some(true)),
            ("21 h de cours suivies d'une évaluation", Some(true)),
            ("On verra pour l'évaluation et une évaluation", None),
            ("Je ne sais pas s'il y a une évaluation", None),
            ("L'évaluation coûte 90 €", None),
            ("900 € sans compter l'évaluation", None),
            ("L'évaluation prévue n'est pas payante", None),
            ("L'évaluation n'est pas prévue", Some(false)),
        ] {
            assert_eq!(Sujet::Evaluation.said(clause), expected, "{clause}");
        }
    }
}
