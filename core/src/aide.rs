//! « Aide – mode d'emploi »: topics, and the passage that answers a typed question.
//!
//! Searched: the topics of `catalogue/aide.toml`, and the labels and helps of every field and pièce, whatever the
//! dispositif. A question is a set of stems; the rarer a stem, the more it weighs; titles and `mots` weigh more than
//! running text. What answers too little of the question is no answer: better to send to a person than to guess.

mod mots;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::catalogue::Dispositif;
use mots::{distinct, near, stems};

/// A topic of the mode d'emploi.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sujet {
    pub cle: String,
    pub titre: String,
    /// Short: one of them is quoted as the answer to a question.
    pub paragraphes: Vec<String>,
    /// Other words people use for it, or whole expressions.
    #[serde(default)]
    pub mots: Vec<String>,
}

/// What can be asked about. Empty when the operator's catalogue has no topics.
#[derive(Debug, Clone, Default)]
pub struct Aide {
    pub sujets: Vec<Sujet>,
    entrees: Vec<Entree>,
    /// In how many topics a stem is found; all fields and pièces together count as one more, so that another dispositif
    /// does not change what a word weighs.
    frequences: BTreeMap<String, u32>,
}

/// The outcome of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reponse<'a> {
    Passage(Passage<'a>),
    /// Two topics answer about as well: the person says which.
    Deux(&'a Sujet, &'a Sujet),
    Rien,
}

/// Where an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'a> {
    /// None for a field or a pièce.
    pub sujet: Option<&'a Sujet>,
    pub titre: &'a str,
    pub texte: &'a str,
}

/// A topic, a field or a pièce, as it is searched.
#[derive(Debug, Clone)]
struct Entree {
    /// Its rank among the topics.
    sujet: Option<usize>,
    titre: String,
    titres: BTreeSet<String>,
    /// `mots` of one word.
    simples: BTreeSet<String>,
    /// `mots` of several words, stem by stem.
    expressions: Vec<Vec<String>>,
    paragraphes: Vec<(String, BTreeSet<String>)>,
}

/// A word of the question: the stems it may stand for, and what it weighs.
struct Mot {
    stems: Vec<String>,
    weight: f64,
}

/// Weight of a stem of a title, and of `mots`; 1 in running text.
const TITLE: f64 = 3.3;
const STRONG: f64 = 3.0;
/// Added for each word of an expression that stands in the question as it is.
const EXPRESSION: f64 = 4.0;
/// What a word that stands nowhere keeps of the weight of the rarest: people tell more than they ask.
const UNKNOWN: f64 = 0.75;
/// What a field or a pièce keeps of its score: a topic says more.
const FIELD: f64 = 0.7;
/// Below this share of the question's weight, it was not answered; an expression that is there whole answers alone.
const COVERED: f64 = 0.51;
/// Below this score an answer would be a guess.
const LEAST: f64 = 4.0;
/// The second is as good when it has this share of the first one's score.
const NEAR: f64 = 0.92;

impl Aide {
    pub fn new(sujets: Vec<Sujet>, dispositifs: &[Dispositif]) -> Aide {
        let mut entrees: Vec<Entree> = sujets.iter().enumerate().map(Entree::of_sujet).collect();
        let champs = dispositifs.iter().flat_map(|dispositif| {
            let champs = dispositif.etapes.iter().flat_map(|etape| &etape.champs);
            champs
                .map(|champ| (champ.nom(), champ.aide.as_str()))
                .chain(dispositif.pieces.iter().map(|piece| (piece.libelle.as_str(), piece.aide.as_str())))
        });
        for (libelle, aide) in champs.filter(|_| !sujets.is_empty()) {
            if !entrees.iter().any(|entree| entree.sujet.is_none() && entree.titre == libelle) {
                entrees.push(Entree::of_champ(libelle, aide));
            }
        }
        let (topics, fields) = entrees.split_at(sujets.len());
        let of_fields: BTreeSet<&String> = fields.iter().flat_map(Entree::stems).collect();
        let mut frequences = BTreeMap::new();
        for stem in topics.iter().flat_map(Entree::stems).chain(of_fields) {
            *frequences.entry(stem.clone()).or_insert(0) += 1;
        }
        Aide { sujets, entrees, frequences }
    }

    pub fn find_sujet(&self, cle: &str) -> Option<&Sujet> {
        self.sujets.iter().find(|sujet| sujet.cle == cle)
    }

