//! What a sentence that says something anew is about.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::phrase::Phrase;
use crate::reading::identite::pattern;
use crate::reading::lex::{List, Words, listed};
use crate::reading::prenoms::is_first_name;
use crate::reading::{fold, has_words};

/// What a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objet {
    /// What the message answers.
    Reponse,
    /// Another training, somebody else, what may be: whether it is an answer, she is asked.
    Autre,
    /// The journey, the papers: no answer.
    Etranger,
}

static ETRANGERS: Words = Words::new(
    "train trains hotel gare billet avion trajet facture factures vacances conges absente absent copie convention collegue comptable \
     comptabilite appelez appeler envoyez envoyer envoie renvoie repondre repondu reponse reponde retard delai arrive pars rentre signe signee \
     joint aurez",
);
static AUTRES: Words = Words::new(
    "autre autres apprenti apprentie vendeuse vendeur salarie salariee patron patronne site demande dossier si dernier derniere an sinon",
);

/// The journey, the papers, others: a text, folded, that speaks of these says hardly what an answer is.
pub fn speaks_of_others(folded: &str) -> bool {
    without_call(folded).split(' ').any(|word| ETRANGERS.has(word) || is_another(word))
}

/// Without « ils viennent de m'appeler »: how it is known, folded.
fn without_call(folded: &str) -> Cow<'_, str> {
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:ils|elles|il|elle|on|le centre|l organisme|la formatrice|le formateur) (?:viennent|vient|m ont|m a|nous ont|nous a) (?:juste )?(?:de (?:m |me |nous )?)?(?:r?appeler?|prevenir|prevenue?|telephoner|telephone)\b",
        )
    });
    CALLED.replace(folded, "")
}

/// « vendeuses », « Julie »
fn is_another(word: &str) -> bool {
    let one = word.strip_suffix('s').filter(|one| one.len() > 3).unwrap_or(word);
    AUTRES.has(word) || AUTRES.has(one) || is_first_name(word)
}

impl Phrase<'_> {
    pub fn objet(&self) -> Objet {
        let without_addresses = self.said.split_whitespace().filter(|word| !word.contains('@'));
        let folded = fold(&without_addresses.collect::<Vec<_>>().join(" "));
        let folded = without_call(&folded);
        let words = || folded.split(' ');
        // « Finalement 2 nuits d'hôtel » answers.
        let takes = words().any(|word| listed("nuit nuits repas", word));
        // « ils seront trois, mon neveu vient aussi », « 3, j'oubliais Manon »: who comes is counted.
        let comes = words().any(|word| listed("vient viennent viendra viendront", word));
        let counts = words().any(|word| word.starts_with("oubli"))
            || comes && (has_words(&folded, "aussi") || has_words(&folded, "s inscrire"));
        if self.is_yes_or_no() || self.is_no_good() || self.is_moved() {
            Objet::Reponse
        } else if !takes && words().any(|word| ETRANGERS.has(word)) {
            Objet::Etranger
        } else if words().any(is_another) && !counts && !has_words(&folded, "en fait si") {
            Objet::Autre
        } else {
            Objet::Reponse
        }
    }
}
