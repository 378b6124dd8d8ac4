//! Words for whoever decides about dossiers, in a terminal, on a console or through the API: refusals, the journal.

use guichet_core::dossier::{Avis, RefusDecision, Statut};
use guichet_core::engine::JournalWhat;
use guichet_core::partage::QuoiPartage;

use crate::fr;

/// One or two sentences: what does not go, and what would.
pub fn refus_decision(refus: &RefusDecision) -> String {
    match refus {
        RefusDecision::Transition { de, vers, possibles } if possibles.is_empty() => {
            let (de, vers) = (de.libelle(), vers.libelle());
            format!(
                "Un dossier « {de} » ne peut pas passer à « {vers} ». D'ici, OPCO EP ne change plus son statut."
            )
        }
        RefusDecision::Transition { de, vers, possibles } => {
            let (de, vers) = (de.libelle(), vers.libelle());
            let possibles = statuts(possibles);
            format!("Un dossier « {de} » ne peut pas passer à « {vers} ». Possible : {possibles}.")
        }
        RefusDecision::SansMotif => "Cette décision demande un motif.".to_owned(),
        RefusDecision::SansNom => "Il manque un nom.".to_owned(),
        RefusDecision::SansTexte => "Le message est vide.".to_owned(),
        RefusDecision::ReserveOpcoEp => {
            "Seuls les services de l'OPCO EP peuvent prendre cette décision.".to_owned()
        }
        RefusDecision::PasMaintenant { statut, possibles } => format!(
            "Le dossier est « {} ». Cette décision n'est possible que s'il est : {}.",
            statut.libelle(),
            statuts(possibles)
        ),
        RefusDecision::ComplementEnCours { depuis } => format!(
            "Un complément est déjà demandé depuis le {}. Levez-le avant d'en demander un autre.",
            fr::instant(depuis)
        ),
        RefusDecision::AucunComplement => "Aucun complément n'est demandé.".to_owned(),
        RefusDecision::PieceInconnue { cle, connues } if connues.is_empty() => {
            format!("Aucun fichier n'a été transmis pour « {cle} ». Le dossier n'a aucune pièce transmise.")
        }
        RefusDecision::PieceInconnue { cle, connues } => {
            format!(
                "Aucun fichier n'a été transmis pour « {cle} ». Pièces transmises : {}.",
                connues.join(", ")
            )
        }
        RefusDecision::DejaFait => "C'est déjà le cas : rien n'est changé.".to_owned(),
    }
}

/// A line of the journal.
pub fn ligne_journal(what: &JournalWhat) -> String {
    let quoted =
        |value: &Option<String>| value.as_ref().map_or_else(|| "rien".to_owned(), |v| format!("« {v} »"));
    let libelle =
        |key: &str| Statut::from_key(key).map_or_else(|| key.to_owned(), |s| s.libelle().to_owned());
    let because = |motif: &Option<String>| motif.as_ref().map_or_else(String::new, |m| format!(" ({m})"));
    match what {
        JournalWhat::Cree => "dossier créé".to_owned(),
        JournalWhat::Copie { de } => format!("réponses reprises du dossier {de}"),
        JournalWhat::Reponse { champ, avant, apres } => {
            format!("{champ} : {} → {}", quoted(avant), quoted(apres))
        }
        JournalWhat::Dispositif { avant, apres } => format!("dispositif : {avant} → {apres}"),
        JournalWhat::ElementAjoute { etape, element } => format!("{etape}.{element} ajouté"),
        JournalWhat::ElementRetire { etape, element } => format!("{etape}.{element} retiré"),
        JournalWhat::FichierAjoute { piece, sha256 } => format!("{piece} : fichier {sha256} ajouté"),
        JournalWhat::FichierRetire { piece, sha256 } => format!("{piece} : fichier {sha256} retiré"),
        JournalWhat::Partage { quoi, personne, droit } => {
            let quoi = match quoi {
                QuoiPartage::Propose => "proposé",
                QuoiPartage::Accepte => "accepté",
                QuoiPartage::Refuse => "refusé",
                QuoiPartage::Retire => "proposition retirée",
                QuoiPartage::Repris => "accès retiré",
                QuoiPartage::Quitte => "accès quitté",
            };
            format!("partage avec {personne} ({}) : {quoi}", droit.key())
        }
        JournalWhat::Statut { avant, apres, motif } => {
            format!("statut : {} → {}{}", libelle(avant), libelle(apres), because(motif))
        }
        JournalWhat::Agd { avant, apres } => format!("AGD : {} → « {apres} »", quoted(avant)),
        JournalWhat::ComplementDemande { motifs, limite, .. } => {
            let limite =
                limite.map_or_else(String::new, |day| format!(", au plus tard le {}", fr::date(&day)));
            format!("complément demandé{limite} : {}", motifs.join(" ; "))
        }
        JournalWhat::Repris { de, vers, mises_de_cote } if mises_de_cote.is_empty() => {
            format!("formulaire {de} repris en {vers}")
        }
        JournalWhat::Repris { de, vers, mises_de_cote } => {
            format!("formulaire {de} repris en {vers}, mis de côté : {}", mises_de_cote.join(", "))
        }
        JournalWhat::ComplementLeve => "complément levé".to_owned(),
        JournalWhat::Message { texte } => format!("message à la personne : « {texte} »"),
        JournalWhat::PieceJugee { piece, avis } => match avis {
            Avis::Receptionnee => format!("{piece} : réceptionnée"),
            Avis::Conforme => format!("{piece} : conforme"),
            Avis::ARemplacer { motif } => format!("{piece} : à remplacer ({motif})"),
        },
        JournalWhat::PiecesTransmises { pieces, .. } => {
            format!("pièces transmises : {}", pieces.join(", "))
        }
    }
}

fn statuts(statuts: &[Statut]) -> String {
    let names: Vec<String> = statuts.iter().map(|statut| format!("« {} »", statut.libelle())).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_from_where_to_where_and_what_would_do() {
        let refus = RefusDecision::Transition {
            de: Statut::Envoye,
            vers: Statut::Valide,
            possibles: vec![Statut::EnCoursDeTraitement, Statut::Annule],
        };
        assert_eq!(
            refus_decision(&refus),
            "Un dossier « Envoyé » ne peut pas passer à « Validé ». Possible : « En cours de traitement », « Annulé »."
        );
        let end =
            RefusDecision::Transition { de: Statut::Cloture, vers: Statut::Valide, possibles: Vec::new() };
        assert!(refus_decision(&end).ends_with("D'ici, OPCO EP ne change plus son statut."));
    }
}
