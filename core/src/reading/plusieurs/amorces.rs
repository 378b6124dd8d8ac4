//! Free text after the words that lead to it: « chez Cegos », « la formation s'appelle Excel ».

mod ailleurs;
mod usuelles;

use std::ops::Range;

use super::Place;
use super::chantier::{Chantier, is_boundary};
use super::libre::SAYS;
use super::mots::{Mot, at_name, stands_at, trimmed};
use crate::catalogue::Nature;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::{is_first_name, is_person};
use usuelles::is_to_a_contact;
pub use usuelles::usual;

/// Bytes after the words that lead to a text in which its end is looked for.
const WINDOW: usize = 400;
/// Leads looked at for one field: who repeats one more often names nothing by it.
const MOST_LEADS: usize = 40;

impl Chantier<'_, '_> {
    /// Text after the words that lead to it.
    pub fn led(&mut self) {
        let mut words = self.words(0..self.left.len());
        for place in 0..self.places.len() {
            if !matches!(self.places[place].nature, Nature::Texte { .. }) || self.is_taken(place) {
                continue;
            }
            // « elle suivra Excel niveau 2 »
            let follows: Vec<usize> = (1..words.len())
                .filter(|&at| {
                    self.places[place].libre
                        && listed("suivra suivront suivre", &words[at - 1].text)
                        && self.is_capital(&words[at])
                })
                .map(|at| at - 1)
                .collect();
            let width_at = |at: usize| {
                let named = self.places[place].amorces.iter().filter_map(|name| stands_at(&words, at, name));
                named.max().or_else(|| follows.contains(&at).then_some(1))
            };
            let mut found: Vec<Range<usize>> = Vec::new();
            let mut leads = 0;
            for at in 0..words.len() {
                let Some(width) = width_at(at).filter(|_| !self.is_whom_it_is_about(&words, at)) else {
                    continue;
                };
                if self.places[place].libre && self.is_within_a_house(&words, at) {
                    continue;
                }
                leads += 1;
                if leads > MOST_LEADS {
                    break;
                }
                // « LA FORMATION A LIEU A ROUEN »
                let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
                if matches!((text(at + width), text(at + width + 1)), ("a" | "aura", "lieu")) {
                    continue;
                }
                let lead_end = words[at + width - 1].octets.end;
                let part = self.up_to_other(&words, place, at + width, lead_end);
                let part = self.whole_line(words[at].octets.start, part);
                // « Permaculture, non attendez »
                let denied = self
                    .rest(part.end..self.left.len())
                    .trim_start_matches([',', ' ', '.', '…'])
                    .starts_with("non ");
                // « pas chez Cegos », « l'hôtel est réservé chez Ibis »
                if !part.is_empty() && self.leads_elsewhere(place, &words[..at], &part) {
                    continue;
                }
                let lead = &words[at..at + width];
                // « Notre interlocuteur est malade »
                if is_to_a_contact(lead) && !self.is_somebody(&part) {
                    continue;
                }
                if !part.is_empty() && self.is_no_trainer(place, &words[..at], lead, &part) {
                    self.consume(words[at].octets.start..part.end);
                    found.push(part);
                    continue;
                }
                if !part.is_empty() && !denied && !self.is_of_another_kind(place, &part) {
                    found.push(words[at].octets.start..part.end);
                    let lead = words[at].octets.start..lead_end;
                    let took = self.is_name_like(place, &part) && {
                        self.consume(lead);
                        self.take_text(place, part, false, true)
                    };
                    if took {
                        break;
                    }
                }
            }
            if !found.is_empty() {
                words = self.words(0..self.left.len());
            }
        }
    }

