//! Questions asked in a table, « N° | Question | Exemple | Votre réponse », as mails quote it: a row a line, or a cell a
//! line where the client wrote the table out as text.
//!
//! Only what stands in the column of the answers is hers: the example beside it is ours.

use std::ops::Range;

use super::super::fold;
use super::citee::ends_the_questions;
use super::etiquette::Etiquettes;
use super::ligne::{behind_example, typed};
use super::numero::numero;

/// Cells of a head.
const WIDEST: usize = 6;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Colonne {
    Numero,
    Question,
    Exemple,
    Reponse,
}

/// A table that was found among lines.
pub(super) struct Tableau {
    /// The question of each row, and what was typed for it.
    pub rows: Vec<(u32, Option<String>)>,
    /// The lines it takes.
    pub lines: Range<usize>,
}

/// The first table among these lines, without those that are empty.
pub(super) fn tableau(lines: &[&str], numbers: &[u32], labels: &Etiquettes) -> Option<Tableau> {
    let asked = |cell: &str, n: Option<u32>| match n {
        Some(n) => Some(n).filter(|n| numbers.contains(n) && labels.asks(*n, cell)),
        None => {
            let mut found = numbers.iter().copied().filter(|n| labels.asks(*n, cell));
            found.next().filter(|_| found.next().is_none())
        }
    };
    (0..lines.len()).find_map(|at| {
        let in_rows = head_of_cells(lines[at]).and_then(|head| rows(lines, at, &head, asked));
        in_rows
            .or_else(|| written_out(lines, at, &head_of_lines(lines, at)?, asked))
            .or_else(|| in_words(lines, at, numbers, labels))
    })
}

/// The cells of a row set apart by spaces alone: « N° Question Votre réponse », « 2 Date de début 11/01/2027 ».
fn in_words(lines: &[&str], at: usize, numbers: &[u32], labels: &Etiquettes) -> Option<Tableau> {
    let head = fold(lines[at]);
    let words: Vec<&str> = head.split(' ').collect();
    let last = words.last().and_then(|last| column(last));
    let asks = words.iter().filter(|word| column(word) == Some(Colonne::Question)).count() == 1;
    let shows = words.iter().any(|word| column(word) == Some(Colonne::Exemple));
    if last != Some(Colonne::Reponse) || !asks || shows || words.len() > WIDEST {
        return None;
    }
    let row = |line: &str| {
        let (number, rest) = line.split_once(' ')?;
        let n: u32 = number.parse().ok()?;
        if !numbers.contains(&n) || !labels.asks(n, rest) {
            return None;
        }
        let after = labels.after(n, rest)?;
        Some((n, behind_example(after).or(Some(after)).and_then(typed)))
    };
    let mut found: Vec<(u32, Option<String>)> = Vec::new();
    let mut next = at + 1;
    while let Some((n, said)) = lines.get(next).and_then(|line| row(line)) {
        next += 1;
        // The cell was too wide for the line, and another row stands below.
        let below = lines.get(next).filter(|below| row(below).is_none());
        let more = lines.get(next + 1).is_some_and(|line| row(line).is_some());
        let said = match (said, below) {
            (None, Some(below)) if more => {
                next += 1;
                typed(below)
            }
            (said, _) => said,
        };
        found.push((n, said));
    }
    (!found.is_empty()).then_some(Tableau { rows: found, lines: at..next })
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split(['\t', '|']).map(str::trim).collect()
}

fn column(cell: &str) -> Option<Colonne> {
    let folded = fold(cell);
    let words: Vec<&str> = folded.split(' ').collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    if words.len() > 4 {
        return None;
    }
    if matches!(folded.as_str(), "n" | "no" | "num" | "numero" | "nr") {
        Some(Colonne::Numero)
    } else if has(&["exemple", "exemples", "ex"]) {
        Some(Colonne::Exemple)
    } else if has(&["reponse", "reponses", "completer", "remplir", "valeur"]) {
        Some(Colonne::Reponse)
    } else if has(&["question", "questions", "information", "informations", "champ", "rubrique", "demande"]) {
        Some(Colonne::Question)
    } else {
        None
    }
}

/// A question, and the answer to it: what a head must have.
fn is_head(columns: &[Colonne]) -> bool {
    let once = |wanted| columns.iter().filter(|column| **column == wanted).count() == 1;
    once(Colonne::Question) && once(Colonne::Reponse) && columns.len() <= WIDEST
}

