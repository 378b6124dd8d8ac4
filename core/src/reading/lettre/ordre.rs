//! Answers that keep to the order of the questions, a line each, without a number or a label.

use super::super::fold;
use super::super::lex::listed;
use super::Alignement;
use super::ligne::{is_courtesy, unmarked, without_stop};
use super::renvoi::corrects;

/// Words of an answer that shares its line with the others, commas between.
const LONGEST_OF_A_LIST: usize = 4;
/// Words of a name below the answers.
const LONGEST_NAME: usize = 4;

/// With the lines that were left given to their questions, where nothing was answered by a number or a label and each line
/// answers the question of its rank. « ? » or « je ne sais pas » holds the place of one that is not answered. What takes something
/// back below them is left. `repond` tells whether a line answers the question of this rank, and whether that is no mere text.
#[must_use]
pub fn ranger(
    alignement: Alignement,
    numeros: &[u32],
    repond: impl Fn(usize, &str) -> Option<bool>,
) -> Alignement {
    if !alignement.reponses.is_empty() {
        return alignement;
    }
    let Some((lines, below)) = in_order(&alignement.reste, numeros.len()) else { return alignement };
    let said: Option<Vec<(u32, &str, bool)>> = lines
        .iter()
        .zip(numeros)
        .enumerate()
        .filter(|(_, (line, _))| !is_unknown(line))
        .map(|(rank, (line, n))| repond(rank, line).map(|typed| (*n, *line, typed)))
        .collect();
    let Some(said) = said.filter(|said| said.iter().any(|(_, _, typed)| *typed)) else { return alignement };
    let reponses: Vec<(u32, String)> = said.into_iter().map(|(n, line, _)| (n, line.to_owned())).collect();
    let reste = below.join("\n");
    Alignement { reponses, reste, ..Alignement::default() }
}

/// As many lines as questions, and those below them that take something back; greetings, a lead and who signs are neither.
fn in_order(reste: &str, questions: usize) -> Option<(Vec<&str>, Vec<&str>)> {
    let lines = reste.lines().map(|line| without_stop(unmarked(line)));
    let mut lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    // « Je vous réponds dans l'ordre », « Bonsoir, je reprends vos points un par un : », on a line above them.
    if lines.len() > questions && lines.first().is_some_and(|line| leads(line)) {
        lines.remove(0);
    }
    // « non, non, oui »; « 14 h / 980 € »: each in a few words.
    let mut lines = match lines[..] {
        [line] if questions > 1 && !without_lead(line).contains(':') => {
            let line = without_lead(line);
            let between = [" | ", " / "].into_iter().find(|mark| line.contains(mark)).unwrap_or(", ");
            line.trim_end_matches('.').split(between).map(str::trim).collect()
        }
        _ => lines,
    };
    let below = if lines.len() > questions { lines.split_off(questions) } else { Vec::new() };
    let is_below = |line: &&str| is_courtesy(line) || takes_back(line) || is_signed(line);
    if !below.iter().all(is_below) {
        return None;
    }
    let brief = |line: &&str| line.split(' ').count() <= LONGEST_OF_A_LIST;
    let several = reste.trim().contains('\n') || lines.iter().all(brief);
    let left = below.into_iter().filter(|line| takes_back(line)).collect();
    (questions > 1 && lines.len() == questions && several).then_some((lines, left))
}

fn leads(line: &str) -> bool {
    let folded = fold(line);
    const EACH: [&str; 6] = [
        "un par un",
        "une par une",
        "point par point",
        "question par question",
        "mes reponses",
        "les reponses",
    ];
    folded.contains("dans l ordre") || line.ends_with(':') && EACH.iter().any(|each| folded.contains(each))
}

/// Without « Je réponds dans l'ordre : », before the answers.
fn without_lead(line: &str) -> &str {
    line.split_once(':')
        .filter(|(lead, _)| fold(lead).ends_with("dans l ordre"))
        .map_or(line, |(_, rest)| rest)
}

/// « PS : la durée est de 24 h, pas 21 »
fn takes_back(line: &str) -> bool {
    let folded = fold(line);
    corrects(line) || folded.starts_with("ps ") || folded.starts_with("p s ")
}

/// « Mme Da Silva », « S. Fabre »
fn is_signed(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (1..=LONGEST_NAME).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && !line.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '@' | '='))
}

/// « ? (je leur ai demandé) », « je ne sais pas », « en attente »
fn is_unknown(line: &str) -> bool {
    const SAID: [&str; 10] = [
        "je ne sais pas",
        "je sais pas",
        "sais pas",
        "ne sais pas",
        "a voir",
        "pas encore",
        "en attente",
        "aucune idee",
        "inconnu",
        "a venir",
    ];
    let folded = fold(line);
    let alone = folded.split(' ').count() == 1 && listed("x nc nsp", &folded);
    line.starts_with('?') || alone || SAID.iter().any(|said| folded.starts_with(said))
}
