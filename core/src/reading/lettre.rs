//! Answers to several numbered questions in one letter: which is whose.
//!
//! A value is only taken from what the person wrote. In what she quoted, a line is hers from the
//! point where the question's number and label end, for that is where people type.

mod adresse;
mod amene;
mod avec;
mod citation;
mod citee;
mod connu;
mod contact;
mod dedit;
mod dictee;
mod echo;
mod ecrit;
mod etiquette;
mod ligne;
mod mesure;
mod mois;
mod nom;
mod numero;
mod ordre;
mod parties;
mod portail;
mod rangs;
mod redresse;
mod refere;
mod remarque;
mod renvoi;
mod reprise;
mod sansmarque;
mod sejour;
mod seules;
mod suite;
mod tableau;

use std::collections::BTreeMap;

use super::fold;
use adresse::{has_town_and_code, parted, street};
use contact::contact;
pub(crate) use dedit::names_its_side;
pub use dedit::sans_dedits;
pub(super) use dedit::{denied_figures, digits, is_plain, without_ps};
use echo::echos;
use etiquette::Etiquettes;
pub use ligne::ARROWS;
use ligne::{refers_above, without_stop};
pub use mois::{dernier_jour, premier_jour};
pub use ordre::ranger;
use parties::parties;
pub use portail::repond;
use remarque::{without_clause, without_kind, without_rate, without_source, without_thanks};
pub(crate) use renvoi::corrects;
pub(crate) use reprise::{is_of_another_event, moves_to, puts_off};
use sejour::sejour;
pub use seules::{Lus, Ouverte, avec_seules};

/// Figures of a telephone, at least.
const SHORTEST_NUMBER: usize = 9;

/// A question as it was asked in the letter.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Its number there, from 1.
    pub n: u32,
    /// Its label there, letter for letter.
    pub libelle: &'a str,
    /// What else people call it.
    pub autres: &'a [String],
}

/// A stretch of the answer, in reading order.
#[derive(Debug, Clone, Copy)]
pub struct Morceau<'a> {
    /// Quoted: first sent to the person. Lines that begin with `>` were quoted more than once.
    pub cite: bool,
    pub texte: &'a str,
}

/// What a letter answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alignement {
    /// Number of the question and answer as written, in the order of the numbers, each at most once.
    pub reponses: Vec<(u32, String)>,
    /// What was written besides, greetings left out.
    pub reste: String,
    /// Sentences of it that answer a question of yes or no by its own words.
    pub compris: Vec<String>,
}

/// Puts answers to their questions. Linear in the length of the letter, times the number of questions.
///
/// A question answered twice with different words keeps neither: both go to `reste`.
#[must_use]
pub fn aligner(questions: &[Question<'_>], morceaux: &[Morceau<'_>]) -> Alignement {
    let mut quotes = morceaux.iter().skip_while(|morceau| !morceau.cite).skip_while(|morceau| morceau.cite);
    let mut reader = Reader {
        interleaved: quotes.any(|morceau| morceau.cite),
        numbers: questions.iter().map(|question| question.n).collect(),
        labels: Etiquettes::new(questions),
        written: BTreeMap::new(),
        typed: BTreeMap::new(),
        reste: Vec::new(),
        begun: Vec::new(),
        last: None,
        helped: false,
        apart: false,
        lone: Vec::new(),
    };
    let mut open = None;
    for (rank, morceau) in morceaux.iter().enumerate() {
        let more = morceaux.get(rank + 1..).unwrap_or_default();
        if morceau.cite {
            open = reader.quoted(morceau.texte, more.iter().any(|next| next.cite));
        } else {
            let between = open.is_some() && more.iter().any(|next| next.cite);
            reader.written(morceau.texte, open.take(), between);
        }
    }
    reader.end()
}

