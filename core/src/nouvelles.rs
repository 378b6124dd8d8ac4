//! News of what OPCO EP's side decided: what is told of several changes at once, on which way, and when.
//!
//! Pure: given what waits, her preferences and the time, [`planifier`] says what is due now and when to look again. Each
//! change is held for a while first, so that one that is corrected at once is told once, as it is in the end.

mod faits;
mod heures;
mod plan;
mod rappels;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

pub use faits::{Fait, Net, net};
pub use heures::Calme;
pub use plan::{EnAttente, Plan, planifier};
pub use rappels::{Attendu, Historique, Sujet, attendu, demain, lundi, quand};

/// How she is told what happens outside her own turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub canal: Canal,
    pub rythme: Rythme,
    /// Nothing is told within these hours, in Paris.
    pub calme: Option<Calme>,
    /// Also on Saturdays, Sundays and public holidays.
    pub tous_les_jours: bool,
    /// What asks nothing of her too: her AGD, a pièce that is fine.
    pub informations: bool,
    /// Reminders of what waits for her.
    pub rappels: bool,
}

impl Default for Preferences {
    fn default() -> Preferences {
        Preferences {
            canal: Canal::Partout,
            rythme: Rythme::Aussitot,
            calme: Some(Calme::NUIT),
            tous_les_jours: false,
            informations: true,
            rappels: true,
        }
    }
}

/// On which of her ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Canal {
    /// Where she talks with the assistant, and by email.
    Partout,
    /// Where she talks with the assistant; by email when it is nowhere else.
    Conversation,
    Courriel,
}

/// How soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rythme {
    Aussitot,
    /// All of a day at once, in the morning.
    Quotidien,
}

/// What the operator set about news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reglage {
    /// How long a change is held before it is told.
    pub attente: TimeDelta,
    /// For whoever chose nothing.
    pub preferences: Preferences,
}

impl Default for Reglage {
    fn default() -> Reglage {
        Reglage { attente: TimeDelta::seconds(60), preferences: Preferences::default() }
    }
}
