//! Lapses of time: « 3 jours », « deux ans et demi », « un an, un mois et 21 jours », « toute la semaine ».

use chrono::TimeDelta;

use crate::reading::answer;
use crate::reading::lex::{Token, Words, tokens};
use crate::reading::nombre::{Nombre, Quantite, quantities};
use crate::reading::phrase::{is_bound, is_denied, is_hedged, is_unsure, round_number, settle};

/// What makes it a rate, a choice or vague.
static OTHER: Words = Words::new(
    "par fois x chaque chacun chacune ou entre jusqu hebdo hebdomadaire quelques plusieurs moitie tiers",
);

/// A unit: its names and its seconds, a month of 30 days and a year of 365.
static UNITS: [(Words, i64); 10] = [
    (Words::new("s sec secs seconde secondes"), 1),
    (Words::new("min mn mins minute minutes"), MINUTE),
    (Words::new("h hr hrs heure heures"), HOUR),
    (Words::new("j jour jours journee journees"), DAY),
    (Words::new("sem semaine semaines"), 7 * DAY),
    (Words::new("weekend weekends"), 2 * DAY),
    (Words::new("mois"), 30 * DAY),
    (Words::new("trimestre trimestres"), 90 * DAY),
    (Words::new("semestre semestres"), YEAR / 2),
    (Words::new("an ans annee annees"), YEAR),
];
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;

/// So much of a unit, in milliseconds.
#[derive(Debug, Clone, Copy)]
struct Part {
    millis: i64,
    unit: i64,
    /// Index after it.
    end: usize,
}

/// The time that passes, to the millisecond; a day has 24 hours. `None` when it is a rate, a bound, a moment, vague, or
/// no time: hours of work are read by another reader.
pub fn read_lapse(text: &str) -> Option<TimeDelta> {
    let tokens = settle(tokens(answer(text))).kept;
    let vague = tokens.iter().any(|token| {
        token.is_in(&OTHER)
            || token.word().is_some_and(|word| round_number(word.trim_end_matches('s')).is_some())
            || token.is_mark(&['×', '*', '/', '→'])
    });
    if vague || is_unsure(&tokens) || is_hedged(&tokens) || is_bound(&tokens) || is_denied(&tokens) {
        return None;
    }
    if let [only] = &tokens[..] {
        let term = only.is_in("semestre trimestre").then(|| unit(&tokens, 0)).flatten();
        return term.and_then(|(seconds, _)| TimeDelta::try_seconds(seconds));
    }
    let found = quantities(&tokens);
    let mut total: Option<Total> = None;
    let mut i = 0;
    while i < tokens.len() {
        let quantity = found.iter().find(|quantity| quantity.start == i);
        if let Some(part) = part(&tokens, i, quantity) {
            if is_moment(&tokens, i, part.end) {
                return None;
            }
            total = Some(match total {
                None => Total::of(part),
                Some(total) => {
                    let between = &tokens[total.end..i];
                    total.and(part, between)?
                }
            });
            i = part.end;
        } else if let Some(quantity) = quantity {
            // « EUR 1000 sur 3 ans »
            let money = |at: Option<usize>| {
                let token = at.and_then(|at| tokens.get(at));
                token.is_some_and(|token| token.is_in("eur euro euros") || token.is_mark(&['€']))
            };
            if !quantity.article && !money(i.checked_sub(1)) && !money(Some(quantity.end)) {
                return None;
            }
            i = quantity.end;
        } else {
            i += 1;
        }
    }
    TimeDelta::try_milliseconds(total?.millis)
}

/// « dans 3 jours », « il y a un an », « 2 jours avant », « une semaine plus tard ».
fn is_moment(tokens: &[Token], start: usize, end: usize) -> bool {
    let before = |words: &[&str], ahead: usize| start >= ahead && tokens[start - ahead].is_word(words);
    let after = tokens.get(end).is_some_and(|token| token.is_word(&["avant", "apres", "plus"]));
    after || before(&["dans", "vers", "sous", "avant", "apres"], 1) || before(&["a"], 1) && before(&["y"], 2)
}

/// Parts that follow each other.
struct Total {
    millis: i64,
    units: Vec<i64>,
    end: usize,
}

impl Total {
    fn of(part: Part) -> Total {
        Total { millis: part.millis, units: vec![part.unit], end: part.end }
    }

