//! What questions are about: yes or no, how many, how much, of what.

use super::super::dedit::is_of_another;
use super::super::parties::{Grandeur, Partie};
use super::super::portail::Sujet;
use super::{
    EMPTY, Etiquette, Etiquettes, GENERAL, LONGEST_LABEL, LONGEST_LABEL_BYTES, MOST_WORDS, POINTS,
    SHORTEST_SIREN, asks_which, common, is_measure, significant,
};
use crate::reading::lex::listed;
use crate::reading::{fold, has_words};

/// What a label that words of any kind may answer asks for.
const WORDS: &str = "rue adresse intitule titre module organisme nom ville commune poste etablissement";

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

    /// The question on the hours, or the cost, of the training or of what goes with it.
    pub(in crate::reading::lettre) fn measure_of(&self, grandeur: Grandeur, partie: Partie) -> Option<u32> {
        self.only(|own| {
            let has = |words: &[&str]| own.common.iter().any(|word| words.contains(&word.as_str()));
            let measured = match grandeur {
                Grandeur::Heures => has(&["heure", "duree"]),
                Grandeur::Cout => has(&["cout"]),
            };
            let others = ["evaluation", "positionnement", "accompagnement"];
            measured
                && own.inverted.is_none()
                && match partie {
                    Partie::Formation => has(&["formation", "pedagogique"]) && !has(&others),
                    Partie::Evaluation => has(&["evaluation"]),
                    Partie::Positionnement => has(&["positionnement"]),
                    Partie::Accompagnement => has(&["accompagnement"]),
                }
        })
    }

    /// Whether people call question `n` so.
    pub(in crate::reading::lettre) fn is_called(&self, n: u32, name: &str) -> bool {
        let folded = fold(name);
        self.labels.iter().any(|own| own.n == n && own.others.contains(&folded))
    }

    /// « Pas de frais », « aucuns frais »: a sentence that denies what question `n` is called, and says no more.
    pub(in crate::reading::lettre) fn is_none_of(&self, n: u32, phrase: &str) -> bool {
        if phrase.contains(['?', '«', '»', '"']) {
            return false;
        }
        let folded = fold(phrase);
        let denied = ["pas de ", "pas d ", "aucun ", "aucune ", "aucuns ", "aucunes ", "sans "]
            .iter()
            .find_map(|none| folded.strip_prefix(none));
        denied.is_some_and(|what| {
            self.labels.iter().any(|own| own.n == n && own.others.iter().any(|other| other == what))
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

    /// « Établissement : 559 214 937 00018 », where the name of it is asked as well; « celui du centre : 813… ».
    pub(super) fn siret_of(&self, label: &str, said: &str) -> Option<u32> {
        let figures = !said.contains(char::is_alphabetic) && said.len() >= SHORTEST_SIREN;
        let of = label.trim_start();
        let of = POINTS.iter().find_map(|points| of.strip_prefix(points)).unwrap_or(of);
        figures.then(|| self.named(&format!("siret {of}"))).flatten()
    }

    /// The one question that a sentence speaks of, and what follows its name: « pour le coût, c'est 2 200 € ».
    pub(in crate::reading::lettre) fn mentioned<'a>(&self, line: &'a str) -> Option<(u32, &'a str)> {
        let found = self.all_mentioned(line);
        let (n, after) = *found.first()?;
        found.iter().all(|(other, _)| *other == n).then_some((n, after))
    }

    /// The questions that a sentence names, each with what follows its name.
    pub(in crate::reading::lettre) fn all_mentioned<'a>(&self, line: &'a str) -> Vec<(u32, &'a str)> {
        let starts: Vec<usize> = line
            .char_indices()
            .filter(|(at, c)| c.is_alphanumeric() && !line[..*at].ends_with(char::is_alphanumeric))
            .map(|(at, _)| at)
            .take(MOST_WORDS)
            .collect();
        let ends = |at: usize| {
            let rest = line.get(at..).unwrap_or_default();
            at + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        };
        let mut found: Vec<(u32, usize, usize)> = Vec::new();
        let mut first = 0;
        while first < starts.len() {
            let widths = (1..=LONGEST_LABEL.min(starts.len() - first)).rev();
            let named = widths.filter_map(|width| {
                let end = ends(starts[first + width - 1]);
                let words = line.get(starts[first]..end)?;
                // « le coût du » train
                let last = words.rsplit([' ', '\'', '’']).next().unwrap_or_default();
                let bare = listed("de du des d l la le les", &fold(last))
                    || EMPTY.contains(&fold(words).as_str())
                    || words == "NB"
                    || words.contains(|c: char| c.is_ascii_digit());
                self.named(words).filter(|_| !bare).map(|n| (n, end, width))
            });
            match named.take(1).next() {
                Some(name) => {
                    found.push(name);
                    first += name.2;
                }
                None => first += 1,
            }
        }
        found.into_iter().map(|(n, end, _)| (n, line.get(end..).unwrap_or_default())).collect()
    }

    /// Question `n` asks of something else than what follows its name: « le coût », then « du train ».
    pub(in crate::reading::lettre) fn asks_of_another(&self, n: u32, after: &str) -> bool {
        self.labels.iter().any(|own| own.n == n && is_of_another(after, &own.whole))
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

    /// Whether a day answers the question.
    pub(in crate::reading::lettre) fn asks_day(&self, n: u32) -> bool {
        self.labels.iter().any(|own| own.n == n && own.common.iter().any(|word| word == "date"))
    }

    /// Whether figures answer the question, and no words with them: a day, hours, a number that is given.
    pub(in crate::reading::lettre) fn asks_figures(&self, n: u32) -> bool {
        let figures = |word: &String| listed("date heure duree siret rncp idcc activite", word);
        self.labels.iter().any(|own| own.n == n && own.common.iter().any(figures))
    }

    /// Whether the questions, several, ask for words of kinds of their own: a title and a house, a house and a town.
    pub(in crate::reading::lettre) fn ask_different_words(&self, numbers: &[u32]) -> bool {
        let kinds = |n: u32| {
            let own = self.labels.iter().filter(move |own| own.n == n).flat_map(|own| &own.common);
            own.filter(|word| listed(WORDS, word))
        };
        let alike = |pair: &[u32]| kinds(pair[0]).any(|one| kinds(pair[1]).any(|other| one == other));
        numbers.len() > 1 && numbers.iter().all(|n| self.asks_words(*n)) && !numbers.windows(2).any(alike)
    }

    /// Whether one of two questions asks for words, and the other for figures: a town and hours.
    pub(in crate::reading::lettre) fn ask_words_and_figures(&self, numbers: &[u32]) -> bool {
        let figures = |n: u32| self.measures(n) || self.asks_figures(n);
        let &[one, other] = numbers else { return false };
        self.asks_words(one) && figures(other) || figures(one) && self.asks_words(other)
    }

    /// Whether one word may answer the question: a house, a town.
    pub(in crate::reading::lettre) fn asks_where_or_whom(&self, n: u32) -> bool {
        let named = |word: &String| listed("organisme ville commune", word);
        self.asks_words(n) && self.labels.iter().any(|own| own.n == n && own.common.iter().any(named))
    }

    /// Whether the question asks where somebody is reached: a telephone, an address.
    pub(in crate::reading::lettre) fn asks_address(&self, n: u32) -> bool {
        let address = |word: &String| listed("telephone tel portable mobile courriel email mail mel", word);
        self.labels.iter().any(|own| own.n == n && own.common.iter().any(address))
    }

    /// Whether words of any kind may answer the question: a title, a street, a house.
    pub(in crate::reading::lettre) fn asks_words(&self, n: u32) -> bool {
        let words = |word: &String| listed(WORDS, word);
        self.labels.iter().any(|own| own.n == n && own.common.iter().any(words)) && !self.measures(n)
    }

    pub(in crate::reading::lettre) fn asks_yes_or_no(&self, n: u32) -> bool {
        self.labels.iter().any(|own| own.n == n && own.inverted.is_some())
    }

    /// Whether there is to be a bed, and not how many nights.
    pub(in crate::reading::lettre) fn is_about_lodging(&self, n: u32) -> bool {
        let lodging = |label: &str| ["hebergement", "hotel"].iter().any(|word| has_words(label, word));
        self.labels.iter().any(|own| own.n == n && lodging(&own.whole)) && !self.measures(n)
    }
}
