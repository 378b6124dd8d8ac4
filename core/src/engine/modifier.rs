//! Changing what was answered: étape, element, field; adding, duplicating and removing elements.

use super::recap::answers;
use super::tour::Tour;
use crate::affichage::afficher;
use crate::catalogue::{Champ, Commande, Etape};
use crate::conversation::{Place, Requete};
use crate::dossier::{Chemin, Dossier, Element};
use crate::engine::JournalWhat;
use crate::message::{Ligne, Note, NotePartage, Refus};
use crate::reading::{Lu, says_the_same};

impl Tour<'_> {
    pub fn modifier(&mut self, etape: Option<String>, element: Option<u32>) {
        if self.draft_mut().is_some() {
            self.go(Place::Modifier { etape, element });
        }
    }

    /// Opens a field to change it.
    pub fn edit(&mut self, chemin: &Chemin) {
        let repeats = self.field(chemin).is_some_and(|(etape, _)| etape.repetition.is_some());
        let Some(dossier) = self.draft_mut() else { return };
        if repeats && dossier.find_element(&chemin.etape, chemin.element).is_none() {
            // Somebody else removed it since the card was shown.
            self.note(Note::Partage(NotePartage::QuestionDisparue));
            return self.modifier(Some(chemin.etape.clone()), None);
        }
        self.go(Place::Champ { chemin: chemin.clone(), edition: true });
    }

    pub fn add_element(&mut self, etape: &str) {
        if self.draft_mut().is_none() {
            return;
        }
        let Some(parcours) = self.parcours() else { return };
        let Some(etape) = parcours.dispositif.find_etape(etape) else { return };
        let max = etape.repetition.as_ref().map_or(1, |repetition| repetition.max);
        if parcours.dossier.elements(&etape.cle).len() >= max as usize {
            return self.refuse(Refus::Maximum { max });
        }
        if let Some(chemin) = parcours.new_element(etape) {
            self.go(Place::Champ { chemin, edition: false });
        }
    }

    /// A copy with all answers but the one that must be unique, which is asked, and what says something of it.
    pub fn duplicate_element(&mut self, etape: &str, element: u32) {
        let Some(etape) = self.dispositif().and_then(|d| d.find_etape(etape)) else { return self.stale() };
        let Some(repetition) = &etape.repetition else { return self.stale() };
        let Some(dossier) = self.draft_mut() else { return };
        if dossier.elements(&etape.cle).len() >= repetition.max as usize {
            return self.refuse(Refus::Maximum { max: repetition.max });
        }
        let Some(source) = dossier.find_element(&etape.cle, element).cloned() else { return self.stale() };
        let nom = self.element_name(etape, &source);
        let contenu = self.shared(etape, &source);
        let Some(dossier) = self.draft_mut() else { return };
        let id = dossier.last_element + 1;
        dossier.element_mut(&etape.cle, id);
        self.journal(JournalWhat::ElementAjoute { etape: etape.cle.clone(), element: id });
        let kept =
            source.reponses.into_iter().filter(|(cle, reponse)| !reponse.proposee && is_shared(etape, cle));
        for (champ, reponse) in kept {
            self.set(&Chemin { etape: etape.cle.clone(), element: id, champ }, reponse.valeur, None);
        }
        self.propose(false);
        self.note(Note::ElementDuplique { nom, contenu });
        self.advance();
    }

    /// What a copy of this element has in common with it, as shown.
    fn shared(&self, etape: &Etape, element: &Element) -> Vec<Ligne> {
        let Some(parcours) = self.parcours() else { return Vec::new() };
        let names: Vec<&str> =
            etape.champs.iter().filter(|champ| is_shared(etape, &champ.cle)).map(Champ::nom).collect();
        let mut lignes = answers(parcours, etape, element);
        lignes.retain(|ligne| names.contains(&ligne.libelle.as_str()));
        lignes
    }

    /// « Idem » where another element is offered: the last one copied. What must differ is asked; without such a
    /// field, the answers of the copy are shown, to change those that differ.
    pub fn idem(&mut self, nom: Option<&str>) {
        let Place::Encore { etape } = self.state.conversation.place.clone() else {
            return self.refuse(Refus::Incompris);
        };
        let last = |dossier: &Dossier| dossier.elements(&etape).last().map(|element| element.id);
        let Some(source) = self.state.dossier.as_ref().and_then(last) else { return self.advance() };
        if nom.is_some_and(|nom| !self.may_search(nom)) {
            return;
        }
        self.duplicate_element(&etape, source);
        match (&self.state.conversation.place, nom) {
            (Place::Champ { .. }, Some(nom)) => {
                self.state.conversation.requete = Requete { text: Some(nom.to_owned()), page: 0 };
            }
            (Place::Encore { etape: here }, _) if *here == etape => {
                let copy = self.state.dossier.as_ref().and_then(last).filter(|copy| *copy != source);
                self.modifier(Some(etape), copy);
            }
            _ => {}
        }
    }

    /// « Idem », « comme le premier » where a field is asked: what the element before it answered there. `false`: nothing
    /// of that, or nothing before.
    pub fn same_as_before(&mut self, chemin: &Chemin, text: &str, message: Option<&str>) -> bool {
        if !says_the_same(text) {
            return false;
        }
        let elements = self.state.dossier.as_ref().map_or(&[][..], |dossier| dossier.elements(&chemin.etape));
        let before = elements.iter().take_while(|element| element.id != chemin.element);
        let Some(valeur) = before.filter_map(|element| element.valeur(&chemin.champ)).last().cloned() else {
            return false;
        };
        self.accept(chemin, Lu { valeur, taxe: None }, message);
        true
    }

    /// The last element of the étape at hand has answers of her own that a copy keeps.
    pub fn has_something_to_copy(&self) -> bool {
        let Place::Encore { etape } = &self.state.conversation.place else { return false };
        let Some(etape) = self.dispositif().and_then(|dispositif| dispositif.find_etape(etape)) else {
            return false;
        };
        let last = self.state.dossier.as_ref().and_then(|dossier| dossier.elements(&etape.cle).last());
        last.is_some_and(|last| {
            last.reponses
                .iter()
                .any(|(cle, reponse)| !reponse.proposee && reponse.valeur.is_some() && is_shared(etape, cle))
        })
    }

    /// « Idem pour Karim Benali ». `false`: the text says something else.
    pub fn idem_named(&mut self, text: &str) -> bool {
        let Some((said, nom)) = text.split_once(" pour ") else { return false };
        let named = self.catalogue().commandes.find(said) == Some(Commande::Idem) && self.asks_by_name();
        if named {
            self.idem(Some(nom.trim()));
        }
        named
    }

    /// The elements of this étape differ by someone who is searched for.
    fn asks_by_name(&self) -> bool {
        let Place::Encore { etape } = &self.state.conversation.place else { return false };
        let Some(etape) = self.dispositif().and_then(|dispositif| dispositif.find_etape(etape)) else {
            return false;
        };
        let unique = etape.repetition.as_ref().and_then(|repetition| repetition.unique.as_ref());
        unique.and_then(|cle| etape.find_champ(cle)).is_some_and(|champ| champ.nature.is_search())
    }

    fn remove_element(&mut self, etape: &str, element: u32) {
        let Some(etape) = self.dispositif().and_then(|d| d.find_etape(etape)) else { return self.stale() };
        let Some(dossier) = self.draft_mut() else { return };
        let Some(found) = dossier.find_element(&etape.cle, element).cloned() else { return self.advance() };
        let nom = self.element_name(etape, &found);
        let now = self.monde.now;
        let Some(dossier) = self.draft_mut() else { return };
        if let Some(elements) = dossier.etapes.get_mut(&etape.cle) {
            elements.retain(|other| other.id != element);
            if elements.is_empty() {
                dossier.closes.remove(&etape.cle);
            }
        }
        dossier.updated_at = now;
        self.journal(JournalWhat::ElementRetire { etape: etape.cle.clone(), element });
        self.note(Note::ElementRetire { nom: nom.clone() });
        self.drop_pieces_of(element, &nom);
        self.advance();
    }

    /// « Module 2 : Tableaux croisés », « Stagiaire 1 : Marie Dupont ».
    pub fn element_name(&self, etape: &Etape, element: &Element) -> String {
        let Some(repetition) = &etape.repetition else { return etape.libelle.clone() };
        let dossier = self.state.dossier.as_ref();
        let rank = dossier
            .and_then(|dossier| dossier.elements(&etape.cle).iter().position(|other| other.id == element.id))
            .map_or(1, |rank| rank + 1);
        let titre = repetition.titre.as_ref().and_then(|titre| {
            let champ = etape.find_champ(titre)?;
            Some(afficher(&champ.nature, element.valeur(titre)?))
        });
        match titre {
            Some(titre) if repetition.max == 1 => format!("{} : {titre}", repetition.nom),
            Some(titre) => format!("{} {rank} : {titre}", repetition.nom),
            None if repetition.max == 1 => repetition.nom.clone(),
            None => format!("{} {rank}", repetition.nom),
        }
    }

    /// « Oui » at a place that asks for it.
    pub fn oui(&mut self) {
        if self.answer_offer(true) {
            return;
        }
        match self.state.conversation.place.clone() {
            Place::Encore { etape } => self.add_element(&etape),
            Place::Accueil if self.draft().is_some_and(|draft| !draft.is_empty()) => self.advance(),
            Place::Accueil => self.nouvelle(None),
            Place::Proposition { dispositifs, .. } => self.accept_suggestion(&dispositifs),
            Place::ConfirmerEnvoi => self.confirmer(),
            Place::ConfirmerLettre { douteuse, retour } => self.accept_letter(&douteuse, *retour),
            Place::ConfirmerAnnulation => self.cancel(),
            Place::ConfirmerTransmission => self.transmettre(),
            Place::ConfirmerRetrait { etape, element } => self.remove_element(&etape, element),
            _ => self.refuse(Refus::Incompris),
        }
    }

    pub fn non(&mut self) {
        if self.answer_offer(false) {
            return;
        }
        match self.state.conversation.place.clone() {
            Place::Encore { etape } => {
                let now = self.monde.now;
                if let Some(dossier) = self.draft_mut() {
                    dossier.closes.insert(etape);
                    dossier.updated_at = now;
                    self.advance();
                }
            }
            Place::Proposition { .. } => self.go(Place::Dispositifs),
            Place::ConfirmerEnvoi => self.go(Place::Recapitulatif),
            Place::ConfirmerLettre { retour, .. } => self.go(*retour),
            Place::ConfirmerAnnulation => self.advance(),
            Place::ConfirmerTransmission => self.pieces(),
            Place::ConfirmerRetrait { etape, element } => self.modifier(Some(etape), Some(element)),
            _ => self.refuse(Refus::Incompris),
        }
    }

    /// Labels of the two answers, as the commands spell them.
    pub fn yes_no(&self) -> (String, String) {
        (self.libelle(Commande::Oui), self.libelle(Commande::Non))
    }
}

/// A copy of an element keeps this answer: not what must be unique, nor what says something of it.
fn is_shared(etape: &Etape, cle: &str) -> bool {
    let unique = etape.repetition.as_ref().and_then(|repetition| repetition.unique.as_deref());
    unique.is_none_or(|unique| {
        unique != cle && !etape.find_champ(cle).is_some_and(|champ| champ.follows(unique))
    })
}
