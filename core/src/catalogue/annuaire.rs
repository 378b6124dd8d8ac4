//! What the directory knows of an employee, as data: « Mes salariés », and the columns of a list of people.

use serde::{Deserialize, Serialize};

use super::{Catalogue, Champ, Exige, Nature, Propose, ProprieteIndividu};
use crate::annuaire::Individu;
use crate::reading::fold;

/// `annuaire.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annuaire {
    /// In the order of the screen.
    pub champs: Vec<ChampSalarie>,
    pub libelles: LibellesAnnuaire,
}

/// One thing known of an employee.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChampSalarie {
    pub propriete: ProprieteSalarie,
    pub libelle: String,
    /// None: that of the dispositifs' field that proposes this property ([`Catalogue::nature_salarie`]).
    pub nature: Option<Nature>,
    #[serde(default)]
    pub exige: Exige,
    pub aide: String,
    pub exemple: Option<String>,
    /// Other headings of its column.
    #[serde(default)]
    pub mots: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProprieteSalarie {
    Prenom,
    Nom,
    Csp,
    Email,
    Telephone,
    Rue,
    CodePostal,
    Ville,
    Matricule,
}

/// Words of the buttons and columns around the directory.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibellesAnnuaire {
    pub nom_complet: Vec<String>,
    pub ignores: Vec<String>,
    pub ajouter_lot: String,
    pub ajouter_un: String,
    pub abandonner: String,
    pub cas_par_cas: String,
    pub laisser_ligne: String,
    pub laisser_tout: String,
    pub nouveau: String,
    pub nouveau_detail: String,
    pub choisir_entreprise: String,
    pub voir_salaries: String,
    pub entreprise_courante: String,
    pub autre_entreprise: String,
    pub ajouter_salarie: String,
    pub voir_tout: String,
    pub effacer: String,
    pub son_nom: String,
    /// Lines of the page of a company.
    pub raison_sociale: String,
    pub enseigne: String,
    pub siret: String,
    pub rue: String,
    pub ville: String,
    pub idcc: String,
    pub salaries: String,
}

impl ProprieteSalarie {
    pub const ALL: [ProprieteSalarie; 9] = [
        ProprieteSalarie::Prenom,
        ProprieteSalarie::Nom,
        ProprieteSalarie::Csp,
        ProprieteSalarie::Email,
        ProprieteSalarie::Telephone,
        ProprieteSalarie::Rue,
        ProprieteSalarie::CodePostal,
        ProprieteSalarie::Ville,
        ProprieteSalarie::Matricule,
    ];

    /// What is known; `None` when it is not.
    pub fn of(self, individu: &Individu) -> Option<&str> {
        match self {
            ProprieteSalarie::Prenom => Some(individu.prenom.as_str()),
            ProprieteSalarie::Nom => Some(individu.nom.as_str()),
            ProprieteSalarie::Csp => individu.csp.as_deref(),
            ProprieteSalarie::Email => individu.email.as_deref(),
            ProprieteSalarie::Telephone => individu.telephone.as_deref(),
            ProprieteSalarie::Rue => individu.rue.as_deref(),
            ProprieteSalarie::CodePostal => individu.code_postal.as_deref(),
            ProprieteSalarie::Ville => individu.ville.as_deref(),
            ProprieteSalarie::Matricule => individu.matricule.as_deref(),
        }
    }

    /// Writes it; a name is never taken away.
    pub fn set(self, individu: &mut Individu, text: Option<String>) {
        let field = match self {
            ProprieteSalarie::Prenom => return individu.prenom = text.unwrap_or_default(),
            ProprieteSalarie::Nom => return individu.nom = text.unwrap_or_default(),
            ProprieteSalarie::Csp => &mut individu.csp,
            ProprieteSalarie::Email => &mut individu.email,
            ProprieteSalarie::Telephone => &mut individu.telephone,
            ProprieteSalarie::Rue => &mut individu.rue,
            ProprieteSalarie::CodePostal => &mut individu.code_postal,
            ProprieteSalarie::Ville => &mut individu.ville,
            ProprieteSalarie::Matricule => &mut individu.matricule,
        };
        *field = text;
    }

    /// The property that a field of a request takes from the Individu chosen in the field `source`.
    pub fn proposed_by(champ: &Champ, source: &str) -> Option<ProprieteSalarie> {
        match &champ.propose {
            Some(Propose::Individu { champ, propriete }) if champ == source => Some(match propriete {
                ProprieteIndividu::Csp => ProprieteSalarie::Csp,
                ProprieteIndividu::Rue => ProprieteSalarie::Rue,
                ProprieteIndividu::CodePostal => ProprieteSalarie::CodePostal,
                ProprieteIndividu::Ville => ProprieteSalarie::Ville,
                ProprieteIndividu::Email => ProprieteSalarie::Email,
                ProprieteIndividu::TelFixe | ProprieteIndividu::TelPortable => ProprieteSalarie::Telephone,
            }),
            _ => None,
        }
    }
}

impl Annuaire {
    pub fn find(&self, propriete: ProprieteSalarie) -> Option<&ChampSalarie> {
        self.champs.iter().find(|champ| champ.propriete == propriete)
    }

    /// The property whose column has this heading.
    pub fn by_heading(&self, heading: &str) -> Option<&ChampSalarie> {
        let wanted = fold(heading);
        let named = |champ: &&ChampSalarie| {
            std::iter::once(&champ.libelle).chain(&champ.mots).any(|word| fold(word) == wanted)
        };
        self.champs.iter().find(named)
    }

    pub(super) fn check(&self, report: &mut impl FnMut(&str, String)) {
        for propriete in ProprieteSalarie::ALL {
            let count = self.champs.iter().filter(|champ| champ.propriete == propriete).count();
            let needed = matches!(propriete, ProprieteSalarie::Prenom | ProprieteSalarie::Nom);
            if count > 1 || (needed && count == 0) {
                report(
                    "champs",
                    format!("{propriete:?} doit être décrite une fois, elle l'est {count} fois"),
                );
            }
        }
        for champ in &self.champs {
            let key = format!("champs.{:?}", champ.propriete);
            if champ.libelle.trim().is_empty() || champ.aide.trim().is_empty() {
                report(&key, "libelle et aide ne peuvent pas être vides".to_owned());
            }
            let is_text = |nature: &Nature| {
                matches!(
                    nature,
                    Nature::Texte { .. }
                        | Nature::Choix { .. }
                        | Nature::CodePostal
                        | Nature::Commune
                        | Nature::Email
                        | Nature::Telephone
                )
            };
            if champ.nature.as_ref().is_some_and(|nature| !is_text(nature)) {
                report(&format!("{key}.nature"), "un texte ou un choix est attendu".to_owned());
            }
        }
    }
}

impl Catalogue {
    /// How a property of an employee is read and shown; `None` when no dispositif asks for it.
    pub fn nature_salarie<'c>(&'c self, champ: &'c ChampSalarie) -> Option<&'c Nature> {
        if let Some(nature) = &champ.nature {
            return Some(nature);
        }
        self.current().into_iter().flat_map(|dispositif| &dispositif.etapes).find_map(|etape| {
            let source = etape.repetition.as_ref()?.unique.as_ref()?;
            let proposes =
                |other: &&Champ| ProprieteSalarie::proposed_by(other, source) == Some(champ.propriete);
            etape.champs.iter().find(proposes).map(|champ| &champ.nature)
        })
    }
}
