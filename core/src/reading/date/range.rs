//! Two dates in one answer: « du 11 au 13 janvier 2027 », « les 11 et 12 janvier », « 11→13/01/2027 ».

use chrono::NaiveDate;

use super::expression::{Expr, Found, Vague, scan};
use super::resolve::{Sens, resolve};
use super::{Base, is_month, is_open, lend_months, sense, without_times};
use crate::reading::lex::{Token, Words, tokens};
use crate::reading::phrase::{Phrase, is_denied, is_hedged, is_unsure, settle};
use crate::reading::{Contexte, answer};

/// First and last day of a period, or the same day twice. `None` when it is not clear, reversed or interrupted.
pub fn read_range(text: &str, contexte: &Contexte<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let (phrase, kept) = clear(text)?;
    two_days(&phrase, &kept, Base::of(contexte))
}

/// An answer about a period, and what stands of it without its times of day; `None` when it is a doubt, a denial or
/// no one run of days.
pub fn clear(text: &str) -> Option<(Phrase, Vec<Token>)> {
    let phrase = settle(tokens(answer(text)));
    let kept = without_times(&phrase.kept);
    let doubtful =
        is_unsure(&kept) || is_hedged(&kept) || is_denied(&kept) || is_open(&kept) || is_interrupted(&kept);
    (!doubtful).then_some((phrase, kept))
}

/// What [`read_range`] reads of a [`clear`] answer.
pub fn two_days(phrase: &Phrase, kept: &[Token], mut base: Base) -> Option<(NaiveDate, NaiveDate)> {
    // « du 3 au 7 mars, non, du 4 au 8 »: of March too.
    let retracted = without_times(&phrase.retracted);
    if let Some((first, _)) = between(&retracted, base).or_else(|| listed(&retracted, base)) {
        base.current = Some(first);
    }
    if let Some(range) = between(kept, base).or_else(|| listed(kept, base)) {
        return Some(range);
    }
    // « du 8 au 9, pardon 10 février 2027 »: its end; « pardon, le 10 février » may be all of it.
    let au = |at: &usize| {
        retracted[*at].is_word(&["au"])
            && *at > 0
            && retracted[*at - 1].is_number()
            && retracted.get(at + 1).is_some_and(Token::is_number)
    };
    let dated = retracted.iter().any(|token| token.word().is_some_and(is_month));
    if let Some(end) = (0..retracted.len()).rev().find(au) {
        if dated {
            return None;
        }
        let said = if kept.first()?.is_word(&["au"]) { &kept[1..] } else { kept };
        let whole: Vec<Token> = retracted[..=end].iter().chain(said).cloned().collect();
        return said.first()?.is_number().then(|| between(&whole, base)).flatten();
    }
    if let Some(eve) = before_the_next(kept) {
        // « absente le 14 et le lendemain »
        if kept.iter().any(|token| {
            token.is_in(
                "absent absente impossible ferme fermee fermes indisponible soit partir des pas complet",
            )
        }) {
            return None;
        }
        return match sense(&kept[..eve], base) {
            Sens::Sure(day) => Some((day, day.succ_opt()?)),
            _ => None,
        };
    }
    if kept.iter().any(|token| token.is_word(&["surlendemain"])) {
        return None;
    }
    // « le 3 mars pendant 3 jours », « du 3 mars à la fin du mois »: the end would be computed.
    let several = |pair: &[Token]| {
        pair[0].digits().is_some_and(|digits| digits != "1")
            && pair[1].is_in("jour jours j journees semaine semaines")
    };
    if kept.windows(2).any(several) || kept.iter().any(|token| token.is_in(&ENDS)) {
        return None;
    }
    // « à partir du 11 », « dès le 11 »: the end is not said.
    if kept.iter().any(|token| token.is_word(&["partir", "compter", "des", "jusqu", "depuis"])) {
        return None;
    }
    match sense(kept, base) {
        Sens::Sure(day) => Some((day, day)),
        _ => None,
    }
}

