//! Free text: what a word leads to (« chez Cegos »), a person's name, what begins the message.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::chantier::{Chantier, is_boundary};
use super::interjections::is_interjection;
use super::mots::{Mot, trimmed};
use crate::catalogue::Nature;
use crate::reading::date::is_date_word;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::{is_first_name, is_person};
use crate::reading::texte::given_by;
use crate::reading::{Lecture, read, without_address};

/// Longest free text taken, in words: beyond, it is a sentence.
const LONGEST: usize = 12;
/// Words that link what is written to what follows it, and are no part of it.
pub static LINKS: Words = Words::new(
    "pr ds avc le la les l du de des d qu en pour a au aux et avec sur dans chez soit un une dont est c pendant cout \
    prix duree total qui se ou ce y tarif montant budget facture ainsi que lieu deroulera deroule par",
);
/// Words of a sentence: not a title, not a name.
static SENTENCE: Words = Words::new(
    "madame monsieur mme mr suite demande courant je j nous on il elle ils elles vous tu est sont sera serait seront merci bonjour bonsoir svp stp \
    cordialement voudrais voudrait souhaite souhaitons faudrait faut avons avez ai oui non ok peut pouvez suis etes \
    sais pas ne n voici ci joint bonne journee desole desolee desoles desolees pardon attendez euh alors donc salut hello cdt cdlt pense crois dure durera coute coutera commence debute commencera debutera environ \
    mon ma mes notre nos votre vos ce cela ca me moi lui date dates total plus tard idem part partent partira partiront partir suit suivent suivra participe \
    participent participera gratuit parfait dollars dollar confirme \
    inconnu inconnue instant encore connais aura auront aurait demarre demarrera termine terminera finit finira deroule \
    dit propose jai cest permet prevue prevu reste qui que fait font assure assurent organise organisent signe signee recu recue reponse attendue \
    attendu semaine semaines enverra enverrai joindre rappeler va vont ira tombe tombera arrete arretera acheve achevera \
    etale etalera passe passera passent mentionne mentionnent indique indiquent precise prevoit annonce annoncent stipule",
);

/// Verbs that say something of a training.
pub static SAYS: Words = Words::new(
    "dure durera coute coutera commence commencera debute debutera demarre demarrera aura indique indiquent annonce chiffre",
);

impl Chantier<'_, '_> {
    pub fn textes(&mut self) {
        self.quoted();
        self.named_houses();
        self.led();
        self.houses_told();
        self.assured();
        self.people();
        self.houses();
        self.leading();
        self.house_beside_title();
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
        // « C'est Sophie qui fait la formation »: who gives it, or who comes?
        let first_name = matches!(&self.words(part.clone())[..], [word] if is_first_name(&word.text));
        let after = self.words(part.end..self.clause(&part).end);
        if first_name && after.iter().take(4).any(|word| listed("fait fera faire", &word.text)) {
            return self.consume(part);
        }
        // « c'est ma collègue qui fait la formation »
        let capital = !self.piece(part.clone()).starts_with(char::is_lowercase);
        // « c'est capilia ouest qui organise », in a text without a capital
        let words = self.words(part.clone());
        let common = |word: &Mot| {
            listed(
                "ma mon mes notre nos ta ton votre le la les l un une 1 des moi lui elle eux toi leur ce cette plutot toujours bien aussi encore tous ensemble opco donc surement surtout",
                &word.text,
            )
        };
        let lower = words.len() > 1
            && !self.text.contains(char::is_uppercase)
            && !words.iter().any(common)
            && !is_first_name(&words[0].text);
        let named = capital || lower || self.is_house(&part);
        if named && !self.is_taken(place) && self.is_name_like(place, &part) {
            self.take_text(place, part, false, false);
            // « qui » is of the name, not of what stands before it.
            after.first().into_iter().for_each(|who| self.consume(who.octets.clone()));
        }
    }

