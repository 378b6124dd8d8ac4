//! What a dossier adds up to: totals, deadline, warnings.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::dossier::{Centiemes, Montant, Valeur};
use crate::message::{Avertissement, Echeance, Total};
use crate::parcours::Parcours;

/// Above this many hours a working day, people have usually counted wrong (hundredths of hours).
const HEURES_PAR_JOUR: i64 = 1000;

/// Sum of terms `etape.champ` or products `etape.champ*etape.champ` (of the same element), in units of 10⁻⁵.
fn sum(parcours: &Parcours<'_>, terms: &[String]) -> i128 {
    terms.iter().map(|term| sum_term(parcours, term)).sum()
}

fn sum_term(parcours: &Parcours<'_>, term: &str) -> i128 {
    let factors: Vec<(&str, &str)> =
        term.split('*').filter_map(|factor| factor.trim().split_once('.')).collect();
    let Some((etape, _)) = factors.first() else { return 0 };
    let Some(etape) = parcours.dispositif.find_etape(etape) else { return 0 };
    let of_element = |element: &crate::dossier::Element| {
        let values: Option<Vec<i128>> = factors
            .iter()
            .map(|(_, cle)| {
                let champ = etape.find_champ(cle)?;
                let valeur = element.valeur(cle)?;
                parcours.is_open(etape, Some(element), champ).then(|| quantity(valeur)).flatten()
            })
            .collect();
        values.map_or(0, |values| {
            values.into_iter().reduce(|product, value| product * value / SCALE).unwrap_or(0)
        })
    };
    parcours.dossier.elements(&etape.cle).iter().map(of_element).sum()
}

const SCALE: i128 = 100_000;

fn quantity(valeur: &Valeur) -> Option<i128> {
    Some(match valeur {
        Valeur::Entier(n) => i128::from(*n) * SCALE,
        Valeur::Heures(q) | Valeur::Decimal(q) => i128::from(q.0) * SCALE / 100,
        Valeur::Montant(m) => i128::from(m.0) * SCALE / 100,
        Valeur::Taux(t) => i128::from(t.0) * SCALE / 1000,
        _ => return None,
    })
}

/// To hundredths, half up.
fn cents(value: i128) -> i64 {
    let unit = SCALE / 100;
    i64::try_from((value + unit / 2).div_euclid(unit)).unwrap_or(i64::MAX)
}

/// Totals of the recap. Hours and pedagogical cost always, the others when there is something to say.
pub fn totaux(parcours: &Parcours<'_>) -> Vec<Total> {
    let totaux = &parcours.dispositif.totaux;
    let hours = Centiemes(cents(sum(parcours, &totaux.heures)));
    let pedagogique = Montant(cents(sum(parcours, &totaux.pedagogiques)));
    let annexes = Montant(cents(sum(parcours, &totaux.annexes)));
    let mut out = vec![Total::Heures(format!("{hours}\u{a0}h")), Total::CoutPedagogique(pedagogique)];
    if annexes.0 > 0 {
        out.push(Total::FraisAnnexes(annexes));
    }
    out.push(Total::Total(pedagogique + annexes));
    let people = stagiaires(parcours);
    if hours.0 > 0 && people > 0 && pedagogique.0 > 0 {
        let divisor = i128::from(hours.0) * people;
        let per_hour = (i128::from(pedagogique.0) * 100 + divisor / 2) / divisor;
        out.push(Total::CoutHoraireParStagiaire(Montant(i64::try_from(per_hour).unwrap_or(i64::MAX))));
    }
    out
}

/// Elements of the étapes that name people once each.
fn stagiaires(parcours: &Parcours<'_>) -> i128 {
    let named = parcours
        .dispositif
        .etapes
        .iter()
        .filter(|etape| etape.repetition.as_ref().is_some_and(|repetition| repetition.unique.is_some()));
    named.map(|etape| parcours.dossier.elements(&etape.cle).len() as i128).sum()
}

fn date(parcours: &Parcours<'_>, path: &str) -> Option<NaiveDate> {
    parcours.dossier.valeurs(path).find_map(|valeur| match valeur {
        Valeur::Date(date) => Some(*date),
        _ => None,
    })
}

/// Until when to send, once the date that counts is known.
pub fn echeance(parcours: &Parcours<'_>, today: NaiveDate) -> Option<Echeance> {
    let delai = &parcours.dispositif.delai;
    if !delai.avant {
        return None;
    }
    let depuis = date(parcours, &delai.depuis)?;
    let limite = depuis.checked_sub_days(Days::new(1))?;
    let ideal = delai.ideal_jours_avant.and_then(|days| depuis.checked_sub_days(Days::new(u64::from(days))));
    Some(Echeance { limite, ideal, depassee: today > limite })
}

/// What is not wrong but worth saying before sending.
pub fn avertissements(parcours: &Parcours<'_>, today: NaiveDate) -> Vec<Avertissement> {
    let mut out = Vec::new();
    out.extend(avertissement_delai(parcours, today));
    out.extend(avertissement_heures(parcours));
    out
}

/// « La formation a déjà commencé… » or « OPCO EP conseille… ».
pub fn avertissement_delai(parcours: &Parcours<'_>, today: NaiveDate) -> Option<Avertissement> {
    let delai = &parcours.dispositif.delai;
    let depuis = date(parcours, &delai.depuis)?;
    if delai.avant && depuis < today {
        return Some(Avertissement::DejaCommencee);
    }
    let advised = today.checked_add_days(Days::new(u64::from(delai.ideal_jours_avant?)))?;
    (depuis < advised).then_some(Avertissement::MoinsDUnMois)
}

/// More hours than the days between the dates can hold.
pub fn avertissement_heures(parcours: &Parcours<'_>) -> Option<Avertissement> {
    let (etape, cle) = parcours.dispositif.delai.depuis.split_once('.')?;
    let end =
        parcours.dispositif.find_etape(etape)?.champs.iter().find(|c| c.pas_avant.as_deref() == Some(cle))?;
    let first = date(parcours, &parcours.dispositif.delai.depuis)?;
    let last = date(parcours, &format!("{etape}.{}", end.cle))?;
    if last < first || (last - first).num_days() > 366 {
        return None;
    }
    let worked = first
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
        .count()
        .max(1);
    let hours = cents(sum(parcours, &parcours.dispositif.totaux.heures));
    let per_day = hours / i64::try_from(worked).unwrap_or(1);
    (per_day > HEURES_PAR_JOUR)
        .then(|| Avertissement::BeaucoupDHeures { par_jour: format!("{}\u{a0}h", Centiemes(per_day)) })
}
