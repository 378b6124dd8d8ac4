//! Answers to several numbered questions in one letter: which is whose.
//!
//! A value is only taken from what the person wrote. In what she quoted, a line is hers from the
//! point where the question's number and label end, for that is where people type.

mod adresse;
mod amene;
mod citee;
mod echo;
mod etiquette;
mod ligne;
mod mesure;
mod mois;
mod numero;
mod renvoi;
mod tableau;

use std::collections::BTreeMap;

use super::fold;
use super::montant::count_at_price;
use adresse::street;
use amene::amenes;
use citee::{Citee, is_footer, is_older_mail};
use echo::echos;
use etiquette::Etiquettes;
use ligne::{
    after_greeting, asks_back, bare, begins_a_value, behind_example, is_address, is_courtesy, is_labelled,
    is_value, typed, without_source, without_stop,
};
use mesure::mesures;
pub use mois::premier_jour;
use numero::{bare_numbers, next_on_line, numero, stuck, stuck_numbers};
use renvoi::{corrects, renvois, without_lead};
use tableau::tableau;

/// Words of an answer that shares its line with the others, commas between.
const LONGEST_OF_A_LIST: usize = 4;

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

/// The lines of an answer without a number or a label, greetings left out, when they are as many as the questions: the
/// caller sees whether each answers its own.
#[must_use]
pub fn dans_l_ordre(reste: &str, questions: usize) -> Option<Vec<&str>> {
    let bullets = |c: char| c.is_whitespace() || matches!(c, '*' | '-' | '•' | '·' | '–');
    let lines = reste.lines().map(|line| line.trim_start_matches(bullets).trim_end());
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    // « non, non, oui »; « 14 h / 980 € »: each in a few words.
    let lines = match lines[..] {
        [line] if questions > 1 && !line.contains(':') => {
            let between = if line.contains(" / ") { " / " } else { ", " };
            line.trim_end_matches('.').split(between).map(str::trim).collect()
        }
        _ => lines,
    };
    let brief = |line: &&str| line.split(' ').count() <= LONGEST_OF_A_LIST;
    let several = reste.trim().contains('\n') || lines.iter().all(brief);
    (questions > 1 && lines.len() == questions && several).then_some(lines)
}

/// Ways of numbering that only the lines together show.
struct Loose {
    /// « 1 Excel »
    unmarked: bool,
    /// « 2.01/02/2027 »
    stuck: bool,
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
    /// The question that the quote ends on, if what follows answers it.
    fn quoted(&mut self, texte: &str, more_quotes: bool) -> Option<u32> {
        let mut asked = 0;
        let mut open: Option<Citee> = None;
        let lines: Vec<&str> = texte.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let table = tableau(&lines, &self.numbers, &self.labels);
        let mut rank = 0;
        for line in texte.lines() {
            let line = line.trim();
            rank += usize::from(!line.is_empty());
            if table.as_ref().is_some_and(|table| rank > 0 && table.lines.contains(&(rank - 1))) {
                continue;
            }
            if line.is_empty() {
                if let Some(question) = &mut open {
                    question.blank();
                }
            } else if line.starts_with('>') {
                open = None;
            } else if let Some((n, typed)) = self.question(line) {
                asked += 1;
                self.answered_in_quote(open.take(), true);
                match typed {
                    Some(typed) => self.typed.entry(n).or_default().push(typed),
                    None => open = Some(Citee::new(n, line)),
                }
            } else if asked > 0 && is_older_mail(line) {
                // What was quoted there is not about this letter.
                self.answered_in_quote(open.take(), false);
                break;
            } else if is_footer(line) {
                let told = open.as_ref().is_some_and(|question| !question.beside);
                self.answered_in_quote(open.take(), told);
            } else if let Some(question) = &mut open {
                question.line(line);
            }
        }
        for (n, said) in table.into_iter().flat_map(|table| table.rows) {
            if let Some(said) = said {
                self.typed.entry(n).or_default().push(said);
            }
        }
        let waits = |question: &&Citee| match more_quotes {
            true => !question.is_answered(true),
            false => asked == 1 && question.ends() && !question.is_answered(self.interleaved),
        };
        let waiting = open.as_ref().filter(waits).map(|question| question.n);
        if waiting.is_none() {
            self.answered_in_quote(open, false);
        }
        waiting
    }

