//! The part of a letter that was written: answers by number, by label, by what a sentence says of them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::super::date::is_month;
use super::super::fold;
use super::Reader;
use super::amene::{answer_end, clause_end, name_end, quote_end, words_end};
use super::dictee::undictated;
use super::echo::echos;
use super::etiquette::Trouvee;
use super::ligne::{after_greeting, bare, is_courtesy, past_example, up_to_example};
use super::mesure::mesures;
use super::nom::whole_names;
use super::numero::{
    bare_numbers, before_number, lone_figures, next_on_line, numbered_pair, numero, stuck, stuck_numbers,
};
use super::rangs::{answers, behind_article};
use super::redresse::{unbolded, uncut, undrawn, unlettered};
use super::renvoi::{corrects, without_lead};
use super::reprise::{begins_a_period, by_number, tells_a_period};
use super::suite::{asks_back, begins_a_ps, begins_anew, is_aside};
use crate::reading::identite::pattern;
use crate::reading::montant::count_at_price;

/// « Mes réponses : 1. 6 2. mixte »: with the list on a line of its own.
fn below_its_lead(texte: &str) -> Cow<'_, str> {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?m)^([^\n:0-9]*\p{L}[^\n:0-9]* ?: )(1 ?[.):/-] [^\n]*[ ,;]2 ?[.):/-] [^\n]+)$")
    });
    LIST.replace_all(texte, "$1\n$2")
}

/// Ways of numbering that only the lines together show.
struct Loose {
    /// « 1 Excel »
    unmarked: bool,
    /// « 2.01/02/2027 »
    stuck: bool,
    /// « la 1 Vitrine », « la 4 : 12 », on several lines
    behind_articles: bool,
}

/// Bytes in which a line says that it corrects another.
const HEAD: usize = 40;