fn head_of_cells(line: &str) -> Option<Vec<Colonne>> {
    if !line.contains(['\t', '|']) {
        return None;
    }
    let columns: Option<Vec<Colonne>> = cells(line).into_iter().map(column).collect();
    columns.filter(|columns| is_head(columns))
}

/// The head whose first cell stands on line `at`, each cell on a line of its own.
fn head_of_lines(lines: &[&str], at: usize) -> Option<Vec<Colonne>> {
    let columns: Vec<Colonne> = lines.iter().skip(at).map_while(|line| column(line)).collect();
    is_head(&columns).then_some(columns)
}

fn rows(
    lines: &[&str],
    at: usize,
    head: &[Colonne],
    asked: impl Fn(&str, Option<u32>) -> Option<u32>,
) -> Option<Tableau> {
    let place = |wanted| head.iter().position(|column| *column == wanted);
    let (question, answer) = (place(Colonne::Question)?, place(Colonne::Reponse)?);
    if answer < question {
        return None;
    }
    let mut found = Vec::new();
    let mut end = at + 1;
    let asks = |line: &str| {
        let row = cells(line);
        let number = place(Colonne::Numero).and_then(|at| row.get(at)?.parse().ok());
        row.get(question).and_then(|cell| asked(cell, number))
    };
    while let Some((line, n)) = lines.get(end).and_then(|line| Some((line, asks(line)?))) {
        end += 1;
        let mut said = cells(line).get(answer).and_then(|cell| typed(cell));
        // The cell of the question goes on below, with its example; the answer stands behind.
        if cells(line).len() == question + 1
            && let Some(below) = lines.get(end).filter(|below| below.contains('\t') && asks(below).is_none())
            && fold(cells(below)[0]).starts_with("ex")
        {
            end += 1;
            said = cells(below).get(answer - question).and_then(|cell| typed(cell));
        }
        found.push((n, said));
    }
    (!found.is_empty()).then_some(Tableau { rows: found, lines: at..end })
}

fn written_out(
    lines: &[&str],
    at: usize,
    head: &[Colonne],
    asked: impl Fn(&str, Option<u32>) -> Option<u32>,
) -> Option<Tableau> {
    // Lines from the number of a row, or from its label, to the end of the label.
    let begins = |at: usize| {
        let line = lines.get(at)?;
        if let Ok(n) = line.parse::<u32>() {
            return asked(lines.get(at + 1)?, Some(n)).map(|n| (n, at + 2));
        }
        let numbered = numero(line).and_then(|found| asked(found.rest, Some(found.n)));
        numbered.or_else(|| asked(line, None)).map(|n| (n, at + 1))
    };
    let behind: Vec<Colonne> =
        head.iter().copied().skip_while(|column| *column != Colonne::Question).skip(1).collect();
    let answer = behind.iter().position(|column| *column == Colonne::Reponse)?;
    let mut found = Vec::new();
    let mut next = at + head.len();
    while let Some((n, label_end)) = begins(next) {
        let from = after_bracket(lines, label_end);
        let end = (from..lines.len()).find(|&at| begins(at).is_some());
        // Below the last row the letter goes on.
        let to = end.unwrap_or_else(|| (from + behind.len()).min(lines.len()));
        let own = &lines[from..to];
        let said = match own.get(answer..) {
            // A cell is empty: whose, where another stands behind the answer?
            _ if own.len() < behind.len() => None,
            Some(said) if end.is_some() && answer + 1 == behind.len() => typed(&said.join("\n")),
            Some([said, ..]) if end.is_some() || !ends_the_questions(said) => typed(said),
            _ => None,
        };
        found.push((n, said));
        next = to;
        if end.is_none() {
            break;
        }
    }
    (!found.is_empty()).then_some(Tableau { rows: found, lines: at..next })
}

/// A label that goes on, in brackets, on the lines below; « ? » alone ends it as well.
fn after_bracket(lines: &[&str], label_end: usize) -> usize {
    if lines.get(label_end).is_some_and(|line| line.trim() == "?") {
        return label_end + 1;
    }
    let label = lines.get(label_end - 1).copied().unwrap_or_default();
    if label.matches('(').count() <= label.matches(')').count() {
        return label_end;
    }
    let below = lines.iter().skip(label_end).take(2).position(|line| line.contains(')'));
    below.map_or(label_end, |closing| label_end + closing + 1)
}