    /// Keeps what was typed below a quoted question; `resumed` when our letter goes on after it.
    fn answered_in_quote(&mut self, question: Option<Citee>, resumed: bool) {
        let Some(question) = question else { return };
        self.helped |= question.is_helped();
        self.apart |= resumed && question.is_apart();
        if let Some(answer) = question.answer(resumed, self.interleaved) {
            self.typed.entry(question.n).or_default().push(answer);
        } else if let Some(line) = question.last_apart().filter(|_| self.apart) {
            self.typed.entry(question.n).or_default().push(line.to_owned());
        } else if let Some(line) = question.lone() {
            self.lone.push((question.n, line.to_owned()));
        }
    }

    /// The question a quoted line asks, and what was typed behind it.
    fn question(&self, line: &str) -> Option<(u32, Option<String>)> {
        let (n, rest) = match numero(line) {
            Some(found) if self.numbers.contains(&found.n) && self.labels.asks(found.n, found.rest) => {
                (found.n, found.rest)
            }
            // The row of a table, its number left out.
            _ if line.contains(['\t', '|']) => {
                let found = self.labels.find(line).filter(|found| found.separated)?;
                return Some((found.n, typed(found.rest)));
            }
            _ => return None,
        };
        let after =
            self.labels.after(n, rest).map(|after| after.trim_start_matches([' ', '\u{a0}', '\u{202f}']));
        let value = after.and_then(|after| {
            behind_example(after).or_else(|| {
                after
                    .strip_prefix("=>")
                    .or_else(|| after.strip_prefix([':', '：', '=', '→', '\t', '|', '?']))
                    .or_else(|| after.strip_prefix("->"))
                    .or(Some(after).filter(|after| is_value(after)))
            })
        });
        // Of two cells one is an example, and nothing tells which.
        let value = value.filter(|value| !value.trim_matches(['|', '\t', ' ']).contains(['\t', '|']));
        Some((n, value.and_then(typed)))
    }

    fn written(&mut self, texte: &str, open: Option<u32>, between: bool) {
        let lines: Vec<&str> = texte.lines().map(|line| after_greeting(line.trim())).collect();
        let numbered = lines
            .iter()
            .filter_map(|line| numero(line))
            .filter(|found| self.numbers.contains(&found.n))
            .count();
        let loose = Loose {
            unmarked: numbered == 0 && bare_numbers(&lines, &self.numbers),
            stuck: stuck_numbers(&lines, &self.numbers),
        };
        let mut current: Option<(u32, Vec<String>)> = open.map(|n| (n, Vec::new()));
        // What is being answered was named by its label, and its answer stands behind it.
        let mut labelled = false;
        let mut after_blank = false;
        for line in lines {
            if line.is_empty() {
                after_blank = true;
                let done = current.as_ref().is_some_and(|(_, lines)| !lines.is_empty());
                if done && !(between && open == current.as_ref().map(|(n, _)| *n)) {
                    self.close(&mut current);
                }
                continue;
            }
            let awaits = current.as_ref().is_some_and(|(_, lines)| lines.is_empty()) && !after_blank;
            after_blank = false;
            if awaits && line.chars().all(|c| c.is_ascii_digit()) {
                // « Nombre de km », and « 1 » below: no number of a question.
                if let Some((_, lines)) = &mut current {
                    lines.push(line.to_owned());
                }
            } else if self.measured(line, &mut current) {
                labelled = true;
            } else if let Some((n, rest, bare_label)) = self.begins(line, numbered, &loose) {
                self.close(&mut current);
                current = Some(self.several(n, rest, bare_label));
                labelled = numero(line).is_none() && !rest.is_empty();
            } else if self.referred(line, &mut current) || self.corrected(line, &mut current) {
            } else if is_courtesy(line) {
                let done = current.as_ref().is_some_and(|(_, lines)| !lines.is_empty());
                if done {
                    self.close(&mut current);
                }
            } else if labelled && (begins_a_value(line) || is_labelled(line) || is_address(line)) {
                // « Intitulé : Excel », then « Du 4 au 5 mars », « Lieu : Nantes »: something else.
                self.close(&mut current);
                self.reste.push(line.to_owned());
            } else if current.as_ref().is_some_and(|(_, lines)| !lines.is_empty()) && asks_back(line) {
                self.close(&mut current);
                self.reste.push(line.to_owned());
            } else if let Some((_, lines)) = &mut current {
                lines.push(bare(line).to_owned());
            } else {
                self.reste.push(line.to_owned());
            }
        }
        self.close(&mut current);
    }

