//! The recap, the two acts of sending, cancelling.

use super::tour::Tour;
use crate::catalogue::Commande;
use crate::conversation::Place;
use crate::dossier::{Cote, Decision, Statut, decide};
use crate::engine::Effect;
use crate::message::{Message, Note, NotePartage, Screen};

impl Tour<'_> {
    pub fn recap(&mut self) {
        match self.state.dossier.as_ref().map(|dossier| dossier.statut) {
            None | Some(Statut::Annule) => {
                self.note(Note::RienAReprendre);
                self.go(Place::Accueil);
            }
            Some(statut) if statut.is_locked() || !self.droit().ecrit() => self.go(Place::Suivi),
            Some(_) => self.go(Place::Recapitulatif),
        }
    }

    /// First act: everything mandatory is there, the person is asked to confirm.
    pub fn envoyer(&mut self) {
        if !self.waiting().is_empty() {
            // She speaks of what she gave after sending.
            return self.ask_transmission();
        }
        if self.already_sent() || self.draft_mut().is_none() || !self.must_own() {
            return;
        }
        match self.what_is_missing() {
            missing if missing.is_empty() => self.go(Place::ConfirmerEnvoi),
            elements => {
                self.note(Note::IlManque { elements });
                self.advance();
            }
        }
    }

    /// Second act, only after the first. Once: a dossier that was sent is not sent again.
    pub fn confirmer(&mut self) {
        if self.state.conversation.place == Place::ConfirmerTransmission {
            return self.transmettre();
        }
        if self.already_sent() {
            return;
        }
        if matches!(
            self.state.conversation.place,
            Place::ConfirmerAnnulation | Place::ConfirmerRetrait { .. }
        ) {
            // « Je confirme » answers what was asked.
            return self.oui();
        }
        if self.state.conversation.place != Place::ConfirmerEnvoi {
            return self.commande(Commande::Envoyer);
        }
        if self.draft_mut().is_none() || !self.must_own() {
            return;
        }
        if self.changed_since_read() {
            self.note(Note::Partage(NotePartage::DemandeChangee));
            return self.go(Place::Recapitulatif);
        }
        let missing = self.what_is_missing();
        if !missing.is_empty() {
            self.note(Note::IlManque { elements: missing });
            return self.advance();
        }
        if !self.change_statut(Statut::Envoye) {
            return;
        }
        if let Some(dossier) = &self.state.dossier {
            let (dossier, envoi) = (dossier.id, dossier.instruction.envois);
            self.effects.push(Effect::Transmettre { dossier, envoi });
        }
        self.go(Place::Suivi);
        if let Some(screen) = self.suivi(true) {
            self.effects.push(Effect::Notify(Box::new(Message::of(screen.clone()))));
            self.vue = Some(screen);
        }
    }

    /// Along the table, on the person's side; false, and she is told, where there is no such way.
    fn change_statut(&mut self, vers: Statut) -> bool {
        let now = self.monde.now;
        let Some(draft) = self.draft_mut() else { return false };
        let decision = Decision::Statut { vers, motif: None };
        let Ok(decided) = decide(draft, &decision, Cote::Adherent, now) else { return false };
        *draft = decided.dossier;
        decided.journal.into_iter().for_each(|what| self.journal(what));
        true
    }

    fn already_sent(&mut self) -> bool {
        let sent = self
            .state
            .dossier
            .as_ref()
            .is_some_and(|dossier| dossier.statut.is_locked() && dossier.statut != Statut::Annule);
        if sent {
            self.note(Note::DejaEnvoyee);
            self.go(Place::Suivi);
        }
        sent
    }

    /// Labels of the mandatory fields without an answer, over all étapes.
    fn what_is_missing(&self) -> Vec<String> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        parcours.dispositif.etapes.iter().flat_map(|etape| parcours.missing(etape)).collect()
    }

    /// The draft is given up. Nothing is erased: it stays in « Mes demandes », « Annulé ».
    pub fn cancel(&mut self) {
        if !self.must_own() {
            return self.advance();
        }
        let titre = self.titre();
        if !self.change_statut(Statut::Annule) {
            return;
        }
        self.note(Note::DemandeAnnulee { titre });
        self.go(Place::Accueil);
    }

    /// How the current request is called: its title, else the dispositif.
    pub fn titre(&self) -> String {
        self.state.dossier.as_ref().map_or_else(String::new, |dossier| self.titre_of(dossier))
    }

    pub fn suivi(&self, just_sent: bool) -> Option<Screen> {
        let dossier = self.state.dossier.as_ref()?;
        Some(Screen::Suivi(Box::new(crate::message::Suivi {
            entete: self.entete()?,
            statut: dossier.statut,
            vient_d_etre_envoye: just_sent,
            sent_at: dossier.sent_at,
            recapitulatif: self.recapitulatif()?,
            nouvelles: self.nouvelles()?,
            created_at: Some(dossier.created_at),
            manque: match dossier.statut {
                Statut::EnPreparation => self.parcours()?.manque(),
                _ => Vec::new(),
            },
            partages: self.partages(),
        })))
    }
}
