//! Finds what looks like a date in tokens, before the calendar is asked.

use chrono::{NaiveDate, Weekday};

use super::Base;
use super::calendar::{is_date_word, weekday};
use super::matcher::Matcher;
use super::named::year;
use crate::reading::lex::{Kind, Token, Words};

#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Day {
        day: u32,
        month: Option<u32>,
        year: Option<i32>,
    },
    /// « 04/13/2027 »: no thirteenth month, but perhaps the American order.
    Swapped {
        day: u32,
        month: u32,
        year: Option<i32>,
    },
    Weekday(Weekday, Which),
    /// « le premier lundi de mars »; the last when `rank` is `None`.
    Nth {
        weekday: Weekday,
        rank: Option<u32>,
        month: u32,
        year: Option<i32>,
    },
    Fixed(NaiveDate),
    /// « mars », « mars 2027 », « 03/2027 ».
    Month {
        month: u32,
        year: Option<i32>,
    },
}

/// Which one of the coming Mondays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Which {
    Coming,
    /// « lundi prochain »
    Next,
    /// « lundi dernier »
    Last,
    /// « en huit », « en quinze »: so many days after the coming one.
    Plus(i64),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub expr: Expr,
    /// Weekday written beside it, to be checked.
    pub weekday: Option<Weekday>,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Vague {
    No,
    /// « cet hiver »: vague unless a day is given too.
    Alone,
    /// « vers », « avant »: vague whatever the day.
    Always,
}

#[derive(Debug)]
pub struct Scan {
    pub found: Vec<Found>,
    pub vague: Vague,
    /// Figures that look like a date and are none.
    pub garbled: bool,
    /// A number beside the dates that counts nothing: part of a date that was not read?
    pub leftover: bool,
}

static VAGUE_ALONE: Words = Words::new(
    "semaine semaines mois annee an ans trimestre semestre hiver ete printemps automne rentree \
    vacances week weekend bientot prochainement quinzaine jours jour paques debut fin mi plus",
);
/// What a number beside a date may count.
static COUNTED: Words = Words::new(
    "jour jours j journee journees semaine semaines mois personnes stagiaires salaries module \
    modules seance seances session sessions fois minutes euros",
);
static VAGUE_ALWAYS: Words = Words::new(
    "veille paques vers environ autour alentours avant apres courant approximativement ici entre \
    tous chaque sauf",
);

/// Longest answer, in tokens, that may count from today without saying so.
const BARE: usize = 12;

/// All dates written in some tokens.
pub fn scan(tokens: &[Token], base: Base) -> Scan {
    let mut scan = Scan { found: Vec::new(), vague: Vague::No, garbled: false, leftover: false };
    let lone = tokens.iter().filter(|token| is_numeral(token)).count() == 1;
    let dated =
        |token: &&Token| is_numeral(token) && !is_article(token) || token.word().is_some_and(is_date_word);
    let bare = !base.listing && tokens.len() <= BARE && tokens.iter().filter(dated).count() <= 1;
    let mut i = 0;
    while i < tokens.len() {
        let matcher = Matcher { tokens, base, lone, bare };
        if let Some((expr, end)) = matcher.match_at(i) {
            scan.found.push(Found { expr, weekday: None, start: i, end });
            i = end;
            continue;
        }
        if let Some(end) = garbled(tokens, i) {
            scan.garbled = true;
            i = end;
            continue;
        }
        if is_vague(tokens, i) {
            scan.vague = Vague::Always;
        } else if tokens[i].is_in(&VAGUE_ALONE) && scan.vague == Vague::No {
            scan.vague = Vague::Alone;
        }
        if tokens[i].figures().filter(|figures| figures.len() == 4).and_then(year).is_some()
            && scan.vague == Vague::No
        {
            scan.vague = Vague::Alone;
        }
        scan.leftover |= is_numeral(&tokens[i])
            && !is_article(&tokens[i])
            && !tokens.get(i + 1).is_some_and(|unit| unit.is_in(&COUNTED));
        i += 1;
    }
    scan.found = attach_weekdays(tokens, scan.found);
    scan
}

/// « un », « une »
pub fn is_article(token: &Token) -> bool {
    token.digits() == Some("1") && token.figures().is_none()
}

/// A number or a rank.
pub fn is_numeral(token: &Token) -> bool {
    matches!(token.kind, Kind::Number { .. } | Kind::Ordinal(_))
}

/// « vers », « la semaine du », « 3 jours à partir de »: near a day, not a day.
fn is_vague(tokens: &[Token], at: usize) -> bool {
    let next = |words: &[&str]| tokens.get(at + 1).is_some_and(|token| token.is_word(words));
    let before = |words: &[&str]| at > 0 && tokens[at - 1].is_word(words);
    let token = &tokens[at];
    token.is_in(&VAGUE_ALWAYS)
        || token.is_mark(&['~', '<', '>', '≈'])
        || (token.is_word(&["semaine", "mois", "weekend", "end"]) && next(&["du", "commencant"]))
        || (token.is_word(&["plus"]) && next(&["tard", "tot"]) && before(&["au"]))
        || (token.is_word(&["du"])
            && next(&["mois"])
            && at > 0
            && tokens[at - 1].word().and_then(weekday).is_some())
        || (token.is_word(&["a"])
            && next(&["partir", "compter"])
            && before(&["jour", "jours", "semaine", "semaines", "mois"]))
}

/// Joins « lundi » to « 3 mars », written before or after it.
fn attach_weekdays(tokens: &[Token], found: Vec<Found>) -> Vec<Found> {
    let dated = |expr: &Expr| matches!(expr, Expr::Day { .. } | Expr::Swapped { .. } | Expr::Fixed(_));
    let mut out: Vec<Found> = Vec::new();
    let mut found = found.into_iter().peekable();
    while let Some(next) = found.next() {
        if let Some(previous) = out.last_mut() {
            let between = &tokens[previous.end..next.start];
            // « on sera 2, du lundi 26 »: of the day that it touches.
            let after = found.peek().filter(|after| after.start == next.end && dated(&after.expr));
            let of_next = !between.is_empty() && after.is_some();
            let close = between.len() <= 5
                && between.iter().all(|t| {
                    is_article(t)
                        || t.is_mark(&[',', '(', '.', '\''])
                        || t.is_word(&["le", "c", "est", "ce", "du", "oui", "bien", "donc"])
                });
            match (&previous.expr, &next.expr) {
                (Expr::Weekday(day, Which::Coming), expr) if close && dated(expr) => {
                    *previous = Found { weekday: Some(*day), start: previous.start, ..next };
                    continue;
                }
                (expr, Expr::Weekday(day, Which::Coming))
                    if close && dated(expr) && previous.weekday.is_none() && !of_next =>
                {
                    previous.weekday = Some(*day);
                    previous.end = next.end;
                    continue;
                }
                _ => {}
            }
        }
        out.push(next);
    }
    out
}

/// A chain of figures glued by dashes, slashes or dots that is no date: where it ends.
fn garbled(tokens: &[Token], start: usize) -> Option<usize> {
    tokens[start].figures()?;
    let spaced = tokens[start..].iter().take_while(|token| token.figures().is_some()).count();
    if spaced > 3 {
        return Some(start + spaced);
    }
    let mut end = start + 1;
    while tokens.get(end).is_some_and(|token| token.is_mark(&['/', '-', '.', '→']) && !token.spaced)
        && tokens.get(end + 1).is_some_and(|token| token.figures().is_some() && !token.spaced)
    {
        end += 2;
    }
    (end > start + 1).then_some(end)
}
