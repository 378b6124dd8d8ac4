//! « Mes entreprises » and « Mes salariés »: a company, an employee, and what is said of them.

use serde::{Deserialize, Serialize};

use super::Ligne;

/// A company or an employee; or one thing of an employee, asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fiche {
    pub titre: String,
    /// The company of an employee.
    pub sous_titre: Option<String>,
    pub lignes: Vec<Ligne>,
    pub question: Option<QuestionFiche>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionFiche {
    pub libelle: String,
    pub aide: String,
    pub exemple: Option<String>,
    pub actuelle: Option<String>,
    pub obligatoire: bool,
}

/// What is said of the directory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum NoteAnnuaire {
    /// This company is the one spoken of from now on.
    EntrepriseChoisie {
        nom: String,
    },
    /// Several companies: whose employees?
    ChoisirEntreprise,
    /// It is not hers, or not there any more.
    Introuvable,
    SalarieDeja {
        nom: String,
    },
    /// Nothing is known in place of what was.
    Efface {
        libelle: String,
    },
    /// The request under way takes the correction.
    DemandeSuit {
        nom: String,
    },
}
