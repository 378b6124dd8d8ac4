//! Periods that the calendar names: « mars 2027 », « la semaine prochaine », « fin avril », « les 3 prochains mois ».

mod mois;
mod semaine;
mod suite;
mod unite;

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use regex::Regex;

use super::calendar::weekday;
use super::expression::{is_article, scan};
use super::matcher::Matcher;
use super::range::{clear, read_range, two_days};
use super::{Base, DAY_OF_MONTH};
use crate::reading::aparte::without_aside;
use crate::reading::identite::pattern;
use crate::reading::lex::{Kind, Token, Words, tokens};
use crate::reading::nombre::quantities;
use crate::reading::remarque::{before_remark, only_sentence};
use crate::reading::{Contexte, answer};

/// First and last day.
type Jours = (NaiveDate, NaiveDate);

/// A period, and the index after it.
type Named = Option<(Jours, usize)>;

/// Words besides the period: more, and the message is about something else.
const MOST_WORDS: usize = 4;
/// One end is not said, or it is near the period only.
static OPEN: Words = Words::new(
    "partir compter des depuis jusqu jusque avant apres vers environ autour alentours entre ou plus \
    moins ici sous quelques courant mi debut milieu fin autre autres trimestre trimestres semestre semestres dernieres \
    derniers pas jamais ni lundis mardis mercredis jeudis vendredis samedis dimanches",
);
static SMALL: Words = Words::new(
    "le la les l de du d des en au aux a pour dans sur pendant durant au cours tout toute ce cette cet \
    mois annee an je j c s est",
);

/// First and last day of a period given by two days ([`two_days`]) or by its name. What has no year is the
/// running one or the next; « fin » is from the 21st on, « début avril » the first five days. `None` when it is not clear.
pub fn read_period(text: &str, contexte: &Contexte<'_>) -> Option<Jours> {
    whole_period(text, contexte).or_else(|| {
        let said = without_aside(text, true)?;
        let (first, last) = whole_period(said, contexte)?;
        // « du 3 au 5 mars (le 4 on ne vient pas) »
        let remark = text.get(said.len()..).filter(|_| text.starts_with(said)).unwrap_or_default();
        let mut figures =
            remark.split(|c: char| !c.is_ascii_digit()).filter_map(|figure| figure.parse().ok());
        let within = figures.any(|day: u32| first.day() < day && day < last.day());
        (!within).then_some((first, last))
    })
}

fn whole_period(text: &str, contexte: &Contexte<'_>) -> Option<Jours> {
    // « 12-13-14 avril »
    static ROW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:les )?([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2}) ((?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c).*)$",
        )
    });
    let row = ROW.captures(text.trim()).and_then(|found| {
        let day = |group: usize| found[group].parse::<u32>().ok();
        let (first, next, last) = (day(1)?, day(2)?, day(3)?);
        (next == first + 1 && last == next + 1).then(|| format!("du {first} au {last} {}", &found[4]))
    });
    let text = row.as_deref().unwrap_or(text);
    // « les 8 et 9 février 2027 (lundi mardi) »: the weekdays must be theirs.
    static WEEKDAYS: LazyLock<Regex> = LazyLock::new(|| {
        let day = "(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)";
        pattern(&format!(r"(?i)^([^(]*[0-9][^(]*)\((?:du )?{day}( et|,| au|[ ]?-)? {day}\)[ .!]*$"))
    });
    if let Some(found) = WEEKDAYS.captures(text) {
        let (first, last) = whole_period(&found[1], contexte)?;
        let is = |day: NaiveDate, name: &str| weekday(&name.to_lowercase()) == Some(day.weekday());
        // Two days that do not follow each other are not all there is between them.
        let most = if found.get(3).is_some_and(|link| link.as_str() == " au") { 6 } else { 1 };
        let fits = is(first, &found[2]) && is(last, &found[4]) && (last - first).num_days() <= most;
        return fits.then_some((first, last));
    }
    // « 25/02/2027 », and « 26/02/2027 » on the line below
    let lines = text.trim().split_once('\n').filter(|(first, last)| {
        static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^(?:le )?{DAY_OF_MONTH}$")));
        DAY.is_match(first.trim()) && DAY.is_match(last.trim())
    });
    let joined = lines.map(|(first, last)| format!("{first} et {last}"));
    let text = joined.as_deref().unwrap_or(text);
    let (phrase, kept) = clear(text)?;
    if is_delay(&kept) {
        return None;
    }
    let base = Base::of(contexte);
    // « 2 jours à partir du 22/03/2027 », « trois jours d'affilée à partir du mardi 5 janvier »
    static DAYS_FROM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:pendant |sur |c['’]est )?([1-9][0-9]?|deux|trois|quatre|cinq) ?jours?(?: d['’]affil[ée]e| de suite| cons[ée]cutifs)? (?:à|a) (?:partir|compter) (?:du|de) (.+)$",
        )
    });
    // « à partir du lundi 11 janvier pendant 5 jours »
    static FROM_DAYS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:c['’]est )?(?:(?:à|a) (?:partir|compter) |dès |des )(?:du|de|le) (.+?)(?:,? (?:pendant|sur|pour|durant) ([1-9][0-9]?|deux|trois|quatre|cinq) ?jours?(?: d['’]affil[ée]e| de suite| cons[ée]cutifs)?|, ([1-9]|deux|trois|quatre|cinq) ?jours? (?:d['’]affil[ée]e|de suite|cons[ée]cutifs))[ .!]*$",
        )
    });
    let text = text.trim();
    let told = DAYS_FROM.captures(text).and_then(|found| Some((found.get(1)?, found.get(2)?)));
    let told = told.or_else(|| {
        FROM_DAYS.captures(text).and_then(|found| Some((found.get(2).or(found.get(3))?, found.get(1)?)))
    });
    if let Some((days, from)) = told
        // « le 11 janvier un jour par semaine pendant 5 jours »
        && !from.as_str().contains(" par ")
        && let Some((first, last)) = read_range(from.as_str(), contexte)
        && first == last
    {
        let days = counted(days.as_str())?;
        let last = first.checked_add_days(Days::new(u64::try_from(days).ok()?.checked_sub(1)?))?;
        // On a Sunday nobody trains: the days are others.
        let rests = first.iter_days().take_while(|day| *day <= last).any(|day| day.weekday() == Weekday::Sun);
        return (!rests).then_some((first, last));
    }
    // « 1 seule journée : mardi 19/01/2027 »
    static ONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:sur |pendant |c['’]est )?(?:1|une?) (?:seule? )?(?:jour|journ[ée]e)(?: seulement| seule?)? ?[:,] ?(.+)$",
        )
    });
    if let Some(found) = ONE.captures(text) {
        return read_range(&found[1], contexte).filter(|(first, last)| first == last);
    }
    // « 2 jours : 28 et 29/06/2027 »
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:sur |pendant )?([1-9][0-9]?|un|deux|trois|quatre|cinq) ?jours? ?[:,] ?(?:les? |du )?([0-9].+)$",
        )
    });
    if let Some(found) = COUNTED.captures(text)
        && let article = if found[2].contains(" au ") { "du" } else { "les" }
        && let Some((first, last)) = read_range(&format!("{article} {}", &found[2]), contexte)
    {
        let days = counted(&found[1])?;
        return ((last - first).num_days() + 1 == days).then_some((first, last));
    }
    let said = || before_remark(&kept).and_then(|said| two_days(&phrase, said, base));
    let told = || only_sentence(answer(text)).and_then(|sentence| read_period(sentence, contexte));
    two_days(&phrase, &kept, base).or_else(|| named(&kept, base)).or_else(said).or_else(told)
}