    /// « Méca Formation Sud »: a word of a name, and no lead.
    fn is_within_a_house(&self, words: &[Mot], at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &words[before]) else { return false };
        let stuck = self.piece(before.octets.end..words[at].octets.start) == " ";
        let greets = listed("bonjour bonsoir salut hello merci la une cette ma notre", &before.text);
        stuck && !greets && at_name(&words[at]) && self.is_capital(&words[at]) && self.is_capital(before)
    }

    /// « Nathalie Bourdin »
    fn is_somebody(&self, part: &Range<usize>) -> bool {
        let words = self.words(part.clone());
        (2..5).contains(&words.len())
            && is_first_name(&words[0].text)
            && words.iter().all(|word| self.is_capital(word))
    }

    /// « titre Vente immobilière, les bases »: on a line that what a title is called begins, a comma does not end it.
    fn whole_line(&self, lead: usize, part: Range<usize>) -> Range<usize> {
        const TITLES: &str = "titre intitule formation stage module";
        let before = self.rest(0..lead).trim_end_matches(' ');
        let begins = before.is_empty() || before.ends_with('\n');
        let called = self.words(lead..part.start).first().is_some_and(|word| listed(TITLES, &word.text));
        let rest = self.rest(part.end..self.left.len());
        let line = rest.split('\n').next().unwrap_or_default();
        let goes_on = line.strip_prefix(", ").is_some_and(|more| {
            let words = self.words(part.end..part.end + line.len());
            let article = words.first().is_some_and(|word| listed("le la les l du de des", &word.text));
            let names = |at: usize| {
                self.places.iter().any(|place| {
                    place.mots.iter().chain(&place.amorces).any(|name| stands_at(&words, at, name).is_some())
                })
            };
            article && words.len() < 5 && !more.contains([';', ',', '.', ':']) && !(0..words.len()).any(names)
        });
        let end = part.end + line.trim_end().len();
        if begins && called && goes_on && self.is_name_like(0, &(part.start..end)) {
            part.start..end
        } else {
            part
        }
    }

    /// « La personne en formation s'appelle Léa Roy » gives no title, « moi c'est la librairie » no name.
    fn is_of_another_kind(&self, place: usize, part: &Range<usize>) -> bool {
        let article = self.words(part.clone()).first().is_some_and(|word| {
            listed("le la les l un une 1 notre mon ma", &word.text) && !self.is_capital(word)
        });
        let is_name = self.places[place].mots.iter().any(|name| name == "nom" || name == "nom et prenom");
        // « Moi c'est Yvan », where somebody else is named in full.
        let first_name = is_name && self.words(part.clone()).len() == 1 && !self.full_names().is_empty();
        // « la formation de Mélanie », « la formation soldée »
        let title = self.without_links(part.clone());
        let none = self.places[place].libre
            && match &self.words(title.clone())[..] {
                [word] => {
                    let of = self.is_capital(word) || self.piece(0..word.octets.start).ends_with("de ");
                    of && is_first_name(&word.text) || self.is_participle(word)
                }
                // « une formation mais honnêtement … »
                [first, ..] => {
                    is_person(self.piece(title.clone()))
                        || !self.is_capital(first) && self.begins_none(&title)
                }
                [] => false,
            };
        // « elle s'appelle Taille de la vigne »: not somebody.
        let thing = is_name && self.names_a_thing(part);
        // « chez sa sœur »
        let kin = self.words(part.clone()).first().is_some_and(|word| {
            listed("sa son ses ma mon mes leur leurs un une des nous moi lui elle vous", &word.text)
                && !self.is_capital(word)
        });
        let kin = kin && self.places[place].amorces.iter().any(|lead| lead == "chez");
        none || thing || kin || is_name && article || first_name
    }

    /// « Taille de la vigne »: it begins with a capital and goes on with a noun that has none.
    fn names_a_thing(&self, part: &Range<usize>) -> bool {
        const PARTICLES: &str = "de du des d le la l et";
        match &self.words(self.without_links(part.clone()))[..] {
            [first, rest @ ..] if self.is_capital(first) && !is_first_name(&first.text) => {
                rest.iter().any(|word| !self.is_capital(word) && !listed(PARTICLES, &word.text))
            }
            _ => false,
        }
    }

    /// « la formation Bouquets de l'École Art Floral »: the word that leads to who gives it, where that is asked too.
    fn house_after(&self, words: &[Mot], own: usize, first: usize) -> Option<usize> {
        static HOUSES: Words =
            Words::new("ecole institut academie academy centre cfa greta afpa cci cma chambre");
        let asked = self.places.iter().enumerate().any(|(place, asked)| {
            place != own
                && matches!(asked.nature, Nature::Texte { .. })
                && asked.mots.iter().any(|name| name == "organisme")
        });
        let is_house = |at: &usize| HOUSES.has(&words[*at].text) && self.is_capital(&words[*at]);
        let at = (first + 2..words.len()).filter(|_| asked).find(is_house)?;
        match (words[at - 2].text.as_str(), words[at - 1].text.as_str()) {
            ("de" | "a" | "par", "l" | "la" | "le") if at > first + 2 => Some(at - 2),
            (_, "du" | "par" | "au") => Some(at - 1),
            _ => None,
        }
    }

    /// « Coiffure chez l'enfant », « chez les personnes âgées »: a part of the title, and nobody who trains.
    fn is_whom_it_is_about(&self, words: &[Mot], at: usize) -> bool {
        static THEY: Words = Words::new(
            "enfant enfants jeune jeunes adolescent adolescents ado ados adulte adultes senior seniors personne personnes nourrisson nourrissons \
             bebe bebes tout homme hommes femme femmes patient patients sportif sportifs salarie salaries animal animaux chien chiens chat chats cheval chevaux",
        );
        words[at].text == "chez"
            && matches!(&words[at + 1..], [article, noun, ..] if listed("le la les l", &article.text) && THEY.has(&noun.text) && !self.is_capital(noun))
    }

    /// From a place in the text to the end of the clause, or the words that lead to something else.
    fn up_to_other(&self, words: &[Mot], own: usize, first: usize, from: usize) -> Range<usize> {
        let after = self.rest(from..self.left.len());
        let after = after.strip_prefix([':', ' ']).map_or(after, |rest| rest);
        // « un organisme, Sucre & Tradition »
        let apart = after
            .strip_prefix(", ")
            .filter(|rest| !self.places[own].libre && rest.starts_with(char::is_uppercase));
        let after = apart.unwrap_or(after);
        let from = self.left.len() - after.len();
        let window = (after.len().min(WINDOW)..=after.len()).find(|at| after.is_char_boundary(*at));
        let after = after.get(..window.unwrap_or(after.len())).unwrap_or(after);
        let end = after
            .char_indices()
            .find(|(at, c)| {
                let rest = &after[*at + c.len_utf8()..];
                // « NetPro Academy / 1 jour »
                let spaced = *c == '/' && rest.starts_with(' ') && after[..*at].ends_with(' ');
                // « Droit du travail : les bases »
                let goes_on = *c == ':'
                    && self.places[own].libre
                    && after[..*at].ends_with(' ')
                    && [" les ", " le ", " la ", " l'", " l’", " des "]
                        .iter()
                        .any(|article| rest.starts_with(article));
                // « Pattes & Ciseaux 😊 par contre … »
                let picture = *c >= '\u{2190}' && !c.is_alphanumeric();
                is_boundary(rest, *c) || matches!(c, '(' | ')' | ':') && !goes_on || spaced || picture
            })
            .map_or(from + after.len(), |(at, _)| from + at);
        // « organisme Clés du Froid 2) durée 14 h »: the number is of what follows.
        let said = self.rest(from..end);
        let bare = said.trim_end_matches(|c: char| c.is_ascii_digit());
        let numbered = self.rest(end..self.left.len()).starts_with(')')
            && bare.ends_with(' ')
            && bare.len() < said.len();
        let end = if numbered { from + bare.trim_end().len() } else { end };
        let words = &words[..words.partition_point(|word| word.octets.start < end)];
        // « chez oishi formation » ends with it.
        let own_part = |at: usize| {
            at_name(&words[at]) && (self.is_capital(&words[at]) || at > first && at + 1 == words.len())
        };
        let other = (first..words.len()).take_while(|&at| words[at].octets.start < end).find(|&at| {
            !own_part(at)
                && !self.is_whom_it_is_about(words, at)
                && self.places.iter().enumerate().any(|(i, place)| {
                    i != own && place.amorces.iter().any(|name| stands_at(words, at, name).is_some())
                })
        });
        // « Soudure avec Afpa », and not « signes avec bébé ».
        let with = (first..words.len()).find(|&at| {
            let house = |next: &Mot| {
                self.is_capital(next)
                    || next.is_figure()
                    || listed("le la les l un une mon ma notre", &next.text)
            };
            // « avec bureautique formation », typed without a capital
            let called = || words[at + 1..].iter().take(3).any(at_name);
            words[at].text == "avec" && words.get(at + 1).is_none_or(|next| house(next) || called())
        });
        // « Sertissage pour mon bijoutier », « pour 3 salariés »: for whom; « Anglais pour la vente » is a title.
        let whom = (first + 1..words.len()).find(|&at| {
            let next = words.get(at + 1).map_or("", |next| next.text.as_str());
            let counted = next != "1" && words.get(at + 1).is_some_and(Mot::is_figure);
            words[at].text == "pour"
                // « Cap Ouest pour former six personnes »
                && (counted
                    || listed("mon ma mes notre nos", next)
                    || is_first_name(next)
                    || !self.places[own].libre && listed("former suivre faire cette ce la le les 1", next))
        });
        // « … et le coût est de 740 € »: another field by its name.
        let and = (first..words.len()).take_while(|&at| words[at].octets.start < end).find(|&at| {
            let article =
                words.get(at + 1).filter(|word| listed("le la les l son sa ses un une", &word.text));
            let named =
                |place: &Place<'_>| place.mots.iter().any(|name| stands_at(words, at + 2, name).is_some());
            // « Horizon RH et se passera en mars »
            let says = words.get(at + 1).is_some_and(|word| {
                !self.is_capital(word)
                    && (SAYS.has(&word.text) || listed("se s sera est c a il elle on nous j je", &word.text))
            });
            // « chez Cegos et pas chez Formalia »
            let denies = words.get(at + 1).is_some_and(|word| listed("pas non", &word.text));
            words[at].text == "et" && (denies || says || article.is_some() && self.places.iter().any(named))
        });
        // « la formation s'appelle vente en optique elle a lieu le 12 »
        let anew = (first + 1..words.len()).find(|&at| {
            listed("elle il elles ils ca nous on je j", &words[at].text) && !self.is_capital(&words[at])
        });
        // « la formation SST c'est le 3 décembre »
        let is = |at: usize| {
            let next = words.get(at + 1);
            words[at].text == "c"
                && !self.is_capital(&words[at])
                && next.is_some_and(|next| next.text == "est")
        };
        let anew = anew.into_iter().chain((first + 1..words.len()).find(|&at| is(at))).min();
        // « La formation Soudure TIG dure 28 h »
        let subject = words.get(first).is_some_and(|word| self.is_capital(word));
        // « La formation Maîtriser Word est dispensée par … »
        let is = |at: usize| at > first && matches!(words[at].text.as_str(), "est" | "sera");
        let says = (first..words.len()).find(|&at| {
            let verb = at > first && SAYS.has(&words[at].text) || subject && is(at);
            verb && !self.is_capital(&words[at])
        });
        let who_says = |at: usize| {
            at - usize::from(at > first && matches!(words[at - 1].text.as_str(), "qui" | "se" | "s" | "y"))
        };
        // « la formation Soudage qui se tient à Colmar »; « les gestes qui sauvent » is a title.
        let which = (first + 1..words.len()).find(|&at| {
            let next = words.get(at + 1).map_or("", |next| next.text.as_str());
            words[at].text == "qui" && listed("se a aura est sera vient", next)
                || is_future(&words[at].text) && !self.is_capital(&words[at])
        });
        let says = says.into_iter().chain(which).map(who_says).min();
        // « bilan carbone par Éco Trajet », « certiphyto dans l'entreprise », « Permaculture, non attendez »
        let by = (first + 1..words.len()).find(|&at| {
            let next = words.get(at + 1);
            let capital = next.is_some_and(|next| self.is_capital(next));
            let place = next
                .is_some_and(|next| listed("entreprise salon locaux boutique atelier magasin", &next.text))
                || words
                    .get(at + 2)
                    .is_some_and(|next| listed("entreprise salon locaux boutique magasin", &next.text));
            // « Éclore Formation en format mixte »
            let manner =
                next.is_some_and(|next| listed("format presentiel distanciel visio ligne", &next.text));
            !self.is_capital(&words[at])
                && (words[at].text == "par" && capital
                    || words[at].text == "dans" && place
                    || words[at].text == "en" && manner && !self.places[own].libre)
        });
        // « organisme Pizza Scuola merci »
        let thanks =
            (first + 1..words.len()).find(|&at| listed("merci svp stp cdt cordialement", &words[at].text));
        let other = [other, with, whom, and, anew, says, by, thanks, self.house_after(words, own, first)]
            .into_iter()
            .flatten()
            .min();
        let end = other.map_or(end, |at| words[at].octets.start.clamp(from, end));
        let mut start = from;
        // « formation sur Excel », « formation en anglais »
        let mut said = false;
        let mut about = false;
        // « la formation retenue est Bilan de paie »
        static CHOSEN: Words = Words::new(
            "retenue retenu choisie choisi demandee demande souhaitee souhaite visee vise concernee concerne suivie suivi",
        );
        let skipped = usize::from(
            words.get(first).is_some_and(|word| CHOSEN.has(&word.text))
                && words
                    .get(first + 1)
                    .is_some_and(|word| matches!(word.text.as_str(), "est" | "c" | "sera")),
        );
        for word in self.words(from..end).iter().skip(skipped).take(5) {
            // « sur la TVA »
            if about && listed("la le les", &word.text) {
                start = word.octets.end;
                continue;
            }
            about = word.text == "sur";
            // « L'Atelier des Chefs »
            if word.text == "l" && self.is_capital(word) {
                break;
            }

            said |= listed("s c cest est sera appelle nomme intitule", &word.text);
            if listed(
                "sur en de d l intitulee nommee appelee a s c ce cest est sera appelle nomme intitule exact",
                &word.text,
            ) {
                start = word.octets.end;
            } else {
                break;
            }
        }
        // « organisée par la Fédération »
        if let [article, name, ..] = &self.words(start..end)[..]
            && !self.places[own].libre
            && listed("la le les", &article.text)
            && !self.is_capital(article)
            && self.is_capital(name)
        {
            start = article.octets.end;
        }
        // « c'est pour la formation continue VTC »: its kind is of its name.
        let kind = self.words(start..end).first().is_some_and(|word| listed("continue initiale", &word.text));
        let kind = kind
            && self.words(start..end).get(1).is_some_and(|next| {
                !listed("le la les du de des au en a jusqu pour avec et mais donc", &next.text)
            });
        let lead = words.get(first.wrapping_sub(1)).filter(|word| kind && word.text == "formation");
        let start = lead.map_or(start, |word| word.octets.start);
        let part = self.with_brackets(trimmed(self.text, start..end));
        // « la formation c'est Barbier » names it; « la formation est complète » says something of it.
        let named = self
            .piece(part.clone())
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«“\"".contains(c));
        // « la formation c'est taille de la vigne », « s'appelle gestes et postures »
        let verbs = ["c'est ", "cest ", "s'appelle ", "s’appelle ", "s'intitule ", "s’intitule "];
        let told = self.words(part.clone()).len() > 1
            && verbs.iter().any(|verb| self.piece(from..part.start).ends_with(verb))
            && !self.begins_none(&part)
            && !self.is_said_of_something(&part)
            && !self.words(part.clone()).first().is_some_and(|word| {
                listed("complique complique cher loin long possible impossible annule fini super genial obligatoire gratuit payant", &word.text)
            });
        if said && !named && !told { part.start..part.start } else { part }
    }
}

/// « se fera », « permettra », « auront lieu »: a verb of what is to come, which no title holds.
fn is_future(word: &str) -> bool {
    const ENDINGS: [&str; 9] = ["era", "eront", "ira", "iront", "ura", "uront", "dra", "dront", "ttra"];
    word.len() > 3
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !listed("opera operas camera cameras sutura", word)
}
