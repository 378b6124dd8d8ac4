//! What a label leads to, read as one of the fields it names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Role;
use super::chantier::Chantier;
use super::mots::Mot;
use crate::catalogue::Nature;
use crate::dossier::Valeur;
use crate::reading::identite::pattern;
use crate::reading::montant::count_at_price;
use crate::reading::{Lecture, Lu, read, read_range};

impl Chantier<'_, '_> {
    /// « Nuits : 1 à 65 € »: how many, and the price of one, both named by the label.
    pub fn counted_at_price(&mut self, label: &Range<usize>, value: &Range<usize>) -> bool {
        let text = self.text;
        let Some((count, price)) = text.get(value.clone()).and_then(count_at_price) else { return false };
        let within = |part: Range<usize>| value.start + part.start..value.start + part.end;
        let near = self.words(label.clone());
        let one = |fits: fn(&Nature) -> bool| match self.candidates(&near, |place| fits(place.nature))[..] {
            [place] if self.is_named(&[place], &near) => Some(place),
            _ => None,
        };
        let is_number = |nature: &Nature| matches!(nature, Nature::Entier { .. } | Nature::Decimal { .. });
        let is_sum = |nature: &Nature| matches!(nature, Nature::Montant { .. } | Nature::Taux { .. });
        let (Some(number), Some(sum)) = (one(is_number), one(is_sum)) else { return false };
        self.consume(label.clone());
        self.whole(&[number], &within(count)) && self.whole(&[sum], &within(price))
    }

    /// « Hôtel : non »; « oui pour les frais : 1 nuit », where the label says it and something else follows.
    pub fn yes_or_no(&mut self, place: usize, label: Range<usize>, value: &Range<usize>) {
        let yes_or_no = |word: &Mot| match word.text.as_str() {
            "oui" => Some(true),
            "non" => Some(false),
            _ => None,
        };
        // « Oui pour l'hôtel : … », « Hôtel oui : 2 nuits »
        let words = self.words(label.clone());
        let said = words.first().and_then(yes_or_no).or_else(|| words.last().and_then(yes_or_no));
        self.consume(label.clone());
        match said {
            Some(yes) => self.take(place, Lu { valeur: Valeur::OuiNon(yes), taxe: None }, label, true),
            // « hôtel : 2 nuits » wishes one.
            None if self.is_for_nights(&label) => {
                self.take(place, Lu { valeur: Valeur::OuiNon(true), taxe: None }, label, true);
            }
            // « hébergement : oui, 1 nuit » says more.
            None if self.piece(value.clone()).contains(|c: char| c.is_ascii_digit())
                && self.first_clause(&[place], value) => {}
            None if self.whole(&[place], value) || self.first_clause(&[place], value) => {}
            None => self.doubt(&[place]),
        }
    }

