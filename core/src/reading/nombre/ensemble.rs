//! What several numbers of one answer come to: « 4 midis + 3 soirs donc 7 », « 3 x 250 », « 60 km aller donc 120 ».

use std::ops::Range;

use super::champ::value;
use super::{Nombre, Quantite};
use crate::reading::lex::Token;

/// What says that a number is not the whole.
const PARTLY: &str = "par chaque sauf chacun chacune";

/// « 4 midis + 3 soirs donc 7 », « 2 jours à 450 soit 900 »: the last number, said to be what the others come to, and
/// their sum or their product.
pub fn told_whole(tokens: &[Token], found: &[Quantite]) -> Option<Quantite> {
    let hundredths = |quantity: &Quantite| match quantity.values[..] {
        [value] if !quantity.negative => value.at_scale(2),
        _ => None,
    };
    // « …, soit 960 € pour les deux »
    let of_those = |quantity: &Quantite| {
        quantity.start > 1
            && tokens[quantity.start - 1].is_word(&["les"])
            && tokens[quantity.start - 2].is_word(&["pour"])
    };
    let (whole, parts) = match found.split_last()? {
        (last, [parts @ .., whole]) if of_those(last) => (whole, parts),
        (whole, parts) => (whole, parts),
    };
    let so = &tokens[whole.start.checked_sub(1)?];
    // « 1200 + 150 de frais, 1350 au total »
    let after: Vec<&str> = tokens[whole.end..].iter().filter_map(Token::word).take(3).collect();
    let in_all = after.windows(2).any(|pair| matches!(pair, ["au", "total"] | ["en", "tout"]));
    let told = so.is_in("donc soit fait font total") || so.is_mark(&['=']);
    // « 480 € par personne soit 960 € pour les deux »
    if let [one] = parts
        && told
        && tokens[one.end..whole.start]
            .iter()
            .any(|token| token.is_in("personne pers stagiaire tete chacun chacune"))
    {
        let times = hundredths(whole)?.checked_rem(hundredths(one)?)? == 0;
        return (times && hundredths(whole) > hundredths(one)).then(|| whole.clone());
    }
    if parts.len() < 2 || !(told || in_all) {
        return None;
    }
    let said = hundredths(whole)?;
    let parts: Vec<i64> = parts.iter().map(hundredths).collect::<Option<_>>()?;
    let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part));
    let product = match parts[..] {
        [one, other] => one.checked_mul(other),
        _ => None,
    };
    (sum == Some(said) || product.is_some() && product == said.checked_mul(100)).then(|| whole.clone())
}

/// « 3 x », « 3 fois », « 3 × »
pub fn is_times(token: &Token) -> bool {
    token.is_word(&["x", "fois"]) || token.is_mark(&['×', '*'])
}

/// « 3 x 250 », « 30 km x 2 »: what the two numbers of a text come to, in hundredths, and where they stand; `is_unit` tells
/// what may stand beside the sign.
pub fn product(
    tokens: &[Token],
    found: &[Quantite],
    is_unit: impl Fn(&Token) -> bool,
) -> Option<(i64, Range<usize>)> {
    let [one, other] = found else { return None };
    let ([first], [second]) = (&one.values[..], &other.values[..]) else { return None };
    let between = &tokens[one.end..other.start];
    let signed = between.iter().filter(|token| is_times(token)).count() == 1
        && between.iter().all(|token| is_times(token) || is_unit(token))
        && !(one.negative || other.negative || one.article || other.article);
    let unscaled = first.unscaled.checked_mul(second.unscaled).filter(|_| signed)?;
    let product = Nombre { unscaled, scale: first.scale + second.scale };
    Some((product.at_scale(2)?, one.start..other.end))
}

/// « 60 km aller donc 120 aller-retour », « 96 km par trajet soit 192 »
pub(super) fn both_ways(kept: &[Token], found: &[Quantite]) -> Option<Quantite> {
    let [way, both] = found else { return None };
    let twice = value(way).and_then(|way| way.checked_mul(2))?;
    let so = |token: &Token| token.is_in("donc soit") || token.is_mark(&['=']);
    (value(both) == Some(twice)
        && kept[way.end..both.start].iter().any(|token| token.is_in("aller trajet sens"))
        && (kept[..both.start].last().is_some_and(so)
            || kept[both.end..].iter().any(|token| token.is_word(&["retour"])))
        && !kept[both.end..].iter().any(|token| token.is_in(PARTLY)))
    .then(|| both.clone())
}

/// « 40 km aller », « 40 (à l'aller) »: half of the way. « 3 à y aller » count who goes.
pub fn is_one_way(tokens: &[Token]) -> bool {
    const WHOLE: &str = "retour r ar tout total donc soit";
    let way = |at: usize| {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        tokens[at].is_word(&["aller"])
            && before.is_none_or(|token| {
                token.is_number()
                    || token.is_in("l km kms kilometre kilometres distance trajet")
                    || token.is_mark(&['(', ',', '\''])
            })
    };
    (0..tokens.len()).any(way)
        && !tokens.iter().any(|token| token.is_in(WHOLE) || token.is_mark(&['=', '×', '*']))
}

/// « 2 x 35 km », « 30 km x 2 ». More is said of « 2 x 35 km par jour » and of « les 3x8 »; « 4x4 » is no number.
pub(super) fn multiplied(kept: &[Token], found: &[Quantite]) -> Option<Quantite> {
    let unit = |token: &Token| token.is_in("km kms repas nuit nuits en tout au total");
    let (unscaled, part) = product(kept, found, unit)?;
    let mut outside = kept[..part.start].iter().chain(&kept[part.end..]);
    let alone = outside.all(|token| token.word().is_none() || unit(token));
    let apart = kept[part.start + 1..part.end].iter().any(|token| token.spaced || unit(token));
    let values = vec![Nombre { unscaled, scale: 2 }.trimmed()];
    let Range { start, end } = part;
    (alone && apart).then_some(Quantite { start, end, values, negative: false, article: false })
}

/// « on est 3 mais un seul part », « j'avais dit 4 mais ce sera 3 »: who goes, of those there are.
pub(super) fn behind_but(kept: &[Token], found: &[Quantite]) -> Option<Quantite> {
    const GO: &str = "part partent partira partiront partons vient viennent viendra viendront participe participent participera suit suivra \
        suivent ira iront va vont sera serons seront prenez mettez comptez notez";
    let [first, last] = found else { return None };
    let but = kept.iter().position(|token| token.is_word(&["mais"]))?;
    let goes = kept[but..].iter().any(|token| token.is_in(GO));
    (first.end <= but && but < last.start && goes).then(|| last.clone())
}

/// « 38 km et demi », « 2 nuits et demie »; « 3 repas et demi-pension » is no half of one.
pub(super) fn is_and_a_half(tokens: &[Token], unit: usize) -> bool {
    tokens.get(unit).is_some_and(|token| token.word().is_some())
        && tokens.get(unit + 1).is_some_and(|token| token.is_word(&["et"]))
        && tokens.get(unit + 2).is_some_and(|token| token.is_word(&["demi", "demie"]))
        && tokens.get(unit + 3).is_none_or(|token| token.is_mark(&['.', ',', '!', ';']))
}
