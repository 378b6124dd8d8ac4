//! Times of the day.

/// The two times of « de 19h à 8h » or « 21:00-07:30 », in minutes after midnight. `None` unless there are just two.
pub fn heures(text: &str) -> Option<(u16, u16)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (hour, after) = number(&rest[start..]);
        rest = after;
        let after = after.trim_start();
        let Some(after) = ["heures", "heure", "h", "H", ":"].iter().find_map(|sign| after.strip_prefix(sign))
        else {
            continue;
        };
        let (minute, end) = match number(after.trim_start()) {
            ("", _) => ("0", after),
            (minute, end) if minute.len() == 2 => (minute, end),
            _ => return None,
        };
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        if hour > 23 || minute > 59 {
            return None;
        }
        found.push(hour * 60 + minute);
        rest = end;
    }
    match found[..] {
        [de, a] => Some((de, a)),
        _ => None,
    }
}

/// The digits at the beginning, and what follows.
fn number(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::heures;

    #[test]
    fn two_times_and_nothing_else() {
        for (text, expected) in [
            ("de 19h à 8h", Some((19 * 60, 8 * 60))),
            ("19 h 30 à 8 heures", Some((19 * 60 + 30, 8 * 60))),
            ("21:00-07:30", Some((21 * 60, 7 * 60 + 30))),
            ("0h à 23h59", Some((0, 23 * 60 + 59))),
            ("8h", None),
            ("8h, 9h, 10h", None),
            ("24h à 8h", None),
            ("12h60 à 13h", None),
            ("19 à 8", None),
            ("", None),
        ] {
            assert_eq!(heures(text), expected, "{text}");
        }
    }
}
