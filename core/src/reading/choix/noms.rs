//! What the options are called: their labels, keys and synonyms, the parts of a label, what people call them.

use std::ops::Deref;

use super::usuels::{alone, usual};
use crate::catalogue::OptionChoix;
use crate::reading::fold;

/// An option, and its names: folded once for all that is asked of them.
#[derive(Debug, PartialEq)]
pub struct Nomme<'a> {
    option: &'a OptionChoix,
    names: Vec<String>,
    alone: &'static [&'static str],
    /// « étape 3 », « HACCP », « 2 jours »: parts of the label that tell it, alone.
    parts: Vec<String>,
}

impl<'a> Nomme<'a> {
    pub fn all(options: &'a [OptionChoix]) -> Vec<Self> {
        let named = |option| {
            let names = names(option);
            let alone = names.first().map_or(&[][..], |label| alone(label));
            Self { option, alone, parts: parts(option, &names), names }
        };
        options.iter().map(named).collect()
    }

    /// Its label, folded.
    pub fn label(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// What it is called where nothing else is said: « un an » for « 12 mois », « le midi » for « Déjeuner ».
    pub fn is_called(&self, said: &str) -> bool {
        self.alone.contains(&said) || self.parts.iter().any(|part| part == said)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

impl Deref for Nomme<'_> {
    type Target = OptionChoix;

    fn deref(&self) -> &OptionChoix {
        self.option
    }
}

/// « Étape 3 » of « Étape 3 : Saisir un stagiaire », « HACCP » of « Hygiène HACCP », « 2 jours » for « Deux jours ».
fn parts(option: &OptionChoix, names: &[String]) -> Vec<String> {
    const FIGURES: [(&str, &str); 9] = [
        ("un", "1"),
        ("deux", "2"),
        ("trois", "3"),
        ("quatre", "4"),
        ("cinq", "5"),
        ("six", "6"),
        ("sept", "7"),
        ("huit", "8"),
        ("neuf", "9"),
    ];
    let label = &option.libelle;
    let head = label.split_once(" : ").map(|(head, _)| fold(head)).filter(|head| head.len() > 4);
    // A label all in capitals has no acronym.
    let mixed = label.contains(char::is_lowercase);
    let words = label.split(|c: char| !c.is_alphanumeric());
    let acronyms =
        words.filter(|word| mixed && word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase()));
    let whole = names.first().map_or("", String::as_str);
    let counted = FIGURES.iter().find_map(|(word, figure)| {
        let after = whole.strip_prefix(word)?.strip_prefix(' ')?;
        Some(format!("{figure} {after}"))
    });
    head.into_iter().chain(acronyms.map(fold)).chain(counted).collect()
}

/// Words that lead to a label.
const LEADS: [&str; 10] = ["en ", "par ", "le ", "la ", "l ", "les ", "au ", "a la ", "un ", "une "];

/// Names of an option, folded, its label first: « Ingénieur, cadre » is named by either.
fn names(option: &OptionChoix) -> Vec<String> {
    let label = fold(&option.libelle);
    // « En présentiel », « Par mail », « Le comptable »: with or without what leads to it.
    let bare = LEADS
        .iter()
        .find_map(|lead| label.strip_prefix(lead))
        .filter(|bare| bare.len() > 3 && *bare != "cours");
    let bare = bare.map(str::to_owned);
    // « Après-midi seulement »
    let whole =
        [" seulement", " uniquement"].iter().find_map(|only| label.strip_suffix(only)).unwrap_or(&label);
    let usual: Vec<String> = usual(whole).iter().map(|name| (*name).to_owned()).collect();
    let mut names = vec![label, fold(&option.cle)];
    names.extend(bare);
    names.extend(option.synonymes.iter().map(|name| fold(name)));
    if option.libelle.contains([',', '/']) || option.libelle.contains(" ou ") {
        // « CAP / BEP », « CAP ou BEP »
        let acronym = |part: &str| part.len() > 2 && part.chars().all(|c| c.is_ascii_uppercase());
        let parts = option.libelle.split([',', '/']).flat_map(|part| part.split(" ou "));
        let parts = parts.map(|part| (part.trim(), fold(part)));
        let named = parts.filter(|(part, folded)| folded.len() > 3 || acronym(part));
        names.extend(named.map(|(_, folded)| folded));
    }
    // « Niveau 5 (Bac +2) »
    let bracket = option.libelle.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    let inside =
        bracket.map(|(inside, _)| inside).filter(|inside| inside.contains(|c: char| c.is_ascii_digit()));
    names.extend(inside.map(fold).filter(|inside| inside.len() > 2));
    names.extend(usual);
    names
}
