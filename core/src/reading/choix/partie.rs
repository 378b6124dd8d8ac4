//! Parts of a label: « ouvrier » of « Ouvrier qualifié » is proposed, « boulangerie » of « Boulangerie-pâtisserie » is taken.

use super::bare;
use super::noms::Nomme;
use crate::reading::date::{is_month, is_weekday};
use crate::reading::lex::listed;
use crate::reading::{fold, has_words};

/// The options of whose label a text is only a part: « ouvrier » for « Ouvrier qualifié ». They are proposed,
/// not taken, but for [`names`]: the rest of the label may be what matters.
pub(super) fn partly<'a>(options: &'a [Nomme<'a>], text: &str) -> Vec<&'a Nomme<'a>> {
    let phrase = fold(text);
    let bare = bare(&phrase);
    let is_part = |option: &&Nomme| {
        bare.len() > 3 && (has_words(option.label(), &phrase) || has_words(option.label(), bare))
            || is_shortened(option.label(), bare)
            || is_clipped(option.label(), bare)
    };
    if phrase.len() < 3 { Vec::new() } else { options.iter().filter(is_part).collect() }
}

/// Whether a part of the label says all that matters in it, where no other label holds it.
pub(super) fn names(option: &Nomme, text: &str) -> bool {
    let folded = fold(text);
    let (label, said) = (without_article(option.label()), without_article(bare(&folded)));
    is_head(label, said)
        || is_complement(label, said)
        || is_half(&option.libelle, said)
        || is_in_brackets(&option.libelle, said)
        || is_shortened(label, said)
        || is_clipped(label, said)
}

/// Nouns that say nothing by themselves.
const NOUNS: &str = "action actions contrat type demande frais lieu mode moyen plan session parcours niveau titre domaine \
        domaines metier metiers secteur branche activite activites cout couts";

pub(super) fn without_article(name: &str) -> &str {
    ["un ", "une ", "le ", "la ", "l "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

/// « un organisme » for « Un organisme de formation »: the noun of the label, and the label goes on to say of what.
fn is_head(label: &str, said: &str) -> bool {
    // « un contrat » is no « Contrat d'apprentissage ».
    !listed(NOUNS, said)
        && label.strip_prefix(said).is_some_and(|of| {
            [" de ", " du ", " d ", " des ", " non ", " et "].iter().any(|of_it| of.starts_with(of_it))
        })
}

/// « formation » for « Action de formation »: what a noun that says nothing by itself is of. « emploi » is no
/// « Demandeur d'emploi ».
fn is_complement(label: &str, said: &str) -> bool {
    label.strip_suffix(said).and_then(|noun| noun.strip_suffix(' ')).is_some_and(|noun| {
        let mut words = noun.split(' ');
        words.next().is_some_and(|noun| listed(NOUNS, noun))
            && words.next().is_some_and(|of| listed("de d du des", of))
            && words.all(|article| listed("la l", article))
    })
}

/// « boulangerie » for « Boulangerie-pâtisserie »: one of two names that are joined.
fn is_half(label: &str, said: &str) -> bool {
    /// « Après-midi », « Demi-journée »: of shorter words, neither is a name.
    const SHORTEST: usize = 6;
    let halves = || label.split('-').map(fold);
    // Two trades: « Charente-Maritime », « Expert-comptable » are one.
    let is_trade = |half: &str| half.ends_with("rie") || half.ends_with("tion") && half != "action";
    halves().all(|half| half.len() >= SHORTEST && !half.contains(' ') && is_trade(&half))
        && halves().any(|half| half == said)
}

/// « airbnb » for « Location (Airbnb) », « pole emploi » for « France Travail (ex Pôle emploi) ».
fn is_in_brackets(label: &str, said: &str) -> bool {
    let inside = label.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    inside.is_some_and(|(inside, _)| {
        let inside = fold(inside);
        if listed(
            "preciser precisez obligatoire facultatif recommande",
            inside.split(' ').next_back().unwrap_or_default(),
        ) {
            return false;
        }
        inside.strip_prefix("ex ").unwrap_or(&inside) == said
    })
}

/// « visio » for « Visioconférence », « compta » for « Comptabilité »: cut as words are cut in speech, at « o » or « a ».
fn is_clipped(label: &str, said: &str) -> bool {
    said.len() > 3
        && said.ends_with(['o', 'a'])
        && !said.contains(' ')
        && label.split(' ').any(|word| word.len() > said.len() + 2 && word.starts_with(said))
}

/// « fév » for « Février », « jeu. » for « Jeudi ».
fn is_shortened(label: &str, said: &str) -> bool {
    said.len() >= 3 && label.starts_with(said) && (is_month(label) || is_weekday(label))
}
