//! Reminders: told beside the card in use, and what she answers to them.

use uuid::Uuid;

use super::choix::Bouton;
use super::tour::Tour;
use super::{Effect, Turn};
use crate::catalogue::Commande;
use crate::clock::today;
use crate::event::RappelDu;
use crate::message::{Action, EnTete, GestePreference, GesteRappel, Note, RappelVu, Rappels, Screen};
use crate::nouvelles::{Sujet, demain, lundi};

impl Tour<'_> {
    /// Reminds her. Where she is in the conversation does not change.
    pub fn rappeler(mut self, rappels: &[RappelDu]) -> Turn {
        let Some(first) = rappels.first() else { return self.end(None) };
        let vus: Vec<RappelVu> = rappels.iter().map(|rappel| self.rappel_vu(rappel)).collect();
        let mut boutons = match (rappels, vus.first()) {
            ([only], Some(vu)) => vec![self.way_on(only, vu)],
            _ => rappels
                .iter()
                .zip(&vus)
                .map(|(rappel, vu)| self.voir(rappel.dossier.id, &vu.entete))
                .collect(),
        };
        let dossiers: Vec<Uuid> = rappels.iter().map(|rappel| rappel.dossier.id).collect();
        let libelles = &self.catalogue().libelles.nouvelles;
        let later = |label: &str, lundi: bool| {
            let geste = GesteRappel { dossiers: dossiers.clone(), lundi };
            Bouton::secondary(label.to_owned(), Action::Rappel(geste))
        };
        boutons.push(later(&libelles.demain, false));
        boutons.push(later(&libelles.lundi, true));
        let stop = Action::Preference(GestePreference::Rappels(false));
        boutons.push(Bouton::secondary(self.catalogue().libelles.notifications.stop.clone(), stop));
        boutons.extend(self.back_to_question());
        let gives = matches!(first.attendu.sujet, Sujet::Complement | Sujet::Remplacer | Sujet::Facture);
        let attend = (rappels.len() == 1 && gives).then_some(first.dossier.id);
        let message = self.aside(Screen::Rappels(Box::new(Rappels { rappels: vus })), boutons, attend);
        let canal = self.preferences().canal;
        self.effects.push(Effect::Rappeler { canal, message: Box::new(message) });
        self.end(None)
    }

    fn rappel_vu(&self, rappel: &RappelDu) -> RappelVu {
        let dossier = &rappel.dossier;
        let left = |limite: chrono::NaiveDate| {
            u32::try_from((limite - today(self.monde.now)).num_days()).unwrap_or(0)
        };
        RappelVu {
            entete: EnTete {
                dispositif: self.catalogue().libelle_dispositif(&dossier.dispositif).to_owned(),
                titre: self.catalogue().resume(dossier).titre,
                numero: dossier.numero.clone(),
            },
            sujet: rappel.attendu.sujet,
            manque: rappel.attendu.manque.clone(),
            limite: rappel.attendu.limite.map(|limite| (limite, left(limite))),
            dernier: rappel.dernier,
        }
    }

    /// Where what waits is done.
    fn way_on(&self, rappel: &RappelDu, vu: &RappelVu) -> Bouton {
        let libelles = &self.catalogue().libelles;
        let dossier = rappel.dossier.id;
        match vu.sujet {
            Sujet::Brouillon | Sujet::Pieces => {
                Bouton::primary(self.libelle(Commande::Reprendre), Action::ReprendreDossier(dossier))
            }
            Sujet::Transmettre => {
                Bouton::primary(libelles.nouvelles.voir.clone(), Action::OuvrirDossier(dossier))
            }
            Sujet::Complement | Sujet::Remplacer | Sujet::Facture => {
                let label = match vu.sujet {
                    Sujet::Facture => &libelles.nouvelles.facturer,
                    _ => &libelles.nouvelles.donner,
                };
                Bouton::primary(label.clone(), Action::DonnerPiece { dossier, piece: None })
            }
        }
    }

    /// « Demain », « lundi »: she is reminded of these again on that day.
    pub fn put_off(&mut self, geste: &GesteRappel) {
        let jour = if geste.lundi { lundi(self.monde.now) } else { demain(self.monde.now) };
        self.effects.push(Effect::Reporter { dossiers: geste.dossiers.clone(), jour });
        self.note(Note::RappelReporte { jour });
        self.vue = Some(Screen::Empty);
    }
}
