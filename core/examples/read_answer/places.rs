//! The fields that a message may answer, by the names of their slots.

use std::collections::BTreeMap;

use guichet_core::catalogue::Nature;
use guichet_core::reading::{Contexte, Place, Role, fold, plusieurs, words};
use serde_json::{Map, Value, json};

use super::valeur::{nature, shown};

/// The two days of a period.
const FIRST: &str = "start_date";
const LAST: &str = "end_date";

/// Slot, its names, and the words that lead to its value.
pub const WORDS: [(&str, &[&str], &[&str]); 23] = [
    (
        "title",
        &[
            "intitulé",
            "titre",
            "formation",
            "stage",
            "module",
            "nom de la formation",
            "thème",
            "sujet",
            "action",
            "prestation",
            "désignation",
            "libellé",
        ],
        &[],
    ),
    (
        "provider",
        &[
            "organisme",
            "organisme de formation",
            "orga",
            "org",
            "prestataire",
            "centre",
            "centre de formation",
            "of",
            "formateur",
            "nom de l'organisme",
        ],
        &[],
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
            "1er jour",
        ],
        &[],
    ),
    ("end_date", &["date", "dates", "fin", "date de fin", "au", "termine", "période", "dernier jour"], &[]),
    (
        "hours",
        &[
            "durée",
            "heures",
            "nombre d'heures",
            "nb d'heures",
            "temps",
            "volume horaire",
            "volume",
            "nb heures",
            "nb h",
        ],
        &[],
    ),
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
            "hors taxes",
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
            "taxes comprises",
            "coût pédagogique",
            "budget",
        ],
        &[],
    ),
    ("nights", &["nuit", "nuitée", "nombre de nuits", "nb de nuits", "nb nuits"], &[]),
    ("meals", &["repas", "déjeuner", "dîner", "nombre de repas", "nb de repas", "nb repas"], &[]),
    ("km", &["km", "kilomètre", "kms", "bornes", "distance", "nombre de km", "trajet", "kilométrage"], &[]),
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
        &["je m'appelle", "mon nom est", "moi c'est", "moi c", "elle s'appelle", "il s'appelle"],
    ),
    (
        "email",
        &["email", "mail", "courriel", "e mail", "adresse mail", "adresse email", "adresse e mail", "mel"],
        &[],
    ),
    ("phone", &["téléphone", "tel", "tél", "portable", "mobile", "numéro", "fixe", "gsm"], &[]),
    ("siret", &["siret", "numéro de siret", "n siret"], &[]),
    ("postal_code", &["code postal", "cp", "postal"], &[]),
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
            "pers",
            "p",
            "inscrit",
        ],
        &[],
    ),
    (
        "needs_hotel",
        &["hôtel", "hébergement", "besoin d'un hôtel", "besoin d'hébergement", "hotel", "logement"],
        &[],
    ),
    ("nda", &["nda", "déclaration d'activité"], &[]),
    ("certification", &["certification", "rncp", "code rncp"], &[]),
    ("birth_date", &["date de naissance", "naissance"], &[]),
    ("job_title", &["poste", "fonction", "métier", "emploi", "poste occupé"], &[]),
    ("company", &["entreprise", "société", "raison sociale", "enseigne"], &[]),
];

/// The value of each slot that the text gives.
pub fn values(slots: &BTreeMap<String, String>, text: &str, contexte: &Contexte<'_>) -> Value {
    let natures: Vec<(&str, &str, Nature)> = slots
        .iter()
        .filter_map(|(slot, kind)| {
            let kind = if known(slot, kind) == Some("city") { "city" } else { kind };
            Some((slot.as_str(), kind, nature(kind, &[])?))
        })
        .collect();
    let mut places: Vec<Place<'_>> =
        natures.iter().map(|(slot, kind, nature)| place(slot, kind, nature)).collect();
    // A period is two days, asked as such.
    let period = slots.iter().find(|(_, kind)| *kind == "date_range").map(|(slot, _)| slot.as_str());
    if period.is_some() {
        places.extend([FIRST, LAST].map(|slot| place(slot, "date", &Nature::Date)));
    }
    let mut out = Map::new();
    for prise in plusieurs(&places, text, contexte).prises {
        if let Some(value) = shown(&prise.lu.valeur, &[]) {
            out.insert(prise.cle, value);
        }
    }
    if let Some(slot) = period {
        let (first, last) = (out.remove(FIRST), out.remove(LAST));
        let last = last.or_else(|| first.clone().filter(|_| is_one_day(text, out.get("hours"))));
        if let (Some(first), Some(last)) = (first, last) {
            out.insert(slot.to_owned(), json!([first, last]));
        }
    }
    Value::Object(out)
}

/// A day that nothing says to be the first of several.
fn is_one_day(text: &str, minutes: Option<&Value>) -> bool {
    const OTHERS: &str = "debut debute debutera debuterait commence commencera commencerait demarre demarrera demarrage \
        partir compter jours semaine semaines mois fin jusqu jusque";
    let long = minutes.and_then(Value::as_i64).is_some_and(|minutes| minutes > 600);
    !long && !fold(text).split(' ').any(|word| OTHERS.split_whitespace().any(|other| other == word))
}

