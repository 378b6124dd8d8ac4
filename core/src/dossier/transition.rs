//! What may become of a dossier, and who decides it: the table of the statuts, and OPCO EP's decisions.
//!
//! A decision is either refused whole, or becomes lines of the journal; what it does to the dossier is what
//! [`appliquer`] makes of these lines, so that the journal always tells the same story as the dossier.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Complement, Dossier, Statut};
use crate::annuaire::Role;
use crate::engine::JournalWhat;

/// On which side of the counter someone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cote {
    Adherent,
    OpcoEp,
}

impl From<Role> for Cote {
    fn from(role: Role) -> Cote {
        match role {
            Role::Adherent => Cote::Adherent,
            Role::Conseiller | Role::Admin => Cote::OpcoEp,
        }
    }
}

/// A way from one statut to another (domain 1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    pub de: Statut,
    pub vers: Statut,
    pub par: Cote,
    /// OPCO EP does it because it was asked to.
    pub sur_demande: bool,
    /// A reason must be given.
    pub motif: bool,
}

const fn way(de: Statut, vers: Statut, par: Cote) -> Transition {
    Transition { de, vers, par, sur_demande: false, motif: false }
}

const fn because(de: Statut, vers: Statut) -> Transition {
    Transition { motif: true, ..way(de, vers, Cote::OpcoEp) }
}

const fn on_request(de: Statut, vers: Statut) -> Transition {
    Transition { sur_demande: true, ..because(de, vers) }
}

/// All there are: whatever is not here does not happen. Clôturé, Annulé and Refusé lead nowhere.
pub const TRANSITIONS: [Transition; 11] = [
    way(Statut::EnPreparation, Statut::Envoye, Cote::Adherent),
    way(Statut::EnPreparation, Statut::Annule, Cote::Adherent),
    way(Statut::Envoye, Statut::EnCoursDeTraitement, Cote::OpcoEp),
    because(Statut::Envoye, Statut::EnPreparation),
    on_request(Statut::Envoye, Statut::Annule),
    way(Statut::EnCoursDeTraitement, Statut::Valide, Cote::OpcoEp),
    because(Statut::EnCoursDeTraitement, Statut::Refuse),
    on_request(Statut::EnCoursDeTraitement, Statut::Annule),
    way(Statut::Valide, Statut::FacturationEnCours, Cote::OpcoEp),
    on_request(Statut::Valide, Statut::Annule),
    way(Statut::FacturationEnCours, Statut::Cloture, Cote::OpcoEp),
];

impl Statut {
    /// Where this side may take it from here.
    pub fn possibles(self, cote: Cote) -> Vec<Statut> {
        let ways = TRANSITIONS.iter().filter(|way| way.de == self && way.par == cote);
        ways.map(|way| way.vers).collect()
    }

    /// Nothing leads out of it.
    pub fn is_final(self) -> bool {
        TRANSITIONS.iter().all(|way| way.de != self)
    }

    /// OPCO EP has it in hand: sent, and not over.
    pub fn is_chez_opco_ep(self) -> bool {
        self.is_locked() && !self.is_final()
    }

    fn transition(self, vers: Statut, cote: Cote) -> Option<&'static Transition> {
        TRANSITIONS.iter().find(|way| (way.de, way.vers, way.par) == (self, vers, cote))
    }

    /// Whether this side may take it there.
    pub fn permet(self, vers: Statut, cote: Cote) -> bool {
        self.transition(vers, cote).is_some()
    }
}

/// What can be decided about a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Statut {
        vers: Statut,
        motif: Option<String>,
    },
    /// « Votre AGD ».
    Agd {
        nom: String,
    },
    DemanderComplement {
        motifs: Vec<String>,
        /// Keys of the pièces asked for; any when there is none.
        pieces: Vec<String>,
        limite: Option<NaiveDate>,
    },
    LeverComplement,
    /// By key of `Dossier::pieces`.
    Piece {
        cle: String,
        avis: Avis,
    },
    /// A word to the person: it changes nothing.
    Message {
        texte: String,
    },
}

/// What OPCO EP finds of a pièce.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Avis {
    Receptionnee,
    /// Checked and accepted: received as well, then.
    Conforme,
    ARemplacer {
        motif: String,
    },
}

