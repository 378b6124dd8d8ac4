//! Hours: « 21 h », « 7h30 », « 35 heures », « 90 min », « 2 jours de 7 h », « 3 x 7h ».

mod ecoulee;
mod ecrites;

use std::sync::LazyLock;

use regex::Regex;

use super::identite::pattern;
use super::lex::{Token, Words, tokens};
use super::nombre::{Nombre, quantities};
use super::phrase::{is_bound, is_denied, is_hedged, is_unsure, round_number, settle};
use super::{Lecture, read_as};
use crate::dossier::{Centiemes, Valeur};
use crate::message::Refus;

pub use ecoulee::read_lapse;
pub use ecrites::{HeuresEcrites, written_hours};

const HOURS: [&str; 7] = ["h", "heure", "heures", "heur", "heurs", "hrs", "hr"];
const MINUTES: [&str; 5] = ["min", "mn", "minute", "minutes", "mins"];
/// Minutes that are taught in a day, at most.
const LONGEST_DAY: i64 = 8 * 60;
const DAYS: &str = "jour jours jr jrs j journee journees seance seances session sessions";
/// What a training is given in, however long each is.
const PARTS: &str = "module modules cours matinee matinees matin matins midi midis soir soirs soiree soirees rendez rdv lecon lecons";
static OTHER_UNITS: Words = Words::new(
    "sec secondes seconde s an ans annee annees trimestre trimestres semestre semestres decennie decennies siecle siecles stagiaires \
    personnes salaries participants modules nuits repas euros euro km",
);
const LONGER: [&str; 4] = ["semaine", "semaines", "mois", "week"];

/// What an answer about hours is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
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

/// Hours, at most `max`.
pub fn read_hours(text: &str, max: i64) -> Lecture {
    // « 24 heures, à raison de 2 h par semaine »: how they are spread.
    static SPREAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([^,(]*[0-9][^,(]*?)(?:[, (]+[àa] raison d[e'’].*|[, (]+(?:réparti|étalé)e?s? (?:sur|en|à) .*|\s*\([^()]*(?:par|/) ?(?:semaine|jour|mois)\)|\s*\([0-9]+ (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|matinée|soirée)s?\))$",
        )
    });
    // « 70 h dont 14 à distance »: a part of them.
    static OF_THEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^([^,(]*[0-9][^,(]*?)[ ,(]+dont\b.*$"));
    let illegible = Lecture::Refused(Refus::HeuresIllisibles);
    // « dont 70 h en entreprise » may be none of the training's.
    static OF_ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\bdont\b.*\b(?:entreprise|stage|[ée]valuation|accompagnement|positionnement|examen)")
    });
    let of_them =
        OF_THEM.captures(text).and_then(|found| found.get(1)).filter(|_| !OF_ANOTHER.is_match(text));
    let text = of_them.map_or(text, |found| found.as_str());
    // « 6h (et 2h de route) », « 7 h (pause d'une heure pas comprise) »
    static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([^(]*[0-9][^(]*?) *\([^()]*(?:route|trajet|pause|compte pas|compt[ée]e? pas|repas|d[ée]jeuner)[^()]*\)[ .!]*$",
        )
    });
    let text = ASIDE.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    // « 2,5 jours à 7h/jour »
    static HALVES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([1-9])[,.]5 ?(?:jours?|j) (?:à|a|de|x|×|\*) ?([1-9])(?: ?h(?:eures?)?)(?: ?(?:/|par) ?(?:jour|j))?[ .!]*$",
        )
    });
    if let Some(found) = HALVES.captures(text.trim())
        && let (Ok(days), Ok(each)) = (found[1].parse::<i64>(), found[2].parse::<i64>())
    {
        return read_hours(&format!("{} minutes", (2 * days + 1) * each * 30), max);
    }
    // « de 9h à 17h avec une heure de pause, ça fait 7h », « 3 jours, …, donc 18h »
    if let Some(said) = concluded(text) {
        return read_hours(said, max);
    }
    let text = SPREAD.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    let kept = settle(tokens(text)).kept;
    if is_unsure(&kept) || is_hedged(&kept) || is_bound(&kept) || is_denied(&kept) {
        return illegible;
    }
    // « 14 h, et 2 h d'évaluation » are two answers.
    let apart = kept.iter().any(|token| token.is_in("evaluation positionnement accompagnement"));
    if apart && quantities(&kept).len() > 1 {
        return illegible;
    }
    let hours = |minutes: i64| Valeur::Heures(Centiemes((minutes * 100 + 30) / 60));
    let round = kept.iter().filter_map(Token::word).find_map(|word| round_number(word.trim_end_matches('s')));
    if let Some(round) = round {
        return Lecture::Ambiguous(vec![hours(round * 60)]);
    }
    if is_none(&kept) {
        return read_as(hours(0));
    }
    match whole(&kept)
        .or_else(|| summed(&pieces(&kept)))
        .map_or_else(|| total(&pieces(&kept)), Total::Minutes)
    {
        Total::Minutes(minutes) if minutes > max.saturating_mul(60) || minutes < 0 => {
            Lecture::Refused(Refus::HeuresHorsBornes { max: max.to_string() })
        }
        Total::Minutes(minutes) => read_as(hours(minutes)),
        Total::Either(minutes) => Lecture::Ambiguous(minutes.into_iter().map(hours).collect()),
        Total::Days => Lecture::Refused(Refus::HeuresEnJours),
        Total::Unknown => illegible,
    }
}

