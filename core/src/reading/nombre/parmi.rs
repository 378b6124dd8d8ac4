//! Numbers of something else than what is counted: « une sur les 3 », « la nuit du 18 », « 5, sauf Mehdi »; and meals that are told apart.

use super::champ::value;
use super::{Nombre, Quantite};
use crate::reading::lex::Token;

/// « toute l'équipe (5), sauf Mehdi », « une personne sur les 3 inscrites », « la nuit du 18 »
pub(super) fn is_not_of_all(kept: &[Token], found: &[Quantite]) -> bool {
    const EXCEPT: &str = "sauf excepte hormis voire";
    let is = |at: usize, words: &str| kept.get(at).is_some_and(|token| token.is_in(words));
    let out_of = |quantity: &Quantite| {
        let at = quantity.start;
        at > 0 && (is(at - 1, "sur") || at > 1 && is(at - 1, "les nos") && is(at - 2, "sur"))
    };
    let dated = |quantity: &Quantite| {
        let at = quantity.start;
        at > 1 && is(at - 1, "du le") && is(at - 2, "nuit soir midi")
    };
    kept.iter().any(|token| token.is_in(EXCEPT))
        || found.len() > 1 && found[1..].iter().any(out_of)
        || found.iter().any(dated)
}

/// « 4 midis et 4 soirs », « deux midis, un soir »: so many in all.
pub(super) fn meals_in_all(kept: &[Token], found: &[Quantite]) -> Option<Quantite> {
    const MEALS: &str = "midi midis soir soirs dejeuner dejeuners diner diners";
    let [first, second] = found else { return None };
    let of_meals = |quantity: &Quantite| kept.get(quantity.end).is_some_and(|token| token.is_in(MEALS));
    let joined = kept.get(first.end + 1..second.start)?;
    let joins = joined.iter().all(|token| token.is_word(&["et"]) || token.is_mark(&[',', '+', '&']));
    let sum = value(first)?.checked_add(value(second)?)?;
    let whole = second.end + 1 >= kept.len() || kept[second.end + 1].is_mark(&['.', '!']);
    (of_meals(first) && of_meals(second) && joins && whole).then(|| Quantite {
        start: first.start,
        end: second.end,
        values: vec![Nombre::integer(sum)],
        negative: false,
        article: false,
    })
}

/// « aucun, on a un frigo »: none, whatever else is counted.
pub(super) fn is_none_of_all(kept: &[Token]) -> bool {
    kept.first().is_some_and(|token| token.is_word(&["aucun", "aucune"]))
        && kept.get(1).is_some_and(|token| token.is_mark(&[',', '.', ';', '(']))
}
