//! Options that are sizes: « Moins de 11 salariés », « De 11 à 49 », « 50 et plus ».

use super::noms::Nomme;
use crate::reading::lex::{Kind, Token, listed, tokens};
use crate::reading::nombre::quantities;
use crate::reading::phrase::{is_approximate, is_bound, round_number};
use crate::reading::{fold, has_words};

/// The option that the only number of an answer falls into, where all are sizes: « on est 6 ».
pub(super) fn of_size<'a>(options: &'a [Nomme<'a>], said: &[Token]) -> Option<&'a Nomme<'a>> {
    let [only] = &quantities(said)[..] else { return None };
    let [number] = only.values[..] else { return None };
    // « une dizaine »
    let rounded = said.iter().any(|token| token.word().is_some_and(|word| round_number(word).is_some()));
    let number = number.at_scale(0).filter(|_| !is_bound(said) && !is_approximate(said) && !rounded)?;
    let of_all: Option<Vec<_>> = options.iter().map(sized).collect();
    // « CDD de moins de 6 mois », « CDD de 6 mois et plus », beside « CDI ».
    let of_one_kind = || {
        let words: Vec<&str> = said.iter().filter_map(Token::word).collect();
        let kind = |option: &&Nomme| words.contains(&option.label().split(' ').next().unwrap_or_default());
        let same: Option<Vec<_>> = options.iter().filter(kind).map(sized).collect();
        let unit = |(option, ..): &(&Nomme, i64, i64)| {
            option
                .label()
                .split(' ')
                .any(|word| listed("mois an ans jours heures salaries", word) && words.contains(&word))
        };
        // « depuis 3 mois », « 7 heures par jour »
        let other = words.iter().any(|word| listed("depuis par reste restent fini dans encore", word));
        same.filter(|same| !other && same.len() > 1 && same.iter().all(unit))
    };
    let sizes = of_all.or_else(of_one_kind)?;
    let mut fits = sizes.iter().filter(|(_, least, most)| (*least..=*most).contains(&number));
    let (option, ..) = fits.next()?;
    fits.next().is_none().then_some(*option)
}

/// « 2e année » for « Deuxième année », where each label has its rank.
pub(super) fn of_rank<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Option<&'a Nomme<'a>> {
    let ranks = |text: &str| -> Vec<u64> {
        let rank = |token: &Token| match token.kind {
            Kind::Ordinal(rank) => Some(rank.into()),
            _ => None,
        };
        tokens(text).iter().filter_map(rank).collect()
    };
    let [said] = ranks(phrase)[..] else { return None };
    // « la deuxième » may be the second of the list.
    let noun = |option: &Nomme| {
        option.label().split(' ').next_back().is_some_and(|noun| phrase.split(' ').any(|word| word == noun))
    };
    let own: Vec<Vec<u64>> = options.iter().map(|option| ranks(&option.libelle)).collect();
    let each = own.iter().all(|own| own.len() == 1) && options.len() > 1;
    let mut fits = (1_u64..).zip(options).zip(&own).filter(|(_, own)| **own == [said]);
    let ((place, option), _) = fits.next().filter(|_| each)?;
    (fits.next().is_none() && (noun(option) || place == said)).then_some(option)
}

/// An option, with the least and the most that it takes.
fn sized<'a>(option: &'a Nomme<'a>) -> Option<(&'a Nomme<'a>, i64, i64)> {
    size(&option.libelle).map(|(least, most)| (option, least, most))
}

/// The least and the most that a label takes.
fn size(label: &str) -> Option<(i64, i64)> {
    let folded = fold(label);
    let has = |part: &str| has_words(&folded, part);
    // « Plusieurs stagiaires », « Un seul stagiaire »
    if has("plusieurs") {
        return Some((2, i64::MAX));
    }
    if has("un seul") || has("une seule") {
        return Some((1, 1));
    }
    let numbers: Option<Vec<i64>> = quantities(&tokens(label))
        .iter()
        .map(|quantity| quantity.values.first().and_then(|number| number.at_scale(0)))
        .collect();
    match numbers?[..] {
        // « Aucun salarié »
        [] if ["aucun", "aucune", "sans", "pas de"].iter().any(|none| folded.starts_with(none)) => {
            Some((0, 0))
        }
        [most] if has("moins de") => Some((0, most - 1)),
        [least] if has("plus de") => Some((least + 1, i64::MAX)),
        [least] if has("et plus") || has("ou plus") => Some((least, i64::MAX)),
        [least, most] if has("a") || has("et") || label.contains(['-', '–']) => Some((least, most)),
        _ => None,
    }
}
