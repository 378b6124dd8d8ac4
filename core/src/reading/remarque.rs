//! A value that stands in front, and a sentence behind it that only says more: « samedi 23 janvier. On est fermé le samedi ».

use super::date::{is_article, is_date_word, is_month, is_numeral};
use super::lex::{Kind, Token, Words, tokens};
use super::phrase::{is_approximate, is_bound, is_hedged, is_unsure};

/// What takes back the sentence beside it, or says that it is not so.
static TAKES_BACK: Words = Words::new("ou sinon mais non annule annulee annules attente");
/// What a sentence may say of the value in another: « C'est le prix par jour. 300 € ».
static BEARS_ON: Words = Words::new("par chacun chacune chaque ht ttc tva taxe taxes total moins plus");
/// What says itself when a training is, how long and how much: « La formation dure 14 h ».
static TRAININGS: Words = Words::new("formation stage module session cours");
static DOES: Words = Words::new("dure finit termine coute durera coutera");
static BEGINS: Words = Words::new("demarre commence debute demarrera commencera debutera");
/// Sentences that somebody writes around an answer.
const MOST_SENTENCES: usize = 8;

/// The only sentence that speaks of a day or a number, where the others are asides: « Désolée, je ne touche pas terre !
/// La formation démarre le 8 mars. »
pub fn only_sentence(text: &str) -> Option<&str> {
    const ENDS: [char; 5] = ['.', '!', '?', ';', '…'];
    // Most answers are one.
    if !text.trim_end().trim_end_matches(ENDS).contains(|c| c == '\n' || ENDS.contains(&c)) {
        return None;
    }
    let tokens = tokens(text);
    let ends = |at: usize| {
        tokens[at].kind == Kind::Newline
            || tokens[at].is_mark(&ENDS) && tokens.get(at + 1).is_none_or(|next| next.spaced)
    };
    let mut sentences: Vec<&[Token]> = Vec::new();
    let mut from = 0;
    for at in (0..tokens.len()).filter(|at| ends(*at)).chain([tokens.len()]) {
        let sentence = &tokens[from..tokens.len().min(at + 1)];
        if sentence.iter().any(|token| token.word().is_some() || token.is_number()) {
            sentences.push(sentence);
        }
        from = at + 1;
    }
    let tells = |sentence: &&[Token]| {
        sentence
            .iter()
            .any(|token| is_numeral(token) && !is_article(token) || token.word().is_some_and(is_date_word))
    };
    let denies =
        |sentence: &[Token]| sentence.iter().any(|token| token.is_in("pas ne n jamais aucun aucune rien"));
    let (telling, others): (Vec<&[Token]>, Vec<&[Token]>) = sentences.into_iter().partition(tells);
    let ([sentence], 1..=MOST_SENTENCES) = (&telling[..], others.len()) else { return None };
    // « Je n'ai pas le détail. Le devis fait 2 pages. »: beside a denial it says itself what it tells.
    let has = |words: &Words| sentence.iter().any(|token| token.is_in(words));
    let concludes = sentence.first().is_some_and(|first| first.is_in("donc bref voila"));
    let plain = concludes || has(&BEGINS) || has(&TRAININGS) && has(&DOES);
    let aside = |sentence: &&[Token]| {
        let heeded = |token: &Token| token.is_in(&TAKES_BACK) || token.is_in(&BEARS_ON);
        let doubtful =
            is_unsure(sentence) || is_hedged(sentence) || is_bound(sentence) || is_approximate(sentence);
        !doubtful && !sentence.iter().any(heeded) && (plain || !denies(sentence))
    };
    let (first, last) = (sentence.first()?, sentence.last()?);
    others.iter().all(aside).then(|| text.get(first.start..last.end)).flatten()
}

/// Words of a sentence; with fewer, what follows may be a part of the value (« le 3 mars, environ »).
const FEWEST: usize = 3;

/// What follows may be another value, or take this one back.
static OTHER: Words = Words::new(
    "ou soit sinon mais sauf ni si non plutot finalement pardon enfin erreur rectification correction aussi egalement puis \
    ensuite lendemain jusqu jusque environ approximativement fixe officiel officielle definitif definitive certain certaine",
);
/// Somebody or something does something: no list of days.
static SUBJECTS: Words = Words::new("je j on nous il elle ils elles c ca cela m vous");

/// What is said before the remark; `None` where nothing follows, or where what follows may change it.
pub fn before_remark(tokens: &[Token]) -> Option<&[Token]> {
    let ends = |at: &usize| {
        let next = tokens.get(*at + 1);
        tokens[*at].kind == Kind::Newline
            || tokens[*at].is_mark(&[',', '.', ';', '!', '(', '-']) && next.is_some_and(|next| next.spaced)
            || tokens[*at].is_mark(&['(']) && tokens[*at].spaced
    };
    let at = (1..tokens.len()).find(ends)?;
    let (said, remark) = (&tokens[..at], &tokens[at + 1..]);
    let words = || remark.iter().filter_map(Token::word);
    let figures = |token: &Token| is_numeral(token) && !is_article(token);
    let another =
        remark.iter().any(figures) || words().any(is_month) || remark.iter().any(|token| token.is_in(&OTHER));
    let told = !words().any(is_date_word) || remark.iter().any(|token| token.is_in(&SUBJECTS));
    (words().count() >= FEWEST && told && !another && !is_unsure(remark) && !is_hedged(remark))
        .then_some(said)
}
