//! A question answered by its own words: « Nous ne demandons pas le remboursement des frais annexes », « il est mineur ».

use std::sync::LazyLock;

use regex::Regex;

use super::super::identite::pattern;
use super::super::lex::listed;
use super::super::{fold, words as fold_words};
use super::etiquette::{Etiquettes, common};
use super::portail::Sujet;

/// Longest sentence that is one, in words.
const LONGEST: usize = 40;
/// Letters by which forms of a verb are told to be of one: « demandez », « demandons ».
const STEM: usize = 4;

/// What a text answers of a question of yes or no by its own words.
pub(super) struct Echo<'t> {
    pub n: u32,
    pub oui: bool,
    /// The first sentence that does.
    pub phrase: &'t str,
}

/// The questions of yes or no that a text answers by their own words. Those it answers both ways are left out.
pub(super) fn echos<'t>(text: &'t str, labels: &Etiquettes) -> Vec<Echo<'t>> {
    let mut out = Vec::new();
    let all: Vec<(u32, &str, &[String])> = labels.yes_or_no().collect();
    for &(n, verb, asked) in &all {
        let others = |word: &String| all.iter().any(|(other, _, asked)| *other != n && asked.contains(word));
        let own: Vec<&String> = asked.iter().filter(|word| !others(word) && !listed(SHARED, word)).collect();
        let sujet = labels.sujet(n);
        let answer = |phrase: &'t str| {
            let of_portal = sujet.and_then(|sujet| sujet.said(phrase));
            let oui = of_portal
                .or_else(|| answer(phrase, verb, asked))
                .or_else(|| agreed(phrase, &own))
                .or_else(|| {
                    (phrase.split(',').any(|part| labels.is_none_of(n, part)) && !is_labelled(text, phrase))
                        .then_some(false)
                })?;
            Some(Echo { n, oui, phrase })
        };
        let before = named_before(text, &own).map(|oui| Echo { n, oui, phrase: "" });
        let mut said = sentences(text).filter_map(answer).chain(before);
        if let Some(first) = said.next()
            && said.all(|other| other.oui == first.oui)
            && (first.oui || sujet != Some(Sujet::Evaluation) || !affirms_another(text))
        {
            out.push(first);
        }
    }
    out
}

/// « Pas d'accompagnement mais un positionnement d'1 h »: one of the three is denied, another is not.
fn affirms_another(text: &str) -> bool {
    const PARTS: &str =
        "evaluation evaluations positionnement positionnements accompagnement accompagnements";
    let clauses = text.split([',', ';', '.', '!', '?', '\n', ':']).flat_map(|part| part.split(" mais "));
    clauses.map(fold).any(|clause| {
        let has = |list: &str| clause.split(' ').any(|word| listed(list, word));
        has(PARTS) && !has("pas ni aucun aucune sans non rien")
    })
}

/// « Livraison du pain : pas de frais »: of what the label says.
fn is_labelled(text: &str, phrase: &str) -> bool {
    text.find(phrase).is_some_and(|at| text[..at].trim_end().ends_with(':'))
}

/// What many questions are about, as [`common`] writes it.
const SHARED: &str = "lieu formation stagiaire besoin organisme entreprise dossier demande appel";

/// « Oui, je souhaite le remboursement », « Pour le règlement oui, directement à eux »: yes or no, then what only this
/// question is about.
fn agreed(sentence: &str, own: &[&String]) -> Option<bool> {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:et|alors|donc|bonjour|bonsoir) )*(?:pour ((?:[a-z]+ ){1,4}))?(oui|non)(?: (?:merci|bien sur|volontiers))? (.+)$",
        )
    });
    let folded = fold(sentence);
    let found = SAID.captures(&folded)?;
    // « Pour la subrogation oui, pour les frais annexes non »: each is about what stands before it.
    let what = found.get(1).map_or(&*folded, |lead| lead.as_str());
    let after: Vec<String> = what.split(' ').map(common).collect();
    let about = own.iter().any(|word| after.iter().any(|said| is_of_family(said, word)));
    // « Oui mais seulement … », « Non je ne sais pas »
    let said = &found[3];
    let plain = !said.split(' ').take(4).any(|word| listed("si mais sais seulement sauf", word))
        && !said.contains("peut etre");
    (about && plain && after.len() <= LONGEST && !sentence.trim_end().ends_with('?'))
        .then(|| &found[2] == "oui")
}

