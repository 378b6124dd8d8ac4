//! What an answer about hours is made of: times, days, bare numbers, and how they go together.

use super::bare_minutes;
use crate::reading::lex::{Token, Words};
use crate::reading::nombre::{Nombre, Quantite, quantities};

pub(super) const HOURS: [&str; 7] = ["h", "heure", "heures", "heur", "heurs", "hrs", "hr"];
pub(super) const MINUTES: [&str; 5] = ["min", "mn", "minute", "minutes", "mins"];
pub(super) const DAYS: &str = "jour jours jr jrs j journee journees seance seances session sessions";
/// What a training is given in, however long each is.
const PARTS: &str = "module modules cours matinee matinees matin matins midi midis soir soirs soiree soirees rendez rdv lecon lecons";
static OTHER_UNITS: Words = Words::new(
    "sec secondes seconde s an ans annee annees trimestre trimestres semestre semestres decennie decennies siecle siecles stagiaires \
    personnes salaries participants modules nuits repas euros euro km",
);
const LONGER: [&str; 4] = ["semaine", "semaines", "mois", "week"];

/// What an answer about hours is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece {
    /// Minutes.
    Time(i64),
    /// A bare number: hours if nothing else.
    Bare(Nombre),
    Days(i64),
    Times,
    /// « par jour », « chacune ».
    Each,
    /// « ou », « à », « - » between two times.
    Either,
    And,
    /// « semaines », « demi-journée »: hours unknown.
    Long,
    Unclear,
}

pub(super) fn pieces(tokens: &[Token]) -> Vec<Piece> {
    let quantities = quantities(tokens);
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if let Some(quantity) = quantities.iter().find(|quantity| quantity.start == i) {
            let (piece, end) = quantity_piece(tokens, quantity.end, quantity);
            if let Some(piece) = piece {
                out.push(piece);
            }
            i = end.max(i + 1);
            continue;
        }
        let (piece, width) = word_piece(tokens, i);
        out.extend(piece);
        i += width;
    }
    out
}

fn word_piece(tokens: &[Token], at: usize) -> (Option<Piece>, usize) {
    let token = &tokens[at];
    let next =
        |words: &[&str], ahead: usize| tokens.get(at + ahead).is_some_and(|token| token.is_word(words));
    let dash = usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark(&['-'])));
    if token.is_word(&["demi", "demie"]) {
        // « j'ai oublié la demi-heure »
        let added = at > 1 && tokens[at - 2].is_in("plus et avec");
        if at > 0 && tokens[at - 1].is_word(&["la"]) && !added {
            return (None, 2 + dash);
        }
        return if next(&["heure"], 1 + dash) {
            (Some(Piece::Time(30)), 2 + dash)
        } else {
            (Some(Piece::Long), 2 + dash)
        };
    }
    if token.is_word(&["quart", "quarts"]) {
        let hour = next(&["d"], 1) && next(&["heure"], 3);
        return (Some(if hour { Piece::Time(15) } else { Piece::Unclear }), if hour { 4 } else { 1 });
    }
    let piece = match token.word() {
        Some("x" | "fois") => Some(Piece::Times),
        // « 24 h par stagiaire », « 28 h chacun »: as long for each.
        Some("par") if next(&["stagiaire", "personne", "salarie", "participant"], 1) => None,
        Some("chacun" | "chacune") if !follows_a_count(tokens, at) => None,
        Some(
            "par" | "chacun" | "chacune" | "chaque" | "hebdo" | "hebdomadaire" | "hebdomadaires"
            | "quotidiennes" | "mensuelles",
        ) => Some(Piece::Each),
        // « 35 h la semaine »
        Some("la" | "le") if is_per(tokens, at) => Some(Piece::Each),
        // « 2 jours de 7 heures », « 3 jours à 7 h », « 6 séances d'1 h 30 »
        Some("de" | "a") if follows_days(tokens, at) => Some(Piece::Each),
        Some("d") if follows_days(tokens, at) && tokens.get(at + 2).is_some_and(Token::is_number) => {
            Some(Piece::Each)
        }
        Some("ou" | "a" | "entre") => Some(Piece::Either),
        Some("et" | "plus") => Some(Piece::And),
        Some(word) if LONGER.contains(&word) => Some(Piece::Long),
        Some("journee" | "journees" | "apres" | "matinee" | "matinees") => Some(Piece::Long),
        _ if token.is_mark(&['×', '*']) => Some(Piece::Times),
        _ if token.is_mark(&['+']) => Some(Piece::And),
        // « 14 h / 2 jours » is the whole; « 7 h / jour » is of each.
        _ if token.is_mark(&['/']) && !tokens.get(at + 1).is_some_and(Token::is_number) => Some(Piece::Each),
        _ if token.is_mark(&['-', '→']) && at > 0 => Some(Piece::Either),
        _ if token.is_mark(&['€', '$', '%']) || token.is_word(&["euros", "euro", "km"]) => {
            Some(Piece::Unclear)
        }
        _ => None,
    };
    (piece, 1)
}

