//! What questions are about: yes or no, how many, how much, of what.

use super::super::parties::{Grandeur, Partie};
use super::super::portail::Sujet;
use super::{
    Etiquette, Etiquettes, GENERAL, LONGEST_LABEL_BYTES, asks_which, common, is_measure, significant,
};
use crate::reading::fold;
use crate::reading::lex::listed;

impl Etiquettes {
    /// The question of yes or no about this: « Évaluation : oui », where its hours and its cost are asked as well.
    pub(in crate::reading::lettre) fn asked_whether(&self, label: &str) -> Option<u32> {
        let words: Vec<String> = significant(&fold(label)).iter().map(|word| common(word)).collect();
        let about = |own: &&Etiquette| {
            own.inverted.as_ref().is_some_and(|(_, asked)| words.iter().all(|word| asked.contains(word)))
        };
        let mut found = self.labels.iter().filter(about);
        found.next().filter(|_| !words.is_empty() && found.next().is_none()).map(|own| own.n)
    }

    /// The questions whose labels hold all these words, or that are called so: « nuits » of « Nombre de nuits » and of
    /// « Coût unitaire/nuit ». With the words of each label, as [`common`] writes them.
    pub(in crate::reading::lettre) fn about(&self, label: &str) -> Vec<(u32, &[String])> {
        if label.len() > LONGEST_LABEL_BYTES {
            return Vec::new();
        }
        let folded = fold(label);
        let words: Vec<String> = significant(&folded).iter().map(|word| common(word)).collect();
        let holds =
            |own: &&Etiquette| !words.is_empty() && words.iter().all(|word| own.common.contains(word));
        let called = self.labels.iter().find(|own| own.others.contains(&folded));
        // « Hôtel » is the price of a night, and so are the nights of it.
        let object = called.map(|own| own.common.iter().filter(|word| !is_measure(word)).collect::<Vec<_>>());
        let shares = |own: &&Etiquette| {
            object.as_ref().is_some_and(|object| {
                !object.is_empty() && object.iter().all(|word| own.common.contains(word))
            })
        };
        self.labels
            .iter()
            .filter(|own| holds(own) || shares(own))
            .map(|own| (own.n, &own.common[..]))
            .collect()
    }

    /// The questions that are answered yes or no, each with the verb it asks by and the words of what it asks.
    pub(in crate::reading::lettre) fn yes_or_no(&self) -> impl Iterator<Item = (u32, &str, &[String])> {
        self.labels.iter().filter_map(|own| {
            let (verb, asked) = own.inverted.as_ref()?;
            Some((own.n, verb.as_str(), &asked[..]))
        })
    }

    /// The question on the hours, or the cost, of the training or of the evaluation.
    pub(in crate::reading::lettre) fn measure_of(&self, grandeur: Grandeur, partie: Partie) -> Option<u32> {
        self.only(|own| {
            let has = |words: &[&str]| own.common.iter().any(|word| words.contains(&word.as_str()));
            let measured = match grandeur {
                Grandeur::Heures => has(&["heure", "duree"]),
                Grandeur::Cout => has(&["cout"]),
            };
            let evaluation = has(&["evaluation", "positionnement", "accompagnement"]);
            measured
                && own.inverted.is_none()
                && match partie {
                    Partie::Formation => has(&["formation", "pedagogique"]) && !evaluation,
                    Partie::Evaluation => evaluation,
                }
        })
    }

    /// « Nombre de nuits », of « nuit ».
    pub(in crate::reading::lettre) fn counts(&self, what: &str) -> Option<u32> {
        self.only(|own| {
            own.common.iter().any(|word| word == "nombre") && own.common.iter().any(|word| word == what)
        })
    }

    /// « Coût unitaire/nuit », of « nuit ».
    pub(in crate::reading::lettre) fn price_of(&self, what: &str) -> Option<u32> {
        self.only(|own| {
            own.common.iter().any(|word| word == "cout") && own.common.iter().any(|word| word == what)
        })
    }

    /// « Coût total de formation », which asks no tax in particular.
    pub(in crate::reading::lettre) fn asks_a_sum(&self, n: u32) -> bool {
        self.labels.iter().any(|own| {
            let has = |word: &str| own.common.iter().any(|other| other == word);
            own.n == n && has("cout") && !has("ttc")
        })
    }

    /// Both ask for a day, or for the same of different things.
    pub(in crate::reading::lettre) fn are_alike(&self, one: u32, other: u32) -> bool {
        let measure = |n: u32| {
            let own = self.labels.iter().find(|own| own.n == n)?;
            own.common.iter().find(|word| is_measure(word))
        };
        measure(one) == measure(other)
    }

    /// The only question whose label fits.
    fn only(&self, fits: impl Fn(&Etiquette) -> bool) -> Option<u32> {
        let mut found = self.labels.iter().filter(|own| fits(own));
        found.next().filter(|_| found.next().is_none()).map(|own| own.n)
    }

    /// What question `n` asks, when it is one of the portal's own.
    pub(in crate::reading::lettre) fn sujet(&self, n: u32) -> Option<Sujet> {
        self.labels.iter().find(|own| own.n == n).and_then(|own| own.sujet)
    }

    /// Whether a label says more than words which many questions share.
    pub(in crate::reading::lettre) fn tells_apart(&self, label: &str) -> bool {
        let words = significant(&fold(label));
        let which = |own: &Etiquette| asks_which(&own.words) && own.words.contains(&words[0]);
        words.len() > 1
            || words.iter().any(|word| !GENERAL.contains(&word.as_str()))
            || !words.is_empty() && self.labels.iter().any(which)
    }

    /// Whether the question asks how many, how much, how long or when.
    pub(in crate::reading::lettre) fn measures(&self, n: u32) -> bool {
        self.labels.iter().any(|own| own.n == n && own.common.iter().any(|word| is_measure(word)))
    }

    /// Whether the question asks for a person.
    pub(in crate::reading::lettre) fn asks_who(&self, n: u32) -> bool {
        let who = |word: &String| listed("stagiaire apprenti salarie tuteur formateur contacter", word);
        self.labels.iter().any(|own| own.n == n && own.inverted.is_none() && own.common.iter().any(who))
            && !self.measures(n)
    }

    /// Whether figures answer the question, and no words with them: a day, hours, a number that is given.
    pub(in crate::reading::lettre) fn asks_figures(&self, n: u32) -> bool {
        let figures = |word: &String| listed("date heure duree siret rncp idcc activite", word);
        self.labels.iter().any(|own| own.n == n && own.common.iter().any(figures))
    }

    pub(in crate::reading::lettre) fn asks_yes_or_no(&self, n: u32) -> bool {
        self.labels.iter().any(|own| own.n == n && own.inverted.is_some())
    }
}
