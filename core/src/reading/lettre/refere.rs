//! A line that refers to questions, by their numbers or their labels, and what each of them has of it.

use super::super::fold;
use super::super::lex::listed;
use super::Reader;
use super::amene::amenes;
use super::dedit::denied_figures;
use super::ligne::bare;
use super::rangs::parts;
use super::renvoi::{Renvoi, corrects, renvois};

/// Words in which somebody says that she was wrong.
const LONGEST_APOLOGY: usize = 8;

impl Reader {
    /// « Pour le 2, c'est le 3 mars », « Pour les km comptez 176 »: whether the line refers to questions by their numbers
    /// or their labels.
    pub(super) fn referred(&mut self, line: &str, current: &mut Option<(u32, Vec<String>)>) -> bool {
        let mut found = renvois(line, &self.numbers);
        if found.is_empty() {
            found = self.joined(line).into_iter().collect();
        }
        if found.is_empty() {
            found = amenes(line, &self.labels);
        }
        // « Pour les stagiaires : j'en avais prévu 4 mais … »: what was; « 1 450 € (j'avais mis 1 540) » says what is.
        let was = |renvoi: &Renvoi| {
            let said = line.get(renvoi.value.clone()).unwrap_or_default();
            let said = fold(said.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default());
            said.split(' ').any(|word| listed("avais avait avions avaient", word))
        };
        found.retain(|renvoi| !was(renvoi));
        let Some(first) = found.first() else { return false };
        self.close(current);
        // « PS : je relis le devis, pour la 3 c'est 1450 et pas 1540 »
        let correction = corrects(line) || denied_figures(line).is_some() || fold(line).starts_with("ps ");
        let before = line.get(..first.octets.start).unwrap_or_default();
        // « Erreur de ma part »
        let short = before.split_whitespace().count() <= LONGEST_APOLOGY;
        if !(correction && corrects(before) && short) {
            self.leave(before);
        }
        for renvoi in &found {
            self.leave(line.get(renvoi.value.end..renvoi.octets.end).unwrap_or_default());
            let value = bare(line.get(renvoi.value.clone()).unwrap_or_default());
            if let ([n], false) = (&renvoi.numbers[..], correction) {
                let mut last = Some(self.several(*n, value, false));
                self.close(&mut last);
                continue;
            }
            let parts = self.shared(&renvoi.numbers, value);
            for (n, value) in renvoi.numbers.iter().zip(parts) {
                if correction {
                    self.written.remove(n);
                }
                self.close(&mut Some((*n, vec![value.to_owned()])));
            }
        }
        true
    }

    /// What each question has of what answers them together: the same, or of « Formalia, stage « Vente » » each its own words. Where
    /// these are not told apart, nobody knows which is whose.
    fn shared<'a>(&mut self, numbers: &[u32], value: &'a str) -> Vec<&'a str> {
        let words = self.labels.ask_different_words(numbers);
        if !words && !self.labels.ask_words_and_figures(numbers) || self.labels.named("prénom").is_some() {
            return vec![value; numbers.len()];
        }
        let Some(parts) = parts(value, numbers.len()) else {
            if words {
                self.leave(value);
                return Vec::new();
            }
            return vec![value; numbers.len()];
        };
        parts.into_iter().filter_map(|part| value.get(part)).collect()
    }

    /// « Code postal et ville : 76600 Le Havre »: one answer to two questions.
    fn joined(&self, line: &str) -> Option<Renvoi> {
        let mark = line.find([':', '=', '→']).or_else(|| line.find("->"));
        let mark = mark.or_else(|| line.find(" le ")).or_else(|| line.find(" du "))?;
        let (label, said) = line.split_at_checked(mark)?;
        let label = label.rsplit_once(". ").map_or(label, |(_, label)| label);
        // « Début et fin le même jour : »
        let label = label.trim_end().trim_end_matches(" le même jour").trim_end_matches(" le meme jour");
        let value = line.len() - said.trim_start_matches([':', '=', '-', '>', '→', ' ', '\u{a0}']).len();
        let [one, other] = &[" et ", " & ", " / "]
            .into_iter()
            .find_map(|and| label.split_once(and))
            .map(<[&str; 2]>::from)?;
        let (one, other) = (self.labels.named(one)?, self.labels.named(other)?);
        // « Durée / coût : 35 h pour 2 250 € »: each by its unit.
        if self.labels.measures(one) && self.labels.measures(other) && !self.labels.are_alike(one, other) {
            return None;
        }
        let numbers = vec![one, other];
        (one != other && value < line.len()).then_some(Renvoi {
            numbers,
            octets: 0..line.len(),
            value: value..line.len(),
        })
    }
}
