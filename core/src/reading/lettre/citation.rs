//! The part of a letter that was quoted: what was typed into it.

use std::borrow::Cow;

use super::super::fold;
use super::super::lex::listed;
use super::Reader;
use super::citee::{Citee, WIDTH, is_footer, is_older_mail};
use super::ligne::{behind_example, is_value, typed, up_to_example};
use super::numero::numero;
use super::tableau::tableau;

impl Reader {
    /// The question that the quote ends on, if what follows answers it.
    pub(super) fn quoted(&mut self, texte: &str, more_quotes: bool) -> Option<u32> {
        let mut asked = 0;
        let mut open: Option<Citee> = None;
        let all = self.with_whole_labels(texte);
        let lines: Vec<&str> = all.iter().map(|(line, _)| &**line).filter(|line| !line.is_empty()).collect();
        let table = tableau(&lines, &self.numbers, &self.labels);
        let mut rank = 0;
        // What is hers without a doubt, and what stands below a question as help of ours may.
        let (mut sure, mut found) = (0, Vec::new());
        // The question whose line an answer ends, and how long that line is.
        let mut wrapped: Option<(u32, usize)> = None;
        for (line, width) in &all {
            let line = &**line;
            rank += usize::from(!line.is_empty());
            if table.as_ref().is_some_and(|table| rank > 0 && table.lines.contains(&(rank - 1))) {
                continue;
            }
            let cut = wrapped.take().filter(|(_, length)| goes_on(*length, line));
            if line.is_empty() {
                if let Some(question) = &mut open {
                    question.blank();
                }
            } else if let Some((n, _)) = cut
                && let Some(typed) = self.typed.get_mut(&n).and_then(|typed| typed.last_mut())
            {
                typed.push(' ');
                typed.push_str(line);
            } else if line.starts_with('>') {
                open = None;
            } else if let Some((n, typed)) = self.question(line) {
                asked += 1;
                found.extend(self.answered_in_quote(open.take(), true));
                match typed {
                    Some(typed) => {
                        sure += 1;
                        self.typed.entry(n).or_default().push(typed);
                        wrapped = Some((n, *width));
                    }
                    None => open = Some(Citee::new(n, line)),
                }
            } else if asked > 0 && is_older_mail(line) {
                // What was quoted there is not about this letter.
                found.extend(self.answered_in_quote(open.take(), false));
                break;
            } else if is_footer(line) {
                // Where no answer stands apart from the other questions, what does below the last is ours.
                let told = self.apart
                    && open.as_ref().is_some_and(|question| !question.beside && !question.is_answered(true));
                found.extend(self.answered_in_quote(open.take(), told));
            } else if let Some(question) = &mut open {
                question.line(line);
            }
        }
        let rows = table.into_iter().flat_map(|table| table.rows);
        for (n, said) in rows.filter_map(|(n, said)| Some((n, said?))) {
            sure += 1;
            self.typed.entry(n).or_default().push(said);
        }
        let waits = |question: &&Citee| match more_quotes {
            true => !question.is_answered(true),
            false => asked == 1 && question.ends() && !question.is_answered(self.interleaved),
        };
        let waiting = open.as_ref().filter(waits).map(|question| question.n);
        // Under the last of several, none of which was answered here, our letter goes on: « Camille Roussel, 01 99 00 12 34 ». So it
        // does under the only one of all, where nothing stands apart below.
        let last = open.as_ref().is_some_and(Citee::ends_the_letter);
        let ours = (asked > 1 || self.numbers.len() == 1 && (last || self.said_above()))
            && self.typed.is_empty()
            && self.lone.is_empty();
        let open = open.filter(|question| !ours || question.pointed);
        if waiting.is_none() {
            found.extend(self.answered_in_quote(open, false));
        }
        // « 0 si personne ne dort sur place », below one of our questions: she wrote above, and answers few of them here.
        if 2 * (found.len() + sure) < asked && self.said_above() {
            for n in found {
                self.typed.entry(n).and_modify(|typed| drop(typed.pop()));
            }
            self.typed.retain(|_, typed| !typed.is_empty());
        }
        waiting
    }

    /// Something was written before the quote, and not that answers stand in it.
    fn said_above(&self) -> bool {
        const INSIDE: &str =
            "dessous dedans rouge bleu vert couleur reponse reponses repondu complete remplie rempli";
        let said = fold(&self.reste.join(" "));
        let inside = said.split(' ').any(|word| listed(INSIDE, word)) || said.contains("dans votre");
        (!said.is_empty() || !self.written.is_empty()) && !inside
    }