    /// The passage that answers, two topics that may, or none. The same question always gets the same answer.
    pub fn answer(&self, question: &str) -> Reponse<'_> {
        let all = stems(question);
        let asked: Vec<Mot> = distinct(&all).map(|stem| self.mot(stem)).collect();
        let mut scored: Vec<(f64, &Entree)> =
            self.entrees.iter().filter_map(|entree| Some((entree.score(&asked, &all)?, entree))).collect();
        // Stable: among equals the first of the file wins.
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let topic = |entree: &Entree| self.sujets.get(entree.sujet?);
        match scored[..] {
            [] => Reponse::Rien,
            [(best, one), (next, other), ..] if next >= best * NEAR => match (topic(one), topic(other)) {
                (Some(one), Some(other)) => Reponse::Deux(one, other),
                _ => Reponse::Passage(self.passage(one, &asked)),
            },
            [(_, one), ..] => Reponse::Passage(self.passage(one, &asked)),
        }
    }

    /// Rare words weigh more; one that is not known counts as one it is close to, else a little less than the rarest.
    fn mot(&self, stem: &str) -> Mot {
        let weight = |stem: &str| {
            let found = self.frequences.get(stem).copied().unwrap_or(0).max(1);
            1.0 + ((self.sujets.len() + 1) as f64 / f64::from(found)).ln()
        };
        let stems = match self.frequences.contains_key(stem) {
            true => vec![stem.to_owned()],
            false => near(stem, self.frequences.keys()),
        };
        let known = stems.iter().map(|stem| weight(stem)).reduce(f64::max);
        let weight = known.unwrap_or_else(|| weight(stem) * UNKNOWN);
        Mot { stems, weight }
    }

    /// The paragraph that has most of the question; the first one when none has more.
    fn passage<'a>(&'a self, entree: &'a Entree, asked: &[Mot]) -> Passage<'a> {
        let score = |words: &BTreeSet<String>| -> f64 {
            asked.iter().filter(|mot| mot.is_in(words)).map(|mot| mot.weight).sum()
        };
        let mut best: Option<(f64, &str)> = None;
        for (texte, words) in &entree.paragraphes {
            let score = score(words);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, texte));
            }
        }
        let texte = best.map_or("", |(_, texte)| texte);
        let sujet = entree.sujet.and_then(|rank| self.sujets.get(rank));
        Passage { sujet, titre: &entree.titre, texte }
    }
}

impl Mot {
    fn is_in(&self, words: &BTreeSet<String>) -> bool {
        self.stems.iter().any(|stem| words.contains(stem))
    }
}

impl Entree {
    fn of_sujet((rank, sujet): (usize, &Sujet)) -> Entree {
        let (simples, expressions): (Vec<_>, Vec<_>) =
            sujet.mots.iter().map(|mot| stems(mot)).partition(|stems| stems.len() == 1);
        let paragraphes = sujet.paragraphes.iter();
        Entree {
            sujet: Some(rank),
            titre: sujet.titre.clone(),
            titres: set(&sujet.titre),
            simples: simples.into_iter().flatten().collect(),
            expressions,
            paragraphes: paragraphes.map(|text| (text.clone(), set(text))).collect(),
        }
    }

    fn of_champ(libelle: &str, aide: &str) -> Entree {
        Entree {
            sujet: None,
            titre: libelle.to_owned(),
            titres: set(libelle),
            simples: BTreeSet::new(),
            expressions: Vec::new(),
            paragraphes: vec![(aide.to_owned(), set(aide))],
        }
    }

    fn stems(&self) -> BTreeSet<&String> {
        let running = self.paragraphes.iter().flat_map(|(_, words)| words);
        let expressions = self.expressions.iter().flatten();
        self.titres.iter().chain(&self.simples).chain(running).chain(expressions).collect()
    }

    /// `None` when it does not answer.
    fn score(&self, asked: &[Mot], all: &[String]) -> Option<f64> {
        let mut score = 0.0;
        let mut covered = 0.0;
        let mut said: BTreeSet<&String> = BTreeSet::new();
        let mut expressed = false;
        for expression in &self.expressions {
            if all.windows(expression.len()).any(|window| window == expression.as_slice()) {
                score += EXPRESSION * expression.len() as f64;
                said.extend(expression);
                expressed = true;
            }
        }
        for mot in asked {
            let running = || self.paragraphes.iter().any(|(_, words)| mot.is_in(words));
            if mot.is_in(&self.titres) {
                score += TITLE * mot.weight;
            } else if mot.is_in(&self.simples) {
                score += STRONG * mot.weight;
            } else if running() {
                score += mot.weight;
            } else if !mot.stems.iter().any(|stem| said.contains(stem)) {
                continue;
            }
            covered += mot.weight;
        }
        let whole: f64 = asked.iter().map(|mot| mot.weight).sum();
        let share = if self.sujet.is_some() { 1.0 } else { FIELD };
        let answers = score >= LEAST && (expressed || covered >= whole * COVERED);
        answers.then_some(score * share)
    }
}

fn set(text: &str) -> BTreeSet<String> {
    distinct(&stems(text)).map(str::to_owned).collect()
}
