//! One message of each kind, for the snapshots and the `preview` command. All people and companies are fictitious.

mod annonces;
mod annuaire;
mod echeances;
mod factures;
pub mod humain;
mod lettre;
mod lot;
mod notes;
mod orientation;
mod partage;
pub mod rapports;
mod screens;

use guichet_core::message::{Choice, ChoiceKind, Message, Note, Screen};

/// One value for each variant of an enum, named after it. A new variant does not compile until it is here.
macro_rules! one_of_each {
    ($fn:ident, $prefix:literal, $type:ident: $(
        $variant:ident $({ $($field:tt)* })? $(( $($value:tt)* ))?
    ),+ $(,)?) => {
        pub fn $fn() -> Vec<(&'static str, $type)> {
            let name = |value: &$type| match value {
                $($type::$variant { .. } => concat!($prefix, stringify!($variant)),)+
            };
            let all = [$($type::$variant $({ $($field)* })? $(( $($value)* ))?),+];
            all.into_iter().map(|value| (name(&value), value)).collect()
        }
    };
}
pub(crate) use one_of_each;

/// Every kind of message, by name (letters, digits and `-`).
pub fn samples() -> Vec<(&'static str, Message)> {
    let refus = notes::refus().into_iter().map(|(name, refus)| (name, Note::Refus(refus)));
    let fichiers = notes::refus_fichier()
        .into_iter()
        .map(|(name, reason)| (name, Note::FichierRefuse { name: "devis.zip".to_owned(), reason }));
    let avertissements =
        notes::avertissements().into_iter().map(|(name, warning)| (name, Note::Avertissement(warning)));
    let illisibles = notes::illisibles().into_iter().map(|(name, kind)| (name, Note::Illisible(kind)));
    let notes =
        notes::notes().into_iter().chain(refus).chain(fichiers).chain(avertissements).chain(illisibles);
    let notes = notes
        .chain(lot::notes())
        .chain(lettre::notes())
        .chain(annuaire::notes())
        .map(|(name, note)| (name, message(vec![note], Screen::Empty, Vec::new())));
    screens::screens()
        .into_iter()
        // What says nothing never leaves.
        .filter(|(_, screen)| *screen != Screen::Empty)
        .map(|(name, screen)| (name, message(Vec::new(), screen, Vec::new())))
        .chain(lot::screens())
        .chain(lettre::with_choices())
        .chain(annuaire::screens())
        .chain(screens::with_choices())
        .chain(orientation::others())
        .chain(echeances::with_deadlines())
        .chain(factures::with_choices())
        .chain(annonces::samples())
        .chain(rapports::with_choices())
        .chain(notes)
        .chain(partage::samples())
        .chain(humain::samples())
        .collect()
}

fn message(notes: Vec<Note>, screen: Screen, choices: Vec<Choice>) -> Message {
    Message { notes, screen, choices, card: 7, in_place: false }
}

fn choices(of: &[(ChoiceKind, &str, Option<&str>)]) -> Vec<Choice> {
    (0..)
        .zip(of)
        .map(|(rank, (kind, label, detail))| Choice {
            rank,
            label: (*label).to_owned(),
            detail: detail.map(str::to_owned),
            kind: *kind,
        })
        .collect()
}
