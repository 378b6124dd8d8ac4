//! The commands, the beginning of a request, and the lists around one's requests.

use super::tour::Tour;
use crate::annuaire::Entite;
use crate::catalogue::Commande;
use crate::conversation::{Attente, LieuPartage, Place, PlaceSalarie};
use crate::demandes::Filtre;
use crate::dossier::{Chemin, Dossier};
use crate::engine::JournalWhat;
use crate::event::Recherche;
use crate::message::{Ligne, Note, Refus};
use crate::partage::{Droit, QuestionPartage};

impl Tour<'_> {
    pub fn commande(&mut self, commande: Commande) {
        match commande {
            Commande::Start => self.go(Place::Accueil),
            Commande::Nouvelle => self.nouvelle(None),
            Commande::Demandes => self.list(Filtre::default()),
            Commande::Tout => self.whole_list(),
            Commande::Filtrer => self.filtrer(),
            Commande::CommeDerniere => self.comme_derniere(),
            Commande::Idem => self.idem(None),
            Commande::Reprendre => self.reprendre(),
            Commande::Recap => self.recap(),
            Commande::Modifier => self.modifier(None, None),
            Commande::Retour => self.retour(),
            Commande::Passer => self.skip(),
            Commande::Pieces => self.pieces(),
            Commande::Partager => self.partager(),
            Commande::Partages => self.received(),
            Commande::Entreprises => self.go(Place::Entreprises { page: 0 }),
            Commande::Salaries => self.salaries(),
            Commande::Factures => self.go(Place::Factures { page: 0 }),
            Commande::Rapports => self.rapports(),
            Commande::Aide => self.aide(),
            Commande::Support => self.support(),
            Commande::Terminer => self.terminer(),
            Commande::Mesdonnees => self.ask(Recherche::Entites { text: None, page: 0 }, Attente::MesDonnees),
            Commande::Notifications => self.go(Place::Notifications),
            Commande::Annuler => self.annuler(),
            Commande::AQuoiCaSert => self.a_quoi_ca_sert(),
            Commande::Envoyer => self.envoyer(),
            Commande::Confirmer => self.confirmer(),
            Commande::Oui => self.oui(),
            Commande::Non => self.non(),
            Commande::Continuer => self.continuer(),
            Commande::AjouterSalarie => match self.state.conversation.place.clone() {
                Place::Champ { chemin, edition }
                    if self
                        .field(&chemin)
                        .is_some_and(|(_, champ)| self.employer(&champ.nature).is_some()) =>
                {
                    self.go(Place::NouvelIndividu { chemin, edition });
                }
                _ => self.refuse(Refus::Incompris),
            },
            Commande::Orienter => self.orienter(),
            Commande::NeSaitPas => self.ne_sait_pas(),
            Commande::PageSuivante => self.turn_page(1),
            Commande::PagePrecedente => self.turn_page(-1),
            Commande::PageDebut => self.turn_page(i64::MIN),
        }
    }

    /// Begins a dossier; the one before stays in « Mes demandes ».
    pub fn begin(&mut self, cle: &str) {
        let Some(dispositif) = self.catalogue().current().into_iter().find(|d| d.cle == cle) else {
            return self.stale();
        };
        // One of a colleague is not hers to make another of.
        if self.draft().is_some_and(Dossier::is_empty) && self.droit() == Droit::Proprietaire {
            self.replace_dispositif(dispositif);
        } else {
            self.state.dossier = Some(Dossier::new(
                self.monde.tirage,
                self.monde.personne.id,
                &dispositif.cle,
                &dispositif.revision,
                self.monde.now,
            ));
            self.journal(JournalWhat::Cree);
        }
        self.announce_dispositif();
        self.advance();
        self.take_project();
    }

    fn reprendre(&mut self) {
        if self.draft().is_some() {
            self.advance();
        } else {
            self.ask(Recherche::Reprises, Attente::Reprendre);
        }
    }

    pub fn mes_donnees(&mut self, entites: &[Entite]) {
        let entites = entites.iter().map(|entite| entite.nom().to_owned()).collect();
        self.ask(Recherche::Partage(QuestionPartage::Compte), Attente::MesPartages { entites });
    }

    pub fn a_quoi_ca_sert(&mut self) {
        let help = match &self.state.conversation.place {
            Place::Champ { chemin, .. } | Place::NouvelIndividu { chemin, .. } => {
                self.field(chemin).map(|(_, champ)| Note::AQuoiCaSert {
                    libelle: champ.libelle.clone(),
                    aide: champ.aide.clone(),
                    exemple: champ.exemple.clone(),
                    delai: self.delai_from(chemin),
                })
            }
            Place::Pieces { piece: Some(piece) } => self.demandee(piece).map(|piece| Note::AQuoiCaSert {
                libelle: piece.libelle,
                aide: piece.aide,
                exemple: None,
                delai: None,
            }),
            _ => None,
        };
        match help {
            Some(note) => self.note(note),
            None => self.aide(),
        }
    }

    fn turn_page(&mut self, step: i64) {
        let page = match &self.state.conversation.place {
            Place::Pieces { piece: None } | Place::ChoixPiece { .. } => return self.turn_pieces(step),
            Place::Demandes { page, .. }
            | Place::Entreprises { page }
            | Place::Salaries { page, .. }
            | Place::Factures { page } => *page,
            Place::Champ { chemin, .. } if self.field(chemin).is_some_and(|(_, c)| c.nature.is_search()) => {
                self.state.conversation.requete.page
            }
            Place::RapportEntreprise { .. } => self.state.conversation.requete.page,
            _ => return self.refuse(Refus::Incompris),
        };
        self.turn_to(u32::try_from(i64::from(page).saturating_add(step).max(0)).unwrap_or(page));
    }

    /// Another page of the list at hand.
    pub fn turn_to(&mut self, to: u32) {
        match &mut self.state.conversation.place {
            Place::Demandes { page, .. }
            | Place::Entreprises { page }
            | Place::Salaries { page, .. }
            | Place::Factures { page } => *page = to,
            _ => self.state.conversation.requete.page = to,
        }
    }

    /// The question before this one, or the place this one was opened from.
    fn retour(&mut self) {
        match self.state.conversation.place.clone() {
            Place::Champ { edition: true, chemin } => {
                let repeated = self.field(&chemin).is_some_and(|(etape, _)| etape.repetition.is_some());
                let there = self
                    .state
                    .dossier
                    .as_ref()
                    .is_some_and(|dossier| dossier.find_element(&chemin.etape, chemin.element).is_some());
                self.modifier(Some(chemin.etape), (repeated && there).then_some(chemin.element));
            }
            Place::NouvelIndividu { chemin, edition } => self.go(Place::Champ { chemin, edition }),
            Place::Champ { chemin, .. } => self.before(Some(&chemin)),
            Place::Encore { etape } => self.before_end_of(&etape),
            Place::Pieces { piece: Some(_) } | Place::ConfirmerTransmission if self.has_open_pieces() => {
                self.go(Place::Pieces { piece: None });
            }
            Place::Pieces { .. } if self.has_open_pieces() => self.go(Place::Suivi),
            Place::Pieces { .. } => self.before(None),
            Place::Recapitulatif => self.go(Place::Pieces { piece: None }),
            Place::ConfirmerEnvoi => self.go(Place::Recapitulatif),
            Place::Modifier { etape: Some(etape), element: Some(_) } => self.modifier(Some(etape), None),
            Place::Modifier { etape: Some(_), .. } => self.modifier(None, None),
            Place::Modifier { .. }
            | Place::ChoixPiece { .. }
            | Place::Lot(_)
            | Place::ChangerDispositif
            | Place::ConfirmerAnnulation
            | Place::ConfirmerRetrait { .. }
            | Place::ConfirmerTransmission => self.advance(),
            Place::RapportEntreprise { .. } => self.rapport_entreprise(None),
            Place::Entreprise { .. } => self.go(Place::Entreprises { page: 0 }),
            Place::Salarie(PlaceSalarie { id: Some(id), champ: Some(_), siret, entite }) => {
                self.go(Place::Salarie(PlaceSalarie { id: Some(id), champ: None, siret, entite }));
            }
            Place::Salarie(PlaceSalarie { siret, entite, .. }) => {
                self.go(Place::Salaries { siret, entite, page: 0 });
            }
            Place::Filtrer { filtre } => self.list(filtre),
            Place::Suivi => self.back_to_list(),
            Place::Orientation { lequel, .. } | Place::Proposition { lequel, .. } => {
                self.back_from_orientation(lequel);
            }
            Place::Conseil { .. } => self.go(Place::Dispositifs),
            Place::ConfirmerLettre { retour, .. } => self.go(*retour),
            Place::Humain(_) => self.leave_human(),
            Place::Accueil
            | Place::Aide
            | Place::Rapports { .. }
            | Place::Notifications
            | Place::Depart
            | Place::Dispositifs
            | Place::Demandes { .. }
            | Place::Entreprises { .. }
            | Place::Salaries { .. }
            | Place::Factures { .. } => self.go(Place::Accueil),
            Place::Partage(LieuPartage::Acces) => self.advance(),
            Place::Partage(LieuPartage::Droit { .. }) => self.partager(),
            Place::Partage(_) => self.go(Place::Accueil),
        }
    }

    /// The last answered question before this one (before the pièces without one).
    fn before(&mut self, chemin: Option<&Chemin>) {
        let previous = self.parcours().and_then(|parcours| {
            let key = |c: &Chemin| {
                let etape = parcours.dispositif.find_etape(&c.etape);
                let champ = etape.and_then(|e| e.champs.iter().position(|champ| champ.cle == c.champ));
                (parcours.rank(&c.etape), c.element, champ)
            };
            let answered = parcours.answered();
            answered.into_iter().rev().find(|c| chemin.is_none_or(|limit| key(c) < key(limit)))
        });
        match previous {
            Some(chemin) => self.go(Place::Champ { chemin, edition: false }),
            // Before the first question: which dispositif?
            None if self.draft().is_some_and(Dossier::is_empty) && self.can_orient() => {
                self.go(Place::Dispositifs);
            }
            None => self.go(Place::Accueil),
        }
    }

    fn before_end_of(&mut self, etape: &str) {
        let previous = self.parcours().and_then(|parcours| {
            let last = parcours.rank(etape);
            parcours.answered().into_iter().rev().find(|c| parcours.rank(&c.etape) <= last)
        });
        match previous {
            Some(chemin) => self.go(Place::Champ { chemin, edition: false }),
            None => self.go(Place::Accueil),
        }
    }

    fn continuer(&mut self) {
        match self.state.conversation.place {
            Place::Pieces { .. } => self.leave_pieces(),
            // Back to the list from help or another view.
            Place::Lot(_) => {}
            Place::Suivi
            | Place::Accueil
            | Place::Aide
            | Place::Notifications
            | Place::Rapports { .. }
            | Place::Demandes { .. }
            | Place::Factures { .. }
                if self.draft().is_none() =>
            {
                self.go(Place::Accueil);
            }
            _ => self.advance(),
        }
    }
}

/// Lines of a list of Entités.
pub(super) fn lignes_entites(entites: &[Entite]) -> Vec<Ligne> {
    entites
        .iter()
        .map(|entite| Ligne { libelle: entite.nom().to_owned(), valeur: crate::affichage::adresse(entite) })
        .collect()
}
