//! « Lequel ? »: a few questions that lead to a dispositif, and the words that point to one.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Catalogue, Dispositif};
use crate::reading::{fold, has_words, is_within_a_slip, words};

/// The questions, the first one first.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Orientation {
    pub questions: Vec<QuestionOrientation>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionOrientation {
    pub cle: String,
    pub libelle: String,
    pub aide: String,
    pub options: Vec<OptionOrientation>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionOrientation {
    pub cle: String,
    pub libelle: String,
    #[serde(default)]
    pub synonymes: Vec<String>,
    pub vers: Vers,
}

/// Where an answer leads.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vers {
    Question(String),
    Dispositif(String),
}

impl Orientation {
    pub fn find(&self, cle: &str) -> Option<&QuestionOrientation> {
        self.questions.iter().find(|question| question.cle == cle)
    }

    /// It leads only to these dispositifs.
    pub(super) fn is_within(&self, dispositifs: &[Dispositif]) -> bool {
        self.questions.iter().flat_map(|question| &question.options).all(|option| match &option.vers {
            Vers::Dispositif(cle) => dispositifs.iter().any(|d| d.cle == *cle),
            Vers::Question(_) => true,
        })
    }

    /// Every answer leads to a dispositif, in the end.
    pub(super) fn check(&self, dispositifs: &[Dispositif], report: &mut dyn FnMut(&str, String)) {
        if self.questions.is_empty() {
            report("questions", "il en faut au moins une".to_owned());
        }
        let mut keys = BTreeSet::new();
        for question in &self.questions {
            let key = format!("questions.{}", question.cle);
            if question.cle.is_empty() || !keys.insert(question.cle.as_str()) {
                report("questions", format!("« {} » est vide, ou là deux fois", question.cle));
            }
            if question.libelle.trim().is_empty() || question.aide.trim().is_empty() {
                report(&key, "libelle et aide ne peuvent pas être vides".to_owned());
            }
            if question.options.len() < 2 {
                report(&format!("{key}.options"), "il en faut au moins deux".to_owned());
            }
            let mut names: Vec<(String, &str)> = Vec::new();
            for option in &question.options {
                let key = format!("{key}.options.{}", option.cle);
                for name in std::iter::once(&option.libelle).chain(&option.synonymes) {
                    let folded = fold(name);
                    if folded.is_empty() {
                        report(&key, "un nom est vide".to_owned());
                    }
                    if names.iter().any(|(other, cle)| *other == folded && *cle != option.cle) {
                        report(&key, format!("« {name} » désigne deux options"));
                    }
                    names.push((folded, &option.cle));
                }
                match &option.vers {
                    Vers::Dispositif(cle) if !dispositifs.iter().any(|d| d.cle == *cle) => {
                        report(&format!("{key}.vers"), format!("« {cle} » n'est pas un dispositif"));
                    }
                    Vers::Question(cle) if self.find(cle).is_none() => {
                        report(&format!("{key}.vers"), format!("« {cle} » n'est pas une question"));
                    }
                    _ => {}
                }
            }
            if self.leads_back(question) {
                report(&key, "une réponse y ramène".to_owned());
            }
        }
        let reached = self.questions.first().map_or_else(BTreeSet::new, |first| self.reached(first));
        for question in self.questions.iter().skip(1).filter(|q| !reached.contains(q.cle.as_str())) {
            report(&format!("questions.{}", question.cle), "aucune réponse n'y mène".to_owned());
        }
    }

    fn leads_back(&self, question: &QuestionOrientation) -> bool {
        self.reached(question).contains(question.cle.as_str())
    }

    /// Keys of the questions that the answers of this one lead to.
    fn reached<'o>(&'o self, from: &'o QuestionOrientation) -> BTreeSet<&'o str> {
        let mut seen = BTreeSet::new();
        let mut todo = vec![from];
        while let Some(question) = todo.pop() {
            for option in &question.options {
                if let Vers::Question(cle) = &option.vers
                    && seen.insert(cle.as_str())
                {
                    todo.extend(self.find(cle));
                }
            }
        }
        seen
    }
}

impl Catalogue {
    /// The dispositifs that a plain sentence points to: those most spoken of, several when they are even.
    pub fn pointed_by(&self, text: &str) -> Vec<&Dispositif> {
        let said = words(text);
        let current = self.current();
        let most = |score: &dyn Fn(&Dispositif) -> usize| {
            let best = current.iter().map(|d| score(d)).max().unwrap_or(0);
            let even = current.iter().filter(|d| best > 0 && score(d) == best);
            even.copied().collect::<Vec<_>>()
        };
        let own = most(&|d| spoken(&said, std::iter::once(&d.libelle).chain(&d.mots)));
        if own.is_empty() { most(&|d| spoken(&said, d.mots_generaux.iter())) } else { own }
    }
}

/// How much is said of these names: one of three words says more than three of one.
fn spoken<'n>(said: &[String], names: impl Iterator<Item = &'n String>) -> usize {
    let text = said.iter().map(|word| singular(word)).collect::<Vec<_>>().join(" ");
    let mut seen = BTreeSet::new();
    names
        .map(|name| words(name).iter().map(|word| singular(word).to_owned()).collect::<Vec<_>>())
        .filter(|name| seen.insert(name.clone()))
        .filter(|name| match &name[..] {
            [word] => text.split(' ').any(|other| is_near(other, word)),
            several => has_words(&text, &several.join(" ")),
        })
        .map(|name| name.len().pow(2))
        .sum()
}

/// The same word, or a long one with a slip (« aprentissage »).
fn is_near(said: &str, word: &str) -> bool {
    said == word || (word.chars().count() >= 7 && is_within_a_slip(word, said))
}

/// Without the mark of the plural.
fn singular(word: &str) -> &str {
    if word.chars().count() > 3 { word.strip_suffix(['s', 'x']).unwrap_or(word) } else { word }
}
