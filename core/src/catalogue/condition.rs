//! The closed set of conditions. A condition that cannot be said with it gets a new operator and its test.

use serde::Deserialize;

/// A condition on answers, by key of the field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The field is answered, and not with nothing.
    Renseigne(String),
    /// Number, amount or hours above zero.
    Positif(String),
    /// Yes, or this option.
    Vrai(String),
    Egal {
        champ: String,
        valeur: String,
    },
    Non(Box<Condition>),
    Toutes(Vec<Condition>),
    Une(Vec<Condition>),
}