    /// « Évaluation : 250 € (3 h) »: a label that its own value, or several of them, tells apart.
    fn measured(&mut self, line: &str, current: &mut Option<(u32, Vec<String>)>) -> bool {
        let found = mesures(line, &self.labels);
        // One value behind a label of its own is read below, with what follows it.
        let clear =
            || line.split_once([':', '=']).is_some_and(|(label, _)| self.labels.named(label).is_some());
        if found.is_empty() || found.len() == 1 && clear() {
            return false;
        }
        self.close(current);
        for (n, value) in found {
            self.close(&mut Some((n, vec![value.to_owned()])));
        }
        true
    }

    /// « Pour le 2, c'est le 3 mars », « Pour les km comptez 176 »: whether the line refers to questions by their numbers
    /// or their labels.
    fn referred(&mut self, line: &str, current: &mut Option<(u32, Vec<String>)>) -> bool {
        let mut found = renvois(line, &self.numbers);
        if found.is_empty() {
            found = amenes(line, &self.labels);
        }
        let Some(first) = found.first() else { return false };
        self.close(current);
        let correction = corrects(line);
        let before = line.get(..first.octets.start).unwrap_or_default();
        // « Erreur de ma part »
        if !(correction && corrects(before)) {
            self.leave(before);
        }
        for renvoi in &found {
            self.leave(line.get(renvoi.value.end..renvoi.octets.end).unwrap_or_default());
            let value = bare(line.get(renvoi.value.clone()).unwrap_or_default());
            for n in &renvoi.numbers {
                if correction {
                    self.written.remove(n);
                }
                self.close(&mut Some((*n, vec![value.to_owned()])));
            }
        }
        true
    }

    /// « Erreur de ma part, pour le coût c'est 2 200 € »: what was said of the question it names gives way. Where it
    /// names none, it is of the answer just before.
    fn corrected(&mut self, line: &str, current: &mut Option<(u32, Vec<String>)>) -> bool {
        if current.as_ref().is_some_and(|(_, lines)| !lines.is_empty()) || !corrects(line) {
            return false;
        }
        let named = self.labels.mentioned(line);
        if let Some((n, said)) = named {
            let value = said.trim_start_matches([' ', ',', ':', '=', '-', '>', '\u{a0}']);
            let value = bare(without_lead(value));
            if value.chars().any(char::is_alphanumeric) {
                self.written.remove(&n);
                self.close(&mut Some((n, vec![value.to_owned()])));
                return true;
            }
        }
        let figure = line.contains(|c: char| c.is_ascii_digit());
        let Some(last) = self.last.filter(|_| named.is_none() && figure) else { return false };
        if let Some(answer) = self.written.get_mut(&last).and_then(|answers| answers.last_mut()) {
            answer.push('\n');
            answer.push_str(line);
        }
        true
    }

