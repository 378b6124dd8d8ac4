//! The console of OPCO EP's side: the list of requests that were sent, and one of them with what can be decided.

use askama::Template;
use chrono::{DateTime, Utc};
use guichet_core::dossier::{Dossier, Statut};
use guichet_core::message::Message;

use crate::fr;

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Ligne {
    pub numero: String,
    pub titre: String,
    pub demandeur: String,
    pub statut: &'static str,
    /// What waits besides the statut: a complément, an AGD to come.
    pub marques: Vec<String>,
    pub envoye_le: String,
}

impl Ligne {
    pub fn new(dossier: &Dossier, titre: Option<String>, demandeur: Option<String>) -> Ligne {
        let instruction = &dossier.instruction;
        let mut marques = Vec::new();
        if let Some(complement) = instruction.complement_en_cours() {
            let answered = complement.repondu_le.is_some();
            marques.push(if answered { "complément répondu" } else { "complément demandé" }.to_owned());
        }
        if let Some(agd) = &instruction.agd {
            marques.push(format!("AGD : {agd}"));
        }
        Ligne {
            numero: dossier.numero.clone().unwrap_or_default(),
            titre: titre.unwrap_or_default(),
            demandeur: demandeur.unwrap_or_default(),
            statut: dossier.statut.libelle(),
            marques,
            envoye_le: dossier.sent_at.as_ref().map(fr::jour_court).unwrap_or_default(),
        }
    }
}

/// A statut to choose.
#[derive(Debug, Clone)]
pub struct Choix {
    pub cle: &'static str,
    pub libelle: &'static str,
    pub choisi: bool,
}

impl Choix {
    pub fn all(choisi: Option<Statut>) -> Vec<Choix> {
        let shown = |statut: Statut| Choix {
            cle: statut.key(),
            libelle: statut.libelle(),
            choisi: Some(statut) == choisi,
        };
        Statut::ALL.into_iter().map(shown).collect()
    }
}

/// Who looks, and where.
#[derive(Debug, Clone)]
pub struct Cadre {
    pub email: String,
    pub bac_a_sable: bool,
}

#[derive(Debug, Template)]
#[template(path = "pages/console/liste.html")]
pub struct Liste {
    pub cadre: Cadre,
    pub lignes: Vec<Ligne>,
    pub total: i64,
    pub statuts: Vec<Choix>,
    pub numero: String,
    /// From 1.
    pub page: u32,
    pub pages: u32,
    /// Addresses of the pages before and after, with the filter.
    pub avant: Option<String>,
    pub apres: Option<String>,
}

/// A file to look at.
#[derive(Debug, Clone)]
pub struct Fichier {
    pub nom: String,
    pub taille: String,
    pub href: String,
}

#[derive(Debug, Clone)]
pub struct Piece {
    pub cle: String,
    pub libelle: String,
    pub etat: String,
    pub motif: Option<String>,
    pub fichiers: Vec<Fichier>,
    /// Something was transmitted, and the dossier is in OPCO EP's hands: it can be judged.
    pub a_juger: bool,
}

/// A line of the journal.
#[derive(Debug, Clone)]
pub struct LigneJournal {
    pub heure: String,
    pub instant: String,
    pub qui: String,
    pub source: &'static str,
    pub quoi: String,
}

impl LigneJournal {
    pub fn new(at: DateTime<Utc>, qui: String, source: &'static str, quoi: String) -> LigneJournal {
        LigneJournal { heure: fr::instant(&at), instant: at.to_rfc3339(), qui, source, quoi }
    }
}

/// What was typed in a form that was refused: it is shown again.
#[derive(Debug, Clone, Default)]
pub struct Saisie {
    pub statut: String,
    pub motif: String,
    pub agd: String,
    pub motifs: String,
    pub pieces: Vec<String>,
    pub limite: String,
    /// Key of the pièce that `motif_piece` is about.
    pub piece: String,
    pub motif_piece: String,
    pub texte: String,
}

#[derive(Debug, Template)]
#[template(path = "pages/console/dossier.html")]
pub struct Fiche {
    pub cadre: Cadre,
    pub numero: String,
    pub titre: String,
    pub demandeur: String,
    pub personne: String,
    pub statut: Statut,
    pub motif: Option<String>,
    pub agd: Option<String>,
    pub envoye_le: String,
    pub complement: Option<Complement>,
    /// Where OPCO EP may take it from here, and whether that takes a reason.
    pub possibles: Vec<(Choix, bool)>,
    /// AGD, complément and pièces can be decided now.
    pub en_main: bool,
    pub pieces: Vec<Piece>,
    /// Key and label of what can be asked for.
    pub demandables: Vec<(String, String)>,
    /// HTML of [`crate::web`].
    pub faits: String,
    pub journal: Vec<LigneJournal>,
    /// Of the form of a message: the same twice is once.
    pub nonce: String,
    pub fait: Option<&'static str>,
    pub refus: Option<String>,
    pub saisie: Saisie,
    pub aujourd_hui: String,
}

#[derive(Debug, Clone)]
pub struct Complement {
    pub depuis: String,
    pub motifs: Vec<String>,
    pub limite: Option<String>,
    pub repondu_le: Option<String>,
}

impl Complement {
    pub fn new(complement: &guichet_core::dossier::Complement) -> Complement {
        Complement {
            depuis: fr::instant(&complement.demande_le),
            motifs: complement.motifs.clone(),
            limite: complement.limite.as_ref().map(fr::date),
            repondu_le: complement.repondu_le.as_ref().map(fr::instant),
        }
    }
}

/// What the person is shown of her request, without its buttons.
pub fn faits(message: &Message) -> String {
    crate::web(&Message { choices: Vec::new(), ..message.clone() })
}
