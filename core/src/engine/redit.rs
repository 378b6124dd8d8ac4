//! What was answered, said anew at another question: « non plutôt le 4 », « finalement 14 h ».

use std::mem::discriminant;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::plusieurs::{Debut, is_read_among_others, key};
use super::tour::Tour;
use crate::catalogue::{Champ, Etape, Nature};
use crate::conversation::Place;
use crate::dossier::{Chemin, Taxe, Valeur};
use crate::intent;
use crate::message::Refus;
use crate::reading::lettre::{names_its_side, repond};
use crate::reading::redit::{
    Redit, is_of_the_clock, is_one_value, is_said_alone, redit, sentences, tax_alone,
};
use crate::reading::{
    self, Lecture, Lu, Plusieurs, fold, has_words, is_date_word, is_person, speaks_of_others,
};

/// Longest title that replaces another, in words.
const LONGEST_TITLE: usize = 8;

/// What a text says of answers that were given.
enum Anew {
    /// The new ones, or the same again.
    Valeurs(Vec<(Chemin, Lu)>),
    /// One of these, and which is not said.
    Lequel(Vec<Chemin>),
}

impl<'a> Tour<'a> {
    /// In a chat: takes what a text says anew, and nothing else, of the answers that were given. False, and nothing was
    /// changed, when it is to be read as the answer to the question at hand.
    pub fn take_anew(&mut self, asked: Option<&Chemin>, text: &str, message: Option<&str>) -> bool {
        if intent::is_question(text) || self.draft().is_none() {
            return false;
        }
        let Some(anew) = self.named_anew(asked, text).or_else(|| self.said_anew(asked, text)) else {
            return false;
        };
        if self.overtaken() || self.draft_mut().is_none() {
            return true;
        }
        let place = self.state.conversation.place.clone();
        match anew {
            Anew::Valeurs(valeurs) => self.write_anew(valeurs, message),
            Anew::Lequel(chemins) => {
                self.refuse(Refus::LaquelleCorriger);
                self.prises = chemins;
                return true;
            }
        }
        self.advance();
        // She was elsewhere: she stays there, unless the correction asks for something before.
        if matches!(self.state.conversation.place, Place::Recapitulatif) {
            self.go(place);
        }
        true
    }

    /// In a letter: takes the sentences that say anew what was answered before, from the first that takes something back on.
    /// `read`: what the letter answers, which they do not say. The text without them, each byte in its place; `None` when there are none.
    pub fn take_anew_in_letter(
        &mut self,
        text: &str,
        read: &Plusieurs,
        message: Option<&str>,
    ) -> Option<String> {
        // What follows « Il y aura de l'évaluation » may be of that.
        const PARTS: &str = "evaluation accompagnement positionnement acompte module";
        let folded = fold(text).replace("pas d evaluation", "").replace("ni evaluation", "");
        if folded.split(' ').any(|word| reading::listed(PARTS, word)) {
            return None;
        }
        let given = self.given(None);
        let all: Vec<&Chemin> = given.iter().map(|(chemin, _)| chemin).collect();
        let gives =
            |octets: &Range<usize>| read.prises.iter().any(|prise| octets.contains(&prise.octets.start));
        let mut left = None;
        // What a sentence takes back leads those that stand on its line.
        let mut led = false;
        for octets in sentences(text) {
            let sentence = text.get(octets.clone()).unwrap_or_default();
            let said = sentence.trim_end_matches(['\n', '.', '!', ' ']);
            let anew = redit(said);
            led |= anew.is_some();
            let rest = anew.map_or(said.trim(), |anew| anew.reste);
            if led
                && !gives(&octets)
                && !speaks_of_others(&fold(said))
                && let Some(Anew::Valeurs(valeurs)) = self.read_anew(&all, rest)
            {
                self.write_anew(valeurs, message);
                let left = left.get_or_insert_with(|| text.to_owned());
                left.replace_range(octets.clone(), &" ".repeat(octets.len()));
            }
            led &= !sentence.ends_with('\n');
        }
        left
    }

