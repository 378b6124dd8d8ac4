//! What the mode d'emploi shows.

use serde::{Deserialize, Serialize};

/// Something read in the mode d'emploi, or the lack of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum AideVue {
    /// A topic, whole.
    Sujet { titre: String, paragraphes: Vec<String> },
    /// The passage that answers a question. `sujet`: the key of its topic, when that says more.
    Passage { titre: String, texte: String, sujet: Option<String> },
    /// Two topics may answer: their keys; the numbered choices name them.
    Deux { sujets: [String; 2] },
    /// No answer there: the way to a person.
    Rien { adresse: String },
}
