//! An answer that is one plain number: which one it holds, or why none.

use super::avecmoi::{counted_with_me, is_beside_someone, is_me_and_mine, is_only_me, with_me};
use super::ensemble::{behind_but, both_ways, is_and_a_half, is_one_way, multiplied};
use super::parmi::{is_none_of_all, is_not_of_all, meals_in_all};
use super::{Nombre, Quantite, is_times, quantities, told_whole};
use crate::dossier::{Centiemes, Valeur};
use crate::message::Refus;
use crate::reading::correction::difference;
use crate::reading::lex::{Kind, Token, Words, listed, tokens};
use crate::reading::phrase::{
    is_approximate, is_bound, is_cut, is_dated, is_denied, is_hedged, is_unsure, round_number, settle,
};
use crate::reading::plusieurs::is_trade;
use crate::reading::{Lecture, answer, one};

/// What is counted that a plain number cannot be.
static OTHER_UNITS: Words = Words::new(
    "h heure heures min minutes euro euros eur m cm g l ml cl kg pourcent dollars dollar litres \
    mois ans janvier mars juin",
);

/// Who goes, or what is counted of a stay.
fn is_counted(word: &str) -> bool {
    const COUNTED: &str = "stagiaire personne salarie salariee participant participante collaborateur collaboratrice employe employee collegue \
        nuit nuitee repas dejeuner diner inscrit inscrite technicien technicienne gars fille";
    listed(COUNTED, word) || is_trade(word, false)
}

/// Words of an answer in which « un » may count by itself.
const LONGEST_OF_ONE: usize = 4;

