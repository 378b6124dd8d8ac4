//! A month as rows of buttons. Days and months travel in `callback_data`; the card number makes old ones stale.

use chrono::{Datelike, Months, NaiveDate};
use guichet_core::affichage::mois;
use teloxide::types::InlineKeyboardButton;

/// Shown where a day cannot be chosen.
const CLOSED: &str = "·";

/// Title with arrows, weekdays, then weeks from Monday. Days before `min` cannot be chosen.
pub fn rows(card: u32, month: NaiveDate, min: Option<NaiveDate>) -> Vec<Vec<InlineKeyboardButton>> {
    let first = month.with_day(1).unwrap_or(month);
    let inert = |text: &str| InlineKeyboardButton::callback(text, format!("{card}:-"));
    let arrow = |text: &str, to: Option<NaiveDate>| match to {
        Some(to) => InlineKeyboardButton::callback(text, format!("{card}:m:{to}")),
        None => inert(" "),
    };
    let previous = first.checked_sub_months(Months::new(1)).filter(|_| min.is_none_or(|min| min < first));
    let next = first.checked_add_months(Months::new(1));
    let title = format!("{} {}", mois(first), first.year());
    let mut out = vec![
        vec![arrow("‹", previous), inert(&title), arrow("›", next)],
        ["L", "M", "M", "J", "V", "S", "D"].into_iter().map(inert).collect(),
    ];
    let before = first.weekday().num_days_from_monday() as usize;
    let days = first.iter_days().take_while(|day| day.month() == first.month()).map(|day| {
        if min.is_some_and(|min| day < min) {
            inert(CLOSED)
        } else {
            InlineKeyboardButton::callback(day.day().to_string(), format!("{card}:j:{day}"))
        }
    });
    let mut cells: Vec<InlineKeyboardButton> = (0..before).map(|_| inert(" ")).chain(days).collect();
    while !cells.len().is_multiple_of(7) {
        cells.push(inert(" "));
    }
    out.extend(cells.chunks(7).map(<[InlineKeyboardButton]>::to_vec));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use teloxide::types::InlineKeyboardButtonKind;

    fn labels(rows: &[Vec<InlineKeyboardButton>]) -> Vec<String> {
        rows.iter().map(|row| row.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn march_2027() {
        let day = |d| NaiveDate::from_ymd_opt(2027, 3, d).expect("a date");
        let rows = rows(7, day(1), Some(day(3)));
        let labels = labels(&rows);
        assert_eq!(labels[0], "  mars 2027 ›");
        assert_eq!(labels[2], "· · 3 4 5 6 7");
        assert_eq!(labels[6], "29 30 31        ");
        let InlineKeyboardButtonKind::CallbackData(data) = &rows[2][2].kind else { panic!("a callback") };
        assert_eq!(data, "7:j:2027-03-03");
    }
}
