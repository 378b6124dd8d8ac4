//! Finds what looks like a date in tokens, before the calendar is asked.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Base;
use super::calendar::{add_days, add_months, feast, monday, month, next_weekday, weekday};
use crate::reading::lex::{Kind, Token};

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

const VAGUE_ALONE: &str = "semaine semaines mois annee an ans trimestre semestre hiver ete printemps automne rentree \
    vacances week weekend bientot prochainement quinzaine jours jour paques debut fin mi plus";
/// What a number beside a date may count.
const COUNTED: &str = "jour jours j journee journees semaine semaines mois personnes stagiaires salaries module \
    modules seance seances session sessions fois minutes euros";
const VAGUE_ALWAYS: &str = "veille paques vers environ autour alentours avant apres courant approximativement ici entre \
    tous chaque sauf";

/// All dates written in some tokens.
pub fn scan(tokens: &[Token], base: Base) -> Scan {
    let mut scan = Scan { found: Vec::new(), vague: Vague::No, garbled: false, leftover: false };
    let lone = tokens.iter().filter(|token| is_numeral(token)).count() == 1;
    let mut i = 0;
    while i < tokens.len() {
        let matcher = Matcher { tokens, base, lone };
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
        } else if tokens[i].is_in(VAGUE_ALONE) && scan.vague == Vague::No {
            scan.vague = Vague::Alone;
        }
        let article = tokens[i].figures().is_none() && tokens[i].digits() == Some("1");
        if tokens[i].figures().filter(|figures| figures.len() == 4).and_then(year).is_some()
            && scan.vague == Vague::No
        {
            scan.vague = Vague::Alone;
        }
        scan.leftover |=
            is_numeral(&tokens[i]) && !article && !tokens.get(i + 1).is_some_and(|unit| unit.is_in(COUNTED));
        i += 1;
    }
    scan.found = attach_weekdays(tokens, scan.found);
    scan
}

fn is_numeral(token: &Token) -> bool {
    matches!(token.kind, Kind::Number { .. } | Kind::Ordinal(_))
}

