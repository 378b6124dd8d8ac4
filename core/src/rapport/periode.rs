//! The period of a report: one of those proposed, or dates as people write them.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::reading::{Contexte, MONTHS, fold, read_period, read_range};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Periode {
    CetteAnnee,
    CeMois,
    MoisDernier,
    CeTrimestre,
    AnneeDerniere,
    Tout,
    Dates(NaiveDate, NaiveDate),
}

impl Periode {
    /// Those that are proposed, the most wanted first.
    pub const PROPOSEES: [Periode; 6] = [
        Periode::CetteAnnee,
        Periode::CeMois,
        Periode::MoisDernier,
        Periode::CeTrimestre,
        Periode::AnneeDerniere,
        Periode::Tout,
    ];

    /// First and last day; `None` for all time.
    pub fn jours(self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let (year, month) = (today.year(), today.month());
        match self {
            Periode::CetteAnnee => months(year, 1, 12),
            Periode::AnneeDerniere => months(year - 1, 1, 12),
            Periode::CeMois => months(year, month, 1),
            Periode::MoisDernier => {
                let before = today.checked_sub_months(Months::new(1))?;
                months(before.year(), before.month(), 1)
            }
            Periode::CeTrimestre => months(year, (month - 1) / 3 * 3 + 1, 3),
            Periode::Tout => None,
            Periode::Dates(first, last) => Some((first, last)),
        }
    }

    /// « ce mois », « 2026 », « mars 2026 », « 1er trimestre 2026 », « du 1er janvier au 31 mars 2027 ». What has no year
    /// is the last one that has begun: a report looks back.
    pub fn read(text: &str, today: NaiveDate) -> Option<Periode> {
        let folded = fold(text);
        let words: Vec<&str> = folded
            .split(' ')
            .filter(|word| !["le", "la", "en", "sur", "pour", "de", "mois", "annee"].contains(word))
            .collect();
        if let Some(named) = named(&folded) {
            return Some(named);
        }
        let year_of = |word: &str| {
            let year: i32 = word.parse().ok().filter(|_| word.len() == 4)?;
            (2000..=2099).contains(&year).then_some(year)
        };
        let month_of = |word: &str| (1..).zip(MONTHS).find(|(_, name)| *name == word).map(|(rank, _)| rank);
        let begun = |month: u32| if month > today.month() { today.year() - 1 } else { today.year() };
        let quarter_of = |word: &str| -> Option<u32> {
            let rank = word.trim_start_matches('t').chars().next()?.to_digit(10)?;
            let shape = word.len() <= 4
                && (word.starts_with('t')
                    || word.ends_with("er")
                    || word.ends_with('e')
                    || word.ends_with("eme"));
            (shape && (1..=4).contains(&rank)).then_some((rank - 1) * 3 + 1)
        };
        let quarter = |word: &str, second: Option<&&str>| {
            (word.starts_with('t') || second == Some(&"trimestre")).then(|| quarter_of(word)).flatten()
        };
        let days = match words[..] {
            [year] if year_of(year).is_some() => months(year_of(year)?, 1, 12),
            [month] if month_of(month).is_some() => months(begun(month_of(month)?), month_of(month)?, 1),
            [month, year] if month_of(month).is_some() && year_of(year).is_some() => {
                months(year_of(year)?, month_of(month)?, 1)
            }
            [first, ref rest @ ..] if quarter(first, rest.first()).is_some() => {
                let month = quarter(first, rest.first())?;
                let year = rest.last().and_then(|word| year_of(word)).unwrap_or_else(|| begun(month));
                months(year, month, 3)
            }
            _ => {
                let contexte = Contexte { today, current: None, after: None, taxe: None };
                let Some((mut first, mut last)) = read_range(text, &contexte) else {
                    // « la semaine dernière », « fin mars 2026 »: nothing is told of what has not begun.
                    let (first, last) = read_period(text, &contexte).filter(|(first, _)| *first <= today)?;
                    return Some(Periode::Dates(first, last));
                };
                let dated = folded.split(' ').any(|word| year_of(word).is_some());
                while !dated && first > today && !text.contains('/') {
                    (first, last) = (
                        first.checked_sub_months(Months::new(12))?,
                        last.checked_sub_months(Months::new(12))?,
                    );
                }
                Some((first, last))
            }
        };
        days.map(|(first, last)| Periode::Dates(first, last))
    }
}

/// The periods people name without a date.
fn named(folded: &str) -> Option<Periode> {
    let bare = folded.strip_prefix("le ").or(folded.strip_prefix("l ")).unwrap_or(folded);
    Some(match bare {
        "ce mois" | "ce mois ci" | "mois en cours" | "mois ci" => Periode::CeMois,
        "mois dernier" | "mois passe" | "mois precedent" => Periode::MoisDernier,
        "ce trimestre" | "trimestre" | "trimestre en cours" => Periode::CeTrimestre,
        "cette annee" | "annee" | "annee en cours" | "annee ci" => Periode::CetteAnnee,
        "annee derniere" | "annee passee" | "annee precedente" | "an dernier" => Periode::AnneeDerniere,
        "tout" | "toutes" | "tout le temps" | "depuis le debut" | "depuis toujours" => Periode::Tout,
        _ => return None,
    })
}

/// So many whole months from the first day of this one.
fn months(year: i32, month: u32, count: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(count))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_write_them() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let today = day(2027, 5, 20);
        for (text, first, last) in [
            ("ce mois", (2027, 5, 1), (2027, 5, 31)),
            ("Le mois dernier", (2027, 4, 1), (2027, 4, 30)),
            ("ce trimestre", (2027, 4, 1), (2027, 6, 30)),
            ("cette année", (2027, 1, 1), (2027, 12, 31)),
            ("l'année dernière", (2026, 1, 1), (2026, 12, 31)),
            ("2026", (2026, 1, 1), (2026, 12, 31)),
            ("en 2026", (2026, 1, 1), (2026, 12, 31)),
            ("mars 2026", (2026, 3, 1), (2026, 3, 31)),
            ("février", (2027, 2, 1), (2027, 2, 28)),
            ("décembre", (2026, 12, 1), (2026, 12, 31)),
            ("T1 2026", (2026, 1, 1), (2026, 3, 31)),
            ("1er trimestre", (2027, 1, 1), (2027, 3, 31)),
            ("4e trimestre 2025", (2025, 10, 1), (2025, 12, 31)),
            ("du 1er janvier au 31 mars 2027", (2027, 1, 1), (2027, 3, 31)),
            ("du 3 février au 5 mars", (2027, 2, 3), (2027, 3, 5)),
            ("la semaine dernière", (2027, 5, 10), (2027, 5, 16)),
            ("fin mars 2026", (2026, 3, 21), (2026, 3, 31)),
            ("du 01/01/2026 au 15/02/2026", (2026, 1, 1), (2026, 2, 15)),
        ] {
            let read = Periode::read(text, today).and_then(|periode| periode.jours(today));
            let (first, last) = (day(first.0, first.1, first.2), day(last.0, last.1, last.2));
            assert_eq!(read, Some((first, last)), "{text}");
        }
        assert_eq!(Periode::read("depuis le début", today), Some(Periode::Tout));
        for text in ["", "bonjour", "du 31 au 3", "99", "mars avril", "t9 2026", "la semaine prochaine"] {
            assert_eq!(Periode::read(text, today), None, "{text}");
        }
        assert_eq!(Periode::MoisDernier.jours(day(2027, 3, 31)), months(2027, 2, 1));
    }
}
