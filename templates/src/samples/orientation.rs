//! On the way to a dispositif.

use guichet_core::message::{Conseil, Ligne, Message, OrientationVue, Proposition, Screen};

use super::message;

fn ligne(libelle: &str, valeur: &str) -> Ligne {
    Ligne { libelle: libelle.to_owned(), valeur: valeur.to_owned() }
}

pub fn question() -> OrientationVue {
    OrientationVue {
        deja: vec![ligne("S'agit-il d'un nouveau contrat en alternance ?", "Non")],
        libelle: "Le salarié utilise-t-il son compte CPF ?".to_owned(),
        aide: "Il a ouvert, ou va ouvrir, un dossier sur Mon Compte Formation.".to_owned(),
    }
}

pub fn proposition() -> Proposition {
    Proposition {
        texte: Some("mon apprenti commence en septembre".to_owned()),
        dispositifs: vec![ligne("Contrat d'apprentissage", "Vous embauchez un apprenti, formé dans un CFA.")],
    }
}

pub fn conseil() -> Conseil {
    Conseil {
        nom: Some("Camille Martin".to_owned()),
        email: "camille@exemple.fr".to_owned(),
        entites: vec!["Boulangerie des Lilas".to_owned()],
        texte: Some("ma vendeuse veut devenir boulangère".to_owned()),
        reponses: question().deja,
        inconnue: Some("Le salarié utilise-t-il son compte CPF ?".to_owned()),
        adresse: "support-connect@opcoep.fr".to_owned(),
    }
}

/// The other forms of these screens.
pub fn others() -> Vec<(&'static str, Message)> {
    let two = Proposition {
        dispositifs: vec![
            ligne("Contrat d'apprentissage", "Vous embauchez un apprenti, formé dans un CFA."),
            ligne("Contrat de professionnalisation", "Vous embauchez une personne en alternance."),
        ],
        ..proposition()
    };
    let by_answers = Proposition { texte: None, ..proposition() };
    let bare = Conseil { nom: None, entites: Vec::new(), texte: None, reponses: Vec::new(), ..conseil() };
    vec![
        ("Proposition-plusieurs", message(Vec::new(), Screen::Proposition(two), Vec::new())),
        ("Proposition-reponses", message(Vec::new(), Screen::Proposition(by_answers), Vec::new())),
        ("Conseil-bref", message(Vec::new(), Screen::Conseil(Box::new(bare)), Vec::new())),
    ]
}
