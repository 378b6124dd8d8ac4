//! What waits for her in one of her requests, and when she is reminded of it: seldom, three times at most.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Preferences;
use crate::bilan;
use crate::catalogue::Moment;
use crate::clock::{midnight, paris, today};
use crate::dossier::{PieceJointe, Statut};
use crate::parcours::Parcours;

/// Reminders of one thing.
const FOIS: usize = 3;
/// Days between two reminders of one thing.
const ECART: Days = Days::new(2);
/// What nobody touched for so long, and has no last day, was given up.
const ABANDON: TimeDelta = TimeDelta::days(60);
/// A last day that is farther away than this says little yet.
const LOIN: TimeDelta = TimeDelta::days(45);

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sujet {
    /// A draft: answers, or only the sending.
    Brouillon,
    /// A draft that lacks pièces only.
    Pieces,
    /// A complément OPCO EP asked for.
    Complement,
    /// A pièce OPCO EP wants replaced.
    Remplacer,
    /// Files given after sending that have not left.
    Transmettre,
    /// The invoice and its proofs.
    Facture,
}

/// What waits for the owner of a dossier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attendu {
    pub sujet: Sujet,
    /// Since when; another instant is another wait, reminded of anew.
    pub depuis: DateTime<Utc>,
    /// Last day to do it.
    pub limite: Option<NaiveDate>,
    /// Labels of what is missing.
    pub manque: Vec<String>,
}

/// What she was reminded of in one dossier, and what she answered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Historique {
    /// The wait that is counted.
    pub attente: Option<(Sujet, DateTime<Utc>)>,
    /// Reminders of it so far.
    pub fois: usize,
    pub dernier: Option<DateTime<Utc>>,
    /// She asked to be told again on that day.
    pub reporte: Option<NaiveDate>,
}

impl Historique {
    /// She is reminded now.
    pub fn rappele(&mut self, attendu: &Attendu, now: DateTime<Utc>) {
        let before = if self.counts(attendu) { self.fois } else { 0 };
        *self = Historique {
            attente: Some((attendu.sujet, attendu.depuis)),
            fois: before + 1,
            dernier: Some(now),
            reporte: None,
        };
    }

    /// What she was told is about this wait.
    fn counts(&self, attendu: &Attendu) -> bool {
        self.attente == Some((attendu.sujet, attendu.depuis))
    }

    /// This was the last time.
    pub fn is_last(&self) -> bool {
        self.fois >= FOIS
    }
}

/// What waits for the owner of this dossier, the most pressing first.
pub fn attendu(parcours: &Parcours<'_>, now: DateTime<Utc>) -> Option<Attendu> {
    let dossier = parcours.dossier;
    match dossier.statut {
        Statut::EnPreparation if dossier.is_empty() => None,
        Statut::EnPreparation => draft(parcours, now),
        statut if statut.is_final() => None,
        _ => asked(parcours, now).or_else(|| invoice(parcours, now)),
    }
}

fn draft(parcours: &Parcours<'_>, now: DateTime<Utc>) -> Option<Attendu> {
    let echeance = bilan::echeance(parcours, today(now));
    if echeance.as_ref().is_some_and(|echeance| echeance.depassee) {
        return None;
    }
    let manque = parcours.manque();
    let only_pieces = parcours.is_complete() && !manque.is_empty();
    Some(Attendu {
        sujet: if only_pieces { Sujet::Pieces } else { Sujet::Brouillon },
        depuis: parcours.dossier.updated_at,
        limite: echeance.map(|echeance| echeance.limite),
        manque,
    })
}