    /// Reads what a label leads to, as one of the fields it names.
    pub fn labelled(&mut self, places: &[usize], value: Range<usize>, several: bool) {
        let piece = self.text.get(value.clone()).unwrap_or_default();
        let mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '–' | '|' | '/' | '•');
        let led = piece.trim_start_matches(|c: char| mark(c) && c != '-');
        let start = value.start + (piece.len() - led.len());
        let trimmed = led.trim_end_matches(mark);
        let value = start..start + trimmed.len();
        // What it leads to was read by its form.
        if trimmed.is_empty() || self.rest(value.clone()).starts_with(';') {
            return;
        }
        // « stagiaire : Léa Petit », « stagiaires : 2 »: whom, or how many.
        let (numbers, texts): (Vec<usize>, Vec<usize>) = places.iter().partition(|&&place| {
            matches!(self.places[place].nature, Nature::Entier { .. } | Nature::Decimal { .. })
        });
        if !numbers.is_empty() && !texts.is_empty() {
            let figures = trimmed.starts_with(|c: char| c.is_ascii_digit());
            return self.labelled(if figures { &numbers } else { &texts }, value, several);
        }
        let is = |kind: fn(&Nature) -> bool| places.iter().all(|&place| kind(self.places[place].nature));
        // « Son numéro a changé : ce n'est plus le 01 … mais le 02 … »: read by its form, once one was taken back.
        let formed = is(|nature| matches!(nature, Nature::Email | Nature::Telephone | Nature::Siret));
        if formed && self.is_read_to_its_end(&value) {
            return;
        }
        let (dates, hours, amounts) = (
            is(|nature| matches!(nature, Nature::Date)),
            is(|nature| matches!(nature, Nature::Heures { .. })),
            is(|nature| matches!(nature, Nature::Montant { .. })),
        );
        let done = if dates {
            self.jours(value.clone(), Some(places)) || {
                // « Dates : 11-12 janvier. Durée 14 h. »: the hours are no part of it.
                self.heures(value.clone(), None);
                self.montants(value.clone(), None);
                let end = self.rest(value.clone()).find(';').map_or(value.end, |at| value.start + at);
                self.whole_dates(places, &(value.start..end))
            }
        } else if hours {
            self.heures(value.clone(), Some(places)) || self.whole(places, &value)
        } else if amounts {
            self.montants(value.clone(), Some(places)) || self.bare_amount(places, &value)
        } else if is(|nature| matches!(nature, Nature::Texte { .. })) {
            return self.labelled_text(places, value, several);
        } else if is(|nature| matches!(nature, Nature::Commune))
            && (self.is_no_town(&value) || self.is_house(&value))
        {
            // The town may stand in it, and is read by itself.
            return;
        } else if self.is_one_way(&value) {
            // « Distance : 35 km aller, soit 70 km »: read as any count.
            return;
        } else {
            // « repas : 0, hôtel non, 26 km »
            let first = self.rest(value.clone()).find(", ").map_or(value.end, |at| value.start + at);
            let figure = self.piece(value.start..first).bytes().all(|byte| byte.is_ascii_digit());
            figure && numbers.len() == places.len() && self.whole(places, &(value.start..first))
                || self.whole(places, &(value.start..self.sentence_end(&value)))
                || self.first_clause(places, &value)
        };
        if !done {
            // « une erreur dans mon mail : 3 participants » names no address.
            let digits = self.piece(value.clone()).bytes().filter(u8::is_ascii_digit).count();
            let lacks = digits < 6 || is(|nature| matches!(nature, Nature::Email));
            // « mail : marie at exemple.fr » is one, and to be asked.
            let written = self.piece(value.clone());
            let domain = [".fr", ".com", ".net", ".org"].iter().any(|top| written.contains(top));
            if formed && lacks && !written.contains('@') && !domain {
                return;
            }
            self.doubt(places);
            // « stagiaire : Léa Morin, 14 h »: who, where how many was to be said.
            let who = !numbers.is_empty() && self.rest(value.clone()).starts_with(char::is_uppercase);
            let end = self.sentence_end(&value) - value.start;
            // « coût : 1500, 21 h, du 3 au 5 mars »: HT or TTC is asked, and only hours and a period stand behind it.
            let sum_alone = |comma: usize| {
                static MEASURES: LazyLock<Regex> = LazyLock::new(|| {
                    pattern(
                        r"(?i)^(?:, (?:[0-9]{1,3} ?(?:h|heures?)|du [0-9][^,]{0,20} au [0-9][^,]{0,30}))+[ .!]*$",
                    )
                });
                amounts && MEASURES.is_match(self.piece(value.start + comma..value.start + end))
            };
            let comma = self.rest(value.clone()).find(", ").filter(|comma| *comma < end);
            if let Some(comma) = comma.filter(|comma| who || sum_alone(*comma)) {
                return self.consume(value.start..value.start + comma);
            }
            // « Participants : Marie et Paul. 14 heures »: another sentence is none of it.
            self.consume(value.start..self.sentence_end(&value));
        }
    }

    /// Every figure and address of its first sentence was read or taken back.
    fn is_read_to_its_end(&self, value: &Range<usize>) -> bool {
        let sentence = value.start..self.sentence_end(value);
        let figure = |c: char| c.is_ascii_digit() || c == '@';
        let (said, left) = (self.piece(sentence.clone()), self.rest(sentence));
        said.contains(figure) && !left.contains(figure) && left.contains(';')
    }

    /// « Lieu : siège de l'organisme »: several words, and no capital before them.
    fn is_no_town(&self, value: &Range<usize>) -> bool {
        let words = self.words(value.start..self.sentence_end(value));
        let lower = self.text.contains(char::is_uppercase)
            && self.piece(value.clone()).starts_with(char::is_lowercase);
        lower
            && words.len() > 2
            && !words.first().is_some_and(|word| matches!(word.text.as_str(), "a" | "le" | "la" | "les"))
    }

    /// Where the first sentence of a value ends: « Titre : Gérer les conflits. Durée de 14 h ».
    pub fn sentence_end(&self, value: &Range<usize>) -> usize {
        static END: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?:[\p{L}0-9]{4}|[0-9]{2}|;{4})[.!] +[\p{L}0-9]|\p{L}{3}[.!] +(?:\p{Lu}\p{Ll}|[0-9]+ \p{L})|& [cC]o[.!] +\p{Lu}\p{Ll}|\p{Lu}{2}[.!] +[0-9]+ ?(?:h\b|heures?|€|jours?)",
            )
        });
        END.find(self.rest(value.clone())).map_or(value.end, |found| {
            let mark = found.as_str().rfind(['.', '!']).unwrap_or_default();
            value.start + found.start() + mark
        })
    }

    /// « Du : 3 au 7 mars », « le 5 » after a start.
    fn whole_dates(&mut self, places: &[usize], value: &Range<usize>) -> bool {
        let piece = self.piece(value.clone());
        if let (Some(debut), Some(fin)) =
            (self.with_role(places, Role::Debut), self.with_role(places, Role::Fin))
        {
            let Some(range) = read_range(piece, self.contexte) else { return false };
            self.take_days((debut, Some(fin)), range, value.clone(), true);
            return true;
        }
        let start = places.first().and_then(|&place| self.start_of(place));
        let contexte = crate::reading::Contexte { after: start.or(self.contexte.after), ..*self.contexte };
        match (places, read(&Nature::Date, piece, &contexte)) {
            (&[place], Lecture::Read(lu)) => {
                self.take(place, lu, value.clone(), true);
                true
            }
            _ => false,
        }
    }

    fn whole(&mut self, places: &[usize], value: &Range<usize>) -> bool {
        let &[place] = places else { return false };
        // « km : 240 A/R »
        static IN_ALL: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?i)^([0-9]+)(?: ?km)? ?(?:a/?r|aller[ -]retour|aller et retour|en tout|au total)$")
        });
        let piece = self.piece(value.clone());
        let piece =
            IN_ALL.captures(piece).and_then(|found| found.get(1)).map_or(piece, |found| found.as_str());
        let Lecture::Read(lu) = read(self.places[place].nature, piece, self.contexte) else {
            return false;
        };
        self.take(place, lu, value.clone(), true);
        true
    }

    /// « Nuits : 2, hôtel Ibis »: the value is what stands before the comma.
    fn first_clause(&mut self, places: &[usize], value: &Range<usize>) -> bool {
        let clause = self.clause(&(value.start..value.start + 1));
        clause.end < value.end && self.whole(places, &(value.start..clause.end))
    }
}
