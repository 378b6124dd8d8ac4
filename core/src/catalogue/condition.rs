//! The closed set of conditions. A condition that cannot be said with it gets a new operator and its test.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::dossier::Valeur;

/// A condition on answers, by key of the field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The field is answered, and not with nothing.
    Renseigne(String),
    /// Number, amount or hours above zero.
    Positif(String),
    /// Yes.
    Vrai(String),
    Egal {
        champ: String,
        valeur: String,
    },
    Non(Box<Condition>),
    Toutes(Vec<Condition>),
    Une(Vec<Condition>),
}

impl Condition {
    /// Collects the fields it names.
    pub fn fields<'c>(&'c self, into: &mut BTreeSet<&'c str>) {
        match self {
            Condition::Renseigne(champ) | Condition::Positif(champ) | Condition::Vrai(champ) => {
                into.insert(champ);
            }
            Condition::Egal { champ, .. } => {
                into.insert(champ);
            }
            Condition::Non(inner) => inner.fields(into),
            Condition::Toutes(list) | Condition::Une(list) => {
                for condition in list {
                    condition.fields(into);
                }
            }
        }
    }

    /// Whether it holds, given the values of a field (several when it names any element of an étape).
    pub fn holds<'v>(&self, values: &dyn Fn(&str) -> Vec<&'v Valeur>) -> bool {
        match self {
            Condition::Renseigne(champ) => !values(champ).is_empty(),
            Condition::Positif(champ) => values(champ).into_iter().any(|valeur| match valeur {
                Valeur::Entier(n) => *n > 0,
                Valeur::Heures(q) | Valeur::Decimal(q) => q.0 > 0,
                Valeur::Montant(m) => m.0 > 0,
                Valeur::Taux(t) => t.0 > 0,
                _ => false,
            }),
            Condition::Vrai(champ) => values(champ).contains(&&Valeur::OuiNon(true)),
            Condition::Egal { champ, valeur } => values(champ).into_iter().any(|v| match v {
                Valeur::Choix(key) | Valeur::Texte(key) => key == valeur,
                _ => false,
            }),
            Condition::Non(inner) => !inner.holds(values),
            Condition::Toutes(list) => list.iter().all(|condition| condition.holds(values)),
            Condition::Une(list) => list.iter().any(|condition| condition.holds(values)),
        }
    }
}
