//! Hours: « 21 h », « 7h30 », « 35 heures », « 90 min », « 2 jours de 7 h », « 3 x 7h ».

mod conclu;
mod ecoulee;
mod ecrites;
mod morceaux;

use std::sync::LazyLock;

use regex::Regex;

use super::identite::pattern;
use super::lex::{Token, tokens};
use super::nombre::{Nombre, quantities};
use super::phrase::{is_bound, is_denied, is_hedged, is_unsure, round_number, settle};
use super::{Lecture, read_as};
use crate::dossier::{Centiemes, Valeur};
use crate::message::Refus;

use conclu::{before_the_clock, concluded};
pub use ecoulee::read_lapse;
pub use ecrites::{HeuresEcrites, written_hours};
use morceaux::{Piece, pieces};

/// Minutes that are taught in a day, at most.
const LONGEST_DAY: i64 = 8 * 60;

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
    // « 3h30 le matin et 3h30 l'après-midi, et ça sur 2 jours »
    if let Some(minutes) = half_days(text) {
        return read_hours(&format!("{minutes} minutes"), max);
    }
    let text = before_the_clock(text);
    // « 2 jours à raison de 7 h »: each of them.
    static RATE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(jours?(?: et demie?)?|j|journées?),? [àa] raison d(?:e |['’])"));
    let each = RATE.replace(text, "$1 de ");
    let text = &*each;
    // « 2,5 jours à 7h/jour », « 2 jours et demi de 7 h »
    static HALVES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([1-9])(?:[,.]5 ?(?:jours?|j)| ?jours? et demie?),? (?:à|a|de|x|×|\*) ?([1-9])(?: ?h(?:eures?)?)(?: ?(?:/|par) ?(?:jour|j))?[ .!]*$",
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

/// « 3h30 le matin et 4 h l'après-midi, sur 2 jours », in minutes.
fn half_days(text: &str) -> Option<i64> {
    static HALF_DAYS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^([1-9]) ?h(?:eures?)? ?([0-5][0-9])? (?:le|chaque|du) matin,? (?:et|\+|puis) ([1-9]) ?h(?:eures?)? ?([0-5][0-9])? (?:l['’] ?)?(?:apr[èe]s[- ]?midi|aprem|apr[èe]m)s?,? (?:et )?(?:[çc]a )?(?:sur|pendant|durant|x|pour) ([2-9]|deux|trois|quatre|cinq) ?(?:jours?|j)[ .!]*$",
        )
    });
    let found = HALF_DAYS.captures(text.trim())?;
    let number =
        |group: usize| found.get(group).map_or(Some(0), |digits| digits.as_str().parse::<i64>().ok());
    let days = quantities(&tokens(&found[5])).first()?.values.first()?.at_scale(0)?;
    Some(days * (60 * (number(1)? + number(3)?) + number(2)? + number(4)?))
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
