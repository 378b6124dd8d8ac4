//! Days among other words: where they stand, before they are read.

use std::ops::Range;

use super::expression::{Expr, Found, scan};
use super::{Base, without_times};
use crate::reading::Contexte;
use crate::reading::lex::{Kind, Token, Words, chunks};

/// A day or a period in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourEcrit {
    pub octets: Range<usize>,
    /// « à partir du », « dès le »: its end is not said.
    pub open: bool,
    /// One day.
    pub alone: bool,
    /// A day without its month: « le 7 ».
    pub partial: bool,
}

/// Most days written beside each other, as « les 3, 4 et 5 mars ».
const MOST_DAYS: usize = 12;
static UNITS: Words = Words::new(
    "k km h heure heures euro euros eur ke keur jour jours journee journees nuit nuits repas personne \
    personnes stagiaire stagiaires salarie salaries participant participants ht ttc pourcent min minutes",
);
static LINKS: Words = Words::new("au a aux le les et du de jusqu l matin soir midi inclus jusque puis ou");

/// The days and periods of a text, in order. A month alone is none, nor is a number alone.
pub fn written_days(text: &str, contexte: &Contexte<'_>) -> Vec<JourEcrit> {
    let base = Base { listing: true, ..Base::of(contexte) };
    let mut out = Vec::new();
    for chunk in chunks(text) {
        let tokens = without_times(&chunk);
        let mut found = scan(&tokens, base).found;
        // « niveau 2, 2 et 3 février »: the level is no day.
        let ranks = |found: &Found| {
            let before = found.start.checked_sub(1).map(|at| &tokens[at]);
            matches!(found.expr, Expr::Day { month: None, .. })
                && before
                    .is_some_and(|token| token.is_in("niveau niv module version bloc phase partie lot tome"))
        };
        found.retain(|found| !ranks(found));
        let mut i = 0;
        while i < found.len() {
            let mut last = i;
            while last + 1 < found.len()
                && last + 1 - i < MOST_DAYS
                && is_link(&tokens[found[last].end..found[last + 1].start])
                && !starts_anew(&tokens, &found[last..])
                && !is_behind_hours(&tokens, &found[last], &found[last + 1])
            {
                last += 1;
            }
            out.extend(written(&tokens, &found[i..=last]));
            i = last + 1;
        }
    }
    out
}

fn is_link(between: &[Token]) -> bool {
    // « on est 3, du 1er au 3 mars »
    let restarts = between.windows(2).any(|pair| pair[0].is_mark(&[',']) && pair[1].is_in("du le de"));
    between.len() <= 5
        && !restarts
        && between.iter().all(|token| {
            token.is_in(&LINKS) || token.is_mark(&['-', '→', ',', '(', ')', '&', '+', '/', '\''])
        })
}

/// « 11-12/01/2027, 14 h, 1,2 k€ »: a number behind hours of their own is no day of the same list.
fn is_behind_hours(tokens: &[Token], last: &Found, next: &Found) -> bool {
    let comma = |token: &Token| token.is_mark(&[',']);
    matches!(next.expr, Expr::Day { month: None, .. })
        && tokens[last.end..next.start].windows(2).any(|pair| pair.iter().all(comma))
}

/// « niveau 2, 1er au 3 mars », « on est 2, lundi 26 avril »: after the comma a period or a day of the week begins.
fn starts_anew(tokens: &[Token], found: &[Found]) -> bool {
    let [last, next, rest @ ..] = found else { return false };
    let comma = tokens[last.end..next.start].iter().any(|token| token.is_mark(&[',']));
    let led = last.start > 0 && tokens[last.start - 1].is_in("le les du au et");
    if let (Expr::Day { day, month: None, .. }, Expr::Day { day: follower, .. }) = (&last.expr, &next.expr)
        && comma
        && !led
        && last.weekday.is_none()
        && next.weekday.is_some()
        && day + 1 != *follower
    {
        return true;
    }
    let Some(after) = rest.first() else { return false };
    let period = tokens[next.end..after.start]
        .iter()
        .any(|token| token.is_word(&["au"]) || token.is_mark(&['-', '→']));
    comma && period
}

fn written(tokens: &[Token], group: &[Found]) -> Option<JourEcrit> {
    let (first, last) = (group.first()?, group.last()?);
    let is_dated = |found: &&Found| !matches!(found.expr, Expr::Day { month: None, .. });
    // « ça finit vendredi 15 »
    let led = first.start > 0
        && tokens[first.start - 1]
            .is_in("le du les au fin finit finira termine terminera acheve achevera arrete arretera")
        // « dernier jour vendredi 5 »
        || first.weekday.is_some() && first.start > 0 && tokens[first.start - 1].is_word(&["jour"]);
    // « le 13 mars journée entière » counts no days.
    let named = tokens[last.end - 1].word().is_some() || matches!(last.expr, Expr::Day { year: Some(_), .. });
    let whole = named && tokens.get(last.end).is_some_and(|token| token.is_word(&["journee"]));
    let unit = !whole && tokens.get(last.end).is_some_and(|t| t.is_in(&UNITS) || t.is_mark(&['€', '%', '$']));
    let dated = group.iter().any(|found| is_dated(&found));
    let period = group.len() > 1 && led;
    if group.iter().any(|found| matches!(found.expr, Expr::Month { .. }))
        || unit
        || !(dated || period || (led && group.len() == 1))
    {
        return None;
    }
    // « 2.5 » and « 24/7 » are no days, « le 24/7 » is.
    let stop = |at: usize| tokens[at].is_mark(&['.']) && tokens[at + 1].spaced;
    let begins =
        first.start == 0 || tokens[first.start - 1].is_mark(&[',', '(', ':']) || stop(first.start - 1);
    let bare = tokens[first.start..first.end]
        .iter()
        .all(|t| t.figures().is_some() || matches!(t.kind, Kind::Mark(_)));
    let slash = tokens[first.start..first.end].iter().any(|token| token.is_mark(&['/']));
    // « debut 15/03 fin 17/03 »
    let side = first.start > 0 && slash && tokens[first.start - 1].is_in("debut fin");
    if group.len() == 1
        && bare
        && !led
        && !side
        && matches!(first.expr, Expr::Day { year: None, .. } | Expr::Swapped { year: None, .. })
        && !(slash && begins)
    {
        return None;
    }
    let mut start = first.start;
    let touches = |at: usize| at > 0 && tokens[at].start - tokens[at - 1].end <= 2;
    while touches(start) && tokens[start - 1].is_in("le du les au entre de") && first.start - start < 3 {
        start -= 1;
    }
    let mut open = false;
    if touches(start) && tokens[start - 1].is_in("partir compter des") {
        open = true;
        start -= 1;
        start -= usize::from(start > 0 && tokens[start - 1].is_word(&["a"]));
    }
    let octets = tokens[start].start..tokens[last.end - 1].end;
    Some(JourEcrit { octets, open, alone: group.len() == 1 && !open, partial: !(dated || period) })
}
