//! A first day without its month, where the last one says it: « 1. le 5 », « 2. le 6 avril 2027 ».

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::super::identite::pattern;
use super::super::{Contexte, fold, read_range};

/// The first day of a period whose ends were written apart; `None` unless the first is a number alone and the last is a
/// day on or after it.
#[must_use]
pub fn premier_jour(debut: &str, fin: &str, contexte: &Contexte<'_>) -> Option<NaiveDate> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:le |du )?([0-9]{1,2})(?: ?er)?$"));
    let folded = fold(debut);
    let day = NUMBER.captures(&folded)?.get(1)?.as_str();
    if NUMBER.is_match(&fold(fin)) {
        return None;
    }
    let end = fin.trim();
    let end = ["le ", "au ", "Le "].iter().find_map(|lead| end.strip_prefix(lead)).unwrap_or(end);
    read_range(&format!("du {day} au {end}"), contexte).map(|(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_tells_the_month_of_the_first() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let contexte =
            Contexte { today: day("2026-11-23").unwrap_or_default(), current: None, after: None, taxe: None };
        for (debut, fin, expected) in [
            ("le 5", "le 6 avril 2027", "2027-04-05"),
            ("5", "06/04/2027", "2027-04-05"),
            ("le 5 mars", "le 6 avril 2027", ""),
            ("le 5", "le 6", ""),
            ("le 5", "je ne sais pas", ""),
        ] {
            assert_eq!(premier_jour(debut, fin, &contexte), day(expected), "{debut}, {fin}");
        }
    }
}
