//! A turn being played: the state, what was decided so far, and where it ends.

use uuid::Uuid;

use crate::annuaire::PAGE_SIZE;
use crate::catalogue::{Catalogue, Commande, Dispositif};
use crate::conversation::{Attente, Place, Requete, State, Suspendu};
use crate::dossier::{Chemin, Dossier, Statut};
use crate::engine::{EcritAnnuaire, Effect, JournalEntry, JournalWhat, Monde, Toast, Turn};
use crate::event::{Recherche, Trouvaille};
use crate::message::{Action, Message, Note, Refus, Screen};
use crate::parcours::{Etat, Motif, Parcours};
use crate::partage::Droit;

pub(super) struct Tour<'a> {
    pub monde: &'a Monde<'a>,
    pub state: State,
    pub notes: Vec<Note>,
    /// Fields that this turn answered, in order: each can be corrected by one tap.
    pub prises: Vec<Chemin>,
    pub effects: Vec<Effect>,
    pub annuaire: Vec<EcritAnnuaire>,
    /// The person tapped: the card may be changed where it is.
    pub in_place: bool,
    /// A screen shown once in place of that of the place.
    pub vue: Option<Screen>,
    /// Asked of the store before the turn can go on.
    pub(super) recherche: Option<(Recherche, Attente)>,
    /// The store's answer, for the screen of the place.
    pub trouvaille: Option<Trouvaille>,
    /// The files that waited for their pièce have it.
    pub placed: bool,
    /// The letter that waited for her word is read as hers.
    pub acceptee: bool,
    /// Why an answer to the question at hand cannot be taken: somebody else was there.
    pub conflit: Option<Note>,
    /// A request that a button of this card opens.
    pub ouvrable: Option<Uuid>,
    /// Only a toast: nothing is shown.
    silent: bool,
}

impl<'a> Tour<'a> {
    pub fn new(monde: &'a Monde<'a>, mut state: State) -> Self {
        Tour {
            monde,
            prises: std::mem::take(&mut state.prises),
            state,
            notes: Vec::new(),
            effects: Vec::new(),
            annuaire: Vec::new(),
            in_place: false,
            vue: None,
            recherche: None,
            trouvaille: None,
            placed: false,
            acceptee: false,
            conflit: None,
            ouvrable: None,
            silent: false,
        }
    }