/// « …, ça fait 7h », « … donc 14 en tout »: what it all comes to, said at its end behind times or parts of it.
fn concluded(text: &str) -> Option<&str> {
    static SO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(.*(?:[0-9]|\bune?\b|\bdeux\b).*?)[ ,;:.]+(?:et )?(?:donc|soit|ça fait|ca fait|ce qui fait|au total|total) ?:? ?([0-9]{1,3}(?: ?h(?:eures?)?(?: ?[0-9]{2})?| ?heures?|[.,]5 ?h)?)(?: en tout| au total)?[ .!]*$",
        )
    });
    // A range of the clock, parts in words, or two hours and more: what one sum of them says may gainsay another.
    static PARTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[0-9] ?h ?(?:[0-9]{2})? ?(?:-|à|a) ?[0-9]{1,2} ?h|\bjours?\b|\+|\bpause\b|\bpremiers?\b|\bderniers?\b",
        )
    });
    static UNSURE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:ou|environ|peut-être|à peu près|par jour|par semaine|sais)\b"));
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b([0-9]{1,2}) ?h ?([0-9]{2})? ?(?:-|à|a) ?([0-9]{1,2}) ?h ?([0-9]{2})?")
    });
    let found = SO.captures(text)?;
    let (before, whole) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let number =
        |group: Option<regex::Match<'_>>| group.map_or(Some(0), |found| found.as_str().parse::<i64>().ok());
    let minutes = CLOCK.captures_iter(before).map(|found| {
        let at = |hour: usize| Some(60 * number(found.get(hour))? + number(found.get(hour + 1))?);
        Some(at(3)? - at(1)?)
    });
    let on_the_clock = minutes.sum::<Option<i64>>()?;
    // « de 8h à 12h soit 20 h » gainsays itself.
    let hours = whole.split(|c: char| !c.is_ascii_digit()).next()?.parse::<i64>().ok()?;
    let fits = on_the_clock == 0 || 60 * hours <= on_the_clock && 120 * (hours + 1) > on_the_clock;
    (fits && PARTS.is_match(before) && !UNSURE.is_match(before)).then_some(whole)
}

