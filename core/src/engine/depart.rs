//! Beginning a request: what is under way and what was sent are offered before a new one is begun.

use super::choix::Bouton;
use super::tour::Tour;
use crate::catalogue::{Commande, OptionChoix};
use crate::conversation::{Attente, Place};
use crate::demandes::Reprises;
use crate::dossier::Dossier;
use crate::event::{Recherche, Trouvaille};
use crate::message::{Action, Depart};
use crate::reading::read_option;

impl Tour<'_> {
    /// A new request: what she has is looked at first. Asked for again where it was offered, it begins.
    /// Named (« /nouvelle contrat pro »), it begins at once.
    pub fn nouvelle(&mut self, named: Option<&str>) {
        let current = self.catalogue().current();
        let options: Vec<OptionChoix> = current
            .iter()
            .map(|d| OptionChoix {
                cle: d.cle.clone(),
                libelle: d.libelle.clone(),
                synonymes: d.mots.clone(),
            })
            .collect();
        match (named.and_then(|named| read_option(&options, named)), &self.state.conversation.place) {
            (Some(option), _) => self.begin(&option.cle),
            (None, Place::Depart) => self.choose_dispositif(),
            (None, _) => self.ask(Recherche::Reprises, Attente::Depart),
        }
    }

    /// Drafts are shown; a request that was sent is offered beside the dispositifs; without either, it begins.
    pub fn nouvelle_with(&mut self, reprises: &Reprises) {
        let has_draft = brouillons(reprises).next().is_some();
        if has_draft {
            self.go(Place::Depart);
        } else if reprises.derniere.is_some() {
            self.go(Place::Dispositifs);
        } else {
            return self.choose_dispositif();
        }
        self.trouvaille = Some(Trouvaille::Reprises(Box::new(reprises.clone())));
    }

    /// Begins at once when there is only one kind. The drafts stay in « Mes demandes ».
    pub fn choose_dispositif(&mut self) {
        let dispositifs = self.catalogue().current();
        match dispositifs.as_slice() {
            [only] => self.begin(&only.cle.clone()),
            _ => self.go(Place::Dispositifs),
        }
    }

    fn reprises(&self) -> Option<&Reprises> {
        match &self.trouvaille {
            Some(Trouvaille::Reprises(reprises)) => Some(reprises),
            _ => None,
        }
    }

    pub fn depart(&self) -> Option<Depart> {
        let reprises = self.reprises()?;
        let brouillons: Vec<_> = brouillons(reprises).map(|dossier| self.vue(dossier)).collect();
        (!brouillons.is_empty()).then_some(Depart { brouillons, total: reprises.brouillons.total })
    }

    pub fn at_depart(&self) -> Vec<Bouton> {
        let drafts = self.reprises().into_iter().flat_map(brouillons);
        let mut out: Vec<Bouton> = drafts
            .map(|dossier| {
                let detail = dossier.numero.clone();
                Bouton::numbered(self.titre_of(dossier), detail, Action::ReprendreDossier(dossier.id))
            })
            .collect();
        out.push(Bouton::primary(self.catalogue().libelles.commencer.clone(), Action::Commencer));
        out.extend(self.comme_la_derniere_fois());
        out.extend(self.secondary(&[Commande::Demandes, Commande::Retour]));
        out
    }

    /// « Comme la dernière fois : Excel perfectionnement », when something was sent.
    pub fn comme_la_derniere_fois(&self) -> Option<Bouton> {
        let derniere = self.reprises()?.derniere.as_deref()?;
        let label = self.catalogue().libelles.comme_derniere.replace("{}", &self.titre_of(derniere));
        Some(Bouton::primary(label, Action::Copier(derniere.id)))
    }
}

/// The drafts that hold something.
fn brouillons(reprises: &Reprises) -> impl Iterator<Item = &Dossier> {
    reprises.brouillons.items.iter().filter(|dossier| !dossier.is_empty())
}
