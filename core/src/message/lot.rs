//! A list of people, as it is shown before it is added, and what is said of it.

use serde::{Deserialize, Serialize};

use super::{EnTete, Progression, Refus};
use crate::lot::MotifLigne;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LotVue {
    pub entete: EnTete,
    pub progression: Progression,
    /// « stagiaire ».
    pub nom: String,
    pub ecran: LotEcran,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum LotEcran {
    /// A required answer, asked once for all who lack it.
    Champ {
        libelle: String,
        aide: String,
        exemple: Option<String>,
        nombre: u32,
        /// Some of them.
        qui: Vec<String>,
    },
    /// What will be added.
    Apercu {
        bonnes: u32,
        /// The first of them.
        lignes: Vec<LigneVue>,
        nouvelles: u32,
        deja: Vec<String>,
        a_corriger: u32,
        /// Good ones over the maximum of the étape.
        au_dela: u32,
        max: u32,
    },
    /// One row to be corrected.
    Ligne {
        texte: String,
        raison: RaisonLigne,
        /// After this one.
        reste: u32,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneVue {
    pub nom: String,
    pub detail: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RaisonLigne {
    Motif(MotifLigne),
    /// It may be one of the numbered choices.
    Plusieurs,
}

/// What is said of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum NoteLot {
    /// « 18 ajoutés, 2 à corriger ».
    Ajoutes {
        ajoutes: u32,
        a_corriger: u32,
        deja: u32,
    },
    ColonnesIgnorees {
        noms: Vec<String>,
    },
    /// Nobody of it can be added.
    Personne {
        exemples: Vec<String>,
    },
    /// All of it is in the request.
    TousDeja,
    /// The person went elsewhere, or gave it up, before anything was added.
    Abandonnee {
        nombre: u32,
    },
    /// Rows that were never corrected.
    LignesLaissees {
        textes: Vec<String>,
    },
    LigneLaissee {
        texte: String,
    },
    LigneAjoutee {
        nom: String,
    },
    /// She is in the request already.
    LigneDeja {
        nom: String,
    },
    /// What was typed for a row does not do.
    LigneRefusee(Refus),
    /// Over the maximum of the étape: nothing is added beyond.
    AuDela {
        max: u32,
    },
    /// Said for all.
    PourTous {
        libelle: String,
        valeur: String,
        nombre: u32,
    },
}

/// Why a table of people cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefusTableau {
    TropGros {
        max_octets: u64,
    },
    TropDeLignes {
        max: u32,
    },
    TropDeColonnes {
        max: u32,
    },
    /// Nothing in it, or only the names of its columns.
    Vide,
    /// It can run something.
    Macros,
    /// Protected by a password, or an old format that looks the same.
    Protege,
    /// Text in an encoding of two bytes a character.
    Utf16,
    Illisible,
    /// Before it can be used something else must be answered: this étape comes later.
    PlusTard {
        etape: String,
    },
}