/// « 7 h par jour soit 35 h », « 12 h de théorie et 9 h de pratique, donc 21 »: the whole, when its parts make it.
fn whole(tokens: &[Token]) -> Option<i64> {
    let makes = |at: usize| tokens[at].is_word(&["fait"]) && at > 0 && tokens[at - 1].is_word(&["ca"]);
    let so = (0..tokens.len())
        .rev()
        .find(|at| tokens[*at].is_in("soit donc") || tokens[*at].is_mark(&['=']) || makes(*at))?;
    // « 3h30 le matin et 3h30 l'après-midi, soit 7h »
    let of_a_day = |at: &usize| {
        tokens[*at].is_in("matin matinee apres midi soir soiree")
            || *at > 0 && tokens[at - 1].is_word(&["apres"])
    };
    let parts: Vec<Token> = (0..so).filter(|at| !of_a_day(at)).map(|at| tokens[at].clone()).collect();
    // « …, soit 7h, sur 2 jours » is one of them.
    if parts.len() < so && quantities(&tokens[so + 1..]).len() > 1 {
        return None;
    }
    let (parts, whole) = (pieces(&parts), pieces(&tokens[so + 1..]));
    let Total::Minutes(whole) = total(&whole) else { return None };
    // « 7 heures le lundi et 7 le mardi, soit 14 h »
    let each = |piece: &Piece| match piece {
        Piece::Time(minutes) => Some(*minutes),
        Piece::Bare(hours) => bare_minutes(*hours),
        _ => None,
    };
    let listed = parts.iter().all(|piece| *piece == Piece::And || each(piece).is_some());
    let sum: i64 = parts.iter().filter_map(each).sum();
    // « ils ont rajouté 2 h, ça fait 16 h maintenant »
    let now = tokens[so].is_word(&["fait"]) && tokens[so + 1..].iter().any(|token| token.is_in("maintenant"));
    let alone = parts.iter().filter(|piece| each(piece).is_some()).count() == 1
        && parts.iter().all(|piece| matches!(piece, Piece::Time(_) | Piece::Either));
    if listed && sum == whole || now && alone {
        return Some(whole);
    }
    let made = match total(&parts) {
        Total::Minutes(minutes) => minutes == whole,
        // « 7 h par jour »: so many days.
        Total::Unknown => match parts[..] {
            [Piece::Time(each), Piece::Each, ..] => each > 0 && whole % each == 0,
            _ => false,
        },
        Total::Days => matches!(parts[..], [Piece::Days(_)]),
        Total::Either(_) => false,
    };
    made.then_some(whole)
}

/// « 2 jours à 7 h et une demi-journée de 3 h 30 »: what days come to, one after the other.
fn summed(pieces: &[Piece]) -> Option<i64> {
    let parts: Vec<&[Piece]> = pieces.split(|piece| *piece == Piece::And).collect();
    // « 2 jours à 9 h » begin then.
    let lasts = |piece: &Piece| !matches!(piece, Piece::Time(minutes) if *minutes > LONGEST_DAY);
    let of_days = |part: &&[Piece]| {
        matches!(part, [Piece::Days(_), ..]) && part.contains(&Piece::Each) && part.iter().all(lasts)
    };
    let minutes = |part: &&[Piece]| match total(part) {
        Total::Minutes(minutes) if minutes > 0 => Some(minutes),
        _ => None,
    };
    let apart = parts.len() > 1 && parts.iter().all(of_days);
    apart.then(|| parts.iter().map(minutes).sum::<Option<i64>>())?
}

/// « aucune », « pas d'heures de positionnement ».
fn is_none(tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().filter_map(Token::word).collect();
    let of_these = |word: &str| matches!(word, "evaluation" | "positionnement" | "accompagnement");
    !tokens.iter().any(Token::is_number)
        && match words[..] {
            ["aucune"] | ["aucune", "heure"] | ["pas", "d", "heure" | "heures"] => true,
            ["pas", "d", "heure" | "heures", "de" | "d", what] | ["aucune", "heure", "de" | "d", what] => {
                of_these(what)
            }
            _ => false,
        }
}

enum Total {
    Minutes(i64),
    Either(Vec<i64>),
    Days,
    Unknown,
}

fn bare_minutes(number: Nombre) -> Option<i64> {
    // Hundredths of an hour, to the nearest minute.
    number.at_scale(2).and_then(|hundredths| hundredths.checked_mul(60)).map(|minutes| (minutes + 50) / 100)
}

