//! Free text: what a word leads to (« chez Cegos »), a person's name, what begins the message.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Place;
use super::chantier::{Chantier, is_boundary};
use super::mots::{Mot, mots, stands_at};
use super::titres::is_town;
use crate::catalogue::Nature;
use crate::reading::date::is_date_word;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::is_person;
use crate::reading::texte::given_by;
use crate::reading::{Lecture, fold, is_within_a_slip, read, without_address};

/// Longest free text taken, in words: beyond, it is a sentence.
const LONGEST: usize = 12;
/// Bytes after the words that lead to a text in which its end is looked for.
const WINDOW: usize = 400;
/// Leads looked at for one field: who repeats one more often names nothing by it.
const MOST_LEADS: usize = 40;
/// Words that link what is written to what follows it, and are no part of it.
pub static LINKS: Words = Words::new(
    "le la les l du de des d qu en pour a au aux et avec sur dans chez soit un une dont est c pendant cout \
    prix duree total qui se ou ce y tarif montant budget facture ainsi que lieu deroulera deroule par",
);
/// Words of a sentence: not a title, not a name.
static SENTENCE: Words = Words::new(
    "madame monsieur mme mr suite demande courant je j nous on il elle ils elles vous tu est sont sera serait seront merci bonjour bonsoir svp stp \
    cordialement voudrais voudrait souhaite souhaitons faudrait faut avons avez ai oui non ok peut pouvez suis etes \
    sais pas ne n voici ci joint bonne journee desole pardon attendez euh alors donc salut hello cdt cdlt pense crois dure durera coute coutera commence debute commencera debutera environ \
    mon ma mes notre nos votre vos ce cela ca me moi lui date dates total plus tard idem part partent partira partiront partir suit suivent suivra participe \
    participent participera gratuit parfait dollars dollar confirme \
    inconnu inconnue instant encore connais aura auront aurait demarre demarrera termine terminera finit finira deroule \
    dit propose jai cest permet prevue prevu reste qui que fait font assure assurent organise organisent signe signee recu recue reponse attendue \
    attendu semaine semaines enverra enverrai joindre rappeler",
);

/// Verbs that say something of a training.
pub static SAYS: Words =
    Words::new("dure durera coute coutera commence commencera debute debutera demarre demarrera aura");

impl Chantier<'_, '_> {
    pub fn textes(&mut self) {
        self.quoted();
        self.named_houses();
        self.led();
        self.assured();
        self.people();
        self.houses();
        self.leading();
        self.lone_town();
        self.only_piece();
    }

