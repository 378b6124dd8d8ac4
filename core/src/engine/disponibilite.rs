//! What is said of a dispositif as such: that it takes no new request any more, its banner.

use chrono::NaiveDate;

use super::tour::Tour;
use crate::clock;
use crate::conversation::Place;
use crate::message::{Avertissement, Note};
use crate::parcours::Parcours;

impl Tour<'_> {
    /// Said where a dispositif is proposed, before it is chosen.
    pub fn warn_before_choosing(&mut self, cle: &str) {
        let today = clock::today(self.monde.now);
        let wanted = self.catalogue().current().into_iter().find(|d| d.cle == cle);
        let late = wanted.and_then(|d| d.disponibilite.as_ref()).and_then(|d| d.avertissement(None, today));
        if let Some(text) = late {
            self.note(Note::Avertissement(Avertissement::Catalogue(text.to_owned())));
        }
    }

    /// Said once, when the dispositif is chosen.
    pub fn announce_dispositif(&mut self) {
        let today = clock::today(self.monde.now);
        let Some(parcours) = self.parcours() else { return };
        let warned = matches!(self.state.conversation.place, Place::Proposition { .. });
        let late = unavailable(parcours, today).filter(|_| !warned);
        let banner = parcours.dispositif.banniere.clone().map(Note::Banniere);
        for note in late.map(Note::Avertissement).into_iter().chain(banner) {
            self.note(note);
        }
    }

    /// Said again when the date that counts was given.
    pub fn warn_of_availability(&mut self, path: &str) {
        let today = clock::today(self.monde.now);
        let Some(parcours) = self.parcours() else { return };
        let counts =
            parcours.dispositif.disponibilite.as_ref().is_some_and(|d| d.sur.as_deref() == Some(path));
        if let Some(late) = counts.then(|| unavailable(parcours, today)).flatten() {
            self.note(Note::Avertissement(late));
        }
    }
}

fn unavailable(parcours: Parcours<'_>, today: NaiveDate) -> Option<Avertissement> {
    let disponibilite = parcours.dispositif.disponibilite.as_ref()?;
    let text = disponibilite.avertissement(Some(parcours.dossier), today)?;
    Some(Avertissement::Catalogue(text.to_owned()))
}

/// What the recap says again.
pub(super) fn avertissements(parcours: Parcours<'_>, today: NaiveDate) -> Vec<Avertissement> {
    let banner = parcours.dispositif.banniere.clone().map(Avertissement::Catalogue);
    unavailable(parcours, today).into_iter().chain(banner).collect()
}