/// Where « et le lendemain », « puis le jour d'après » begins, which ends an answer.
fn before_the_next(tokens: &[Token]) -> Option<usize> {
    const NEXT: [&[&str]; 4] = [
        &["le", "lendemain"],
        &["le", "jour", "d", "apres"],
        &["le", "jour", "suivant"],
        &["le", "jour", "apres"],
    ];
    let words: Vec<&str> = tokens.iter().map(|token| token.word().unwrap_or_default()).collect();
    let at = words.iter().rposition(|word| matches!(*word, "et" | "puis"))?;
    let said: Vec<&str> = words[at + 1..].iter().copied().filter(|word| !word.is_empty()).collect();
    NEXT.contains(&&said[..]).then_some(at)
}

static BEGINS: Words =
    Words::new("debut part partons partent commence commencera debute debutera demarre demarrera");
static ENDS: Words = Words::new("fin fini finit finira termine terminera acheve achevera arrete arretera");

/// « sauf le 13 », « tous les lundis »: not one run of days.
fn is_interrupted(tokens: &[Token]) -> bool {
    // « tous les matins » says when of each day.
    let daily = |at: usize| {
        let each =
            tokens[at].is_word(&["tous"]) && tokens.get(at + 1).is_some_and(|next| next.is_word(&["les"]));
        each && tokens.get(at + 2).is_some_and(|next| next.is_in("matins soirs jours apres"))
    };
    (0..tokens.len()).any(|at| {
        tokens[at].is_word(&["sauf", "hors", "excepte", "puis", "tous", "chaque"])
            && !daily(at)
            && before_the_next(tokens) != Some(at)
    })
}

/// « les 11, 12 et 13 janvier »: days that follow each other; « début le 11/01, fin le 13/01 ».
fn listed(tokens: &[Token], base: Base) -> Option<(NaiveDate, NaiveDate)> {
    let scan = scan(tokens, Base { listing: true, ..base });
    let begins = tokens.iter().any(|token| token.is_in(&BEGINS));
    let ends = tokens.iter().any(|token| token.is_in(&ENDS));
    if scan.garbled || scan.leftover || scan.vague == Vague::Always {
        return None;
    }
    let found = lend_months(scan.found);
    // « ça démarre le 3 mai et ça finit le 7 »: of May too.
    if let ([first, last], true) = (&found[..], begins && ends)
        && let Some(first) = sure(first, base)
        && let Some(last) = sure(last, Base { after: Some(first), current: None, ..base })
    {
        return Some((first, last)).filter(|(first, last)| first <= last);
    }
    let days: Option<Vec<NaiveDate>> = found.iter().map(|found| sure(found, base)).collect();
    let days = days?;
    let follow = days.windows(2).all(|pair| (pair[1] - pair[0]).num_days() == 1);
    match days[..] {
        [first, _, .., last] if follow => Some((first, last)),
        _ => None,
    }
}

/// The period that two dates and what links them make, when it is the only one.
pub fn between(tokens: &[Token], base: Base) -> Option<(NaiveDate, NaiveDate)> {
    let mut found: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    let links = (0..tokens.len()).filter_map(|at| link(tokens, at).map(|link| (at, link)));
    for (at, link) in links.take(MOST_LINKS) {
        if let Some(range) = period(&tokens[..at], &tokens[at + 1..], link, base)
            && !found.contains(&range)
        {
            found.push(range);
        }
    }
    match found[..] {
        [range] => Some(range),
        _ => None,
    }
}

/// Words that may link two dates, tried each: few, or it is no answer.
const MOST_LINKS: usize = 12;

#[derive(Clone, Copy, PartialEq)]
enum Link {
    To,
    /// « 11 et 12 »: days that must follow each other.
    And,
}

fn link(tokens: &[Token], at: usize) -> Option<Link> {
    let token = &tokens[at];
    let compound = at > 0 && tokens[at - 1].is_word(&["apres", "avant"]);
    if token.is_mark(&['-']) && (compound || is_inside_figures(tokens, at)) {
        return None;
    }
    // « 14>18 juin »
    if token.is_mark(&['>']) && at > 0 && tokens[at - 1].is_number() {
        return Some(Link::To);
    }
    if token.is_word(&["au", "a", "jusqu", "aux"]) || token.is_mark(&['-', '→']) {
        return Some(Link::To);
    }
    if token.is_mark(&['/']) {
        let spaced = token.spaced && tokens.get(at + 1).is_some_and(|next| next.spaced);
        // « 12/13 janvier »
        let named = tokens.get(at + 2).and_then(Token::word).is_some_and(is_month);
        let slash = at > 1 && tokens[at - 2].is_mark(&['/']);
        let days = named && !slash && tokens.get(at + 1).is_some_and(Token::is_number);
        return if spaced { Some(Link::To) } else { days.then_some(Link::And) };
    }
    if token.is_mark(&['&', '+']) {
        return Some(Link::And);
    }
    let between = tokens[..at].iter().any(|token| token.is_word(&["entre"]));
    token.is_word(&["et"]).then_some(if between { Link::To } else { Link::And })
}

