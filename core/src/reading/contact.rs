//! Email addresses and telephone numbers.

use std::sync::LazyLock;

use phonenumber::Mode;
use phonenumber::country::Id;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::identite::pattern;
use super::lex::{Token, listed, tokens};
use super::{Lecture, fold, read_text_as};
use crate::dossier::Valeur;
use crate::message::Refus;

/// Mail domains that most people in France have.
const DOMAINS: &str = "gmail.com orange.fr wanadoo.fr hotmail.com hotmail.fr outlook.com outlook.fr yahoo.fr \
    yahoo.com free.fr sfr.fr laposte.net icloud.com live.fr live.com bbox.fr neuf.fr \
    club-internet.fr numericable.fr msn.com gmx.fr gmx.com protonmail.com proton.me";
/// Real domains close to one of the above.
const REAL_NEIGHBOURS: &str = "mail.com ymail.com gmx.net hotmail.be outlook.be yahoo.be hotmail.it live.be";
/// Words that may stand before an address without being part of it.
const LEADS: &str = "c est mail email courriel adresse mon son ma notre le l a at ecrivez ecrire sur moi au \
    suivante alors oui non euh voici plutot serait mel de ou et";

pub fn read_email(text: &str) -> Lecture {
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[\p{L}\p{N}._%+'\-]+ ?@ ?[\p{L}\p{N}_\-]+(?:[.,][\p{L}\p{N}_\-]+)*"));
    let text = spoken(&text.nfkc().collect::<String>().to_lowercase());
    let mut found: Vec<String> = Vec::new();
    for address in ADDRESS.find_iter(&text) {
        let before = &text[..address.start()];
        if before.ends_with(' ') && !before.trim_end().is_empty() && !is_lead(before) {
            return Lecture::Refused(Refus::Email);
        }
        let address = address.as_str().replace(' ', "");
        let address = address.trim_matches('\'').trim_start_matches('-').to_owned();
        if !found.contains(&address) {
            found.push(address);
        }
    }
    let [address] = &found[..] else {
        return Lecture::Refused(if found.is_empty() { Refus::Email } else { Refus::PlusieursValeurs });
    };
    let Some((local, domain)) = address.split_once('@') else { return Lecture::Refused(Refus::Email) };
    let mended = domain.replace(',', ".");
    if !local_is_valid(local) || !domain_is_valid(&mended) {
        return Lecture::Refused(Refus::Email);
    }
    let near = near_domain(&mended);
    if near.is_some() || mended != domain {
        return Lecture::Refused(Refus::EmailProche {
            propose: format!("{local}@{}", near.unwrap_or(&mended)),
        });
    }
    read_text_as(address.clone())
}

/// The last word before an address is one that leads to it, or a mark that ends what came before.
fn is_lead(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(|c: char| !c.is_alphanumeric())
        || before.rsplit([' ', '\'', '’']).next().is_some_and(|word| listed(LEADS, &fold(word)))
}

/// « paul point morel arobase exemple point fr » in signs, only when « arobase » is said.
fn spoken(text: &str) -> String {
    static AT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*[(\[]?\barobase\b[)\]]?\s*"));
    if text.contains('@') || !AT.is_match(text) {
        return text.to_owned();
    }
    static SIGNS: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
        [
            (pattern(r"\s+point\s+"), "."),
            (pattern(r"\s+(?:underscore|tiret du bas)\s+"), "_"),
            (pattern(r"\s+tiret\s+"), "-"),
        ]
    });
    let text = AT.replace_all(text, "@").into_owned();
    SIGNS.iter().fold(text, |text, (sign, mark)| sign.replace_all(&text, *mark).into_owned())
}

/// The dot-atom of RFC 5322 that mailboxes are really made of.
fn local_is_valid(local: &str) -> bool {
    let atom = |c: char| c.is_ascii_alphanumeric() || "_%+'-.".contains(c);
    !local.is_empty()
        && local.len() <= 64
        && local.chars().all(atom)
        && !local.contains("..")
        && !local.starts_with('.')
        && !local.ends_with('.')
}

/// Host name labels (RFC 1035 section 2.3.1) and a top level of letters.
fn domain_is_valid(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.len() <= 253
        && domain.split('.').all(label)
        && top.len() >= 2
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The known domain that this one misses by a slip.
fn near_domain(domain: &str) -> Option<&'static str> {
    if listed(DOMAINS, domain) || listed(REAL_NEIGHBOURS, domain) {
        return None;
    }
    let (name, top) = domain.split_once('.')?;
    DOMAINS.split(' ').find(|known| {
        let Some((known_name, known_top)) = known.split_once('.') else { return false };
        let slip = known_name.len() >= 5 && strsim::osa_distance(name, known_name) <= 1;
        let top_slip = strsim::osa_distance(top, known_top) == 1 && known_top.len() >= 2;
        (slip && top == known_top)
            || (name == known_name && top_slip)
            || (name == "gmail" && *known == "gmail.com")
    })
}

/// E.164; France when no country is given, and overseas by its own prefixes.
pub fn read_phone(text: &str) -> Lecture {
    let mut numbers: Vec<String> = Vec::new();
    let mut error = Refus::Telephone;
    let mut unsure = Vec::new();
    for candidate in candidates(text) {
        match phone(&candidate) {
            Phone::Number(number) if !numbers.contains(&number) => numbers.push(number),
            Phone::Number(_) => {}
            Phone::MissingZero(number) => unsure.push(Valeur::Texte(number)),
            Phone::Premium => error = Refus::TelephoneSurtaxe,
            Phone::None => {}
        }
    }
    if distinct_numbers(text) > 1 {
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
fn distinct_numbers(text: &str) -> usize {
    let mut runs: Vec<String> = candidates(text)
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
    let plain: String = text
        .nfkc()
        .map(|c| if dash(c) { '-' } else { c })
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'))
        .collect();
    let mut found: Vec<String> = NUMBER.find_iter(&plain).map(|found| found.as_str().to_owned()).collect();
    // Two numbers in a row.
    if let [run] = &found[..] {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 20 && digits.starts_with('0') && digits[10..].starts_with('0') {
            found = vec![digits[..10].to_owned(), digits[10..].to_owned()];
        }
    }
    // « 06/12/34/56/78 »
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 10 && found.iter().all(|run| run.len() < 10) && !plain.chars().any(char::is_alphabetic)
    {
        return vec![digits];
    }
    if found.is_empty() {
        let spelled: String = tokens(text).iter().filter_map(Token::digits).collect();
        found.push(spelled);
    }
    found
}

/// Overseas numbers are dialled with ten digits within France but have their own country code.
fn overseas(national: &str) -> Option<&'static str> {
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
        return match phone(&format!("0{digits}")) {
            Phone::Number(number) => Phone::MissingZero(number),
            _ => Phone::None,
        };
    } else {
        return Phone::None;
    };
    if is_premium(&text) {
        return Phone::Premium;
    }
    match phonenumber::parse(Some(Id::FR), &text) {
        Ok(number) if number.is_valid() => Phone::Number(number.format().mode(Mode::E164).to_string()),
        _ => Phone::None,
    }
}

/// « Service + prix appel »: 081, 082 and 089 (Arcep's numbering plan).
fn is_premium(e164: &str) -> bool {
    ["+3381", "+3382", "+3389"].iter().any(|prefix| e164.starts_with(prefix)) && e164.len() == 12
}
