//! The directory as a person may see it: her companies (Entités) and their employees (Individus).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::reading::fold;

/// How many results a page of a directory search or of a list holds.
pub const PAGE_SIZE: usize = 5;

/// Who is speaking: an account, whatever the channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personne {
    pub id: Uuid,
    pub email: String,
    /// Given name and family name, when known.
    pub nom: Option<String>,
    pub role: Role,
}

impl Personne {
    /// As colleagues know her: her name, else her email.
    pub fn nom_affiche(&self) -> String {
        self.nom.clone().unwrap_or_else(|| self.email.clone())
    }
}

/// What an account may do (`inviter --role`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Adherent,
    Conseiller,
    Admin,
}

/// An establishment (« Entité » of the portal).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entite {
    /// 14 digits; the key of an Entité.
    pub siret: String,
    pub raison_sociale: String,
    pub enseigne: Option<String>,
    pub rue: Option<String>,
    pub code_postal: Option<String>,
    pub ville: Option<String>,
    pub idcc: Option<String>,
}

impl Entite {
    /// The name people know: the enseigne when there is one.
    pub fn nom(&self) -> &str {
        self.enseigne.as_deref().unwrap_or(&self.raison_sociale)
    }
}

/// An employee of an Entité (« Individu » of the portal).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Individu {
    pub id: Uuid,
    /// The Entité that employs her.
    pub siret: String,
    pub nom: String,
    pub prenom: String,
    pub email: Option<String>,
    /// E.164.
    pub telephone: Option<String>,
    /// Key of a CSP of the catalogue.
    pub csp: Option<String>,
    pub rue: Option<String>,
    pub code_postal: Option<String>,
    pub ville: Option<String>,
    pub matricule: Option<String>,
}

impl Individu {
    /// Of whom only the name is known.
    pub fn nouveau(
        id: Uuid,
        siret: impl Into<String>,
        nom: impl Into<String>,
        prenom: impl Into<String>,
    ) -> Self {
        Individu {
            id,
            siret: siret.into(),
            nom: nom.into(),
            prenom: prenom.into(),
            email: None,
            telephone: None,
            csp: None,
            rue: None,
            code_postal: None,
            ville: None,
            matricule: None,
        }
    }
}

/// An Entité as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FicheEntite {
    pub entite: Entite,
    /// How many employees the directory knows.
    pub salaries: u32,
}

impl Individu {
    pub fn nom_complet(&self) -> String {
        format!("{} {}", self.prenom, self.nom).trim().to_owned()
    }
}

/// One page of results, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// From 0.
    pub page: u32,
    /// Results on all pages.
    pub total: u32,
}

impl<T> Page<T> {
    pub fn has_next(&self) -> bool {
        (self.page as usize + 1) * PAGE_SIZE < self.total as usize
    }
}

/// Who is looked for when a list of people is matched with the directory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cherche {
    /// Folded names, in either order, each whole or the beginning of one.
    pub noms: Vec<String>,
    pub matricule: Option<String>,
}

impl Cherche {
    /// Most candidates for one person: more would be no help.
    pub const MAX: usize = 5;

    /// How well an employee fits: 0 her matricule, 1 her whole name, 2 each word begins one of hers.
    pub fn rang(&self, individu: &Individu) -> Option<u8> {
        if self.matricule.is_some() && self.matricule == individu.matricule {
            return Some(0);
        }
        let Individu { prenom, nom, .. } = individu;
        let (one, other) = (fold(&format!("{prenom} {nom}")), fold(&format!("{nom} {prenom}")));
        if self.noms.iter().any(|cherche| *cherche == one || *cherche == other) {
            return Some(1);
        }
        let own: Vec<&str> = one.split(' ').collect();
        let begins = |word: &str| own.iter().any(|other| other.starts_with(word));
        let fits = |cherche: &String| !cherche.is_empty() && cherche.split(' ').all(begins);
        self.noms.iter().any(fits).then_some(2)
    }

    /// Those who fit, best first, at most [`Cherche::MAX`].
    pub fn parmi<'i>(&self, individus: impl IntoIterator<Item = &'i Individu>) -> Vec<Individu> {
        let mut found: Vec<(u8, &Individu)> =
            individus.into_iter().filter_map(|individu| Some((self.rang(individu)?, individu))).collect();
        found.sort_by_key(|(rang, individu)| (*rang, individu.nom_complet(), individu.id));
        found.into_iter().take(Self::MAX).map(|(_, individu)| individu.clone()).collect()
    }
}
