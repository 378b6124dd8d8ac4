//! A list is added: its people become elements of the étape, the unknown ones employees of the directory.

use uuid::Uuid;

use super::Etage;
use crate::affichage::afficher;
use crate::annuaire::Individu;
use crate::catalogue::{Champ, Etape, Exige, ProprieteSalarie};
use crate::conversation::Place;
use crate::dossier::{Chemin, Element, Reponse, Reponses, Valeur};
use crate::engine::tour::Tour;
use crate::engine::{EcritAnnuaire, JournalWhat, propose};
use crate::lot::{EtatLigne, LigneLot, Lot};
use crate::message::{ActeLot, Note, NoteLot};
use crate::parcours::Parcours;

impl<'a> Tour<'a> {
    /// What the list is waiting for: it follows from its rows.
    pub(super) fn etage(&self, lot: &Lot) -> Etage<'a> {
        if lot.ajoutes.is_some() {
            return if lot.lignes.is_empty() { Etage::Fini } else { Etage::Ligne };
        }
        let Some((etape, unique)) = self.lot_etape(&lot.etape) else { return Etage::Fini };
        let wanted = |champ: &&'a Champ| {
            champ.exige == Exige::Requis
                && !champ.nature.is_search()
                && !lot.pour_tous.contains_key(&champ.cle)
        };
        for champ in etape.champs.iter().filter(wanted) {
            let lacking = lot.count(|ligne| ligne.is_good() && self.lacks(lot, ligne, etape, unique, champ));
            if lacking > 0 {
                return Etage::Champ(champ, lacking);
            }
        }
        Etage::Apercu
    }

    /// Neither the row nor the directory answers this field, and it is asked of her.
    pub(super) fn lacks(
        &self,
        lot: &Lot,
        ligne: &LigneLot,
        etape: &'a Etape,
        unique: &Champ,
        champ: &Champ,
    ) -> bool {
        let Some(individu) = self.individu(ligne, Uuid::nil(), "") else { return false };
        let element = Element { id: 0, reponses: self.reponses(lot, ligne, etape, unique, individu) };
        element.valeur(&champ.cle).is_none()
            && self.parcours().is_some_and(|parcours| parcours.is_open(etape, Some(&element), champ))
    }

    /// The employee of a row: the one it was matched with, or a new one.
    pub fn individu(&self, ligne: &LigneLot, id: Uuid, siret: &str) -> Option<Individu> {
        match &ligne.etat {
            EtatLigne::Connue(individu) => Some((**individu).clone()),
            EtatLigne::Nouvelle { prenom, nom } => {
                let mut individu = Individu::nouveau(id, siret, nom.clone(), prenom.clone());
                let names = [ProprieteSalarie::Prenom, ProprieteSalarie::Nom];
                for (propriete, text) in ligne.lue.proprietes.iter().filter(|(p, _)| !names.contains(p)) {
                    propriete.set(&mut individu, Some(text.clone()));
                }
                Some(individu)
            }
            _ => None,
        }
    }

    /// All answers of a new element: the person, what the row says, what was said for all, what they make known.
    pub(super) fn reponses(
        &self,
        lot: &Lot,
        ligne: &LigneLot,
        etape: &'a Etape,
        unique: &Champ,
        individu: Individu,
    ) -> Reponses {
        let reponse = |valeur: Valeur, proposee: bool| Reponse {
            valeur: Some(valeur),
            at: self.monde.now,
            message: None,
            proposee,
        };
        let mut element = Element { id: 0, reponses: Reponses::new() };
        element.reponses.insert(unique.cle.clone(), reponse(Valeur::Individu(individu), false));
        let said = ligne.lue.valeurs.iter();
        element.reponses.extend(said.map(|(cle, valeur)| (cle.clone(), reponse(valeur.clone(), false))));
        let Some(parcours) = self.parcours() else { return element.reponses };
        for champ in &etape.champs {
            if element.reponses.contains_key(&champ.cle) {
                continue;
            }
            let known = self.known(champ, parcours, &element).map(|valeur| reponse(valeur, true));
            let for_all = || lot.pour_tous.get(&champ.cle)?.clone().map(|valeur| reponse(valeur, false));
            if let Some(reponse) = known.or_else(for_all) {
                element.reponses.insert(champ.cle.clone(), reponse);
            }
        }
        element.reponses
    }

    fn known(&self, champ: &Champ, parcours: Parcours<'_>, element: &Element) -> Option<Valeur> {
        propose::value(champ.propose.as_ref()?, &champ.nature, parcours, element, self.monde.personne)
    }

    pub fn act_lot(&mut self, acte: &ActeLot) {
        let Place::Lot(lot) = self.state.conversation.place.clone() else { return self.stale() };
        let mut lot = *lot;
        match acte {
            ActeLot::Ajouter => self.add_lot(lot),
            ActeLot::Abandonner => self.advance(),
            ActeLot::PourTous { champ, valeur } => {
                if let (Some(valeur), Etage::Champ(asked, nombre)) = (valeur, self.etage(&lot)) {
                    let valeur = afficher(&asked.nature, valeur);
                    let libelle = asked.nom().to_owned();
                    self.note(Note::Lot(NoteLot::PourTous { libelle, valeur, nombre }));
                }
                lot.pour_tous.insert(champ.clone(), valeur.as_deref().cloned());
                self.go(Place::Lot(Box::new(lot)));
            }
            ActeLot::Choisir(individu) => {
                if let Some(ligne) = lot.lignes.first_mut() {
                    ligne.etat = EtatLigne::Connue(individu.clone());
                }
                self.corrected(lot);
            }
            ActeLot::Nouveau => {
                if let Some(ligne) = lot.lignes.first_mut()
                    && let Some((prenom, nom)) = ligne.lue.noms.first().cloned()
                {
                    ligne.etat = EtatLigne::Nouvelle { prenom, nom };
                }
                self.corrected(lot);
            }
            ActeLot::LaisserLigne if !lot.lignes.is_empty() => {
                let texte = lot.lignes.remove(0).lue.texte;
                self.note(Note::Lot(NoteLot::LigneLaissee { texte }));
                self.next_row(lot);
            }
            ActeLot::LaisserLigne | ActeLot::LaisserTout => self.advance(),
        }
    }

    /// Adds all good rows, as many as the étape takes.
    fn add_lot(&mut self, mut lot: Lot) {
        let Some((etape, _)) = self.lot_etape(&lot.etape) else { return self.advance() };
        if self.draft_mut().is_none() {
            return;
        }
        let max = etape.repetition.as_ref().map_or(1, |repetition| repetition.max);
        let deja = lot.count(|ligne| matches!(ligne.etat, EtatLigne::Deja { .. }));
        let (mut ajoutes, mut over) = (0, false);
        for ligne in lot.lignes.iter().filter(|ligne| ligne.is_good()) {
            match self.add_row(&lot, ligne) {
                Some(_) => ajoutes += 1,
                None => over = true,
            }
        }
        let a_corriger = lot.count(LigneLot::is_bad);
        self.note(Note::Lot(NoteLot::Ajoutes { ajoutes, a_corriger, deja }));
        if over {
            self.note(Note::Lot(NoteLot::AuDela { max }));
        }
        lot.lignes.retain(LigneLot::is_bad);
        lot.ajoutes = Some(ajoutes);
        self.next_row(lot);
    }

    /// One person more in the étape, with one line in the journal. `None` when it takes no more.
    pub fn add_row(&mut self, lot: &Lot, ligne: &LigneLot) -> Option<String> {
        let (etape, unique) = self.lot_etape(&lot.etape)?;
        let siret = self.employer(&unique.nature)?;
        let max = etape.repetition.as_ref().map_or(1, |repetition| repetition.max);
        let dossier = self.state.dossier.as_ref()?;
        if dossier.elements(&etape.cle).len() >= max as usize {
            return None;
        }
        let number = dossier.last_element + 1;
        // Several new people in one turn: an identifier each, drawn from that of the turn.
        let id = Uuid::new_v5(&self.monde.tirage, &number.to_be_bytes());
        let individu = self.individu(ligne, id, &siret)?;
        let nom = individu.nom_complet();
        if let EtatLigne::Nouvelle { .. } = ligne.etat {
            self.annuaire.push(EcritAnnuaire::Ajouter(individu.clone()));
        }
        let reponses = self.reponses(lot, ligne, etape, unique, individu);
        let said = etape.champs.iter().filter_map(|champ| {
            let reponse = reponses.get(&champ.cle).filter(|reponse| !reponse.proposee)?;
            Some(afficher(&champ.nature, reponse.valeur.as_ref()?))
        });
        let apres = Some(said.collect::<Vec<_>>().join(" · "));
        let chemin = Chemin { etape: etape.cle.clone(), element: number, champ: unique.cle.clone() };
        let now = self.monde.now;
        let dossier = self.state.dossier.as_mut()?;
        dossier.element_mut(&etape.cle, number).reponses = reponses;
        dossier.updated_at = now;
        let champ = format!("{}.{}.{}", chemin.etape, chemin.element, chemin.champ);
        self.journal(JournalWhat::Reponse { champ, avant: None, apres });
        Some(nom)
    }

    /// The row at hand was corrected: added if it is good now.
    pub(super) fn corrected(&mut self, mut lot: Lot) {
        let Some(ligne) = lot.lignes.first().cloned() else { return self.advance() };
        if self.draft_mut().is_none() {
            return;
        }
        let taken = self.lot_etape(&lot.etape).and_then(|(etape, unique)| {
            let EtatLigne::Connue(individu) = &ligne.etat else { return None };
            let chemin = Chemin { etape: etape.cle.clone(), element: 0, champ: unique.cle.clone() };
            self.taken_by_another(etape, &chemin, &Valeur::Individu((**individu).clone()))
        });
        let deja = match &ligne.etat {
            EtatLigne::Deja { nom } => Some(nom.clone()),
            _ => taken,
        };
        if let Some(nom) = deja {
            self.note(Note::Lot(NoteLot::LigneDeja { nom }));
        } else if ligne.is_good() {
            match self.add_row(&lot, &ligne) {
                Some(nom) => self.note(Note::Lot(NoteLot::LigneAjoutee { nom })),
                None => {
                    let etape = self.lot_etape(&lot.etape).map(|(etape, _)| etape);
                    let max = etape.and_then(|etape| etape.repetition.as_ref()).map_or(1, |r| r.max);
                    self.note(Note::Lot(NoteLot::AuDela { max }));
                    return self.advance();
                }
            }
        } else {
            return self.go(Place::Lot(Box::new(lot)));
        }
        lot.lignes.remove(0);
        self.next_row(lot);
    }

    /// On to the next row to correct; when there is none, to what is missing in the request.
    fn next_row(&mut self, lot: Lot) {
        if lot.lignes.is_empty() {
            self.placed = true;
            return self.advance();
        }
        self.go(Place::Lot(Box::new(lot)));
    }
}
