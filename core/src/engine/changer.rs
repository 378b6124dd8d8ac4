//! Another dispositif for a request « En préparation ».

use super::tour::Tour;
use crate::catalogue::Dispositif;
use crate::conversation::Place;
use crate::engine::JournalWhat;
use crate::message::Note;

impl Tour<'_> {
    pub fn choose_other_dispositif(&mut self) {
        if self.draft_mut().is_some() {
            self.go(Place::ChangerDispositif);
        }
    }

    /// Those a request may be changed to.
    pub fn other_dispositifs(&self) -> Vec<&Dispositif> {
        let own = self.state.dossier.as_ref().map(|dossier| dossier.dispositif.as_str());
        self.catalogue().current().into_iter().filter(|d| Some(d.cle.as_str()) != own).collect()
    }

    /// Answers of the same path go on; the others stay in the facts, out of sight, should she change back.
    pub fn change_dispositif(&mut self, cle: &str) {
        let Some(new) = self.catalogue().current().into_iter().find(|d| d.cle == cle) else {
            return self.stale();
        };
        if self.draft_mut().is_none() {
            return;
        }
        self.replace_dispositif(new);
        self.note(Note::DispositifChange { libelle: new.libelle.clone(), de_cote: self.set_aside() });
        self.announce_dispositif();
        self.propose(false);
        self.advance();
    }

    pub fn replace_dispositif(&mut self, new: &Dispositif) {
        let now = self.monde.now;
        let Some(dossier) = self.state.dossier.as_mut() else { return };
        if dossier.dispositif == new.cle && dossier.revision == new.revision {
            return;
        }
        let avant = std::mem::replace(&mut dossier.dispositif, new.cle.clone());
        dossier.revision = new.revision.clone();
        dossier.updated_at = now;
        self.journal(JournalWhat::Dispositif { avant, apres: new.cle.clone() });
    }

    /// Modules or stagiaires beyond what the dispositif takes, by name.
    fn set_aside(&self) -> Vec<String> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let beyond = parcours.dispositif.etapes.iter().flat_map(|etape| {
            let kept = parcours.elements(etape).len();
            parcours.dossier.elements(&etape.cle).iter().skip(kept).map(move |element| (etape, element))
        });
        beyond.map(|(etape, element)| self.element_name(etape, element)).collect()
    }
}
