//! An answer that is taken back further down: « 2. 17/05/2027 », then « PS : finalement début le 24 mai ».

use super::super::fold;
use super::renvoi::corrects;
use super::{Alignement, Morceau};

/// Words that tell of a change begin so.
const CHANGES: [&str; 6] = ["decal", "repouss", "modifi", "chang", "report", "oubli"];

/// Without the answers that are said anew below all of them, in a sentence that takes something back or under one: what is
/// left of the letter says them. `dites` tells which questions a text answers by what its words are.
#[must_use]
pub fn sans_dedits(
    mut alignement: Alignement,
    morceaux: &[Morceau<'_>],
    dites: impl FnOnce(&str) -> Vec<u32>,
) -> Alignement {
    let Some(anew) = taken_back(&alignement, morceaux).map(dites) else { return alignement };
    alignement.reponses.retain(|(n, _)| !anew.contains(n));
    alignement
}

/// What is left of the letter from the line on that takes something back.
fn taken_back<'a>(alignement: &'a Alignement, morceaux: &[Morceau<'_>]) -> Option<&'a str> {
    if alignement.reponses.is_empty() {
        return None;
    }
    let changes = |word: &str| CHANGES.iter().any(|stem| word.starts_with(stem));
    let takes_back = |line: &&str| corrects(line) || fold(line).split(' ').any(changes);
    let line = alignement.reste.lines().find(takes_back)?;
    let below = morceaux.iter().rev().filter(|morceau| !morceau.cite).find_map(|morceau| {
        let (_, below) = morceau.texte.split_once(line)?;
        Some(below)
    })?;
    let answered = |(_, answer): &(u32, String)| below.contains(answer.lines().next().unwrap_or_default());
    let from = alignement.reste.find(line)?;
    (!alignement.reponses.iter().any(answered)).then_some(&alignement.reste[from..])
}
