//! Options that are sizes: « Moins de 11 salariés », « De 11 à 49 », « 50 et plus ».

use super::noms::Nomme;
use crate::reading::lex::{Token, tokens};
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
    let sizes: Vec<(i64, i64)> = options.iter().map(|option| size(&option.libelle)).collect::<Option<_>>()?;
    let mut fits = options.iter().zip(sizes).filter(|(_, (least, most))| (*least..=*most).contains(&number));
    let (option, _) = fits.next()?;
    fits.next().is_none().then_some(option)
}

/// The least and the most that a label takes.
fn size(label: &str) -> Option<(i64, i64)> {
    let folded = fold(label);
    let has = |part: &str| has_words(&folded, part);
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
