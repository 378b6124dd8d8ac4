//! A draft of an earlier revision, or of a form that is gone.

use super::tour::Tour;
use crate::catalogue::{Commande, Dispositif};
use crate::conversation::Place;
use crate::dossier::{Chemin, Dossier};
use crate::engine::JournalWhat;
use crate::event::Event;
use crate::message::{Note, Screen};
use crate::parcours::Parcours;
use crate::reprise::{self, Reprise};

impl Tour<'_> {
    /// Before anything is played: the current draft goes on in the newest revision. False when the event answers a
    /// question that is no longer what it was: it is not played, the question of today is put.
    pub fn carry_over(&mut self, event: &Event) -> bool {
        let before = self.state.dossier.clone();
        if !self.carry_current() {
            return true;
        }
        match before.and_then(|before| self.place_now(&before)) {
            Some(place) => {
                if self.conflit.is_none() {
                    // The question was read in the form of before: what is carried over is no colleague's answer.
                    self.state.conversation.carte.vu = None;
                }
                self.state.conversation.place = place;
                true
            }
            None => {
                // No button of the card that is shown says what it would do now.
                let carte = &mut self.state.conversation.carte;
                carte.serial = carte.serial.wrapping_add(1).max(1);
                carte.choices.clear();
                self.advance();
                !self.answers(event)
            }
        }
    }

    /// Carries the current dossier over, if it is to be; each dossier that is opened comes by here.
    pub fn carry_current(&mut self) -> bool {
        let Some(dossier) = self.draft() else { return false };
        let Some(to) = reprise::target(self.catalogue(), dossier) else { return false };
        let silent = dossier.is_empty();
        let de = dossier.revision.clone();
        let Reprise { dossier, gardees, a_redonner, relues } =
            reprise::carry(self.catalogue(), dossier, to, self.monde.now);
        let mises_de_cote = dossier.mises_de_cote.iter().map(|m| m.libelle.clone()).collect();
        self.state.dossier = Some(dossier);
        self.journal(JournalWhat::Repris { de, vers: to.revision.clone(), mises_de_cote });
        self.propose(false);
        if !silent {
            self.note(Note::Repris { gardees, a_redonner, relues });
        }
        true
    }

    /// The place at hand, as it is in the form of today; `None` when it is not the same place any more.
    fn place_now(&self, before: &Dossier) -> Option<Place> {
        let parcours = self.parcours()?;
        let old = self.catalogue().find_dispositif(&before.dispositif, &before.revision);
        let champ = |chemin: &Chemin| self.chemin_now(before, old, parcours, chemin);
        Some(match self.state.conversation.place.clone() {
            Place::Champ { chemin, edition } => Place::Champ { chemin: champ(&chemin)?, edition },
            Place::NouvelIndividu { chemin, edition } => {
                Place::NouvelIndividu { chemin: champ(&chemin)?, edition }
            }
            Place::Encore { etape } => {
                parcours.dispositif.find_etape(&etape)?.repetition.as_ref()?;
                Place::Encore { etape }
            }
            Place::Pieces { piece: Some(piece) } => {
                parcours.piece(&piece)?;
                Place::Pieces { piece: Some(piece) }
            }
            Place::ConfirmerRetrait { etape, element } => {
                parcours.dossier.find_element(&etape, element)?;
                Place::ConfirmerRetrait { etape, element }
            }
            // She would confirm a recap that she has not seen.
            Place::ConfirmerEnvoi | Place::Modifier { .. } => return None,
            place => place,
        })
    }

    /// A field that is asked: where it is now, when it asks for the same kind of answer.
    fn chemin_now(
        &self,
        before: &Dossier,
        old: Option<&Dispositif>,
        parcours: Parcours<'_>,
        chemin: &Chemin,
    ) -> Option<Chemin> {
        let path = format!("{}.{}", chemin.etape, chemin.champ);
        let new = reprise::renamed(self.catalogue(), before, parcours.dispositif, &path);
        let (etape, champ) = parcours.dispositif.find_champ(&new)?;
        let same = old.is_none_or(|d| d.find_champ(&path).is_some_and(|(_, old)| old.nature == champ.nature));
        let element = parcours.dossier.find_element(&etape.cle, chemin.element);
        let here = etape.cle == chemin.etape && same && parcours.is_open(etape, element, champ);
        here.then(|| Chemin { champ: champ.cle.clone(), ..chemin.clone() })
    }

    /// It only makes sense at the place where it was said.
    fn answers(&self, event: &Event) -> bool {
        use Commande::{
            AQuoiCaSert, AjouterSalarie, Confirmer, Continuer, Envoyer, Non, Oui, Passer, Retour,
        };
        match event {
            Event::Text { text, .. } => match self.catalogue().commandes.find(text) {
                Some(Oui | Non | Confirmer | Passer | Retour | Continuer | Envoyer | AjouterSalarie) => true,
                Some(AQuoiCaSert) | None => true,
                Some(_) => false,
            },
            _ => false,
        }
    }

    /// Back to the welcome. When the form of the current dossier is gone, with all its revisions, to a person.
    pub fn without_form(&mut self) {
        self.go(Place::Accueil);
        if let (Some(dossier), None) = (&self.state.dossier, self.dispositif()) {
            let numero = dossier.numero.clone();
            let adresse = self.monde.cadre.support_email.clone();
            self.note(Note::FormulaireDisparu);
            self.vue = Some(Screen::Support { adresse, numero });
        }
    }
}
