//! Numbers: « 1 200,50 », « vingt et un », « 1,2 k », whatever the separators.

use super::lex::{Kind, Token, tokens};
use super::phrase::{
    is_approximate, is_bound, is_cut, is_dated, is_denied, is_hedged, is_unsure, round_number, settle,
};
use super::{Lecture, answer, one};
use crate::dossier::{Centiemes, Valeur};
use crate::message::Refus;

/// An exact decimal: `unscaled` / 10^`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nombre {
    pub unscaled: i64,
    pub scale: u32,
}

impl Nombre {
    pub fn integer(value: i64) -> Nombre {
        Nombre { unscaled: value, scale: 0 }
    }

    fn parse(whole: &str, decimals: &str) -> Option<Nombre> {
        let decimals = decimals.trim_end_matches('0');
        let unscaled = format!("{whole}{decimals}").parse().ok()?;
        Some(Nombre { unscaled, scale: u32::try_from(decimals.len()).ok()? })
    }

    /// In units of 10^-`scale`; `None` when digits would be lost.
    pub fn at_scale(self, scale: u32) -> Option<i64> {
        let factor = 10_i64.checked_pow(scale.checked_sub(self.scale)?)?;
        self.unscaled.checked_mul(factor)
    }

    pub fn times(self, factor: i64) -> Option<Nombre> {
        Some(Nombre { unscaled: self.unscaled.checked_mul(factor)?, scale: self.scale })
    }

    fn divided_by_thousand(self) -> Option<Nombre> {
        (self.unscaled % 1000 == 0).then_some(Nombre { unscaled: self.unscaled / 1000, scale: self.scale })
    }

    /// To the nearest double.
    pub fn to_f64(self) -> f64 {
        self.unscaled as f64 / 10_f64.powf(f64::from(self.scale))
    }

    pub fn plus_half(self) -> Option<Nombre> {
        Some(Nombre { unscaled: self.at_scale(1)?.checked_add(5)?, scale: 1 })
    }
}

/// A number found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantite {
    pub start: usize,
    /// Index after its last token.
    pub end: usize,
    /// One when it is clear; several for « 1.200 »; none for « 1.200.50 ».
    pub values: Vec<Nombre>,
    pub negative: bool,
    /// « un », « une »: maybe an article.
    pub article: bool,
}

/// All numbers of a text, in order.
pub fn quantities(tokens: &[Token]) -> Vec<Quantite> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match quantity_at(tokens, i) {
            Some(quantity) => {
                i = quantity.end;
                out.push(quantity);
            }
            None => i += 1,
        }
    }
    out
}

fn quantity_at(tokens: &[Token], start: usize) -> Option<Quantite> {
    let digits = tokens[start].digits()?;
    let article = tokens[start].figures().is_none() && digits == "1";
    let (mut values, mut end) = match tokens[start].figures() {
        Some(_) => figures(tokens, start),
        None => spelled(tokens, start),
    };
    while let Some((factor, next)) = multiplier(tokens, end) {
        values = values.iter().filter_map(|value| value.times(factor)).collect();
        end = next;
    }
    // The word is the unit too.
    if tokens.get(end).is_some_and(|token| token.is_word(&["keur", "keuros", "ke"])) {
        values = values.iter().filter_map(|value| value.times(1000)).collect();
    }
    if tokens.get(end).is_some_and(|token| token.is_word(&["et"]))
        && tokens.get(end + 1).is_some_and(|token| token.is_word(&["demi", "demie"]))
    {
        values = values.iter().filter_map(|value| value.plus_half()).collect();
        end += 2;
    }
    if tokens[start].figures().is_some() && is_garbled(tokens, start, end) {
        values.clear();
    }
    let negative = start > 0 && is_minus(tokens, start - 1);
    Some(Quantite { start, end, values, negative, article: article && end == start + 1 })
}

/// « 12OO », « 2B4 »: letters stuck to figures that are no unit.
fn is_garbled(tokens: &[Token], start: usize, end: usize) -> bool {
    const STUCK_AFTER: &str = "h hr hrs heure heures min mn mins minutes sec secondes j jour jours sem semaine semaines mois an ans annees km k ke keur e eur euro \
        euros ht ttc ct cts x nuit nuits repas pers personnes er eme";
    let before = start.checked_sub(1).map(|at| &tokens[at]);
    let stuck = tokens.get(end).filter(|token| !token.spaced && token.word().is_some());
    let led = before.filter(|token| !tokens[start].spaced && token.word().is_some());
    stuck.is_some_and(|token| !token.is_in(STUCK_AFTER))
        || led.is_some_and(|token| !token.is_in("eur euros x h k n"))
}

/// A minus sign or « moins », not the dash of an interval or of « semaine-3 ».
fn is_minus(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    (tokens[at].is_mark(&['-']) && before.is_none_or(|token| token.is_mark(&[':', '=', '('])))
        || (tokens[at].is_word(&["moins"]) && !before.is_some_and(Token::is_number))
}

fn multiplier(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let token = tokens.get(at)?;
    if token.figures().is_none() && token.is_number() {
        let digits = token.digits()?;
        return [("1000", 1000), ("1000000", 1_000_000)]
            .iter()
            .find(|(text, _)| *text == digits)
            .map(|(_, factor)| (*factor, at + 1));
    }
    let follows = tokens.get(at + 1);
    if token.is_word(&["k"]) && !follows.is_some_and(|token| token.is_number() && !token.spaced) {
        return Some((1000, at + 1));
    }
    if token.is_word(&["m"]) && follows.is_some_and(|token| token.is_mark(&['€'])) {
        return Some((1_000_000, at + 1));
    }
    None
}

