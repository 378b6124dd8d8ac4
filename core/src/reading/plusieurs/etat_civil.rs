//! Who somebody is, where it is asked in several fields: « Teddy Vasseur, né le 12 avril 1996 ».

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Place;
use super::chantier::Chantier;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::date::written_days;
use crate::reading::identite::pattern;
use crate::reading::{Lecture, Lu, labelled_name, parted_name, read};

/// Bytes after « née le » in which the day stands.
const DAY: usize = 40;

impl Chantier<'_, '_> {
    /// « née le 9 mai 1994 »: the day of birth, where one is asked.
    pub fn naissances(&mut self) {
        static BORN: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)\b(?:n[ée](?:\(?e\)?)? (?:le|en)|naissance(?: le| est le| c['’]est le| ?:)?) ")
        });
        let asks = |place: &usize| is_birthday(&self.places[*place]);
        let Some(place) = self.only_place(asks) else { return };
        let born: Vec<usize> = BORN.find_iter(&self.left).map(|found| found.end()).collect();
        for from in born {
            let end = self.left.floor_char_boundary(from + DAY);
            let day = written_days(self.rest(from..end), self.contexte).into_iter().next();
            let Some(day) = day.map(|day| day.octets).filter(|day| day.start == 0) else { continue };
            let part = from..from + day.end;
            match read(&Nature::Date, self.piece(part.clone()), self.contexte) {
                Lecture::Read(lu) if matches!(lu.valeur, Valeur::Date(day) if day < self.contexte.today) => {
                    self.take(place, lu, part, false);
                }
                _ => self.doubt(&[place]),
            }
        }
    }

    /// « Teddy Vasseur » where prénom and nom are asked apart, and only a name was found.
    pub fn prenoms(&mut self) {
        let (Some(prenom), Some(nom)) = (self.place_called("prenom"), self.place_called("nom")) else {
            return;
        };
        if !self.is_taken(prenom) && !self.is_taken(nom) {
            self.each_named(prenom, nom);
        }
        let [(lu, part)] = &self.taken_of(nom)[..] else { return };
        let Valeur::Texte(name) = &lu.valeur else { return };
        let Some((first, last)) = parted_name(name).filter(|_| !self.is_taken(prenom)) else { return };
        let text = |text| Lu { valeur: Valeur::Texte(text), taxe: None };
        let part: Range<usize> = part.clone();
        self.take_back(nom);
        self.take(prenom, text(first), part.clone(), false);
        self.take(nom, text(last), part, false);
    }

    /// « Prénom Lola nom Arnoux »: each by what it is, without a mark.
    fn each_named(&mut self, prenom: usize, nom: usize) {
        let Some((first, last)) = labelled_name(&self.left) else { return };
        let text = |text| Lu { valeur: Valeur::Texte(text), taxe: None };
        for (place, name) in [(prenom, first), (nom, last)] {
            if let Some(at) = self.left.find(&name) {
                let part = at..at + name.len();
                self.take(place, text(name), part, true);
            }
        }
    }

    /// The only text that goes by this name and by no longer one: « nom », and not « nom et prénom ».
    fn place_called(&self, name: &str) -> Option<usize> {
        let other = if name == "nom" { "prenom" } else { "nom" };
        self.only_place(|place| {
            let place = &self.places[*place];
            let called = place.mots.iter().any(|own| own == name);
            matches!(place.nature, Nature::Texte { .. })
                && called
                && !place.mots.iter().any(|own| holds(own, other))
        })
    }
}

/// A day of birth: no other day can be one.
pub fn is_birthday(place: &Place<'_>) -> bool {
    matches!(place.nature, Nature::Date) && place.mots.iter().any(|name| holds(name, "naissance"))
}

fn holds(name: &str, word: &str) -> bool {
    name.split(' ').any(|own| own == word)
}
