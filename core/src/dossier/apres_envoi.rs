//! What the person's side may still do once the request is sent: give what OPCO EP waits for, and nothing else.

use chrono::{DateTime, Utc};

use super::transition::{Cote, Decidee, appliquer};
use super::{Dossier, PieceJointe, Statut};
use crate::catalogue::Dispositif;
use crate::engine::JournalWhat;
use crate::parcours::Parcours;

/// Sends what waits on its way, in the open pièces. `None` when nothing waits.
pub fn transmettre(parcours: &Parcours<'_>, now: DateTime<Utc>) -> Option<Decidee> {
    let waits = |jointe: &PieceJointe| jointe.a_transmettre().next().is_some();
    let mut journal = Vec::new();
    let (mut pieces, mut complement) = (Vec::new(), false);
    for attendue in parcours.pieces_ouvertes() {
        let Some(jointe) = parcours.jointe(&attendue).filter(|jointe| waits(jointe)) else { continue };
        let replaced =
            jointe.fichiers.iter().filter(|file| jointe.a_remplacer.is_some() && !file.a_transmettre);
        journal.extend(replaced.map(|file| JournalWhat::FichierRetire {
            piece: attendue.cle.clone(),
            sha256: file.sha256.clone(),
        }));
        complement |= parcours.is_complement(&attendue);
        pieces.push(attendue.cle);
    }
    if pieces.is_empty() {
        return None;
    }
    journal.push(JournalWhat::PiecesTransmises { pieces, complement });
    let mut dossier = parcours.dossier.clone();
    for what in &journal {
        appliquer(&mut dossier, what, now);
    }
    Some(Decidee { dossier, journal })
}

/// Whether a turn of the person may leave the stored dossier so: the engine decides, the store asks again.
pub fn tour_permis(dispositif: Option<&Dispositif>, avant: &Dossier, apres: &Dossier) -> bool {
    if avant.statut.is_locked() {
        return dispositif
            .is_some_and(|dispositif| apres_envoi_permis(&Parcours { dispositif, dossier: avant }, apres));
    }
    let statut = apres.statut == avant.statut || avant.statut.permet(apres.statut, Cote::Adherent);
    let instruction = apres.instruction.agd == avant.instruction.agd
        && apres.instruction.complement == avant.instruction.complement;
    statut
        && instruction
        && apres.pieces.iter().all(|(cle, jointe)| {
            let avant = avant.pieces.get(cle).cloned().unwrap_or_default();
            // What OPCO EP said of a pièce falls with its files; she says none of it herself.
            jointe.receptionnee <= avant.receptionnee
                && jointe.conforme <= avant.conforme
                && (jointe.a_remplacer.is_none() || jointe.a_remplacer == avant.a_remplacer)
        })
}

/// The same dossier but for the open pièces, and there only what may happen to them.
fn apres_envoi_permis(avant: &Parcours<'_>, apres: &Dossier) -> bool {
    let mut rest = apres.clone();
    for attendue in avant.pieces_ouvertes() {
        let before = avant.jointe(&attendue);
        let after = apres.pieces.get(&attendue.cle).cloned().unwrap_or_default();
        if piece_permise(&before.cloned().unwrap_or_default(), &after) {
            match before {
                Some(before) => rest.pieces.insert(attendue.cle, before.clone()),
                None => rest.pieces.remove(&attendue.cle),
            };
        }
    }
    rest.updated_at = avant.dossier.updated_at;
    if let (Some(rest), Some(before)) =
        (&mut rest.instruction.complement, &avant.dossier.instruction.complement)
        && before.leve_le.is_none()
    {
        rest.repondu_le = before.repondu_le;
    }
    rest == *avant.dossier
}

/// Files that wait come and go; all that wait leave together.
fn piece_permise(avant: &PieceJointe, apres: &PieceJointe) -> bool {
    let mut sent = avant.clone();
    sent.transmettre();
    let settled = |jointe: &PieceJointe| {
        let mut settled = PieceJointe { passee: false, ..jointe.clone() };
        settled.fichiers.retain(|file| !file.a_transmettre);
        settled
    };
    *apres == sent || settled(avant) == settled(apres)
}

impl Statut {
    /// OPCO EP has agreed, and waits for the invoice and its proofs.
    pub fn is_a_facturer(self) -> bool {
        matches!(self, Statut::Valide | Statut::FacturationEnCours)
    }
}
