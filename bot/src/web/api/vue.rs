//! A dossier and a refusal, as programs are told of them.

use axum::http::StatusCode;
use guichet_core::dossier::{Cote, Dossier, RefusDecision, Statut};
use guichet_templates::refus_decision;
use serde_json::{Value, json};

use crate::web::probleme::Probleme;

fn keys(statuts: &[Statut]) -> Vec<&'static str> {
    statuts.iter().map(|statut| statut.key()).collect()
}

/// What OPCO EP's side decides of a dossier, as it is now.
pub fn dossier(dossier: &Dossier) -> Value {
    let instruction = &dossier.instruction;
    let complement = instruction.complement_en_cours().map(|complement| {
        json!({
            "demande_le": complement.demande_le,
            "motifs": complement.motifs,
            "pieces": complement.pieces,
            "limite": complement.limite,
            "repondu_le": complement.repondu_le,
        })
    });
    json!({
        "numero": dossier.numero,
        "statut": dossier.statut.key(),
        "libelle": dossier.statut.libelle(),
        "motif": instruction.motif,
        "agd": instruction.agd,
        "complement": complement,
        "modifie_le": dossier.updated_at,
        "statuts_possibles": keys(&dossier.statut.possibles(Cote::OpcoEp)),
    })
}

pub fn unknown(numero: &str) -> Probleme {
    Probleme::of_kind(
        "dossier-inconnu",
        "Dossier inconnu",
        StatusCode::NOT_FOUND,
        format!("Aucun dossier n° {numero}."),
    )
}

/// What does not go now, with what would. A reason or a name that is missing is the caller's to add.
pub fn refused(refus: &RefusDecision) -> Probleme {
    let conflict = |kind, title| Probleme::of_kind(kind, title, StatusCode::CONFLICT, refus_decision(refus));
    let missing = || {
        Probleme::of_kind(
            "demande-invalide",
            "Demande invalide",
            StatusCode::UNPROCESSABLE_ENTITY,
            refus_decision(refus),
        )
    };
    match refus {
        RefusDecision::Transition { de, possibles, .. } => {
            conflict("transition-interdite", "Transition interdite")
                .with("statut", de.key())
                .with("statuts_possibles", keys(possibles))
        }
        RefusDecision::PasMaintenant { statut, possibles } => conflict("pas-maintenant", "Pas maintenant")
            .with("statut", statut.key())
            .with("statuts_attendus", keys(possibles)),
        RefusDecision::ComplementEnCours { .. } => conflict("complement-en-cours", "Complément déjà demandé"),
        RefusDecision::AucunComplement => conflict("aucun-complement", "Aucun complément en cours"),
        RefusDecision::DejaFait => conflict("deja-fait", "Déjà fait"),
        RefusDecision::PieceInconnue { connues, .. } => {
            conflict("piece-inconnue", "Pièce inconnue").with("pieces_connues", connues.clone())
        }
        RefusDecision::ReserveOpcoEp => conflict("reserve-opco-ep", "Réservé à l'OPCO EP"),
        RefusDecision::SansMotif => missing().with("manque", "motif"),
        RefusDecision::SansNom => missing().with("manque", "nom"),
        RefusDecision::SansTexte => missing().with("manque", "texte"),
    }
}
