//! What is said and names nothing: « lol », « ouf », « haha ».

use std::ops::Range;

use super::chantier::Chantier;
use super::mots::trimmed;
use crate::reading::lex::{List, Words};

impl Chantier<'_, '_> {
    /// « Excel lol »: the title, and not how who writes takes it.
    pub(super) fn without_laughter(&self, part: Range<usize>) -> Range<usize> {
        let laughs = self.words(part.clone()).into_iter().rev().take_while(|word| is_laughter(&word.text));
        laughs.last().map_or(part.clone(), |word| trimmed(self.text, part.start..word.octets.start))
    }
}

/// « mdr », « hahaha »
fn is_laughter(word: &str) -> bool {
    static LAUGHS: Words =
        Words::new("lol lool mdr mdrr ptdr xd xptdr haha ahah ahaha hihi hehe hihihi jaja");
    LAUGHS.has(word) || word.starts_with("hahaha") || word.starts_with("ahahah")
}

/// « ouf », « youpi », « quoi »: no title, however it is written.
pub(super) fn is_interjection(word: &str) -> bool {
    static SAID: Words = Words::new(
        "ouf youpi yes yep wow waouh ouah hourra chouette hein quoi bref ouais ouai bah hum hmm pff pfff pfiou snif aie ah ha oh eh hop zut \
         ok oki okay cool super genial voila voili merci hello coucou bisous",
    );
    is_laughter(word) || SAID.has(word)
}
