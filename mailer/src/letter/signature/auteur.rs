//! The name of who wrote, under what she wrote: known from the head of the message, it needs no « Cordialement ».

use guichet_core::reading::{fold, is_courtesy};

use super::super::Bloc;
use super::super::ligne::{Texte, joined};
use super::asks;
use super::carte::stands_below;

/// Words before a name.
const TITLES: [&str; 9] = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr", "docteur"];
/// Lines a signature has.
const LONGEST: usize = 10;

/// Takes the author's name off the end of what she wrote, with the card under it.
pub(crate) fn unsigned(blocs: &mut [Bloc], author: &str) {
    let author = fold(author);
    for bloc in blocs {
        let Bloc::Ecrit(texte) = bloc else { continue };
        let lines: Vec<Texte> = texte.lines().map(Texte::from).collect();
        let signed = (1..lines.len()).rev().take(LONGEST).find(|&at| {
            is_name_of(&lines[at], &author)
                && ends_before(lines[at - 1])
                && lines[..at].iter().any(|line| !line.is_blank() && !is_courtesy(line))
                && stands_below(&lines[at + 1..])
        });
        if let Some(at) = signed {
            *texte = joined(&lines[..at]).trim_end().to_owned();
        }
    }
}

/// « Claire Martin », « C. Martin », « Mme Martin », « Claire », of Claire Martin.
fn is_name_of(line: &str, author: &str) -> bool {
    let folded = fold(line);
    let own: Vec<&str> = author.split(' ').collect();
    let words: Vec<&str> = folded.split(' ').filter(|word| !TITLES.contains(word)).collect();
    let part =
        |word: &&str| own.contains(word) || word.len() == 1 && own.iter().any(|name| name.starts_with(*word));
    !line.contains([':', '@', '?'])
        && words.len() <= own.len()
        && words.iter().all(part)
        && words.iter().any(|word| word.len() > 2)
}

/// An answer ended there: a sentence, a number's, thanks, a paragraph.
fn ends_before(line: Texte) -> bool {
    let said = line.trimmed();
    said.is_empty() || said.ends_with(['.', '!', '?']) || is_courtesy(said) || asks(&[line])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_author_is_no_answer() {
        for (texte, expected) in [
            ("14 h\n980 €\n\nRémy Pont", "14 h\n980 €"),
            ("1. 14 h\n2. 980 €\nR. Pont", "1. 14 h\n2. 980 €"),
            (
                "C'est fait.\n\nM. Pont\nCordonnerie Pont\n2 rue Haute 26000 Valence\n04 75 11 22 33",
                "C'est fait.",
            ),
            ("Rémy Pont", "Rémy Pont"),
            ("06 11 22 33 44\nRémy Pont", "06 11 22 33 44\nRémy Pont"),
            ("Excel\n\nJean Petit", "Excel\n\nJean Petit"),
            ("Excel\n\nRémy Pont\n14 h", "Excel\n\nRémy Pont\n14 h"),
        ] {
            let mut blocs = [Bloc::Ecrit(texte.to_owned())];
            unsigned(&mut blocs, "Rémy Pont");
            assert_eq!(blocs, [Bloc::Ecrit(expected.to_owned())], "{texte}");
        }
    }
}
