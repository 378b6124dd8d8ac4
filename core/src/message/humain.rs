//! What is said around people of OPCO EP, and what they say.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::horaires::Horaires;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum NoteHumain {
    /// The question did not take two answers in a row.
    Propose,
    /// Files that will leave with what she is about to say.
    FichiersNotes { noms: Vec<String> },
    /// A person of OPCO EP answers; her files follow.
    Repond { texte: String, fichiers: Vec<String> },
    /// That person ended the exchange.
    Clos,
    /// She ended it.
    Termine,
    /// A command to the assistant, while she speaks with somebody else: not passed on.
    PasTransmis { texte: String },
    /// Nobody answered in time: they were reminded, and will be once more then.
    Relance { prochaine: Option<DateTime<Utc>>, adresse: String },
    /// Mail cannot leave for the moment: what she said is kept.
    Retard,
    /// What was kept has left.
    Parti,
    /// Their mail server will not take it.
    NonRemis { adresse: String },
}

/// Where she speaks with a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum EcranHumain {
    /// What is wrong?
    Decrire { horaires: Horaires, numero: Option<String> },
    /// It is on its way; an answer is waited for until then.
    Ouverte { echeance: DateTime<Utc>, horaires: Horaires },
    /// Whatever she writes goes to that person.
    EnCours,
}
