//! A sentence that says anew what another one of the message did: « … 21 h. PS : finalement c'est 14 h ».

pub(super) mod objet;
mod phrase;
mod renomme;
mod reprise;
mod suite;

use std::cell::LazyCell;

use super::{Place, Plusieurs, Prise, Role};
use crate::catalogue::Nature;
use crate::dossier::{Taxe, Valeur};
use crate::reading::Contexte;
use objet::Objet;
use phrase::{Phrase, phrases};
use renomme::renamed;
use suite::{ask, days_hold, sort, with};

/// Sentences of one message that are looked at so.
const MOST_CORRECTIONS: usize = 3;

/// What was read, with what a later sentence corrects: the new value where it says that and nothing else, else the field is
/// to be asked; what it says of something else changes nothing. `lire` reads a text by itself.
pub(super) fn corriges<'p>(
    mut read: Plusieurs,
    places: &[Place<'p>],
    text: &str,
    contexte: &Contexte<'_>,
    lire: impl Fn(&[Place<'p>], &str) -> Plusieurs,
) -> Plusieurs {
    if read.prises.is_empty() && read.douteux.is_empty() {
        return read;
    }
    renamed(&mut read, places, text, contexte);
    let anew = phrases(text).filter(Phrase::says_anew).take(MOST_CORRECTIONS).collect::<Vec<_>>();
    // « Erreur, c'est le 4 mai » begins with no title.
    let led = |place: &Place<'p>| Place { libre: false, ..place.clone() };
    for phrase in anew {
        // What the message says without it, read where that is asked.
        let before = LazyCell::new(|| lire(places, &phrase.blanked()));
        // « Ma comptable dit que c'est 950 € et pas 900 »: it may be about the answer.
        let denies = phrase.denies() && before.prises.iter().any(|old| phrase.denies_the(old));
        let said = phrase.objet();
        let objet = if denies && said == Objet::Etranger { Objet::Autre } else { said };
        if objet != Objet::Reponse {
            set_apart(&mut read, &before, &phrase, objet == Objet::Etranger, places);
        }
        if objet != Objet::Etranger {
            let led: Vec<Place<'p>> = places.iter().map(led).collect();
            let mut anew = lire(&led, phrase.said);
            for prise in &mut anew.prises {
                prise.octets = prise.octets.start + phrase.start()..prise.octets.end + phrase.start();
            }
            Rectif { places, phrase: &phrase, objet, contexte, anew }.corrige(&mut read, &before);
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
            let wish = matches!(prise.lu.valeur, Valeur::OuiNon(_));
            match restore && !wish {
                true => *prise = old.clone(),
                false if wish && phrase.comes_to(prise) => {}
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

/// What a sentence says by itself, beside what the message said.
struct Rectif<'a, 'p> {
    places: &'a [Place<'p>],
    phrase: &'a Phrase<'a>,
    objet: Objet,
    contexte: &'a Contexte<'a>,
    anew: Plusieurs,
}

impl Rectif<'_, '_> {
    /// Takes what it says anew, where it says nothing else; what it leaves unsure is to be asked.
    fn corrige(&self, read: &mut Plusieurs, before: &LazyCell<Plusieurs, impl FnOnce() -> Plusieurs>) {
        let changed = self.changed(read);
        let plain = self.is_plain(read, &changed)
            || self.objet == Objet::Reponse && self.replaces(before, &changed)
            || self.concludes(&changed)
            || changed.iter().all(|new| self.is_day(&new.cle)) && self.phrase.is_moved_to(&changed)
            || !changed.is_empty() && changed.iter().all(|new| self.is_counted_again(new));
        if plain && !changed.is_empty() && !changed.iter().any(|new| self.is_unsure(new)) {
            let new = with(read, &changed, self.phrase, self.places);
            if days_hold(&new, Some(read), self.phrase, self.places) {
                *read = new;
                return;
            }
        }
        let mut asked: Vec<&str> = changed.iter().map(|new| new.cle.as_str()).collect();
        let mut days = self.has_a_day_of_no_month(read)
            || !days_hold(read, None, self.phrase, self.places)
            || changed.is_empty() && self.tells_other_days(read);
        if days && !plain && !self.phrase.is_about_the_training() {
            read.prises.retain(|prise| !self.is_day(&prise.cle));
            read.prises.extend(before.prises.iter().filter(|prise| self.is_day(&prise.cle)).cloned());
            sort(&mut read.prises, self.places);
            asked.retain(|cle| !self.is_day(cle));
            days = false;
        }
        if days || self.leaves_the_days_open() || asked.iter().any(|cle| self.is_day(cle)) {
            asked.extend(self.cles(|place| *place.nature == Nature::Date));
        }
        asked.extend(self.anew.douteux.iter().map(String::as_str));
        asked.extend(self.cles(|place| self.names_a_code_unread(place)));
        let wrong = self.cles(|place| self.is_wrong(read, place));
        let said_again = self.phrase.is_false();
        ask(read, |old| {
            let cle = old.cle.as_str();
            let is_asked = asked.contains(&cle) && !self.is_of_the_one_before(cle);
            let follows = self.phrase.follows(old);
            follows
                && (is_asked || self.is_of_another_tax(old) || self.is_denied(old) || self.is_the_sum(old))
                || days && self.is_day(cle)
                || wrong.contains(&cle) && (said_again || follows)
        });
    }

    fn place_of(&self, cle: &str) -> Option<&Place<'_>> {
        self.places.iter().find(|place| place.cle == cle)
    }

    fn cles(&self, is: impl Fn(&Place<'_>) -> bool) -> Vec<&str> {
        self.places.iter().filter(|place| is(place)).map(|place| place.cle).collect()
    }

    fn is_day(&self, cle: &str) -> bool {
        self.place_of(cle).is_some_and(|place| *place.nature == Nature::Date)
    }

    /// « Hôtel 80 €. Pardon, 90 € » corrects what stands just before it.
    fn is_of_the_one_before(&self, cle: &str) -> bool {
        self.place_of(cle).is_some_and(|place| self.phrase.corrects_the_one_before(place, self.contexte))
    }

    /// What it says otherwise than the message, or that the message left in doubt.
    fn changed(&self, read: &Plusieurs) -> Vec<Prise> {
        let changed = |prise: &&Prise| {
            let other = match read.find(&prise.cle) {
                Some(old) => self.phrase.follows(old) && old.lu.valeur != prise.lu.valeur,
                None => read.douteux.contains(&prise.cle),
            };
            // « En fait la formation comprend le repas » says no title.
            let said = !matches!(prise.lu.valeur, Valeur::Texte(_)) || self.phrase.says_a_name();
            other && said && (!self.is_of_the_one_before(&prise.cle) || self.is_counted_again(prise))
        };
        self.anew.prises.iter().filter(changed).cloned().collect()
    }

    /// It says these, or what was known, and nothing else.
    fn is_plain(&self, read: &Plusieurs, changed: &[Prise]) -> bool {
        let known = |new: &&Prise| {
            changed.contains(new) || read.find(&new.cle).is_some_and(|old| old.lu.valeur == new.lu.valeur)
        };
        let known: Vec<&Prise> = self.anew.prises.iter().filter(known).collect();
        self.phrase.is_plain_but_for(&known, self.places)
    }

    /// « En fait ils m'ont renvoyé le devis, c'est 1 475 € », « …, le bon numéro est le 06 … »: its last clause says the one
    /// value, and nothing else.
    fn concludes(&self, changed: &[Prise]) -> bool {
        let [new] = changed else { return false };
        let sum = matches!(new.lu.valeur, Valeur::Montant(_));
        self.anew.prises.len() == 1 && self.phrase.concludes_with(new, sum)
    }

    /// « PS : Océane ne vient pas, nous ne serons que 2 », « comptez 6 stagiaires »
    fn is_counted_again(&self, new: &Prise) -> bool {
        matches!(new.lu.valeur, Valeur::Entier(_) | Valeur::Decimal(_)) && self.phrase.counts_again(new)
    }

    /// « PS : je viens de revoir le devis, c'est 1 980 € et pas 1 890 »: what it was, and what it is.
    fn replaces(&self, before: &Plusieurs, changed: &[Prise]) -> bool {
        match changed {
            [new] => before.find(&new.cle).is_some_and(|old| self.phrase.denies_the(old)),
            // « c'est du 8 au 9 juin et pas du 7 au 8 »
            [first, last] if self.is_day(&first.cle) && self.is_day(&last.cle) => {
                let day = |new: &Prise| match before.find(&new.cle)?.lu.valeur {
                    Valeur::Date(day) => Some(day),
                    _ => None,
                };
                let days = day(first).zip(day(last));
                days.is_some_and(|(one, other)| self.phrase.denies_the_days(one.min(other), one.max(other)))
            }
            _ => false,
        }
    }

    /// Where one lives, and where the training is, are told alike; « du 22 au 24 » is of a month that is not said.
    fn is_unsure(&self, new: &Prise) -> bool {
        self.place_of(&new.cle).is_some_and(|place| match place.nature {
            Nature::CodePostal | Nature::Commune => true,
            Nature::Date => !self.phrase.says_the_month(),
            _ => false,
        })
    }

    /// « Rectif : du 22 au 24 »
    fn has_a_day_of_no_month(&self, read: &Plusieurs) -> bool {
        !self.phrase.says_the_month()
            && !self.phrase.said.contains('/')
            && read.prises.iter().any(|prise| self.is_day(&prise.cle) && self.phrase.holds(prise))
    }

    /// « Oups, on commence le 9 mars (le 8 le salon est fermé), la fin reste le 10 »: days that were not taken.
    fn tells_other_days(&self, read: &Plusieurs) -> bool {
        let side = self.phrase.names_the_first_day() || self.phrase.names_the_last_day();
        let taken = read.prises.iter().any(|prise| self.is_day(&prise.cle) && self.phrase.holds(prise));
        let known = |new: &Prise| read.find(&new.cle).is_some_and(|old| old.lu.valeur == new.lu.valeur);
        let confirms = self.anew.prises.iter().any(|new| self.is_day(&new.cle) && known(new));
        side && !taken && !confirms && self.phrase.tells_a_day(self.contexte)
    }

    /// « Erreur, en mai », « les dates sont fausses »
    fn leaves_the_days_open(&self) -> bool {
        let no_day = self.anew.prises.iter().all(|prise| !self.is_day(&prise.cle));
        no_day && self.phrase.moves_the_days() || self.phrase.is_wrong() && self.phrase.is_about_days()
    }

    /// « Le montant n'est pas bon », « les 320 km sont faux »
    fn is_wrong(&self, read: &Plusieurs, place: &Place<'_>) -> bool {
        let values = self.anew.find(place.cle).zip(read.find(place.cle));
        let same = values.is_none_or(|(new, old)| new.lu.valeur == old.lu.valeur);
        same && self.phrase.is_wrong() && self.phrase.names_the(place)
    }

    /// « Pardon, 69007 pour le code postal »: a figure that is not read.
    fn names_a_code_unread(&self, place: &Place<'_>) -> bool {
        matches!(place.nature, Nature::CodePostal | Nature::Siret | Nature::Telephone)
            && self.phrase.said.contains(|c: char| c.is_ascii_digit())
            && self.anew.find(place.cle).is_none()
            && self.phrase.names_the(place)
    }

    /// « 450 € HT. En fait c'est 450 € TTC »
    fn is_the_sum(&self, old: &Prise) -> bool {
        let other = |new: &Prise| new.cle != old.cle && new.lu.valeur == old.lu.valeur;
        matches!(old.lu.valeur, Valeur::Montant(_)) && self.anew.prises.iter().any(other)
    }

    /// « Oups, c'est TTC »
    fn is_of_another_tax(&self, old: &Prise) -> bool {
        let Some(tax) = self.phrase.tax() else { return false };
        let known = self.place_of(&old.cle).and_then(|place| match place.role {
            Role::Ht => Some(Taxe::Ht),
            Role::Ttc => Some(Taxe::Ttc),
            _ => old.lu.taxe,
        });
        matches!(old.lu.valeur, Valeur::Montant(_)) && known.is_some_and(|known| known != tax)
    }

    fn is_denied(&self, old: &Prise) -> bool {
        self.place_of(&old.cle).is_some_and(|place| match (place.nature, &old.lu.valeur) {
            (Nature::OuiNon, _) => self.phrase.answers_the_one_before(old),
            (_, Valeur::Texte(written)) => self.phrase.denies_a_name(written),
            _ => false,
        })
    }
}