    /// The lines of a quote, trimmed, each with the length of its end: a label that the width of the mail cut is put
    /// together again.
    fn with_whole_labels<'t>(&self, texte: &'t str) -> Vec<(Cow<'t, str>, usize)> {
        let mut out: Vec<(Cow<'t, str>, usize)> = Vec::new();
        // The question whose label is not whole yet.
        let mut cut: Option<u32> = None;
        // « 1 » in a cell of its own, its label below.
        let mut number: Option<u32> = None;
        for line in texte.lines().map(str::trim) {
            let width = line.chars().count();
            if line.is_empty() && number.is_some() {
                continue;
            }
            if let Some(n) = number.take()
                && self.labels.asks(n, line)
                && let Some(last) = out.last_mut()
            {
                *last = (format!("{n}. {line}").into(), width);
                cut = self.asked(&format!("{n}. {line}")).filter(|(_, whole)| !whole).map(|(n, _)| n);
                continue;
            }
            number = line.parse().ok().filter(|n| self.numbers.contains(n));
            if let (Some(n), Some((label, length))) = (cut.take(), out.last_mut())
                && !line.is_empty()
            {
                let whole = format!("{label} {line}");
                if self.asked(&whole) == Some((n, true)) {
                    (*label, *length) = (whole.into(), width);
                    continue;
                }
            }
            cut = self.asked(line).filter(|(_, whole)| !whole).map(|(n, _)| n);
            out.push((line.into(), width));
        }
        out
    }

    /// The question that a line asks by its number, and whether its label stands there whole.
    fn asked(&self, line: &str) -> Option<(u32, bool)> {
        let found = numero(line).filter(|found| self.numbers.contains(&found.n))?;
        let asks = self.labels.asks(found.n, found.rest);
        asks.then(|| (found.n, self.labels.holds_whole(found.n, found.rest)))
    }

    /// Keeps what was typed below a quoted question; `resumed` when our letter goes on after it.
    /// Its number where nothing but its place tells that the answer is hers.
    fn answered_in_quote(&mut self, question: Option<Citee>, resumed: bool) -> Option<u32> {
        let question = question?;
        self.helped |= question.is_helped();
        self.apart |= resumed && question.is_apart();
        if let Some(answer) = question.answer(resumed, self.interleaved) {
            self.typed.entry(question.n).or_default().push(answer);
            return (!question.pointed).then_some(question.n);
        } else if let Some(line) = question.last_apart().filter(|_| self.apart) {
            self.typed.entry(question.n).or_default().push(line.to_owned());
        } else if let Some(line) = question.lone() {
            self.lone.push((question.n, line.to_owned()));
        }
        None
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
        let after = after
            .map(up_to_example)
            .filter(|after| after.starts_with(['?', ':', '=', '→', '\t']) || !is_of_label(after));
        let value = after.and_then(|after| {
            behind_example(after).or_else(|| {
                after
                    .strip_prefix("=>")
                    .or_else(|| after.strip_prefix([':', '：', '=', '→', '\t', '|', '?']))
                    .or_else(|| after.strip_prefix("->"))
                    .or(Some(after).filter(|after| is_value(after) || is_typed_name(after)))
            })
        });
        // Of two cells one is an example, and nothing tells which.
        let value = value.filter(|value| !value.trim_matches(['|', '\t', ' ']).contains(['\t', '|']));
        Some((n, value.and_then(typed)))
    }
}

/// « HT », « en € TTC »: the end of a label, and nothing typed.
fn is_of_label(after: &str) -> bool {
    let folded = fold(after);
    !folded.is_empty() && folded.split(' ').all(|word| listed("ht ttc en euros euro hors taxes taxe", word))
}

/// « 5. Email lea@exemple.fr », « 3. Ville Douai »: behind the whole label, in the place of an example.
fn is_typed_name(after: &str) -> bool {
    after.starts_with(char::is_uppercase) || after.contains('@') && !after.contains(' ')
}

/// A line that the width of the mail cut: « … --> Reliure », « d'art ».
fn goes_on(length: usize, line: &str) -> bool {
    let first = line.split(' ').next().map_or(0, |word| word.chars().count());
    length + 1 + first > WIDTH
        && line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && numero(line).is_none()
}
