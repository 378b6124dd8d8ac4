//! Answers to several numbered questions in one letter: which is whose.
//!
//! A value is only taken from what the person wrote. In what she quoted, a line is hers from the
//! point where the question's number and label end, for that is where people type.

mod etiquette;
mod numero;

use std::collections::BTreeMap;

use super::fold;
use etiquette::Etiquettes;
use numero::{next_on_line, numero};

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
    let mut reader = Reader {
        numbers: questions.iter().map(|question| question.n).collect(),
        labels: Etiquettes::new(questions),
        written: BTreeMap::new(),
        typed: BTreeMap::new(),
        reste: Vec::new(),
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

struct Reader {
    numbers: Vec<u32>,
    labels: Etiquettes,
    /// What was written for each question; several when it was answered several times.
    written: BTreeMap<u32, Vec<String>>,
    /// What was typed on the line of a quoted question.
    typed: BTreeMap<u32, Vec<String>>,
    reste: Vec<String>,
}

impl Reader {
    /// The question that the quote ends on, if what follows answers it.
    fn quoted(&mut self, texte: &str, more_quotes: bool) -> Option<u32> {
        let mut open = None;
        let mut asked = 0;
        let mut gap = false;
        for line in texte.lines() {
            let line = line.trim();
            if line.is_empty() {
                gap = open.is_some();
                continue;
            }
            if line.starts_with('>') {
                open = None;
                continue;
            }
            match self.question(line) {
                Some((n, typed)) => {
                    asked += 1;
                    open = Some(n);
                    gap = false;
                    if let Some(typed) = typed {
                        self.typed.entry(n).or_default().push(typed);
                        open = None;
                    }
                }
                // Help directly below the question is part of it; after a gap, other words follow.
                None if gap => open = None,
                None => {}
            }
        }
        open.filter(|_| asked == 1 || more_quotes)
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
            after.strip_prefix([':', '：', '=', '→', '\t', '|', '?']).or_else(|| after.strip_prefix("->"))
        });
        Some((n, value.and_then(typed)))
    }

    fn written(&mut self, texte: &str, open: Option<u32>, between: bool) {
        let numbered =
            texte.lines().filter_map(numero).filter(|found| self.numbers.contains(&found.n)).count();
        let mut current: Option<(u32, Vec<String>)> = open.map(|n| (n, Vec::new()));
        for line in texte.lines() {
            let line = line.trim();
            if line.is_empty() {
                let done = current.as_ref().is_some_and(|(_, lines)| !lines.is_empty());
                if done && !(between && open == current.as_ref().map(|(n, _)| *n)) {
                    self.close(&mut current);
                }
                continue;
            }
            if let Some((n, rest)) = self.begins(line, numbered) {
                self.close(&mut current);
                current = Some(self.several(n, rest));
            } else if is_courtesy(line) {
                let done = current.as_ref().is_some_and(|(_, lines)| !lines.is_empty());
                if done {
                    self.close(&mut current);
                }
            } else if let Some((_, lines)) = &mut current {
                lines.push(bare(line).to_owned());
            } else {
                self.reste.push(line.to_owned());
            }
        }
        self.close(&mut current);
    }

    /// The question whose answer this line begins, and the answer. A label outweighs a number.
    fn begins<'a>(&self, line: &'a str, numbered: usize) -> Option<(u32, &'a str)> {
        if let Some(found) = numero(line) {
            if let Some(label) = self.labels.find(found.rest) {
                return Some((label.n, label.rest));
            }
            if self.numbers.contains(&found.n) && (!found.weak || numbered > 1) {
                return Some((found.n, found.rest));
            }
        }
        self.labels.find(line).map(|label| (label.n, label.rest))
    }

    /// Answers that share a line: all but the last are closed.
    fn several(&mut self, n: u32, rest: &str) -> (u32, Vec<String>) {
        let (mut n, mut rest) = (n, rest);
        let following: Vec<u32> = self.numbers.iter().copied().filter(|next| *next > n).collect();
        for next in following {
            let Some(at) = next_on_line(rest, next) else { break };
            let (value, tail) = rest.split_at(at);
            let tail = tail.trim_start_matches(|c: char| c.is_ascii_digit());
            let tail = tail.trim_start_matches([')', '/', '.', ':', '-', ' ']);
            self.close(&mut Some((n, vec![value.trim_end_matches([' ', ',', ';', '(']).to_owned()])));
            n = next;
            rest = self.labels.after(next, tail).map_or(tail, |value| value.trim_start_matches([':', ' ']));
        }
        let rest = bare(rest);
        (n, if rest.is_empty() { Vec::new() } else { vec![rest.to_owned()] })
    }

    fn close(&mut self, current: &mut Option<(u32, Vec<String>)>) {
        if let Some((n, lines)) = current.take() {
            let text = lines.join("\n");
            let text = text.trim();
            if !text.is_empty() {
                self.written.entry(n).or_default().push(text.to_owned());
            }
        }
    }

    fn end(mut self) -> Alignement {
        let mut reponses = Vec::new();
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

/// An answer without the arrow or the word that announces it.
fn bare(line: &str) -> &str {
    let mut rest = line.trim();
    for mark in [
        "=>",
        "==>",
        "-->",
        "->",
        "→",
        "➔",
        ":",
        "=",
        "Réponse :",
        "Rép :",
        "R :",
        "Réponse:",
        "réponse :",
        "R:",
    ] {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
    }
    rest
}

/// What was typed behind a quoted question, unless we may have sent it: an example, a format, a choice.
fn typed(after: &str) -> Option<String> {
    let value = after.trim_matches(['|', ' ', '\t', ':', '\u{a0}', '\u{202f}']);
    let folded = fold(value);
    let ours = [
        "ex ",
        "exemple",
        "par exemple",
        "format",
        "au format",
        "a preciser",
        "a completer",
        "a confirmer",
        "non renseigne",
        "obligatoire",
        "facultatif",
        "jj mm",
        "indiquez",
        "merci d",
        "precisez",
        "choix",
    ];
    let offered = value.contains(" ou ")
        || value.contains(" / ")
        || value.contains("oui/non")
        || folded.contains(" exemple ")
        || folded.contains(" par ex ");
    if folded.is_empty()
        || value.starts_with(['(', '[', '…', '_', '.'])
        || value.ends_with('?')
        || offered
        || ours.iter().any(|start| folded.starts_with(start) || format!("{folded} ").starts_with(start))
    {
        return None;
    }
    Some(bare(value).to_owned())
}

/// Lines that answer nothing.
fn is_courtesy(line: &str) -> bool {
    const WHOLE: [&str; 30] = [
        "bonjour",
        "bonsoir",
        "bonjour madame",
        "bonjour monsieur",
        "madame",
        "monsieur",
        "madame monsieur",
        "merci",
        "merci beaucoup",
        "merci d avance",
        "merci a vous",
        "merci bien",
        "bonne journee",
        "bonne soiree",
        "bonne reception",
        "bon week end",
        "merci et bonne journee",
        "bonne journee a vous",
        "cordialement",
        "bien cordialement",
        "cdt",
        "cdlt",
        "bien a vous",
        "a bientot",
        "voici mes reponses",
        "voici les reponses",
        "mes reponses",
        "voir ci dessous",
        "mes reponses ci dessous",
        "hello",
    ];
    let folded = fold(line);
    WHOLE.contains(&folded.as_str())
        || folded.starts_with("bonjour ") && folded.split(' ').count() <= 4
        || folded.starts_with("voici ") && line.ends_with(':')
        || folded.starts_with("merci ") && folded.split(' ').count() <= 5 && !folded.contains("de ")
        || folded.contains("reponses")
            && (folded.contains("ci dessous")
                || folded.contains("dans le texte")
                || folded.contains("dans votre"))
}