    /// « un an, un mois et 21 jours »; `None` when another time is meant: « 14 h sur 2 jours », « 3 jours, 21 heures ».
    fn and(mut self, part: Part, between: &[Token]) -> Option<Total> {
        let comma = between.iter().any(|token| token.is_mark(&[',']));
        let follows = between.iter().all(|token| token.is_mark(&[',']) || token.is_word(&["et"]));
        let apart = comma && self.units.iter().all(|unit| *unit >= DAY) && part.unit < DAY;
        if !follows || apart || self.units.contains(&part.unit) {
            return None;
        }
        self.millis = self.millis.checked_add(part.millis)?;
        self.units.push(part.unit);
        self.end = part.end;
        Some(self)
    }
}

/// Seconds of the unit at a place, and the index after it.
fn unit(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let token = tokens.get(at)?;
    if token.is_word(&["week"]) {
        let dash = usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark(&['-'])));
        let end = tokens.get(at + 1 + dash).is_some_and(|token| token.is_word(&["end", "ends"]));
        return end.then_some((2 * DAY, at + 2 + dash));
    }
    UNITS.iter().find(|(names, _)| token.is_in(names)).map(|(_, seconds)| (*seconds, at + 1))
}

/// « 3 jours », « une demi-heure », « un an et demi », « toute la semaine », « une pleine journée ».
fn part(tokens: &[Token], at: usize, quantity: Option<&Quantite>) -> Option<Part> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_word(words));
    let dash = |at: usize| usize::from(tokens.get(at).is_some_and(|token| token.is_mark(&['-'])));
    let Some(quantity) = quantity else {
        // « toute la semaine »
        if is(at, &["tout", "toute"]) && is(at + 1, &["le", "la", "l"]) {
            let mark = usize::from(tokens.get(at + 2).is_some_and(|token| token.is_mark(&['\''])));
            let (unit, end) = unit(tokens, at + 2 + mark)?;
            return Some(Part { millis: unit * 1000, unit, end });
        }
        // « l'année entière »
        if let Some((unit, end)) = unit(tokens, at).filter(|(_, end)| is(*end, &["entier", "entiere"])) {
            return Some(Part { millis: unit * 1000, unit, end: end + 1 });
        }
        return half(tokens, at);
    };
    let [value] = quantity.values[..] else { return None };
    if quantity.negative {
        return None;
    }
    if quantity.article
        && let Some(half) = half(tokens, quantity.end)
    {
        return Some(half);
    }
    let full = usize::from(is(quantity.end, &["plein", "pleine", "pleins", "pleines"]));
    let dashed = dash(quantity.end + full);
    let (unit, mut end) = unit(tokens, quantity.end + full + dashed)?;
    end += usize::from(is(end, &["entier", "entiere", "entiers", "entieres"]));
    // « huit jours » is a week, « quinze jours » a fortnight, or are they?
    let spelled = tokens[quantity.start].figures().is_none();
    if spelled && unit == DAY && [8, 15].map(Nombre::integer).contains(&value) {
        return None;
    }
    let mut millis = millis(value, unit)?;
    if let Some((parts, after)) = quarters(tokens, end).filter(|_| value.at_scale(0).is_some()) {
        millis = millis.checked_add(unit * 250 * parts)?;
        end = after;
    }
    // « 1 h 30 » is for the reader of hours.
    let glued = tokens.get(end).and_then(Token::digits).is_some() && unit == HOUR;
    (!glued).then_some(Part { millis, unit, end })
}

/// « demi-heure », « demi an ». Not a half-day: of how many hours?
fn half(tokens: &[Token], at: usize) -> Option<Part> {
    if !tokens.get(at)?.is_word(&["demi", "demie"]) {
        return None;
    }
    let dash = usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark(&['-'])));
    let (unit, end) = unit(tokens, at + 1 + dash)?;
    (unit != DAY).then_some(Part { millis: unit * 500, unit, end })
}

/// « et demi », « et quart », « et un quart », in quarters of the unit before; not « et un quart d'heure ».
fn quarters(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_word(words));
    if !is(at, &["et"]) {
        return None;
    }
    if is(at + 1, &["demi", "demie"]) {
        let dash = usize::from(tokens.get(at + 2).is_some_and(|token| token.is_mark(&['-'])));
        return unit(tokens, at + 2 + dash).is_none().then_some((2, at + 2));
    }
    let one = usize::from(tokens.get(at + 1).is_some_and(|token| token.digits() == Some("1")));
    let hour = is(at + 2 + one, &["d"]) && is(at + 4 + one, &["heure"]);
    (is(at + 1 + one, &["quart"]) && !hour).then_some((1, at + 2 + one))
}

fn millis(value: Nombre, unit: i64) -> Option<i64> {
    let scaled = value.unscaled.checked_mul(unit)?.checked_mul(1000)?;
    Some(scaled / 10_i64.checked_pow(value.scale)?)
}