    pub fn catalogue(&self) -> &'a Catalogue {
        &self.monde.cadre.catalogue
    }

    pub fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    pub fn refuse(&mut self, refus: Refus) {
        self.note(Note::Refus(refus));
    }

    pub fn toast(&mut self, toast: Toast) {
        self.effects.push(Effect::Toast(toast));
        self.silent = toast == Toast::DejaNote;
    }

    /// Nothing is said at the end of this turn.
    pub fn hush(&mut self) {
        self.silent = true;
    }

    /// Goes to a place; what was searched or proposed at the last one is forgotten.
    pub fn go(&mut self, place: Place) {
        let conversation = &mut self.state.conversation;
        if conversation.place != place {
            conversation.requete = Requete::default();
            conversation.carte.month = None;
            conversation.carte.candidates.clear();
        }
        conversation.place = place;
    }

    pub fn ask(&mut self, recherche: Recherche, attente: Attente) {
        self.recherche = Some((recherche, attente));
    }

    pub fn libelle(&self, commande: Commande) -> String {
        self.catalogue().commandes.libelle(commande).to_owned()
    }

    /// The dispositif of the current dossier, in its revision or the nearest one there is.
    pub fn dispositif(&self) -> Option<&'a Dispositif> {
        let dossier = self.state.dossier.as_ref()?;
        self.monde.cadre.catalogue.of(dossier)
    }

    pub fn parcours(&self) -> Option<Parcours<'_>> {
        Some(Parcours { dispositif: self.dispositif()?, dossier: self.state.dossier.as_ref()? })
    }

    /// The current dossier while she can change it.
    pub fn draft(&self) -> Option<&Dossier> {
        let dossier = self.state.dossier.as_ref()?;
        (!dossier.statut.is_locked() && self.droit().ecrit()).then_some(dossier)
    }

    /// The current dossier, to change it. `None`, and the person is told, when there is none, it is locked, or she
    /// only reads it.
    pub fn draft_mut(&mut self) -> Option<&mut Dossier> {
        match &self.state.dossier {
            Some(dossier) if dossier.statut.is_locked() => {
                let statut = dossier.statut;
                self.locked(statut);
                None
            }
            Some(_) if !self.droit().ecrit() => {
                self.refuse_reader();
                None
            }
            Some(_) => self.state.dossier.as_mut(),
            None => {
                self.note(Note::RienAReprendre);
                self.go(Place::Accueil);
                None
            }
        }
    }

    fn locked(&mut self, statut: Statut) {
        if statut == Statut::Annule {
            self.note(Note::RienAReprendre);
            self.go(Place::Accueil);
        } else {
            self.note(Note::Verrouille);
            self.go(Place::Suivi);
        }
    }

    pub fn journal(&mut self, what: JournalWhat) {
        if let Some(dossier) = &self.state.dossier {
            self.effects.push(Effect::Journal(JournalEntry { dossier: dossier.id, what }));
        }
    }

    /// Goes to what is missing next in the current dossier.
    pub fn advance(&mut self) {
        self.carry_current();
        let Some(parcours) = self.parcours() else { return self.without_form() };
        if parcours.dossier.statut == Statut::Annule {
            return self.go(Place::Accueil);
        }
        if parcours.dossier.statut.is_locked() || !self.droit().ecrit() {
            return self.go(Place::Suivi);
        }
        match parcours.next() {
            Etat::Champ { chemin, motif } => {
                match motif {
                    Some(Motif::Refus(refus)) => self.refuse(refus),
                    Some(Motif::Regle(message)) => self.note(Note::Regle(message)),
                    None => {}
                }
                self.go(Place::Champ { chemin, edition: false });
            }
            // A letter takes all modules and stagiaires at once: whoever has more says so.
            Etat::Encore { etape } if self.is_letter() => {
                if let Some(dossier) = self.state.dossier.as_mut() {
                    dossier.closes.insert(etape);
                }
                self.advance();
            }
            Etat::Encore { etape } => self.go(Place::Encore { etape }),
            Etat::Piece(piece) => self.go(Place::Pieces { piece: Some(piece) }),
            // She reads it whole and confirms in one answer.
            Etat::Complet if self.is_letter() && self.droit() == Droit::Proprietaire => {
                self.go(Place::ConfirmerEnvoi)
            }
            Etat::Complet => self.go(Place::Recapitulatif),
        }
    }

    /// The store's answer to what the step before asked.
    pub fn found(&mut self, trouvaille: &Trouvaille) {
        let Some(suspendu) = self.state.conversation.suspendu.take() else { return };
        self.notes = suspendu.notes;
        self.prises = suspendu.prises;
        self.in_place = suspendu.in_place;
        match (suspendu.attente, trouvaille) {
            (Attente::Numero, Trouvaille::Numero(rank)) => self.number(*rank),
            (Attente::OuvrirFacture, Trouvaille::Dossier(dossier)) => self.open_facture(dossier.as_deref()),
            (Attente::Donner { piece }, Trouvaille::Dossier(dossier)) => {
                self.give_piece(dossier.as_deref(), piece.as_deref());
            }
            (Attente::Joindre { files, caption }, Trouvaille::Dossier(dossier)) => {
                self.open_facture(dossier.as_deref());
                self.files(&files, caption.as_deref());
            }
            (attente @ (Attente::Ouvrir | Attente::Continuer), Trouvaille::Dossier(dossier)) => {
                self.open(dossier.as_deref(), &attente);
            }
            (Attente::Copier, trouvaille) => self.copy_found(trouvaille),
            (Attente::Depart, Trouvaille::Reprises(reprises)) => self.nouvelle_with(reprises),
            (Attente::Reprendre, Trouvaille::Reprises(reprises)) => self.resume_from(reprises),
            (Attente::Salaries, Trouvaille::Entites { page, .. }) => self.salaries_among(&page.items),
            (Attente::Corriger { propriete, text }, Trouvaille::FicheIndividu(found)) => {
                self.correction_of(found.as_deref(), propriete, text);
            }
            (Attente::Doublon { individu, modifie }, Trouvaille::Noms(found)) => {
                self.twins_found(*individu, modifie, found);
            }
            (Attente::MesDonnees, Trouvaille::Entites { page, .. }) => self.mes_donnees(&page.items),
            (Attente::Rapport(periode), Trouvaille::Rapport(lignes)) => self.rapport_found(periode, lignes),
            (Attente::Lettre(lettre), trouvaille) => self.letter_found(*lettre, trouvaille),
            (Attente::LettreDe(lettre), Trouvaille::Dossier(dossier)) => {
                self.letter_about(&lettre, dossier.as_deref());
            }
            (Attente::Lot(lot), Trouvaille::Noms(found)) => self.lot_found(*lot, found),
            (attente, Trouvaille::Partage(reponse)) if self.found_partage(&attente, reponse) => {}
            (_, trouvaille) => self.shown_with(trouvaille),
        }
    }

    /// Results for the place at hand. Nothing found falls back to the whole list, a page beyond the end to the last.
    fn shown_with(&mut self, trouvaille: &Trouvaille) {
        let (text, page, total) = match trouvaille {
            Trouvaille::FicheEntite(None) | Trouvaille::FicheIndividu(None) => return self.lost(),
            Trouvaille::Entites { text, page } => (text.clone(), page.page, page.total),
            Trouvaille::Individus { text, page } => (text.clone(), page.page, page.total),
            Trouvaille::Dossiers(page) => (None, page.page, page.total),
            Trouvaille::Factures(page) => (None, page.page, page.total),
            Trouvaille::Facettes(_)
            | Trouvaille::Noms(_)
            | Trouvaille::FicheEntite(Some(_))
            | Trouvaille::FicheIndividu(Some(_))
            | Trouvaille::Reprises(_)
            | Trouvaille::Dossier(_)
            | Trouvaille::Numero(_)
            | Trouvaille::Partage(_)
            | Trouvaille::Rapport(_) => (None, 0, 1),
        };
        let last = total.saturating_sub(1) / PAGE_SIZE as u32;
        match text {
            Some(text) if total == 0 => {
                self.refuse(Refus::RienTrouve { text });
                self.state.conversation.requete = Requete::default();
            }
            _ if page > last => self.turn_to(last),
            _ => self.trouvaille = Some(trouvaille.clone()),
        }
    }

    /// Ends the step: asks the store for what the screen needs, or says the message.
    pub fn finish(mut self) -> Turn {
        if self.silent {
            return self.end(None);
        }
        self.complete_creation();
        self.take_kept();
        self.take_kept_files();
        if self.recherche.is_none() && self.trouvaille.is_none() && self.vue.is_none() {
            self.recherche = self.screen_needs().map(|recherche| (recherche, Attente::Montrer));
        }
        self.state.conversation.dossier = self.state.dossier.as_ref().map(|dossier| dossier.id);
        if let Some((recherche, attente)) = self.recherche.take() {
            let notes = std::mem::take(&mut self.notes);
            let prises = std::mem::take(&mut self.prises);
            let suspendu = Suspendu { attente, notes, prises, in_place: self.in_place };
            self.state.conversation.suspendu = Some(suspendu);
            return self.end(Some(recherche));
        }
        self.say();
        self.end(None)
    }

    pub fn end(mut self, recherche: Option<Recherche>) -> Turn {
        if self.monde.rafale {
            self.state.prises = self.prises;
        }
        Turn { state: self.state, annuaire: self.annuaire, effects: self.effects, recherche }
    }

    /// The creation form is complete: the dossier gets its number, and the person the portal's sentence.
    fn complete_creation(&mut self) {
        let Some(parcours) = self.parcours().filter(|_| self.draft().is_some()) else { return };
        let ready =
            parcours.dossier.numero.is_none()
                && parcours.dispositif.etapes.iter().take_while(|etape| etape.numero.is_none()).all(
                    |etape| !parcours.dossier.elements(&etape.cle).is_empty() && parcours.is_done(etape),
                );
        if ready && self.recherche.is_none() {
            use chrono::Datelike;
            let year = crate::clock::today(self.monde.now).year();
            self.ask(Recherche::Numero { year }, Attente::Numero);
        }
    }

    fn number(&mut self, rank: u32) {
        use chrono::Datelike;
        let year = crate::clock::today(self.monde.now).year();
        let confirmation =
            self.dispositif().and_then(|d| d.etapes.iter().find_map(|etape| etape.confirmation.clone()));
        if let Some(dossier) = self.state.dossier.as_mut() {
            dossier.numero = Some(format!("{year}-{rank:06}"));
        }
        self.journal(JournalWhat::Cree);
        if let Some(confirmation) = confirmation {
            self.note(Note::Confirmation(confirmation));
        }
    }

    fn say(&mut self) {
        let message = self.message();
        self.effects.push(Effect::Say(Box::new(message)));
    }

    /// The card of the place arrived at.
    pub fn message(&mut self) -> Message {
        let screen = match self.vue.take() {
            Some(screen) => screen,
            None => self.screen(),
        };
        self.tell_received(&screen);
        let choices = self.choices(&screen);
        let vu = self.shown(&screen);
        let card = self.state.conversation.next_card();
        let carte = &mut self.state.conversation.carte;
        carte.serial = card;
        carte.vu = vu;
        self.state.conversation.par_lettre = self.is_letter();
        let carte = &mut self.state.conversation.carte;
        carte.questions = match &screen {
            Screen::Manque(manque) => manque.posees(),
            _ => Vec::new(),
        };
        let (shown, kept) = choices.into_iter().enumerate().map(|(i, c)| c.place(i)).unzip();
        carte.choices = kept;
        Message {
            notes: std::mem::take(&mut self.notes),
            screen,
            choices: shown,
            card,
            in_place: self.in_place,
        }
    }

    /// A button of the card was tapped.
    pub fn tap(&mut self, card: u32, choice: u16) {
        self.in_place = true;
        let carte = &self.state.conversation.carte;
        let action = carte.choices.get(usize::from(choice)).map(|choice| choice.action.clone());
        match action {
            Some(action) if card == carte.serial => {
                self.state.conversation.carte.last_tap = Some((card, choice));
                self.act(&action);
            }
            _ if carte.last_tap == Some((card, choice)) => self.toast(Toast::DejaNote),
            _ => self.tap_aside(card, choice),
        }
    }

    /// A button of what was told beside the cards: the answer is a card of its own.
    fn tap_aside(&mut self, card: u32, choice: u16) {
        let annonce = self.state.conversation.annonces.find(card);
        let action = annonce.and_then(|annonce| annonce.choices.get(usize::from(choice)));
        match action.map(|choice| choice.action.clone()) {
            Some(action) => {
                self.in_place = false;
                self.act(&action);
            }
            None => self.stale(),
        }
    }

    /// The button belongs to another card: nothing is changed, the card in use is shown anew.
    pub fn stale(&mut self) {
        self.in_place = false;
        self.toast(Toast::BoutonPerime);
        self.note(Note::BoutonPerime);
    }

    pub fn act(&mut self, action: &Action) {
        match action {
            Action::Commande(commande) => self.commande(*commande),
            Action::Dispositif(cle) => self.begin(cle),
            Action::Orienter { question, option } => self.orient(question, option),
            Action::ChoisirAutreDispositif => self.choose_other_dispositif(),
            Action::ChangerDispositif(cle) => self.change_dispositif(cle),
            Action::Repondre(valeur) => self.answer_with(valeur.clone()),
            Action::ModifierChamp(chemin) => self.edit(chemin),
            Action::ModifierEtape(etape) => self.modifier(Some(etape.clone()), None),
            Action::ModifierElement { etape, element } => self.modifier(Some(etape.clone()), Some(*element)),
            Action::AjouterElement(etape) => self.add_element(etape),
            Action::DupliquerElement { etape, element } => self.duplicate_element(etape, *element),
            Action::RetirerElement { etape, element } => {
                if self.draft_mut().is_some() {
                    self.go(Place::ConfirmerRetrait { etape: etape.clone(), element: *element });
                }
            }
            Action::ChoisirPiece(piece) => self.choose_piece(piece),
            Action::RetirerFichier { piece, sha256 } => self.remove_file(piece, sha256),
            Action::DonnerPiece { dossier, piece } => {
                self.ask(Recherche::Dossier { id: *dossier }, Attente::Donner { piece: piece.clone() });
            }
            Action::OuvrirFacture(id) => self.ask(Recherche::Dossier { id: *id }, Attente::OuvrirFacture),
            Action::Transmettre => self.ask_transmission(),
            Action::Sujet(cle) => self.sujet(cle),
            Action::Rapport(periode) => self.rapport_of(*periode),
            Action::RapportEntreprise(entite) => self.rapport_entreprise(entite.clone()),
            Action::ChoisirEntreprise => self.choose_entreprise(),
            Action::RapportFichier { rapport, forme } => self.rapport_fichier(*rapport, *forme),
            Action::Lot(acte) => self.act_lot(acte),
            Action::Annuaire(acte) => self.act_annuaire(acte),
            Action::Partage(geste) => self.gesture(geste),
            Action::Preference(geste) => self.prefer(geste),
            Action::Rappel(geste) => self.put_off(geste),
            Action::OuvrirDossier(id) => self.ask(Recherche::Dossier { id: *id }, Attente::Ouvrir),
            Action::ReprendreDossier(id) => self.ask(Recherche::Dossier { id: *id }, Attente::Continuer),
            Action::Copier(id) => self.ask(Recherche::Dossier { id: *id }, Attente::Copier),
            Action::Commencer => self.choose_dispositif(),
            Action::FiltrerStatut(_) | Action::FiltrerEntite { .. } => self.filter(action),
        }
    }
}
