//! Telephone numbers.

use std::borrow::Cow;
use std::sync::LazyLock;

use phonenumber::Mode;
use phonenumber::country::Id;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::identite::pattern;
use super::lex::{Token, tokens};
use super::{Lecture, read_text_as};
use crate::dossier::Valeur;
use crate::message::Refus;

/// The crate keeps a hundred compiled patterns; numbers of a few countries in turn would compile theirs each time.
static PLANS: LazyLock<()> = LazyLock::new(|| {
    if let Ok(mut kept) = phonenumber::metadata::DATABASE.cache().lock() {
        kept.set_capacity(1_000);
    }
});

/// E.164; France when no country is given, and overseas by its own prefixes.
pub fn read_phone(text: &str) -> Lecture {
    // « 05 56 12 74 30, ah non ça c'est leur fax, le bon est le 05 56 12 74 33 »
    static RIGHT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\ble (?:bon|vrai)(?: num[ée]ro)? (?:est|c['’]est)(?: bien)?(?: le)? ?:? *(.*)$")
    });
    let text = RIGHT.captures(text).and_then(|found| found.get(1)).map_or(text, |found| found.as_str());
    // « 06 52 30 71 44, pardon 45 à la fin pas 44 »: its end is another.
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(.*?[0-9])[ ,.;:…-]+(?:non|pardon|oups|erreur|plut[ôo]t)[ ,:]+(?:c['’]est )?([0-9]{2})(?: (?:à|a) la fin)?(?:,? (?:et )?pas ([0-9]{2}))?[ .!]*$",
        )
    });
    if let Some(found) = END.captures(text) {
        let number = found.get(1).map_or("", |number| number.as_str());
        let same = found.get(3).is_none_or(|old| number.ends_with(old.as_str()));
        return match number.get(..number.len() - 2) {
            Some(start) if same && found[0].to_lowercase().contains(" fin") => {
                read_phone(&format!("{start}{}", &found[2]))
            }
            _ => Lecture::Refused(Refus::Telephone),
        };
    }
    let mut numbers: Vec<String> = Vec::new();
    let mut error = Refus::Telephone;
    let mut unsure = Vec::new();
    let candidates = candidates(text);
    for candidate in &candidates {
        match phone(candidate) {
            Phone::Number(number) if !numbers.contains(&number) => numbers.push(number),
            Phone::Number(_) => {}
            // « 6 39 98 45 67 (avec le 0 devant) »
            Phone::MissingZero(number) if text.contains("0 devant") => numbers.push(number),
            Phone::MissingZero(number) => unsure.push(Valeur::Texte(number)),
            Phone::Premium => error = Refus::TelephoneSurtaxe,
            Phone::None => {}
        }
    }
    if distinct_numbers(&candidates) > 1 {
        return Lecture::Refused(Refus::PlusieursValeurs);
    }
    match numbers.len() {
        0 if unsure.len() == 1 => Lecture::Ambiguous(unsure),
        0 => Lecture::Refused(error),
        1 => read_text_as(numbers.swap_remove(0)),
        _ => Lecture::Refused(Refus::PlusieursValeurs),
    }
}

/// How many different runs of figures are as long as a number.
fn distinct_numbers(candidates: &[String]) -> usize {
    let mut runs: Vec<String> = candidates
        .iter()
        .map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|digits| (9..=15).contains(&digits.len()))
        .map(|digits| digits[digits.len() - 9..].to_owned())
        .collect();
    runs.sort();
    runs.dedup();
    runs.len()
}

enum Phone {
    Number(String),
    /// Nine digits: probably without its first zero.
    MissingZero(String),
    Premium,
    None,
}

/// What may be a number: figures with the marks people put in them; numbers in words as a last resort.
fn candidates(text: &str) -> Vec<String> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\+|\(\+)?[ (]?[0-9](?:[ \t.()\-]{0,3}[0-9])+"));
    let dash = |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}');
    let plain: Cow<'_, str> = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        text.nfkc()
            .map(|c| if dash(c) { '-' } else { c })
            .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'))
            .collect()
    };
    let mut found: Vec<String> = NUMBER.find_iter(&plain).map(|found| found.as_str().to_owned()).collect();
    // Two numbers in a row.
    if let [run] = &found[..] {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 20 && digits.starts_with('0') && digits[10..].starts_with('0') {
            found = vec![digits[..10].to_owned(), digits[10..].to_owned()];
        }
    }
    // « 06/12/34/56/78, laissez un message »
    static SLASHED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[^0-9/])(0[1-9](?:/[0-9]{2}){4})(?:$|[^0-9/])"));
    if let Some(number) = SLASHED.captures(&plain).and_then(|found| found.get(1)) {
        return vec![number.as_str().replace('/', "")];
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 10 && found.iter().all(|run| run.len() < 10) && !plain.chars().any(char::is_alphabetic)
    {
        return vec![digits];
    }
    if found.iter().all(|run| run.len() < LONGEST_PART)
        && let Some(number) = half_spelled(text)
    {
        return vec![number];
    }
    if found.is_empty() {
        let spelled: String = tokens(text).iter().filter_map(Token::digits).collect();
        found.push(spelled);
    }
    found
}