/// Why a decision is refused, with what would be possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RefusDecision {
    #[error("no way from {de:?} to {vers:?} on this side; possible: {possibles:?}")]
    Transition { de: Statut, vers: Statut, possibles: Vec<Statut> },
    #[error("a reason is needed")]
    SansMotif,
    #[error("a name is needed")]
    SansNom,
    #[error("a text is needed")]
    SansTexte,
    #[error("only OPCO EP's side decides that")]
    ReserveOpcoEp,
    #[error("not while the dossier is {statut:?}; possible while it is {possibles:?}")]
    PasMaintenant { statut: Statut, possibles: Vec<Statut> },
    #[error("a complément is pending since {depuis}")]
    ComplementEnCours { depuis: DateTime<Utc> },
    #[error("no complément is pending")]
    AucunComplement,
    #[error("no file was transmitted for {cle}; there are some for {connues:?}")]
    PieceInconnue { cle: String, connues: Vec<String> },
    #[error("it is so already")]
    DejaFait,
}

/// The dossier after a decision, and the lines of the journal that made it so.
#[derive(Debug, Clone, PartialEq)]
pub struct Decidee {
    pub dossier: Dossier,
    pub journal: Vec<JournalWhat>,
}

/// Takes a decision on this side of the counter, or says why not. Nothing else is changed.
pub fn decide(
    dossier: &Dossier,
    decision: &Decision,
    cote: Cote,
    now: DateTime<Utc>,
) -> Result<Decidee, RefusDecision> {
    let journal = match decision {
        Decision::Statut { vers, motif } => changer_statut(dossier, *vers, motif.as_deref(), cote)?,
        _ if cote != Cote::OpcoEp => return Err(RefusDecision::ReserveOpcoEp),
        // OPCO EP may write about whatever it has had in hand.
        Decision::Message { texte } if dossier.statut.is_locked() || dossier.instruction.envois > 0 => {
            vec![ecrire(texte)?]
        }
        Decision::Message { .. } => {
            let possibles = Statut::ALL.into_iter().filter(|statut| statut.is_locked()).collect();
            return Err(RefusDecision::PasMaintenant { statut: dossier.statut, possibles });
        }
        _ if !dossier.statut.is_chez_opco_ep() => {
            let possibles = Statut::ALL.into_iter().filter(|statut| statut.is_chez_opco_ep()).collect();
            return Err(RefusDecision::PasMaintenant { statut: dossier.statut, possibles });
        }
        Decision::Agd { nom } => vec![confier(dossier, nom)?],
        Decision::DemanderComplement { motifs, pieces, limite } => {
            vec![demander(dossier, motifs, pieces, *limite)?]
        }
        Decision::LeverComplement => {
            dossier.instruction.complement_en_cours().ok_or(RefusDecision::AucunComplement)?;
            vec![JournalWhat::ComplementLeve]
        }
        Decision::Piece { cle, avis } => vec![juger(dossier, cle, avis)?],
    };
    let mut dossier = dossier.clone();
    for what in &journal {
        appliquer(&mut dossier, what, now);
    }
    Ok(Decidee { dossier, journal })
}

fn changer_statut(
    dossier: &Dossier,
    vers: Statut,
    motif: Option<&str>,
    cote: Cote,
) -> Result<Vec<JournalWhat>, RefusDecision> {
    let de = dossier.statut;
    let possibles = || de.possibles(cote);
    let way = de.transition(vers, cote).ok_or_else(|| RefusDecision::Transition {
        de,
        vers,
        possibles: possibles(),
    })?;
    let motif = motif.map(str::trim).filter(|motif| !motif.is_empty());
    if way.motif && motif.is_none() {
        return Err(RefusDecision::SansMotif);
    }
    let mut journal = vec![JournalWhat::Statut {
        avant: de.key().to_owned(),
        apres: vers.key().to_owned(),
        motif: motif.map(str::to_owned),
    }];
    // What was asked for to decide is no longer waited for once it is decided, or hers to change again.
    let settles = vers.is_final() || matches!(vers, Statut::Valide | Statut::EnPreparation);
    if settles && dossier.instruction.complement_en_cours().is_some() {
        journal.push(JournalWhat::ComplementLeve);
    }
    Ok(journal)
}

fn confier(dossier: &Dossier, nom: &str) -> Result<JournalWhat, RefusDecision> {
    let nom = nom.trim();
    if nom.is_empty() {
        return Err(RefusDecision::SansNom);
    }
    let avant = dossier.instruction.agd.clone();
    if avant.as_deref() == Some(nom) {
        return Err(RefusDecision::DejaFait);
    }
    Ok(JournalWhat::Agd { avant, apres: nom.to_owned() })
}

fn ecrire(texte: &str) -> Result<JournalWhat, RefusDecision> {
    match texte.trim() {
        "" => Err(RefusDecision::SansTexte),
        texte => Ok(JournalWhat::Message { texte: texte.to_owned() }),
    }
}

