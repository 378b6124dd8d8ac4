//! « Mes demandes »: the list, and opening what is in it.

use super::choix::Bouton;
use super::tour::Tour;
use crate::bilan;
use crate::catalogue::Commande;
use crate::clock;
use crate::conversation::Place;
use crate::demandes::Reprises;
use crate::dossier::{Dossier, Statut};
use crate::event::Trouvaille;
use crate::message::{Action, DemandeVue, Demandes, Note};
use crate::parcours::Parcours;
use crate::partage::Ouverture;

impl Tour<'_> {
    /// Opens the newest draft.
    pub fn resume_from(&mut self, reprises: &Reprises) {
        match reprises.brouillons.items.first() {
            Some(draft) => {
                self.state.dossier = Some(draft.clone());
                self.advance();
            }
            None => {
                self.note(Note::RienAReprendre);
                self.go(Place::Accueil);
            }
        }
    }

    pub fn open(&mut self, ouverture: Option<&Ouverture>) {
        match ouverture {
            Some(Ouverture { dossier, partage }) => {
                self.state.dossier = Some(dossier.clone());
                self.state.partage = partage.clone();
                match dossier.statut.is_locked() {
                    true => self.go(Place::Suivi),
                    false => self.advance(),
                }
            }
            None => {
                self.note(Note::DossierIntrouvable);
                self.go(Place::Demandes { page: 0 });
            }
        }
    }

    pub fn demandes(&self) -> Option<Demandes> {
        let Some(Trouvaille::Dossiers(found)) = &self.trouvaille else { return None };
        let items = found.items.iter().map(|dossier| self.vue(dossier)).collect();
        Some(Demandes { items, page: found.page, total: found.total })
    }

    /// A request as a line of a list.
    pub fn vue(&self, dossier: &Dossier) -> DemandeVue {
        let current = self.state.dossier.as_ref().map(|dossier| dossier.id);
        let resume = self.catalogue().resume(dossier);
        let draft = dossier.statut == Statut::EnPreparation;
        let parcours = self
            .catalogue()
            .find_dispositif(&dossier.dispositif, &dossier.revision)
            .map(|dispositif| Parcours { dispositif, dossier })
            .filter(|_| draft);
        DemandeVue {
            numero: dossier.numero.clone(),
            titre: resume.titre,
            dispositif: self.catalogue().libelle_dispositif(&dossier.dispositif).to_owned(),
            statut: dossier.statut,
            created_at: dossier.created_at,
            demandeur: resume.demandeur.map(|entite| entite.nom().to_owned()),
            courante: Some(dossier.id) == current && draft,
            manque: parcours.map_or_else(Vec::new, |parcours| parcours.manque()),
            echeance: parcours.and_then(|p| bilan::echeance(&p, clock::today(self.monde.now))),
        }
    }

    /// How a request is called: its title, else the dispositif.
    pub fn titre_of(&self, dossier: &Dossier) -> String {
        let titre = self.catalogue().resume(dossier).titre;
        titre.unwrap_or_else(|| self.catalogue().libelle_dispositif(&dossier.dispositif).to_owned())
    }

    pub fn at_demandes(&self) -> Vec<Bouton> {
        let libelles = &self.catalogue().libelles;
        let Some(Trouvaille::Dossiers(page)) = &self.trouvaille else { return Vec::new() };
        let mut out: Vec<Bouton> = page
            .items
            .iter()
            .map(|dossier| {
                let titre = self.catalogue().resume(dossier).titre;
                let titre = titre.unwrap_or_else(|| libelles.sans_titre.clone());
                let numero = dossier.numero.clone().unwrap_or_else(|| libelles.sans_numero.clone());
                let detail = format!("{numero} · {}", dossier.statut.libelle());
                Bouton::numbered(titre, Some(detail), Action::OuvrirDossier(dossier.id))
            })
            .collect();
        out.extend(self.paging(page));
        out.extend(self.secondary(&[Commande::Nouvelle, Commande::Retour]));
        out
    }
}