/// Where the telephone or the address that begins a text ends; 0 where none does.
fn address_end(text: &str) -> usize {
    let form = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+' | '(' | ')' | '\u{a0}');
    let number = text.find(|c: char| !form(c)).unwrap_or(text.len());
    let digits = text[..number].bytes().filter(u8::is_ascii_digit).count();
    let address = text.find([' ', ',', ';']).unwrap_or(text.len());
    match text[..address].contains('@') {
        true => address,
        false if digits >= SHORTEST_NUMBER => text[..number].trim_end_matches([' ', '.', '-']).len(),
        false => 0,
    }
}

struct Reader {
    /// She wrote between stretches of the quote: what stands within one is ours.
    interleaved: bool,
    numbers: Vec<u32>,
    labels: Etiquettes,
    /// What was written for each question; several when it was answered several times.
    written: BTreeMap<u32, Vec<String>>,
    /// What was typed on the line of a quoted question.
    typed: BTreeMap<u32, Vec<String>>,
    reste: Vec<String>,
    /// Numbers that begin a line of what is being read.
    begun: Vec<u32>,
    /// The question answered last.
    last: Option<u32>,
    /// Our letter says how to answer below its questions.
    helped: bool,
    /// Answers stand below an empty line.
    apart: bool,
    /// Single lines below quoted questions, ours or hers.
    lone: Vec<(u32, String)>,
}

impl Reader {
    fn close(&mut self, current: &mut Option<(u32, Vec<String>)>) {
        if let Some((n, lines)) = current.take() {
            let text = lines.join("\n");
            let text = without_rate(without_source(without_thanks(without_stop(
                text.trim_matches([' ', '\n', ';', ',', '|']),
            ))));
            let text = if self.labels.asks_words(n) { without_kind(text) } else { text };
            let text = if self.labels.asks_where_or_whom(n) { without_clause(text) } else { text };
            if !text.is_empty() {
                self.written.entry(n).or_default().push(text.to_owned());
                self.last = Some(n);
            }
        }
    }

    fn end(mut self) -> Alignement {
        let mut reponses = Vec::new();
        // She answered inside the quote, and nothing of ours stands below the questions.
        if !self.helped
            && !self.interleaved
            && self.written.is_empty()
            && self.typed.len() >= self.lone.len().max(1)
        {
            for (n, line) in std::mem::take(&mut self.lone) {
                self.typed.entry(n).or_default().push(line);
            }
        }
        self.labelled_within();
        let mut reste = self.reste.join("\n");
        let mut measured = parties(&reste, &self.labels);
        measured.extend(sejour(&reste, &self.labels));
        measured.extend(contact(&reste, &self.labels));
        measured.retain(|(n, _)| !self.typed.contains_key(n) && !self.written.contains_key(n));
        measured.sort_by_key(|(_, part)| part.start);
        measured.dedup_by(|after, before| after.1.start < before.1.end);
        let parts: Vec<(u32, String)> = measured
            .iter()
            .map(|(n, part)| (*n, reste.get(part.clone()).unwrap_or_default().to_owned()))
            .collect();
        // What is told apart here is nobody else's.
        for (_, part) in measured.into_iter().rev() {
            reste.replace_range(part, ";");
        }
        self.reste = reste.lines().map(str::to_owned).collect();
        let yes_or_no = |yes: bool| if yes { "oui" } else { "non" }.to_owned();
        let echos = echos(&reste, &self.labels);
        let compris =
            echos.iter().map(|echo| echo.phrase.trim().to_owned()).filter(|phrase| !phrase.is_empty());
        let compris = compris.collect();
        let mut said: Vec<(u32, String)> = echos.iter().map(|echo| (echo.n, yes_or_no(echo.oui))).collect();
        said.extend(parts);
        if let (Some(n), Some(street)) = (self.labels.named("rue"), street(&reste)) {
            said.push((n, street.to_owned()));
        }
        for (n, answer) in said {
            if !self.typed.contains_key(&n) {
                self.written.entry(n).or_insert_with(|| vec![answer]);
            }
        }
        for n in std::mem::take(&mut self.numbers) {
            // What was written anew outweighs what was typed into the quote.
            let Some(mut found) = self.written.remove(&n).or_else(|| self.typed.remove(&n)) else { continue };
            found.dedup_by(|one, other| fold(one) == fold(other));
            // « 3. pas d'évaluation », « 1. nous réglons l'école nous-mêmes »
            if let ([answer], Some(sujet)) = (&mut found[..], self.labels.sujet(n))
                && let Some(yes) = sujet.answered(answer)
            {
                *answer = yes_or_no(yes);
            }
            if found.len() > 1 {
                self.reste.append(&mut found);
            } else if let Some(answer) = found.pop() {
                reponses.push((n, answer));
            }
        }
        self.part_address(&mut reponses);
        self.share_town(&mut reponses);
        self.part_answers(&mut reponses);
        reponses.sort_by_key(|(n, _)| *n);
        Alignement { reponses, reste: self.reste.join("\n"), compris }
    }