    /// The sentences that say otherwise what was answered, and that were not taken: she is told.
    pub fn said_otherwise<'t>(&self, text: &'t str, read: &Plusieurs) -> Vec<&'t str> {
        let given = self.given(None);
        let all: Vec<&Chemin> = given.iter().map(|(chemin, _)| chemin).collect();
        let otherwise = |octets: &Range<usize>| {
            let said = text.get(octets.clone()).unwrap_or_default();
            let gives = read.prises.iter().any(|prise| octets.contains(&prise.octets.start));
            let told = self.read_given(&all, said).filter(|_| !gives);
            told.is_some_and(|told| {
                self.of_given(&all, told).any(|(chemin, lu)| self.valeur(&chemin) != Some(&lu.valeur))
            })
        };
        let said = sentences(text).into_iter().filter(otherwise);
        said.filter_map(|octets| text.get(octets))
            .map(|said| said.trim_matches([' ', '\n', '.', '!', '-']))
            .collect()
    }

    fn write_anew(&mut self, valeurs: Vec<(Chemin, Lu)>, message: Option<&str>) {
        for (chemin, lu) in valeurs {
            let Some((etape, champ)) = self.field(&chemin) else { continue };
            if let Some(refus) = self.refusal(&chemin, &lu.valeur) {
                self.refuse(refus);
                continue;
            }
            self.forget_what_followed(etape, &chemin, &lu.valeur);
            self.record(&chemin, champ, lu, message);
            self.propose(true);
            self.warn(&chemin);
        }
    }

    /// « Coût : 1600 », a line for each, where it is no answer to the question at hand.
    fn named_anew(&self, asked: Option<&Chemin>, text: &str) -> Option<Anew> {
        let (label, _) = text.split_once(':')?;
        let answers = |asked: &Chemin| {
            matches!(self.read(asked, text), Lecture::Read(_))
                || self
                    .read_several(asked, text, Debut::Aucun)
                    .find(&key(&asked.etape, &asked.champ))
                    .is_some()
        };
        // « Coût : 90 € » where nights are asked may be what one of them costs.
        let label = fold(label);
        let shared = |asked: &Chemin| {
            let (etape, champ) = self.field(asked).filter(|(_, champ)| champ.nature != Nature::OuiNon)?;
            let mut champs = etape.champs.iter().filter(|other| other.cle != champ.cle);
            champs.find(|champ| fold(&champ.libelle) != label && has_words(&fold(&champ.libelle), &label))
        };
        if asked.is_some_and(|asked| answers(asked) || shared(asked).is_some()) {
            return None;
        }
        let given = self.given(asked);
        let chemins: Vec<&Chemin> = given.iter().map(|(chemin, _)| chemin).collect();
        let read = self.read_given(&chemins, text)?;
        let whole = read.douteux.is_empty() && read.reste(text).is_empty();
        // « Formation : pas avant avril » gives no title, « Date de naissance : … » no first day.
        let labels: Vec<String> =
            text.lines().filter_map(|line| Some(fold(line.split_once(':')?.0))).collect();
        let called = |chemin: &Chemin, label: &String| {
            let Some((_, champ)) = self.field(chemin) else { return false };
            let names = [&champ.libelle, champ.nom()].map(fold);
            if self.is_text(chemin) {
                return names.contains(label);
            }
            let all: Vec<String> = champ.mots.iter().map(|mot| fold(mot)).chain(names).collect();
            let small = |word: &str| reading::listed("du de la le l d des", word);
            let own = |word: &str| small(word) || all.iter().any(|name| has_words(name, word));
            !label.contains(' ') || label.split(' ').all(own)
        };
        let valeurs: Vec<(Chemin, Lu)> = self.of_given(&chemins, read).collect();
        let is_told = |label: &String| valeurs.iter().any(|(chemin, _)| called(chemin, label));
        let all = !valeurs.is_empty() && labels.iter().all(is_told);
        (whole && all).then_some(Anew::Valeurs(valeurs))
    }

    fn said_anew(&self, asked: Option<&Chemin>, text: &str) -> Option<Anew> {
        let said = redit(text)?;
        let question = asked.and_then(|asked| self.field(asked));
        if asked.zip(question).is_some_and(|(asked, (_, champ))| self.is_answered(asked, champ, text, &said))
        {
            return None;
        }
        let given = self.given(asked);
        let newest = given.iter().map(|(_, at)| *at).max()?;
        let last: Vec<&Chemin> =
            given.iter().filter(|(_, at)| *at == newest).map(|(chemin, _)| chemin).collect();
        let all: Vec<&Chemin> = given.iter().map(|(chemin, _)| chemin).collect();
        let fits = question.is_some_and(|(_, champ)| champ.nature != Nature::OuiNon)
            && asked.is_some_and(|asked| matches!(self.read(asked, said.reste), Lecture::Read(_)))
            && !self.tells_a_day(asked, said.reste);
        let is_of_its_kind = |chemin: &Chemin| {
            let kinds = self.field(chemin).zip(question);
            kinds.is_some_and(|((_, champ), (_, asked))| {
                discriminant(&champ.nature) == discriminant(&asked.nature)
            })
        };
        if let Some(titre) = self.titled_anew(asked, &last, &said).filter(|_| !fits) {
            return Some(titre);
        }
        let folded = fold(text);
        // « non plutôt le 2 » is no « non » to what is asked.
        let denies = fold(said.reste).split(' ').any(|word| reading::listed("pas rien aucun aucune", word));
        let asks_yes_or_no = question.is_some_and(|(_, champ)| champ.nature == Nature::OuiNon);
        let unclear = asks_yes_or_no && said.du_dernier && said.plutot && !said.reste.is_empty() && !denies;
        let found = [(&last, said.du_dernier), (&all, false)].into_iter().find_map(|(chemins, own)| {
            let anew = self.read_anew(chemins, said.reste)?;
            let touched: Vec<&Chemin> = match &anew {
                Anew::Valeurs(valeurs) => valeurs.iter().map(|(chemin, _)| chemin).collect(),
                Anew::Lequel(chemins) => chemins.iter().collect(),
            };
            // « finalement on commence le 2 », where the last day is asked.
            let sided = touched.iter().all(|chemin| self.tells_its_side(chemin, &folded));
            // « finalement 14 h » answers a question of hours; « non plutôt 14 h » says the hours anew.
            let of_its_kind = touched.iter().any(|chemin| is_of_its_kind(chemin));
            let answers = if of_its_kind { !own } else { fits };
            (sided && !touched.is_empty() || !answers).then_some(anew)
        });
        found.or_else(|| (unclear && !fits).then(|| Anew::Lequel(Vec::new())))
    }

    /// « finalement oui », « en fait pas de frais », « ah non, c'est le 3 mars la fin » answer what is asked.
    fn is_answered(&self, asked: &Chemin, champ: &Champ, text: &str, said: &Redit<'_>) -> bool {
        match champ.nature {
            Nature::OuiNon => {
                matches!(
                    reading::read(&champ.nature, said.reste, &self.contexte(Some(asked))),
                    Lecture::Read(_)
                ) || repond(&champ.libelle, said.reste).is_some()
                    || ["oui", "non"].iter().any(|word| has_words(&fold(said.reste), word))
            }
            Nature::Date => self.tells_its_side(asked, &fold(text)),
            _ => false,
        }
    }

    /// A text, folded, speaks of beginning or ending as the field does: « on finit le 4 », of the last day.
    fn tells_its_side(&self, chemin: &Chemin, folded: &str) -> bool {
        self.field(chemin).is_some_and(|(_, champ)| names_its_side(folded, &champ.libelle))
    }

    /// « finalement le 4 mars », where no day is asked.
    fn tells_a_day(&self, asked: Option<&Chemin>, text: &str) -> bool {
        let asks_a_day =
            asked.and_then(|asked| self.field(asked)).is_some_and(|(_, champ)| champ.nature == Nature::Date);
        !asks_a_day && matches!(reading::read(&Nature::Date, text, &self.contexte(None)), Lecture::Read(_))
    }

    /// « non plutôt Word débutant », right after the title was given.
    fn titled_anew(&self, asked: Option<&Chemin>, last: &[&Chemin], said: &Redit<'_>) -> Option<Anew> {
        let [title] = last else { return None };
        let name = said.reste;
        let capital = name.starts_with(char::is_uppercase);
        let is_title = self.field(title).is_some_and(|(_, champ)| {
            champ.mots.iter().any(|mot| fold(mot) == "titre") || fold(&champ.libelle).starts_with("intitule")
        });
        // « Plutôt Mi-mars »
        let dated = fold(name).split(' ').any(is_date_word);
        if asked.is_none() || !said.plutot || !is_title || !capital || dated || is_person(name) {
            return None;
        }
        let bare = name.split_whitespace().count() <= LONGEST_TITLE
            && self.read_several(title, name, Debut::Aucun).lus.is_empty();
        match self.read(title, name) {
            Lecture::Read(lu) if bare => Some(Anew::Valeurs(vec![((*title).clone(), lu)])),
            _ => None,
        }
    }

    /// What a text says of these answers, where it says nothing else.
    fn read_anew(&self, chemins: &[&Chemin], text: &str) -> Option<Anew> {
        if let Some(taxe) = tax_alone(text) {
            return self.taxed_anew(chemins, taxe);
        }
        if is_of_the_clock(text) {
            return None;
        }
        let read = self.read_given(chemins, text)?;
        let parts: Vec<Range<usize>> = read.prises.iter().map(|prise| prise.octets.clone()).collect();
        let mut valeurs: Vec<(Chemin, Lu)> = self.of_given(chemins, read).collect();
        let folded = fold(text);
        // « en fait TTC, 1 800 € »
        let said = |tax: &str| has_words(&folded, tax);
        let taxe = match (said("ht"), said("ttc")) {
            (true, false) => Some(Taxe::Ht),
            (false, true) => Some(Taxe::Ttc),
            _ => None,
        };
        for (_, lu) in valeurs.iter_mut().filter(|(_, lu)| matches!(lu.valeur, Valeur::Montant(_))) {
            lu.taxe = lu.taxe.or(taxe);
        }
        let names = |chemin: &Chemin| {
            self.field(chemin).map(|(_, champ)| format!("{} {}", champ.libelle, champ.nom()))
        };
        // « plutôt le 2 mars » is of the first day or of the last.
        let is_day = |chemin: &Chemin| matches!(self.valeur(chemin), Some(Valeur::Date(_)));
        let days: Vec<&Chemin> = chemins.iter().copied().filter(|chemin| is_day(chemin)).collect();
        let told = valeurs.iter().filter(|(chemin, _)| is_day(chemin)).count();
        if told == 1 && days.len() > 1 && !days.iter().any(|day| self.tells_its_side(day, &folded)) {
            return is_one_value(text).then(|| Anew::Lequel(days.into_iter().cloned().collect()));
        }
        if !valeurs.is_empty() {
            let labels: Vec<String> = valeurs.iter().filter_map(|(chemin, _)| names(chemin)).collect();
            return is_said_alone(text, &parts, &labels.join(" ")).then_some(Anew::Valeurs(valeurs));
        }
        // « le 2 », of the first day or of the last
        if !is_one_value(text) {
            return None;
        }
        // « le 2 » is a day, « 21 » alone is none.
        let dated = text.contains('/') || folded.split(' ').any(|word| word == "le" || is_date_word(word));
        let read = chemins.iter().filter(|chemin| !self.is_text(chemin) && dated == is_day(chemin));
        let read = read.filter_map(|chemin| match self.read(chemin, text) {
            Lecture::Read(lu) => Some(((*chemin).clone(), lu)),
            _ => None,
        });
        let mut read: Vec<(Chemin, Lu)> = read.collect();
        // « en fait ça commence le 9 »
        if read.iter().any(|(chemin, _)| self.tells_its_side(chemin, &folded)) {
            read.retain(|(chemin, _)| self.tells_its_side(chemin, &folded));
        }
        match &read[..] {
            [] => None,
            [_] => Some(Anew::Valeurs(read)),
            // « en fait on est 3 » may be of something else.
            _ if !read.iter().all(|(chemin, _)| is_day(chemin)) => None,
            _ => Some(Anew::Lequel(read.into_iter().map(|(chemin, _)| chemin).collect())),
        }
    }

    /// « non, c'est TTC »: the same amount.
    fn taxed_anew(&self, chemins: &[&Chemin], taxe: Taxe) -> Option<Anew> {
        let based = |chemin: &&&Chemin| self.field(chemin).is_some_and(|(_, champ)| champ.base.is_some());
        let mut amounts = chemins.iter().filter(based);
        let (chemin, None) = (amounts.next()?, amounts.next()) else { return None };
        let valeur = self.valeur(chemin)?.clone();
        Some(Anew::Valeurs(vec![((*chemin).clone(), Lu { valeur, taxe: Some(taxe) })]))
    }

    fn read_given(&self, chemins: &[&Chemin], text: &str) -> Option<Plusieurs> {
        let champs: Vec<(&Etape, &Champ)> = chemins.iter().filter_map(|chemin| self.field(chemin)).collect();
        // « en fait le 9 » is of the month of the day it was.
        let day = chemins.iter().find(|chemin| matches!(self.valeur(chemin), Some(Valeur::Date(_))));
        Some(self.several(&champs, day.or(chemins.first())?, text, Debut::Aucun))
    }

    /// With where each belongs.
    fn of_given(&self, chemins: &[&Chemin], read: Plusieurs) -> impl Iterator<Item = (Chemin, Lu)> {
        let place = |cle: &str| chemins.iter().find(|chemin| key(&chemin.etape, &chemin.champ) == cle);
        let prises = read.prises.into_iter();
        prises.filter_map(move |prise| Some(((*place(&prise.cle)?).clone(), prise.lu)))
    }

    /// What she answered, and when: values that have a form of their own, and names. Of an étape that repeats, those of
    /// the only element, or of the one that is asked about.
    fn given(&self, asked: Option<&Chemin>) -> Vec<(Chemin, DateTime<Utc>)> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let mut out = Vec::new();
        for etape in &parcours.dispositif.etapes {
            let elements = parcours.elements(etape);
            let own = asked.filter(|asked| asked.etape == etape.cle).map(|asked| asked.element);
            // Of several modules, which one is not said.
            let [.., element] = elements else { continue };
            if own.is_some_and(|own| own != element.id) || own.is_none() && elements.len() > 1 {
                continue;
            }
            for champ in parcours.open_champs(etape, Some(element)) {
                let reponse = element.reponses.get(&champ.cle).filter(|reponse| !reponse.proposee);
                if let Some(reponse) = reponse.filter(|reponse| reponse.valeur.is_some())
                    && is_said_anew(&champ.nature)
                {
                    let chemin =
                        Chemin { etape: etape.cle.clone(), element: element.id, champ: champ.cle.clone() };
                    out.push((chemin, reponse.at));
                }
            }
        }
        out
    }

    fn valeur(&self, chemin: &Chemin) -> Option<&Valeur> {
        let dossier = self.state.dossier.as_ref()?;
        dossier.find_element(&chemin.etape, chemin.element)?.valeur(&chemin.champ)
    }
}

/// What a correction can be told by.
fn is_said_anew(nature: &Nature) -> bool {
    is_read_among_others(nature) && !matches!(nature, Nature::Choix { .. })
}
