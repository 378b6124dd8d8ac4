//! « Comme la dernière fois »: a new request with the answers of an earlier one; only what differs is asked.

use super::tour::Tour;
use crate::affichage::afficher;
use crate::catalogue::{Champ, Dispositif, Etape};
use crate::conversation::{Attente, Place};
use crate::dossier::{Dossier, Element, Reponse, Statut};
use crate::engine::JournalWhat;
use crate::event::{Recherche, Trouvaille};
use crate::message::{Ligne, Note, Refus};

impl Tour<'_> {
    /// The request that is shown, else the last one that was sent. Where a question is asked, the words may answer it.
    pub fn comme_derniere(&mut self) {
        match (&self.state.conversation.place, &self.state.dossier) {
            (place, _) if place.is_question() => self.refuse(Refus::Incompris),
            (Place::Suivi, Some(dossier)) if dossier.statut != Statut::EnPreparation => {
                self.copy(&dossier.clone());
            }
            _ => self.ask(Recherche::Reprises, Attente::Copier),
        }
    }

    /// The answer to what [`Tour::comme_derniere`] or a button asked for.
    pub fn copy_found(&mut self, trouvaille: &Trouvaille) {
        let source = match trouvaille {
            Trouvaille::Dossier(ouverture) => ouverture.as_deref().map(|ouverture| &ouverture.dossier),
            Trouvaille::Reprises(reprises) => reprises.derniere.as_deref(),
            _ => None,
        };
        match source {
            Some(source) => self.copy(source),
            None => {
                self.note(Note::RienACopier);
                self.nouvelle(None);
            }
        }
    }

    /// A new request in the newest revision, with every answer that is not asked each time.
    fn copy(&mut self, source: &Dossier) {
        let current = self.catalogue().current();
        let Some(dispositif) = current.into_iter().find(|d| d.cle == source.dispositif) else {
            self.note(Note::RienACopier);
            return self.go(Place::Dispositifs);
        };
        let mut dossier = Dossier::new(
            self.monde.tirage,
            self.monde.personne.id,
            &dispositif.cle,
            &dispositif.revision,
            self.monde.now,
        );
        for etape in &dispositif.etapes {
            for element in source.elements(&etape.cle) {
                let id = dossier.last_element + 1;
                let copy = dossier.element_mut(&etape.cle, id);
                copy.reponses = kept(etape, element, self.monde.now);
            }
            if etape.repetition.is_some() && !source.elements(&etape.cle).is_empty() {
                dossier.closes.insert(etape.cle.clone());
            }
        }
        self.state.dossier = Some(dossier);
        self.journal(JournalWhat::Cree);
        self.journal(JournalWhat::Copie { de: source.id });
        self.propose(false);
        let note = Note::DemandeCopiee { titre: self.titre_of(source), lignes: self.taken_over(dispositif) };
        self.note(note);
        self.advance();
    }

    /// What the new request holds, in few lines: its title, who asks, and the elements of what repeats.
    fn taken_over(&self, dispositif: &Dispositif) -> Vec<Ligne> {
        let Some(dossier) = &self.state.dossier else { return Vec::new() };
        let mut lignes = Vec::new();
        for path in [&dispositif.titre, &dispositif.demandeur] {
            if let (Some((_, champ)), Some(valeur)) =
                (dispositif.find_champ(path), dossier.valeurs(path).next())
            {
                let valeur = afficher(&champ.nature, valeur);
                lignes.push(Ligne { libelle: champ.nom().to_owned(), valeur });
            }
        }
        for etape in &dispositif.etapes {
            let elements = dossier.elements(&etape.cle);
            if etape.repetition.is_some() && !elements.is_empty() {
                let valeur = self.names(etape, elements);
                lignes.push(Ligne { libelle: etape.recapitulatif.clone(), valeur });
            }
        }
        lignes
    }

    /// « Marie Dupont, Karim Benali »; how many, when they are many or have no name.
    fn names(&self, etape: &Etape, elements: &[Element]) -> String {
        const SHOWN: usize = 3;
        let titre = etape.repetition.as_ref().and_then(|repetition| repetition.titre.as_deref());
        let name = |element: &Element| {
            let champ = etape.find_champ(titre?)?;
            Some(afficher(&champ.nature, element.valeur(&champ.cle)?))
        };
        let names: Vec<String> = elements.iter().filter_map(name).collect();
        match names.len() == elements.len() && names.len() <= SHOWN {
            true => names.join(", "),
            false => elements.len().to_string(),
        }
    }
}

/// The answers of one element that a new request takes over: those that fit the field as it is now, are not asked
/// each time, and say nothing of one that is. Proposed ones follow their sources anew.
fn kept(etape: &Etape, element: &Element, now: chrono::DateTime<chrono::Utc>) -> crate::dossier::Reponses {
    let asked_again = |champ: &Champ| {
        !champ.is_copied() || etape.champs.iter().any(|other| !other.is_copied() && champ.follows(&other.cle))
    };
    let champs = etape.champs.iter().filter(|champ| !asked_again(champ));
    champs
        .filter_map(|champ| {
            let reponse = element.reponses.get(&champ.cle)?;
            let fits = reponse.valeur.as_ref().is_none_or(|valeur| champ.nature.admits(valeur));
            let copy = Reponse { at: now, message: None, ..reponse.clone() };
            (fits && !reponse.proposee).then(|| (champ.cle.clone(), copy))
        })
        .collect()
}
