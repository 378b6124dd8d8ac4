//! Days that say only half, where the answer beside them says the rest: « 1. le 5 », « 2. le 6 avril 2027 ».

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::super::identite::pattern;
use super::super::{Contexte, fold, read_range};
use super::ligne::refers_above;

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

/// The last day, where its answer is a whole period, or says that it is what the first one is: « 2 et 3 : du 9 au 10
/// février », « fin le même jour », « voir ci-dessus ».
#[must_use]
pub fn dernier_jour(debut: Option<&str>, fin: &str, contexte: &Contexte<'_>) -> Option<NaiveDate> {
    let last = |text: &str| read_range(text, contexte).map(|(_, last)| last);
    if let Some((first, last)) = read_range(fin, contexte)
        && first != last
    {
        return Some(last);
    }
    let folded = fold(fin);
    let same =
        ["meme jour", "jour meme", "meme journee", "meme date"].iter().any(|same| folded.ends_with(same));
    // « le 18 aussi, sur une seule journée »
    let also = folded.split(' ').any(|word| word == "aussi");
    if same || also || refers_above(fin) { last(debut?) } else { None }
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

    #[test]
    fn the_first_day_tells_the_last() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let contexte =
            Contexte { today: day("2026-11-23").unwrap_or_default(), current: None, after: None, taxe: None };
        for (debut, fin, expected) in [
            (Some("du 9 au 10 février 2027"), "du 9 au 10 février 2027", "2027-02-10"),
            (Some("du 9 au 10 février 2027"), "voir ci-dessus", "2027-02-10"),
            (Some("le 2 février 2027"), "le même jour", "2027-02-02"),
            (Some("le 2 février 2027"), "le 3", ""),
            (Some("18 janvier 2027"), "le 18 aussi, c'est sur une seule journée", "2027-01-18"),
            (None, "le même jour", ""),
        ] {
            assert_eq!(dernier_jour(debut, fin, &contexte), day(expected), "{fin}");
        }
    }
}
