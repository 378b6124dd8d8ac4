//! What is shown of a request once OPCO EP has it: pièces still waited for, and « Mes factures ».

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{EnTete, EtatPiece, Ligne, PieceDemandee, PieceVue, Suite};
use crate::dossier::Statut;

/// « Mes factures »: a page of the requests to invoice, then of those that are over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Factures {
    pub items: Vec<FactureVue>,
    pub page: u32,
    pub total: u32,
}

impl Factures {
    /// All there is, is over.
    pub fn rien_a_facturer(&self) -> bool {
        self.page == 0 && self.items.iter().all(|facture| facture.statut == Statut::Cloture)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactureVue {
    pub entete: EnTete,
    pub statut: Statut,
    pub pieces: Vec<PiecesEtat>,
    pub limite: Option<LimiteFacture>,
}

/// The states of one pièce, or of those of all stagiaires: how many are in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PiecesEtat {
    pub libelle: String,
    pub etats: Vec<(EtatPiece, u32)>,
}

/// Until when to invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimiteFacture {
    pub limite: NaiveDate,
    pub depassee: bool,
}

/// The pièces of a request that was sent, while OPCO EP waits for some.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PiecesAttendues {
    pub entete: EnTete,
    pub statut: Statut,
    pub pieces: Vec<PieceVue>,
    pub suite: Option<Suite>,
    pub demandee: Option<PieceDemandee>,
    pub complement: Option<ComplementVu>,
    pub limite: Option<LimiteFacture>,
    /// Names of the files that wait to be transmitted.
    pub a_transmettre: Vec<String>,
}

/// A complément OPCO EP asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplementVu {
    pub demande_le: DateTime<Utc>,
    pub motifs: Vec<String>,
    /// Labels of the pièces asked for.
    pub pieces: Vec<String>,
    pub limite: Option<NaiveDate>,
    /// Something was transmitted since.
    pub repondu_le: Option<DateTime<Utc>>,
}

/// What is about to leave for OPCO EP, or what OPCO EP receives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transmission {
    pub entete: EnTete,
    pub demandeur: Option<String>,
    /// Label of the pièce, and the names of its files.
    pub fichiers: Vec<Ligne>,
    /// Pièces whose files take the place of others.
    pub remplacees: Vec<String>,
    /// It answers the complément asked for.
    pub complement: bool,
    /// Required for the invoice, and not there yet.
    pub manque: Vec<String>,
}

/// What OPCO EP said of a request, where there is something.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Nouvelles {
    /// « Votre AGD ».
    pub agd: Option<String>,
    pub complement: Option<ComplementVu>,
    /// Label of the pièce, and why it is to be replaced.
    pub a_remplacer: Vec<Ligne>,
    /// Why it was refused, cancelled, or given back.
    pub motif: Option<String>,
    /// Until when to invoice.
    pub limite: Option<LimiteFacture>,
    /// Names of the files that wait to be transmitted.
    pub a_transmettre: Vec<String>,
    /// A pièce can be given now.
    pub pieces_ouvertes: bool,
}
