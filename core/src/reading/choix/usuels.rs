//! What the options of forms are called in everyday words: « visio » for « Distanciel », « aprem » for « Après-midi ».

mod deroulement;
mod formation;
mod frais;
mod moyens;
mod papiers;
mod personnes;
mod seuls;

use std::collections::HashMap;
use std::sync::LazyLock;

/// Labels, folded, and what else they are called.
type Usuel = (&'static [&'static str], &'static [&'static str]);

/// Words that lead to a label: « En présentiel », « L'après-midi ».
const LEADS: [&str; 5] = ["en ", "le ", "la ", "l ", "par "];

type ByLabel = HashMap<&'static str, Vec<&'static str>>;

/// What else an option of this label, folded, is called.
pub(super) fn usual(label: &str) -> &'static [&'static str] {
    static BY_LABEL: LazyLock<ByLabel> =
        LazyLock::new(|| by_label(&[formation::NAMES, personnes::NAMES, frais::NAMES]));
    named(&BY_LABEL, label)
}

/// What it is called where nothing else is said.
pub(super) fn alone(label: &str) -> &'static [&'static str] {
    static BY_LABEL: LazyLock<ByLabel> =
        LazyLock::new(|| by_label(&[seuls::NAMES, deroulement::NAMES, papiers::NAMES, moyens::NAMES]));
    named(&BY_LABEL, label)
}

fn by_label(lists: &[&'static [Usuel]]) -> ByLabel {
    let mut out = ByLabel::new();
    for (labels, names) in lists.iter().copied().flatten() {
        for label in *labels {
            out.entry(*label).or_default().extend_from_slice(names);
        }
    }
    out
}

fn named(by_label: &'static ByLabel, label: &str) -> &'static [&'static str] {
    let bare = || LEADS.iter().find_map(|lead| label.strip_prefix(lead));
    let names = by_label.get(label).or_else(|| by_label.get(bare()?));
    names.map(Vec::as_slice).unwrap_or_default()
}
