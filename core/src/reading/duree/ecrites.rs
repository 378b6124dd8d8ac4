//! Hours among other words: where they stand, before they are read.

use std::ops::Range;

use super::morceaux::{DAYS, HOURS, MINUTES};
use crate::reading::lex::{Token, chunks};
use crate::reading::nombre::{Quantite, quantities};

/// Hours in a text.
pub struct HeuresEcrites {
    pub octets: Range<usize>,
    /// A time of day: « à 9h », « de 9h à 17h ».
    pub clock: bool,
}

/// The hours of a text, with the days they are counted by (« 2 jours de 7 h »).
pub fn written_hours(text: &str) -> Vec<HeuresEcrites> {
    let mut out = Vec::new();
    for tokens in chunks(text) {
        let found = quantities(&tokens);
        let mut i = 0;
        while i < found.len() {
            if !is_hours(&tokens, &found[i]) || is_spent(&tokens, &found[i]) {
                i += 1;
                continue;
            }
            let (mut start, first) = before(&tokens, &found, i);
            let (mut end, mut last) = after(&tokens, &found, i);
            // « à 7 h par jour » is no time of day.
            let each = tokens[found[i].start..end].iter().any(|token| token.is_word(&["par"]));
            let clock = first == i && !each && is_clock(&tokens, found[i].start, end);
            let mut joined = 0;
            // « 3 x 7h = 21h », « 9h à 17h »; « 7 h par jour soit 21 h » are a share and the whole.
            while let Some(next) = found.get(last + 1).filter(|_| !each)
                && is_hours(&tokens, next)
                && next.start - end <= 3
                && !(clock && joined == 1)
                && !((opens(&tokens[end..next.start]) || !clock && begins_a_span(&tokens, next))
                    && is_detail(&tokens, next))
                && tokens[end..next.start]
                    .iter()
                    .all(|token| joins(token) && !(clock && token.is_mark(&[','])))
            {
                joined += 1;
                (end, last) = after(&tokens, &found, last + 1);
            }
            if clock {
                start -= usize::from(start > 0 && tokens[start - 1].is_in("de a des vers"));
            }
            out.push(HeuresEcrites { octets: tokens[start].start..tokens[end - 1].end, clock });
            i = last + 1;
        }
    }
    out
}

fn is_hours(tokens: &[Token], quantity: &Quantite) -> bool {
    // « B0 H0 »; « 3x7h » is no such code.
    let times = quantity.start > 1
        && tokens[quantity.start - 1].is_word(&["x"])
        && tokens[quantity.start - 2].is_number();
    let stuck = quantity.start > 0
        && !tokens[quantity.start].spaced
        && tokens[quantity.start - 1].word().is_some()
        && !times;
    let next = tokens.get(quantity.end).filter(|_| !stuck);
    next.is_some_and(|token| token.is_word(&HOURS) || (token.is_word(&MINUTES) && !token.is_word(&["mn"])))
}

/// « j'ai cherché pendant une heure »: what people pass doing something.
fn is_spent(tokens: &[Token], quantity: &Quantite) -> bool {
    let one = tokens[quantity.start].digits() == Some("1") && tokens[quantity.start].figures().is_none();
    one && quantity.start > 0 && tokens[quantity.start - 1].is_word(&["pendant"])
}

fn opens(between: &[Token]) -> bool {
    between.iter().any(|token| token.is_mark(&['(']))
}

/// « 14 h, de 9h à 17h »: times of day, from one to another.
fn begins_a_span(tokens: &[Token], next: &Quantite) -> bool {
    let minutes = usize::from(tokens.get(next.end + 1).is_some_and(Token::is_number));
    next.start > 0
        && tokens[next.start - 1].is_word(&["de"])
        && tokens
            .get(next.end + 1 + minutes)
            .is_some_and(|token| token.is_word(&["a"]) || token.is_mark(&['-']))
}

/// « 14 h (de 9h à 17h) », « 14 h (7 h par jour) »: how the hours are spread, not the hours again.
fn is_detail(tokens: &[Token], next: &Quantite) -> bool {
    let each = tokens.get(next.end + 1).is_some_and(|token| token.is_word(&["par"]) || token.is_mark(&['/']));
    let minutes = usize::from(tokens.get(next.end + 1).is_some_and(Token::is_number));
    each || is_clock(tokens, next.start, next.end + 1 + minutes)
}

fn joins(token: &Token) -> bool {
    token.is_in("soit a total de et") || token.is_mark(&['=', '(', ')', '-', '→', '/', '+', ','])
}

