//! A question answered by its own words: « Nous ne demandons pas le remboursement des frais annexes », « il est mineur ».

use super::super::fold;
use super::super::lex::listed;
use super::etiquette::{Etiquettes, common};

/// Longest sentence that is one, in words.
const LONGEST: usize = 40;
/// Letters by which forms of a verb are told to be of one: « demandez », « demandons ».
const STEM: usize = 4;

/// The questions of yes or no that a text answers by their own words. Those it answers both ways are left out.
pub(super) fn echos(text: &str, labels: &Etiquettes) -> Vec<(u32, bool)> {
    let mut out = Vec::new();
    for (n, verb, asked) in labels.yes_or_no() {
        let mut said = sentences(text).filter_map(|sentence| answer(sentence, verb, asked));
        if let Some(first) = said.next()
            && said.all(|other| other == first)
        {
            out.push((n, first));
        }
    }
    out
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', ';', '\n', ':'])
}

fn answer(sentence: &str, verb: &str, asked: &[String]) -> Option<bool> {
    // A doubt, a condition, what others ask or do.
    const UNSURE: &str = "si peut etre sais sait savons doute ou faut dois doit quand comment vous verrai verrons voir depend seulement uniquement \
        que qu quoi encore";
    const DENIALS: &str = "pas plus aucun aucune jamais ni sans";
    let folded = fold(sentence);
    // « Et oui l'OPCO peut payer l'organisme directement »
    let led = ["et ", "alors ", "donc "].iter().find_map(|lead| folded.strip_prefix(lead));
    let words: Vec<&str> = led.unwrap_or(&folded).split(' ').collect();
    if words.len() > LONGEST
        || sentence.trim_end().ends_with('?')
        || words.iter().any(|word| listed(UNSURE, word))
    {
        return None;
    }
    let said = |wanted: &&String| words.iter().any(|word| common(word) == **wanted);
    // « Oui sur le temps de travail »: what tells the question from others.
    let agreed = listed("oui non", words[0]) && words.len() <= 12;
    let about = |word: &&String| !listed("lieu formation stagiaire besoin", word);
    let missed = asked.iter().filter(about).filter(|word| !said(word)).count();
    if agreed && missed == 0 && asked.iter().any(|word| about(&word)) {
        return Some(words[0] == "oui");
    }
    // Most of what is asked for is said.
    if asked.iter().filter(said).count() * 3 < asked.len() * 2 {
        return None;
    }
    let denied = words.iter().any(|word| listed(DENIALS, word));
    let is_verb = |word: &&str| {
        if verb == "est" {
            listed("est sont sera seront suis", word)
        } else {
            word.get(..STEM) == verb.get(..STEM)
        }
    };
    let at = words.iter().position(is_verb);
    match at {
        Some(_) => Some(!denied),
        // « Oui, merci de payer directement l'organisme »
        None if listed("oui non", words[0]) => Some(words[0] == "oui"),
        // « Pas de remboursement de frais annexes »
        None => (words.len() <= 12 && listed("pas aucun aucune sans ni", words[0])).then_some(false),
    }
}
