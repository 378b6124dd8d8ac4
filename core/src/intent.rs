//! What is meant by words that are not an answer: a choice of the card, a field to change.

use crate::catalogue::Commande;
use crate::conversation::CarteChoice;
use crate::dossier::Chemin;
use crate::message::Action;
use crate::parcours::Parcours;
use crate::reading::{fold, words};

/// The choice of the card that these words name: its number among the numbered ones, or its label.
pub fn choice<'c>(text: &str, choices: &'c [CarteChoice]) -> Option<&'c Action> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return None;
    }
    if let Some(number) = number(&wanted) {
        return choices.iter().filter(|choice| choice.numbered).nth(number - 1).map(|choice| &choice.action);
    }
    // « oui ? » asks; it does not choose.
    let asks = |text: &str| text.trim_end().ends_with('?');
    let mut named =
        choices.iter().filter(|choice| fold(&choice.label) == wanted && (!asks(text) || asks(&choice.label)));
    let first = named.next()?;
    named.next().is_none().then_some(&first.action)
}

/// A bare yes or no, the whole text: where one word sends, cancels or removes, a sentence that has it is not enough.
pub fn bare_yes_no(text: &str) -> Option<bool> {
    const FILLERS: [&str; 6] = ["merci", "svp", "s il vous plait", "s il te plait", "bien sur", "oui"];
    const YES: [&str; 10] = [
        "oui",
        "ouais",
        "yes",
        "ok",
        "d accord",
        "je confirme",
        "c est bon",
        "tout a fait",
        "absolument",
        "exactement",
    ];
    const NO: [&str; 9] = [
        "non",
        "nan",
        "no",
        "pas encore",
        "pas maintenant",
        "pas tout de suite",
        "surtout pas",
        "pas du tout",
        "stop",
    ];
    if text.contains('?') {
        return None;
    }
    let said = fold(text);
    let bare = |word: &str| {
        said == word
            || FILLERS
                .iter()
                .any(|filler| said == format!("{word} {filler}") || said == format!("{filler} {word}"))
    };
    if NO.iter().any(|no| bare(no)) {
        return Some(false);
    }
    YES.iter().any(|yes| bare(yes)).then_some(true)
}

/// « 2 », « le 2 », « n° 2 », « numéro 2 ».
fn number(folded: &str) -> Option<usize> {
    let mut digits = folded;
    for prefix in ["le ", "la ", "n ", "no ", "numero ", "le numero ", "choix "] {
        digits = digits.strip_prefix(prefix).unwrap_or(digits);
    }
    // « 000042 » is the end of a « Numéro Dossier ».
    if digits.starts_with('0') {
        return None;
    }
    digits.parse().ok().filter(|number| (1..=999).contains(number))
}

/// What « /aide délai » or « aide pièces » is about.
pub fn help_about(text: &str) -> Option<&str> {
    let (first, rest) =
        text.trim().trim_start_matches('/').split_once(|c: char| c.is_whitespace() || c == ':')?;
    let asks = fold(first.split('@').next().unwrap_or_default()) == "aide";
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == ':');
    (asks && !fold(rest).is_empty()).then_some(rest)
}

/// A question to the assistant: it ends with a question mark, or begins as questions do.
pub fn is_question(text: &str) -> bool {
    const BEGINNINGS: [&str; 16] = [
        "comment",
        "quand",
        "pourquoi",
        "qu est ce",
        "c est quoi",
        "c koi",
        "est ce que",
        "ou est",
        "ou en est",
        "ou trouver",
        "combien",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "ca veut dire quoi",
    ];
    let folded = fold(text);
    let begins = |start: &&str| folded.strip_prefix(*start).is_some_and(|rest| rest.starts_with(' '));
    folded.contains(' ') && (text.trim_end().ends_with('?') || BEGINNINGS.iter().any(begins))
}

/// A command that means itself even where any text is an answer (the title of a training may be « Accueil »).
pub fn stands_in_text(commande: Commande) -> bool {
    matches!(
        commande,
        Commande::Retour
            | Commande::Passer
            | Commande::Aide
            | Commande::AQuoiCaSert
            | Commande::Support
            | Commande::Annuler
            | Commande::Recap
            | Commande::Reprendre
            | Commande::Nouvelle
    )
}

const VERBS: [&str; 5] = ["modifier", "changer", "corriger", "modifie", "change"];
const SMALL: [&str; 10] = ["le", "la", "les", "l", "de", "du", "des", "d", "un", "une"];

/// « changer de dispositif ».
pub fn other_dispositif(text: &str) -> bool {
    let all = words(text);
    let Some((verb, rest)) = all.split_first() else { return false };
    let mut rest = rest.iter().filter(|word| !SMALL.contains(&word.as_str()));
    VERBS.contains(&verb.as_str())
        && rest.next().is_some_and(|word| word == "dispositif")
        && rest.next().is_none()
}

/// The field that « modifier la date de fin » speaks of, when it can only be one.
pub fn field(text: &str, parcours: Parcours<'_>) -> Option<Chemin> {
    let all = words(text);
    let (verb, rest) = all.split_first()?;
    let rest: Vec<&String> = rest.iter().filter(|word| !SMALL.contains(&word.as_str())).collect();
    if !VERBS.contains(&verb.as_str()) || rest.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    for etape in &parcours.dispositif.etapes {
        for element in parcours.elements(etape) {
            for champ in parcours.open_champs(etape, Some(element)) {
                let label = words(&champ.libelle);
                if rest.iter().all(|word| label.contains(word)) {
                    found.push(Chemin {
                        etape: etape.cle.clone(),
                        element: element.id,
                        champ: champ.cle.clone(),
                    });
                }
            }
        }
    }
    match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::bare_yes_no;

    #[test]
    fn only_a_bare_word_confirms() {
        for yes in ["oui", "Oui !", "oui merci", "OK", "je confirme", "oui, s'il vous plaît", "oui oui"] {
            assert_eq!(bare_yes_no(yes), Some(true), "{yes}");
        }
        for no in ["non", "Non merci", "pas encore", "surtout pas"] {
            assert_eq!(bare_yes_no(no), Some(false), "{no}");
        }
        for neither in [
            "je veux bien modifier la date",
            "ok mais attendez",
            "c'est vrai que la date est fausse",
            "parfait sauf la date",
            "vérifie si la date est bonne",
            "oui ?",
            "Awa N'Diaye",
            "Ali Si Ahmed",
            "Jean Non",
        ] {
            assert_eq!(bare_yes_no(neither), None, "{neither}");
        }
    }
}