/// Figures with their groups and decimals.
fn figures(tokens: &[Token], start: usize) -> (Vec<Nombre>, usize) {
    let mut parts = vec![tokens[start].figures().unwrap_or_default()];
    let mut separators: Vec<char> = Vec::new();
    let mut i = start + 1;
    while let Some(token) = tokens.get(i) {
        if let (Some(next), true) = (token.figures(), token.spaced) {
            let grouping = parts[0].len() <= 3 && parts[0] != "0" && !parts[0].starts_with("00");
            let groups_so_far = separators.iter().all(|c| *c == ' ');
            if next.len() != 3 || !grouping || !groups_so_far || parts[1..].iter().any(|p| p.len() != 3) {
                break;
            }
            parts.push(next);
            separators.push(' ');
            i += 1;
            continue;
        }
        let Some(next) = tokens.get(i + 1).filter(|next| !next.spaced && !token.spaced) else { break };
        let (Kind::Mark(mark @ (',' | '.' | '\'')), Some(next)) = (&token.kind, next.figures()) else {
            break;
        };
        parts.push(next);
        separators.push(*mark);
        i += 2;
    }
    (interpret(&parts, &separators), i)
}

/// What figures mean, from their separators: French first, never by chance.
fn interpret(parts: &[&str], separators: &[char]) -> Vec<Nombre> {
    let whole = |parts: &[&str]| Nombre::parse(&parts.concat(), "");
    let is_grouped = |parts: &[&str]| {
        parts[0].len() <= 3 && !parts[0].starts_with('0') && parts[1..].iter().all(|part| part.len() == 3)
    };
    let Some((&last, groups)) = separators.split_last() else { return whole(parts).into_iter().collect() };
    let (decimals, integers) = parts.split_last().unwrap_or((&"", &[]));
    if groups.is_empty() {
        let decimal = Nombre::parse(integers[0], decimals);
        return match last {
            ' ' | '\'' => is_grouped(parts).then(|| whole(parts)).flatten().into_iter().collect(),
            '.' if is_grouped(parts) => whole(parts).into_iter().chain(decimal).collect(),
            _ => decimal.into_iter().collect(),
        };
    }
    let same = groups.iter().all(|c| *c == groups[0]);
    if same && last == groups[0] {
        let groups_are_thousands = is_grouped(parts) && last != ',';
        return groups_are_thousands.then(|| whole(parts)).flatten().into_iter().collect();
    }
    if same && matches!(last, ',' | '.') && is_grouped(integers) {
        return Nombre::parse(&integers.concat(), decimals).into_iter().collect();
    }
    Vec::new()
}

/// A number in words and its decimals: « vingt-sept virgule trois ».
fn spelled(tokens: &[Token], start: usize) -> (Vec<Nombre>, usize) {
    let whole = tokens[start].digits().unwrap_or_default();
    let mut end = start + 1;
    let mut decimals = String::new();
    if tokens.get(end).is_some_and(|token| token.is_word(&["virgule"])) {
        let mut i = end + 1;
        while let Some(digits) = tokens.get(i).and_then(Token::digits) {
            decimals.push_str(digits);
            i += 1;
        }
        if !decimals.is_empty() {
            end = i;
        }
    }
    (Nombre::parse(whole, &decimals).into_iter().collect(), end)
}

/// What is counted that a plain number cannot be.
const OTHER_UNITS: &str = "h heure heures min minutes euro euros eur m cm g l ml cl kg pourcent dollars dollar litres \
    mois ans janvier mars juin";

/// The numbers an answer holds for a plain number field; `None` when there is none to take.
fn numbers(kept: &[Token]) -> Option<Vec<Quantite>> {
    if is_unsure(kept)
        || is_hedged(kept)
        || is_dated(kept)
        || is_bound(kept)
        || is_denied(kept)
        || is_approximate(kept)
        || is_cut(kept)
    {
        return None;
    }
    if kept.iter().any(|token| token.word().is_some_and(|word| round_number(word).is_some())) {
        return None;
    }
    // « une paire », « un tiers »: not one.
    if kept.iter().any(|token| token.is_in("paire paires couple couples moitie tiers quart quarts demi"))
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
    if kept.iter().any(|token| token.is_word(&["x", "fois", "par"]) || token.is_mark(&['×', '*'])) {
        return None;
    }
    let mut found = quantities(kept);
    if found.is_empty() {
        return in_words(kept).map(|value| {
            let values = vec![Nombre::integer(value)];
            vec![Quantite { start: 0, end: kept.len(), values, negative: false, article: false }]
        });
    }
    if found.len() > 1 {
        found.retain(|quantity| !quantity.article);
    }
    let other = |quantity: &Quantite| {
        kept.get(quantity.end)
            .is_some_and(|token| token.is_in(OTHER_UNITS) || token.is_mark(&['€', '$', '%', '/', ':', '@']))
            || kept.get(quantity.end + 1).is_some_and(|token| token.is_mark(&['/']))
    };
    let clear = !found.iter().any(|quantity| quantity.values.is_empty() || other(quantity));
    clear.then_some(found)
}

/// « aucune » is none; « le troisième » is three.
fn in_words(tokens: &[Token]) -> Option<i64> {
    if tokens.iter().any(|token| token.is_word(&["aucun", "aucune"])) {
        return Some(0);
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
    let kept = settle(tokens(answer(text))).kept;
    let found = numbers(&kept)?;
    let [Quantite { values, negative: false, end, .. }] = &found[..] else { return None };
    let [value] = values[..] else { return None };
    (!kept[..*end].last()?.is_word(&["k"])).then_some(value)
}

fn read_number(text: &str, check: impl Fn(Nombre, bool) -> Result<Valeur, Refus>) -> Lecture {
    let kept = settle(tokens(text)).kept;
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
