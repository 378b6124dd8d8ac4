//! What one pays with, goes by and writes with, where nothing else is said: « liquide » for « Espèces ».

use super::Usuel;

pub(super) const NAMES: &[Usuel] = &[
    (&["cheque", "par cheque"], &["chequier", "le chequier", "avec le chequier", "mon chequier"]),
    (&["especes", "en especes"], &["liquide", "en liquide", "cash", "en cash", "espece"]),
    (&["carte bancaire", "carte bleue"], &["la carte", "carte", "cb", "visa"]),
    (&["virement", "virement bancaire", "par virement"], &["virement", "je vire", "vire", "par la banque"]),
    (
        &["prelevement", "prelevement automatique"],
        &["preleve", "prelevement", "prelevement auto", "vous prelevez", "prelevez"],
    ),
    (&["voiture", "en voiture"], &["auto", "en auto", "ma voiture", "bagnole", "je conduis"]),
    (&["covoiturage"], &["covoit", "blablacar", "avec un collegue", "avec une collegue"]),
    (&["deux roues", "moto", "2 roues"], &["moto", "scooter", "mobylette"]),
    (&["velo"], &["bicyclette", "a velo", "en velo"]),
    (&["a pied", "pied"], &["en marchant", "a pieds", "je marche"]),
    (
        &["courrier", "par courrier", "courrier postal"],
        &["la poste", "par la poste", "lettre", "papier", "par lettre"],
    ),
    (&["sms", "par sms"], &["texto", "un texto", "message"]),
    (
        &["email", "e mail", "courriel", "par email", "par courriel", "par mail", "mail"],
        &["mel", "par mel", "boite mail", "ma boite mail"],
    ),
];
