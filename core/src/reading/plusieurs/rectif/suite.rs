//! What a message answers once a sentence of it was heard.

use super::super::bilan::joined;
use super::super::{Place, Plusieurs, Prise, Role};
use super::phrase::Phrase;
use crate::catalogue::Nature;
use crate::dossier::Valeur;

/// Days by which a training is moved: further, the year is not the one that is meant.
const FARTHEST: i64 = 200;

/// In the order of the fields.
pub fn sort(prises: &mut [Prise], places: &[Place<'_>]) {
    prises.sort_by_key(|prise| places.iter().position(|place| place.cle == prise.cle));
}

/// These are no answers, and to be asked.
pub fn ask(read: &mut Plusieurs, asked: impl Fn(&Prise) -> bool) {
    let (out, kept): (Vec<Prise>, Vec<Prise>) = std::mem::take(&mut read.prises).into_iter().partition(asked);
    read.prises = kept;
    read.douteux.extend(out.into_iter().map(|old| old.cle));
}

/// With these values, all of the sentence being read.
pub fn with(read: &Plusieurs, changed: &[Prise], phrase: &Phrase<'_>, places: &[Place<'_>]) -> Plusieurs {
    let mut new = read.clone();
    let is_changed = |cle: &String| changed.iter().any(|prise| prise.cle == *cle);
    new.douteux.retain(|cle| !is_changed(cle));
    new.prises.retain(|old| !is_changed(&old.cle));
    new.prises.extend_from_slice(changed);
    sort(&mut new.prises, places);
    new.lus.push(phrase.octets.clone());
    new.lus = joined(new.lus);
    new
}

/// Days that the sentence says anew are both, or the one that it names, and near the former; the last does not come before
/// the first.
pub fn days_hold(
    read: &Plusieurs,
    before: Option<&Plusieurs>,
    phrase: &Phrase<'_>,
    places: &[Place<'_>],
) -> bool {
    let day = |role: Role| {
        let place = places.iter().find(|place| place.role == role && *place.nature == Nature::Date)?;
        let find = |read: &Plusieurs| match read.find(place.cle)?.lu.valeur {
            Valeur::Date(day) => Some(day),
            _ => None,
        };
        let far = before
            .and_then(find)
            .zip(find(read))
            .is_some_and(|(old, new)| (new - old).num_days().abs() > FARTHEST);
        Some((find(read)?, read.find(place.cle).is_some_and(|prise| phrase.holds(prise)), far))
    };
    let (first, last) = (day(Role::Debut), day(Role::Fin));
    if [first, last].iter().flatten().any(|(_, _, far)| *far) {
        return false;
    }
    match (first, last) {
        (Some((first, anew, _)), Some((last, anew_too, _))) => {
            first <= last
                && match (anew, anew_too) {
                    (true, false) => phrase.names_the_first_day(),
                    (false, true) => phrase.names_the_last_day(),
                    _ => true,
                }
        }
        _ => true,
    }
}
