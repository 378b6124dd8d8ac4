//! Numbers that name something: SIRET, postal code, IDCC, declaration of activity, certification.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::lex::{Token, tokens};
use super::{Lecture, read_text_as};
use crate::dossier::{Valeur, siren_is_valid, siret_is_valid};
use crate::message::Refus;

/// Compatible forms folded (full-width figures, odd spaces and dashes), upper case.
fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    let dash = |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}');
    text.nfkc().map(|c| if dash(c) { '-' } else { c }).collect::<String>().to_uppercase()
}

/// Runs of figures joined by single spaces, dots or dashes, as digits, each once; `true` where a letter touches.
fn runs(text: &str) -> Vec<(String, bool)> {
    static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9](?:[ .\-\u{a0}]{0,3}[0-9])*"));
    let text = upper(text);
    let mut out: Vec<(String, bool)> = Vec::new();
    for found in RUN.find_iter(&text) {
        let before = text[..found.start()].chars().next_back().is_some_and(char::is_alphabetic);
        let after = text[found.end()..].chars().next().is_some_and(char::is_alphabetic);
        let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
        if !out.iter().any(|(run, _)| *run == digits) {
            out.push((digits, before || after));
        }
    }
    out
}

/// A pattern of ours. It is a constant of the program, checked by the tests of its reader. Its letters and figures
/// (`\p{L}`, `\p{Lu}`, `\p{Ll}`, `\p{N}`) are those of Latin alphabets: all of Unicode's take ten times as long to build.
pub fn pattern(source: &str) -> Regex {
    const LETTERS: [(&str, &str); 4] = [
        (r"\p{N}", "[0-9]"),
        (r"\p{L}", "[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]"),
        (r"\p{Lu}", "[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚẞ]"),
        (r"\p{Ll}", "[a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĳĵķĸĺļľŀłńņňŉŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșț]"),
    ];
    let latin = LETTERS.iter().fold(source.to_owned(), |source, (all, latin)| source.replace(all, latin));
    #[expect(clippy::expect_used, reason = "a constant of the program")]
    Regex::new(&latin).expect("pattern")
}

/// The groups of digits of a number told in words: « vingt-neuf deux cents » is 29 and 200. `None` where something else is
/// counted or denied, or figures are written.
fn dictated(text: &str) -> Option<Vec<String>> {
    let tokens = tokens(text);
    let first = tokens.iter().position(Token::is_number)?;
    let last = tokens.iter().rposition(Token::is_number)?;
    let (told, after) = (&tokens[first..=last], &tokens[last + 1..]);
    let spelled =
        |token: &Token| token.is_number() && token.figures().is_none() || token.is_mark(&[',', '-']);
    let ends = |token: &Token| token.word().is_none() || token.is_in("merci svp stp voila c est ca tout bon");
    let denied = tokens[..first].iter().any(|token| token.is_in("pas non ni plus"));
    (told.iter().all(spelled) && after.iter().all(ends) && !denied)
        .then(|| told.iter().filter_map(Token::digits).map(str::to_owned).collect())
}

/// « soixante-quinze mille onze », « zéro six mille », « vingt-neuf deux cents »: as people say a postal code.
fn dictated_code(text: &str) -> Option<String> {
    let groups = dictated(text)?;
    let said = matches!(&groups[..], [whole] if whole.len() == 5)
        || groups.len() > 1 && groups[0].len() <= 2 && groups[1..].iter().all(|group| group.len() <= 4);
    Some(groups.concat()).filter(|code| said && code.len() == 5)
}

pub fn read_siret(text: &str) -> Lecture {
    let said = dictated(text).map(|groups| groups.concat()).filter(|digits| digits.len() == 14);
    let text = said.as_deref().unwrap_or(text);
    let runs = runs(text);
    let touched = |length: usize| runs.iter().any(|(run, letter)| run.len() == length && *letter);
    let of = |length: usize| -> Vec<&str> {
        runs.iter().filter(|(run, _)| run.len() == length).map(|(run, _)| run.as_str()).collect()
    };
    match of(14)[..] {
        [siret] if touched(14) && !siret_is_valid(siret) => Lecture::Refused(Refus::SiretIllisible),
        [siret] if siret_is_valid(siret) => read_text_as(siret),
        [_] => Lecture::Refused(Refus::SiretCle),
        [] => match of(9)[..] {
            // « SIREN 552081317, NIC 66522 »
            [siren]
                if let [nic] = of(5)[..]
                    && runs.len() == 2
                    && siret_is_valid(&format!("{siren}{nic}")) =>
            {
                read_text_as(format!("{siren}{nic}"))
            }
            [siren] if siren_is_valid(siren) && !touched(9) => Lecture::Refused(Refus::SiretEstSiren),
            _ => Lecture::Refused(Refus::SiretIllisible),
        },
        _ => Lecture::Refused(Refus::PlusieursValeurs),
    }
}

