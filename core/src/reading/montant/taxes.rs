//! « HT » and « TTC » beside amounts: which of them is said of which.

use std::ops::Range;

use crate::dossier::Taxe;
use crate::reading::lex::Token;
use crate::reading::nombre::quantities;

/// The only tax that is spoken of.
pub fn tax_of_all(tokens: &[Token]) -> Option<Taxe> {
    let mut taxes = (0..tokens.len()).filter_map(|i| tax_at(tokens, i));
    let first = taxes.next()?;
    taxes.all(|taxe| taxe == first).then_some(first)
}

/// « HT », « H.T. », « hors taxes », « TTC », « toutes taxes comprises ».
pub(super) fn tax_at(tokens: &[Token], at: usize) -> Option<Taxe> {
    let token = &tokens[at];
    let letters = |letters: &[&str]| {
        letters.iter().enumerate().all(|(i, letter)| {
            tokens.get(at + 2 * i).is_some_and(|t| t.is_word(&[letter]))
                && (i == 0 || tokens[at + 2 * i - 1].is_mark(&['.']))
        })
    };
    let next = |words: &[&str]| tokens.get(at + 1).is_some_and(|token| token.is_word(words));
    let plus = at > 0 && tokens[at - 1].is_mark(&['+']);
    // « sans la TVA », « avec TVA »
    let vat =
        next(&["tva"]) || next(&["la"]) && tokens.get(at + 2).is_some_and(|token| token.is_word(&["tva"]));
    if token.is_word(&["ht"])
        || (token.is_word(&["tva"]) && plus)
        || letters(&["h", "t"])
        || (token.is_word(&["hors"]) && next(&["taxe", "taxes", "tva"]))
        || (token.is_word(&["sans"]) && vat)
    {
        Some(Taxe::Ht)
    } else if token.is_word(&["ttc"])
        || letters(&["t", "t", "c"])
        || (token.is_word(&["toutes"]) && next(&["taxes"]))
        || (token.is_word(&["avec"]) && vat)
        || (token.is_word(&["tva", "taxe", "taxes"])
            && next(&["comprise", "comprises", "incluse", "incluses"]))
    {
        Some(Taxe::Ttc)
    } else {
        None
    }
}

/// « 1 800 € HT ou TTC »: of the one sum, nobody says which.
pub fn is_of_either_tax(tokens: &[Token]) -> bool {
    let between = |token: &Token| token.is_word(&["ou"]) || token.is_mark(&['/']);
    quantities(tokens).len() == 1
        && tokens.iter().filter(|token| token.is_in("ht ttc")).count() == 2
        && tokens
            .windows(3)
            .any(|three| three[0].is_in("ht ttc") && between(&three[1]) && three[2].is_in("ht ttc"))
}

/// The tax that is said of each sum, where they stand.
pub(super) fn of_each(tokens: &[Token], sums: &[Range<usize>]) -> Vec<Option<Taxe>> {
    let between = |from: usize, to: usize| (from..to).filter_map(|at| Some((at, tax_at(tokens, at)?)));
    let ends = |rank: usize| rank.checked_sub(1).and_then(|before| sums.get(before)).map_or(0, |sum| sum.end);
    let before = |rank: usize| between(ends(rank), sums[rank].start).next_back().map(|(_, taxe)| taxe);
    let ranks = || 0..sums.len();
    // « HT 1 200, TTC 1 440 »: each behind its own.
    if ranks().all(|rank| between(ends(rank), sums[rank].start).count() == 1) && sums.len() > 1 {
        return ranks().map(before).collect();
    }
    let after = |rank: usize| {
        let end = sums[rank].end;
        let until = sums.get(rank + 1).map_or(tokens.len(), |next| next.start);
        let (at, taxe) = between(end, until).next()?;
        // « j'ai le TTC, 2 040 €, je vous envoie le HT »: past the end of what is said of the sum.
        let beside = at <= end + 1 || !tokens[end..at].iter().any(|token| token.is_mark(&[',', '.', ';']));
        Some(taxe).filter(|_| beside || before(rank).is_none())
    };
    ranks().map(|rank| after(rank).or_else(|| before(rank).filter(|_| sums.len() == 1))).collect()
}
