//! Amounts among other words: where they stand, before they are read.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::taxes::tax_at;
use super::{CENTS, EUROS, cents_after};
use crate::dossier::Taxe;
use crate::reading::identite::pattern;
use crate::reading::lex::{Token, Words, chunks};
use crate::reading::nombre::quantities;

/// What is paid by the piece.
static UNITS: Words = Words::new(
    "h heure heures j jour jours journee pers personne personnes stagiaire stagiaires participant participants salarie salaries \
     nuit nuits nuitee repas km mois an semaine groupe unite",
);

/// An amount with its sign, in a text.
pub struct MontantEcrit {
    pub octets: Range<usize>,
    pub taxe: Option<Taxe>,
    /// « par personne », « de l'heure »: a part of something.
    pub share: bool,
}

/// The amounts of a text: numbers with a euro sign, or « HT » or « TTC ».
pub fn written_amounts(text: &str) -> Vec<MontantEcrit> {
    let mut out = Vec::new();
    for tokens in chunks(text) {
        let found = quantities(&tokens);
        let mut i = 0;
        while i < found.len() {
            let quantity = &found[i];
            let next = found.get(i + 1);
            i += 1;
            let is_euro =
                |at: usize| tokens.get(at).is_some_and(|token| token.is_mark(&['€']) || token.is_in(EUROS));
            // « la 1è session », « lot A1e » tell no sum.
            let rank = tokens.get(quantity.end).is_some_and(|token| {
                let written = text.get(token.start..token.end).unwrap_or_default();
                let glued = quantity.start > 0 && !tokens[quantity.start].spaced;
                let code = glued && tokens[quantity.start - 1].word().is_some();
                token.is_word(&["e"]) && (code || !written.is_ascii())
            });
            if rank {
                continue;
            }
            // « € 890 »; in « 890 € 7 », the sign is of the first.
            let before = quantity.start > 0
                && tokens[quantity.start - 1].is_mark(&['€'])
                && !(quantity.start > 1 && tokens[quantity.start - 2].is_number());
            let mut end = quantity.end;
            if is_euro(end) {
                end += 1;
                if let Some(next) = next
                    && cents_after(&tokens, quantity.end, next).is_some()
                {
                    end = next.end + usize::from(tokens.get(next.end).is_some_and(|t| t.is_word(&CENTS)));
                    i += 1;
                }
            }
            // « TTC 1020. HT 850. »: before the figures, and after nothing that has it already.
            // « le HT c'est 1 250 », « 1 500 c'est TTC »
            let led =
                quantity.start.checked_sub(3).filter(|&at| is_said(&tokens, at)).unwrap_or(quantity.start);
            let sign = led.checked_sub(1).filter(|&at| tokens[at].is_word(&["ht", "ttc"]));
            let sign = sign.filter(|&at| {
                at == 0
                    || !(tokens[at - 1].is_number() || tokens[at - 1].is_word(&["hors"]) || is_euro(at - 1))
            });
            let mut taxe = sign.and_then(|at| tax_at(&tokens, at));
            let said = if is_said(&tokens, end) { end + 3 } else { end };
            if let Some(found) = tokens.get(said).and_then(|_| tax_at(&tokens, said)).filter(|_| said > end) {
                taxe = taxe.or(Some(found));
                end = (said + tax_width(&tokens, said)).min(tokens.len());
            }
            for at in end..(end + 2).min(tokens.len()) {
                if let Some(found) = tax_at(&tokens, at)
                    && taxe.is_none()
                    && (at == end || tokens[end].is_mark(&['(', '.']))
                {
                    taxe = Some(found);
                    end = (at + tax_width(&tokens, at)).min(tokens.len());
                    break;
                }
            }
            if end == quantity.end && !before && taxe.is_none() {
                continue;
            }
            let start = quantity.start - usize::from(before);
            let share = tokens.get(end).is_some_and(|token| {
                // « 20 € / nuit »; « 980 € / Niort » is a list.
                let unit = tokens.get(end + 1).filter(|unit| unit.word().is_some());
                // « 620 € par contre » shares nothing.
                let however =
                    token.is_word(&["par"]) && unit.is_some_and(|unit| unit.is_in("contre ailleurs"));
                token.is_in("par chacun chacune chaque") && !however
                    || (token.is_mark(&['/']) && unit.is_some_and(|unit| !token.spaced || unit.is_in(&UNITS)))
            }) || (tokens.get(end).is_some_and(|token| token.is_in("de la l"))
                && tokens
                    .get(end + 1..end + 4)
                    .unwrap_or_default()
                    .iter()
                    .any(|t| t.is_in("heure nuit jour")));
            out.push(MontantEcrit { octets: tokens[start].start..tokens[end - 1].end, taxe, share });
        }
    }
    out
}

/// « c'est »
fn is_said(tokens: &[Token], at: usize) -> bool {
    let Some([it, mark, is]) = tokens.get(at..at + 3) else { return false };
    it.is_word(&["c"]) && mark.is_mark(&['\'']) && is.is_word(&["est"])
}

/// « HT » is one token, « H.T. » four, « hors taxes » two, « toutes taxes comprises » three.
fn tax_width(tokens: &[Token], at: usize) -> usize {
    match tokens[at].word() {
        Some("h") => 3,
        Some("t") => 5,
        Some("sans" | "avec") if tokens.get(at + 1).is_some_and(|token| token.is_word(&["la"])) => 3,
        Some("hors" | "tva" | "taxe" | "taxes" | "sans" | "avec") => 2,
        Some("toutes") => 3,
        _ => 1,
    }
}

/// « 2 à 65 € »: how many and the price of one, which are two answers.
pub fn count_at_price(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\s*([0-9]{1,3}) ?(?:à|x|×|\*|@) ?([0-9]{1,4}(?:[.,][0-9]{1,2})? ?(?:€|euros?))\s*$")
    });
    let found = COUNTED.captures(text)?;
    Some((found.get(1)?.range(), found.get(2)?.range()))
}
