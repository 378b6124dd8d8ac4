//! What our letter says it knows already, below a question or behind it: no answer of hers.

use super::super::fold;
use super::super::lex::listed;
use super::ligne::begins_with;

/// « (valeur enregistrée : 14 h) », « Actuellement : Excel », « Selon le devis : 980 € », « vous aviez indiqué 2 »: what is known
/// already. Of a line in brackets, all is ours; so is what words lead to that are no question's and do not say « réponse ».
pub(super) fn tells_what_is_known(line: &str) -> bool {
    const KNOWN: [&str; 13] = [
        "valeur",
        "actuel",
        "enregistr",
        "deja",
        "saisi",
        "rempli",
        "renseign",
        "preced",
        "defaut",
        "connu",
        "rappel",
        "declar",
        "dossier",
    ];
    const TOLD: [&str; 6] =
        ["vous aviez ", "vous avez ", "nous avons ", "nous avions ", "a confirmer", "a verifier"];
    let line = line.trim();
    let brackets = [('(', ')'), ('[', ']')];
    if brackets.iter().any(|(open, close)| line.starts_with(*open) && line.ends_with(*close)) {
        return true;
    }
    let folded = fold(line);
    if begins_with(&folded, &TOLD) {
        return true;
    }
    let is_known = |word: &str| KNOWN.iter().any(|known| word.starts_with(known));
    // « 14 h (à confirmer) », « Actuellement 14 h »
    let noted = line.rsplit_once('(').filter(|_| line.ends_with(')')).is_some_and(|(_, noted)| {
        let noted = fold(noted);
        noted.split(' ').any(|word| is_known(word) || listed("confirmer verifier", word))
    });
    let begins = folded.split(' ').take(2).any(is_known) || folded.starts_with("il est ");
    if noted || begins {
        return true;
    }
    let Some((label, said)) = line.split_once(':') else { return false };
    let bare =
        label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '\u{a0}' | '.'));
    let label = fold(label);
    let words: Vec<&str> = label.split(' ').filter(|word| !word.is_empty()).collect();
    let known = words.iter().any(|word| is_known(word));
    let hers = words.iter().take(2).any(|word| listed("reponse reponses rep r re moi ma mon mes", word));
    !said.trim().is_empty()
        && !said.starts_with('/')
        && (1..=6).contains(&words.len())
        && (known || bare && !hers)
}