/// « 5 », « cinq ».
fn counted(number: &str) -> Option<i64> {
    quantities(&tokens(number)).first()?.values.first()?.at_scale(0)
}

/// « dans un an »: a day, or the month around it?
fn is_delay(tokens: &[Token]) -> bool {
    let led = tokens.iter().any(|token| token.is_word(&["dans"]))
        || tokens.windows(2).any(|pair| pair[0].is_word(&["y"]) && pair[1].is_word(&["a"]));
    let counted = |pair: &[Token]| {
        pair[0].is_number() && pair[1].is_in("semaine semaines mois an ans annee annees trimestre trimestres")
    };
    led && tokens.windows(2).any(counted)
}

fn named(kept: &[Token], base: Base) -> Option<Jours> {
    let tokens = plain(kept);
    let matcher = Matcher { tokens: &tokens, base, lone: false, bare: false };
    let mut periods: Vec<Jours> = Vec::new();
    let mut rest: Vec<Token> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if let Some((jours, end)) = matcher.period(i) {
            periods.push(jours);
            i = end.max(i + 1);
        } else {
            rest.push(tokens[i].clone());
            i += 1;
        }
    }
    periods.dedup();
    let [period] = periods[..] else { return None };
    (is_only(&rest) && scan(&rest, base).found.is_empty()).then_some(period)
}

/// Nothing else that could bear on the period.
fn is_only(rest: &[Token]) -> bool {
    let odd = |token: &Token| match &token.kind {
        Kind::Number { .. } => !is_article(token),
        Kind::Ordinal(_) => true,
        Kind::Word(_) => token.is_in(&OPEN),
        Kind::Mark(mark) => matches!(mark, '~' | '<' | '>' | '≈' | '/' | '→' | '%' | '€'),
        Kind::Newline => false,
    };
    // « une journée en mars »: one of its days.
    let within = |pair: &[Token]| {
        is_article(&pair[0]) && pair[1].is_in("jour journee semaine mois heure matinee fois week weekend")
    };
    let words = rest.iter().filter(|token| token.word().is_some() && !token.is_in(&SMALL)).count();
    words <= MOST_WORDS && !rest.iter().any(odd) && !rest.windows(2).any(within)
}

/// Without what only glues words: « l'année », « week-end », « mois-ci ».
fn plain(tokens: &[Token]) -> Vec<Token> {
    let glue = |at: usize| {
        let word = |i: Option<usize>| i.and_then(|i| tokens.get(i)).is_some_and(|t| t.word().is_some());
        tokens[at].is_mark(&['\''])
            || (tokens[at].is_mark(&['-']) && word(at.checked_sub(1)) && word(Some(at + 1)))
    };
    (0..tokens.len()).filter(|&at| !glue(at)).map(|at| tokens[at].clone()).collect()
}

impl Matcher<'_> {
    fn period(&self, at: usize) -> Named {
        self.part(at)
            .or_else(|| self.fortnight(at))
            .or_else(|| self.ranked_week(at))
            .or_else(|| self.week_of(at))
            .or_else(|| self.week_number(at))
            .or_else(|| self.next_ones(at))
            .or_else(|| self.remainder(at))
            .or_else(|| self.season(at))
            .or_else(|| self.whole_month(at))
            .or_else(|| self.whole_year(at))
            .or_else(|| self.running_or_next(at))
    }

    /// A word that shows which thing is meant.
    fn after_determiner(&self, at: usize) -> (bool, usize) {
        let shown = self.is(at, &["ce", "cet", "cette", "la", "le", "l", "ma", "mon", "notre"]);
        (shown, at + usize::from(shown))
    }
}
