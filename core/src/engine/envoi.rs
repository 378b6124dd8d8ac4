//! The recap, the two acts of sending, cancelling.

use super::tour::Tour;
use crate::catalogue::Commande;
use crate::conversation::Place;
use crate::dossier::Statut;
use crate::engine::{Effect, JournalWhat};
use crate::message::{Message, Note, Screen};

impl Tour<'_> {
    pub fn recap(&mut self) {
        match self.state.dossier.as_ref().map(|dossier| dossier.statut) {
            None | Some(Statut::Annule) => {
                self.note(Note::RienAReprendre);
                self.go(Place::Accueil);
            }
            Some(statut) if statut.is_locked() => self.go(Place::Suivi),
            Some(_) => self.go(Place::Recapitulatif),
        }
    }

    /// First act: everything mandatory is there, the person is asked to confirm.
    pub fn envoyer(&mut self) {
        if self.already_sent() || self.draft_mut().is_none() {
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
        let missing = self.what_is_missing();
        if !missing.is_empty() {
            self.note(Note::IlManque { elements: missing });
            return self.advance();
        }
        let now = self.monde.now;
        let Some(dossier) = self.draft_mut() else { return };
        dossier.statut = Statut::Envoye;
        dossier.sent_at = Some(now);
        dossier.updated_at = now;
        let id = dossier.id;
        self.journal(JournalWhat::Statut {
            avant: Statut::EnPreparation.key().to_owned(),
            apres: Statut::Envoye.key().to_owned(),
        });
        self.effects.push(Effect::Transmettre { dossier: id });
        self.go(Place::Suivi);
        if let Some(screen) = self.suivi(true) {
            self.effects.push(Effect::Notify(Box::new(Message {
                notes: Vec::new(),
                screen: screen.clone(),
                choices: Vec::new(),
                card: 0,
                in_place: false,
            })));
            self.vue = Some(screen);
        }
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
        let titre = self.titre();
        let now = self.monde.now;
        let Some(dossier) = self.draft_mut() else { return };
        dossier.statut = Statut::Annule;
        dossier.updated_at = now;
        self.journal(JournalWhat::Statut {
            avant: Statut::EnPreparation.key().to_owned(),
            apres: Statut::Annule.key().to_owned(),
        });
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
        })))
    }
}
