//! The plainest form of each kind of answer.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::{Contexte, Lecture, Lu, fold};
use crate::catalogue::{Nature, OptionChoix};
use crate::dossier::{Centiemes, Montant, Taux, Taxe, Valeur, siret_is_valid};
use crate::message::Refus;

const MOIS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

#[expect(clippy::unwrap_used, reason = "fixed patterns")]
fn re(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| re(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$"));
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| re(r"^(?:\w+di |dimanche )?(?:le )?(\d{1,2})(?:er)?(?: ([a-z]+))?(?: (\d{4}))?$"));
static HOURS: LazyLock<Regex> =
    LazyLock::new(|| re(r"^(\d{1,5})(?:[,.](\d{1,2}))?\s*(?:h|heures?)?\s*(\d{1,2})?$"));
static MONEY: LazyLock<Regex> =
    LazyLock::new(|| re(r"^(\d+)(?:[,.](\d{1,3}))?\s*(?:€|euros?|eur)?\s*(ht|ttc)?$"));

fn ok(valeur: Valeur) -> Lecture {
    Lecture::Read(Lu { valeur, taxe: None })
}

pub(super) fn read(nature: &Nature, text: &str, contexte: &Contexte<'_>) -> Lecture {
    let text = text.trim();
    match nature {
        Nature::Texte { min, max } => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match text.chars().count() as u32 {
                n if n < *min => Lecture::Refused(Refus::TexteTropCourt { min: *min }),
                n if n > *max => Lecture::Refused(Refus::TexteTropLong { max: *max }),
                _ => ok(Valeur::Texte(text)),
            }
        }
        Nature::Date => date(text, contexte),
        Nature::OuiNon => match fold(text).as_str() {
            "oui" | "ok" | "d accord" => ok(Valeur::OuiNon(true)),
            "non" | "non merci" => ok(Valeur::OuiNon(false)),
            _ => Lecture::Refused(Refus::OuiNon),
        },
        Nature::Choix { options } => match option(options, text) {
            Some(option) => ok(Valeur::Choix(option.cle.clone())),
            None => Lecture::Refused(Refus::Choix),
        },
        Nature::Entier { min, max } => match text.parse::<i64>() {
            Ok(n) if (*min..=*max).contains(&n) => ok(Valeur::Entier(n)),
            Ok(_) => Lecture::Refused(Refus::NombreHorsBornes { min: min.to_string(), max: max.to_string() }),
            Err(_) => Lecture::Refused(Refus::NombreIllisible),
        },
        Nature::Heures { max } => {
            let Some(found) = HOURS.captures(text) else { return Lecture::Refused(Refus::HeuresIllisibles) };
            let whole: i64 = found[1].parse().unwrap_or(0);
            let minutes = found.get(3).map_or(0, |m| m.as_str().parse::<i64>().unwrap_or(0) * 100 / 60);
            let cents = found.get(2).map_or(0, |m| format!("{:0<2}", m.as_str()).parse::<i64>().unwrap_or(0));
            if whole > *max {
                return Lecture::Refused(Refus::HeuresHorsBornes { max: max.to_string() });
            }
            ok(Valeur::Heures(Centiemes(whole * 100 + minutes + cents)))
        }
        Nature::Decimal { .. } | Nature::Montant { .. } | Nature::Taux { .. } => {
            money(nature, text, contexte)
        }
        Nature::Siret if siret_is_valid(&digits(text)) => ok(Valeur::Texte(digits(text))),
        Nature::Siret => Lecture::Refused(Refus::SiretIllisible),
        Nature::Email if text.contains('@') => ok(Valeur::Texte(text.to_owned())),
        Nature::Email => Lecture::Refused(Refus::Email),
        Nature::Telephone if digits(text).len() == 10 => {
            ok(Valeur::Texte(format!("+33{}", &digits(text)[1..])))
        }
        Nature::Telephone => Lecture::Refused(Refus::Telephone),
        Nature::CodePostal if digits(text).len() == 5 => ok(Valeur::Texte(digits(text))),
        Nature::CodePostal => Lecture::Refused(Refus::CodePostal),
        Nature::Idcc if digits(text).len() == 4 => ok(Valeur::Texte(digits(text))),
        Nature::Idcc => Lecture::Refused(Refus::Idcc),
        Nature::Nda if digits(text).len() == 11 => ok(Valeur::Texte(digits(text))),
        Nature::Nda => Lecture::Refused(Refus::Nda),
        Nature::CodeCertification => Lecture::Refused(Refus::CodeCertification),
        Nature::Commune => ok(Valeur::Texte(text.to_owned())),
        Nature::RechercheEntite | Nature::RechercheIndividu { .. } => Lecture::Refused(Refus::Incompris),
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn money(nature: &Nature, text: &str, contexte: &Contexte<'_>) -> Lecture {
    let lower: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let Some(found) = MONEY.captures(&lower) else { return Lecture::Refused(Refus::MontantIllisible) };
    let whole: i64 = found[1].parse().unwrap_or(i64::MAX / 2000);
    let thousandths = whole.saturating_mul(1000)
        + found.get(2).map_or(0, |m| format!("{:0<3}", m.as_str()).parse().unwrap_or(0));
    let taxe = found.get(3).map(|m| if m.as_str() == "ht" { Taxe::Ht } else { Taxe::Ttc });
    if contexte.taxe.is_some() && taxe.is_some() && taxe != contexte.taxe {
        return Lecture::Refused(Refus::TaxeContraire);
    }
    let (valeur, max) = match nature {
        Nature::Taux { max } => (Valeur::Taux(Taux(thousandths)), *max),
        Nature::Decimal { max } => (Valeur::Decimal(Centiemes(thousandths / 10)), *max),
        Nature::Montant { max } => (Valeur::Montant(Montant(thousandths / 10)), *max),
        _ => return Lecture::Refused(Refus::Incompris),
    };
    if whole > max {
        return Lecture::Refused(Refus::MontantHorsBornes { max: max.to_string() });
    }
    Lecture::Read(Lu { valeur, taxe })
}

fn date(text: &str, contexte: &Contexte<'_>) -> Lecture {
    let found = |y: i32, m: u32, d: u32| match NaiveDate::from_ymd_opt(y, m, d) {
        Some(date) => ok(Valeur::Date(date)),
        None => Lecture::Refused(Refus::DateImpossible),
    };
    if let Some(c) = NUMERIC.captures(text) {
        let (d, m, y) = (c[1].parse().unwrap_or(0), c[2].parse().unwrap_or(0), c[3].parse().unwrap_or(0));
        return found(if y < 100 { 2000 + y } else { y }, m, d);
    }
    let folded = fold(text);
    if folded.starts_with("fin ") {
        return Lecture::Refused(Refus::DateVague);
    }
    let Some(c) = NAMED.captures(&folded) else { return Lecture::Refused(Refus::DateIllisible) };
    let from = contexte.after.unwrap_or(contexte.today);
    let month = match c.get(2) {
        Some(name) => match MOIS.iter().position(|mois| *mois == name.as_str()) {
            Some(month) => month as u32 + 1,
            None => return Lecture::Refused(Refus::DateIllisible),
        },
        None if contexte.after.is_some() => from.month(),
        None => return Lecture::Refused(Refus::DateIllisible),
    };
    let day = c[1].parse().unwrap_or(0);
    match c.get(3).and_then(|y| y.as_str().parse().ok()) {
        Some(year) => found(year, month, day),
        None => match NaiveDate::from_ymd_opt(from.year(), month, day) {
            Some(date) if date < from => found(from.year() + 1, month, day),
            _ => found(from.year(), month, day),
        },
    }
}

pub(super) fn option<'a>(options: &'a [OptionChoix], text: &str) -> Option<&'a OptionChoix> {
    let wanted = fold(text);
    if let Ok(n) = wanted.parse::<usize>() {
        return options.get(n.checked_sub(1)?);
    }
    options
        .iter()
        .find(|option| std::iter::once(&option.libelle).chain(&option.synonymes).any(|t| fold(t) == wanted))
}