/// Figures and marks of a part of a number, at most.
const LONGEST_PART: usize = 13;

/// « zéro six 39 98 70 41 »: ten digits in a row, some of them in words.
fn half_spelled(text: &str) -> Option<String> {
    let tokens = tokens(text);
    let first = tokens.iter().position(Token::is_number)?;
    let in_a_row = tokens[first..].iter().take_while(|token| token.is_number() || token.is_mark(&['.', '-']));
    let digits: String = in_a_row.filter_map(Token::digits).collect();
    let all = tokens.iter().filter_map(Token::digits).map(str::len).sum::<usize>();
    let both = [true, false]
        .map(|typed| tokens.iter().any(|token| token.is_number() && token.figures().is_some() == typed));
    (both == [true, true] && digits.len() == 10 && all == 10 && digits.starts_with('0')).then_some(digits)
}

/// Overseas numbers are dialled with ten digits within France but have their own country code.
fn overseas(national: &str) -> Option<&'static str> {
    // Kept for fiction (Arcep) within what Mayotte dials with: no one's, and written as a number of France.
    if national.starts_with("063998") {
        return None;
    }
    Some(match national.get(..4)? {
        "0262" | "0263" | "0269" | "0639" | "0692" | "0693" => "+262",
        "0508" => "+508",
        "0590" | "0690" | "0691" => "+590",
        "0594" | "0694" => "+594",
        "0596" | "0696" | "0697" => "+596",
        _ => return None,
    })
}

fn phone(candidate: &str) -> Phone {
    let digits: String = candidate.chars().filter(char::is_ascii_digit).collect();
    let international = candidate.trim_start_matches(['(', ' ']).starts_with('+');
    let text = if international {
        format!("+{}", digits.strip_prefix("330").map_or(digits.clone(), |rest| format!("33{rest}")))
    } else if let Some(rest) = digits.strip_prefix("00") {
        format!("+{}", rest.strip_prefix("330").map_or(rest.to_owned(), |rest| format!("33{rest}")))
    } else if digits.len() == 11 && digits.starts_with("33") {
        format!("+{digits}")
    } else if digits.len() == 10 && digits.starts_with('0') {
        match overseas(&digits) {
            Some("+508") => format!("+508{}", &digits[4..]),
            Some(code) => format!("{code}{}", &digits[1..]),
            None => format!("+33{}", &digits[1..]),
        }
    } else if digits.len() == 9 && !digits.starts_with('0') {
        let number = format!("+33{digits}");
        return if is_allotted(&number) { Phone::MissingZero(number) } else { Phone::None };
    } else {
        return Phone::None;
    };
    if is_premium(&text) {
        return Phone::Premium;
    }
    // Arcep opens ranges that the crate's plan does not know yet: all of France is taken.
    if is_french(&text) {
        return Phone::Number(text);
    }
    if is_italian_landline(&text) && !candidate.contains("(0") {
        return Phone::Number(text);
    }
    LazyLock::force(&PLANS);
    match phonenumber::parse(Some(Id::FR), &text) {
        Ok(number) if number.is_valid() => Phone::Number(number.format().mode(Mode::E164).to_string()),
        _ => Phone::None,
    }
}

/// In a range that the numbering plan of its country gives out.
fn is_allotted(e164: &str) -> bool {
    LazyLock::force(&PLANS);
    phonenumber::parse(Some(Id::FR), e164).is_ok_and(|number| number.is_valid())
}

/// « 0X XX XX XX XX », where X first is none.
fn is_french(e164: &str) -> bool {
    e164.strip_prefix("+33").is_some_and(|national| national.len() == 9 && !national.starts_with('0'))
}

/// « +39 06 … »: Italy's landlines keep their zero (ITU-T E.164, national plan), which the crate does not.
fn is_italian_landline(e164: &str) -> bool {
    e164.strip_prefix("+390")
        .is_some_and(|national| (7..=10).contains(&national.len()) && !national.starts_with('0'))
}

/// The numbers whose call is dear: 089 (Arcep's numbering plan).
fn is_premium(e164: &str) -> bool {
    is_french(e164) && e164.starts_with("+3389")
}