fn total(pieces: &[Piece]) -> Total {
    use Piece::{And, Bare, Days, Each, Either, Long, Time, Times, Unclear};
    if pieces.contains(&Unclear) {
        return Total::Unknown;
    }
    let times: Vec<i64> =
        pieces.iter().filter_map(|p| if let Time(m) = p { Some(*m) } else { None }).collect();
    let days: Vec<i64> =
        pieces.iter().filter_map(|p| if let Days(d) = p { Some(*d) } else { None }).collect();
    let bare: Vec<Nombre> =
        pieces.iter().filter_map(|p| if let Bare(n) = p { Some(*n) } else { None }).collect();
    let has = |piece: Piece| pieces.contains(&piece);
    let times_by =
        |count: i64, minutes: i64| count.checked_mul(minutes).map_or(Total::Unknown, Total::Minutes);
    let whole = |number: &Nombre| number.at_scale(0);
    match (&times[..], &bare[..], &days[..]) {
        ([], [], []) => {
            if has(Long) {
                Total::Days
            } else {
                Total::Unknown
            }
        }
        ([], [], [_, ..]) => Total::Days,
        // « 3 x 7h », « 7h x 3 »
        ([minutes], [count], []) if has(Times) && !has(Either) => {
            whole(count).map_or(Total::Unknown, |count| times_by(count, *minutes))
        }
        // « 2 jours (2 x 7h) »
        ([minutes], [count], [days]) if has(Times) && whole(count) == Some(*days) => {
            times_by(*days, *minutes)
        }
        // « 14h (2x7h) »: the total, and how it is made.
        ([one, other], [count], []) if has(Times) && !has(Either) => {
            let (each, sum) = (*one.min(other), *one.max(other));
            match whole(count).and_then(|count| count.checked_mul(each)) {
                Some(product) if product == sum => Total::Minutes(sum),
                _ => Total::Unknown,
            }
        }
        // « 14 (2 x 7h) », « 14h (2x7) »
        ([minutes], [one, other], []) if has(Times) && !has(Either) => {
            let times = |count: i64, each: i64| count.checked_mul(each);
            let said = whole(other).and_then(|count| times(count, *minutes));
            let made = whole(one).zip(bare_minutes(*other)).and_then(|(count, each)| times(count, each));
            match bare_minutes(*one) {
                Some(sum) if said == Some(sum) => Total::Minutes(sum),
                _ if made == Some(*minutes) && !has(Each) => Total::Minutes(*minutes),
                _ => Total::Unknown,
            }
        }
        // « 3 jours x 7h »
        ([minutes], [], [days]) if has(Times) => times_by(*days, *minutes),
        ([_], [], []) if has(Each) || has(Times) => Total::Unknown,
        ([minutes], [], [days]) if has(Each) => times_by(*days, *minutes),
        ([minutes], [], []) => Total::Minutes(*minutes),
        // « 14h sur 2 jours »: the total is given.
        ([minutes], [], [_]) if !has(Either) && !has(And) => Total::Minutes(*minutes),
        ([each, sum] | [sum, each], [], [days]) if days.checked_mul(*each) == Some(*sum) => {
            Total::Minutes(*sum)
        }
        // « 7h + 3h30 »
        ([first, second], [], []) if has(And) && !has(Either) => {
            first.checked_add(*second).map_or(Total::Unknown, Total::Minutes)
        }
        ([first, second], [], []) => Total::Either(vec![*first, *second]),
        // « 10 à 14h »
        ([minutes], [number], []) if has(Either) => match bare_minutes(*number) {
            Some(first) => Total::Either(vec![first, *minutes]),
            None => Total::Unknown,
        },
        ([], [number], []) if has(Long) => {
            let _ = number;
            Total::Days
        }
        ([], [number], []) if !has(Times) && !has(Each) => {
            bare_minutes(*number).map_or(Total::Unknown, Total::Minutes)
        }
        ([], [first, second], []) if has(Either) => match (bare_minutes(*first), bare_minutes(*second)) {
            (Some(first), Some(second)) => Total::Either(vec![first, second]),
            _ => Total::Unknown,
        },
        _ => Total::Unknown,
    }
}

fn pieces(tokens: &[Token]) -> Vec<Piece> {
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
        _ if token.is_mark(&['/']) => Some(Piece::Each),
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

fn quantity_piece(
    tokens: &[Token],
    end: usize,
    quantity: &super::nombre::Quantite,
) -> (Option<Piece>, usize) {
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
