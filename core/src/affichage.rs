//! Values as people read them: in échos, lists and the recap. Whatever is shown here is read back as the same value.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::annuaire::Entite;
use crate::catalogue::Nature;
use crate::dossier::{Valeur, format_siret};

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « mars ».
pub fn mois(date: NaiveDate) -> &'static str {
    MOIS[date.month0() as usize]
}

/// « lundi ».
pub fn jour(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    }
}

/// « lundi 1er mars 2027 ».
pub fn date_longue(date: NaiveDate) -> String {
    let first = if date.day() == 1 { "er" } else { "" };
    format!("{} {}{first} {} {}", jour(date), date.day(), mois(date), date.year())
}

/// « du 1er janvier au 31 mars 2027 », « le 3 mars 2027 ».
pub fn jours(first: NaiveDate, last: NaiveDate) -> String {
    let day = |date: NaiveDate, year: bool| {
        let premier = if date.day() == 1 { "er" } else { "" };
        let year = if year { format!(" {}", date.year()) } else { String::new() };
        format!("{}{premier} {}{year}", date.day(), mois(date))
    };
    match first == last {
        true => format!("le {}", day(first, true)),
        false => format!("du {} au {}", day(first, first.year() != last.year()), day(last, true)),
    }
}

/// « 12 rue des Lilas, 44000 Nantes · SIRET 732 829 320 00074 ».
pub fn adresse(entite: &Entite) -> String {
    let town =
        [&entite.code_postal, &entite.ville].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let place = [entite.rue.clone().unwrap_or_default(), town]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let siret = format!("SIRET {}", format_siret(&entite.siret));
    if place.is_empty() { siret } else { format!("{place} · {siret}") }
}

/// The value of a field of this nature.
pub fn afficher(nature: &Nature, valeur: &Valeur) -> String {
    match valeur {
        Valeur::Texte(text) if *nature == Nature::Siret => format_siret(text),
        Valeur::Texte(text) if *nature == Nature::Telephone => telephone(text),
        Valeur::Texte(text) => text.clone(),
        Valeur::Date(date) => date_longue(*date),
        Valeur::Entier(n) => n.to_string(),
        Valeur::Heures(hours) => format!("{hours}\u{a0}h"),
        Valeur::Decimal(value) => value.to_string(),
        Valeur::Montant(montant) => montant.to_string(),
        Valeur::Taux(taux) => taux.to_string(),
        Valeur::Choix(key) => match nature {
            Nature::Choix { options } => {
                options.iter().find(|option| option.cle == *key).map_or(key, |option| &option.libelle).clone()
            }
            _ => key.clone(),
        },
        Valeur::OuiNon(yes) => if *yes { "Oui" } else { "Non" }.to_owned(),
        Valeur::Entite(entite) => format!("{} (SIRET {})", entite.nom(), format_siret(&entite.siret)),
        Valeur::Individu(individu) => individu.nom_complet(),
    }
}

/// French numbers in pairs (« 06 12 34 56 78 »), others as E.164.
fn telephone(e164: &str) -> String {
    let Some(rest) = e164.strip_prefix("+33").filter(|rest| rest.len() == 9 && rest.is_ascii()) else {
        return e164.to_owned();
    };
    let digits = format!("0{rest}");
    (0..5).map(|i| &digits[2 * i..2 * i + 2]).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_read_them() {
        let date = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a date");
        assert_eq!(date_longue(date), "lundi 1er mars 2027");
        assert_eq!(telephone("+33612345678"), "06 12 34 56 78");
        assert_eq!(telephone("+262262123456"), "+262262123456");
    }
}
