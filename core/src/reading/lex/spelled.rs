//! Numbers in words.

use std::borrow::Cow;

use text2num::{Language, text2digits};

use super::{Kind, List, Token, Words};

/// Longest number in words, in words (« neuf cent quatre-vingt-dix-neuf milliards… » stops there).
const LONGEST_NUMBER: usize = 24;

/// « 11 sept. 2027 » is no seven.
pub fn is_september(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    let after = tokens.get(at + 1);
    tokens[at].is_word(&["sept"])
        && (before.is_some_and(|token| token.figures().is_some() || token.is_mark(&['/', '.']))
            || before.is_some_and(|token| token.is_mark(&['-']) && !token.spaced)
                && at > 1
                && tokens[at - 2].figures().is_some()
            || after.is_some_and(|token| token.is_mark(&['.', '/']) && !token.spaced)
                && tokens.get(at + 2).is_some_and(|token| token.figures().is_some()))
}

/// A number in words from `start`, as long as it makes one number.
pub fn spelled(tokens: &[Token], start: usize) -> Option<(Kind, usize)> {
    cardinal(tokens[start].word()?)?;
    // (word for text2num, ordinal?, index after it)
    let mut run: Vec<(Cow<'_, str>, bool, usize)> = Vec::new();
    let mut i = start;
    while i < tokens.len() && run.len() < LONGEST_NUMBER {
        if tokens[i].is_mark(&['-']) && !tokens[i].spaced && tokens.get(i + 1).is_some_and(|t| !t.spaced) {
            i += 1;
            continue;
        }
        let Some(word) = tokens[i].word() else { break };
        if word == "et" {
            let next = tokens[i + 1..].iter().find_map(|token| token.word());
            if !next.is_some_and(|word| {
                ["un", "une", "onze", "unieme", "uniemes", "onzieme", "onziemes"].contains(&word)
            }) {
                break;
            }
            run.push(("et".into(), false, i + 1));
        } else {
            let Some((word, ordinal)) = cardinal(word) else { break };
            run.push((word, ordinal, i + 1));
            if ordinal {
                break;
            }
        }
        i += 1;
    }
    let french = Language::french();
    for length in (1..=run.len()).rev() {
        let (_, ordinal, end) = run[length - 1];
        let phrase = run[..length].iter().map(|(word, ..)| word.as_ref()).collect::<Vec<_>>().join(" ");
        if let Ok(digits) = text2digits(&phrase, &french) {
            let kind = match (ordinal, digits.parse()) {
                (true, Ok(rank)) => Kind::Ordinal(rank),
                _ => Kind::Number { digits: digits.into(), spelled: true },
            };
            return Some((kind, end));
        }
    }
    None
}

/// The cardinal of a number word, with its accents; true when it was an ordinal.
fn cardinal(word: &str) -> Option<(Cow<'_, str>, bool)> {
    static WORDS: Words = Words::new(
        "zero un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze \
    seize vingt vingts trente quarante cinquante soixante septante huitante octante nonante cent \
    cents mille mil million millions milliard milliards",
    );
    if word == "zero" {
        return Some(("zéro".into(), false));
    }
    if WORDS.has(word) {
        return Some((word.into(), false));
    }
    // As it is written in a hurry.
    let meant = match word {
        "deus" => "deux",
        "troi" => "trois",
        "quatres" => "quatre",
        "sinq" => "cinq",
        "setp" => "sept",
        "vint" | "ving" => "vingt",
        "trante" => "trente",
        "quarente" => "quarante",
        "cinquente" | "sinquante" => "cinquante",
        "soissante" => "soixante",
        "premier" | "premiere" => return Some(("un".into(), true)),
        "second" | "seconde" => return Some(("deux".into(), true)),
        _ => "",
    };
    if !meant.is_empty() {
        return Some((meant.into(), false));
    }
    let stem = word.strip_suffix("iemes").or_else(|| word.strip_suffix("ieme"))?;
    let base: Cow<'_, str> = match stem {
        "cinqu" => "cinq".into(),
        "neuv" => "neuf".into(),
        _ if WORDS.has(stem) => stem.into(),
        _ => format!("{stem}e").into(),
    };
    WORDS.has(&base).then_some((base, true))
}
