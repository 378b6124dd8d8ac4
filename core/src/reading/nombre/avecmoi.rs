//! Counts that who writes is one of: « moi et ma collègue ».

use super::champ::value;
use super::{Quantite, quantities};
use crate::reading::lex::Token;

/// « moi et ma salariée »
pub(super) fn is_me_and_mine(kept: &[Token]) -> bool {
    let words: Vec<&str> = kept.iter().filter_map(Token::word).collect();
    matches!(words[..], ["moi", "et", "mon" | "ma", _] | ["mon" | "ma", _, "et", "moi"])
}

/// « moi et deux collègues », « 3 salariés plus le gérant »: one more than is written, or the same?
pub(super) fn is_beside_someone(kept: &[Token]) -> bool {
    const SOMEONE: &str = "moi meme lui elle gerant gerante patron patronne chef cheffe directeur directrice associe associee \
        conjoint conjointe mari femme epouse epoux";
    let joins = |token: &Token| token.is_word(&["et", "plus", "avec"]) || token.is_mark(&['+', '&']);
    let someone = |token: &Token| token.is_in(SOMEONE);
    (0..kept.len())
        .filter(|&at| joins(&kept[at]))
        .any(|at| kept[..at].iter().rev().take(2).any(someone) || kept[at + 1..].iter().take(2).any(someone))
}

/// « moi et mes 2 apprentis donc 3 »: the whole, that they make with who writes.
pub(super) fn with_me(kept: &[Token]) -> Option<Quantite> {
    let found = quantities(kept);
    let whole = found.last()?;
    let so = kept.get(whole.start.checked_sub(1)?)?;
    let told = so.is_word(&["donc", "soit"]) || so.is_mark(&['=']);
    (told && value(whole).is_some() && value(whole) == counted_with_me(&kept[..whole.start]))
        .then(|| whole.clone())
}

/// « juste moi »: one.
pub(super) fn is_only_me(tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().filter_map(Token::word).collect();
    matches!(
        words[..],
        ["juste" | "seulement" | "uniquement" | "que" | "rien", .., "moi"]
            | ["moi", "seul" | "seule" | "uniquement" | "seulement"]
            | ["moi", "tout" | "toute", "seul" | "seule"]
    ) && words.len() <= 3
}

/// « deux vendeuses et moi », « moi et ma collègue »: all that is counted, and one more.
pub(super) fn counted_with_me(tokens: &[Token]) -> Option<i64> {
    let me = tokens.iter().filter(|token| token.is_word(&["moi"])).count();
    let own = tokens.iter().filter(|token| token.is_word(&["ma", "mon"])).count();
    let counted = quantities(tokens).iter().try_fold(0_i64, |sum, one| sum.checked_add(value(one)?))?;
    let counted = counted.checked_add(i64::try_from(own).ok()?)?;
    counted.checked_add(1).filter(|_| me == 1 && counted > 0)
}
