//! A person of OPCO EP takes over: whatever is said then is for her, and the assistant keeps out of the way.

use super::tour::Tour;
use crate::catalogue::Commande;
use crate::conversation::{Place, PlaceHumain};
use crate::engine::Effect;
use crate::escalade::{ActeEscalade, Appel, DITS_MAX, Dit, ESSAIS, ESSAIS_MAX, ReponseSupport, SujetAppel};
use crate::event::{Event, Fichier, FichierRecu};
use crate::message::{EcranHumain, Message, Note, NoteHumain, Refus, Screen};
use crate::reading::mask_nir;

impl Tour<'_> {
    /// Keeps what the person says for whoever must understand later.
    pub fn hear(&mut self, event: &Event) {
        let said = match event {
            Event::Text { text, .. } | Event::Edited { text, .. } => text.clone(),
            Event::Lettre(lettre) => lettre.texte.clone(),
            Event::Tap { card, choice } => {
                let carte = &self.state.conversation.carte;
                match carte.choices.get(usize::from(*choice)) {
                    Some(choice) if *card == carte.serial => choice.label.clone(),
                    _ => return,
                }
            }
            Event::TapDay { day, .. } => crate::affichage::date_longue(*day),
            Event::Files { files, .. } => {
                let names: Vec<&str> = files.iter().map(Fichier::name).collect();
                names.join(", ")
            }
            Event::TapMonth { .. }
            | Event::LettreDouteuse(_)
            | Event::Nouvelles(_)
            | Event::Rappels(_)
            | Event::Humain(_)
            | Event::Unreadable(_)
            | Event::Opened
            | Event::Found(_) => return,
        };
        let said = mask_nir(&said).unwrap_or(said);
        if said.trim().is_empty() {
            return;
        }
        let dits = &mut self.state.conversation.dits;
        dits.push(Dit::new(self.monde.now, &said));
        let surplus = dits.len().saturating_sub(DITS_MAX);
        dits.drain(..surplus);
    }

    /// Counts answers that the question she stands at did not take; after some, a person is offered.
    pub fn count_failures(&mut self, event: &Event, before: &Place) {
        let said = match event {
            Event::Text { text, .. } => text.as_str(),
            Event::Lettre(lettre) => lettre.texte.as_str(),
            _ => "",
        };
        let place = &self.state.conversation.place;
        let moved = place != before && !matches!(place, Place::Humain(_));
        let refused = self.notes.iter().any(|note| matches!(note, Note::Refus(refus) if is_failure(refus)));
        if moved || !place.is_question() && !matches!(place, Place::Humain(_)) {
            self.state.conversation.essais.clear();
        } else if refused && !said.is_empty() && self.state.conversation.place == *before {
            let essais = &mut self.state.conversation.essais;
            essais.push(Dit::new(self.monde.now, &mask_nir(said).unwrap_or_else(|| said.to_owned())).texte);
            let surplus = essais.len().saturating_sub(ESSAIS_MAX);
            essais.drain(..surplus);
            // Said once; the button stays.
            if essais.len() == ESSAIS && self.monde.cadre.support.joignable {
                self.note(Note::Humain(NoteHumain::Propose));
            }
        }
    }

    /// The question at hand did not take her answers.
    pub fn is_stuck(&self) -> bool {
        self.state.conversation.essais.len() >= ESSAIS
    }

    /// « Parler à quelqu'un ».
    pub fn support(&mut self) {
        if !self.monde.cadre.support.joignable {
            let adresse = self.monde.cadre.support_email.clone();
            let numero = self.state.dossier.as_ref().and_then(|dossier| dossier.numero.clone());
            self.vue = Some(Screen::Support { adresse, numero });
            return;
        }
        if matches!(self.state.conversation.place, Place::Humain(_)) {
            return;
        }
        let retour = Box::new(self.state.conversation.place.clone());
        self.state.conversation.place =
            Place::Humain(PlaceHumain { ouverte: false, fichiers: Vec::new(), retour });
    }

    pub fn screen_humain(&self, humain: &PlaceHumain) -> EcranHumain {
        match humain.ouverte {
            true => EcranHumain::EnCours,
            false => EcranHumain::Decrire {
                horaires: self.monde.cadre.support.horaires.clone(),
                numero: self.state.dossier.as_ref().and_then(|dossier| dossier.numero.clone()),
            },
        }
    }

    /// What is said where a person is spoken to. True when it is for her: it is on its way, or what it lacks was said.
    pub fn is_for_human(&mut self, event: &Event) -> bool {
        let Place::Humain(humain) = self.state.conversation.place.clone() else { return false };
        match event {
            Event::Text { text, .. } => self.words_for_human(humain, text, false, &[]),
            // Before anything was said to a person, it corrects an answer.
            Event::Edited { .. } if !humain.ouverte => false,
            Event::Edited { text, .. } => self.words_for_human(humain, text, true, &[]),
            Event::Lettre(lettre) => self.words_for_human(humain, &lettre.texte, false, &[]),
            Event::Files { files, caption } => {
                let received = self.readable(files);
                let said = caption.as_deref().filter(|_| !self.is_letter()).unwrap_or_default();
                if received.is_empty() && said.trim().is_empty() {
                    return true;
                }
                self.words_for_human(humain, said, false, &received)
            }
            Event::Opened => true,
            Event::Tap { .. }
            | Event::TapDay { .. }
            | Event::TapMonth { .. }
            | Event::LettreDouteuse(_)
            | Event::Nouvelles(_)
            | Event::Rappels(_)
            | Event::Unreadable(_)
            | Event::Humain(_)
            | Event::Found(_) => false,
        }
    }

    fn words_for_human(
        &mut self,
        humain: PlaceHumain,
        said: &str,
        corrige: bool,
        fichiers: &[FichierRecu],
    ) -> bool {
        let masked = mask_nir(said);
        if masked.is_some() {
            self.note(Note::NumeroSecuriteSociale);
        }
        let said = masked.as_deref().unwrap_or(said).trim();
        let commande = self.catalogue().commandes.find(said.strip_prefix('/').unwrap_or(said));
        let commande = commande.or_else(|| self.catalogue().commandes.find(said));
        if fichiers.is_empty() && commande == Some(Commande::Terminer) {
            self.leave_human();
            return true;
        }
        if humain.ouverte {
            self.relay(said, corrige, fichiers, commande);
            return true;
        }
        if fichiers.is_empty() {
            match commande {
                Some(Commande::Retour | Commande::Non | Commande::Annuler) => {
                    self.leave_human();
                    return true;
                }
                Some(Commande::Support) => return true,
                // She thought better of it.
                Some(_) => {
                    self.leave_human();
                    return false;
                }
                None if said.starts_with('/') => {
                    self.refuse(Refus::Incompris);
                    return true;
                }
                None => {}
            }
        }
        let all = [humain.fichiers.as_slice(), fichiers].concat();
        if !said.chars().any(char::is_alphanumeric) {
            if !all.is_empty() {
                let noms = all.iter().map(|file| file.name.clone()).collect();
                self.note(Note::Humain(NoteHumain::FichiersNotes { noms }));
            }
            self.state.conversation.place = Place::Humain(PlaceHumain { fichiers: all, ..humain });
            return true;
        }
        self.call(said, all, humain.retour);
        true
    }

    /// Opens the exchange with all that helps to understand her.
    fn call(&mut self, said: &str, fichiers: Vec<FichierRecu>, retour: Box<Place>) {
        let support = &self.monde.cadre.support;
        let echeance = support.echeance(self.monde.now);
        let horaires = support.horaires.clone();
        let mut dits = self.state.conversation.dits.clone();
        // What is wrong stands for itself.
        dits.pop();
        let appel = Appel {
            sujet: self.sujet_appel(&retour),
            dossier: self.state.dossier.as_ref().map(|dossier| dossier.id),
            texte: said.to_owned(),
            fichiers,
            essais: std::mem::take(&mut self.state.conversation.essais),
            dits,
            recap: self.recap_for_human(),
            echeance,
        };
        self.effects.push(Effect::Escalade(ActeEscalade::Ouvrir(Box::new(appel))));
        self.state.conversation.place =
            Place::Humain(PlaceHumain { ouverte: true, fichiers: Vec::new(), retour });
        self.vue = Some(Screen::Humain(EcranHumain::Ouverte { echeance, horaires }));
    }

    fn relay(&mut self, said: &str, corrige: bool, fichiers: &[FichierRecu], commande: Option<Commande>) {
        if said.starts_with('/') {
            // Nobody says that to a person.
            return match commande {
                Some(Commande::Support | Commande::Start) => {}
                _ => self.note(Note::Humain(NoteHumain::PasTransmis { texte: said.to_owned() })),
            };
        }
        let echeance = self.monde.cadre.support.echeance(self.monde.now);
        let (texte, fichiers) = (said.to_owned(), fichiers.to_vec());
        if !texte.is_empty() || !fichiers.is_empty() {
            self.effects.push(Effect::Escalade(ActeEscalade::Relayer { texte, fichiers, corrige, echeance }));
        }
        // The assistant does not come between two people; only what is not passed on is said.
        if self.notes.is_empty() {
            self.hush();
        }
    }

    /// Ends the exchange, where there is one.
    pub fn terminer(&mut self) {
        match self.state.conversation.place {
            Place::Humain(_) => self.leave_human(),
            _ => self.refuse(Refus::Incompris),
        }
    }

    pub fn leave_human(&mut self) {
        let Place::Humain(humain) = self.state.conversation.place.clone() else { return };
        if humain.ouverte {
            self.effects.push(Effect::Escalade(ActeEscalade::Fermer));
            self.note(Note::Humain(NoteHumain::Termine));
        }
        self.back_to(*humain.retour);
    }

    /// To the question where she was, if it still is one.
    fn back_to(&mut self, place: Place) {
        let lost = match &place {
            Place::Champ { chemin, .. } | Place::NouvelIndividu { chemin, .. } => {
                self.field(chemin).is_none()
            }
            place => place.needs_dossier() && self.state.dossier.is_none(),
        };
        match lost {
            true if self.state.dossier.is_some() => self.advance(),
            true => self.go(Place::Accueil),
            false => self.state.conversation.place = place,
        }
    }

    /// A person of OPCO EP answers.
    pub fn human_says(&mut self, reponse: &ReponseSupport) {
        let ReponseSupport { texte, fichiers, clos, ouverte } = reponse;
        let noms = fichiers.iter().map(|file| file.name.clone()).collect();
        if !texte.is_empty() || !fichiers.is_empty() {
            self.note(Note::Humain(NoteHumain::Repond { texte: texte.clone(), fichiers: noms }));
        }
        for file in fichiers {
            self.effects.push(Effect::Remettre(file.clone()));
        }
        let place = self.state.conversation.place.clone();
        match place {
            Place::Humain(humain) if humain.ouverte && *ouverte => {
                if *clos {
                    self.note(Note::Humain(NoteHumain::Clos));
                    self.back_to(*humain.retour);
                }
            }
            // It comes after the end: it is told, and she stays where she is.
            _ => self.tell(),
        }
    }

    /// Says the notes beside the card in use, which stays the one in use.
    fn tell(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            self.effects.push(Effect::Say(Box::new(Message::told(notes))));
        }
        self.hush();
    }

    fn sujet_appel(&self, retour: &Place) -> SujetAppel {
        let resume = self.state.dossier.as_ref().map(|dossier| self.catalogue().resume(dossier));
        let at = match retour {
            Place::Champ { chemin, .. } | Place::NouvelIndividu { chemin, .. } => {
                self.field(chemin).map(|(etape, champ)| (etape.libelle.clone(), champ.libelle.clone()))
            }
            Place::Pieces { piece } => self.dispositif().map(|dispositif| {
                let piece = piece.as_deref().and_then(|cle| self.demandee(cle)).map(|piece| piece.libelle);
                (dispositif.etape_pieces.clone(), piece.unwrap_or_default())
            }),
            _ => None,
        };
        let (etape, question) = at.map_or((None, None), |(etape, question)| (Some(etape), Some(question)));
        SujetAppel {
            numero: self.state.dossier.as_ref().and_then(|dossier| dossier.numero.clone()),
            dispositif: self.dispositif().map(|dispositif| dispositif.libelle.clone()),
            titre: resume.as_ref().and_then(|resume| resume.titre.clone()),
            demandeur: resume.and_then(|resume| resume.demandeur).map(|entite| entite.nom().to_owned()),
            etape,
            question: question.filter(|question| !question.is_empty()),
        }
    }

    fn recap_for_human(&self) -> Option<Box<Message>> {
        let screen = match self.draft() {
            Some(_) => Screen::Recapitulatif(Box::new(self.recapitulatif()?)),
            None => self.suivi(false)?,
        };
        Some(Box::new(Message::of(screen)))
    }
}

/// She said something and was not understood; being told to wait or to write less is no failure of hers.
fn is_failure(refus: &Refus) -> bool {
    !matches!(refus, Refus::TropDeRecherches)
}
