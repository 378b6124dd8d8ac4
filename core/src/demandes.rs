//! One's requests as lists: what is asked of the store, and what it answers.

use serde::{Deserialize, Serialize};

use crate::annuaire::Page;
use crate::dossier::{Dossier, Statut};

/// Which of the requests are listed. All conditions hold together; the empty one keeps them all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filtre {
    /// Each word must begin a word of the request: its numéro (with or without zeros and dash), title, demandeur,
    /// dispositif or the people it names. Case and accents do not count.
    pub text: Option<String>,
    /// One of these; any when empty.
    pub statuts: Vec<Statut>,
    /// SIRET of the Entité that asks.
    pub siret: Option<String>,
    /// What that Entité is called. Only shown: it keeps nothing out.
    pub entite: Option<String>,
    /// Only those that she may change, not those she only reads.
    pub ecrit: bool,
}

impl Filtre {
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.statuts.is_empty() && self.siret.is_none()
    }

    /// Only the requests « En préparation ».
    pub fn brouillons() -> Filtre {
        Filtre { statuts: vec![Statut::EnPreparation], ecrit: true, ..Filtre::default() }
    }

    /// Only those that were sent, whatever became of them, but for the cancelled ones.
    pub fn envoyees() -> Filtre {
        let sent = |statut: &Statut| !matches!(statut, Statut::EnPreparation | Statut::Annule);
        Filtre { statuts: Statut::ALL.into_iter().filter(sent).collect(), ..Filtre::default() }
    }
}

/// What a person's requests can be filtered by: what occurs, with how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facettes {
    /// In the portal's order.
    pub statuts: Vec<(Statut, u32)>,
    /// Most requests first.
    pub entites: Vec<FacetteEntite>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetteEntite {
    pub siret: String,
    pub nom: String,
    pub total: u32,
}

/// What a new request may begin from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reprises {
    /// The newest drafts: one page.
    pub brouillons: Page<Dossier>,
    /// The newest request that was sent.
    pub derniere: Option<Box<Dossier>>,
}