    /// « c'est l'INBP qui la fait »: the organisme, named by what it does.
    fn assured(&mut self) {
        let is_house = |place: &usize| {
            let asked = &self.places[*place];
            matches!(asked.nature, Nature::Texte { .. }) && asked.mots.iter().any(|name| name == "organisme")
        };
        let Some(place) = self.only_place(is_house) else { return };
        let Some(part) = given_by(&self.left) else { return };
        if !self.is_taken(place) && self.is_name_like(place, &part) {
            self.take_text(place, part, false, false);
        }
    }

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
        let left = self.rest(value.clone());
        let mut start = value.start + (left.len() - left.trim_start_matches([';', ' ']).len());
        let end = self.rest(start..value.end).find([';', '\n']).map_or(value.end, |at| start + at);
        let end = self.sentence_end(&(start..end.max(start)));
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
            listed("je j on nous il elle ils vous c", &word.text) && !self.is_capital(word)
        });
        if tells {
            self.doubt(&[place]);
            return self.consume(value);
        }
        // « Nom : Ouest Compétences » is nobody's.
        if self.named_place() == Some(place) && self.is_house(&(start..end.max(start))) {
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

    /// Where a measure, a bracket that says something else, or a town begins: « Couverture zinc, 35 heures »,
    /// « Formapro (déclaration 52…) », « Afpa, Le Mans ».
    fn before_measure(&self, part: Range<usize>) -> usize {
        static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)(, ?[0-9][0-9  \u{202f}.,]*(?:h\b|heures?\b|jours?\b|journées?\b|€|euros?\b|k€)|\([^)]*(?:;|$))",
            )
        });
        let piece = self.rest(part.clone());
        let measure = MEASURE.find(piece).map(|found| found.start());
        let town = piece.rfind(", ").filter(|at| is_town(&piece[at + 2..]));
        part.start + [measure, town].into_iter().flatten().min().unwrap_or(piece.len())
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

    /// Takes a part as a text; `linked` when something that was read follows it.
    pub fn take_text(&mut self, place: usize, part: Range<usize>, labelled: bool, linked: bool) -> bool {
        let part = if linked || !labelled { self.without_links(part) } else { trimmed(self.text, part) };
        let part = if labelled { part } else { self.without_name(place, part) };
        // « Mme Valérie Roche »: how she is addressed is no part of her name.
        let is_name = self.places[place].mots.iter().any(|name| name == "nom" || name == "nom et prenom");
        let part =
            if is_name { part.end - without_address(self.piece(part.clone())).len()..part.end } else { part };
        if part.is_empty() {
            return false;
        }
        let piece = self.piece(part.clone());
        match read(self.places[place].nature, piece, self.contexte) {
            Lecture::Read(lu) => {
                self.take(place, lu, part, labelled);
                true
            }
            _ => false,
        }
    }

    /// Without the words at its end that lead to what follows, and the marks around.
    pub fn without_links(&self, part: Range<usize>) -> Range<usize> {
        let mut part = trimmed(self.text, part);
        let words = self.words(part.clone());
        // « Lenôtre Formation » is a name.
        // So is « Académie du Chocolat Fin », where nothing that was read follows.
        let after = self.rest(part.end..self.left.len());
        let closed = after.is_empty() || after.starts_with([',', '.', '\n']);
        let shouts = !self.piece(part.clone()).contains(char::is_lowercase);
        let kept = |word: &Mot| {
            self.is_capital(word) && (at_name(word) || closed && !shouts) && word.octets.start > part.start
        };
        let names =
            |word: &Mot| self.places.iter().any(|place| place.mots.contains(&word.text)) && !kept(word);
        // An article is read as the number one.
        let article = |word: &Mot| matches!(self.piece(word.octets.clone()), "un" | "une");
        // « Autocad 2D », « Permis CE », « catégorie A »
        let shouted = !self.piece(part.clone()).contains(char::is_lowercase);
        let of_name = |word: &Mot| {
            self.piece(0..word.octets.start).ends_with(|c: char| c.is_ascii_digit())
                || (!shouted
                    && !self.piece(word.octets.clone()).contains(char::is_lowercase)
                    && word.octets.start > part.start)
        };
        let linking =
            |word: &Mot| (!of_name(word) || word.is_figure()) && (LINKS.has(&word.text) || article(word));
        let links = |word: &&Mot| linking(word) || names(word);
        for word in words.iter().rev().take_while(links) {
            part.end = word.octets.start;
        }
        trimmed(self.text, part)
    }

    /// « intitulé Excel avancé »: without the field's own name, nor what leads to it.
    pub fn without_name(&self, place: usize, part: Range<usize>) -> Range<usize> {
        let words = self.words(part.clone());
        let place = &self.places[place];
        let articles = words
            .iter()
            .take_while(|word| matches!(word.text.as_str(), "l" | "la" | "le" | "une" | "1"))
            .count();
        let names = place.mots.iter().chain(&place.amorces);
        match names.filter_map(|name| stands_at(&words, articles, name)).max() {
            Some(width) => trimmed(self.text, words[articles + width - 1].octets.end..part.end),
            None => match words.get(articles) {
                // « formasion Maquillage »: the name with a slip in it.
                Some(word) if words.len() > articles + 1 && is_slip(place, &word.text) => {
                    trimmed(self.text, word.octets.end..part.end)
                }
                _ => part,
            },
        }
    }

    /// Text after the words that lead to it.
    fn led(&mut self) {
        let mut words = self.words(0..self.left.len());
        for place in 0..self.places.len() {
            if !matches!(self.places[place].nature, Nature::Texte { .. }) || self.is_taken(place) {
                continue;
            }
            let width_at = |at: usize| {
                self.places[place].amorces.iter().filter_map(|name| stands_at(&words, at, name)).max()
            };
            let mut found: Vec<Range<usize>> = Vec::new();
            let mut leads = 0;
            for at in 0..words.len() {
                let Some(width) = width_at(at) else { continue };
                leads += 1;
                if leads > MOST_LEADS {
                    break;
                }
                let lead_end = words[at + width - 1].octets.end;
                let part = self.up_to_other(&words, place, at + width, lead_end);
                let part = self.whole_line(words[at].octets.start, part);
                if !part.is_empty() && !self.is_of_another_kind(place, &part) {
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
        self.places[place].libre && is_person(self.piece(part.clone())) || is_name && article || first_name
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

    /// From a place in the text to the end of the clause, or the words that lead to something else.
    fn up_to_other(&self, words: &[Mot], own: usize, first: usize, from: usize) -> Range<usize> {
        let after = self.rest(from..self.left.len());
        let after = after.strip_prefix([':', ' ']).map_or(after, |rest| rest);
        let from = self.left.len() - after.len();
        let window = (after.len().min(WINDOW)..=after.len()).find(|at| after.is_char_boundary(*at));
        let after = after.get(..window.unwrap_or(after.len())).unwrap_or(after);
        let end = after
            .char_indices()
            .find(|(at, c)| is_boundary(&after[*at + c.len_utf8()..], *c) || matches!(c, '(' | ')' | ':'))
            .map_or(from + after.len(), |(at, _)| from + at);
        let words = &words[..words.partition_point(|word| word.octets.start < end)];
        let own_part = |word: &Mot| at_name(word) && self.is_capital(word);
        let other = (first..words.len()).take_while(|&at| words[at].octets.start < end).find(|&at| {
            !own_part(&words[at])
                && self.places.iter().enumerate().any(|(i, place)| {
                    i != own && place.amorces.iter().any(|name| stands_at(words, at, name).is_some())
                })
        });
        let with = (first..words.len()).find(|&at| words[at].text == "avec");
        // « … et le coût est de 740 € »: another field by its name.
        let and = (first..words.len()).take_while(|&at| words[at].octets.start < end).find(|&at| {
            let article =
                words.get(at + 1).filter(|word| listed("le la les l son sa ses un une", &word.text));
            let named =
                |place: &Place<'_>| place.mots.iter().any(|name| stands_at(words, at + 2, name).is_some());
            // « Horizon RH et se passera en mars »
            let says = words.get(at + 1).is_some_and(|word| {
                !self.is_capital(word) && (SAYS.has(&word.text) || listed("se s sera est a", &word.text))
            });
            words[at].text == "et" && (says || article.is_some() && self.places.iter().any(named))
        });
        // « la formation s'appelle vente en optique elle a lieu le 12 »
        let anew = (first + 1..words.len())
            .find(|&at| listed("elle il elles ils ca", &words[at].text) && !self.is_capital(&words[at]));
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
        let says = (first..words.len()).find(|&at| subject && SAYS.has(&words[at].text));
        let who_says = |at: usize| at - usize::from(at > first && words[at - 1].text == "qui");
        let says = says.map(who_says);
        let other =
            [other, with, and, anew, says, self.house_after(words, own, first)].into_iter().flatten().min();
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

            said |= listed("s c est sera appelle nomme intitule", &word.text);
            if listed(
                "sur en de d l intitulee nommee appelee a s c ce est sera appelle nomme intitule exact",
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
        let part = self.with_brackets(trimmed(self.text, start..end));
        // « la formation c'est Barbier » names it; « la formation est complète » says something of it.
        let named = self
            .piece(part.clone())
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«“\"".contains(c));
        if said && !named { part.start..part.start } else { part }
    }

    /// It can be a title or a name: not a sentence, not too long.
    pub fn is_name_like(&self, _place: usize, part: &Range<usize>) -> bool {
        let words = self.words(part.clone());
        let letters = self.piece(part.clone()).chars().any(char::is_alphabetic);
        let first = words.first().map(|word| word.text.as_str()).unwrap_or_default();
        let names = |word: &Mot| {
            word.is_figure()
                || LINKS.has(&word.text)
                || listed(
                    "jusqu jusque entre vers avant apres jour jours j heure heures h journee journees semaine semaines mois debut fin matin euros",
                    &word.text,
                )
        };
        let manner =
            |word: &Mot| listed("distance presentiel distanciel visio ligne site place tout", &word.text);
        let is_manner = words.len() <= 2 && words.iter().any(manner);
        letters
            && !is_manner
            && !words.iter().all(names)
            && !self.is_no_subject(part)
            && !words.iter().any(|word| is_date_word(&word.text))
            && words.len() <= LONGEST
            && !listed("distance definir partir moi nous vous lui elle eux voir suivre preciser", first)
            && !words
                .iter()
                .enumerate()
                .any(|(at, word)| SENTENCE.has(&word.text) && !(at > 0 && self.is_capital(word)))
            && !self.is_doubtful(part, true)
    }

    /// « Prévention Plus »: part of a name, whatever the word means.
    pub fn is_capital(&self, word: &Mot) -> bool {
        self.piece(word.octets.clone()).starts_with(char::is_uppercase)
    }

    /// What is left, clause by clause, without greetings and empty pieces.
    pub fn pieces(&self) -> Vec<Range<usize>> {
        static GREETING: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?:(?:bonjour|bonsoir|salut|hello|bjr|slt|cc|hey|coucou|re|alors|donc|ok|voil[àa]|voici|c['’]est(?: pour)?|ce (?:sera|serait)(?: pour)?)\b[ ,!:]*)+",
            )
        });
        let mut out = Vec::new();
        let mut start = 0;
        // « Vente / Comercia / 21h / 2 personnes » is a list; « Word / Excel, 14h » is not.
        let listing = [" / ", " - ", " – ", " — "].iter().any(|mark| self.text.matches(mark).count() > 1);
        let parts = |at: usize, c: char, after: &str| {
            listing
                && matches!(c, '/' | '-' | '–' | '—')
                && after.starts_with(' ')
                && self.rest(0..at).ends_with(' ')
        };
        for (at, c) in self.left.char_indices().chain(std::iter::once((self.left.len(), ';'))) {
            let after = self.left.get(at + c.len_utf8()..).unwrap_or_default();
            let introduces = c == ':' && after.starts_with(char::is_whitespace);
            if introduces {
                start = at + c.len_utf8();
            } else if is_boundary(after, c) || matches!(c, '(' | ')') || parts(at, c, after) {
                let mut piece = trimmed(&self.left, start..at);
                if let Some(greeting) = GREETING.find(self.piece(piece.clone())) {
                    piece = trimmed(self.text, piece.start + greeting.end()..piece.end);
                }
                if !piece.is_empty() && self.piece(piece.clone()).chars().any(char::is_alphabetic) {
                    out.push(piece);
                }
                start = (at + c.len_utf8()).min(self.left.len());
            }
        }
        out
    }
}

/// A long name of the field, but for one letter.
fn is_slip(place: &Place<'_>, word: &str) -> bool {
    let names = place.mots.iter().chain(&place.amorces);
    let long = |name: &&String| name.len() >= 7 && !name.contains(' ');
    names.filter(long).any(|name| name != word && is_within_a_slip(name, word))
}

/// Words that fields and houses alike are named by.
fn at_name(word: &Mot) -> bool {
    listed("formation formations centre conseil academy ecole", &word.text)
}

/// Without the marks and spaces around.
pub fn trimmed(text: &str, part: Range<usize>) -> Range<usize> {
    let Some(piece) = text.get(part.clone()) else { return part.start..part.start };
    let mark = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';' | ':' | '-' | '–' | '—' | '•' | '*' | '.' | '(' | '>' | '=' | '/' | '\'' | '’'
            )
    };
    let start = piece.trim_start_matches(mark);
    let end = start.trim_end_matches(mark);
    let from = part.start + (piece.len() - start.len());
    from..from + end.len()
}
