//! Where the message that is answered begins: « Le … a écrit : », De/Envoyé/À/Objet, « Message d'origine ».
//!
//! All of it is found on folded lines (no accents, case, punctuation), so that NBSP, « a ecrit » and
//! bold stars make no difference. A sentence that only looks like one has no hour or address in it.

mod attribution;
mod etiquettes;
mod mots;
mod nommee;
mod separateurs;

use super::ligne::{Ligne, Marque, trimmed};

pub(crate) use attribution::shared;
use attribution::{attribution, may_attribute};
pub(crate) use etiquettes::addressee;
use etiquettes::{blanks, block};
pub(crate) use separateurs::{asks_above, is_rule};
use separateurs::{is_message_of, is_original, is_separator};

/// Bytes of a line that can belong to a header; a paragraph is longer.
const LONGEST_LINE: usize = 400;
/// Lines from what announces a quote to the colon or the address in it, blank ones included.
const REACH: usize = 8;

/// The number of lines, from `at` on, that announce a quote; 0 when they do not.
pub(crate) fn announced(lines: &[Ligne], at: usize) -> usize {
    let Some(line) = lines.get(at).filter(|line| line.texte.len() <= LONGEST_LINE) else { return 0 };
    if !may_announce(line) || line.is_blank() {
        return 0;
    }
    let texte = trimmed(&line.texte);
    if is_separator(texte) {
        return 1 + block(lines, at + 1, true);
    }
    let rule = is_rule(texte);
    if rule || is_original(&line.texte) {
        let below = block(lines, at + 1, true);
        if below > 0 {
            return 1 + below;
        }
    }
    if rule {
        // « ====== », « Message du … », then the labels.
        let next = at + 1 + blanks(lines, at + 1);
        let labels = lines
            .get(next)
            .filter(|line| is_message_of(&line.texte))
            .map_or(0, |_| block(lines, next + 1, true));
        return if labels > 0 { next + 1 + labels - at } else { 0 };
    }
    let block = block(lines, at, false);
    if block > 0 || !may_attribute(lines, at) {
        return block;
    }
    let taken = attribution(lines, at);
    // « … a écrit » filled the line: its colon stands alone on the next.
    let colon = lines.get(at + taken).is_some_and(|line| matches!(trimmed(&line.texte), ":" | "："));
    taken + usize::from(taken > 0 && colon)
}

/// Whether the next line with text is quoted by its own marks.
pub(crate) fn is_quoted_next(lines: &[Ligne], at: usize) -> bool {
    lines
        .iter()
        .skip(at)
        .find(|line| !line.is_blank() || line.marque == Marque::Coupe)
        .is_some_and(|line| line.marque == Marque::Citee)
}

/// Looks from each line at those below it, once for all of them: whatever announces a quote is drawn, or has a sign in
/// reach.
pub(crate) fn look_below(lines: &mut [Ligne]) {
    let mut away = REACH;
    for line in lines.iter_mut().rev() {
        away = if line.has_sign() { 0 } else { away + 1 };
        line.portee = away < REACH;
    }
}

/// A cheap look before the words are read.
fn may_announce(line: &Ligne) -> bool {
    let is_drawn = |c: char| matches!(c, '-' | '_' | '=' | '*' | '#' | '|' | '\u{2010}'..='\u{2015}');
    line.portee || line.texte.trim_start().starts_with(is_drawn)
}