    /// What answers nothing of what was asked here.
    fn leave(&mut self, words: &str) {
        let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'));
        if words.chars().any(char::is_alphanumeric) && !is_courtesy(words) {
            self.reste.push(words.to_owned());
        }
    }

    /// The question whose answer this line begins, and the answer; `true` where a label without a mark says so. A label
    /// outweighs a number.
    fn begins<'a>(&self, line: &'a str, numbered: usize, loose: &Loose) -> Option<(u32, &'a str, bool)> {
        if let Some(found) = numero(line) {
            if let Some(label) = self.labels.find(found.rest) {
                return Some((label.n, label.rest, false));
            }
            if self.numbers.contains(&found.n) && (!found.weak || numbered > 1) {
                return Some((found.n, found.rest, false));
            }
        }
        if loose.stuck
            && let Some((n, rest)) = stuck(line).filter(|(n, _)| self.numbers.contains(n))
        {
            return Some((n, rest, false));
        }
        if loose.unmarked
            && let Some((number, rest)) = line.split_once(' ')
            && let Some(n) = number.parse().ok().filter(|n| self.numbers.contains(n))
        {
            return Some((n, rest.trim(), false));
        }
        // « Début le 10 mai 2027, fin le 11, 14 heures »: a sentence, read as one.
        let label = self.labels.find(line).filter(|label| {
            (label.separated || !label.rest.contains(", ")) && count_at_price(label.rest).is_none()
        });
        label.map(|label| (label.n, label.rest, !label.separated))
    }

    /// Answers that share a line: all but the last are closed.
    fn several(&mut self, n: u32, rest: &str, bare_label: bool) -> (u32, Vec<String>) {
        let (mut n, mut rest) = (n, rest);
        let between = [' ', ',', ';', '(', '/', '|', '–', '-'];
        loop {
            let next = self.numbers.iter().copied().find(|next| *next > n);
            let numbered = next.and_then(|next| Some((next_on_line(rest, next)?, next)));
            let labelled = self.labels.next_on_line(rest, n);
            let labelled = labelled.or_else(|| self.labels.bare_on_line(rest, n).filter(|_| bare_label));
            let (at, next, tail) = match (numbered, labelled) {
                (numbered, Some((at, label))) if numbered.is_none_or(|(other, _)| at < other) => {
                    (at, label.n, label.rest)
                }
                (Some((at, next)), _) => {
                    let tail =
                        rest.get(at..).unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_digit());
                    let tail = tail.trim_start_matches([')', '/', '.', ':', '-', ' ']);
                    let tail = self
                        .labels
                        .after(next, tail)
                        .map_or(tail, |value| value.trim_start_matches([':', ' ']));
                    (at, next, tail)
                }
                (None, _) => break,
            };
            let value = rest.get(..at).unwrap_or_default().trim_end_matches(between);
            self.close(&mut Some((n, vec![bare(value).to_owned()])));
            (n, rest) = (next, tail);
        }
        let rest = bare(rest);
        (n, if rest.is_empty() { Vec::new() } else { vec![rest.to_owned()] })
    }

    fn close(&mut self, current: &mut Option<(u32, Vec<String>)>) {
        if let Some((n, lines)) = current.take() {
            let text = lines.join("\n");
            let text = without_source(without_stop(text.trim_matches([' ', '\n', ';', ','])));
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
        let reste = self.reste.join("\n");
        let yes_or_no = |yes: bool| if yes { "oui" } else { "non" }.to_owned();
        let mut said: Vec<(u32, String)> =
            echos(&reste, &self.labels).into_iter().map(|(n, yes)| (n, yes_or_no(yes))).collect();
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
            if found.len() > 1 {
                self.reste.append(&mut found);
            } else if let Some(answer) = found.pop() {
                reponses.push((n, answer));
            }
        }
        Alignement { reponses, reste: self.reste.join("\n") }
    }
}
