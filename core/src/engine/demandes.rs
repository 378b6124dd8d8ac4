//! « Mes demandes »: the list, its search and filters, and the fiche of a request.

use super::choix::Bouton;
use super::tour::Tour;
use crate::bilan;
use crate::catalogue::Commande;
use crate::clock;
use crate::conversation::{Attente, Place};
use crate::demandes::{Facettes, Filtre, Reprises};
use crate::dossier::{Dossier, Statut};
use crate::event::{Recherche, Trouvaille};
use crate::message::{Action, DemandeVue, Demandes, Note, Refus, Screen, Suivi};
use crate::parcours::Parcours;
use crate::partage::{Droit, Ouverture};
use crate::rapport::Periode;
use crate::reading::{fold, words};

impl Tour<'_> {
    /// The list from its beginning, as this filter leaves it.
    pub fn list(&mut self, filtre: Filtre) {
        self.go(Place::Demandes { page: 0, filtre });
    }

    /// « Tout »: the list without search and filter. Elsewhere the word may mean anything.
    pub fn whole_list(&mut self) {
        match self.state.conversation.place {
            Place::Demandes { .. } | Place::Filtrer { .. } => self.list(Filtre::default()),
            // The period that holds them all.
            Place::Rapports { .. } => self.rapport_of(Periode::Tout),
            _ => self.refuse(Refus::Incompris),
        }
    }

    /// What is written at the list is looked for in it; « page 12 » turns to it, the name of a statut filters.
    pub fn text_at_demandes(&mut self, text: &str, filtre: Filtre) {
        if let [page, number] = words(text).as_slice()
            && page == "page"
            && let Ok(number @ 1..) = number.parse::<u32>()
        {
            return self.go(Place::Demandes { page: number - 1, filtre });
        }
        let said = fold(text);
        if said.is_empty() {
            return self.refuse(Refus::Incompris);
        }
        match Statut::ALL.into_iter().find(|statut| fold(statut.libelle()) == said) {
            Some(statut) => self.list(Filtre { statuts: vec![statut], ..filtre }),
            None => self.list(Filtre { text: Some(text.to_owned()), ..filtre }),
        }
    }

    /// « Filtrer »: what the list can be filtered by.
    pub fn filtrer(&mut self) {
        match self.state.conversation.place.clone() {
            Place::Demandes { filtre, .. } | Place::Filtrer { filtre } => self.go(Place::Filtrer { filtre }),
            _ => self.refuse(Refus::Incompris),
        }
    }

    /// A statut or a company was chosen; what else the list is filtered by stays.
    pub fn filter(&mut self, action: &Action) {
        let Place::Filtrer { filtre } = self.state.conversation.place.clone() else { return self.stale() };
        match action {
            Action::FiltrerStatut(statut) => self.list(Filtre { statuts: vec![*statut], ..filtre }),
            Action::FiltrerEntite { siret, nom } => {
                self.list(Filtre { siret: Some(siret.clone()), entite: Some(nom.clone()), ..filtre })
            }
            _ => self.stale(),
        }
    }

    /// Opens the newest draft.
    pub fn resume_from(&mut self, reprises: &Reprises) {
        match reprises.brouillons.items.first() {
            // With everyone's right on it: it may be a colleague's.
            Some(draft) => self.ask(Recherche::Dossier { id: draft.id }, Attente::Continuer),
            None => {
                self.note(Note::RienAReprendre);
                self.go(Place::Accueil);
            }
        }
    }

    /// Makes a request the current one and shows its fiche, or what it asks next.
    pub fn open(&mut self, ouverture: Option<&Ouverture>, attente: &Attente) {
        let Some(Ouverture { dossier, partage }) = ouverture else {
            self.note(Note::DossierIntrouvable);
            return self.list(Filtre::default());
        };
        self.state.dossier = Some(dossier.clone());
        self.state.partage = partage.clone();
        if *attente == Attente::Continuer {
            return self.advance();
        }
        if let Place::Demandes { page, filtre } = self.state.conversation.place.clone() {
            self.state.conversation.liste = Some((page, filtre));
        }
        self.go(Place::Suivi);
    }

    /// From the fiche back to the list as it was.
    pub fn back_to_list(&mut self) {
        match self.state.conversation.liste.take() {
            Some((page, filtre)) => self.go(Place::Demandes { page, filtre }),
            None => self.go(Place::Accueil),
        }
    }

    /// Gives up the current request; one that was sent is cancelled by OPCO EP only, and the person told how to ask.
    pub fn annuler(&mut self) {
        let sent = self.state.dossier.as_ref().filter(|dossier| is_cancelled_on_request(dossier.statut));
        if let Some(dossier) = sent {
            let adresse = self.monde.cadre.support_email.clone();
            let note = Note::AnnulationParOpco { adresse, numero: dossier.numero.clone() };
            if self.must_own() {
                self.note(note);
                self.go(Place::Suivi);
            }
            return;
        }
        if self.draft_mut().is_some() && self.must_own() {
            self.go(Place::ConfirmerAnnulation);
        }
    }

    pub fn demandes_need(&self, place: &Place) -> Option<Recherche> {
        match place {
            Place::Demandes { page, filtre } => {
                Some(Recherche::Dossiers { filtre: filtre.clone(), page: *page })
            }
            Place::Filtrer { .. } => Some(Recherche::Facettes),
            Place::Depart | Place::Dispositifs => Some(Recherche::Reprises),
            _ => None,
        }
    }

    pub fn demandes(&self, filtre: &Filtre) -> Option<Demandes> {
        let Some(Trouvaille::Dossiers(found)) = &self.trouvaille else { return None };
        let items = found.items.iter().map(|dossier| self.vue(dossier)).collect();
        let statuts = filtre.statuts.iter().map(|statut| statut.libelle().to_owned());
        let filtres =
            statuts.chain(filtre.siret.iter().map(|siret| filtre.entite.as_ref().unwrap_or(siret).clone()));
        Some(Demandes {
            items,
            page: found.page,
            total: found.total,
            recherche: filtre.text.clone(),
            filtres: filtres.collect(),
        })
    }

    /// A request as a line of a list.
    pub fn vue(&self, dossier: &Dossier) -> DemandeVue {
        let current = self.state.dossier.as_ref().map(|dossier| dossier.id);
        let resume = self.catalogue().resume(dossier);
        let draft = dossier.statut == Statut::EnPreparation;
        let parcours =
            self.catalogue().of(dossier).map(|dispositif| Parcours { dispositif, dossier }).filter(|_| draft);
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

    pub fn at_demandes(&self, demandes: &Demandes) -> Vec<Bouton> {
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
        let narrowed = demandes.is_narrowed();
        if narrowed {
            out.extend(self.secondary(&[Commande::Tout]));
        }
        if narrowed || page.total > 1 {
            out.extend(self.secondary(&[Commande::Filtrer]));
        }
        out.extend(self.secondary(&[Commande::Nouvelle, Commande::Retour]));
        out
    }

    fn facettes(&self) -> Option<&Facettes> {
        match &self.trouvaille {
            Some(Trouvaille::Facettes(facettes)) => Some(facettes),
            _ => None,
        }
    }

    pub fn screen_filtrer(&self) -> Option<Screen> {
        let facettes = self.facettes()?;
        Some(Screen::Filtrer { total: facettes.statuts.iter().map(|(_, total)| total).sum() })
    }

    pub fn at_filtrer(&self) -> Vec<Bouton> {
        let Some(facettes) = self.facettes() else { return Vec::new() };
        let counted = |label: &str, total: u32, action| {
            Bouton::numbered(label.to_owned(), Some(total.to_string()), action)
        };
        let mut out: Vec<Bouton> = facettes
            .statuts
            .iter()
            .map(|(statut, total)| counted(statut.libelle(), *total, Action::FiltrerStatut(*statut)))
            .collect();
        if facettes.entites.len() > 1 {
            out.extend(facettes.entites.iter().map(|entite| {
                let action = Action::FiltrerEntite { siret: entite.siret.clone(), nom: entite.nom.clone() };
                counted(&entite.nom, entite.total, action)
            }));
        }
        out.extend(self.secondary(&[Commande::Tout, Commande::Retour]));
        out
    }

    /// The acts on the request of the fiche, by its statut.
    pub fn at_suivi(&self, suivi: &Suivi) -> Vec<Bouton> {
        let droit = self.droit();
        if suivi.statut == Statut::EnPreparation {
            let mut out = match droit {
                Droit::Lecteur => self.secondary(&[Commande::Nouvelle]),
                Droit::Redacteur => {
                    let mut out = self.primary(&[Commande::Reprendre]);
                    out.extend(self.secondary(&[Commande::Recap]));
                    out
                }
                Droit::Proprietaire => {
                    let mut out = self.primary(&[Commande::Reprendre]);
                    out.extend(self.secondary(&[Commande::Recap, Commande::Annuler]));
                    out
                }
            };
            out.extend(self.secondary(&[Commande::Demandes]));
            out.extend(self.partage_buttons());
            return out;
        }
        let mut out = self.transmit(&suivi.nouvelles.a_transmettre);
        if suivi.nouvelles.pieces_ouvertes {
            out.extend(self.secondary(&[Commande::Pieces]));
        }
        let after = [Commande::Nouvelle, Commande::CommeDerniere, Commande::Demandes, Commande::Support];
        out.extend(self.secondary(&after));
        let asks = is_cancelled_on_request(suivi.statut) && !suivi.vient_d_etre_envoye;
        if asks && droit == Droit::Proprietaire {
            out.extend(self.secondary(&[Commande::Annuler]));
        }
        out.extend(self.partage_buttons());
        out
    }
}

/// OPCO EP may still cancel it when asked to (domain 1.9).
fn is_cancelled_on_request(statut: Statut) -> bool {
    matches!(statut, Statut::Envoye | Statut::EnCoursDeTraitement | Statut::Valide)
}
