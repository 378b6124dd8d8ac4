//! News of requests, told outside the person's turns.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ComplementVu, EnTete, Nouvelles};
use crate::catalogue::ReponseAttendue;
use crate::dossier::{Avis, Statut};
use crate::nouvelles::Sujet;

/// What OPCO EP's side decided about one request, or about several within a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annonces {
    /// Never empty.
    pub annonces: Vec<Annonce>,
    /// The daily digest.
    pub quotidien: bool,
}

/// News of one request: what happened, and where it stands now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annonce {
    pub entete: EnTete,
    pub statut: Statut,
    /// In the order in which things were first touched; never empty.
    pub faits: Vec<FaitVu>,
    pub nouvelles: Nouvelles,
    /// When OPCO EP answers, and what its silence means, where it is known.
    pub reponse: Option<ReponseAttendue>,
    /// She may give what is asked for; else she reads only.
    pub peut_agir: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FaitVu {
    /// Each statut it went through, the last one its own.
    Statut {
        etapes: Vec<Statut>,
        motif: Option<String>,
    },
    /// « Votre AGD ».
    Agd {
        nom: String,
    },
    Complement(ComplementVu),
    /// `aussitot`: it was asked for just before, and that was never told.
    ComplementLeve {
        aussitot: bool,
    },
    /// By its label.
    Piece {
        libelle: String,
        avis: Avis,
    },
    /// What OPCO EP writes to her.
    Message {
        texte: String,
    },
}

/// Reminder of what waits for her, in one request or in several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rappels {
    /// Never empty.
    pub rappels: Vec<RappelVu>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RappelVu {
    pub entete: EnTete,
    pub sujet: Sujet,
    /// Labels of what is missing.
    pub manque: Vec<String>,
    /// Last day, and days left on the day of the message.
    pub limite: Option<(NaiveDate, u32)>,
    /// She is not reminded of it again.
    pub dernier: bool,
}