/// One at a time: the one before must be lifted.
fn demander(
    dossier: &Dossier,
    motifs: &[String],
    pieces: &[String],
    limite: Option<NaiveDate>,
) -> Result<JournalWhat, RefusDecision> {
    if let Some(pending) = dossier.instruction.complement_en_cours() {
        return Err(RefusDecision::ComplementEnCours { depuis: pending.demande_le });
    }
    let said = motifs.iter().map(|motif| motif.trim()).filter(|motif| !motif.is_empty());
    let motifs: Vec<String> = said.map(str::to_owned).collect();
    if motifs.is_empty() {
        return Err(RefusDecision::SansMotif);
    }
    Ok(JournalWhat::ComplementDemande { motifs, pieces: pieces.to_vec(), limite })
}

/// Only a pièce of which OPCO EP can have something is judged.
fn juger(dossier: &Dossier, cle: &str, avis: &Avis) -> Result<JournalWhat, RefusDecision> {
    let transmise = |cle: &str| {
        let jointe = dossier.pieces.get(cle)?;
        jointe.fichiers.iter().any(|file| !file.a_transmettre).then_some(jointe)
    };
    let Some(jointe) = transmise(cle) else {
        let connues = dossier.pieces.keys().filter(|cle| transmise(cle).is_some()).cloned().collect();
        return Err(RefusDecision::PieceInconnue { cle: cle.to_owned(), connues });
    };
    let avis = match avis {
        Avis::ARemplacer { motif } if motif.trim().is_empty() => return Err(RefusDecision::SansMotif),
        Avis::ARemplacer { motif } => Avis::ARemplacer { motif: motif.trim().to_owned() },
        other => other.clone(),
    };
    let same = match &avis {
        Avis::Receptionnee => jointe.receptionnee && !jointe.conforme && jointe.a_remplacer.is_none(),
        Avis::Conforme => jointe.conforme && jointe.a_remplacer.is_none(),
        Avis::ARemplacer { motif } => jointe.a_remplacer.as_ref() == Some(motif),
    };
    if same {
        return Err(RefusDecision::DejaFait);
    }
    Ok(JournalWhat::PieceJugee { piece: cle.to_owned(), avis })
}

/// What a line of the journal does to a dossier. Lines of answers and files are the turn's own, and do nothing here.
pub fn appliquer(dossier: &mut Dossier, what: &JournalWhat, at: DateTime<Utc>) {
    let instruction = &mut dossier.instruction;
    match what {
        JournalWhat::Statut { apres, motif, .. } => {
            let Some(apres) = Statut::from_key(apres) else { return };
            dossier.statut = apres;
            instruction.motif = motif.clone();
            match apres {
                Statut::Envoye => {
                    dossier.sent_at = Some(at);
                    instruction.envois += 1;
                }
                // It had been sent, counted or not.
                Statut::EnPreparation => instruction.envois = instruction.envois.max(1),
                _ => {}
            }
        }
        JournalWhat::Agd { apres, .. } => instruction.agd = Some(apres.clone()),
        JournalWhat::ComplementDemande { motifs, pieces, limite } => {
            instruction.complement = Some(Complement {
                demande_le: at,
                motifs: motifs.clone(),
                pieces: pieces.clone(),
                limite: *limite,
                repondu_le: None,
                leve_le: None,
            });
        }
        JournalWhat::ComplementLeve => {
            if let Some(complement) = &mut instruction.complement {
                complement.leve_le = Some(at);
            }
        }
        JournalWhat::PieceJugee { piece, avis } => {
            let jointe = dossier.pieces.entry(piece.clone()).or_default();
            jointe.receptionnee = true;
            jointe.conforme = *avis == Avis::Conforme;
            jointe.a_remplacer = match avis {
                Avis::ARemplacer { motif } => Some(motif.clone()),
                _ => None,
            };
        }
        JournalWhat::PiecesTransmises { pieces, complement } => {
            for cle in pieces {
                if let Some(jointe) = dossier.pieces.get_mut(cle) {
                    jointe.transmettre();
                }
            }
            if let (true, Some(asked)) = (*complement, &mut instruction.complement) {
                asked.repondu_le = Some(at);
            }
        }
        JournalWhat::Cree
        | JournalWhat::Copie { .. }
        | JournalWhat::Reponse { .. }
        | JournalWhat::Dispositif { .. }
        | JournalWhat::ElementAjoute { .. }
        | JournalWhat::ElementRetire { .. }
        | JournalWhat::FichierAjoute { .. }
        | JournalWhat::FichierRetire { .. }
        | JournalWhat::Message { .. }
        | JournalWhat::Repris { .. }
        | JournalWhat::Partage { .. } => return,
    }
    dossier.updated_at = at;
}
