//! A sentence that says anew what another one of the message did: « … 21 h. PS : finalement c'est 14 h ».

mod phrase;

use std::cell::LazyCell;

use super::bilan::joined;
use super::{Place, Plusieurs, Prise, Role};
use crate::catalogue::Nature;
use crate::dossier::{Taxe, Valeur};
use crate::reading::Contexte;
use phrase::{Objet, Phrase, phrases};

/// Sentences of one message that are looked at so.
const MOST_CORRECTIONS: usize = 3;
/// Days by which a training is moved: further, the year is not the one that is meant.
const FARTHEST: i64 = 200;

/// What was read, with what a later sentence corrects: the new value where it says that and nothing else, else the field is
/// to be asked; what it says of something else changes nothing. `lire` reads a text by itself.
pub(super) fn corriges<'p>(
    mut read: Plusieurs,
    places: &[Place<'p>],
    text: &str,
    contexte: &Contexte<'_>,
    lire: impl Fn(&[Place<'p>], &str) -> Plusieurs,
) -> Plusieurs {
    if read.prises.is_empty() {
        return read;
    }
    let anew = phrases(text).filter(Phrase::says_anew).take(MOST_CORRECTIONS).collect::<Vec<_>>();
    for phrase in anew {
        // What the message said without it, read where that is asked.
        let before = LazyCell::new(|| lire(places, &phrase.blanked()));
        match phrase.objet() {
            Objet::Reponse => corrige(&mut read, places, &phrase, contexte, &lire, &before),
            Objet::Autre => {
                set_apart(&mut read, &before, &phrase, false, places);
                corrige(&mut read, places, &phrase, contexte, &lire, &before);
            }
            Objet::Etranger => set_apart(&mut read, &before, &phrase, true, places),
        }
    }
    read
}

/// What the sentence gave, though it speaks of something else, is as it was before it, or to be asked.
fn set_apart(
    read: &mut Plusieurs,
    before: &Plusieurs,
    phrase: &Phrase<'_>,
    restore: bool,
    places: &[Place<'_>],
) {
    let mut asked = Vec::new();
    for prise in &mut read.prises {
        let Some(old) = before.find(&prise.cle) else { continue };
        if phrase.holds(prise) && old.lu.valeur != prise.lu.valeur {
            // « En fait ma sœur m'héberge, donc pas besoin d'hôtel »
            match restore && !matches!(prise.lu.valeur, Valeur::OuiNon(_)) {
                true => *prise = old.clone(),
                false => asked.push(prise.cle.clone()),
            }
        }
    }
    if restore {
        let is_lost =
            |old: &&Prise| read.douteux.contains(&old.cle) && !matches!(old.lu.valeur, Valeur::OuiNon(_));
        let lost = before.prises.iter().filter(is_lost).cloned();
        let lost: Vec<Prise> = lost.collect();
        read.douteux.retain(|cle| lost.iter().all(|old| old.cle != *cle));
        read.prises.extend(lost);
        sort(&mut read.prises, places);
    }
    ask(read, |prise| asked.contains(&prise.cle));
}

fn corrige<'p>(
    read: &mut Plusieurs,
    places: &[Place<'p>],
    phrase: &Phrase<'_>,
    contexte: &Contexte<'_>,
    lire: &impl Fn(&[Place<'p>], &str) -> Plusieurs,
    before: &LazyCell<Plusieurs, impl FnOnce() -> Plusieurs>,
) {
    // « Erreur, c'est le 4 mai » begins with no title.
    let led: Vec<Place<'p>> = places.iter().map(|place| Place { libre: false, ..place.clone() }).collect();
    let mut anew = lire(&led, phrase.said);
    for prise in &mut anew.prises {
        prise.octets = prise.octets.start + phrase.start()..prise.octets.end + phrase.start();
    }
    let place_of = |cle: &str| places.iter().find(|place| place.cle == cle);
    // « Hôtel 80 €. Pardon, 90 € » corrects what stands just before it.
    let of_the_one_before =
        |cle: &str| place_of(cle).is_some_and(|place| phrase.corrects_the_one_before(place, contexte));
    let corrected = |prise: &&Prise| {
        let other = match read.find(&prise.cle) {
            Some(old) => phrase.follows(old) && old.lu.valeur != prise.lu.valeur,
            None => read.douteux.contains(&prise.cle),
        };
        // « En fait la formation comprend le repas » says no title.
        let said = !matches!(prise.lu.valeur, Valeur::Texte(_)) || phrase.says_a_name();
        other && said && !of_the_one_before(&prise.cle)
    };
    let changed: Vec<Prise> = anew.prises.iter().filter(corrected).cloned().collect();
    let known = anew.prises.iter().filter(|prise| {
        changed.contains(prise) || read.find(&prise.cle).is_some_and(|old| old.lu.valeur == prise.lu.valeur)
    });
    let known: Vec<&Prise> = known.collect();
    // Where one lives, and where the training is, are told alike; « du 22 au 24 » is of a month that is not said.
    let unsure = |prise: &Prise| {
        place_of(&prise.cle).is_some_and(|place| match place.nature {
            Nature::CodePostal | Nature::Commune => true,
            Nature::Date => !phrase.says_the_month(),
            _ => false,
        })
    };
    let plain = phrase.is_plain_but_for(&known, places);
    // « 450 € HT. En fait c'est 450 € TTC »
    let same_sum = |old: &Prise| {
        let sum = |new: &&Prise| new.cle != old.cle && new.lu.valeur == old.lu.valeur;
        matches!(old.lu.valeur, Valeur::Montant(_)) && anew.prises.iter().any(|new| sum(&new))
    };
    if plain && !changed.is_empty() && !changed.iter().any(unsure) {
        let new = with(read, &changed, phrase, places);
        if days_hold(&new, Some(read), phrase, places) {
            *read = new;
            return;
        }
    }
    let mut asked: Vec<&str> = changed.iter().map(|prise| prise.cle.as_str()).collect();
    // « Rectif : du 22 au 24 »
    let no_month = !phrase.says_the_month()
        && !phrase.said.contains('/')
        && read.prises.iter().any(|prise| is_day(places, &prise.cle) && phrase.holds(prise));
    let mut days = no_month || !days_hold(read, None, phrase, places);
    if days && !plain && !phrase.is_about_the_training() {
        read.prises.retain(|prise| !is_day(places, &prise.cle));
        read.prises.extend(before.prises.iter().filter(|prise| is_day(places, &prise.cle)).cloned());
        sort(&mut read.prises, places);
        asked.retain(|cle| !is_day(places, cle));
        days = false;
    }
    let days_move = anew.prises.iter().all(|prise| !is_day(places, &prise.cle)) && phrase.moves_the_days();
    let days_wrong = phrase.is_wrong() && phrase.is_about_days();
    if days || days_move || days_wrong || asked.iter().any(|cle| is_day(places, cle)) {
        asked.extend(places.iter().filter(|place| *place.nature == Nature::Date).map(|place| place.cle));
    }
    asked.extend(anew.douteux.iter().map(String::as_str));
    // « Le montant n'est pas bon », « les 320 km sont faux »
    let same = |place: &Place<'_>| {
        let values = anew.find(place.cle).zip(read.find(place.cle));
        values.is_none_or(|(new, old)| new.lu.valeur == old.lu.valeur)
    };
    let is_wrong = |place: &&Place<'_>| phrase.is_wrong() && same(place) && phrase.names_the(place);
    let said_again = phrase.is_false();
    // « Pardon, 69007 pour le code postal »: a figure that is not read.
    let figures = phrase.said.contains(|c: char| c.is_ascii_digit());
    let unread = |place: &&Place<'_>| {
        let code = matches!(place.nature, Nature::CodePostal | Nature::Siret | Nature::Telephone);
        figures && code && anew.find(place.cle).is_none() && phrase.names_the(place)
    };
    asked.extend(places.iter().filter(unread).map(|place| place.cle));
    let wrong: Vec<&str> = places.iter().filter(is_wrong).map(|place| place.cle).collect();
    let other_tax = |old: &Prise, tax: Taxe| {
        let known = place_of(&old.cle).and_then(|place| match place.role {
            Role::Ht => Some(Taxe::Ht),
            Role::Ttc => Some(Taxe::Ttc),
            _ => old.lu.taxe,
        });
        matches!(old.lu.valeur, Valeur::Montant(_)) && known.is_some_and(|known| known != tax)
    };
    let denied = |old: &Prise| {
        place_of(&old.cle).is_some_and(|place| match (place.nature, &old.lu.valeur) {
            (Nature::OuiNon, _) => phrase.answers_the_one_before(old),
            (_, Valeur::Texte(written)) => phrase.denies(written),
            _ => false,
        })
    };
    ask(read, |old| {
        let is_asked = asked.contains(&old.cle.as_str()) && !of_the_one_before(&old.cle);
        let taxed = phrase.tax().is_some_and(|tax| other_tax(old, tax));
        phrase.follows(old) && (is_asked || taxed || denied(old) || same_sum(old))
            || days && is_day(places, &old.cle)
            || wrong.contains(&old.cle.as_str()) && (said_again || phrase.follows(old))
    });
}

/// In the order of the fields.
fn sort(prises: &mut [Prise], places: &[Place<'_>]) {
    prises.sort_by_key(|prise| places.iter().position(|place| place.cle == prise.cle));
}

/// These are no answers, and to be asked.
fn ask(read: &mut Plusieurs, asked: impl Fn(&Prise) -> bool) {
    let (out, kept): (Vec<Prise>, Vec<Prise>) = std::mem::take(&mut read.prises).into_iter().partition(asked);
    read.prises = kept;
    read.douteux.extend(out.into_iter().map(|old| old.cle));
}

/// With these values, all of the sentence being read.
fn with(read: &Plusieurs, changed: &[Prise], phrase: &Phrase<'_>, places: &[Place<'_>]) -> Plusieurs {
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

fn is_day(places: &[Place<'_>], cle: &str) -> bool {
    places.iter().any(|place| place.cle == cle && *place.nature == Nature::Date)
}

/// Days that the sentence says anew are both, or the one that it names, and near the former; the last does not come before
/// the first.
fn days_hold(
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
