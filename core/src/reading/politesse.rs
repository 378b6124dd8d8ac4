//! What surrounds an answer in a letter: « Bonjour, », « Merci d'avance. », « Cordialement ».

use super::fold::{fold, words};

/// Lines that greet, thank or take leave, folded.
const FORMULES: [&str; 35] = [
    "bonjour",
    "bonjour a vous",
    "bonjour a tous",
    "bonjour madame monsieur",
    "bonjour madame",
    "bonjour monsieur",
    "bonsoir",
    "madame monsieur",
    "madame",
    "monsieur",
    "hello",
    "salut",
    "merci",
    "merci beaucoup",
    "merci bien",
    "merci a vous",
    "merci d avance",
    "merci par avance",
    "avec mes remerciements",
    "merci pour votre aide",
    "merci de votre retour",
    "cordialement",
    "bien cordialement",
    "cordialement votre",
    "tres cordialement",
    "bien a vous",
    "bonne journee",
    "bonne soiree",
    "bonne fin de journee",
    "bon week end",
    "bonne reception",
    "salutations",
    "sinceres salutations",
    "meilleures salutations",
    "a bientot",
];

/// Stems of words that announce a file.
const ANNONCES: [&str; 9] =
    ["joint", "jointe", "joints", "jointes", "pj", "voici", "voila", "trouverez", "annexe"];

/// Most words of a line that only announces files.
const ANNONCE_MAX: usize = 25;

/// The text without the lines that only greet, thank or take leave, at either end.
pub fn without_courtesy(text: &str) -> &str {
    let mut text = text.trim();
    while let Some((first, rest)) = text.split_once('\n')
        && is_courtesy(first)
    {
        text = rest.trim_start();
    }
    while let Some((rest, last)) = text.rsplit_once('\n')
        && is_courtesy(last)
    {
        text = rest.trim_end();
    }
    if is_courtesy(text) && !text.contains('\n') { "" } else { text }
}

fn is_courtesy(line: &str) -> bool {
    let line = fold(line);
    let merci_bonne = line.strip_prefix("merci et ").or_else(|| line.strip_prefix("merci "));
    line.is_empty()
        || FORMULES.contains(&line.as_str())
        || merci_bonne.is_some_and(|rest| FORMULES.contains(&rest))
}

/// What is written beside files, and says no more than that they are there: « Ci-joint le devis. »
pub fn only_announces_files(text: &str) -> bool {
    let said = words(text);
    said.len() <= ANNONCE_MAX
        && said.iter().any(|word| ANNONCES.contains(&word.as_str()))
        && !said.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesy_is_no_answer() {
        for (text, kept) in [
            (
                "Bonjour,\n\nExcel perfectionnement\n\nMerci d'avance,\nBonne journée",
                "Excel perfectionnement",
            ),
            ("Bonsoir !\n21h\nMerci", "21h"),
            ("Merci", ""),
            ("Bonjour,\n\nMerci.", ""),
            ("oui", "oui"),
            ("Accueil : dire bonjour\net merci au client", "Accueil : dire bonjour\net merci au client"),
            ("Merci et bonne journée", ""),
        ] {
            assert_eq!(without_courtesy(text), kept, "{text:?}");
        }
    }

    #[test]
    fn a_cover_note_is_no_answer() {
        for text in
            ["Ci-joint le devis.", "Bonjour, vous trouverez le programme en PJ", "Voici les documents"]
        {
            assert!(only_announces_files(text), "{text}");
        }
        for text in ["Le coût est de 1 500 €, devis joint", "21h", "Excel perfectionnement"] {
            assert!(!only_announces_files(text), "{text}");
        }
    }
}
