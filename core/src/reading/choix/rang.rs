//! An option by where it stands: « option B », « 2 », « le dernier ».

use super::noms::Nomme;
use crate::reading::lex::{Kind, List, Words, listed, tokens};
use crate::reading::phrase::settle;

/// « option B » for « B - Remboursement », where a letter stands before each.
pub(super) fn lettered<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Option<&'a Nomme<'a>> {
    let letter = |option: &Nomme| {
        let (letter, rest) = option.libelle.split_once([' ', ')', '.', ':', '-'])?;
        let marked = option.libelle[letter.len()..].trim_start().starts_with([')', '.', ':', '-', '–']);
        let alone = letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic());
        (alone && marked && !rest.is_empty()).then(|| letter.to_ascii_lowercase())
    };
    let letters: Option<Vec<String>> = options.iter().map(letter).collect();
    let said = phrase
        .split(' ')
        .filter(|word| !listed("option choix reponse la le l c est je prends svp merci", word));
    let said: Vec<&str> = said.collect();
    let said = match said[..] {
        // « C »
        [] if phrase == "c" => "c",
        [said] => said,
        _ => return None,
    };
    // « réponse B », where none of the labels has the letter in it.
    let Some(letters) = letters else {
        let rank = ["a", "b", "c", "d", "e", "f"].iter().position(|letter| *letter == said)?;
        let told = phrase.split(' ').count() > 1 || said != "a";
        let named = options.iter().enumerate().any(|(at, option)| {
            let stands =
                |word: &str| word.len() == 1 && word.to_lowercase() == said && word != word.to_lowercase();
            option.libelle.split(|c: char| !c.is_alphanumeric()).any(stands)
                || at != rank && option.label().starts_with(said)
        });
        return options.get(rank).filter(|_| told && !named);
    };
    options.iter().zip(letters).find(|(_, letter)| *letter == said).map(|(option, _)| option)
}

/// « 2 », « n° 2 », « le deuxième », « le dernier »: rank from 0. `Some(len)` when out of the list.
pub(super) fn rank(phrase: &str, len: usize) -> Option<usize> {
    static AROUND: Words = Words::new(
        "le la l n no numero option choix reponse proposition possibilite je prends choisis c est svp stp merci plutot ca sera \
    alors o propose celui celle du finalement en fait ah",
    );
    let tokens = settle(tokens(phrase)).kept;
    let mut found = None;
    for token in &tokens {
        let rank = match &token.kind {
            Kind::Number { digits, .. } => digits.parse::<usize>().ok()?,
            Kind::Ordinal(rank) => usize::try_from(*rank).ok()?,
            Kind::Word(word) if word == "dernier" || word == "derniere" => {
                let before = phrase.contains("avant derni");
                len - usize::from(before && len > 1)
            }
            Kind::Word(word) if word == "avant" && phrase.contains("avant derni") => continue,
            Kind::Word(word) if word == "milieu" && len % 2 == 1 => len / 2 + 1,
            Kind::Word(word) if AROUND.has(word) => continue,
            Kind::Word(word) if word == "e" && found.is_some() => continue,
            _ => return None,
        };
        if found.replace(rank).is_some() {
            return None;
        }
    }
    found.map(|rank| if (1..=len).contains(&rank) { rank - 1 } else { len })
}
