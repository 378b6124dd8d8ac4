//! Who somebody is, asked in several fields, and options told in a sentence.

use guichet_core::catalogue::{Nature, OptionChoix};
use guichet_core::reading::{Place, plusieurs};

use super::{contexte, nature, shown};

fn choice(labels: &[&str]) -> Nature {
    let option = |label: &&str| OptionChoix {
        cle: (*label).to_owned(),
        libelle: (*label).to_owned(),
        synonymes: Vec::new(),
    };
    Nature::Choix { options: labels.iter().map(option).collect() }
}

fn taken(text: &str) -> String {
    let (texte, date) = (nature("texte"), nature("date"));
    let contrat = choice(&["CDI", "CDD", "Apprentissage"]);
    let modalite = choice(&["Présentiel", "À distance", "Mixte"]);
    let transport = choice(&["Voiture", "Train"]);
    let places = [
        Place::new("prenom", &texte, &["prénom"]),
        Place::new("nom", &texte, &["nom", "nom de famille", "stagiaire"]),
        Place::new("naissance", &date, &["date de naissance", "naissance"]),
        Place::new("contrat", &contrat, &["contrat"]),
        Place::new("modalite", &modalite, &["modalité"]),
        Place::new("transport", &transport, &["transport"]),
    ];
    let lus = plusieurs(&places, text, &contexte());
    let shown =
        |prise: &guichet_core::reading::Prise| format!("{}={}", prise.cle, shown(&prise.lu.valeur, None));
    lus.prises.iter().map(shown).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_person_is_told_in_a_sentence() {
    for (text, expected) in [
        (
            "C'est pour mon salarié Teddy Vasseur, né le 12 avril 1996",
            "prenom=Teddy | nom=Vasseur | naissance=1996-04-12",
        ),
        ("Prénom Lola nom Arnoux", "prenom=Lola | nom=Arnoux"),
        ("Nom : KELLER, prénom : Sabine", "prenom=Sabine | nom=KELLER"),
        ("Je suis née le 09/05/1994", "naissance=1994-05-09"),
        // Nobody is born next year.
        ("née le 12 mars 2027", ""),
    ] {
        assert_eq!(taken(text), expected, "{text}");
    }
}

#[test]
fn an_option_is_told_in_a_sentence() {
    for (text, expected) in [
        ("Elle est en CDD jusqu'en août", "contrat=CDD"),
        ("Tout se fait en présentiel, j'y vais avec ma voiture", "modalite=Présentiel | transport=Voiture"),
        ("24 heures de cours à distance", "modalite=À distance"),
        ("Mixte - rien d'autre", "modalite=Mixte"),
        ("Ce n'est pas en présentiel", ""),
        ("en présentiel ou en visio", ""),
        ("Je suis en train de chercher", ""),
        ("La voiture est en panne", ""),
        ("Elle dort sur place", ""),
    ] {
        assert_eq!(taken(text), expected, "{text}");
    }
}
