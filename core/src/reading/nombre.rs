//! Numbers: « 1 200,50 », « vingt et un », « 1,2 k », whatever the separators.

mod avecmoi;
mod champ;
mod ensemble;
mod parmi;

use super::lex::{Kind, Token, Words};

pub use champ::{read_decimal, read_exact, read_integer};
pub use ensemble::{is_one_way, is_times, product, told_whole};

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

    /// Without zeros behind the comma.
    fn trimmed(self) -> Nombre {
        let mut number = self;
        while number.scale > 0 && number.unscaled % 10 == 0 {
            number = Nombre { unscaled: number.unscaled / 10, scale: number.scale - 1 };
        }
        number
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
        Some(decimals) if is_point(tokens, start) => {
            // « ,77 »; « 12 ,77 » is none.
            let alone = start == 1 || !tokens[start - 2].is_number();
            (Nombre::parse("0", decimals).filter(|_| alone).into_iter().collect(), start + 1)
        }
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
    Some(Quantite {
        start,
        end,
        values,
        negative,
        article: article && end == start + 1 && !is_a_bound(tokens, end),
    })
}

/// « une ou deux », « un à trois »: the number before is no article.
fn is_a_bound(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|token| token.is_word(&["ou", "a"]))
        && tokens.get(end + 1).is_some_and(Token::is_number)
}

/// A decimal sign stuck to the figures after it and to nothing before.
fn is_point(tokens: &[Token], start: usize) -> bool {
    start > 0
        && tokens[start - 1].is_mark(&[',', '.'])
        && !tokens[start].spaced
        && (start == 1 || tokens[start - 1].spaced)
}

/// « 12OO », « 2B4 »: letters stuck to figures that are no unit.
fn is_garbled(tokens: &[Token], start: usize, end: usize) -> bool {
    static STUCK_AFTER: Words = Words::new(
        "h hr hrs heure heures min mn mins minutes sec secondes j jour jours sem semaine semaines mois an ans annees km kms k ke keur e eur euro \
        euros ht ttc ct cts x nuit nuits repas pers personnes er eme",
    );
    let before = start.checked_sub(1).map(|at| &tokens[at]);
    let stuck = tokens.get(end).filter(|token| !token.spaced && token.word().is_some());
    let led = before.filter(|token| !tokens[start].spaced && token.word().is_some());
    stuck.is_some_and(|token| !token.is_in(&STUCK_AFTER))
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
        return [("1000", 1000), ("1000000", 1_000_000), ("1000000000", 1_000_000_000)]
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
