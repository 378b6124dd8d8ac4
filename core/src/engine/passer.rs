//! « Passer »: an optional question, a pièce, the end of a repetition.

use super::tour::Tour;
use crate::catalogue::{Commande, Exige};
use crate::conversation::Place;
use crate::message::{Note, Refus};

impl Tour<'_> {
    /// « Passer »: the question is not put again.
    pub fn skip(&mut self) {
        match self.state.conversation.place.clone() {
            Place::Champ { chemin, edition } => {
                let Some((_, champ)) = self.field(&chemin) else { return self.advance() };
                if self.overtaken() {
                    return;
                }
                let answered = self.state.dossier.as_ref().is_some_and(|dossier| {
                    let element = dossier.find_element(&chemin.etape, chemin.element);
                    element.is_some_and(|element| element.valeur(&chemin.champ).is_some())
                });
                if answered && !edition {
                    // She only came back to look: the answer stays.
                    return self.advance();
                }
                if champ.exige == Exige::Requis {
                    return self.note(Note::ChampObligatoire { libelle: champ.libelle.clone() });
                }
                if self.draft_mut().is_none() {
                    return;
                }
                self.set(&chemin, None, None);
                self.note(Note::Passe { libelle: champ.libelle.clone() });
                self.advance();
            }
            Place::Pieces { piece: Some(_) } if self.is_letter() => self.skip_pieces(),
            Place::Pieces { piece: Some(piece) } => self.skip_piece(&piece),
            Place::Encore { .. } => self.commande(Commande::Non),
            _ => self.refuse(Refus::Incompris),
        }
    }
}
