//! The kinds of answers, closed: how a field is read, checked and shown.

use serde::Deserialize;

use crate::dossier::Valeur;

/// Kind of a field, with its bounds. In TOML: `nature = "date"`, or
/// `nature = { entier = { min = 0, max = 999 } }`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Nature {
    /// Free text, by characters.
    Texte {
        min: u32,
        max: u32,
    },
    Date,
    Entier {
        min: i64,
        max: i64,
    },
    /// Hours, bounds in whole hours; « 7h30 » is 7,50.
    Heures {
        max: i64,
    },
    /// Kilometres and the like, two decimals, bounds in whole units.
    Decimal {
        max: i64,
    },
    /// Euros; upper bound in whole euros.
    Montant {
        max: i64,
    },
    /// Euros with three decimals (a unit price); upper bound in whole euros.
    Taux {
        max: i64,
    },
    Choix {
        options: Vec<OptionChoix>,
    },
    OuiNon,
    /// An Entité found in the directory.
    RechercheEntite,
    /// An Individu found in the directory, among the employees of the Entité at this path (`etape.champ`).
    RechercheIndividu {
        dans: String,
    },
    Siret,
    CodePostal,
    Commune,
    Email,
    Telephone,
    /// Four digits (convention collective).
    Idcc,
    /// N° de déclaration d'activité: 11 characters.
    Nda,
    /// « RNCP34079 » or « RS5121 ».
    CodeCertification,
}

impl Nature {
    /// Something that can be added up.
    pub fn is_quantity(&self) -> bool {
        matches!(
            self,
            Nature::Entier { .. }
                | Nature::Heures { .. }
                | Nature::Decimal { .. }
                | Nature::Montant { .. }
                | Nature::Taux { .. }
        )
    }

    /// A value of this kind, as an answer given under another revision may no longer be.
    pub fn admits(&self, valeur: &Valeur) -> bool {
        match (self, valeur) {
            (Nature::Choix { options }, Valeur::Choix(cle)) => {
                options.iter().any(|option| option.cle == *cle)
            }
            (Nature::Date, Valeur::Date(_))
            | (Nature::Entier { .. }, Valeur::Entier(_))
            | (Nature::Heures { .. }, Valeur::Heures(_))
            | (Nature::Decimal { .. }, Valeur::Decimal(_))
            | (Nature::Montant { .. }, Valeur::Montant(_))
            | (Nature::Taux { .. }, Valeur::Taux(_))
            | (Nature::OuiNon, Valeur::OuiNon(_))
            | (Nature::RechercheEntite, Valeur::Entite(_))
            | (Nature::RechercheIndividu { .. }, Valeur::Individu(_)) => true,
            (
                Nature::Texte { .. }
                | Nature::Siret
                | Nature::CodePostal
                | Nature::Commune
                | Nature::Email
                | Nature::Telephone
                | Nature::Idcc
                | Nature::Nda
                | Nature::CodeCertification,
                Valeur::Texte(_),
            ) => true,
            _ => false,
        }
    }

    /// Answered by a search of the directory.
    pub fn is_search(&self) -> bool {
        matches!(self, Nature::RechercheEntite | Nature::RechercheIndividu { .. })
    }
}

/// An option of a [`Nature::Choix`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionChoix {
    pub cle: String,
    pub libelle: String,
    /// Other ways people say it.
    #[serde(default)]
    pub synonymes: Vec<String>,
}
