//! Answers that lead to an explanation, not to a value.

use serde::Deserialize;

use super::Nature;
use crate::reading::{fold, has_words};

/// Words that answer a question and have no value there (« gérant, non salarié » at CSP), and what is said to them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct APart {
    pub mots: Vec<String>,
    pub message: String,
}

impl APart {
    /// One of the words is said, and not as a part of an option's name (« gérant » in « gérant salarié »).
    pub fn is_said(&self, text: &str, nature: &Nature) -> bool {
        let said = fold(text);
        let options = match nature {
            Nature::Choix { options } => options.as_slice(),
            _ => &[],
        };
        let names =
            || options.iter().flat_map(|option| std::iter::once(&option.libelle).chain(&option.synonymes));
        self.mots.iter().map(|mot| fold(mot)).any(|mot| {
            let of_option = |name: &String| {
                let name = fold(name);
                has_words(&said, &name) && has_words(&name, &mot)
            };
            has_words(&said, &mot) && !names().any(of_option)
        })
    }
}
