//! The fields that a message may answer, by the names of their slots.

use std::collections::BTreeMap;

use guichet_core::catalogue::Nature;
use guichet_core::reading::{Contexte, Place, Role, plusieurs};
use serde_json::{Map, Value};

use super::valeur::{nature, shown};

/// Slot, its names, and the words that lead to its value.
pub const WORDS: [(&str, &[&str], &[&str]); 20] = [
    (
        "title",
        &["intitulé", "titre", "formation", "stage", "module", "nom de la formation", "thème", "sujet"],
        &["formation", "stage"],
    ),
    (
        "provider",
        &[
            "organisme",
            "organisme de formation",
            "prestataire",
            "centre",
            "centre de formation",
            "of",
            "formateur",
            "nom de l'organisme",
        ],
        &[
            "chez",
            "organisme de formation",
            "organisme",
            "dispensée par",
            "organisée par",
            "assurée par",
            "proposée par",
            "animée par",
        ],
    ),
    (
        "start_date",
        &[
            "date",
            "dates",
            "début",
            "date de début",
            "du",
            "commence",
            "démarrage",
            "période",
            "premier jour",
        ],
        &[],
    ),
    ("end_date", &["date", "dates", "fin", "date de fin", "au", "termine", "période", "dernier jour"], &[]),
    ("hours", &["durée", "heures", "nombre d'heures", "nb d'heures", "volume horaire", "nb heures"], &[]),
    (
        "cost_ht",
        &[
            "coût",
            "prix",
            "tarif",
            "montant",
            "coût total",
            "coût ht",
            "prix ht",
            "montant ht",
            "tarif ht",
            "total ht",
            "ht",
            "coût pédagogique",
            "budget",
        ],
        &[],
    ),
    (
        "cost_ttc",
        &[
            "coût",
            "prix",
            "tarif",
            "montant",
            "coût total",
            "coût ttc",
            "prix ttc",
            "montant ttc",
            "tarif ttc",
            "total ttc",
            "ttc",
            "coût pédagogique",
            "budget",
        ],
        &[],
    ),
    ("nights", &["nuit", "nuitée", "nombre de nuits", "nb de nuits", "nb nuits"], &[]),
    ("meals", &["repas", "déjeuner", "nombre de repas", "nb de repas", "nb repas"], &[]),
    ("km", &["km", "kilomètre", "kms", "distance", "nombre de km", "trajet", "kilométrage"], &[]),
    (
        "name",
        &[
            "nom",
            "nom et prénom",
            "prénom et nom",
            "nom prénom",
            "prénom nom",
            "contact",
            "stagiaire",
            "salarié",
            "salariée",
        ],
        &["je m'appelle", "mon nom est", "moi c'est", "elle s'appelle", "il s'appelle"],
    ),
    (
        "email",
        &["email", "mail", "courriel", "e mail", "adresse mail", "adresse email", "adresse e mail", "mel"],
        &[],
    ),
    ("phone", &["téléphone", "tel", "tél", "portable", "mobile", "numéro", "fixe", "gsm"], &[]),
    ("siret", &["siret", "numéro de siret", "n siret"], &[]),
    ("postal_code", &["code postal", "cp"], &[]),
    ("city", &["ville", "commune", "lieu", "localité"], &[]),
    (
        "participants",
        &[
            "participant",
            "stagiaire",
            "personne",
            "salarié",
            "apprenant",
            "nombre de stagiaires",
            "nombre de participants",
            "nb de stagiaires",
            "effectif",
            "collaborateur",
            "apprenti",
        ],
        &[],
    ),
    ("needs_hotel", &["hôtel", "hébergement", "besoin d'un hôtel", "besoin d'hébergement", "hotel"], &[]),
    ("nda", &["nda", "déclaration d'activité"], &[]),
    ("certification", &["certification", "rncp", "code rncp"], &[]),
];

/// The value of each slot that the text gives.
pub fn values(slots: &BTreeMap<String, String>, text: &str, contexte: &Contexte<'_>) -> Value {
    let natures: Vec<(&str, Nature)> = slots
        .iter()
        .filter_map(|(slot, kind)| {
            let kind = if slot == "city" { "city" } else { kind };
            Some((slot.as_str(), nature(kind, &[])?))
        })
        .collect();
    let places: Vec<Place<'_>> = natures.iter().map(|(slot, nature)| place(slot, nature)).collect();
    let mut out = Map::new();
    for prise in plusieurs(&places, text, contexte).prises {
        if let Some(value) = shown(&prise.lu.valeur, &[]) {
            out.insert(prise.cle, value);
        }
    }
    Value::Object(out)
}

fn place<'a>(slot: &'a str, nature: &'a Nature) -> Place<'a> {
    let place = match WORDS.iter().find(|(name, ..)| *name == slot) {
        Some((_, names, leads)) => Place::new(slot, nature, names).amorces(leads),
        None => Place::new(slot, nature, &[slot]),
    };
    match slot {
        "start_date" => place.role(Role::Debut),
        "end_date" => place.role(Role::Fin),
        "cost_ht" => place.role(Role::Ht),
        "cost_ttc" => place.role(Role::Ttc),
        "title" => place.libre(),
        _ => place,
    }
}