/// Five digits of a French département or territory (01000 to 98999, no 00, 96 or 99).
pub fn read_postal_code(text: &str) -> Lecture {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[^0-9A-Z.,+])(?:F-?)?([0-9]{2} ?[0-9]{3})(?:$|[^0-9A-Z])"));
    // « CS 40512, 35005 Rennes Cedex »
    static BOX: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:CS|BP|TSA) ?[0-9]{1,5}\b"));
    let text = dictated_code(text).unwrap_or_else(|| upper(text));
    let text = BOX.replace(&text, "");
    // « 5 4 0 0 0 »
    static APART: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[^0-9 ] ?)([0-9] [0-9] [0-9] [0-9] [0-9]) *$"));
    let apart = APART.captures(&text).and_then(|found| found.get(1));
    let text = match apart {
        Some(found) => Cow::Owned(found.as_str().replace(' ', "")),
        None => text,
    };
    // « code postal 25000 et tel 0381 45 22 90 »
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:code postal|cp) ?(?:c['’]?est |est )?:? ?([0-9]{2} ?[0-9]{3}),? (?:et |, ?)?(?:mon |le )?(?:tel|tél|téléphone|mail|portable|siret)\b",
        )
    });
    if let Some(found) = NAMED.captures(&text) {
        return read_text_as(found[1].replace(' ', ""));
    }
    let mut codes: Vec<String> = CODE.captures_iter(&text).map(|found| found[1].replace(' ', "")).collect();
    codes.dedup();
    let figures = text.chars().filter(char::is_ascii_digit).count();
    match &codes[..] {
        [code] if figures <= 8 && !["00", "96", "99"].contains(&&code[..2]) && !text.contains('€') => {
            read_text_as(code.clone())
        }
        [_, _, ..] => Lecture::Refused(Refus::PlusieursValeurs),
        _ => Lecture::Refused(Refus::CodePostal),
    }
}

/// Four digits; a shorter number is padded (843 is 0843).
pub fn read_idcc(text: &str) -> Lecture {
    let runs = runs(text);
    let fits = |(code, touched): &&(String, bool)| (3..=4).contains(&code.len()) && !touched;
    match &runs[..] {
        [run] if fits(&run) && run.0.bytes().any(|byte| byte != b'0') && !text.contains(['€', '%']) => {
            read_text_as(format!("{:0>4}", run.0))
        }
        [_, _, ..] if runs.iter().all(|run| fits(&run)) => Lecture::Refused(Refus::PlusieursValeurs),
        _ => Lecture::Refused(Refus::Idcc),
    }
}

/// Eleven characters: region 2, département 2 (2A, 2B), order 5, key 2.
pub fn read_nda(text: &str) -> Lecture {
    static NDA: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[^0-9A-Z+])([0-9]{2}[ .\-]?[0-9AB]{2}[ .\-]?[0-9][ .]?[0-9][ .]?[0-9][ .]?[0-9][ .]?[0-9][ .\-]?[0-9AB]{2})(?:$|[^0-9A-Z])",
        )
    });
    let text = upper(text);
    let mut found: Vec<String> = NDA
        .captures_iter(&text)
        .map(|found| found[1].chars().filter(char::is_ascii_alphanumeric).collect())
        .collect();
    found.dedup();
    match &found[..] {
        [nda] => read_text_as(nda.clone()),
        [] => Lecture::Refused(Refus::Nda),
        _ => Lecture::Refused(Refus::PlusieursValeurs),
    }
}

/// « RNCP34079 », « RS5121 »; a bare number could be of either register.
pub fn read_certification(text: &str) -> Lecture {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:^|[^A-Z0-9])(RNCP|RS)[ :.\-]{0,2}(?:N ?[°O.]?)?[ :.\-]{0,2}([0-9]{1,6})(?:$|[^0-9A-Z])")
    });
    static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\D{0,20}[^A-Z0-9])?([0-9]{3,5})[ .!]*$"));
    let text = upper(text);
    let mut codes: Vec<(String, String)> =
        CODE.captures_iter(&text).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
    codes.dedup();
    let fits = |register: &str, number: &str| match register {
        "RNCP" => (3..=5).contains(&number.len()),
        _ => (1..=5).contains(&number.len()),
    };
    match &codes[..] {
        [(register, number)] if fits(register, number) => read_text_as(format!("{register}{number}")),
        [_, _, ..] => Lecture::Refused(Refus::PlusieursValeurs),
        [] if BARE.is_match(&text) => {
            let number = BARE.captures(&text).map(|found| found[1].to_owned()).unwrap_or_default();
            Lecture::Ambiguous(
                ["RNCP", "RS"].map(|register| Valeur::Texte(format!("{register}{number}"))).into(),
            )
        }
        _ => Lecture::Refused(Refus::CodeCertification),
    }
}
