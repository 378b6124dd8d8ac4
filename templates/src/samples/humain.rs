//! Words of people of OPCO EP.

use guichet_core::message::{Message, Note, NoteHumain, Screen};

use super::{message, one_of_each};

one_of_each!(notes, "humain-", NoteHumain:
    Conseiller {
        titre: "Excel perfectionnement".to_owned(),
        numero: Some("2026-000123".to_owned()),
        texte: "Bonjour,\nvotre devis est en 2 pages : <b>la seconde</b> manque.".to_owned(),
    },
);

pub fn samples() -> Vec<(&'static str, Message)> {
    let said = |note| message(vec![Note::Humain(note)], Screen::Empty, Vec::new());
    notes().into_iter().map(|(name, note)| (name, said(note))).collect()
}