    /// Takes a part as a text; `linked` when something that was read follows it.
    pub fn take_text(&mut self, place: usize, part: Range<usize>, labelled: bool, linked: bool) -> bool {
        // « chez « Teinte Juste » à Metz »
        let quoted = self.piece(part.clone()).strip_prefix('«').and_then(|rest| rest.find('»'));
        let part =
            quoted.map_or(part.clone(), |end| part.start + '«'.len_utf8()..part.start + '«'.len_utf8() + end);
        let part = if linked || !labelled { self.without_links(part) } else { trimmed(self.text, part) };
        let part = self.own_extent(place, part, labelled);
        if self.names_nothing(place, &part) {
            self.doubt(&[place]);
            return false;
        }
        // « organisme : Cegos, stagiaire : Marie Dupont »
        static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[,.;] *\p{L}+(?: \p{L}+){0,3} ?:"));
        let end = LABEL.find(self.piece(part.clone())).map_or(part.end, |next| part.start + next.start());
        let part = part.start..if labelled { end } else { part.end };
        let labels = labelled
            && self.piece(part.end..self.text.len()).trim_start_matches([' ', '\u{a0}']).starts_with(':');
        let last = self.piece(part.clone()).rfind(", ").filter(|_| labels);
        let part = part.start..last.map_or(part.end, |at| part.start + at);
        let part = if labelled { part } else { self.without_name(place, part) };
        // « (le titre exact : Taxi vers VTC) »
        let torn = self.piece(part.clone()).ends_with(')') && !self.piece(part.clone()).contains('(');
        let part = part.start..part.end - usize::from(torn);
        // « Excel lol »
        let part = self.without_laughter(part);
        // « Pour la formation : oups, 14 h », « c'est ma première formation lol »
        let only = |word: &Mot| {
            listed("plutot oups non pardon finalement euh enfin erreur", &word.text)
                || is_interjection(&word.text)
        };
        let said = self.words(part.clone());
        let corrects = |word: &Mot| listed("erreur oups rectification", &word.text) && !self.is_capital(word);
        if said.iter().all(only) || said.first().is_some_and(corrects) {
            return false;
        }
        // « Mme Valérie Roche »: how she is addressed is no part of her name.
        let is_name = self.places[place].mots.iter().any(|name| name == "nom" || name == "nom et prenom");
        // « c nadia ferrand »
        let said = self.piece(part.clone());
        let said = said.strip_prefix("c ").or(said.strip_prefix("c'est ")).unwrap_or(said);
        let part = if is_name { part.end - without_address(said).len()..part.end } else { part };
        let house = self.places[place].mots.iter().any(|name| name == "organisme");
        let part = if house { self.without_what_it_does(part) } else { part };
        if part.is_empty() {
            return false;
        }
        let piece = self.piece(part.clone());
        // « Karim Benali intervient comme formateur »: somebody, and no house.
        let two = piece.match_indices(' ').nth(1).map_or(piece.len(), |(at, _)| at);
        let other =
            || self.words(part.clone()).iter().any(|word| listed("facture devis etablie", &word.text));
        if house && !labelled && (is_person(&piece[..two]) && piece.contains(" intervient") || other()) {
            return false;
        }
        // « La formatrice s'appelle Odile Marchetti »; « Formateur : Paul Roy » answers who trains.
        let before = self.piece(0..part.start).trim_end();
        let led = || {
            let clause = self.clause(&part);
            let words = self.words(clause.start..part.start);
            words.iter().rev().take(4).any(|word| listed("formateur formatrice", &word.text))
        };
        if house && is_person(piece) && !before.ends_with([':', '=']) && led() {
            return false;
        }
        match read(self.places[place].nature, piece, self.contexte) {
            Lecture::Read(lu) => {
                self.take(place, lu, part, labelled);
                true
            }
            _ => false,
        }
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
                    "jusqu jusque entre vers avant apres jour jours j heure heures h journee journees semaine semaines mois debut fin matin euros donc soit alors ensuite puis",
                    &word.text,
                )
        };
        // « en ligne »; « Ligne Blonde » is a name.
        // « Derma Learning » is a name.
        let named = words.len() > 1 && words.iter().all(|word| self.is_capital(word));
        let manner = |word: &Mot| {
            listed("distance presentiel distanciel visio site place tout elearning", &word.text)
                || word.text == "learning" && !named
                || word.text == "ligne" && !self.is_capital(word)
        };
        let is_manner = words.len() <= 2 && words.iter().any(manner);
        // « … à régulariser » », cut out of a quotation.
        let torn =
            self.piece(part.clone()).matches('«').count() != self.piece(part.clone()).matches('»').count();
        // « Bûches de Noël »
        let dated = |at: usize| {
            is_date_word(&words[at].text)
                && !(at > 1 && listed("noel paques", &words[at].text) && words[at - 1].text == "de")
        };
        letters
            && !torn
            && !is_manner
            && !words.iter().all(names)
            && !self.is_no_subject(part)
            && !(0..words.len()).any(dated)
            && words.len() <= LONGEST
            && !listed(
                "comment quoi rien se distance definir partir moi nous vous lui elle eux voir suivre preciser court courra ira",
                first,
            )
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
                r"(?i)^(?:(?:bonjour|bonsoir|salut|hello|bjr|bsr|rebonjour|re-?bonjour|slt|cc|hey|coucou|re|alors|donc|du coup|bon (?:ben|bah|alors)|bref|en fait|ok|voil[àa]|voici|c['’]est(?: pour)?|c(?: pour)|ce (?:sera|serait)(?: pour)?)\b[ ,!:]*)+",
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
