//! One turn, as a pure function.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::annuaire::{Individu, Personne};
use crate::catalogue::Catalogue;
use crate::conversation::State;
use crate::event::{Event, Recherche};
use crate::message::Message;

/// What the operator set, the same for every turn.
#[derive(Debug, Clone)]
pub struct Cadre {
    pub catalogue: Catalogue,
    /// Where people are sent for a human (`SUPPORT_EMAIL`).
    pub support_email: String,
}

/// What a turn knows and may not change.
#[derive(Debug, Clone, Copy)]
pub struct Monde<'a> {
    pub cadre: &'a Cadre,
    pub personne: &'a Personne,
    pub now: DateTime<Utc>,
    /// Drawn anew for each turn by the caller: the source of new identifiers.
    pub tirage: Uuid,
}

/// What a turn decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    pub state: State,
    pub effects: Vec<Effect>,
    /// When set, the turn is not over: the answer comes back as `Event::Found`, in the same transaction,
    /// before any effect of the next step.
    pub recherche: Option<Recherche>,
}

/// What must happen because of a turn. Written with the state, in one transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// Said to the person on the channel she spoke on.
    Say(Box<Message>),
    /// A short word for the tap that was just made; nothing is lost if it is never seen.
    Toast(Toast),
    /// Told to the person by email as well, whatever the channel.
    Notify(Box<Message>),
    /// A new employee for the directory.
    AjouterIndividu(Individu),
    /// The request goes to OPCO EP (`INTAKE_EMAIL`, when it is set). Never more than once per dossier.
    Transmettre { dossier: Uuid },
    /// One line of the dossier's journal.
    Journal(JournalEntry),
}

/// Answer to a tap (Bot API `answerCallbackQuery`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Toast {
    DejaNote,
    BoutonPerime,
}

/// Who did what to a dossier: append-only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    pub dossier: Uuid,
    pub what: JournalWhat,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum JournalWhat {
    Cree,
    /// `champ` as `etape.element.champ`; values as shown on screen.
    Reponse {
        champ: String,
        avant: Option<String>,
        apres: Option<String>,
    },
    ElementAjoute {
        etape: String,
        element: u32,
    },
    ElementRetire {
        etape: String,
        element: u32,
    },
    FichierAjoute {
        piece: String,
        sha256: String,
    },
    FichierRetire {
        piece: String,
        sha256: String,
    },
    Statut {
        avant: String,
        apres: String,
    },
}

/// Plays one event. Same arguments, same turn; it cannot fail and never panics.
pub fn advance(monde: &Monde<'_>, state: State, event: &Event) -> Turn {
    let _ = (monde, event);
    Turn { state, effects: Vec::new(), recherche: None }
}

/// What someone we do not know is told. `invitation_refused`: she came with a token that opens nothing (any more).
pub fn advance_unknown(event: &Event, invitation_refused: bool) -> Vec<Effect> {
    let _ = (event, invitation_refused);
    Vec::new()
}
