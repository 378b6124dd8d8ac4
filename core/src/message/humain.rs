//! What people of OPCO EP say to the person.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum NoteHumain {
    /// A conseiller wrote to her about a request, from the console.
    Conseiller { titre: String, numero: Option<String>, texte: String },
}
