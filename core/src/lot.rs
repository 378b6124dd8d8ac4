//! A list of people on its way into an étape: read, matched with the directory, not added yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::annuaire::{Cherche, Individu};
use crate::dossier::Valeur;
use crate::message::Refus;
use crate::reading::fold;
use crate::reading::lot::PersonneLue;

/// Rows of a list, pasted or sent as a file. Once the good ones were added, those that are left to correct.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lot {
    pub etape: String,
    /// Name of the file it came in.
    pub fichier: Option<String>,
    pub lignes: Vec<LigneLot>,
    /// Headings of columns that were not used.
    pub ignorees: Vec<String>,
    /// Its columns are named.
    pub en_tete: bool,
    /// The whole text, when it is one line: a list only if each name in it is known.
    pub phrase: Option<String>,
    /// It came where something else was asked.
    pub ailleurs: bool,
    /// Said once for all who lack it, by field; `None`: each on its own.
    pub pour_tous: BTreeMap<String, Option<Valeur>>,
    /// How many were added.
    pub ajoutes: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LigneLot {
    pub lue: PersonneLue,
    pub etat: EtatLigne,
}

/// What a row is, once it was matched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum EtatLigne {
    Attend,
    Connue(Box<Individu>),
    /// Not in the directory: will be.
    Nouvelle {
        prenom: String,
        nom: String,
    },
    /// In the request already, or further up in the list.
    Deja {
        nom: String,
    },
    /// It may be one of these.
    Ambigue(Vec<Individu>),
    Illisible(MotifLigne),
}

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MotifLigne {
    PasDeNom,
    /// What stands in this column does not fit it.
    Valeur {
        libelle: String,
        texte: String,
        refus: Refus,
    },
}

impl LigneLot {
    pub fn new(lue: PersonneLue) -> LigneLot {
        LigneLot { lue, etat: EtatLigne::Attend }
    }

    /// Ready to be added.
    pub fn is_good(&self) -> bool {
        matches!(self.etat, EtatLigne::Connue(_) | EtatLigne::Nouvelle { .. })
    }

    /// The person must say something about it.
    pub fn is_bad(&self) -> bool {
        matches!(self.etat, EtatLigne::Ambigue(_) | EtatLigne::Illisible(_))
    }

    pub fn nom(&self) -> String {
        match &self.etat {
            EtatLigne::Connue(individu) => individu.nom_complet(),
            EtatLigne::Nouvelle { prenom, nom } => format!("{prenom} {nom}"),
            EtatLigne::Deja { nom } => nom.clone(),
            EtatLigne::Attend | EtatLigne::Ambigue(_) | EtatLigne::Illisible(_) => self.lue.texte.clone(),
        }
    }
}

impl Lot {
    pub fn cherches(&self) -> Vec<Cherche> {
        self.lignes.iter().map(|ligne| ligne.lue.cherche.clone()).collect()
    }

    /// Tells what each row is, from the candidates of each and who is in the request (`deja`).
    pub fn classer(&mut self, candidats: &[Vec<Individu>], deja: &[&Individu]) {
        let mut seen: Vec<(Option<uuid::Uuid>, String)> =
            deja.iter().map(|individu| (Some(individu.id), fold(&individu.nom_complet()))).collect();
        for (rank, ligne) in self.lignes.iter_mut().enumerate() {
            let etat = classer(&ligne.lue, candidats.get(rank).map_or(&[][..], Vec::as_slice));
            let key = match &etat {
                EtatLigne::Connue(individu) => (Some(individu.id), fold(&individu.nom_complet())),
                EtatLigne::Nouvelle { prenom, nom } => (None, fold(&format!("{prenom} {nom}"))),
                _ => {
                    ligne.etat = etat;
                    continue;
                }
            };
            let twice = seen.iter().any(|(id, nom)| match key.0 {
                Some(_) => *id == key.0,
                None => *nom == key.1,
            });
            ligne.etat = etat;
            if twice {
                ligne.etat = EtatLigne::Deja { nom: ligne.nom() };
            }
            seen.push(key);
        }
    }

    pub fn count(&self, holds: impl Fn(&LigneLot) -> bool) -> u32 {
        u32::try_from(self.lignes.iter().filter(|ligne| holds(ligne)).count()).unwrap_or(u32::MAX)
    }
}

fn classer(lue: &PersonneLue, candidats: &[Individu]) -> EtatLigne {
    if let Some((libelle, texte, refus)) = lue.mauvais.clone() {
        return EtatLigne::Illisible(MotifLigne::Valeur { libelle, texte, refus });
    }
    let by_name = Cherche { matricule: None, ..lue.cherche.clone() };
    let best = candidats.iter().filter_map(|individu| lue.cherche.rang(individu)).min();
    let mut best: Vec<&Individu> =
        candidats.iter().filter(|individu| best.is_some() && lue.cherche.rang(individu) == best).collect();
    let email = lue.proprietes.get(&crate::catalogue::ProprieteSalarie::Email);
    if let (true, Some(email)) = (best.len() > 1, email) {
        let same = |individu: &&&Individu| individu.email.as_ref() == Some(email);
        let told_apart: Vec<&Individu> = best.iter().filter(same).copied().collect();
        best = if told_apart.len() == 1 { told_apart } else { best };
    }
    let is_sure = |individu: &Individu| match by_name.rang(individu) {
        Some(rang) => rang < 2 || lue.noms.is_empty(),
        None => by_name.noms.is_empty(),
    };
    match (&best[..], lue.noms.first()) {
        ([one], _) if is_sure(one) => EtatLigne::Connue(Box::new((*one).clone())),
        ([], Some((prenom, nom))) => EtatLigne::Nouvelle { prenom: prenom.clone(), nom: nom.clone() },
        ([], None) => EtatLigne::Illisible(MotifLigne::PasDeNom),
        (several, _) => EtatLigne::Ambigue(several.iter().map(|individu| (*individu).clone()).collect()),
    }
}