/// The dash of « 15-01-27 » or « 22-04 », not that of « 11-13/01/2027 » or « 4-23 mars ».
fn is_inside_figures(tokens: &[Token], at: usize) -> bool {
    let glued = !tokens[at].spaced
        && tokens.get(at + 1).is_some_and(|token| token.figures().is_some() && !token.spaced);
    let dash =
        |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is_mark(&['-']));
    let dated = tokens.get(at + 2).is_some_and(|token| token.word().is_some() || token.is_mark(&['/', '.']));
    glued && (dash(at.checked_sub(2)) || dash(Some(at + 2)) || !dated)
}

/// The only date of one side.
fn side(tokens: &[Token], base: Base) -> Option<Found> {
    let tokens: Vec<Token> = tokens.iter().filter(|token| !token.is_word(&["entre"])).cloned().collect();
    // A date lends its month to the other side: a number may stand alone.
    let base = Base { current: base.current.or(Some(base.today)), ..base };
    let mut scan = scan(&tokens, base);
    let found = scan.found.pop()?;
    (scan.found.is_empty() && !scan.garbled && !scan.leftover && !matches!(found.expr, Expr::Month { .. }))
        .then_some(found)
}

fn period(left: &[Token], right: &[Token], link: Link, base: Base) -> Option<(NaiveDate, NaiveDate)> {
    let (mut left, right) = (side(left, base)?, side(right, base)?);
    // « du 11 au 13 janvier 2027 »: the first borrows from the second.
    if let (Expr::Day { month, year, .. }, Expr::Day { month: right_month, year: right_year, .. }) =
        (&mut left.expr, &right.expr)
    {
        if month.is_none() {
            (*month, *year) = (*right_month, *right_year);
        } else if year.is_none() {
            *year = *right_year;
        }
    }
    let left_written = &left.expr;
    // A start that is known lends its month.
    let base = Base { after: None, current: base.current.or(base.after), ..base };
    let mut first = sure(&left, base)?;
    let after = Base { after: Some(first), current: None, ..base };
    let last = match &right.expr {
        Expr::Day { month: Some(_), year: None, .. } | Expr::Day { month: None, .. } | Expr::Weekday(..) => {
            let same_month = matches!((&left.expr, &right.expr), (Expr::Day { month: a, .. }, Expr::Day { month: b, .. }) if a == b);
            let date = sure(&right, after)?;
            // « du 13 au 11 janvier »: reversed, not next year.
            if same_month && (date - first).num_days() > 31 { return None } else { date }
        }
        _ => sure(&right, base)?,
    };
    // « du 28 décembre au 5 janvier 2027 »
    if first > last && matches!(left.expr, Expr::Day { month: Some(_), .. }) && years_written(&left, &right) {
        let earlier = first.checked_sub_months(chrono::Months::new(12))?;
        if (last - earlier).num_days() <= 92 {
            first = earlier;
        }
    }
    // « du 3 février à aujourd'hui »: it has begun.
    let until_now = matches!(right.expr, Expr::Fixed(last) if last <= base.today);
    if first > last && until_now && matches!(left_written, Expr::Day { month: Some(_), year: None, .. }) {
        first = first.checked_sub_months(chrono::Months::new(12))?;
    }
    if link == Link::And {
        let follows = (last - first).num_days() == 1;
        return follows.then_some((first, last));
    }
    (first <= last).then_some((first, last))
}

fn years_written(left: &Found, right: &Found) -> bool {
    matches!((&left.expr, &right.expr), (Expr::Day { month: Some(a), .. }, Expr::Day { month: Some(b), .. }) if a > b)
}

fn sure(found: &Found, base: Base) -> Option<NaiveDate> {
    match resolve(found, base) {
        Sens::Sure(date) => Some(date),
        _ => None,
    }
}
