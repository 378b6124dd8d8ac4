//! Names as they are searched: folded, each between bars, so that a pattern can ask for the start of a
//! word (`% bou%`), the start of a name (`%| bou%`) or a whole name (`%| boulangerie dupont |%`).
//! Folded text holds letters, digits and spaces only: nothing a person types can be a wildcard or a bar.

use guichet_core::annuaire::{Entite, Individu};
use guichet_core::reading::{fold, words};

/// No name has more words, nor longer ones; beyond, the rest of a text is not looked at.
const MAX_WORDS: usize = 16;
const MAX_WORD: usize = 64;
/// A SIRET is searched from this many digits on: fewer would match half the directory.
const MIN_SIRET_DIGITS: usize = 4;

fn bars<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::from("|");
    for name in names {
        let folded = fold(name);
        if !folded.is_empty() {
            text = format!("{text} {folded} |");
        }
    }
    text
}

pub(super) fn entite(entite: &Entite) -> String {
    bars([entite.raison_sociale.as_str()].into_iter().chain(entite.enseigne.as_deref()))
}

/// Both orders are a name.
pub(super) fn individu(individu: &Individu) -> String {
    let Individu { nom, prenom, .. } = individu;
    bars([format!("{nom} {prenom}").as_str(), format!("{prenom} {nom}").as_str()])
}

/// What makes two lines the same employee of a company.
pub(super) fn cle(individu: &Individu) -> String {
    match individu.matricule.as_deref().map(str::trim).filter(|matricule| !matricule.is_empty()) {
        Some(matricule) => format!("matricule {}", crate::columns::clean(matricule)),
        None => format!("nom {}|{}", fold(&individu.nom), fold(&individu.prenom)),
    }
}

/// What a text asks for, as patterns of `LIKE`.
pub(super) struct Motifs {
    /// Each must be found: the start of a word, or of the SIRET where the word can be one.
    pub words: Vec<(String, Option<String>)>,
    pub whole_name: String,
    pub start: String,
}

impl Motifs {
    /// `None` when the text holds nothing that can be searched.
    pub fn read(text: &str) -> Option<Motifs> {
        let mut words: Vec<String> =
            words(text).iter().take(MAX_WORDS).map(|word| word.chars().take(MAX_WORD).collect()).collect();
        let joined = words.concat();
        if joined.is_empty() {
            return None;
        }
        let name = words.join(" ");
        // « 732 829 320 00074 » is one number.
        if is_siret_start(&joined) {
            words = vec![joined];
        }
        let words = words
            .into_iter()
            .map(|word| (format!("% {word}%"), is_siret_start(&word).then(|| format!("{word}%"))))
            .collect();
        Some(Motifs { words, whole_name: format!("%| {name} |%"), start: format!("%| {name}%") })
    }
}

fn is_siret_start(word: &str) -> bool {
    word.len() >= MIN_SIRET_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit())
}
