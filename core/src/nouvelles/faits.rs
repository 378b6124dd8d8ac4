//! The changes that are told, and what several of them come to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dossier::{Avis, Statut};
use crate::engine::JournalWhat;

/// One change of a dossier by OPCO EP's side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fait {
    Statut {
        avant: Statut,
        apres: Statut,
        motif: Option<String>,
    },
    /// « Votre AGD ».
    Agd {
        nom: String,
    },
    ComplementDemande {
        motifs: Vec<String>,
        /// Keys; any pièce when there is none.
        pieces: Vec<String>,
        limite: Option<NaiveDate>,
    },
    ComplementLeve,
    Piece {
        cle: String,
        avis: Avis,
    },
    /// What OPCO EP writes to her.
    Message {
        texte: String,
    },
}

/// What of a dossier a change is about: two changes of the same thing are told as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aspect<'a> {
    Statut,
    Agd,
    Complement,
    Piece(&'a str),
    /// Each stands for itself.
    Message(usize),
}

impl Fait {
    /// The change that this line of the journal tells, where it is one.
    pub fn of(what: &JournalWhat) -> Option<Fait> {
        Some(match what {
            JournalWhat::Statut { avant, apres, motif } => Fait::Statut {
                avant: Statut::from_key(avant)?,
                apres: Statut::from_key(apres)?,
                motif: motif.clone(),
            },
            JournalWhat::Agd { apres, .. } => Fait::Agd { nom: apres.clone() },
            JournalWhat::ComplementDemande { motifs, pieces, limite } => {
                Fait::ComplementDemande { motifs: motifs.clone(), pieces: pieces.clone(), limite: *limite }
            }
            JournalWhat::ComplementLeve => Fait::ComplementLeve,
            JournalWhat::PieceJugee { piece, avis } => Fait::Piece { cle: piece.clone(), avis: avis.clone() },
            JournalWhat::Message { texte } => Fait::Message { texte: texte.clone() },
            JournalWhat::Cree
            | JournalWhat::Copie { .. }
            | JournalWhat::Reponse { .. }
            | JournalWhat::ElementAjoute { .. }
            | JournalWhat::ElementRetire { .. }
            | JournalWhat::FichierAjoute { .. }
            | JournalWhat::FichierRetire { .. }
            | JournalWhat::Partage { .. }
            | JournalWhat::PiecesTransmises { .. }
            | JournalWhat::Repris { .. }
            | JournalWhat::Dispositif { .. } => return None,
        })
    }

    /// `rank` tells messages apart.
    pub(super) fn aspect(&self, rank: usize) -> Aspect<'_> {
        match self {
            Fait::Statut { .. } => Aspect::Statut,
            Fait::Agd { .. } => Aspect::Agd,
            Fait::ComplementDemande { .. } | Fait::ComplementLeve => Aspect::Complement,
            Fait::Piece { cle, .. } => Aspect::Piece(cle),
            Fait::Message { .. } => Aspect::Message(rank),
        }
    }
}

/// What several changes of one thing come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Net {
    /// Each statut it went through, the last one its own.
    Statut {
        etapes: Vec<Statut>,
        motif: Option<String>,
    },
    Agd {
        nom: String,
    },
    /// Still waited for.
    Complement,
    /// No longer waited for. `aussitot`: it was asked for just before.
    ComplementLeve {
        aussitot: bool,
    },
    Piece {
        cle: String,
        avis: Avis,
    },
    Message {
        texte: String,
    },
}

impl Net {
    /// It asks something of her, or her request moves on: told even to whoever wants no more than that.
    pub fn is_essentiel(&self) -> bool {
        match self {
            Net::Statut { .. } | Net::Complement | Net::ComplementLeve { .. } | Net::Message { .. } => true,
            Net::Piece { avis, .. } => matches!(avis, Avis::ARemplacer { .. }),
            Net::Agd { .. } => false,
        }
    }
}