/// « … pour les frais annexes non », « côté subrogation, oui »: what is named before a yes or a no that ends its clause.
fn named_before(text: &str, own: &[&String]) -> Option<bool> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:pour|concernant|côté) (?:(?:la|le|les) |l['’])?([\p{L} ]{3,30}?),? (?:c['’]est )?(oui|non) ?(?:[.,;!\n]|$|et pour\b)",
        )
    });
    let mut said = NAMED.captures_iter(text).filter_map(|found| {
        let words: Vec<String> = fold(&found[1]).split(' ').map(common).collect();
        let about = own.iter().any(|word| words.iter().any(|said| is_of_family(said, word)));
        about.then(|| fold(&found[2]) == "oui")
    });
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// « certification » and « certifiante », « évaluer » and « évaluation »: long words with the same beginning.
fn is_of_family(said: &str, asked: &str) -> bool {
    const ROOT: usize = 6;
    said == asked || said.len() > ROOT && asked.len() > ROOT && said.get(..ROOT) == asked.get(..ROOT)
}

/// Sentences, and what « …, et oui … » begins within one.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', ';', '\n', ':']).flat_map(|sentence| {
        let and = ["et oui ", "et non "].iter().find_map(|and| sentence.find(and)).filter(|at| *at > 0);
        [Some(sentence), and.and_then(|at| sentence.get(at..))].into_iter().flatten()
    })
}

fn answer(sentence: &str, verb: &str, asked: &[String]) -> Option<bool> {
    // A doubt, a condition, what others ask or do.
    const UNSURE: &str = "si peut etre sais sait savons doute ou faut dois doit quand comment vous verrai verrons voir depend seulement uniquement \
        que qu quoi encore";
    const DENIALS: &str = "pas plus aucun aucune jamais ni sans rien";
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
    let said = |wanted: &&String| words.iter().any(|word| is_of_family(&common(word), wanted));
    // Most of what is asked for is said.
    if asked.iter().filter(said).count() * 3 < asked.len() * 2 {
        return None;
    }
    // « Je veux bien un hôtel, par contre pas besoin de repas »: denied where it is spoken of.
    let about = |clause: &str| {
        let folded = fold(clause);
        let of = |wanted: &&String| folded.split(' ').any(|word| is_of_family(&common(word), wanted));
        let own = || asked.iter().filter(|word| !listed(SHARED, word));
        if own().next().is_some() {
            own().any(|wanted| of(&wanted))
        } else {
            asked.iter().any(|wanted| of(&wanted))
        }
    };
    let clauses = || sentence.split([',', ';', '(']).flat_map(|part| part.split(" mais "));
    let asks = |clause: &str| {
        verb.len() >= STEM && fold(clause).split(' ').any(|word| word.get(..STEM) == verb.get(..STEM))
    };
    let mut spoken = clauses().filter(|clause| about(clause) || asks(clause)).flat_map(fold_words);
    let denied = spoken.any(|word| listed(DENIALS, &word));
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
        // « Merci de régler le centre directement »
        None if folded.starts_with("merci de ") => Some(!denied),
        // « Oui, merci de payer directement l'organisme »
        None if listed("oui non", words[0]) => Some(words[0] == "oui"),
        // « Pas de remboursement de frais annexes »
        None => (words.len() <= 12 && listed("pas aucun aucune sans ni", words[0])).then_some(false),
    }
}