/// The numbers an answer holds for a plain number field; `None` when there is none to take.
fn numbers(kept: &[Token]) -> Option<Vec<Quantite>> {
    if is_unsure(kept)
        || is_hedged(kept)
        || is_dated(kept)
        || is_bound(kept)
        || is_denied(kept)
        || is_approximate(kept)
        || is_cut(kept)
        || is_one_way(kept)
    {
        return None;
    }
    if kept
        .iter()
        .any(|token| token.word().is_some_and(|word| round_number(word.trim_end_matches('s')).is_some()))
    {
        return None;
    }
    // « une paire », « un tiers », « un peu »: not one.
    if kept.iter().any(|token| token.is_in("peu paire paires couple couples moitie tiers quart quarts demi"))
        && !kept.iter().any(|token| token.is_word(&["et"]))
    {
        return None;
    }
    // « cent deuxième », « quatre-vingt-dix seconde »: a rank, cut in two?
    let broken = |pair: &[Token]| {
        pair[0].is_number() && pair[0].figures().is_none() && matches!(pair[1].kind, Kind::Ordinal(_))
    };
    if kept.windows(2).any(broken) {
        return None;
    }
    if is_none_of_all(kept) {
        let values = vec![Nombre::integer(0)];
        return Some(vec![Quantite { start: 0, end: 1, values, negative: false, article: false }]);
    }
    let all = quantities(kept);
    if is_not_of_all(kept, &all) {
        return None;
    }
    if let Some(whole) = meals_in_all(kept, &all) {
        return Some(vec![whole]);
    }
    let kept = without_remark(kept);
    if is_me_and_mine(kept) {
        let values = vec![Nombre::integer(2)];
        return Some(vec![Quantite { start: 0, end: kept.len(), values, negative: false, article: false }]);
    }
    if is_beside_someone(kept) {
        return with_me(kept).map(|whole| vec![whole]);
    }
    let mut found = quantities(kept);
    for quantity in found.iter_mut().filter(|quantity| is_and_a_half(kept, quantity.end)) {
        quantity.values = quantity.values.iter().filter_map(|value| value.plus_half()).collect();
    }
    let other = |quantity: &Quantite| {
        kept.get(quantity.end)
            .is_some_and(|token| token.is_in(&OTHER_UNITS) || token.is_mark(&['€', '$', '%', '/', ':', '@']))
            || kept.get(quantity.end + 1).is_some_and(|token| token.is_mark(&['/']))
                && !kept[quantity.end].is_in("aller a")
    };
    let shared = |token: &Token| is_times(token) || token.is_word(&["par"]);
    // « 4 midis + 3 soirs donc 7 », « 2 x 30 = 60 »; « 2 nuits à 80 soit 160 » are no nights: what is multiplied says so.
    let summed = |whole: &Quantite| {
        let parts = found[..found.len() - 1].iter();
        parts.map(value).sum::<Option<i64>>().is_some_and(|sum| value(whole) == Some(sum))
    };
    let told = told_whole(kept, &found)
        .filter(|whole| !found.iter().any(other) && (summed(whole) || kept.iter().any(shared)));
    let from = told.as_ref().map_or(0, |whole| whole.start);
    if let Some(whole) = told {
        found = vec![whole];
    }
    let made =
        both_ways(kept, &found).or_else(|| multiplied(kept, &found).filter(|_| !found.iter().any(other)));
    if let Some(whole) = made {
        return Some(vec![whole]);
    }
    if !found.is_empty() && kept[from..].iter().any(shared) {
        return None;
    }
    if found.is_empty() {
        return in_words(kept).map(|value| {
            let values = vec![Nombre::integer(value)];
            vec![Quantite { start: 0, end: kept.len(), values, negative: false, article: false }]
        });
    }
    // « nous sommes 3 mais un seul part » counts one.
    let only = |quantity: &Quantite| kept.get(quantity.end).is_some_and(|token| token.is_in("seul seule"));
    if found.len() > 1 {
        found.retain(|quantity| !quantity.article || only(quantity));
    }
    // « je suis sur un chantier, je vous réponds demain » counts nothing.
    if let [one] = &found[..]
        && one.article
        && !only(one)
        && kept.iter().filter(|token| token.word().is_some()).count() > LONGEST_OF_ONE
        && !kept.get(one.end).and_then(Token::word).is_some_and(is_counted)
    {
        return None;
    }
    if let Some(last) = behind_but(kept, &found) {
        return Some(vec![last]);
    }
    // « 62 à l'aller, donc 124 en tout »
    let in_all = |quantity: &Quantite| {
        let after: Vec<&Token> =
            kept[quantity.end..].iter().take(3).filter(|token| token.word().is_some()).collect();
        let pair = |at: usize, one: &str, two: &str| {
            after.get(at).is_some_and(|token| token.is_word(&[one]))
                && after.get(at + 1).is_some_and(|token| token.is_word(&[two]))
        };
        (0..2).any(|at| pair(at, "en", "tout") || pair(at, "au", "total"))
    };
    if found.len() > 1 && found.iter().filter(|quantity| in_all(quantity)).count() == 1 {
        found.retain(|quantity| in_all(quantity));
    }
    // « 5, dont 2 apprentis »: a part of them.
    if found.len() > 1 {
        found.retain(|quantity| quantity.start == 0 || !kept[quantity.start - 1].is_word(&["dont"]));
    }
    let clear = !found.iter().any(|quantity| quantity.values.is_empty() || other(quantity));
    clear.then_some(found)
}

/// « 2 (ma fille et moi) », « 4 repas (2 midis et 2 soirs) », « trois : Karim, Julie et moi »: a number without what says
/// more of it, unless that is another number.
fn without_remark(kept: &[Token]) -> &[Token] {
    let opens = |token: &Token| token.is_mark(&['(', ':']);
    let comma = |at: &usize| kept[*at].is_mark(&[',']) && kept.get(*at + 1).is_some_and(|next| next.spaced);
    let who = || {
        (0..kept.len())
            .find(comma)
            .filter(|at| is_beside_someone(&kept[*at..]) && quantities(&kept[*at..]).is_empty())
    };
    // « 6, on ferme le salon les deux jours »
    let clause = || {
        (0..kept.len()).find(comma).filter(|at| {
            kept.get(at + 1).is_some_and(|next| next.is_in("on je j nous il elle ils elles")) && *at < 4
        })
    };
    let Some(at) = kept.iter().position(opens).or_else(who).or_else(clause).filter(|at| *at > 0) else {
        return kept;
    };
    let (said, remark) = kept.split_at(at);
    // « Trois : deux vendeuses et moi »
    if let [whole] = &quantities(said)[..]
        && value(whole).is_some()
        && value(whole) == counted_with_me(remark)
    {
        return said;
    }
    let other = remark
        .iter()
        .any(|token| token.is_word(&["ou", "soit", "non", "pardon", "plutot", "si", "pas", "donc", "fait"]));
    let figures = kept[at].is_mark(&[':']) && remark.get(1).is_some_and(Token::is_number);
    if other || figures || quantities(said).len() != 1 { kept } else { said }
}

