//! What the options of forms are called in everyday words: « visio » for « Distanciel », « aprem » for « Après-midi ».

mod formation;
mod frais;
mod personnes;

use std::collections::HashMap;
use std::sync::LazyLock;

/// Labels, folded, and what else they are called.
type Usuel = (&'static [&'static str], &'static [&'static str]);

/// Words that lead to a label: « En présentiel », « L'après-midi ».
const LEADS: [&str; 5] = ["en ", "le ", "la ", "l ", "par "];

/// What else an option of this label, folded, is called.
pub(super) fn usual(label: &str) -> &'static [&'static str] {
    static BY_LABEL: LazyLock<HashMap<&str, &[&str]>> = LazyLock::new(|| {
        let all = [formation::NAMES, personnes::NAMES, frais::NAMES].into_iter().flatten();
        all.flat_map(|(labels, names)| labels.iter().map(|label| (*label, *names))).collect()
    });
    let bare = || LEADS.iter().find_map(|lead| label.strip_prefix(lead));
    let names = BY_LABEL.get(label).or_else(|| BY_LABEL.get(bare()?));
    names.copied().unwrap_or_default()
}
