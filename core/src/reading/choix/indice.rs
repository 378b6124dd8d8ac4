//! A word that one label alone holds, in a short answer: « la mensuelle » for « Facturation mensuelle ».

use super::denie::{is_negated, is_of_another};
use super::noms::Nomme;
use super::proche::stem;
use crate::reading::lex::{listed, tokens};
use crate::reading::phrase::{is_hedged, is_unsure};

/// Words of an answer that say something, at most: beyond, something else is told.
const MOST_WORDS: usize = 5;
/// Letters of a word that says something.
const SHORTEST: usize = 4;
/// Words that say nothing of which one.
const SMALL: &str = "avec pour dans chez cette votre notre leur leurs nous vous elle elles sera serait faire fait veux voudrais prends prend plus \
    moins tout tous toute toutes merci bonjour bonsoir alors donc plutot sans hesiter dabord abord aussi bien juste seulement uniquement mettez mets \
    ouii oui mais comme celle celui option choix reponse dossier preciser precisez";
/// Words that part a label from others of its kind, listed or not.
const PARTS: &str = "qualifie qualifiee specialise specialisee superieur superieure salarie salariee independant independante autre autres";

/// The option that a word of an answer, folded, names.
pub(super) fn told_by_a_word<'a>(options: &'a [Nomme<'a>], phrase: &str) -> Option<&'a Nomme<'a>> {
    let lexed = tokens(phrase);
    let other = |option: &Nomme| {
        matches!(option.label(), "autre" | "autres") || option.label().starts_with("autre chose")
    };
    if is_negated(phrase)
        || is_unsure(&lexed)
        || is_hedged(&lexed)
        || phrase.split(' ').any(|word| listed("ou sauf sans non", word))
        || phrase.bytes().any(|byte| byte.is_ascii_digit())
        || options.iter().any(other)
    {
        return None;
    }
    let says = |word: &&str| {
        word.len() >= SHORTEST && !listed(SMALL, word) && !word.bytes().any(|byte| byte.is_ascii_digit())
    };
    let stems = |text: &str| text.split(' ').filter(says).map(stem).collect::<Vec<_>>();
    let said = stems(phrase);
    if said.is_empty() || said.len() > MOST_WORDS {
        return None;
    }
    let labels: Vec<Vec<String>> = options.iter().map(|option| stems(option.label())).collect();
    let is_of_one = |stem: &String| labels.iter().filter(|label| label.contains(stem)).count() == 1;
    let mut told = options
        .iter()
        .zip(&labels)
        .filter(|(_, label)| label.iter().any(|stem| is_of_one(stem) && said.contains(stem)));
    let ((option, own), None) = (told.next()?, told.next()) else { return None };
    // « secteur privé » is no « Secteur public »: all that is said is of the label, and more than its first word, which others of its
    // kind may share. « Relire le dossier » goes on to say what.
    let first = option.label().split(' ').next().unwrap_or_default();
    let acts =
        option.label().split(' ').nth(1).is_none_or(|next| listed("le la les l de du d des un une", next));
    let more = said.iter().any(|said| *said != stem(first));
    if !said.iter().all(|said| own.contains(said)) || !acts && !more {
        return None;
    }
    let parts = |word: &str| listed(PARTS, word) || word.bytes().any(|byte| byte.is_ascii_digit());
    let parted =
        option.label().split(' ').any(|word| parts(word) && !phrase.split(' ').any(|said| said == word));
    // « proche du centre », « les compétences de mon salarié »: what is of something else.
    let words: Vec<&str> = phrase.split(' ').collect();
    let governs = |pair: &[&str]| {
        says(&pair[0])
            && is_of_one(&stem(pair[0]))
            && listed("de du d des", pair[1])
            && !option.label().contains(&pair.join(" "))
    };
    (!parted && !is_of_another(option, phrase) && !words.windows(2).any(governs)).then_some(option)
}
