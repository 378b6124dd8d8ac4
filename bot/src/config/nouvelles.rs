//! `NEWS_HOLD_SECONDS` and `NEWS_HOURS`: how long a change is held, and when people who chose nothing are told.

use chrono::TimeDelta;
use guichet_core::nouvelles::{Calme, Preferences, Reglage};

/// Longest time a change may be held, in seconds.
const HOLD_MAX: i64 = 3600;
/// In the bac à sable whoever decides looks at what is told.
const HOLD_BAC_A_SABLE: i64 = 3;
/// At any time, any day.
const ALWAYS: &str = "toujours";

/// Each wrong value is told with what it should be.
pub fn read(get: impl Fn(&str) -> Option<String>, bac_a_sable: bool, wrong: &mut Vec<String>) -> Reglage {
    let mut reglage = Reglage::default();
    if bac_a_sable {
        reglage.attente = TimeDelta::seconds(HOLD_BAC_A_SABLE);
        reglage.preferences = always();
    }
    if let Some(hold) = get("NEWS_HOLD_SECONDS") {
        match hold.parse::<i64>().ok().filter(|seconds| (0..=HOLD_MAX).contains(seconds)) {
            Some(seconds) => reglage.attente = TimeDelta::seconds(seconds),
            None => wrong.push(format!("NEWS_HOLD_SECONDS : un nombre de secondes, de 0 à {HOLD_MAX}")),
        }
    }
    if let Some(hours) = get("NEWS_HOURS") {
        match hours.trim() {
            ALWAYS => reglage.preferences = always(),
            hours => match told_within(hours) {
                Some(calme) => {
                    reglage.preferences = Preferences { calme: Some(calme), ..Preferences::default() };
                }
                None => wrong.push(format!(
                    "NEWS_HOURS : deux heures, comme 08:00-20:00 (jours ouvrés), ou « {ALWAYS} »"
                )),
            },
        }
    }
    reglage
}

fn always() -> Preferences {
    Preferences { calme: None, tous_les_jours: true, ..Preferences::default() }
}

/// The hours outside these.
fn told_within(hours: &str) -> Option<Calme> {
    let (from, to) = hours.split_once('-')?;
    Calme::new(minute(to)?, minute(from)?)
}

fn minute(time: &str) -> Option<u16> {
    let (hour, minute) = time.trim().split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(vars: &[(&str, &str)]) -> (Reglage, Vec<String>) {
        let mut wrong = Vec::new();
        let get =
            |name: &str| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        (read(get, false, &mut wrong), wrong)
    }

    #[test]
    fn hours_are_those_in_which_people_are_told() {
        let (reglage, wrong) = with(&[("NEWS_HOURS", "07:30 - 19:00"), ("NEWS_HOLD_SECONDS", "10")]);
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(reglage.preferences.calme, Calme::new(19 * 60, 7 * 60 + 30));
        assert!(!reglage.preferences.tous_les_jours);
        assert_eq!(reglage.attente, TimeDelta::seconds(10));
        assert_eq!(with(&[]).0, Reglage::default());
        assert_eq!(with(&[("NEWS_HOURS", "toujours")]).0.preferences, always());
    }

    #[test]
    fn what_is_wrong_is_told() {
        for hours in ["8-20", "08:00", "25:00-26:00", "08:00-08:00", "jamais"] {
            assert_eq!(with(&[("NEWS_HOURS", hours)]).1.len(), 1, "{hours}");
        }
        for hold in ["-1", "4000", "une minute"] {
            assert_eq!(with(&[("NEWS_HOLD_SECONDS", hold)]).1.len(), 1, "{hold}");
        }
    }
}