/// What these changes of one dossier, in order, come to: each thing once, in the order in which it was first touched.
pub fn net(faits: &[Fait]) -> Vec<Net> {
    let mut groups: Vec<(Aspect<'_>, Vec<&Fait>)> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for (rank, fait) in faits.iter().enumerate() {
        let aspect = fait.aspect(rank);
        let place = *places.entry(aspect.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(fait),
            None => groups.push((aspect, vec![fait])),
        }
    }
    let decided = faits.iter().any(|fait| matches!(fait, Fait::Statut { apres, .. } if settles(*apres)));
    groups.iter().filter_map(|(_, group)| one(group, decided)).collect()
}

/// Ends by itself the complément that was waited for.
fn settles(statut: Statut) -> bool {
    statut.is_final() || matches!(statut, Statut::Valide | Statut::EnPreparation)
}

fn one(group: &[&Fait], decided: bool) -> Option<Net> {
    Some(match group.last()? {
        Fait::Statut { motif, .. } => Net::Statut {
            etapes: group
                .iter()
                .filter_map(|fait| match fait {
                    Fait::Statut { apres, .. } => Some(*apres),
                    _ => None,
                })
                .collect(),
            motif: motif.clone(),
        },
        Fait::Agd { nom } => Net::Agd { nom: nom.clone() },
        Fait::ComplementDemande { .. } => Net::Complement,
        // The statut says it all.
        Fait::ComplementLeve if decided => return None,
        Fait::ComplementLeve => Net::ComplementLeve {
            aussitot: group.iter().any(|fait| matches!(fait, Fait::ComplementDemande { .. })),
        },
        Fait::Piece { cle, avis } => Net::Piece { cle: cle.clone(), avis: avis.clone() },
        Fait::Message { texte } => Net::Message { texte: texte.clone() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statut(avant: Statut, apres: Statut) -> Fait {
        Fait::Statut { avant, apres, motif: None }
    }

    fn piece(cle: &str, avis: Avis) -> Fait {
        Fait::Piece { cle: cle.to_owned(), avis }
    }

    #[test]
    fn each_thing_is_told_once_as_it_is_in_the_end() {
        let asked =
            Fait::ComplementDemande { motifs: vec!["Devis".to_owned()], pieces: Vec::new(), limite: None };
        let taken = statut(Statut::Envoye, Statut::EnCoursDeTraitement);
        let valide = statut(Statut::EnCoursDeTraitement, Statut::Valide);
        let motif = || Avis::ARemplacer { motif: "Illisible".to_owned() };
        let mot = |texte: &str| Fait::Message { texte: texte.to_owned() };
        let both = vec![Statut::EnCoursDeTraitement, Statut::Valide];
        let cases = [
            (vec![], vec![]),
            (vec![asked.clone()], vec![Net::Complement]),
            (vec![Fait::ComplementLeve], vec![Net::ComplementLeve { aussitot: false }]),
            (vec![asked.clone(), Fait::ComplementLeve], vec![Net::ComplementLeve { aussitot: true }]),
            (vec![asked.clone(), Fait::ComplementLeve, asked.clone()], vec![Net::Complement]),
            (
                vec![
                    piece("devis", motif()),
                    piece("programme", Avis::Conforme),
                    piece("devis", Avis::Conforme),
                ],
                vec![
                    Net::Piece { cle: "devis".to_owned(), avis: Avis::Conforme },
                    Net::Piece { cle: "programme".to_owned(), avis: Avis::Conforme },
                ],
            ),
            (vec![taken, valide.clone()], vec![Net::Statut { etapes: both, motif: None }]),
            // A decision lifts the complément by itself.
            (
                vec![valide, Fait::ComplementLeve],
                vec![Net::Statut { etapes: vec![Statut::Valide], motif: None }],
            ),
            (
                vec![mot("Bonjour"), mot("Bonjour")],
                vec![
                    Net::Message { texte: "Bonjour".to_owned() },
                    Net::Message { texte: "Bonjour".to_owned() },
                ],
            ),
        ];
        for (faits, expected) in cases {
            assert_eq!(net(&faits), expected, "{faits:?}");
        }
    }
}
