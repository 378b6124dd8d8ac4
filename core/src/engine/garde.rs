//! Several people on one request: each may do what her right allows, and an answer is to what its author saw.

use uuid::Uuid;

use super::tour::Tour;
use crate::affichage::afficher;
use crate::catalogue::{Commande, Etape};
use crate::conversation::{Place, Vu};
use crate::dossier::{Chemin, Dossier};
use crate::event::Event;
use crate::message::{Note, NotePartage, Refus, Screen};
use crate::partage::{Acces, Droit};

impl Tour<'_> {
    /// Her right on the current dossier.
    pub fn droit(&self) -> Droit {
        match &self.state.dossier {
            Some(dossier) if dossier.proprietaire == self.monde.personne.id => Droit::Proprietaire,
            _ => self.find_acces(self.monde.personne.id).map_or(Droit::Lecteur, |acces| acces.droit),
        }
    }

    /// Everyone's right on the current dossier.
    pub fn acces(&self) -> &[Acces] {
        let dossier = self.state.dossier.as_ref().map(|dossier| dossier.id);
        match dossier {
            Some(id) if self.state.partage.dossier == id => &self.state.partage.acces,
            _ => &[],
        }
    }

    fn find_acces(&self, personne: Uuid) -> Option<&Acces> {
        self.acces().iter().find(|acces| acces.personne == personne)
    }

    /// How the owner of the current dossier is called.
    pub fn proprietaire(&self) -> String {
        let owner = self.state.dossier.as_ref().and_then(|dossier| self.find_acces(dossier.proprietaire));
        owner.map_or_else(String::new, |acces| acces.nom.clone())
    }

    pub fn refuse_reader(&mut self) {
        let proprietaire = self.proprietaire();
        self.note(Note::Partage(NotePartage::LectureSeule { proprietaire }));
        self.go(Place::Suivi);
    }

    /// True for the owner. Anyone else is told, and stays where she is.
    pub fn must_own(&mut self) -> bool {
        let proprietaire = self.proprietaire();
        match self.droit() {
            Droit::Proprietaire => return true,
            Droit::Redacteur => self.note(Note::Partage(NotePartage::SeulProprietaire { proprietaire })),
            Droit::Lecteur => self.refuse_reader(),
        }
        false
    }

    /// The request she was at is no longer hers to see. True when her event has lost its ground with it.
    pub fn lost_ground(&mut self, event: &Event) -> bool {
        if self.state.dossier.is_some() || self.state.conversation.dossier.take().is_none() {
            return false;
        }
        self.note(Note::Partage(NotePartage::AccesPerdu));
        if !self.state.conversation.place.needs_dossier() {
            return false;
        }
        self.go(Place::Accueil);
        match event {
            // « Oui » and « non » answer what was asked there.
            Event::Text { text, .. } => matches!(
                self.catalogue().commandes.find(text),
                None | Some(Commande::Oui | Commande::Non | Commande::Confirmer)
            ),
            _ => true,
        }
    }

    /// What the card that is being shown lets its reader answer to.
    pub fn shown(&self, screen: &Screen) -> Option<Vu> {
        let dossier = self.state.dossier.as_ref()?;
        match (&self.state.conversation.place, screen) {
            (Place::Champ { chemin, .. } | Place::NouvelIndividu { chemin, .. }, Screen::Question(_)) => {
                let element = dossier.find_element(&chemin.etape, chemin.element);
                Some(Vu::Question {
                    chemin: chemin.clone(),
                    existe: element.is_some(),
                    valeur: element.and_then(|element| element.valeur(&chemin.champ)).cloned().map(Box::new),
                })
            }
            (Place::ConfirmerEnvoi, Screen::ConfirmerEnvoi(_)) => {
                Some(Vu::Demande { updated_at: dossier.updated_at })
            }
            (_, Screen::Manque(_)) => None,
            // Help was asked, or a list: the question is still the one she read.
            _ => self.state.conversation.carte.vu.clone(),
        }
    }

    /// Compares the question that was shown with what others made of the request since: a new element takes the
    /// next number; an answer to what is gone, or was answered, will not be taken.
    pub fn catch_up(&mut self) {
        let Some(Vu::Question { chemin: shown, existe, valeur }) = self.state.conversation.carte.vu.clone()
        else {
            return;
        };
        let (Place::Champ { chemin, .. } | Place::NouvelIndividu { chemin, .. }) =
            &self.state.conversation.place
        else {
            return;
        };
        if *chemin != shown {
            return;
        }
        let Some(dossier) = &self.state.dossier else { return };
        let Some((etape, champ)) = self.field(&shown) else { return };
        let found = match dossier.find_element(&shown.etape, shown.element) {
            Some(_) if existe => shown.element,
            None if existe => return self.conflit = Some(Note::Partage(NotePartage::QuestionDisparue)),
            // Both answered the same question about an element that was to come.
            Some(_) if !names(etape, &shown) => shown.element,
            _ => match next_number(etape, dossier) {
                Ok(number) => number,
                Err(refus) => return self.conflit = Some(Note::Refus(refus)),
            },
        };
        let element = dossier.find_element(&shown.etape, found);
        let now = element.and_then(|element| element.valeur(&shown.champ));
        if self.parcours().is_some_and(|parcours| !parcours.is_open(etape, element, champ)) {
            self.conflit = Some(Note::Partage(NotePartage::QuestionDisparue));
        } else if now != valeur.as_deref() {
            self.conflit = Some(Note::Partage(NotePartage::DejaRepondu {
                libelle: champ.libelle.clone(),
                valeur: now.map(|valeur| afficher(&champ.nature, valeur)),
            }));
        }
        let moved = Chemin { element: found, ..shown };
        if let Place::Champ { chemin, .. } | Place::NouvelIndividu { chemin, .. } =
            &mut self.state.conversation.place
        {
            *chemin = moved;
        }
    }

    /// True when the answer that is being given cannot be taken: she is told, and what is missing now is asked.
    pub fn overtaken(&mut self) -> bool {
        let Some(note) = self.conflit.take() else { return false };
        self.note(note);
        self.advance();
        true
    }

    /// Whether somebody changed the request since the recap that she is about to send was shown.
    pub fn changed_since_read(&self) -> bool {
        match (&self.state.conversation.carte.vu, &self.state.dossier) {
            (Some(Vu::Demande { updated_at }), Some(dossier)) => *updated_at != dossier.updated_at,
            _ => false,
        }
    }

    /// A message of hers, told from those of others on the same request.
    pub fn signed(&self, message: &str) -> String {
        format!("{}/{message}", self.monde.personne.id)
    }

    /// Whether the message an answer was read from is this one of hers. Those of before requests were shared bear no
    /// signature, and are their owner's.
    pub fn wrote(&self, read_from: &str, message: &str) -> bool {
        read_from == self.signed(message) || (read_from == message && self.droit() == Droit::Proprietaire)
    }
}

/// The field says who or what the element is: two people who answer it at once speak of two.
fn names(etape: &Etape, chemin: &Chemin) -> bool {
    etape.repetition.as_ref().is_some_and(|repetition| repetition.unique.as_ref() == Some(&chemin.champ))
}

/// The number of the element that a question about a new one writes to. An étape that does not repeat has one.
fn next_number(etape: &Etape, dossier: &Dossier) -> Result<u32, Refus> {
    let elements = dossier.elements(&etape.cle);
    match (&etape.repetition, elements.first()) {
        (None, Some(only)) => Ok(only.id),
        (Some(repetition), _) if elements.len() >= repetition.max as usize => {
            Err(Refus::Maximum { max: repetition.max })
        }
        _ => Ok(dossier.last_element + 1),
    }
}
