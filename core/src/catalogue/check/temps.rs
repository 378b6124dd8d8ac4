//! Dates against dates: gaps between fields, and the last day of a dispositif.

use super::{Report, path, unknown};
use crate::catalogue::{Champ, Dispositif, Ecart, Etape, Nature};

/// Each gap of a date field is from another date, and says something.
pub(super) fn check_ecarts(
    dispositif: &Dispositif,
    etape: &Etape,
    champ: &Champ,
    key: &str,
    report: Report<'_>,
) {
    for (rank, ecart) in champ.ecarts.iter().enumerate() {
        let key = format!("{key}.ecarts.{}", rank + 1);
        if champ.nature != Nature::Date {
            report(&key, "ne va qu'avec une date".to_owned());
        }
        check_ecart(dispositif, etape, champ, ecart, &key, report);
    }
}

fn check_ecart(
    dispositif: &Dispositif,
    etape: &Etape,
    champ: &Champ,
    ecart: &Ecart,
    key: &str,
    report: Report<'_>,
) {
    let (other, found) = match ecart.de.split_once('.') {
        Some(_) => (dispositif.find_champ(&ecart.de), ecart.de.as_str()),
        None => (etape.find_champ(&ecart.de).map(|champ| (etape, champ)), ecart.de.as_str()),
    };
    match other {
        None => report(&format!("{key}.de"), unknown(found)),
        Some((_, other)) if other.nature != Nature::Date => {
            report(&format!("{key}.de"), format!("« {found} » n'est pas une date"));
        }
        Some((elsewhere, other)) if elsewhere.cle == etape.cle && other.cle == champ.cle => {
            report(&format!("{key}.de"), "c'est ce champ lui-même".to_owned());
        }
        Some((elsewhere, _)) if elsewhere.cle != etape.cle && elsewhere.repetition.is_some() => {
            report(&format!("{key}.de"), format!("« {} » est une étape qui se répète", elsewhere.cle));
        }
        Some(_) => {}
    }
    match (ecart.mois_min, ecart.mois_max) {
        (None, None) => report(key, "il faut mois_min ou mois_max".to_owned()),
        (Some(min), Some(max)) if min > max => report(key, "mois_min dépasse mois_max".to_owned()),
        _ => {}
    }
    if ecart.message.trim().is_empty() {
        report(&format!("{key}.message"), "est vide".to_owned());
    }
}

/// The date that counts is one, and there is something to say.
pub(super) fn check_disponibilite(dispositif: &Dispositif, report: Report<'_>) {
    let Some(disponibilite) = &dispositif.disponibilite else { return };
    if let Some(sur) = &disponibilite.sur {
        path(dispositif, "disponibilite.sur", sur, &|nature| *nature == Nature::Date, report);
    }
    if disponibilite.avertissement.trim().is_empty() {
        report("disponibilite.avertissement", "est vide".to_owned());
    }
}
