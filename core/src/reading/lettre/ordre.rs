//! Answers that keep to the order of the questions, a line each, without a number or a label.

use std::sync::LazyLock;

use regex::Regex;

use super::super::fold;
use super::super::identite::pattern;
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
    let below = match told_in_order(&lines) {
        Some(at) => lines.split_off(at + 1),
        None if lines.len() > questions => lines.split_off(questions),
        None => Vec::new(),
    };
    let told = lines.last().and_then(|line| without_lead(line));
    // « non, non, oui »; « 14 h / 980 € »: each in a few words.
    let mut lines = match (told, &lines[..]) {
        (Some(said), _) if questions > 1 => items(said),
        (None, [line]) if questions > 1 && !line.contains(':') => items(line),
        _ => lines,
    };
    if told.is_some() && lines.len() + 1 == questions {
        // « 14 h, 2, 0, 2 et 58 »
        let (last, rest) = lines.split_last()?;
        let (one, other) = last.split_once(" et ")?;
        lines = rest.iter().copied().chain([one, other]).collect();
    }
    let closes = |said: &str| is_courtesy(said) || is_signed(said);
    // « Merci ! Odile »
    let is_below = |line: &&str| {
        closes(line)
            || takes_back(line)
            || line.split(['!', '.', ',']).map(str::trim).all(|said| said.is_empty() || closes(said))
    };
    if !below.iter().all(is_below) {
        return None;
    }
    let brief = |line: &&str| line.split(' ').count() <= LONGEST_OF_A_LIST;
    let several = told.is_some() || reste.trim().contains('\n') || lines.iter().all(brief);
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

/// The line that tells them all in order, below greetings at most.
fn told_in_order(lines: &[&str]) -> Option<usize> {
    let at = lines.iter().position(|line| !is_courtesy(line))?;
    without_lead(lines[at]).map(|_| at)
}

/// « 14 h, 2, 0 » of « Je réponds dans l'ordre de vos questions : 14 h, 2, 0 ».
fn without_lead(line: &str) -> Option<&str> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:[^:0-9]{0,60}[ ,])?dans (?:l['’]|le m[êe]me |cet |le bon )ordre(?: (?:(?:de vos|des) (?:questions|points)|de la liste|demand[ée]|indiqu[ée]|que vous|du mail)[^:0-9,;]{0,30})?(?: ?: ?|,? )(?P<said>[^ ].*)$",
        )
    });
    let said = line.contains("ordre").then(|| LEAD.captures(line)).flatten()?.name("said")?.as_str();
    (items(said).len() > 1).then_some(said)
}

/// What stands between the marks of a list on one line.
fn items(said: &str) -> Vec<&str> {
    let between = [" | ", " / ", " ; ", "; ", " - ", " – "].into_iter().find(|mark| said.contains(mark));
    said.trim_end_matches('.').split(between.unwrap_or(", ")).map(str::trim).collect()
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
    // « date à voir »
    let open = folded.split(' ').count() <= 4
        && ["a voir", "a definir", "a confirmer", "pas encore"].iter().any(|said| folded.ends_with(said));
    line.starts_with('?') || alone || open || SAID.iter().any(|said| folded.starts_with(said))
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn a_line_told_in_order_holds_an_answer_for_each_question() {
        let [duree, effectif, nuits] = ["14 h", "2", "0"];
        for letter in [
            "Bonjour, dans l'ordre de vos questions : 14 h, 2, 0.\nMerci ! Odile",
            "Bonsoir,\nvoilà, dans le même ordre que vous : 14 h - 2 - 0\nOdile Fabre",
            "Je réponds dans l'ordre 14 h, 2 et 0",
        ] {
            let (lines, left) = in_order(letter, 3).unwrap_or_default();
            assert_eq!((lines, left), (vec![duree, effectif, nuits], vec![]), "{letter}");
        }
    }

    #[test]
    fn what_keeps_to_no_order_or_is_not_as_many_is_left() {
        for letter in [
            "Dans le désordre : 2, 14 h, 0.",
            "Dans l'ordre : 14 h, 2.",
            "Dans l'ordre : 14 h, 2, 0, 58",
            "Dans l'ordre : 14 h, 2, 0\nLe train coûte 45 euros",
            "Je viens dans l'ordre des choses de signer, 14 h, 2, 0",
        ] {
            assert_eq!(in_order(letter, 3), None, "{letter}");
        }
    }
}