impl Reader {
    pub(super) fn written(&mut self, texte: &str, open: Option<u32>, between: bool) {
        let texte = unbolded(texte);
        let texte = undrawn(&texte);
        let texte = unlettered(&texte);
        let texte = uncut(&texte);
        let texte = undictated(&texte);
        let texte = below_its_lead(&texte);
        let texte = self.with_marks(&texte);
        let texte = match self.labels.named("prénom") {
            Some(_) => texte,
            None => whole_names(&texte),
        };
        let lines: Vec<&str> = texte.lines().map(|line| after_greeting(line.trim())).collect();
        self.begun = lines.iter().filter_map(|line| numero(line)).map(|found| found.n).collect();
        if lone_figures(&lines) {
            let marked = |line: &&&str| numero(line).is_some_and(|found| !found.rest.is_empty());
            self.begun =
                lines.iter().filter(marked).filter_map(|line| numero(line)).map(|found| found.n).collect();
        }
        let numbered = self.begun.iter().filter(|n| self.numbers.contains(n)).count();
        let behind = |line: &&&str| behind_article(line).is_some_and(|(n, _)| self.numbers.contains(&n));
        let loose = Loose {
            behind_articles: lines.iter().filter(behind).count() > 1,
            unmarked: numbered == 0 && bare_numbers(&lines, &self.numbers),
            stuck: stuck_numbers(&lines, &self.numbers),
        };
        let mut current: Option<(u32, Vec<String>)> = open.map(|n| (n, Vec::new()));
        // Where marks were broken, the end of the question stands here.
        let ours = open.map_or(0, |n| lines.iter().take_while(|line| self.labels.ends(n, line)).count());
        // What is being answered was named by its label, and its answer stands behind it.
        let mut labelled = false;
        let mut after_blank = false;
        let last = lines.iter().rposition(|line| !line.is_empty());
        for (at, line) in lines.iter().copied().enumerate().skip(ours) {
            let signs = || {
                last == Some(at)
                    || lines.get(at + 1..).is_some_and(|below| {
                        below.iter().find(|line| !line.is_empty()).is_some_and(|line| begins_a_ps(line))
                    })
            };
            // Something was said in answer: this line may be about something else.
            let done = is_answered(current.as_ref());
            if line.is_empty() {
                after_blank = true;
                if done && !(between && open == current.as_ref().map(|(n, _)| *n)) {
                    self.close(&mut current);
                }
                continue;
            }
            let awaits = current.is_some() && !done && !after_blank;
            after_blank = false;
            if awaits && line.chars().all(|c| c.is_ascii_digit()) {
                // « Nombre de km », and « 1 » below: no number of a question.
                if let Some((_, lines)) = &mut current {
                    lines.push(line.to_owned());
                }
            } else if !self.is_copied(line) && self.measured(line, &mut current) {
                labelled = true;
            } else if let Some((pair, said)) = numbered_pair(line).filter(|(pair, _)| {
                (pair.named || loose.unmarked && line.len() < HEAD)
                    && pair.numbers.iter().all(|n| self.numbers.contains(n))
            }) {
                self.close(&mut current);
                for n in pair.numbers {
                    self.close(&mut Some((n, vec![said.to_owned()])));
                }
            } else if let Some((n, rest, bare_label)) = self.begins(line, numbered, &loose) {
                self.close(&mut current);
                current = Some(self.several(n, rest, bare_label));
                labelled = numero(line).is_none();
            } else if self.referred(line, &mut current) || self.corrected(line, &mut current) {
            } else if is_courtesy(line) {
                if done {
                    self.close(&mut current);
                }
            } else if done
                && (labelled && self.follows_a_label(current.as_ref(), line)
                    || asks_back(line)
                    || is_aside(line)
                    || behind_article(line).is_some_and(|(n, _)| self.numbers.contains(&n))
                    || begins_a_ps(line)
                    || signs() && self.is_signed(current.as_ref(), line)
                    || self.corrects_another(current.as_ref(), line)
                    || begins_anew(current.as_ref(), line))
            {
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
        // « Oui il y a une évaluation : 2 h pour 180 € »
        let head = found.first().and_then(|(_, value)| line.get(..line.find(value)?)).unwrap_or_default();
        for echo in echos(head, &self.labels) {
            if found.iter().all(|(other, _)| *other != echo.n) {
                self.close(&mut Some((echo.n, vec![if echo.oui { "oui" } else { "non" }.to_owned()])));
            }
        }
        for (n, value) in found {
            self.close(&mut Some((n, vec![value.to_owned()])));
        }
        true
    }

    /// « Erreur de ma part, pour le coût c'est 2 200 € »: what was said of the question it names gives way. Where it
    /// names none, it is of the answer just before.
    fn corrected(&mut self, line: &str, current: &mut Option<(u32, Vec<String>)>) -> bool {
        // It begins so: « du 3 au 5 février, pardon, du 10 au 12 » corrects itself.
        let head = line.get(..line.floor_char_boundary(HEAD)).unwrap_or(line);
        // « début le 3 mai, oups, le 10 »
        let head = head.split(|c: char| c.is_ascii_digit()).next().unwrap_or(head);
        // « Nous avons finalement retenu … » says what was chosen.
        let head = head.find(" finalement ").map_or(head, |at| &head[..at]);
        if !corrects(head) {
            return false;
        }
        let named = self.labels.mentioned(line);
        // « Erratum : elle finit le 11 mai et la durée passe à 14 h » may take several back: it is left, and read whole.
        if begins_a_ps(line) && !named.is_some_and(|(n, _)| self.labels.asks_words(n)) {
            return false;
        }
        // « En fait le coût du train est de 90 € » says nothing of the training's.
        if named.is_some_and(|(n, said)| self.labels.asks_of_another(n, said)) {
            return false;
        }
        // Below an answer, « non, le 12 » is of that one: another must be named.
        if let Some((own, _)) = current.as_ref().filter(|_| is_answered(current.as_ref())) {
            if named.is_none_or(|(n, _)| n == *own) {
                return false;
            }
            self.close(current);
        }
        if let Some((n, said)) = named {
            let value = said.trim_start_matches([' ', ',', ':', '=', '-', '>', '\u{a0}']);
            let value = bare(without_lead(value));
            // « Finalement on prend la formation chocolat, les 22 et 23 mars »
            let (value, after) = value.split_at(clause_end(value));
            // « Pardon, c'est 690 €, je relis le devis » says it before.
            let figure = |text: &str| text.contains(|c: char| c.is_ascii_digit());
            // « Oups, la formation est du 1er au 5 mars » says no title.
            let words = self.labels.asks_words(n) && !(figure(value) && begins_a_period(value));
            let told = words || !self.labels.asks_words(n) && (figure(value) || !figure(line));
            if told && value.chars().any(char::is_alphanumeric) {
                self.written.remove(&n);
                self.leave(after);
                self.close(&mut Some((n, vec![value.to_owned()])));
                return true;
            }
        }
        let figure = line.contains(|c: char| c.is_ascii_digit());
        // « Oups, le début du stage c'est le 20 avril » names two.
        let unnamed = figure && self.labels.all_mentioned(line).is_empty();
        // « Finalement c'est du 15 au 16 mars »: of the first day and of the last, which are asked apart.
        let days = self.numbers.iter().filter(|n| self.labels.asks_day(**n)).count();
        if unnamed && days > 1 && tells_a_period(line) {
            self.close(current);
            self.reste.push(line.to_owned());
            return true;
        }
        // « Edit : la session est décalée, du 15 au 16 mars », below how many go
        let dated = fold(line).split(' ').any(is_month);
        let unnamed = unnamed && !(dated && self.last.is_some_and(|n| !self.labels.asks_day(n)));
        // « NB : erreur sur la 2 ! C'est 1 020 € »
        let unnamed = unnamed && !by_number(line).iter().any(|n| self.numbers.contains(n));
        let Some(last) = self.last.filter(|_| unnamed) else { return false };
        if let Some(answer) = self.written.get_mut(&last).and_then(|answers| answers.last_mut()) {
            answer.push('\n');
            answer.push_str(line);
        }
        true
    }

    /// What answers nothing of what was asked here.
    pub(super) fn leave(&mut self, words: &str) {
        let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'));
        if words.chars().any(char::is_alphanumeric) && !is_courtesy(words) {
            self.reste.push(words.to_owned());
        }
    }

    /// The question whose answer this line begins, and the answer; `true` where a label without a mark says so. A label
    /// outweighs a number.
    fn begins<'a>(&self, line: &'a str, numbered: usize, loose: &Loose) -> Option<(u32, &'a str, bool)> {
        if let Some((n, said)) = behind_article(line)
            && self.numbers.contains(&n)
            && answers(said, loose.behind_articles, self.labels.asks_words(n))
        {
            return Some((n, said, false));
        }
        // « 3/ et 4/ le lundi 15 février »: two questions.
        if let Some(found) = numero(line).filter(|found| !names_the_next(found.rest)) {
            if let Some(typed) = self.copied(found.n, found.rest) {
                return Some((found.n, typed, false));
            }
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
            // « 1 organisme : Cegos »
            let label = self.labels.find(rest.trim()).filter(|label| label.n == n);
            return Some((n, label.map_or(rest.trim(), |label| label.rest), false));
        }
        // « Début le 10 mai 2027, fin le 11, 14 heures »: a sentence, read as one.
        let label = self.labels.find(line).filter(|label| {
            (label.separated || ![", ", " / "].iter().any(|mark| label.rest.contains(mark)))
                && count_at_price(label.rest).is_none()
        });
        // « Hébergement : 4 nuits » says yes, and how many.
        let nights = |label: &Trouvee<'_>| {
            let counts = fold(label.rest).split(' ').nth(1).is_some_and(|word| word.starts_with("nuit"));
            counts && self.labels.is_about_lodging(label.n)
        };
        let label = label.filter(|label| !nights(label));
        label.map(|label| (label.n, label.rest, !label.separated))
    }