/// « 2 jours de 7 h chacun », « 3 modules, 7 h chacun »: something is counted before the hours.
fn follows_a_count(tokens: &[Token], at: usize) -> bool {
    quantities(&tokens[..at]).len() > 1
        || tokens[..at].iter().any(|token| token.is_in(DAYS) || token.is_in("module modules"))
}

/// « 7 h le cours », « 35 h la semaine »: right after hours, one of what they are counted by.
fn is_per(tokens: &[Token], at: usize) -> bool {
    let counted = |token: &Token| token.is_in("jour journee semaine seance cours module matinee soiree");
    at > 0
        && tokens.get(at + 1).is_some_and(counted)
        && (tokens[at - 1].is_word(&HOURS)
            || at > 1 && tokens[at - 1].is_number() && tokens[at - 2].is_word(&HOURS))
}

fn follows_days(tokens: &[Token], at: usize) -> bool {
    at > 0
        && (tokens[at - 1].is_in(DAYS)
            || tokens[at - 1].is_in("semaine semaines")
            || tokens[at - 1].is_in(PARTS))
}

fn quantity_piece(tokens: &[Token], end: usize, quantity: &Quantite) -> (Option<Piece>, usize) {
    let unit = tokens.get(end);
    // « 30-minutes »
    let dash = unit.is_some_and(|token| token.is_mark(&['-']) && !token.spaced)
        && tokens
            .get(end + 1)
            .is_some_and(|token| !token.spaced && (token.is_word(&HOURS) || token.is_word(&MINUTES)));
    let (unit, end) = if dash { (tokens.get(end + 1), end + 1) } else { (unit, end) };
    let is = |words: &[&str]| unit.is_some_and(|token| token.is_word(words));
    let dashed = tokens.get(end + 1).is_some_and(|token| token.is_word(&["demi", "demie"]));
    // « une demi-journée de 3 h 30 »
    let half_day = quantity.article && is(&["demi"]) && {
        let day = end + 1 + usize::from(tokens.get(end + 1).is_some_and(|token| token.is_mark(&['-'])));
        tokens.get(day).is_some_and(|token| token.is_word(&["journee"]))
            && tokens.get(day + 1).is_some_and(|token| token.is_in("de d"))
    };
    if quantity.article
        && !half_day
        && (is(&["demi"]) || is(&["quart"]) || (unit.is_some_and(|t| t.is_mark(&['-'])) && dashed))
    {
        return (None, end);
    }
    let [value] = quantity.values[..] else {
        return (Some(Piece::Unclear), end);
    };
    // « …te et une heures »: the word before was not understood.
    if quantity.article && is(&["heures"]) {
        return (Some(Piece::Unclear), end + 1);
    }
    if quantity.negative {
        return (Some(Piece::Time(-1)), end + 1);
    }
    if is(&["quart", "quarts"]) {
        let hour = tokens.get(end + 1).is_some_and(|t| t.is_word(&["d"]))
            && tokens.get(end + 3).is_some_and(|t| t.is_word(&["heure"]));
        let minutes = value.at_scale(0).and_then(|count| count.checked_mul(15)).filter(|_| hour);
        return (Some(minutes.map_or(Piece::Unclear, Piece::Time)), end + 4);
    }
    if is(&HOURS) {
        return hours_piece(tokens, value, end + 1);
    }
    if is(&MINUTES) || unit.is_some_and(|token| token.is_mark(&['\''])) {
        return (value.at_scale(0).map(Piece::Time), end + 1);
    }
    if let (Some(token), Some(minutes)) = (unit, tokens.get(end + 1).and_then(Token::figures))
        && token.is_mark(&[':'])
        && !token.spaced
        && minutes.len() == 2
    {
        let clock = value.at_scale(0).zip(minutes.parse::<i64>().ok().filter(|minutes| *minutes < 60));
        let piece = clock.and_then(|(hours, minutes)| hours.checked_mul(60)?.checked_add(minutes));
        return (Some(piece.map_or(Piece::Unclear, Piece::Time)), end + 2);
    }
    if unit.is_some_and(|token| token.is_in(DAYS)) {
        return (Some(value.at_scale(0).map_or(Piece::Long, Piece::Days)), end + 1);
    }
    // « 2 semaines de 35 h », « 2 modules de 7 h », « 3 demi-journées de 3h30 », « 5 après-midi de 3 h »: so many times.
    let half = is(&["demi", "demie", "apres"]);
    let dash = usize::from(half && tokens.get(end + 1).is_some_and(|token| token.is_mark(&['-'])));
    let of = end + 1 + if half { 1 + dash } else { 0 };
    let each = tokens.get(of).is_some_and(|token| token.is_in("de d a x") || token.is_mark(&['×', '*', '(']));
    if each && (half || is(&LONGER) || unit.is_some_and(|token| token.is_in(PARTS))) {
        return (Some(value.at_scale(0).map_or(Piece::Long, Piece::Days)), of);
    }
    // « 1 h 30 par semaine pendant 10 semaines »
    let shared = |pair: &[Token]| {
        let one = |token: &Token| token.word().map(|word| word.trim_end_matches('s').to_owned());
        pair[0].is_in("par chaque la le") && one(&pair[1]).is_some() && one(&pair[1]) == unit.and_then(one)
    };
    if is(&LONGER) && tokens[..quantity.start].windows(2).any(shared) {
        return (Some(value.at_scale(0).map_or(Piece::Long, Piece::Days)), end + 1);
    }
    if is(&LONGER) {
        return (Some(Piece::Long), end + 1);
    }
    if unit.is_some_and(|token| token.is_in(&OTHER_UNITS)) {
        return (Some(Piece::Unclear), end + 1);
    }
    if quantity.article {
        return (None, end);
    }
    // « 7.30 »: 7 h 30, or 7 hours and 30 hundredths? The comma is the portal's own decimal sign.
    let dotted = tokens[quantity.start..end].iter().any(|token| token.is_mark(&['.']));
    let minutes_like = tokens[end - 1].digits().is_some_and(|digits| digits.len() == 2);
    if dotted && minutes_like && value.at_scale(2).is_some_and(|hundredths| hundredths % 25 != 0) {
        return (Some(Piece::Unclear), end);
    }
    (Some(Piece::Bare(value)), end)
}

