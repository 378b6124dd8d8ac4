//! Words of a message with their place in it, and the names of fields among them.

use std::ops::Range;

use compact_str::{CompactString, ToCompactString};

use crate::reading::lex::{Kind, Token, listed, tokens};

/// A word or a number, and its bytes in the message.
pub struct Mot {
    pub text: CompactString,
    pub octets: Range<usize>,
}

impl Mot {
    /// Figures, typed or spelled.
    pub fn is_figure(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The words of a part of a text, marks left aside.
pub fn mots(text: &str, part: Range<usize>) -> Vec<Mot> {
    let from = part.start;
    let word = |token: &Token| {
        let text = match &token.kind {
            Kind::Word(word) => word.clone(),
            Kind::Number { digits, .. } => digits.clone(),
            Kind::Ordinal(rank) => rank.to_compact_string(),
            Kind::Mark(_) | Kind::Newline => return None,
        };
        Some(Mot { text, octets: from + token.start..from + token.end })
    };
    text.get(part.clone()).map(|piece| tokens(piece).iter().filter_map(word).collect()).unwrap_or_default()
}

/// « nuits » and « nuit » are one word.
fn singular(word: &str) -> &str {
    let stem = word.strip_suffix(['s', 'x']).unwrap_or(word);
    if stem.len() < 3 { word } else { stem }
}

/// Shortest name that is looked for in its feminine too: « salarié », « participant ».
const SHORTEST_MASCULINE: usize = 7;
/// Shortest name that an article may be stuck to.
const SHORTEST_ELIDED: usize = 5;

/// « salariées » is what « salarié » calls, « dhotel » what « hôtel » does.
pub fn calls(part: &str, word: &str) -> bool {
    let (part, word) = (singular(part), singular(word));
    let feminine = || part.len() >= SHORTEST_MASCULINE && word.strip_suffix('e') == Some(part);
    let elided = || {
        part.len() >= SHORTEST_ELIDED
            && part.starts_with(['a', 'e', 'h', 'i', 'o', 'u'])
            && word.strip_prefix(['d', 'l']) == Some(part)
    };
    // « elle coûte 1 225 € », « le stage dure 14 h »
    let says = match part {
        "cout" => matches!(word, "coute" | "coutera" | "couterait" | "coutent"),
        "duree" => matches!(word, "dure" | "durera" | "durent"),
        _ => false,
    };
    part == word || feminine() || elided() || says
}

/// Whether a name, folded, stands at this word: how many words it takes.
pub fn stands_at(words: &[Mot], at: usize, name: &str) -> Option<usize> {
    let mut count = 0;
    for part in name.split(' ') {
        let word = words.get(at + count)?;
        if !calls(part, &word.text) {
            return None;
        }
        count += 1;
    }
    (count > 0).then_some(count)
}

/// Whether a name stands anywhere among these words.
pub fn holds(words: &[Mot], name: &str) -> bool {
    (0..words.len()).any(|at| stands_at(words, at, name).is_some())
}

/// Words that fields and houses alike are named by.
pub fn at_name(word: &Mot) -> bool {
    listed("formation formations centre conseil academy ecole", &word.text)
}

/// Without the marks and spaces around.
pub fn trimmed(text: &str, part: Range<usize>) -> Range<usize> {
    let Some(piece) = text.get(part.clone()) else { return part.start..part.start };
    let mark = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' | '\u{fe0f}')
            || matches!(
                c,
                ',' | ';' | ':' | '-' | '–' | '—' | '•' | '*' | '.' | '(' | '>' | '=' | '/' | '\'' | '’'
            )
    };
    let start = piece.trim_start_matches(mark);
    let end = start.trim_end_matches(mark);
    let from = part.start + (piece.len() - start.len());
    from..from + end.len()
}