pub(super) fn value(quantity: &Quantite) -> Option<i64> {
    match quantity.values[..] {
        [value] => value.at_scale(0),
        _ => None,
    }
}

/// « aucune » is none; « le troisième » is three.
fn in_words(tokens: &[Token]) -> Option<i64> {
    if tokens.iter().any(|token| token.is_word(&["aucun", "aucune"]))
        || tokens.iter().all(|token| token.is_word(&["neant"]) || token.is_mark(&['.', '!']))
            && tokens.first().is_some_and(|first| first.is_word(&["neant"]))
    {
        return Some(0);
    }
    if is_only_me(tokens) {
        return Some(1);
    }
    let mut ranks = tokens.iter().filter_map(|token| match token.kind {
        Kind::Ordinal(rank) => Some(i64::from(rank)),
        _ => None,
    });
    ranks.next().filter(|_| ranks.next().is_none())
}

/// A whole number between `min` and `max`.
pub fn read_integer(text: &str, min: i64, max: i64) -> Lecture {
    let bounds = || Refus::NombreHorsBornes { min: min.to_string(), max: max.to_string() };
    read_number(text, |number, negative| {
        let value = number.at_scale(0).ok_or(Refus::NombreEntier)?;
        let value = if negative { -value } else { value };
        if value < min || value > max { Err(bounds()) } else { Ok(Valeur::Entier(value)) }
    })
}

/// A number with two decimals between 0 and `max`.
pub fn read_decimal(text: &str, max: i64) -> Lecture {
    let bounds = || Refus::NombreHorsBornes { min: "0".into(), max: max.to_string() };
    read_number(text, |number, negative| {
        let value = number.at_scale(2).ok_or(Refus::NombreIllisible)?;
        if (negative && value != 0) || value > max.saturating_mul(100) {
            return Err(bounds());
        }
        Ok(Valeur::Decimal(Centiemes(value)))
    })
}

/// An exact decimal, not below zero: more decimals than a field holds (« 9,2321 »).
pub fn read_exact(text: &str) -> Option<Nombre> {
    let text = answer(text);
    if difference(text).is_some() {
        return None;
    }
    let kept = with_millions(settle(tokens(text)).kept, text);
    let found = numbers(&kept)?;
    let [Quantite { values, negative: false, end, .. }] = &found[..] else { return None };
    let [value] = values[..] else { return None };
    (!kept[..*end].last()?.is_word(&["k"])).then_some(value)
}

/// « 1,2M »: a capital M stuck to figures counts millions.
fn with_millions(mut tokens: Vec<Token>, text: &str) -> Vec<Token> {
    for at in 1..tokens.len() {
        let capital = !tokens[at].spaced && text.get(tokens[at].start..tokens[at].end) == Some("M");
        if capital && tokens[at - 1].figures().is_some() {
            tokens[at].kind = Kind::Number { digits: "1000000".into(), spelled: true };
        }
    }
    tokens
}

fn read_number(text: &str, check: impl Fn(Nombre, bool) -> Result<Valeur, Refus>) -> Lecture {
    let kept = with_millions(settle(tokens(text)).kept, text);
    let Some(found) = numbers(&kept) else { return Lecture::Refused(Refus::NombreIllisible) };
    // « 3k »: three thousand, or three kilometres?
    let small_k =
        text.contains('k') && found.iter().any(|q| kept[..q.end].last().is_some_and(|t| t.is_word(&["k"])));
    let meanings = |quantity: &Quantite| {
        let shorter = quantity.values.iter().filter_map(|value| value.divided_by_thousand());
        let values = quantity.values.iter().copied().chain(shorter.filter(|_| small_k));
        values.map(|value| check(value, quantity.negative)).collect()
    };
    one(found.iter().map(meanings)).unwrap_or(Lecture::Refused(Refus::NombreIllisible))
}