/// « 7 h », « 7h30 », « 7 heures et demie », « 7 h 30 min ».
fn hours_piece(tokens: &[Token], hours: Nombre, end: usize) -> (Option<Piece>, usize) {
    let Some(base) = bare_minutes(hours) else { return (Some(Piece::Unclear), end) };
    let and = usize::from(tokens.get(end).is_some_and(|token| token.is_word(&["et"])));
    let at = |ahead: usize| tokens.get(end + and + ahead);
    if at(0).is_some_and(|token| token.is_word(&["demi", "demie"])) {
        return (Some(Piece::Time(base + 30)), end + and + 1);
    }
    if and == 1 && at(0).is_some_and(|token| token.is_word(&["quart"])) {
        return (Some(Piece::Time(base + 15)), end + and + 1);
    }
    let minutes = at(0).and_then(Token::digits).filter(|d| d.len() <= 2).and_then(|d| d.parse::<i64>().ok());
    let unit = usize::from(at(1).is_some_and(|token| token.is_word(&MINUTES)));
    let other_unit = at(1).is_some_and(|token| token.is_word(&HOURS) || token.is_in(DAYS));
    let two_figures = at(0).and_then(Token::digits).is_some_and(|digits| digits.len() == 2);
    if let Some(minutes) = minutes
        && !other_unit
        && (unit == 1 || (and == 0 && two_figures))
        && hours.scale == 0
    {
        let piece = if minutes < 60 { Piece::Time(base + minutes) } else { Piece::Unclear };
        return (Some(piece), end + and + 1 + unit);
    }
    (Some(Piece::Time(base)), end)
}
