//! Sharing a request with a colleague, handing it on, and what is offered to the person.
//!
//! Nothing is shared without both: the owner offers, the colleague accepts; each is written in the journal.

mod choix;

use chrono::TimeDelta;
use uuid::Uuid;

use super::tour::Tour;
use super::{Effect, JournalEntry, JournalWhat};
use crate::annuaire::Entite;
use crate::conversation::{Attente, LieuPartage, Place};
use crate::dossier::{Statut, Valeur};
use crate::event::{Recherche, Trouvaille};
use crate::message::{
    AvisPartage, ComptePartages, EcranPartage, GestePartage, Message, Note, NotePartage, Partages, Screen,
};
use crate::partage::{
    ActePartage, Collegue, Droit, Proposition, QuestionPartage, QuoiPartage, ReponsePartage,
};

/// How long an offer waits for its answer.
const DELAI: TimeDelta = TimeDelta::days(14);

impl Tour<'_> {
    /// « Partager ».
    pub fn partager(&mut self) {
        match self.state.dossier.as_ref().map(|dossier| dossier.statut) {
            None | Some(Statut::Annule) => {
                self.note(Note::RienAReprendre);
                self.go(Place::Accueil);
            }
            Some(_) if self.entreprise().is_none() => self.note(Note::Partage(NotePartage::SansEntreprise)),
            Some(_) => self.go(Place::Partage(LieuPartage::Acces)),
        }
    }

    /// The company that the current request is for.
    pub fn entreprise(&self) -> Option<Entite> {
        let parcours = self.parcours()?;
        parcours.dossier.valeurs(&parcours.dispositif.demandeur).find_map(|valeur| match valeur {
            Valeur::Entite(entite) => Some(entite.clone()),
            _ => None,
        })
    }

    /// Something written where a colleague is to be chosen: her email.
    pub fn name_colleague(&mut self, text: &str) {
        let Some(entreprise) = self.entreprise() else { return self.partager() };
        if !self.must_own() {
            return;
        }
        let email = text.trim().to_lowercase();
        if !email.contains('@') {
            return self.note(Note::Partage(NotePartage::QuiPartager));
        }
        let question = QuestionPartage::Collegue { siret: entreprise.siret, email };
        self.ask(Recherche::Partage(question), Attente::Collegue);
    }

    fn offer_to(&mut self, collegue: Option<Collegue>) {
        match collegue {
            None => {
                let entreprise = self.entreprise().map_or_else(String::new, |e| e.nom().to_owned());
                self.note(Note::Partage(NotePartage::PasCollegue { entreprise }));
            }
            Some(collegue) if collegue.personne == self.monde.personne.id => {
                self.note(Note::Partage(NotePartage::CEstVous));
            }
            Some(pour) => self.go(Place::Partage(LieuPartage::Droit { pour })),
        }
    }

    pub fn gesture(&mut self, geste: &GestePartage) {
        match geste.clone() {
            GestePartage::Choisir(collegue) => {
                if self.must_own() {
                    self.offer_to(Some(collegue));
                }
            }
            GestePartage::Offrir(droit) => self.offer(droit),
            GestePartage::RetirerProposition { id, pour, nom, droit } => {
                if self.must_own() {
                    self.effects.push(Effect::Partage(ActePartage::Retirer { id }));
                    self.journal(JournalWhat::Partage { quoi: QuoiPartage::Retire, personne: pour, droit });
                    let (de, titre) = (self.monde.personne.nom_affiche(), self.titre());
                    self.warn_colleague(pour, AvisPartage::PropositionRetiree { de, titre });
                    self.note(Note::Partage(NotePartage::PropositionRetiree { nom }));
                    self.advance();
                }
            }
            GestePartage::RetirerAcces { personne, nom, droit } => self.take_back(personne, nom, droit),
            GestePartage::Quitter => self.leave(),
            GestePartage::Voir(id) => self.go(Place::Partage(LieuPartage::Recue { id })),
            GestePartage::Accepter(id) => self.decide(id, true),
            GestePartage::Refuser(id) => self.decide(id, false),
            GestePartage::Prevenir => self.say_filled(),
        }
    }

    /// Offers a right; nothing is shared yet.
    fn offer(&mut self, droit: Droit) {
        let Place::Partage(LieuPartage::Droit { pour }) = self.state.conversation.place.clone() else {
            return self.stale();
        };
        if !self.must_own() {
            return;
        }
        let Some(dossier) = self.state.dossier.as_ref() else { return self.partager() };
        if dossier.statut == Statut::Annule || (droit == Droit::Redacteur && dossier.statut.is_locked()) {
            self.note(Note::Verrouille);
            return self.advance();
        }
        let Some(entreprise) = self.entreprise() else { return self.partager() };
        self.effects.push(Effect::Partage(ActePartage::Proposer {
            id: self.monde.tirage,
            dossier: dossier.id,
            pour: pour.personne,
            droit,
            expires_at: self.monde.now + DELAI,
        }));
        self.journal(JournalWhat::Partage { quoi: QuoiPartage::Propose, personne: pour.personne, droit });
        let avis = AvisPartage::Proposee {
            de: self.monde.personne.nom_affiche(),
            titre: self.titre(),
            entreprise: entreprise.nom().to_owned(),
            droit,
        };
        self.warn_colleague(pour.personne, avis);
        self.note(Note::Partage(NotePartage::Proposee { nom: pour.nom, droit }));
        self.advance();
    }

    fn take_back(&mut self, personne: Uuid, nom: String, droit: Droit) {
        if !self.must_own() {
            return;
        }
        let Some(dossier) = self.state.dossier.as_ref().map(|dossier| dossier.id) else { return };
        self.effects.push(Effect::Partage(ActePartage::Reprendre { dossier, personne }));
        self.journal(JournalWhat::Partage { quoi: QuoiPartage::Repris, personne, droit });
        let (de, titre) = (self.monde.personne.nom_affiche(), self.titre());
        self.warn_colleague(personne, AvisPartage::AccesRetire { de, titre });
        self.state.partage.acces.retain(|acces| acces.personne != personne);
        self.note(Note::Partage(NotePartage::AccesRetire { nom }));
        self.advance();
    }

    /// She gives up her right on a colleague's request.
    fn leave(&mut self) {
        let (droit, personne) = (self.droit(), self.monde.personne);
        let Some(dossier) = self.state.dossier.as_ref().filter(|_| droit != Droit::Proprietaire) else {
            return self.stale();
        };
        let owner = dossier.proprietaire;
        self.effects.push(Effect::Partage(ActePartage::Quitter { dossier: dossier.id }));
        self.journal(JournalWhat::Partage { quoi: QuoiPartage::Quitte, personne: personne.id, droit });
        let titre = self.titre();
        let par = personne.nom_affiche();
        self.warn_colleague(owner, AvisPartage::Quittee { par, titre: titre.clone() });
        self.note(Note::Partage(NotePartage::Quittee { titre }));
        self.state.dossier = None;
        self.go(Place::Accueil);
    }

    /// An editor has finished: the owner, who alone may send, is told.
    fn say_filled(&mut self) {
        let Some(dossier) = self.draft() else { return self.advance() };
        let owner = dossier.proprietaire;
        if owner == self.monde.personne.id {
            return self.advance();
        }
        let avis = AvisPartage::Remplie { par: self.monde.personne.nom_affiche(), titre: self.titre() };
        self.warn_colleague(owner, avis);
        let proprietaire = self.proprietaire();
        self.note(Note::Partage(NotePartage::Prevenu { proprietaire }));
    }

    /// « Partages » : what colleagues offer her.
    pub fn received(&mut self) {
        self.ask(Recherche::Partage(QuestionPartage::Recues), Attente::Recues);
    }

    fn decide(&mut self, id: Uuid, accepte: bool) {
        self.ask(Recherche::Partage(QuestionPartage::Recue { id }), Attente::Decider { accepte });
    }

    /// « Oui » or « non » where an offer is shown.
    pub fn answer_offer(&mut self, accepte: bool) -> bool {
        let Place::Partage(LieuPartage::Recue { id }) = self.state.conversation.place else { return false };
        self.decide(id, accepte);
        true
    }

    fn accept_or_refuse(&mut self, offer: Option<&Proposition>, accepte: bool) {
        self.go(Place::Accueil);
        let Some(offer) = offer else {
            return self.note(Note::Partage(NotePartage::PropositionPerdue));
        };
        let (acte, quoi) = match accepte {
            true => (ActePartage::Accepter { id: offer.id }, QuoiPartage::Accepte),
            false => (ActePartage::Refuser { id: offer.id }, QuoiPartage::Refuse),
        };
        self.effects.push(Effect::Partage(acte));
        let what = JournalWhat::Partage { quoi, personne: offer.pour, droit: offer.droit };
        self.effects.push(Effect::Journal(JournalEntry { dossier: offer.dossier, what }));
        self.state.partages_recus = self.state.partages_recus.saturating_sub(1);
        let (par, titre, droit) = (self.monde.personne.nom_affiche(), self.titre_offert(offer), offer.droit);
        let de = offer.de_nom.clone();
        if accepte {
            self.warn_colleague(offer.de, AvisPartage::Acceptee { par, titre: titre.clone(), droit });
            self.note(Note::Partage(NotePartage::Acceptee { titre: titre.clone(), de, droit }));
            self.ouvrable = Some(offer.dossier);
            self.vue = Some(Screen::Partage(Box::new(EcranPartage::Acceptee { titre, droit })));
        } else {
            self.warn_colleague(offer.de, AvisPartage::Refusee { par, titre: titre.clone(), droit });
            self.note(Note::Partage(NotePartage::Refusee { titre, de }));
        }
    }

    fn titre_offert(&self, offer: &Proposition) -> String {
        offer.titre.clone().unwrap_or_else(|| self.catalogue().libelles.sans_titre.clone())
    }

    /// Says something to a colleague, on each of her channels.
    fn warn_colleague(&mut self, personne: Uuid, avis: AvisPartage) {
        let message = Message::told(vec![Note::Partage(NotePartage::Avis(avis))]);
        self.effects.push(Effect::Prevenir { personne, message: Box::new(message) });
    }

    /// The store's answers; true when this was one of them.
    pub fn found_partage(&mut self, attente: &Attente, reponse: &ReponsePartage) -> bool {
        match (attente, reponse) {
            (Attente::Collegue, ReponsePartage::Collegue(collegue)) => self.offer_to(collegue.clone()),
            (Attente::Recues, ReponsePartage::Recues(offers)) => match offers.as_slice() {
                [] => {
                    self.note(Note::Partage(NotePartage::AucuneProposition));
                    self.go(Place::Accueil);
                }
                [only] => self.go(Place::Partage(LieuPartage::Recue { id: only.id })),
                _ => self.go(Place::Partage(LieuPartage::Recues)),
            },
            (Attente::Decider { accepte }, ReponsePartage::Recue(offer)) => {
                self.accept_or_refuse(offer.as_ref(), *accepte);
            }
            (Attente::MesPartages { entites }, ReponsePartage::Compte { recues, donnees }) => {
                let personne = self.monde.personne;
                self.vue = Some(Screen::MesDonnees {
                    email: personne.email.clone(),
                    nom: personne.nom.clone(),
                    entites: entites.clone(),
                    partages: ComptePartages { recues: *recues, donnees: *donnees },
                });
            }
            (Attente::Montrer, ReponsePartage::Recue(None)) => {
                self.note(Note::Partage(NotePartage::PropositionPerdue));
                self.go(Place::Accueil);
            }
            _ => return false,
        }
        true
    }

    pub fn partage_needs(&self, lieu: &LieuPartage) -> Option<Recherche> {
        let question = match lieu {
            LieuPartage::Acces => QuestionPartage::Offrir {
                dossier: self.state.dossier.as_ref()?.id,
                siret: self.entreprise()?.siret,
            },
            LieuPartage::Droit { .. } => return None,
            LieuPartage::Recues => QuestionPartage::Recues,
            LieuPartage::Recue { id } => QuestionPartage::Recue { id: *id },
        };
        Some(Recherche::Partage(question))
    }

    pub fn ecran_partage(&self, lieu: &LieuPartage) -> Option<Screen> {
        let found = match &self.trouvaille {
            Some(Trouvaille::Partage(reponse)) => Some(reponse),
            _ => None,
        };
        let ecran = match (lieu, found) {
            (LieuPartage::Acces, Some(ReponsePartage::Offrir { propositions, .. })) => EcranPartage::Acces {
                titre: self.titre(),
                entreprise: self.entreprise()?.nom().to_owned(),
                gere: self.droit() == Droit::Proprietaire,
                partages: self.partages(),
                propositions: propositions
                    .iter()
                    .map(|offer| (offer.pour_nom.clone(), offer.droit))
                    .collect(),
            },
            (LieuPartage::Droit { pour }, _) => {
                self.state.dossier.as_ref()?;
                EcranPartage::Droit { nom: pour.nom.clone(), titre: self.titre() }
            }
            (LieuPartage::Recues, Some(ReponsePartage::Recues(offers))) => {
                EcranPartage::Recues { nombre: u32::try_from(offers.len()).unwrap_or(u32::MAX) }
            }
            (LieuPartage::Recue { .. }, Some(ReponsePartage::Recue(Some(offer)))) => EcranPartage::Recue {
                de: offer.de_nom.clone(),
                titre: self.titre_offert(offer),
                entreprise: offer.entreprise.clone(),
                droit: offer.droit,
                expires_at: offer.expires_at,
            },
            _ => return None,
        };
        Some(Screen::Partage(Box::new(ecran)))
    }

    /// With whom the current request is shared.
    pub fn partages(&self) -> Partages {
        let me = self.monde.personne.id;
        let owner = self.state.dossier.as_ref().map(|dossier| dossier.proprietaire);
        let others =
            self.acces().iter().filter(|acces| acces.personne != me && Some(acces.personne) != owner);
        Partages {
            proprietaire: Some(self.proprietaire()).filter(|nom| owner != Some(me) && !nom.is_empty()),
            avec: others.map(|acces| (acces.nom.clone(), acces.droit)).collect(),
        }
    }

    /// At the welcome and in « Mes demandes »: offers that wait for her answer.
    pub fn tell_received(&mut self, screen: &Screen) {
        let nombre = self.state.partages_recus;
        if nombre > 0 && matches!(screen, Screen::Accueil(_) | Screen::Demandes(_)) {
            self.note(Note::Partage(NotePartage::EnAttente { nombre }));
        }
    }
}
