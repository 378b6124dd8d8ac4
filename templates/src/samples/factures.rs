//! What is shown of a request that OPCO EP has: pièces still waited for, invoices.

use guichet_core::dossier::{FichierJoint, Statut};
use guichet_core::message::{
    ChoiceKind, ComplementVu, EtatPiece, FactureVue, Factures, LimiteFacture, Message, Nouvelles, PieceVue,
    PiecesAttendues, PiecesEtat, Screen, Suivi, Transmission,
};

use super::screens::{day, entete, instant, ligne, suivi};
use super::{choices, message};

fn piece(libelle: &str, etat: EtatPiece, file: Option<&str>) -> PieceVue {
    let fichier = |name: &str| FichierJoint {
        sha256: "0".repeat(64),
        name: name.to_owned(),
        size: 18_000,
        mime: "application/pdf".to_owned(),
        added_at: instant(),
        a_transmettre: etat == EtatPiece::Jointe,
    };
    PieceVue {
        cle: libelle.to_owned(),
        libelle: libelle.to_owned(),
        obligatoire: true,
        etat,
        fichiers: file.map(fichier).into_iter().collect(),
        motif: None,
    }
}

pub fn complement() -> ComplementVu {
    ComplementVu {
        demande_le: instant(),
        motifs: vec!["Le programme ne dit pas la durée.".to_owned()],
        pieces: vec!["Programme de la formation".to_owned()],
        limite: Some(day(2027, 2, 12)),
        repondu_le: None,
    }
}

pub fn attendues() -> PiecesAttendues {
    PiecesAttendues {
        entete: entete(),
        statut: Statut::Valide,
        pieces: vec![
            piece("Facture", EtatPiece::Jointe, Some("facture_12.pdf")),
            piece("Certificat de réalisation (Marie Dupont)", EtatPiece::AFournir, None),
            piece("Certificat de réalisation (Karim Benali)", EtatPiece::Conforme, Some("certificat.pdf")),
        ],
        suite: None,
        demandee: None,
        complement: None,
        limite: Some(limite(false)),
        a_transmettre: vec!["facture_12.pdf".to_owned()],
    }
}

pub fn limite(depassee: bool) -> LimiteFacture {
    LimiteFacture { limite: day(2027, 4, 2), depassee }
}

pub fn transmission(complement: bool) -> Transmission {
    Transmission {
        entete: entete(),
        demandeur: Some("Boulangerie des Lilas".to_owned()),
        fichiers: vec![ligne("Facture", "facture_12.pdf")],
        remplacees: Vec::new(),
        complement,
        manque: vec!["Certificat de réalisation (Marie Dupont)".to_owned()],
    }
}

pub fn factures() -> Factures {
    let etats = |libelle: &str, etats: &[(EtatPiece, u32)]| PiecesEtat {
        libelle: libelle.to_owned(),
        etats: etats.to_vec(),
    };
    let facture = |statut, limite| FactureVue {
        entete: entete(),
        statut,
        pieces: vec![
            etats("Facture", &[(EtatPiece::Transmise, 1)]),
            etats("Certificat de réalisation", &[(EtatPiece::AFournir, 2), (EtatPiece::Conforme, 1)]),
        ],
        limite,
    };
    Factures {
        items: vec![
            facture(Statut::Valide, Some(limite(false))),
            facture(Statut::FacturationEnCours, Some(limite(true))),
            facture(Statut::Cloture, None),
        ],
        page: 0,
        total: 3,
    }
}

/// As people meet them: with their buttons, and what OPCO EP said.
pub fn with_choices() -> Vec<(&'static str, Message)> {
    use ChoiceKind::{Numbered, Primary, Secondary};
    let asked = Suivi {
        nouvelles: Nouvelles {
            agd: Some("Nadia Leroux".to_owned()),
            complement: Some(complement()),
            a_remplacer: vec![ligne("Copie devis", "La signature est illisible.")],
            a_transmettre: vec!["devis_2.pdf".to_owned()],
            pieces_ouvertes: true,
            ..Nouvelles::default()
        },
        ..suivi(Statut::EnCoursDeTraitement, false)
    };
    let refused = Suivi {
        nouvelles: Nouvelles {
            motif: Some("Le budget de l'année est épuisé.".to_owned()),
            ..Default::default()
        },
        ..suivi(Statut::Refuse, false)
    };
    let mut replaced = piece("Copie devis", EtatPiece::ARemplacer, Some("devis.pdf"));
    replaced.motif = Some("La signature est illisible.".to_owned());
    let to_complete = PiecesAttendues {
        statut: Statut::Envoye,
        pieces: vec![replaced, piece("Programme de la formation", EtatPiece::Transmise, Some("prog.pdf"))],
        complement: Some(ComplementVu { repondu_le: Some(instant()), ..complement() }),
        limite: None,
        a_transmettre: Vec::new(),
        ..attendues()
    };
    let none = Factures { items: Vec::new(), page: 0, total: 0 };
    let over = Factures { items: factures().items.split_off(2), page: 0, total: 1 };
    let buttons = [
        (Numbered, "Ajouter : Facture", None),
        (Numbered, "Retirer facture_12.pdf", Some("Facture")),
        (Primary, "Transmettre à OPCO EP", None),
        (Secondary, "Continuer", None),
    ];
    let answering =
        Transmission { remplacees: vec!["Facture".to_owned()], manque: Vec::new(), ..transmission(true) };
    let bare = |screen| message(Vec::new(), screen, Vec::new());
    vec![
        ("Suivi-complement", bare(Screen::Suivi(Box::new(asked)))),
        ("Suivi-motif", bare(Screen::Suivi(Box::new(refused)))),
        ("PiecesAttendues-complement", bare(Screen::PiecesAttendues(Box::new(to_complete)))),
        (
            "PiecesAttendues-boutons",
            message(Vec::new(), Screen::PiecesAttendues(Box::new(attendues())), choices(&buttons)),
        ),
        ("PiecesTransmises-complement", bare(Screen::PiecesTransmises(Box::new(answering)))),
        ("Factures-aucune", bare(Screen::Factures(none))),
        ("Factures-terminees", bare(Screen::Factures(over))),
    ]
}
