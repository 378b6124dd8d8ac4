//! Subjects that programs write in a person's name. « Re: » or « TR : » before one is a person's.

use guichet_core::reading::{fold, has_words};

/// The whole of a subject, or what stands before its first colon.
const AUTOMATIC: &[&str] = &[
    "reponse automatique",
    "message automatique",
    "reponse automatique d absence",
    "reponse auto",
    "auto reponse",
    "repondeur",
    "repondeur automatique",
    "reponse d absence",
    "message d absence",
    "notification d absence",
    "avis d absence",
    "absence du bureau",
    "absent du bureau",
    "absente du bureau",
    "absence temporaire",
    "hors du bureau",
    "hors bureau",
    "accuse de reception automatique",
    "automatic reply",
    "auto reply",
    "autoreply",
    "auto response",
    "automatic response",
    "out of office",
    "out of the office",
    "out of office autoreply",
    "out of office reply",
    "vacation reply",
    "vacation response",
    "automatische antwort",
    "abwesenheitsnotiz",
    "respuesta automatica",
    "resposta automatica",
    "risposta automatica",
    "automatisch antwoord",
    "automatyczna odpowiedz",
    "autosvar",
];

/// How a subject begins that its owner left for her absence.
const ABSENT: &[&str] = &[
    "je suis absent",
    "je suis actuellement absent",
    "je suis en conge",
    "je suis actuellement en conge",
    "je suis en vacances",
    "actuellement absent",
    "actuellement en conge",
    "actuellement en vacances",
    "absent jusqu",
    "absente jusqu",
    "absent e jusqu",
    "absence jusqu",
    "absence temporaire",
    "en conge jusqu",
    "en conges jusqu",
    "en vacances jusqu",
    "en arret jusqu",
    "out of the office until",
    "out of office until",
    "i am out of",
    "i m out of",
    "i am currently out of",
    "on vacation until",
    "on leave until",
];

/// Says by itself that a program wrote it.
pub(super) fn says_automatic(sujet: &str) -> bool {
    let (before, rest) = sujet.split_once(':').unwrap_or((sujet, ""));
    let folded = fold(before);
    let whole = fold(sujet);
    let bracketed =
        sujet.trim_start().starts_with('[') && AUTOMATIC.iter().any(|said| whole.starts_with(said));
    AUTOMATIC.contains(&folded.as_str())
        || folded == "auto" && !rest.is_empty()
        || bracketed
        || ABSENT.iter().any(|said| whole.starts_with(said))
}

/// Speaks of an absence: enough where the header hints at a program too.
pub(super) fn says_absent(sujet: &str) -> bool {
    let folded = fold(sujet);
    [
        "absence",
        "absent",
        "absente",
        "conges",
        "conge",
        "vacances",
        "fermeture",
        "out of office",
        "away from",
        "on leave",
        "on vacation",
        "ooo",
        "indisponible",
    ]
    .iter()
    .any(|word| has_words(&folded, word))
}
