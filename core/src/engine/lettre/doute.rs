//! A letter that may not be hers: nothing of it is noted until she says so.

use crate::conversation::Place;
use crate::engine::tour::Tour;
use crate::event::Event;
use crate::lettre::LettreDouteuse;
use crate::message::{Note, NoteLettre, Screen};
use crate::reading;

/// As much of it as is shown, in characters.
const EXTRAIT_MAX: usize = 600;

impl Tour<'_> {
    /// Asks whether it is to be noted. A newer one takes the place of one that still waits.
    pub fn doubt(&mut self, douteuse: &LettreDouteuse) {
        let retour = match self.state.conversation.place.clone() {
            Place::ConfirmerLettre { retour, .. } => retour,
            place => Box::new(place),
        };
        let mut douteuse = douteuse.clone();
        if let Some(lettre) = &mut douteuse.lettre {
            *lettre = self.masked(lettre);
        }
        self.go(Place::ConfirmerLettre { douteuse: Box::new(douteuse), retour });
    }

    pub fn screen_doubt(&self, douteuse: &LettreDouteuse) -> Screen {
        let texte = douteuse.lettre.as_ref().map_or("", |lettre| lettre.texte.as_str());
        Screen::ConfirmerLettre {
            de: douteuse.de.clone(),
            texte: texte.chars().take(EXTRAIT_MAX).collect(),
            fichiers: douteuse
                .fichiers
                .iter()
                .map(|(file, _)| reading::mask_nir(file.name()).unwrap_or_else(|| file.name().to_owned()))
                .collect(),
        }
    }

    /// « Oui »: it is read as hers. Said where it was not shown, she sees it first.
    pub fn accept_letter(&mut self, douteuse: &LettreDouteuse, retour: Place) {
        if self.state.conversation.par_lettre != self.is_letter() {
            return;
        }
        self.acceptee = true;
        self.go(retour);
        // Where a person is spoken to, it is for that person.
        if let Some(lettre) = &douteuse.lettre
            && !self.is_for_human(&Event::Lettre(Box::new(lettre.clone())))
        {
            self.lettre(lettre);
        }
        for (file, caption) in &douteuse.fichiers {
            let event = Event::Files { files: vec![file.clone()], caption: caption.clone() };
            if !self.is_for_human(&event) {
                self.files(std::slice::from_ref(file), caption.as_deref());
            }
        }
    }

    /// She went elsewhere without a word, or said no: nothing of it was noted, and she is told.
    pub fn tell_letter_left(&mut self, before: &Place) {
        let Place::ConfirmerLettre { douteuse, .. } = before else { return };
        if !self.acceptee && !matches!(self.state.conversation.place, Place::ConfirmerLettre { .. }) {
            self.note(Note::Lettre(NoteLettre::PasNotee { de: douteuse.de.clone() }));
        }
    }
}
