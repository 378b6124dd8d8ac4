//! Answers to a letter that was quoted without marks: below it, « Bonjour, » once more under its numbered questions, or
//! their labels again; behind arrows and initials within.

use guichet_core::reading::lettre::ARROWS;
use guichet_core::reading::{fold, is_courtesy};

use super::super::entetes::announced;
use super::super::ligne::{Ligne, Marque};

/// Bytes of a line that only says where the answers are.
const LONGEST_LINE: usize = 200;
/// Labels that show, one under the other, that somebody fills in what was asked.
const FILLED: usize = 2;
/// Lines beside them: thanks, a remark.
const OTHERS: usize = 2;

/// Lines of what announces a quote at its top.
pub(super) fn head(lines: &[Ligne]) -> usize {
    let blank = lines.iter().take_while(|line| line.is_blank()).count();
    match announced(lines, blank) {
        0 => 0,
        taken => blank + taken,
    }
}

/// Where, among the lines of a quote, another greets below the questions, or answers them by their labels, when no older
/// mail stands in between or after.
pub(super) fn answered(lines: &[Ligne]) -> Option<usize> {
    let mut questions = String::new();
    let (mut greeted, mut asked, mut closed) = (false, false, false);
    let mut found = None;
    for (at, line) in lines.iter().enumerate() {
        if line.marque != Marque::Libre || announced(lines, at) > 0 {
            return None;
        }
        let apart = at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(Ligne::is_blank);
        if found.is_none() && apart {
            // A letter greets once, and not after it took leave.
            let again = greeted && asked && closed || !questions.is_empty();
            let below = || again && greets(&line.texte) || fills(&lines[at..], &questions);
            found = (is_announced(&line.texte) || below()).then_some(at);
        }
        greeted |= greets(&line.texte);
        closed |= asked && !line.is_blank() && is_courtesy(&line.texte) && !greets(&line.texte);
        asked |= line.texte.ends_with('?');
        if is_numbered(&line.texte) {
            questions.push(' ');
            questions.push_str(&fold(&line.texte));
        }
    }
    found
}

/// « J'ai répondu en rouge »
pub(super) fn tells_a_colour(line: &str) -> bool {
    const COLOURS: [&str; 10] =
        ["rouge", "bleu", "bleue", "vert", "verte", "couleur", "orange", "violet", "rose", "mauve"];
    line.len() <= LONGEST_LINE && fold(line).split(' ').any(|word| COLOURS.contains(&word))
}

/// Lines of the letter that was answered, up to an older one.
pub(super) fn own_letter(lines: &[Ligne]) -> usize {
    (0..lines.len()).find(|at| announced(lines, *at) > 0).unwrap_or(lines.len())
}

/// « *** Ma réponse *** »
fn is_announced(line: &str) -> bool {
    matches!(fold(line).as_str(), "ma reponse" | "mes reponses")
}

/// « Contact : Éric Poulain », « Tél : 03 … »: lines whose labels the questions hold, to the end, but for a few others.
fn fills(lines: &[Ligne], questions: &str) -> bool {
    let is_label = |line: &Ligne| {
        let label = line
            .texte
            .split_once(':')
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(label, _)| fold(label));
        label.is_some_and(|label| {
            let first = label.split(' ').next().unwrap_or_default();
            first.len() > 2 && label.split(' ').count() <= 4 && questions.contains(first)
        })
    };
    let said = || lines.iter().filter(|line| !line.is_blank());
    let filled = said().filter(|line| is_label(line)).count();
    said().take(FILLED).all(is_label) && filled >= FILLED && said().count() <= filled + OTHERS
}

/// « => 14 heures », « [MV] 14 heures », « *** 14 heures »: no letter of ours begins a line so.
pub(super) fn is_pointed(line: &Ligne) -> bool {
    let texte = line.texte.trim_start();
    let arrow = || ARROWS.iter().any(|arrow| texte.starts_with(arrow));
    let stars =
        || texte.strip_prefix("***").is_some_and(|said| said.starts_with(' ') && !said.ends_with('*'));
    line.marque == Marque::Libre && (arrow() || stars() || is_initialled(texte))
}

fn is_initialled(line: &str) -> bool {
    let initials =
        line.strip_prefix('[').and_then(|inner| inner.split_once("] ")).map(|(initials, _)| initials);
    initials.is_some_and(|initials| {
        (2..=4).contains(&initials.len()) && initials.bytes().all(|byte| byte.is_ascii_uppercase())
    })
}

fn greets(line: &str) -> bool {
    let folded = fold(line);
    let mut words = folded.split(' ');
    matches!(words.next(), Some("bonjour" | "bonsoir" | "hello" | "salut" | "bjr" | "coucou"))
        && words.count() <= 3
}

/// « 1. », « 2/ », « Question 3 - ».
fn is_numbered(line: &str) -> bool {
    let line = line.strip_prefix("Question ").unwrap_or(line);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marks = ['.', ')', '/', ':', '-', ' '];
    (1..=2).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(marks))
}
