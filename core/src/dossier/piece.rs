//! The files attached to an expected pièce (« Pièce à gérer »).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
}
