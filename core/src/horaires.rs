//! When people of OPCO EP answer: stretches of the week, in Paris, public holidays apart.

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendrier::is_ferie;
use crate::clock;

/// Days looked at for the next opening: longer than any run of holidays.
const AHEAD: u64 = 60;

/// The same hours on each of these days, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plage {
    pub de: Weekday,
    pub a: Weekday,
    /// From, to; in order, apart from each other.
    pub heures: Vec<(NaiveTime, NaiveTime)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horaires(pub Vec<Plage>);

impl Default for Horaires {
    /// Monday to Friday, 9 to 17.
    fn default() -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Horaires(vec![Plage { de: Weekday::Mon, a: Weekday::Fri, heures: vec![(at(9), at(17))] }])
    }
}

impl Plage {
    fn holds(&self, day: Weekday) -> bool {
        let rank = |day: Weekday| day.num_days_from_monday();
        (rank(self.de)..=rank(self.a)).contains(&rank(day))
    }
}

impl Horaires {
    /// « lun-jeu 9:00-12:30 13:30-17:00; ven 9:00-12:00 ». `None` when it cannot be read, or nothing is ever open.
    pub fn parse(text: &str) -> Option<Horaires> {
        let plages: Option<Vec<Plage>> = text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| {
                let mut words = part.split_whitespace();
                let (de, a) = days(words.next()?)?;
                let heures: Vec<(NaiveTime, NaiveTime)> = words.map(hours).collect::<Option<_>>()?;
                let in_order = heures.windows(2).all(|pair| pair[0].1 < pair[1].0);
                (!heures.is_empty() && in_order).then_some(Plage { de, a, heures })
            })
            .collect();
        let plages = plages.filter(|plages| !plages.is_empty())?;
        let overlap = |day| plages.iter().filter(|plage| plage.holds(day)).count() > 1;
        let week = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ];
        (!week.into_iter().any(overlap)).then_some(Horaires(plages))
    }

    /// When so much time of opening has passed since this instant. At most [`AHEAD`] days away.
    pub fn apres(&self, at: DateTime<Utc>, ouvert: TimeDelta) -> DateTime<Utc> {
        let start = clock::paris(at);
        let mut left = ouvert.max(TimeDelta::zero());
        let days = (0..AHEAD).filter_map(|n| start.date().checked_add_days(Days::new(n)));
        for day in days.filter(|day| !is_ferie(*day)) {
            let plage = self.0.iter().find(|plage| plage.holds(day.weekday()));
            for (from, to) in plage.map_or(&[][..], |plage| &plage.heures) {
                let (from, to) = (day.and_time(*from).max(start), day.and_time(*to));
                if from >= to {
                    continue;
                }
                if to - from >= left {
                    return clock::instant(from + left);
                }
                left -= to - from;
            }
        }
        at + TimeDelta::days(1)
    }
}

/// « lun », « lun-ven »: a day by its first three letters.
fn days(text: &str) -> Option<(Weekday, Weekday)> {
    let (de, a) = text.split_once('-').unwrap_or((text, text));
    let (de, a) = (day(de)?, day(a)?);
    (de.num_days_from_monday() <= a.num_days_from_monday()).then_some((de, a))
}

fn day(text: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("lun", Weekday::Mon),
        ("mar", Weekday::Tue),
        ("mer", Weekday::Wed),
        ("jeu", Weekday::Thu),
        ("ven", Weekday::Fri),
        ("sam", Weekday::Sat),
        ("dim", Weekday::Sun),
    ];
    let text = text.to_lowercase();
    let found = NAMES.into_iter().find(|(name, _)| text.starts_with(name) && text.len() <= 8)?;
    Some(found.1)
}

fn hours(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (from, to) = text.split_once('-')?;
    let read = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
    let (from, to) = (read(from)?, read(to)?);
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris(text: &str) -> DateTime<Utc> {
        clock::instant(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("an instant"))
    }

    #[test]
    fn hours_of_opening_pass_while_it_is_open() {
        let horaires = Horaires::parse("lun-jeu 9:00-12:30 13:30-17:00; ven 9:00-12:00").expect("right");
        for (from, hours, expected) in [
            // A Wednesday.
            ("2026-11-25 10:00", 1, "2026-11-25 11:00"),
            ("2026-11-25 12:00", 1, "2026-11-25 14:00"),
            ("2026-11-25 16:00", 4, "2026-11-26 12:00"),
            ("2026-11-25 03:00", 0, "2026-11-25 09:00"),
            // Over a week-end.
            ("2026-11-27 11:00", 2, "2026-11-30 10:00"),
            ("2026-11-28 11:00", 1, "2026-11-30 10:00"),
            // Christmas is a Friday, and the clocks have changed by then.
            ("2026-12-24 16:30", 1, "2026-12-28 09:30"),
            ("2026-10-23 11:30", 1, "2026-10-26 09:30"),
        ] {
            assert_eq!(
                horaires.apres(paris(from), TimeDelta::hours(hours)),
                paris(expected),
                "{from} + {hours}"
            );
        }
    }

    #[test]
    fn what_is_no_opening_is_refused() {
        assert_eq!(Horaires::parse("lundi-vendredi 09:00-17:00"), Some(Horaires::default()));
        for wrong in [
            "",
            "lun",
            "ven-lun 9:00-17:00",
            "lun 17:00-9:00",
            "lun 9-17",
            "lun 9:00-12:00 11:00-13:00",
            "lun-mer 9:00-12:00; mar 13:00-14:00",
            "jour 9:00-17:00",
        ] {
            assert_eq!(Horaires::parse(wrong), None, "{wrong}");
        }
    }
}
