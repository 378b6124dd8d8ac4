//! A value that stands in front, and a sentence behind it that only says more: « samedi 23 janvier. On est fermé le samedi ».

use super::date::{is_article, is_date_word, is_month, is_numeral};
use super::lex::{Kind, Token, Words};
use super::phrase::{is_hedged, is_unsure};

/// Words of a sentence; with fewer, what follows may be a part of the value (« le 3 mars, environ »).
const FEWEST: usize = 3;

/// What follows may be another value, or take this one back.
static OTHER: Words = Words::new(
    "ou soit sinon mais sauf ni si non plutot finalement pardon enfin erreur rectification correction aussi egalement puis \
    ensuite lendemain jusqu jusque environ approximativement fixe officiel officielle definitif definitive certain certaine",
);
/// Somebody or something does something: no list of days.
static SUBJECTS: Words = Words::new("je j on nous il elle ils elles c ca cela m vous");

/// What is said before the remark; `None` where nothing follows, or where what follows may change it.
pub fn before_remark(tokens: &[Token]) -> Option<&[Token]> {
    let ends = |at: &usize| {
        let next = tokens.get(*at + 1);
        tokens[*at].kind == Kind::Newline
            || tokens[*at].is_mark(&[',', '.', ';', '!', '(', '-']) && next.is_some_and(|next| next.spaced)
            || tokens[*at].is_mark(&['(']) && tokens[*at].spaced
    };
    let at = (1..tokens.len()).find(ends)?;
    let (said, remark) = (&tokens[..at], &tokens[at + 1..]);
    let words = || remark.iter().filter_map(Token::word);
    let figures = |token: &Token| is_numeral(token) && !is_article(token);
    let another =
        remark.iter().any(figures) || words().any(is_month) || remark.iter().any(|token| token.is_in(&OTHER));
    let told = !words().any(is_date_word) || remark.iter().any(|token| token.is_in(&SUBJECTS));
    (words().count() >= FEWEST && told && !another && !is_unsure(remark) && !is_hedged(remark))
        .then_some(said)
}