/// Other names of slots, folded: what they are called in English, and what only stands in forms.
const CALLED: [(&str, &[&str]); 15] = [
    ("title", &["course title", "training title", "course", "training"]),
    ("provider", &["training center", "training centre", "school", "trainer", "vendor"]),
    ("start_date", &["start", "first day", "debut formation"]),
    ("end_date", &["end", "last day"]),
    ("hours", &["duration", "length"]),
    ("cost", &["price", "amount", "fee"]),
    ("name", &["full name", "trainee", "employee", "tuteur", "apprenti"]),
    ("phone", &["ligne"]),
    ("postal_code", &["zip", "zip code"]),
    ("participants", &["attendees", "headcount", "people", "trainees", "salaries", "personnes"]),
    ("needs_hotel", &["lodging"]),
    ("birth_date", &["date of birth", "birth"]),
    ("job_title", &["poste", "fonction", "metier", "emploi", "job"]),
    ("company", &["entreprise", "nom entreprise", "societe", "raison sociale"]),
    ("km", &["kilometres", "mileage"]),
];

/// Words of a slot's name that say nothing of what it holds.
const NEUTRAL: &str = "de du des la le l d nb nombre total totale ht ttc";

fn of_kind(slot: &str, kind: &str) -> bool {
    let kinds: &[&str] = match slot {
        "start_date" | "end_date" | "birth_date" => &["date"],
        "hours" => &["hours", "duration"],
        "cost" | "cost_ht" | "cost_ttc" => &["money"],
        "nights" | "meals" | "km" | "participants" => &["number"],
        "needs_hotel" => &["bool"],
        "email" => &["email"],
        "phone" => &["phone"],
        "siret" => &["siret"],
        "postal_code" => &["postal_code"],
        "city" => &["city", "text"],
        _ => &["text", "name"],
    };
    kinds.contains(&kind)
}

/// The known slot that a name stands for: « date_debut », « nb_stagiaires », « course_title ».
fn known(slot: &str, kind: &str) -> Option<&'static str> {
    if let Some((name, ..)) = WORDS.iter().find(|(name, ..)| *name == slot) {
        return Some(name);
    }
    let telling = |name: &str| -> Vec<String> {
        words(name).into_iter().filter(|word| !NEUTRAL.split(' ').any(|other| other == word)).collect()
    };
    let said = telling(slot);
    let stands = |name: &str| {
        let own = telling(name);
        let same =
            |(one, other): (&String, &String)| one.trim_end_matches('s') == other.trim_end_matches('s');
        !own.is_empty() && own.len() == said.len() && own.iter().zip(&said).all(same)
    };
    let slots = WORDS.iter().map(|(slot, names, _)| (*slot, *names)).chain(CALLED);
    let (found, _) = slots
        .filter(|(slot, _)| of_kind(slot, kind))
        .find(|(_, names)| names.iter().any(|name| stands(name)))?;
    let tax = |tax: &str| fold(slot).split(' ').any(|word| word == tax);
    Some(match found {
        "cost" | "cost_ht" | "cost_ttc" if tax("ht") => "cost_ht",
        "cost" | "cost_ht" | "cost_ttc" if tax("ttc") => "cost_ttc",
        "cost" | "cost_ht" | "cost_ttc" => "cost",
        _ => found,
    })
}

/// Whether a text may name what this slot counts: who comes is told in many ways, the others by their names.
pub fn may_name(slot: &str, text: &str) -> bool {
    const BEDS: [&str; 3] = ["hotel", "hebergement", "logement"];
    let known = known(slot, "number").unwrap_or(slot);
    let Some((_, names, _)) = WORDS.iter().find(|(name, ..)| *name == known) else { return true };
    let folded = fold(text);
    let stands = |name: &str| folded.contains(name.trim_end_matches('s'));
    let beds = known == "nights" && BEDS.iter().any(|name| stands(name));
    if known == "participants" {
        return counts(&folded);
    }
    beds || names.iter().any(|name| stands(&fold(name))) || stands(&fold(slot))
}

/// Has a figure, or a word that counts who comes.
fn counts(folded: &str) -> bool {
    const COUNTING: &str =
        "un une deux trois quatre cinq six sept huit neuf dix onze douze moi seul seule seuls et tous toute";
    folded.split(' ').any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) || COUNTING.split(' ').any(|counting| counting == word)
    })
}

fn place<'a>(slot: &'a str, kind: &str, nature: &'a Nature) -> Place<'a> {
    let known = known(slot, kind).unwrap_or(slot);
    let of = if known == "cost" { "cost_ht" } else { known };
    let place = match WORDS.iter().find(|(name, ..)| *name == of) {
        Some((_, names, leads)) => {
            let names: Vec<&str> = names.iter().copied().chain([slot]).collect();
            Place::new(slot, nature, &names).amorces(leads)
        }
        None => Place::new(slot, nature, &[slot]),
    };
    match known {
        "start_date" => place.role(Role::Debut),
        "end_date" => place.role(Role::Fin),
        "cost_ht" => place.role(Role::Ht),
        "cost_ttc" => place.role(Role::Ttc),
        "title" => place.libre(),
        _ => place,
    }
}
