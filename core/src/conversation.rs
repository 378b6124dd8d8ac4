//! Where the conversation with a person stands. A cursor only: the facts are in the dossier.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::annuaire::Individu;
use crate::dossier::{Chemin, Dossier, Valeur};
use crate::event::Recherche;
use crate::message::Action;

/// All that a turn reads and writes for one person, on whatever channel she is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub conversation: Conversation,
    /// The current dossier.
    pub dossier: Option<Dossier>,
}

/// Stored as one JSON document per person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    pub place: Place,
    pub carte: Carte,
    /// What the engine was doing when it asked the directory something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recherche: Option<Recherche>,
    /// The current dossier, loaded into [`State::dossier`].
    pub dossier: Option<Uuid>,
}

/// Which place of the conversation the person is at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// Nothing under way.
    #[default]
    Accueil,
    /// One field is asked. `edition`: it was opened from the recap, which comes back afterwards.
    Champ {
        chemin: Chemin,
        edition: bool,
    },
    /// « Voulez-vous saisir un autre module ? »
    Encore {
        etape: String,
    },
    /// The name of an employee who is not in the directory is asked, for this field.
    NouvelIndividu {
        chemin: Chemin,
        edition: bool,
        draft: Option<Individu>,
    },
    /// Pièces: the one asked for, if any.
    Pieces {
        piece: Option<String>,
    },
    /// Files came and it is not known which pièce they are.
    ChoixPiece {
        fichiers: Vec<crate::event::FichierRecu>,
    },
    Recapitulatif,
    /// The first act of sending was done.
    ConfirmerEnvoi,
    ConfirmerAnnulation,
    ConfirmerRetrait {
        etape: String,
        element: u32,
    },
    /// Choosing what to change.
    Modifier {
        etape: Option<String>,
        element: Option<u32>,
        page: u32,
    },
    /// The list of dossiers.
    Demandes {
        page: u32,
    },
    /// A dossier that was sent, or is over.
    Suivi,
}

/// The card last shown: its buttons stay here, the channel only carries number and rank.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Carte {
    /// Raised with each card; a tap on another number is stale.
    pub serial: u32,
    pub choices: Vec<CarteChoice>,
    /// The last tap played, to tell a double tap from a stale one.
    pub last_tap: Option<(u32, u16)>,
    /// Calendar month shown (first day), if not the proposed one.
    pub month: Option<chrono::NaiveDate>,
    /// Candidates of an ambiguous answer, waiting for a choice.
    #[serde(default)]
    pub candidates: Vec<Valeur>,
}

/// A button of the card: what its typed twin is, and what it does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarteChoice {
    pub label: String,
    pub numbered: bool,
    pub action: Action,
}
