//! « on m'avait dit 1350 mais c'est 1290 »: what stands after « mais », and takes back what stands before it.

use super::has_substance;
use crate::reading::lex::{Kind, Token, Words};

/// Whether what stands before « mais » is no more, and what stands after it is all there is.
pub(super) fn holds(before: &[Token], after: &[Token]) -> bool {
    was_said(before) && has_substance(before) && is_said_alone(after) && is_of_a_kind(before, after)
        || are_people(before) && only_some_go(after)
}

/// « j'avais mis », « on m'avait annoncé »: before something else was known.
fn was_said(tokens: &[Token]) -> bool {
    let had = tokens.iter().position(|token| token.is_in("avais avait avions avaient ai a"));
    had.is_some_and(|had| {
        tokens[had + 1..].iter().take(2).any(|token| {
            token.is_in("dit mis note ecrit indique annonce donne prevu propose marque compte parle")
        })
    })
}

static UNITS: Words = Words::new(
    "euro euros eur ht ttc h heure heures min minutes km kilometre kilometres nuit nuits repas personne personnes",
);

/// « 2 nuits mais c'est 3 repas », « 1200 € mais ce sera le 14 » are of two kinds.
fn is_of_a_kind(before: &[Token], after: &[Token]) -> bool {
    let units = |tokens: &[Token]| -> Vec<String> {
        let own = tokens.iter().filter(|token| token.is_in(&UNITS)).filter_map(Token::word);
        own.map(|word| word.trim_end_matches('s').to_owned()).collect()
    };
    let day = |tokens: &[Token]| {
        tokens.windows(2).any(|pair| pair[0].is_word(&["le"]) && has_substance(&pair[1..]))
    };
    let (said, stands) = (units(before), units(after));
    let shared = said.is_empty() || stands.is_empty() || stands.iter().any(|unit| said.contains(unit));
    shared && (!day(after) || day(before))
}

/// « c'est 1290 € », « le devis dit 1040 », « le 14 »: a value and no more. « ils demandent 300 d'acompte » is of another.
fn is_said_alone(tokens: &[Token]) -> bool {
    static LEADS: Words = Words::new(
        "c ce ca est sera fait finalement bien en maintenant sur le la l de du a au dit indique annonce affiche devis convention \
        programme session formation stage date prix tarif cout montant total duree",
    );
    let is_value = |token: &Token| has_substance(std::slice::from_ref(token));
    let Some(at) = tokens.iter().position(is_value) else { return false };
    let unit = |token: &Token| match &token.kind {
        Kind::Word(word) => token.is_in(&UNITS) || word == "donc",
        _ => true,
    };
    tokens[..at].iter().all(|token| token.is_in(&LEADS) || token.is_mark(&['\'', ',', ':']))
        && tokens[at..].iter().all(|token| is_value(token) || unit(token))
}

/// « nous sommes 6 au salon »
fn are_people(tokens: &[Token]) -> bool {
    tokens.windows(3).any(|three| {
        let we = three[0].is_word(&["on"]) && three[1].is_in("est sera")
            || three[0].is_word(&["nous"]) && three[1].is_in("sommes serons");
        we && three[2].is_number()
    })
}

/// « seulement 2 partent »
fn only_some_go(tokens: &[Token]) -> bool {
    let [only, count, go, ..] = tokens else { return false };
    only.is_in("seulement uniquement")
        && count.is_number()
        && go.is_in(
            "partent partiront viennent viendront vont iront participent participeront suivent suivront",
        )
}
