//! An answer that is taken back further down: « 2. 17/05/2027 », then « PS : finalement début le 24 mai ».

use super::super::lex::listed;
use super::super::{fold, has_words};
use super::numero::numero;
use super::renvoi::corrects;
use super::{Alignement, Morceau, Question};

/// Words of a label that many things are called by.
const COMMON: &str = "date nombre total formation personne unitaire nom numero";
/// What may be, and is not said to be.
const MAY_BE: &str = "si peut peuvent pourra pourrait pourrions eventuellement besoin sinon";

/// Without the answers that a line below all of them takes back: it names what, and may speak of something else as well. What
/// it is now, she is asked. `dites` tells which questions a text answers.
#[must_use]
pub fn sans_dedits(
    mut alignement: Alignement,
    questions: &[Question<'_>],
    morceaux: &[Morceau<'_>],
    dites: impl FnOnce(&str) -> Vec<u32>,
) -> Alignement {
    let Some(line) = taken_back(&alignement, morceaux).map(str::to_owned) else { return alignement };
    let folded = fold(&line);
    let is_named = |question: &&Question<'_>| {
        let label = fold(question.libelle);
        label.split(' ').any(|word| word.len() > 2 && !listed(COMMON, word) && has_words(&folded, word))
    };
    let mut named: Vec<u32> = questions.iter().filter(is_named).map(|question| question.n).collect();
    if named.is_empty() {
        return alignement;
    }
    let anew = dites(without_ps(&line));
    named.retain(|n| anew.contains(n));
    if !named.is_empty() {
        alignement.reponses.retain(|(n, _)| !named.contains(n));
        let left: Vec<&str> = alignement.reste.lines().filter(|other| *other != line).collect();
        alignement.reste = left.join("\n");
    }
    alignement
}

/// The line of what is left that takes something back, below all numbered lines.
fn taken_back<'a>(alignement: &'a Alignement, morceaux: &[Morceau<'_>]) -> Option<&'a str> {
    let moved = |word: &str| word.starts_with("decal") || word.starts_with("repouss");
    let takes_back = |line: &&str| {
        let folded = fold(line);
        (corrects(line) || folded.split(' ').any(moved))
            && !folded.split(' ').any(|word| listed(MAY_BE, word))
    };
    let line = alignement.reste.lines().find(takes_back).filter(|_| !alignement.reponses.is_empty())?;
    let mut written = morceaux.iter().rev().filter(|morceau| !morceau.cite);
    let (_, below) = written.find_map(|morceau| morceau.texte.split_once(line))?;
    (!below.lines().any(|line| numero(line).is_some())).then_some(line)
}

/// « PS : finalement début le 24 mai »
fn without_ps(line: &str) -> &str {
    let said = line.trim_start();
    let ps = ["PS", "P.S.", "Ps", "P.S", "NB"].iter().find_map(|ps| said.strip_prefix(ps));
    ps.and_then(|rest| rest.trim_start().strip_prefix([':', '-', ','])).map_or(line, str::trim_start)
}
