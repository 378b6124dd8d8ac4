//! What papers are called, where nothing else is said: « fiche de présence » for « Feuille d'émargement ».

use super::Usuel;

pub(super) const NAMES: &[Usuel] = &[
    (
        &["feuille d emargement", "feuilles d emargement", "emargement"],
        &[
            "feuille de presence",
            "fiche de presence",
            "feuilles de presence",
            "les signatures",
            "emargements",
            "la feuille signee",
        ],
    ),
    (
        &["programme", "programme de formation", "programme de la formation"],
        &["le contenu", "contenu", "deroule", "le deroule", "plan de cours", "le detail des cours"],
    ),
    (
        &["attestation", "attestation de fin de formation", "certificat de realisation"],
        &["certificat", "le certificat", "attestation de presence", "attestation de stage"],
    ),
    (&["carte d identite", "piece d identite"], &["cni", "carte identite", "ma carte", "passeport"]),
    (&["kbis", "extrait kbis"], &["k bis", "extrait k bis", "le kbis"]),
    (&["devis"], &["proposition", "proposition commerciale", "la proposition de prix", "le chiffrage"]),
];