/// « à 9h », « 9h-17h », « dès 9h ».
fn is_clock(tokens: &[Token], start: usize, end: usize) -> bool {
    let led = start > 0
        && (tokens[start - 1].is_in("vers des jusqu apres avant")
            // « fermés à partir de 17h »
            || (start > 1 && tokens[start - 1].is_word(&["de"]) && tokens[start - 2].is_in("partir compter"))
            // « 3 jours a 7h »; « il y a 14h de cours », « elle a 21h »
            || (tokens[start - 1].is_word(&["a"])
                && !(start > 1 && (tokens[start - 2].is_in(DAYS) || tokens[start - 2].is_in("y il elle on")))
                // « y'a 14 h de cours »
                && !(start > 2 && tokens[start - 2].is_mark(&['\'', '’']) && tokens[start - 3].is_word(&["y"]))));
    // « 13 h 30 à 17 h 30 »
    let end = end + usize::from(tokens.get(end).is_some_and(Token::is_number));
    let linked =
        tokens.get(end).is_some_and(|token| token.is_word(&["a"]) || token.is_mark(&['-', '→', '/']))
            && tokens.get(end + 1).is_some_and(Token::is_number)
            && tokens.get(end + 2).is_some_and(|token| token.is_word(&HOURS));
    led || linked
}

/// « 3 jours de », « 3 x », before hours: where it begins, and the quantity it begins with.
fn before(tokens: &[Token], found: &[Quantite], at: usize) -> (usize, usize) {
    let start = found[at].start;
    let Some(previous) = at.checked_sub(1).map(|i| &found[i]) else { return (start, at) };
    let between = &tokens[previous.end..start];
    // « Hybride niveau 2 - 14h »
    let ranks = previous.start > 0
        && tokens[previous.start - 1].is_in("niveau niv module version bloc phase partie lot tome");
    // « entre 14 et 21h »
    if let [link] = between
        && !ranks
        && (link.is_in("et ou a") || link.is_mark(&['-', '→']))
    {
        return (previous.start, at - 1);
    }
    let days = between.first().is_some_and(|token| token.is_in(DAYS));
    let rest = if days { &between[1..] } else { between };
    let linked = rest.len() <= 2
        && rest
            .iter()
            .all(|t| t.is_in("de a x soit fois") || t.is_mark(&['×', '*', ',', '(', '-', '=', ':']));
    let times = rest.iter().any(|t| t.is_in("x fois") || t.is_mark(&['×', '*']));
    if linked && (days || times) { (previous.start, at - 1) } else { (start, at) }
}

/// « 30 », « par jour », « sur 3 jours », after hours: where it ends, and the quantity it ends with.
fn after(tokens: &[Token], found: &[Quantite], at: usize) -> (usize, usize) {
    let mut last = at;
    let mut end = found[at].end + 1;
    let is = |end: usize, words: &str| tokens.get(end).is_some_and(|token| token.is_in(words));
    if let Some(minutes) = found.get(at + 1)
        && minutes.start == end
        && (!tokens[end].spaced
            || is_spoken(tokens, minutes)
            || is_bare_minutes(tokens, minutes)
            || tokens.get(minutes.end).is_some_and(|token| token.is_word(&MINUTES)))
    {
        last += 1;
        end = minutes.end + usize::from(is(minutes.end, "min mn minute minutes mins"));
    } else if is(end, "et") && is(end + 1, "demi demie quart") {
        end += 2;
    }
    let each = if is(end, "par") || tokens.get(end).is_some_and(|token| token.is_mark(&['/'])) {
        usize::from(is(end + 1, "jour j journee semaine mois seance")) * 2
    } else {
        usize::from(is(end, "chacun chacune"))
    };
    end += each;
    let link = usize::from(
        is(end, "pendant sur x fois") || tokens.get(end).is_some_and(|token| token.is_mark(&['×', '*', '('])),
    );
    if link > 0
        && let Some(days) = found.get(last + 1).filter(|days| days.start == end + link)
        && (is(days.end, DAYS) || is(end, "x fois") || tokens[end].is_mark(&['×', '*']))
        && !is_hours(tokens, days)
    {
        last += 1;
        end = days.end + usize::from(is(days.end, DAYS));
    }
    (end, last)
}

/// « 7 heures 30, »: two figures below sixty that count nothing else.
fn is_bare_minutes(tokens: &[Token], minutes: &Quantite) -> bool {
    let figures = tokens[minutes.start].figures().filter(|figures| figures.len() == 2 && *figures < "60");
    let next = tokens.get(minutes.end);
    figures.is_some()
        && minutes.end == minutes.start + 1
        && next.is_none_or(|token| {
            (token.word().is_none() && !token.is_number() && !token.is_mark(&['€', '/', '%', ':']))
                || token.is_in("de en au total formation et avec pour")
        })
}

/// « vingt et une heures trente ».
fn is_spoken(tokens: &[Token], minutes: &Quantite) -> bool {
    let two = tokens[minutes.start].figures().is_none()
        && tokens[minutes.start].digits().is_some_and(|digits| digits.len() == 2);
    two && tokens.get(minutes.end).is_none_or(|token| token.word().is_none())
}