/// What OPCO EP asked for, while there is time.
fn asked(parcours: &Parcours<'_>, now: DateTime<Utc>) -> Option<Attendu> {
    let complement = parcours.dossier.instruction.complement_en_cours();
    let limite = complement.and_then(|complement| complement.limite);
    if limite.is_some_and(|limite| limite < today(now)) {
        return None;
    }
    let depuis = parcours.dossier.updated_at;
    let open = parcours.pieces_ouvertes();
    let of = |wanted: fn(&PieceJointe) -> bool| -> Vec<String> {
        let those = open.iter().filter(|attendue| parcours.jointe(attendue).is_some_and(wanted));
        those.map(|attendue| attendue.libelle.clone()).collect()
    };
    let waiting = of(|jointe| jointe.a_transmettre().next().is_some());
    if !waiting.is_empty() {
        return Some(Attendu { sujet: Sujet::Transmettre, depuis, limite, manque: waiting });
    }
    let replaced = of(|jointe| jointe.a_remplacer.is_some());
    if !replaced.is_empty() {
        return Some(Attendu { sujet: Sujet::Remplacer, depuis, limite, manque: replaced });
    }
    let complement = complement.filter(|complement| complement.repondu_le.is_none())?;
    let named = !complement.pieces.is_empty();
    let pieces = open.iter().filter(|attendue| named && parcours.is_complement(attendue));
    Some(Attendu {
        sujet: Sujet::Complement,
        depuis: complement.demande_le,
        limite,
        manque: pieces.map(|attendue| attendue.libelle.clone()).collect(),
    })
}

/// The invoice, from the end of the training to the last day for it.
fn invoice(parcours: &Parcours<'_>, now: DateTime<Utc>) -> Option<Attendu> {
    if !parcours.dossier.statut.is_a_facturer() {
        return None;
    }
    let limite = bilan::facturation(parcours).filter(|limite| *limite >= today(now))?;
    let pieces = parcours.pieces(Moment::Facturation).into_iter();
    let missing = pieces.filter(|attendue| attendue.is_required() && !parcours.is_fournie(attendue));
    let manque: Vec<String> = missing.map(|attendue| attendue.libelle).collect();
    let depuis = midnight(limite.checked_sub_days(Days::new(30))?);
    (!manque.is_empty()).then_some(Attendu { sujet: Sujet::Facture, depuis, limite: Some(limite), manque })
}

/// The days on which she is reminded, three at most, in order.
fn jours(attendu: &Attendu) -> Vec<NaiveDate> {
    let begin = today(attendu.depuis);
    let after = |days: u64| begin.checked_add_days(Days::new(days));
    let Some(limite) = attendu.limite else {
        return [3, 8, 18].into_iter().filter_map(after).collect();
    };
    let before = |days: u64| limite.checked_sub_days(Days::new(days));
    let wanted = match attendu.sujet {
        Sujet::Facture => [before(14), before(7), before(2)],
        _ if limite - begin > LOIN => [after(3), after(10), before(7)],
        _ => [after(3), before(7), before(2)],
    };
    let mut days: Vec<NaiveDate> = wanted.into_iter().flatten().filter(|day| *day > begin).collect();
    days.retain(|day| *day <= limite);
    days.sort_unstable();
    if days.is_empty() {
        // Little time: once, the next day.
        return after(1).filter(|day| *day <= limite).into_iter().collect();
    }
    // The later of two that are too near.
    let mut kept: Vec<NaiveDate> = Vec::new();
    for day in days.into_iter().rev() {
        if kept.last().is_none_or(|next| day.checked_add_days(ECART).is_some_and(|soonest| soonest <= *next))
        {
            kept.push(day);
        }
    }
    kept.reverse();
    kept
}

/// When she is reminded of it next; never when she wants no reminders, after the last one, or after the last day.
pub fn quand(
    attendu: &Attendu,
    historique: &Historique,
    preferences: &Preferences,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    if !preferences.rappels || (attendu.limite.is_none() && now - attendu.depuis > ABANDON) {
        return None;
    }
    let fois = if historique.counts(attendu) { historique.fois } else { 0 };
    let day = match historique.reporte.filter(|_| historique.counts(attendu)) {
        Some(asked) => asked,
        None => {
            let planned = *jours(attendu).get(fois)?;
            let spaced = historique.dernier.and_then(|last| today(last).checked_add_days(ECART));
            planned.max(spaced.unwrap_or(planned))
        }
    };
    // Never late in the day for what was due in the morning, never at another time of the day.
    let at = preferences.matin_du(day.max(today(now)));
    let at = if at < now && !preferences.permet(now) { preferences.matin(now) } else { at };
    attendu.limite.is_none_or(|limite| paris(at).date() <= limite).then_some(at)
}

