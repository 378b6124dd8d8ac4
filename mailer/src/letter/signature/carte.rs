//! A card: a name, then how to reach its owner.

use guichet_core::reading::fold;

use super::super::lettres::is_among;
use super::asks;

/// « Le Fournil - 26000 Valence - 04 75 12 34 56 »: a house, where it is and its telephone, set apart by marks.
fn is_address_line(line: &str) -> bool {
    let marks = [" - ", " – ", " | ", " • ", " · "];
    let Some(mark) = marks.into_iter().find(|mark| line.contains(mark)) else { return false };
    let parts: Vec<&str> = line.split(mark).collect();
    let figures = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let words = parts.iter().filter(|part| part.chars().any(char::is_alphabetic)).count();
    words >= 2 && parts.iter().any(|part| figures(part) == 10 && part.trim().starts_with(['0', '+']))
}

/// « Comptable », « Gérante associée »: what somebody is in a house.
fn is_role(line: &str) -> bool {
    const ROLES: [&str; 32] = [
        "gerant",
        "gerante",
        "directeur",
        "directrice",
        "responsable",
        "comptable",
        "assistant",
        "assistante",
        "secretaire",
        "president",
        "presidente",
        "associe",
        "associee",
        "dirigeant",
        "dirigeante",
        "chef",
        "cheffe",
        "charge",
        "chargee",
        "drh",
        "rh",
        "daf",
        "dg",
        "pdg",
        "artisan",
        "artisane",
        "patron",
        "patronne",
        "cogerant",
        "cogerante",
        "gestionnaire",
        "coordinatrice",
    ];
    let folded = fold(line);
    let first = folded.split(' ').next().unwrap_or_default();
    folded.split(' ').count() <= 6 && is_among(first, &ROLES)
}

/// A last paragraph that is a card: a name, then lines with a telephone, an address on the web.
pub(super) fn contact(lines: &mut Vec<&str>) {
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let start = lines.iter().rposition(|line| line.trim().is_empty()).map_or(0, |at| at + 1);
    if start > 0 && is_card(&lines[start..]) {
        lines.truncate(start);
    }
}

/// A name, then lines with a telephone, an address on the web.
pub(crate) fn is_card(lines: &[&str]) -> bool {
    let blank = |line: &&&str| line.trim().is_empty();
    let from = lines.iter().take_while(blank).count();
    let to = lines.len() - lines.iter().rev().take_while(blank).count();
    let card = lines.get(from..to).unwrap_or_default();
    if !(2..=10).contains(&card.len()) || asks(card) || card.iter().any(|line| blank(&line)) {
        return false;
    }
    let name = card[0].trim();
    let named = name.split_whitespace().count() <= 4
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
    let reached = |line: &&str| {
        let folded = fold(line);
        let digits = line.chars().filter(char::is_ascii_digit).count();
        line.contains("www.")
            || digits >= 10
                && ["tel", "mob", "port", "t", "m", "fixe", "standard"]
                    .iter()
                    .any(|label| folded.strip_prefix(label).is_some_and(|rest| rest.starts_with(' ')))
    };
    // « 📞 04 75 12 34 56 »; « Comptable » under the name, and a telephone or an address below.
    let drawn = |line: &&str| {
        let first = line.trim().chars().next().unwrap_or_default();
        matches!(first, '\u{260e}'..='\u{260f}' | '\u{2706}' | '\u{2709}' | '\u{1f4cd}'..='\u{1f4ff}' | '\u{1f310}')
            && line.contains(|c: char| c.is_ascii_digit() || c == '@')
    };
    let reachable =
        |line: &&str| line.contains('@') || line.chars().filter(char::is_ascii_digit).count() >= 10;
    let under = card.get(1).copied().unwrap_or_default();
    let has_role = is_role(under) && card.iter().skip(2).any(reachable);
    let reached = |line: &&str| reached(line) || drawn(line) || has_role;
    let mut details = card.iter();
    let is_card = match card.len() > 2 {
        true => details.any(reached),
        false => details.skip(1).any(|line| is_address_line(line)),
    };
    named && is_card
}
