//! Free text after a label: « Organisme : Cegos », up to what says something else.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Place;
use super::chantier::Chantier;
use super::lieux::is_town;
use super::mots::{Mot, at_name, mots, stands_at};
use super::personnes::are_people;
use crate::catalogue::Nature;
use crate::reading::date::{is_date_word, written_days};
use crate::reading::fold;
use crate::reading::identite::pattern;
use crate::reading::lex::listed;
use crate::reading::prenoms::is_person;

/// Words in which a day that begins a clause is looked for.
const WIDEST_DAY: usize = 6;

impl Chantier<'_, '_> {
    /// A label before free text: up to its line's end when the message is labelled, else up to what was read.
    pub fn labelled_text(&mut self, places: &[usize], value: Range<usize>, several: bool) {
        let &[place] = places else {
            self.doubt(places);
            return self.consume(value);
        };
        if !several {
            self.jours(value.clone(), None);
            self.heures(value.clone(), None);
            self.montants(value.clone(), None);
        }
        // « Formateur : Loris Pinel, chez Argile »: what leads to it stands in it.
        if self.places[place].amorces.iter().any(|lead| lead == "chez")
            && let Some(at) = self.rest(value.clone()).find(", chez ")
        {
            return self.consume(value.start..value.start + at);
        }
        // « La formation : Chocolat, chez Cacao Lab », « …, elles sont 3 »
        static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i), (?:chez \p{L}|(?:le|la|l['’]|mon|ma|notre|son|sa|leur) ?(?:formateur|formatrice|intervenante?|animateur|animatrice|responsable|r[ée]f[ée]rente?|directeur|directrice|contact) (?:s['’]appelle|est|sera|c['’]est)\b|(?:ils|elles) sont |nous (?:sommes|serons) |on (?:est|sera) )",
            )
        });
        let another = ANOTHER.find(self.rest(value.clone())).map(|found| value.start + found.start());
        let value = value.start..another.unwrap_or(value.end);
        // « la formation : Sandrine Vauclair »: who comes.
        if self.places[place].libre && is_person(self.piece(value.start..self.before_comma(&value))) {
            return;
        }
        let left = self.rest(value.clone());
        let mut start = value.start + (left.len() - left.trim_start_matches([';', ' ']).len());
        let end = self.rest(start..value.end).find([';', '\n']).map_or(value.end, |at| start + at);
        let end = self.sentence_end(&(start..end.max(start)));
        let end = self.before_other(place, start..end.max(start));
        let mut end = self.before_count(start..end.max(start));
        end = self.before_measure(start..end.max(start));
        // « Hugo Petit, né le 12/03/2001 »; « Petit, Hugo » is a name as well.
        if self.named_place() == Some(place)
            && let Some(comma) = self.rest(start..end.max(start)).find([',', '('])
            && self.words(start..start + comma).len() > 1
        {
            end = start + comma;
        }
        // « J'ai retrouvé le nom : ça s'appelle Fleurs séchées » names a thing.
        if self.named_place() == Some(place) && fold(self.piece(value.clone())).starts_with("ca s appelle") {
            return;
        }
        if self.places[place].libre {
            start = self.after_kind(start..end.max(start));
        }
        // « Organisme : je ne retrouve plus le nom »
        let tells = self.words(start..end.max(start)).first().is_some_and(|word| {
            listed("je j on nous il elle ils vous c voir cf oui non", &word.text) && !self.is_capital(word)
        });
        if tells {
            self.doubt(&[place]);
            return self.consume(value);
        }
        // « Nom : Ouest Compétences » is nobody's, « Stagiaires : Emma Petit et Léo Roy » are two.
        let is_one = |part: &Range<usize>| !self.is_house(part) && !are_people(self.piece(part.clone()));
        if self.named_place() == Some(place) && !is_one(&(start..end.max(start))) {
            return self.consume(start..end.max(start));
        }
        // « Formateur : 15 ans de métier »
        if !self.places[place].libre && self.is_no_subject(&(start..end.max(start))) {
            return self.consume(start..end.max(start));
        }
        if !self.take_text(place, start..end.max(start), true, end < value.end) {
            self.doubt(&[place]);
            self.consume(value);
        }
    }

    fn before_comma(&self, value: &Range<usize>) -> usize {
        let at = self.rest(value.clone()).find([',', '(', ';', '\n']);
        let piece = self.piece(value.start..at.map_or(value.end, |at| value.start + at));
        value.start + piece.trim_end().len()
    }

    /// « Prestation : Formation Revit initiation »: where the title begins, after the word for what it is. What is called a
    /// title is one whole.
    fn after_kind(&self, part: Range<usize>) -> usize {
        let line = self.piece(0..part.start).rfind(['\n', ',']).map_or(0, |at| at + 1);
        let called = mots(self.text, line..part.start)
            .iter()
            .any(|word| matches!(word.text.as_str(), "titre" | "intitule" | "nom" | "formation" | "stage"));
        match &self.words(part.clone())[..] {
            [kind, next, ..] if !called && listed("formation stage", &kind.text) && self.is_capital(next) => {
                next.octets.start
            }
            _ => part.start,
        }
    }

    /// Where a measure, a street, a bracket that says something else, or a town begins: « Couverture zinc, 35 heures »,
    /// « Formapro (déclaration 52…) », « Afpa, Le Mans ».
    fn before_measure(&self, part: Range<usize>) -> usize {
        static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(, ?[0-9][0-9  \u{202f}.,]*(?:h\b|heures?\b|jours?\b|journées?\b|€|euros?\b|k€)|, ?[0-9]{1,4} ?(?:bis |ter )?,? ?(?:rue|avenue|av|boulevard|bd|place|chemin|route|impasse|allée|quai)\b|\([^)]*(?:;|$)|\([0-9]+ ?(?:h|heures?|j|jours?|journées?)\))",
            )
        });
        let piece = self.rest(part.clone());
        let measure = MEASURE.find(piece).map(|found| found.start());
        // « Afpa (Le Mans) »
        let bracket = piece.find(" (").filter(|at| piece[at + 2..].strip_suffix(')').is_some_and(is_town));
        // « Ecole Bertille (très bien notée au passage) »
        let aside = piece.find(" (").filter(|at| {
            let inside = piece[at + 2..].trim_end_matches(')');
            piece.ends_with(')')
                && inside.split(' ').count() > 2
                && !inside.contains(char::is_uppercase)
                && !inside.contains(|c: char| c.is_ascii_digit())
        });
        let bracket = bracket.or(aside);
        let town = bracket.or_else(|| piece.rfind(", ").filter(|at| is_town(&piece[at + 2..])));
        part.start + [measure, town].into_iter().flatten().min().unwrap_or(piece.len())
    }

    /// Where a day, or another field's name and its value, begin after a comma: « Studio Miam, du 5 au 6 avril »,
    /// « Studio Miam, durée 14 h ».
    fn before_other(&self, own: usize, part: Range<usize>) -> usize {
        let words = self.words(part.clone());
        let article = |word: &Mot| listed("le la les du de est a", &word.text);
        // « Marketing, prix 2027 » tells a year.
        let year =
            |word: &Mot| word.text.len() == 4 && (word.text.starts_with("19") || word.text.starts_with("20"));
        // « Accueil, contact client » is a title.
        let title = self.places[own].libre;
        let begins = |word: &Mot| word.is_figure() && !year(word) || is_date_word(&word.text);
        let other = |at: usize| {
            let others = self.places.iter().enumerate().filter(|(place, _)| *place != own);
            let names = others.flat_map(|(_, place)| &place.mots);
            let named = names.filter_map(|name| stands_at(&words, at, name)).max();
            // « Cegos, contact Paul Durand »
            let leads =
                |next: &Mot| !self.is_capital(&words[at]) && !at_name(&words[at]) && self.is_capital(next);
            let value =
                |width: usize| words[at + width..].iter().take(WIDEST_DAY).find(|word| !article(word));
            let measured =
                |width: usize| value(width).is_some_and(|next| begins(next) || !title && leads(next));
            let end = words[(at + WIDEST_DAY).min(words.len() - 1)].octets.end;
            let clause = self.rest(words[at].octets.start..end);
            // « le mardi gras », « le 14 juillet » are of a title; « le 14/06 », « du 5 au 6 avril » are not.
            let figures =
                |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
            let is_day = |octets: &Range<usize>| {
                octets.start == 0 && figures(&clause[..octets.end]) > usize::from(title)
            };
            let day = || written_days(clause, self.contexte).first().is_some_and(|day| is_day(&day.octets));
            named.is_some_and(measured) || day()
        };
        let after_comma =
            |at: &usize| self.piece(part.start..words[*at].octets.start).trim_end().ends_with(',');
        let found = (1..words.len()).filter(after_comma).find(|&at| other(at));
        found.map_or(part.end, |at| words[at].octets.start)
    }

    /// Where a count begins after a comma: « Chignons, 2 personnes ».
    fn before_count(&self, part: Range<usize>) -> usize {
        let words = self.words(part.clone());
        let counts = |at: usize| {
            let is_number =
                |place: &Place<'_>| matches!(place.nature, Nature::Entier { .. } | Nature::Decimal { .. });
            words[at].is_figure()
                && self.piece(part.start..words[at].octets.start).trim_end().ends_with(',')
                && self
                    .places
                    .iter()
                    .filter(|place| is_number(place))
                    .any(|place| place.mots.iter().any(|name| stands_at(&words, at + 1, name).is_some()))
        };
        (0..words.len()).find(|&at| counts(at)).map_or(part.end, |at| words[at].octets.start)
    }
}