/// The day meant by « demain », from this instant: a working day is not asked for, she named it.
pub fn demain(now: DateTime<Utc>) -> NaiveDate {
    today(now).succ_opt().unwrap_or_else(|| today(now))
}

/// The next Monday after today.
pub fn lundi(now: DateTime<Utc>) -> NaiveDate {
    use chrono::{Datelike, Weekday};
    let mut days = today(now).iter_days().skip(1);
    days.find(|day| day.weekday() == Weekday::Mon).unwrap_or_else(|| today(now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::instant;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn nine(text: &str) -> DateTime<Utc> {
        instant(day(text).and_hms_opt(9, 0, 0).expect("a time"))
    }

    fn waiting(sujet: Sujet, depuis: &str, limite: Option<&str>) -> Attendu {
        Attendu { sujet, depuis: nine(depuis), limite: limite.map(day), manque: Vec::new() }
    }

    /// Each reminder from then on, when she never answers.
    fn all(attendu: &Attendu) -> Vec<String> {
        let preferences = Preferences::default();
        let (mut historique, mut now, mut out) = (Historique::default(), attendu.depuis, Vec::new());
        while let Some(at) = quand(attendu, &historique, &preferences, now) {
            assert!(preferences.permet(at) && at >= now && out.len() < 10, "{at}");
            now = at;
            historique.rappele(attendu, now);
            out.push(paris(at).format("%a %d/%m %H:%M").to_string());
        }
        out
    }

    #[test]
    fn three_at_most_spaced_on_working_days_before_the_last_day() {
        let cases: [(Attendu, &[&str]); 7] = [
            (
                waiting(Sujet::Brouillon, "2026-11-25", None),
                &["Mon 30/11 09:00", "Thu 03/12 09:00", "Mon 14/12 09:00"],
            ),
            (
                waiting(Sujet::Complement, "2026-11-25", Some("2026-12-11")),
                &["Mon 30/11 09:00", "Fri 04/12 09:00", "Wed 09/12 09:00"],
            ),
            (waiting(Sujet::Complement, "2026-11-25", Some("2026-11-27")), &["Thu 26/11 09:00"]),
            (waiting(Sujet::Complement, "2026-11-25", Some("2026-11-25")), &[]),
            // The last day is a Sunday: not on the Monday after it.
            (waiting(Sujet::Complement, "2026-11-27", Some("2026-11-29")), &[]),
            (
                waiting(Sujet::Facture, "2026-11-01", Some("2026-12-01")),
                &["Tue 17/11 09:00", "Tue 24/11 09:00", "Mon 30/11 09:00"],
            ),
            (
                waiting(Sujet::Brouillon, "2026-11-25", Some("2027-03-01")),
                &["Mon 30/11 09:00", "Mon 07/12 09:00", "Mon 22/02 09:00"],
            ),
        ];
        for (attendu, expected) in cases {
            assert_eq!(all(&attendu), expected, "{attendu:?}");
        }
    }

    #[test]
    fn her_answer_holds() {
        let attendu = waiting(Sujet::Brouillon, "2026-11-25", None);
        let now = nine("2026-11-30");
        let mut historique = Historique::default();
        historique.rappele(&attendu, now);
        historique.reporte = Some(lundi(now));
        let preferences = Preferences::default();
        assert_eq!(quand(&attendu, &historique, &preferences, now), Some(nine("2026-12-07")));
        historique.reporte = Some(demain(now));
        assert_eq!(quand(&attendu, &historique, &preferences, now), Some(nine("2026-12-01")));
        // Also after the third; and not at all when she wants none.
        historique.fois = 3;
        assert_eq!(quand(&attendu, &historique, &preferences, now), Some(nine("2026-12-01")));
        let none = Preferences { rappels: false, ..preferences.clone() };
        assert_eq!(quand(&attendu, &historique, &none, now), None);
        // She acted since: it is another wait, counted anew.
        let acted = waiting(Sujet::Brouillon, "2026-12-10", None);
        assert_eq!(quand(&acted, &historique, &preferences, nine("2026-12-10")), Some(nine("2026-12-14")));
        // Given up.
        assert_eq!(quand(&attendu, &Historique::default(), &preferences, nine("2027-02-15")), None);
    }
}
