//! Attributions that begin with a name, or whose verb stands before it.

use super::super::lettres::is_among;
use super::attribution::{Verdict, has_hour};
use super::mots;

/// What begins with a name: « Camille Martin <camille@…> a écrit : », « … a écrit le 3 mai à 10:02 : ».
pub(super) fn named(text: &str, folded: &str, wrote: bool) -> Verdict {
    let words = folded.split(' ').count();
    let mailbox = text.contains('<') && text.contains('@');
    if words > 24 {
        return Verdict::No;
    }
    if mailbox {
        let short = wrote && words <= 16;
        let then_dated = || has_hour(text) && mots::DATED.iter().any(|verb| folded.contains(verb));
        return if short || then_dated() { Verdict::Sure } else { Verdict::No };
    }
    if wrote && words <= 9 { Verdict::IfQuoted } else { Verdict::No }
}

/// Has a verb between other words.
pub(super) fn wrote_before(folded: &str) -> bool {
    let mut words = folded.split(' ').skip(1).peekable();
    let verb = |word: &str| is_among(word, mots::WROTE_BEFORE);
    let within = std::iter::from_fn(|| words.next().filter(|_| words.peek().is_some()));
    within.into_iter().any(verb) || folded.contains(" a ecrit par ")
}