    fn is_copied(&self, line: &str) -> bool {
        numero(line).is_some_and(|found| self.copied(found.n, found.rest).is_some())
    }

    /// « 1. Durée (exemple : 21 h) 14 h »: the question as we asked it, and what stands behind its example.
    fn copied<'a>(&self, n: u32, rest: &'a str) -> Option<&'a str> {
        if !self.numbers.contains(&n) || !self.labels.asks(n, rest) {
            return None;
        }
        let after = self.labels.after(n, rest)?.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let typed = past_example(up_to_example(after))?.trim_start_matches([':', '=', ' ']);
        // « 3. Modalité : au choix » answers.
        (!typed.is_empty() || !after.starts_with([':', '='])).then_some(typed)
    }

    /// Answers that share a line: all but the last are closed.
    pub(super) fn several(&mut self, n: u32, rest: &str, bare_label: bool) -> (u32, Vec<String>) {
        let (mut n, mut rest, mut bare_label) = (n, rest, bare_label);
        let between = [' ', ',', ';', '(', '/', '|', '–', '-'];
        loop {
            // « 1. Excel niveau 2 - tableaux croisés »: the second has a line of its own.
            let next =
                self.numbers.iter().copied().find(|next| *next > n).filter(|next| !self.begun.contains(next));
            let numbered = next.and_then(|next| Some((next_on_line(rest, next)?, next)));
            let labelled = self.labels.next_on_line(rest, n);
            let labelled = labelled.or_else(|| self.labels.bare_on_line(rest, n).filter(|_| bare_label));
            let (at, next, tail) = match (numbered, labelled) {
                (numbered, Some((at, label))) if numbered.is_none_or(|(other, _)| at < other) => {
                    bare_label |= !label.separated;
                    (at, label.n, label.rest)
                }
                (Some((at, next)), _) => {
                    let tail =
                        rest.get(at..).unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_digit());
                    let tail = tail.trim_start_matches([')', '/', '.', ':', '°', '-', ' ']);
                    let tail = self
                        .labels
                        .after(next, tail)
                        .map_or(tail, |value| value.trim_start_matches([':', ' ']));
                    (at, next, tail)
                }
                (None, _) => break,
            };
            let value = before_number(rest.get(..at).unwrap_or_default()).trim_end_matches(between);
            self.close(&mut Some((n, vec![bare(value).to_owned()])));
            (n, rest) = (next, tail);
        }
        // « Savoie Conseil (SIRET 802 …) »: the bracket opened before.
        let mut rest = if rest.contains('(') { bare(rest) } else { bare(rest).trim_end_matches([')', ' ']) };
        // « L'organisme est Savoie Conseil et l'intitulé « Vente » »: what is said of it, and no more.
        let own = if bare_label { clause_end(rest) } else { answer_end(rest) };
        let own = if self.labels.asks_who(n) { own.min(name_end(rest)) } else { own };
        let own = if self.labels.asks_words(n) { own.min(words_end(rest)).min(quote_end(rest)) } else { own };
        if let Some((said, after)) = rest.split_at_checked(own).filter(|(said, _)| !said.trim().is_empty()) {
            self.leave(after);
            rest = said.trim_end();
        }
        (n, if rest.is_empty() { Vec::new() } else { vec![rest.to_owned()] })
    }
}

/// « et 4/ … », behind « 3/ »
fn names_the_next(rest: &str) -> bool {
    let next = rest.strip_prefix("et ").or_else(|| rest.strip_prefix("& ")).unwrap_or_default();
    numero(next).is_some_and(|next| !next.weak && !next.rest.is_empty())
}

fn is_answered(current: Option<&(u32, Vec<String>)>) -> bool {
    current.is_some_and(|(_, lines)| !lines.is_empty())
}