    /// « …, pas moi. Début de la formation : 10 mai 2027. »: a label that begins a sentence of a line. A telephone or an
    /// address that it leads to is nobody else's.
    fn labelled_within(&mut self) {
        let mut labelled: Vec<(u32, String)> = Vec::new();
        let mut left: Vec<String> = Vec::new();
        for line in std::mem::take(&mut self.reste) {
            let mut sentences = line.split(". ");
            let mut kept: Vec<&str> = sentences.next().into_iter().collect();
            for sentence in sentences {
                let found = self.labels.find(sentence).filter(|found| found.separated);
                let reached = found.as_ref().map_or(0, |found| address_end(found.rest));
                let rest = found.as_ref().map_or("", |found| &found.rest[reached..]);
                kept.extend(if reached == 0 {
                    Some(sentence)
                } else {
                    Some(rest).filter(|rest| rest.len() > 1)
                });
                labelled.extend(found.map(|found| {
                    let said = if reached == 0 { found.rest } else { &found.rest[..reached] };
                    (found.n, said.trim().to_owned())
                }));
            }
            left.push(kept.join(". "));
        }
        self.reste = left;
        for (n, answer) in labelled {
            if !self.written.contains_key(&n) && !self.typed.contains_key(&n) {
                let mut last = Some(self.several(n, &answer, false));
                self.close(&mut last);
            }
        }
    }

    /// « 88000 Épinal » for the code or for the town: both are known.
    fn share_town(&self, reponses: &mut Vec<(u32, String)>) {
        let (Some(code), Some(town)) = (self.labels.named("code postal"), self.labels.named("ville")) else {
            return;
        };
        let answer =
            |n: u32| reponses.iter().find(|(other, _)| *other == n).map(|(_, answer)| answer.clone());
        let (n, whole) = match (answer(code), answer(town)) {
            (Some(answer), None) => (town, answer),
            (None, Some(answer)) => (code, answer),
            _ => return,
        };
        if code != town && has_town_and_code(&whole) {
            reponses.push((n, whole));
        }
    }

    /// « 16 chemin des Vignes, 33570 Lussac » for the street; the town and its code are not asked again.
    fn part_address(&self, reponses: &mut Vec<(u32, String)>) {
        let Some(rue) = self.labels.named("rue") else { return };
        let answer = reponses.iter_mut().find(|(n, _)| *n == rue).map(|(_, answer)| answer);
        let Some(answer) = answer else { return };
        let Some((street, town)) = parted(answer).map(|(street, town)| (street.to_owned(), town.to_owned()))
        else {
            return;
        };
        *answer = street;
        for label in ["code postal", "ville"] {
            let Some(n) = self.labels.named(label).filter(|n| *n != rue) else { continue };
            match reponses.iter_mut().find(|(other, _)| *other == n) {
                Some((_, answer)) if refers_above(answer) => *answer = town.clone(),
                Some(_) => {}
                None => reponses.push((n, town.clone())),
            }
        }
    }
}
