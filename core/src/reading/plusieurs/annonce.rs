//! Labels that name no field: a yes, a person's role, an offer that everything follows.

use std::ops::Range;

use super::Place;
use super::chantier::Chantier;
use super::compte::is_number;
use super::mots::{holds, stands_at};
use super::personnes::ROLES;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::Lu;
use crate::reading::date::written_days;
use crate::reading::duree::written_hours;
use crate::reading::lex::{List, Words, listed};
use crate::reading::montant::written_amounts;
use crate::reading::prenoms::is_person;

impl Chantier<'_, '_> {
    /// « Oui : 1 nuit et 2 repas »: yes to the costs that are asked, and which. False when it is no such label.
    pub fn yes_to_costs(&mut self, label: &Range<usize>) -> bool {
        let words = self.words(label.clone());
        if words.len() != 1 || words[0].text != "oui" {
            return false;
        }
        let of_costs = |place: &Place<'_>| {
            matches!(place.nature, Nature::OuiNon) && place.mots.iter().any(|name| name.starts_with("frais"))
        };
        match self.candidates(&[], of_costs)[..] {
            [place] => {
                self.take(place, Lu { valeur: Valeur::OuiNon(true), taxe: None }, label.clone(), true);
            }
            _ => self.consume(label.clone()),
        }
        true
    }

    /// « Responsable : Amandine Leroy »: a person, by what she is. False when it is no such label.
    pub fn role_of(&mut self, label: &Range<usize>, value: &Range<usize>) -> bool {
        // « Personne à former : … » is somebody, « Responsable de l'organisme : … » is not of the house.
        let words = self.words(label.clone());
        let by = words.last().is_some_and(|word| word.text == "par");
        let is_role = (by || words.iter().any(|word| listed(ROLES, &word.text)))
            && !words.iter().any(|word| {
                matches!(
                    word.text.as_str(),
                    "organisme" | "centre" | "formateur" | "formatrice" | "prestataire"
                )
            });
        let Some(place) = self.named_place().filter(|_| is_role) else { return false };
        let written = self.rest(value.clone());
        let end = written.find([',', ';', '(']).map_or(value.end, |at| value.start + at);
        let end = self.sentence_end(&(value.start..end));
        let name = self.without_links(value.start..end);
        if !is_person(self.piece(name.clone())) {
            return false;
        }
        self.consume(label.clone());
        self.take_text(place, name, true, false)
    }

    /// « Formation suivie par : … »; « Dispensée par : … » is who trains.
    pub fn tells_who(&self, places: &[usize], label: &Range<usize>) -> bool {
        let words = self.words(label.clone());
        let leads = places.iter().any(|&place| {
            let place = &self.places[place];
            place.amorces.iter().chain(&place.mots).any(|name| name.ends_with(" par") && holds(&words, name))
        });
        words.len() > 1 && words.last().is_some_and(|word| word.text == "par") && !leads
    }

    /// « Prochaine session : 3 février 2027 »: when, though no field is called so.
    pub fn is_of_days(&self, label: &Range<usize>, value: &Range<usize>) -> bool {
        self.words(label.clone()).iter().any(|word| matches!(word.text.as_str(), "session" | "journee"))
            && !written_days(self.rest(value.clone()), self.contexte).is_empty()
    }

    /// Another label stands in it.
    fn labels_in(&self, value: Range<usize>) -> bool {
        self.piece(value).contains(": ")
    }

    /// Clauses of it that count what a field is named by, or say who gives the training: « 2 nuits », « chez Solbat ».
    fn counts_in(&self, value: Range<usize>) -> usize {
        let words = self.words(value);
        let named = |at: usize| {
            // Hours and days are looked for by themselves.
            let mut counted = self.places.iter().filter(|place| is_number(place.nature));
            counted.any(|place| place.mots.iter().any(|name| stands_at(&words, at, name).is_some()))
        };
        let leads = |at: usize| {
            self.places
                .iter()
                .any(|place| place.amorces.iter().any(|name| stands_at(&words, at, name).is_some()))
        };
        (0..words.len()).filter(|&at| words[at].is_figure() && named(at + 1) || leads(at)).count()
    }

    /// « Proposition : Photoshop, 14 h, 980 € HT », « Revit : du 11 au 13 janvier, 21 h »: the only label of the message
    /// names no field and leads to everything, or is the title itself.
    pub fn leads_to_all(&mut self, label: &Range<usize>, value: &Range<usize>, several: bool) -> bool {
        // Another offer, another time, a part of it.
        static OTHERS: Words = Words::new(
            "option autre autres acompte arrhes solde hotel ancien ancienne concurrent annule annulee avant groupe choix variante \
             sinon derniere dernier financement reste aide remise total frais note attention rappel tva horaire horaires",
        );
        // What an offer is called, and whom it is for.
        static OFFERS: Words = Words::new(
            "proposition offre devis demande projet programme session dossier besoin souhait sujet pour formule \
             commerciale commercial formation stage",
        );
        let words = self.words(label.clone());
        let begins = !self.piece(0..label.start).contains(|c: char| c.is_ascii_digit());
        let numbered = words.last().is_some_and(|word| word.is_figure());
        // « Lot 1 : … », « Lot 2 : … »: of which?
        let one_line = several && (numbered || self.labels_in(value.clone()));
        if one_line || !begins || words.iter().any(|word| OTHERS.has(&word.text)) {
            return false;
        }
        let rest = self.rest(value.clone());
        let details = written_hours(rest).len()
            + written_amounts(rest).len()
            + self.counts_in(value.clone())
            + written_days(rest, self.contexte).len();
        let read = rest.contains(';');
        if details < 2 && !(read && rest.contains(", ")) {
            return false;
        }
        let colon = self.piece(label.clone()).rfind([':', '=']).map_or(label.end, |at| label.start + at);
        let title = rest.split([',', ';']).next().unwrap_or_default().trim();
        let titled = title.starts_with(char::is_alphabetic) && !title.contains(|c: char| c.is_ascii_digit());
        // « Boucherie : formation désossage, 14 h » says which is the title.
        let led = self.places.iter().any(|place| {
            let begins = |name: &String| stands_at(&self.words(value.clone()), 0, name).is_some();
            place.libre && place.amorces.iter().any(begins)
        });
        let offers = led || words.iter().any(|word| OFFERS.has(&word.text));
        // « Pour Bérénice Caron : permaculture florale, … »
        let for_someone = words.first().is_some_and(|word| word.text == "pour");
        if titled && !offers && !read {
            // « Coiffure : balayage et ombré, 7 h »: of the two, which is the title?
            self.consume(label.start..value.start + rest.find([',', ';']).unwrap_or(rest.len()));
        } else if (titled || read) && !for_someone {
            self.consume(label.clone());
        } else {
            self.consume(colon..colon + 1);
        }
        true
    }
}
