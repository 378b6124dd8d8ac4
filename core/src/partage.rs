//! Who may do what with a request, and how it is handed on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::dossier::Dossier;

/// What a person may do with a request; each right holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Droit {
    /// Reads it: answers, names of the pièces, where it stands.
    Lecteur,
    /// Answers and attaches files as well.
    Redacteur,
    /// Sends, cancels, shares and hands it on as well. One per request: consent to send is hers.
    Proprietaire,
}

impl Droit {
    pub const ALL: [Droit; 3] = [Droit::Lecteur, Droit::Redacteur, Droit::Proprietaire];

    /// The key used in storage.
    pub fn key(self) -> &'static str {
        match self {
            Droit::Lecteur => "lecteur",
            Droit::Redacteur => "redacteur",
            Droit::Proprietaire => "proprietaire",
        }
    }

    pub fn from_key(key: &str) -> Option<Droit> {
        Droit::ALL.into_iter().find(|droit| droit.key() == key)
    }

    /// May change answers and pièces.
    pub fn ecrit(self) -> bool {
        self >= Droit::Redacteur
    }
}

/// Someone who has a right on a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acces {
    pub personne: Uuid,
    /// As colleagues know her: her name, else her email.
    pub nom: String,
    pub droit: Droit,
}

/// Who has a right on one request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partage {
    pub dossier: Uuid,
    /// Everyone, the owner included, as long as the company of the request is theirs.
    pub acces: Vec<Acces>,
}

/// A request, and who has a right on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ouverture {
    pub dossier: Dossier,
    pub partage: Partage,
}

/// A colleague: an account of the same company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collegue {
    pub personne: Uuid,
    pub nom: String,
    pub email: String,
}

/// A right on a request, offered to a colleague: hers once she accepts. [`Droit::Proprietaire`] hands the request on.
/// It holds all that she may see of the request before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposition {
    pub id: Uuid,
    pub dossier: Uuid,
    /// « Intitulé de la formation ».
    pub titre: Option<String>,
    /// Name of the company of the request.
    pub entreprise: String,
    pub de: Uuid,
    pub de_nom: String,
    pub pour: Uuid,
    pub pour_nom: String,
    pub droit: Droit,
    /// It cannot be accepted from then on.
    pub expires_at: DateTime<Utc>,
}

/// What sharing wants to know of the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuestionPartage {
    /// Colleagues of this company that the request may be offered to, and the offers that wait for an answer.
    Offrir { dossier: Uuid, siret: String },
    /// The colleague of this company who has this email.
    Collegue { siret: String, email: String },
    /// Offers made to the person that wait for her answer, oldest first.
    Recues,
    /// One of them.
    Recue { id: Uuid },
    /// How much of what she holds is shared, for « Mes données ».
    Compte,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReponsePartage {
    Offrir {
        collegues: Vec<Collegue>,
        propositions: Vec<Proposition>,
    },
    Collegue(Option<Collegue>),
    Recues(Vec<Proposition>),
    /// `None` when it was withdrawn, answered, or ran out.
    Recue(Option<Proposition>),
    Compte {
        /// Requests of colleagues that she may see.
        recues: u32,
        /// Requests of hers that colleagues may see.
        donnees: u32,
    },
}

/// What becomes of rights and offers because of a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ActePartage {
    /// Takes the place of the offer to the same colleague that waits, if any.
    Proposer {
        id: Uuid,
        dossier: Uuid,
        pour: Uuid,
        droit: Droit,
        expires_at: DateTime<Utc>,
    },
    Accepter {
        id: Uuid,
    },
    Refuser {
        id: Uuid,
    },
    /// The owner withdraws an offer.
    Retirer {
        id: Uuid,
    },
    /// The owner takes a right back.
    Reprendre {
        dossier: Uuid,
        personne: Uuid,
    },
    /// She gives up her own right.
    Quitter {
        dossier: Uuid,
    },
}

/// The same, as the journal tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoiPartage {
    Propose,
    Accepte,
    Refuse,
    Retire,
    Repris,
    Quitte,
}
