//! Changing what was answered: étape, element, field; adding, duplicating and removing elements.

use super::tour::Tour;
use crate::affichage::afficher;
use crate::catalogue::{Commande, Etape};
use crate::conversation::Place;
use crate::dossier::{Chemin, Element};
use crate::engine::JournalWhat;
use crate::message::{Note, NotePartage, Refus};

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
        let Some(dossier) = self.draft_mut() else { return };
        let id = dossier.last_element + 1;
        dossier.element_mut(&etape.cle, id);
        self.journal(JournalWhat::ElementAjoute { etape: etape.cle.clone(), element: id });
        let personal = |cle: &String| {
            let follows = |unique: &String| etape.find_champ(cle).is_some_and(|champ| champ.follows(unique));
            repetition.unique.as_ref().is_some_and(|unique| unique == cle || follows(unique))
        };
        let kept = source.reponses.into_iter().filter(|(cle, reponse)| !reponse.proposee && !personal(cle));
        for (champ, reponse) in kept {
            self.set(&Chemin { etape: etape.cle.clone(), element: id, champ }, reponse.valeur, None);
        }
        self.propose(false);
        self.note(Note::ElementDuplique { nom });
        self.advance();
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
            Place::ConfirmerEnvoi => self.confirmer(),
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
            Place::ConfirmerEnvoi => self.go(Place::Recapitulatif),
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
