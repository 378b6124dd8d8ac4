//! The files attached to an expected pièce (« Pièce à gérer »).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Statut;
use crate::message::EtatPiece;

/// What is known of one expected pièce of one dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceJointe {
    pub fichiers: Vec<FichierJoint>,
    /// « RECEPTIONNEE » and « CONFORME » of the portal; both belong to OPCO EP.
    pub receptionnee: bool,
    pub conforme: bool,
    /// Why OPCO EP wants it replaced, while it does.
    pub a_remplacer: Option<String>,
    /// The person said she has no such (recommended) pièce.
    pub passee: bool,
    /// What it was called, when the form expects no such pièce any more.
    #[serde(default)]
    pub libelle: Option<String>,
}

/// A file attached to a pièce. The bytes are in the file store under `sha256`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FichierJoint {
    pub sha256: String,
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub mime: String,
    pub added_at: DateTime<Utc>,
    /// Added after the request was sent, and not transmitted yet.
    #[serde(default)]
    pub a_transmettre: bool,
}

impl PieceJointe {
    /// The files that wait to be transmitted.
    pub fn a_transmettre(&self) -> impl Iterator<Item = &FichierJoint> {
        self.fichiers.iter().filter(|file| file.a_transmettre)
    }

    /// What waited has left for OPCO EP: it takes the place of what was to be replaced, and is to be looked at anew.
    pub fn transmettre(&mut self) {
        if self.a_transmettre().next().is_none() {
            return;
        }
        if self.a_remplacer.is_some() {
            self.fichiers.retain(|file| file.a_transmettre);
        }
        self.fichiers.iter_mut().for_each(|file| file.a_transmettre = false);
        self.forget();
    }

    /// What OPCO EP said of it no longer holds: the files are others.
    pub fn forget(&mut self) {
        self.receptionnee = false;
        self.conforme = false;
        self.a_remplacer = None;
    }

    /// How people see it, in a dossier of this statut.
    pub fn etat(&self, statut: Statut) -> EtatPiece {
        let waits = |file: &FichierJoint| file.a_transmettre || !statut.is_locked();
        match self {
            _ if self.fichiers.iter().any(waits) => EtatPiece::Jointe,
            _ if self.a_remplacer.is_some() => EtatPiece::ARemplacer,
            _ if self.conforme => EtatPiece::Conforme,
            _ if self.receptionnee => EtatPiece::Receptionnee,
            _ if !self.fichiers.is_empty() => EtatPiece::Transmise,
            _ if self.passee => EtatPiece::Passee,
            _ => EtatPiece::AFournir,
        }
    }
}