/// « vers », « la semaine du », « 3 jours à partir de »: near a day, not a day.
fn is_vague(tokens: &[Token], at: usize) -> bool {
    let next = |words: &[&str]| tokens.get(at + 1).is_some_and(|token| token.is_word(words));
    let before = |words: &[&str]| at > 0 && tokens[at - 1].is_word(words);
    let token = &tokens[at];
    token.is_in(VAGUE_ALWAYS)
        || token.is_mark(&['~', '<', '>', '≈'])
        || (token.is_word(&["semaine", "mois"]) && next(&["du", "commencant"]))
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
    let mut out: Vec<Found> = Vec::new();
    for next in found {
        if let Some(previous) = out.last_mut() {
            let between = &tokens[previous.end..next.start];
            let article = |token: &Token| token.digits() == Some("1") && token.figures().is_none();
            let close = between.len() <= 3
                && between.iter().all(|t| {
                    article(t) || t.is_mark(&[',', '(', '.']) || t.is_word(&["le", "c", "est", "ce", "du"])
                });
            let dated =
                |expr: &Expr| matches!(expr, Expr::Day { .. } | Expr::Swapped { .. } | Expr::Fixed(_));
            match (&previous.expr, &next.expr) {
                (Expr::Weekday(day, Which::Coming), expr) if close && dated(expr) => {
                    *previous = Found { weekday: Some(*day), start: previous.start, ..next };
                    continue;
                }
                (expr, Expr::Weekday(day, Which::Coming))
                    if close && dated(expr) && previous.weekday.is_none() =>
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

struct Matcher<'a> {
    tokens: &'a [Token],
    base: Base,
    /// There is one number in all.
    lone: bool,
}

type Match = Option<(Expr, usize)>;

impl Matcher<'_> {
    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_word(words))
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).and_then(Token::word)
    }

    fn before(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.is(at - 1, words)
    }

    fn match_at(&self, at: usize) -> Match {
        self.relative(at)
            .or_else(|| self.nth(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.figures(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.day_alone(at))
    }

    fn fixed(date: Option<NaiveDate>, end: usize) -> Match {
        date.map(|date| (Expr::Fixed(date), end))
    }

    /// « demain », « dans 3 semaines », « le lendemain », « une semaine plus tard ».
    fn relative(&self, at: usize) -> Match {
        let Base { today, after, current, .. } = self.base;
        let anchor = after.or(current);
        match self.word(at).unwrap_or_default() {
            "aujourdhui" => return Self::fixed(Some(today), at + 1),
            "ce" if self.is(at + 1, &["jour"]) => return Self::fixed(Some(today), at + 2),
            "demain" => return Self::fixed(add_days(today, 1), at + 1),
            "hier" => return Self::fixed(add_days(today, -1), at + 1),
            "lendemain" => return Self::fixed(anchor.and_then(|date| add_days(date, 1)), at + 1),
            "meme" if self.is(at + 1, &["jour", "date"]) => return Self::fixed(anchor, at + 2),
            "idem" | "pareil" => return Self::fixed(after, at + 1),
            _ => {}
        }
        for (first, second, days) in [("apres", "demain", 2), ("avant", "hier", -2), ("surlendemain", "", 2)]
        {
            let dash = usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is_mark(&['-'])));
            if self.is(at, &[first]) && self.is(at + 1 + dash, &[second]) {
                return Self::fixed(add_days(today, days), at + 2 + dash);
            }
        }
        if self.is(at, &["dans"]) {
            let (date, end) = self.span(today, at + 1, 1)?;
            return Some((Expr::Fixed(date), end));
        }
        if self.is(at, &["il"]) && self.is(at + 1, &["y"]) && self.is(at + 2, &["a"]) {
            let (date, end) = self.span(today, at + 3, -1)?;
            return Some((Expr::Fixed(date), end));
        }
        // « 2 jours après », « une semaine plus tard »
        let (date, end) = self.span(anchor?, at, 1)?;
        let later = self.is(end, &["plus"]) && self.is(end + 1, &["tard"]);
        match (later, self.is(end, &["apres"]) && end + 1 == self.tokens.len()) {
            (true, _) => Some((Expr::Fixed(date), end + 2)),
            (false, true) => Some((Expr::Fixed(date), end + 1)),
            (false, false) => None,
        }
    }

    /// « 3 semaines », « 1 an 11 mois » counted from a date.
    fn span(&self, from: NaiveDate, at: usize, sign: i64) -> Option<(NaiveDate, usize)> {
        let mut date = from;
        let mut end = at;
        loop {
            let comma = end > at && self.tokens.get(end).is_some_and(|token| token.is_mark(&[',']));
            let mut skip = end + usize::from(comma);
            skip += usize::from(end > at && self.is(skip, &["et"]));
            let Some(count) =
                self.tokens.get(skip).and_then(Token::digits).and_then(|d| d.parse::<i64>().ok())
            else {
                break;
            };
            let count = count.checked_mul(sign).filter(|count| count.abs() < 10_000)?;
            date = match self.word(skip + 1)? {
                "jour" | "jours" | "j" => add_days(date, count)?,
                "semaine" | "semaines" => add_days(date, count * 7)?,
                "mois" => add_months(date, count)?,
                "an" | "ans" | "annee" | "annees" => add_months(date, count * 12)?,
                _ => break,
            };
            end = skip + 2;
        }
        (end > at).then_some((date, end))
    }

    /// « le premier lundi de mars », « le dernier jour d'octobre 2027 ».
    fn nth(&self, at: usize) -> Match {
        let rank = match &self.tokens.get(at)?.kind {
            Kind::Ordinal(rank) => Some(*rank),
            Kind::Word(word) if word == "dernier" => None,
            _ => return None,
        };
        let weekday = self.word(at + 1).and_then(weekday);
        let is_day = self.is(at + 1, &["jour"]);
        let (month, year, end) = self.month_after(at + 2)?;
        match weekday {
            Some(weekday) => Some((Expr::Nth { weekday, rank, month, year }, end)),
            None if is_day => {
                let day =
                    rank.unwrap_or_else(|| last_day(month, year.unwrap_or_else(|| self.next_year_of(month))));
                Some((Expr::Day { day, month: Some(month), year }, end))
            }
            None => None,
        }
    }

    /// The year this month comes next.
    fn next_year_of(&self, month: u32) -> i32 {
        let today = self.base.today;
        today.year() + i32::from(month < today.month())
    }

    /// « de mars 2027 », « du mois prochain », « d'octobre ».
    fn month_after(&self, at: usize) -> Option<(u32, Option<i32>, usize)> {
        let mut i = at;
        while self.is(i, &["de", "du", "d", "mois", "ce", "le"])
            || self.tokens.get(i).is_some_and(|token| token.is_mark(&['\'', '/', '-', '.']) && i < at + 2)
        {
            if self.is(i, &["mois"]) {
                let today = self.base.today;
                if self.is(i + 1, &["prochain", "suivant"]) {
                    let next = add_months(today.with_day(1)?, 1)?;
                    return Some((next.month(), Some(next.year()), i + 2));
                }
                if self.is(i + 1, &["dernier", "passe", "precedent"]) {
                    let last = add_months(today.with_day(1)?, -1)?;
                    return Some((last.month(), Some(last.year()), i + 2));
                }
                if self.before(i, &["ce"]) || self.is(i + 1, &["ci"]) || self.is(i + 1, &["courant"]) {
                    return Some((today.month(), Some(today.year()), i + 1));
                }
            }
            i += 1;
        }
        let month = self.word(i).filter(|word| *word != "mar" || i > at || at > 0).and_then(month)?;
        let (year, end) = self.year_after(i + 1);
        Some((month, year, end))
    }

    fn year_after(&self, at: usize) -> (Option<i32>, usize) {
        let mut i = at;
        while self.is(i, &["de", "l", "cette"]) || self.tokens.get(i).is_some_and(|t| t.is_mark(&['\'', ',']))
        {
            i += 1;
        }
        if self.is(i, &["annee", "an"]) {
            let next = self.is(i + 1, &["prochaine", "prochain"]);
            let this = i > 0 && self.is(i - 1, &["cette"]);
            if next || this {
                return (Some(self.base.today.year() + i32::from(next)), i + 1 + usize::from(next));
            }
        }
        let mut i = at;
        while self.is(i, &["de", "en"])
            || self.tokens.get(i).is_some_and(|t| t.is_mark(&['.', ',', '\'', '/', '-']))
        {
            if i >= at + 2 {
                return (None, at);
            }
            i += 1;
        }
        let Some(token) = self.tokens.get(i) else { return (None, at) };
        let following_unit = self.is(i + 1, &["jours", "jour", "h", "heures", "euros", "stagiaires"]);
        match token.digits().filter(|_| !following_unit).and_then(year) {
            // « 3 mars 9h »: an hour was taken away before; « 3 mars, 27 » is no year.
            Some(year) if token.digits().is_some_and(|d| d.len() == 4 || (i == at || i == at + 1)) => {
                (Some(year), i + 1)
            }
            _ if self.is(i, &["prochain"]) => (None, i + 1),
            _ => (None, at),
        }
    }

    fn day_number(&self, at: usize) -> Option<u32> {
        match &self.tokens.get(at)?.kind {
            Kind::Number { digits, .. } if digits.len() <= 2 => digits.parse().ok(),
            Kind::Ordinal(rank) => Some(*rank),
            _ => None,
        }
    }

    /// « 3 mars », « 1er août 2027 », « 15-déc-27 », « 3e jour d'octobre ».
    fn day_first(&self, at: usize) -> Match {
        let day = self.day_number(at)?;
        let mut i = at + 1;
        if self.is(i, &["e"]) && !self.tokens[i].spaced {
            i += 1;
        }
        if self.is(i, &["jour"]) {
            i += 1;
        }
        let (month, year, end) = self.month_after(i)?;
        Some((Expr::Day { day, month: Some(month), year }, end))
    }

    /// « 03/04/2027 », « 3.4.27 », « 2027-04-03 », « 3/4 », « 03042027 », « 03/2027 ».
    fn figures(&self, at: usize) -> Match {
        let first = self.tokens.get(at)?.figures()?;
        let mut parts = vec![first];
        let mut end = at + 1;
        let mut separator = None;
        while let Some(token) = self.tokens.get(end) {
            let (mark, number) = match (&token.kind, token.figures()) {
                (Kind::Mark(mark @ ('/' | '-' | '.')), _) => (*mark, end + 1),
                (_, Some(_)) if token.spaced => (' ', end),
                _ => break,
            };
            let Some(next) = self.tokens.get(number).and_then(Token::figures) else { break };
            let loose = token.spaced || self.tokens[number].spaced;
            if loose && (mark == '.' || mark == '-') {
                break;
            }
            if separator.is_some_and(|separator| separator != mark) {
                return if mark == ' ' { self.parts(&parts, separator, end) } else { None };
            }
            separator = Some(mark);
            parts.push(next);
            end = number + 1;
        }
        let named = self.word(end).and_then(month).is_some() && parts.len() > 1;
        if named || self.is(end, &["am", "pm"]) {
            return None;
        }
        self.parts(&parts, separator, end)
    }

    fn parts(&self, parts: &[&str], separator: Option<char>, end: usize) -> Match {
        let number = |text: &str| text.parse::<u32>().ok();
        let short = |text: &str| (1..=2).contains(&text.len());
        match parts {
            [compact] if compact.len() == 8 => {
                let (day, month, year) =
                    (number(&compact[..2])?, number(&compact[2..4])?, year(&compact[4..])?);
                Some((Expr::Day { day, month: Some(month), year: Some(year) }, end))
            }
            [y, m, d] if y.len() == 4 && short(m) && short(d) && separator != Some(' ') => {
                Some((Expr::Day { day: number(d)?, month: Some(number(m)?), year: Some(year(y)?) }, end))
            }
            [d, m, y] if short(d) && short(m) => Self::ordered(number(d)?, number(m)?, Some(year(y)?), end),
            [m, y] if short(m) && y.len() == 4 => {
                Some((Expr::Month { month: number(m)?, year: year(y) }, end))
            }
            [y, m] if short(m) && y.len() == 4 => {
                Some((Expr::Month { month: number(m)?, year: year(y) }, end))
            }
            [d, m] if short(d) && short(m) => match separator {
                Some('/') => Self::ordered(number(d)?, number(m)?, None, end),
                Some('-') if m.len() == 2 => Self::ordered(number(d)?, number(m)?, None, end),
                Some('.' | ' ') if (1..=12).contains(&number(m)?) && (1..=31).contains(&number(d)?) => {
                    Self::ordered(number(d)?, number(m)?, None, end)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn ordered(day: u32, month: u32, year: Option<i32>, end: usize) -> Match {
        if (13..=31).contains(&month) && (1..=12).contains(&day) {
            return Some((Expr::Swapped { day: month, month: day, year }, end));
        }
        Some((Expr::Day { day, month: Some(month), year }, end))
    }

    /// « mars », « mars 2027 », « février 15, 2027 ».
    fn month_first(&self, at: usize) -> Match {
        let name = self.word(at)?;
        if name == "mar" && self.tokens.get(at + 1).is_some_and(Token::is_number) {
            return None;
        }
        let month = month(name)?;
        let dot = usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is_mark(&['.'])));
        let day_at = at + 1 + dot;
        if let Some(day) = self.day_number(day_at) {
            let comma = usize::from(self.tokens.get(day_at + 1).is_some_and(|token| token.is_mark(&[','])));
            let year_at = day_at + 1 + comma;
            let year =
                self.tokens.get(year_at).and_then(Token::figures).filter(|y| y.len() == 4).and_then(year);
            if year.is_some() {
                return Some((Expr::Day { day, month: Some(month), year }, year_at + 1));
            }
        }
        let (year, end) = self.year_after(at + 1);
        Some((Expr::Month { month, year }, end))
    }

    /// « lundi », « lundi prochain », « mardi de la semaine prochaine », « mercredi en huit ».
    fn weekday(&self, at: usize) -> Match {
        let day = weekday(self.word(at)?)?;
        let mut i = at + 1;
        if self.tokens.get(i).is_some_and(|token| token.is_mark(&['.'])) && self.word(at)?.len() == 3 {
            i += 1;
        }
        let coming = Some((Expr::Weekday(day, Which::Coming), i));
        if self.is(i, &["prochain", "suivant"]) {
            return Some((Expr::Weekday(day, Which::Next), i + 1));
        }
        if self.is(i, &["dernier", "derniere", "passe", "passee", "precedent", "precedente"])
            || (self.is(i, &["du"]) && self.is(i + 1, &["mois"]))
        {
            return None;
        }
        if self.is(i, &["en"]) {
            let days = self.tokens.get(i + 1).and_then(Token::digits);
            if let Some(days) = days.and_then(|d| [("8", 7), ("15", 14)].iter().find(|(n, _)| *n == d)) {
                return Some((Expr::Weekday(day, Which::Plus(days.1)), i + 2));
            }
        }
        let mut week = i;
        while self.is(week, &["de", "la"]) {
            week += 1;
        }
        let this_monday = monday(self.base.today);
        let in_week = |weeks: i64| next_weekday(add_days(this_monday, weeks * 7)?, day);
        if self.is(week, &["semaine"]) {
            if self.is(week + 1, &["prochaine", "suivante", "prochain"]) {
                return Self::fixed(in_week(1), week + 2);
            }
            if self.is(week + 1, &["d"]) && self.is(week + 3, &["apres"]) {
                return Self::fixed(in_week(1), week + 4);
            }
            return None;
        }
        if self.is(week, &["cette"]) && self.is(week + 1, &["semaine"]) {
            return Self::fixed(in_week(0), week + 2);
        }
        // « la semaine prochaine, mardi »
        let comma = at.checked_sub(1).is_some_and(|before| self.tokens[before].is_mark(&[',']));
        let before = at - usize::from(comma);
        if self.before(before, &["semaine"]) && before > 1 && self.is(before - 2, &["cette"]) {
            return Self::fixed(in_week(0), i);
        }
        if self.before(before, &["prochaine", "suivante"]) && before > 1 && self.is(before - 2, &["semaine"])
        {
            return Self::fixed(in_week(1), i);
        }
        coming
    }

    /// « Noël », « la veille de Noël », « le jour de l'an ».
    fn feast(&self, at: usize) -> Match {
        let eve = self.is(at, &["veille"]) && self.is(at + 1, &["de"]);
        let at = if eve { at + 2 } else { at };
        let new_year = if self.is(at, &["nouvel"]) && self.is(at + 1, &["an"]) {
            Some(at + 2)
        } else {
            let said = self.is(at, &["jour"]) && self.is(at + 1, &["de"]) && self.is(at + 4, &["an"]);
            said.then_some(at + 5)
        };
        if let Some(end) = new_year {
            return (!eve).then_some((Expr::Day { day: 1, month: Some(1), year: None }, end));
        }
        let (day, month) = feast(self.word(at)?)?;
        let (year, end) = self.year_after(at + 1);
        Some((Expr::Day { day: day - u32::from(eve), month: Some(month), year }, end))
    }

    /// « le 5 »; « 5 » alone when it corrects or follows a date.
    fn day_alone(&self, at: usize) -> Match {
        let day = self.day_number(at)?;
        let glued =
            self.tokens.get(at + 1).is_some_and(|t| !t.spaced && !t.is_mark(&['.', ',', '!', '?', ')', ';']));
        let rank = self.is(at + 1, &["e"]) && glued;
        let end = at + 1 + usize::from(rank);
        let unit = self.word(end).filter(|word| {
            !["svp", "stp", "merci", "plutot", "alors", "finalement", "et", "ou", "au", "a", "je", "s", "si"]
                .contains(word)
        });
        let led = self.before(at, &["le", "au", "du", "les"]) || (at > 0 && self.weekday(at - 1).is_some());
        let known = self.base.after.is_some() || self.base.current.is_some();
        if (glued && !rank) || (unit.is_some() && (!led || unit.and_then(weekday).is_none())) {
            return None;
        }
        let listed = self.base.listing
            && self
                .tokens
                .get(end)
                .is_none_or(|token| token.is_mark(&[',']) || token.is_word(&["et", "ou", "puis"]));
        (led || listed || (known && self.lone)).then_some((Expr::Day { day, month: None, year: None }, end))
    }
}

fn last_day(month: u32, year: i32) -> u32 {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).unwrap_or(28)
}

/// « 2027 », « 27 ».
fn year(text: &str) -> Option<i32> {
    match (text.len(), text.parse::<i32>().ok()?) {
        (2, year) => Some(2000 + year),
        (4, year) if (1900..2200).contains(&year) => Some(year),
        _ => None,
    }
}
