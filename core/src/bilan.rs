//! What a dossier adds up to: totals, deadline, warnings.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::calendrier::{self, Jours};
use crate::catalogue::{Apres, Delai, Dispositif};
use crate::dossier::{Centiemes, Montant, Valeur};
use crate::message::{Avertissement, Echeance, RegleEcheance, SourceRegle, Total};
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
    parcours.elements(etape).iter().map(of_element).sum()
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

/// Hours, pedagogical cost and frais annexes of a dossier.
pub fn sommes(parcours: &Parcours<'_>) -> (Centiemes, Montant, Montant) {
    let totaux = &parcours.dispositif.totaux;
    let hours = Centiemes(cents(sum(parcours, &totaux.heures)));
    let pedagogique = Montant(cents(sum(parcours, &totaux.pedagogiques)));
    (hours, pedagogique, Montant(cents(sum(parcours, &totaux.annexes))))
}

/// Totals of the recap. Hours and pedagogical cost always, the others when there is something to say.
pub fn totaux(parcours: &Parcours<'_>) -> Vec<Total> {
    let (hours, pedagogique, annexes) = sommes(parcours);
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
    named.map(|etape| parcours.elements(etape).len() as i128).sum()
}

fn date(parcours: &Parcours<'_>, path: &str) -> Option<NaiveDate> {
    parcours.dossier.valeurs(path).find_map(|valeur| match valeur {
        Valeur::Date(date) => Some(*date),
        _ => None,
    })
}

/// How the last day to send is counted, if there is one.
pub fn regle(dispositif: &Dispositif) -> Option<RegleEcheance> {
    let delai = &dispositif.delai;
    match delai.apres {
        Some(Apres { jours, compte }) => {
            let evenement = delai.evenement(dispositif.find_champ(&delai.depuis)?.1);
            Some(RegleEcheance::Apres { jours, compte, evenement })
        }
        None => delai.avant.then_some(RegleEcheance::Avant),
    }
}

/// Until when to send. Nothing as long as the date that counts is not known: a guess would be believed.
pub fn echeance(parcours: &Parcours<'_>, today: NaiveDate) -> Option<Echeance> {
    let delai = &parcours.dispositif.delai;
    let depuis = date(parcours, &delai.depuis)?;
    let regle = regle(parcours.dispositif)?;
    let limite = match &regle {
        RegleEcheance::Avant => depuis.checked_sub_days(Days::new(1))?,
        RegleEcheance::Apres { jours, compte, .. } => calendrier::add(depuis, *jours, *compte)?,
    };
    let ideal = delai.ideal_jours_avant.and_then(|days| depuis.checked_sub_days(Days::new(u64::from(days))));
    Some(Echeance {
        limite,
        ideal,
        depassee: today > limite,
        regle,
        reste: u32::try_from((limite - today).num_days()).ok(),
        source: Some(source(delai)),
    })
}

/// Where the rule of a deadline was read, and when.
pub fn source(delai: &Delai) -> SourceRegle {
    SourceRegle { source: delai.source.clone(), releve_le: delai.releve_le }
}

/// Last day to send the invoice, once the date that counts is known.
pub fn facturation(parcours: &Parcours<'_>) -> Option<NaiveDate> {
    let rule = parcours.dispositif.delai.facturation.as_ref()?;
    calendrier::add(date(parcours, &rule.depuis)?, rule.jours, Jours::Calendaires)
}

/// What is not wrong but worth saying before sending.
pub fn avertissements(parcours: &Parcours<'_>, today: NaiveDate) -> Vec<Avertissement> {
    // The recap says itself that the last day is over.
    let delai = avertissement_delai(parcours, today)
        .filter(|warning| !matches!(warning, Avertissement::LimiteDepassee { .. }));
    delai.into_iter().chain(avertissement_heures(parcours)).collect()
}

/// What a date that was just given calls for: « La formation a déjà commencé… », « OPCO EP conseille… », or that the
/// last day is over. What is sent after the beginning has nothing to warn of until then.
pub fn avertissement_delai(parcours: &Parcours<'_>, today: NaiveDate) -> Option<Avertissement> {
    let delai = &parcours.dispositif.delai;
    let depuis = date(parcours, &delai.depuis)?;
    if delai.apres.is_some() {
        let echeance = echeance(parcours, today)?;
        return echeance.depassee.then_some(Avertissement::LimiteDepassee { limite: echeance.limite });
    }
    if delai.avant && depuis < today {
        return Some(Avertissement::DejaCommencee);
    }
    let advised = today.checked_add_days(Days::new(u64::from(delai.ideal_jours_avant?)))?;
    (depuis < advised).then_some(Avertissement::MoinsDUnMois)
}

/// First and last day of the training. Where the deadline counts from a contract, the invoice's rule names its end.
fn formation(parcours: &Parcours<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let delai = &parcours.dispositif.delai;
    if let Some(rule) = &delai.facturation {
        let (etape, end) = parcours.dispositif.find_champ(&rule.depuis)?;
        let begin = format!("{}.{}", etape.cle, end.pas_avant.as_ref()?);
        return date(parcours, &begin).zip(date(parcours, &rule.depuis));
    }
    let (etape, begin) = delai.depuis.split_once('.')?;
    let champs = &parcours.dispositif.find_etape(etape)?.champs;
    let end = champs.iter().find(|champ| champ.pas_avant.as_deref() == Some(begin))?;
    date(parcours, &delai.depuis).zip(date(parcours, &format!("{etape}.{}", end.cle)))
}

/// More hours than the days between the dates can hold.
pub fn avertissement_heures(parcours: &Parcours<'_>) -> Option<Avertissement> {
    let (first, last) = formation(parcours)?;
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
