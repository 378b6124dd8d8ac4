//! A card: a name, then how to reach its owner.

use guichet_core::reading::fold;

use super::asks;

/// A last paragraph that is a card: a name, then lines with a telephone, an address on the web.
pub(super) fn contact(lines: &mut Vec<&str>) {
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let start = lines.iter().rposition(|line| line.trim().is_empty()).map_or(0, |at| at + 1);
    let card = &lines[start..];
    if start == 0 || !(3..=8).contains(&card.len()) || asks(card) {
        return;
    }
    let name = card[0].trim();
    let named = name.split_whitespace().count() <= 4
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
    let reached = || {
        card.iter().any(|line| {
            let folded = fold(line);
            let digits = line.chars().filter(char::is_ascii_digit).count();
            line.contains("www.")
                || digits >= 10
                    && ["tel", "mob", "port", "t", "m", "fixe", "standard"]
                        .iter()
                        .any(|label| folded.strip_prefix(label).is_some_and(|rest| rest.starts_with(' ')))
        })
    };
    if named && reached() {
        lines.truncate(start);
    }
}
