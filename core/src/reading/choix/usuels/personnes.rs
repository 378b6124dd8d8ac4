//! Who people are: their contract, their diploma, their trade.

use super::Usuel;

pub(super) const NAMES: &[Usuel] = &[
    (&["temps partiel", "a temps partiel"], &["mi temps", "partiel"]),
    (
        &["temps plein", "temps complet", "a temps plein"],
        &["plein temps", "temps plein", "temps complet", "35h", "35 h", "35 heures"],
    ),
    (&["monsieur"], &["mr", "m", "homme"]),
    (&["madame"], &["mme", "femme"]),
    (&["mme"], &["madame", "femme"]),
    (&["mr"], &["monsieur", "homme"]),
    (&["m"], &["monsieur", "mr", "homme"]),
    (&["contrat d apprentissage", "apprentissage"], &["apprenti", "apprentie", "apprentissage"]),
    (&["contrat de professionnalisation"], &["contrat pro", "professionnalisation"]),
    (&["cdi"], &["duree indeterminee"]),
    (&["cdd"], &["duree determinee"]),
    (&["interim"], &["interimaire"]),
    (
        &["dirigeant", "chef d entreprise", "dirigeant non salarie", "gerant"],
        &["gerant", "gerante", "patron", "patronne", "dirigeante", "cheffe d entreprise"],
    ),
    (
        &["aucun salarie"],
        &["aucun", "pas de salarie", "zero salarie", "seul", "seule", "tout seul", "toute seule"],
    ),
    (
        &["demandeur d emploi"],
        &["au chomage", "chomeur", "chomeuse", "sans emploi", "france travail", "pole emploi"],
    ),
    (&["conjoint collaborateur"], &["conjoint collab"]),
    (&["sans diplome", "aucun diplome"], &["sans diplome", "aucun diplome", "pas de diplome", "pas diplome"]),
    (&["cap ou bep", "cap bep", "cap", "niveau cap"], &["cap", "bep"]),
    (
        &["bac", "baccalaureat", "niveau bac"],
        &[
            "bac",
            "le bac",
            "niveau bac",
            "bac pro",
            "bac general",
            "bac techno",
            "baccalaureat",
            "brevet professionnel",
        ],
    ),
    (&["bac 2", "bac 2 ou plus", "bac 2 et plus", "niveau bac 2"], &["bts", "dut", "deug"]),
    (&["bac 3", "bac 3 ou plus", "bac 3 et plus", "bac 3 bac 4"], &["licence", "bachelor", "licence pro"]),
    (&["bac 5", "bac 5 ou plus", "bac 5 et plus"], &["master", "ingenieur", "ecole d ingenieur"]),
];
