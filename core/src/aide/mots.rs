//! Words as they are searched: folded, without those that say nothing, reduced to their stems.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::reading::words;

/// Folded words that are in any question, whatever it is about.
const EMPTY: &str = "a ai aie alors as au aussi autre aux avec avez avoir avons c ca ce cela ces cet cette ceux chez \
    ci combien comme comment d dans de des dit dire dois doit doivent donc dont du elle elles en entre es est et etait \
    etant etc ete etes etre eu eux faire fais faisait fait falloir fallait faudra faut fera il ils j je juste k ki koi \
    l la là le les leur leurs lui m ma mais me meme merci mes met mets mettre moi mon n ne ni non nos notre nous on ont \
    ou oui par parce pas peu peut peux plus pour pourquoi pourrais pourrait pouvez pouvoir puis q qu quand que quel \
    quelle quelles quels qui quoi s sa sans savoir se sera serai sert ses si sinon son sont sous sur svp t ta te tes \
    ton tous tout toute toutes tres tu un une va vais vas vers veut veux vont vos votre voudrais vouloir vous voulez \
    vu y bonjour bonsoir salut aide aider aidez besoin plait dites explique expliquer expliquez cest sais sait est-ce \
    question chose truc existe encore toujours suis sommes trouver trouve cherche chercher jai jen";

/// Longest question that is looked at, in words.
const MOST_WORDS: usize = 60;

/// The stems of a text, in order.
pub fn stems(text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::French);
    words(text).iter().take(MOST_WORDS).map(|word| stemmer.stem(word).into_owned()).collect()
}

/// Each once, in order, without those that say nothing.
pub fn distinct(stems: &[String]) -> impl Iterator<Item = &str> {
    let mut seen = BTreeSet::new();
    stems.iter().map(String::as_str).filter(move |stem| !is_empty(stem) && seen.insert(*stem))
}

/// The known stems one slip away from this one: same first letter, one letter in four at most, two in all.
pub fn near<'a>(stem: &str, known: impl Iterator<Item = &'a String>) -> Vec<String> {
    let length = stem.chars().count();
    let slips = (length / 4).min(2);
    let first = stem.chars().next();
    let close = |other: &&String| {
        other.chars().next() == first
            && other.chars().count() >= 4
            && strsim::osa_distance(stem, other) <= slips
    };
    if slips == 0 { Vec::new() } else { known.filter(close).cloned().collect() }
}

fn is_empty(stem: &str) -> bool {
    static ALL: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let stemmer = Stemmer::create(Algorithm::French);
        EMPTY.split_whitespace().map(|word| stemmer.stem(word).into_owned()).collect()
    });
    ALL.contains(stem)
}
