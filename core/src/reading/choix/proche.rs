//! Words near those of an option: of the other gender or number, shortened, with a slip of the pen.

use super::noms::Nomme;
use super::{bare, select};
use crate::reading::lex::listed;
use crate::reading::{fold, has_words};

/// Each word without the mark of the plural.
pub(super) fn singular(phrase: &str) -> String {
    let one = |word: &str| match word.strip_suffix('s') {
        Some(one) if one.len() > 3 => one.to_owned(),
        _ => word.to_owned(),
    };
    phrase.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

/// Each word as it is said of a man, without the mark of the plural.
pub(super) fn masculine(phrase: &str) -> String {
    const ENDS: [(&str, &str); 4] = [("trice", "teur"), ("euse", "eur"), ("ere", "er"), ("enne", "en")];
    let one = |word: &str| {
        let ended = ENDS.iter().find_map(|(end, own)| Some(format!("{}{own}", word.strip_suffix(end)?)));
        ended.unwrap_or_else(|| match word.trim_end_matches('e') {
            stem if stem.len() > 4 => stem.to_owned(),
            _ => word.to_owned(),
        })
    };
    singular(phrase).split(' ').map(one).collect::<Vec<_>>().join(" ")
}

/// « plan de dev des compétences »: the beginnings of its words, in order.
pub(super) fn shortened<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Vec<&'a Nomme<'a>> {
    fn told(name: &str) -> Vec<&str> {
        name.split(' ').filter(|word| !listed("de des du d la le les l", word)).collect()
    }
    let said = told(phrase);
    let begins = |name: &str| {
        let own = told(name);
        own.len() == said.len()
            && own.iter().zip(&said).all(|(own, said)| own == said || said.len() > 2 && own.starts_with(said))
    };
    // « action indiv »: of two words, one is whole.
    let of_two =
        || select(options, |name| begins(name) && name.split(' ').zip(&said).any(|(own, said)| own == *said));
    match phrase.split(' ').count() {
        3.. => select(options, begins),
        2 if said.iter().all(|word| word.len() > 3) => of_two(),
        _ => Vec::new(),
    }
}

/// « par CB » for « Carte bancaire »: the first letters of its words, alone or in capitals, in what stands of the text.
pub(super) fn initials<'a>(options: &'a [Nomme<'a>], text: &str, phrase: &str) -> Vec<&'a Nomme<'a>> {
    let of = |name: &str| {
        let told = name.split(' ').filter(|word| word.len() > 2);
        told.filter_map(|word| word.chars().next()).collect::<String>()
    };
    let alone = bare(phrase).to_owned();
    let shouted =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().all(char::is_uppercase));
    let stands = |word: &String| has_words(phrase, word);
    let said: Vec<String> =
        shouted.map(fold).filter(stands).chain([alone.clone()]).filter(|word| word.len() > 1).collect();
    // « Compte Personnel de Formation (CPF) » says its own; « autre chose que le CPF » does not take it.
    let own = |option: &Nomme| {
        let inside = option.libelle.rsplit_once('(').and_then(|(_, rest)| rest.trim_end().strip_suffix(')'));
        inside.filter(|inside| inside.chars().all(char::is_uppercase)).map(fold)
    };
    options
        .iter()
        .filter(|option| {
            own(option).is_some_and(|own| own == alone)
                || option.names().any(|name| name.contains(' ') && said.contains(&of(name)))
        })
        .collect()
}

/// Near misses, by the number of slips (letters changed, added, dropped or swapped).
pub(super) fn near<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Vec<&'a Nomme<'a>> {
    let slips = |name: &str| strsim::osa_distance(name, phrase);
    let allowed = |name: &str| match name.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        7..=14 => 2,
        _ => 3,
    };
    // « niveau 3 » is no slip for « niveau 2 ».
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let told = figures(phrase);
    let close = |name: &str| {
        name.len().abs_diff(phrase.len()) <= 6 && slips(name) <= allowed(name) && figures(name) == told
    };
    select(options, close)
}
