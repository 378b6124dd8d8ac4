//! Many answers in one message: `core/tests/plusieurs.tsv`, a message a line, a tabulation, and what is taken of it.

use std::path::Path;

use guichet_core::catalogue::{Nature, OptionChoix};
use guichet_core::dossier::Valeur;
use guichet_core::reading::{Place, Prise, Role, plusieurs};

use super::{contexte, nature, shown};

/// Key, kind, role, names, and words that lead to it.
type Field = (&'static str, &'static str, Role, &'static [&'static str], &'static [&'static str]);

const FIELDS: [Field; 17] = [
    ("intitule", "texte", Role::Aucun, &["intitulé", "titre", "formation", "stage"], &[]),
    ("organisme", "texte", Role::Aucun, &["organisme", "organisme de formation"], &[]),
    ("debut", "date", Role::Debut, &["date", "dates", "début", "date de début"], &[]),
    ("fin", "date", Role::Fin, &["date", "dates", "fin", "date de fin"], &[]),
    ("duree", "heures", Role::Aucun, &["durée", "heures", "nombre d'heures"], &[]),
    ("cout_ht", "montant", Role::Ht, &["coût", "prix", "coût ht", "ht", "coût pédagogique"], &[]),
    ("cout_ttc", "montant", Role::Ttc, &["coût", "prix", "coût ttc", "ttc", "coût pédagogique"], &[]),
    ("nuits", "entier", Role::Aucun, &["nuit", "nombre de nuits"], &[]),
    ("repas", "entier", Role::Aucun, &["repas"], &[]),
    ("km", "decimal", Role::Aucun, &["km", "kilomètre"], &[]),
    ("nom", "texte", Role::Aucun, &["nom", "nom et prénom", "contact"], &["je m'appelle"]),
    ("email", "email", Role::Aucun, &["mail", "email", "courriel"], &[]),
    ("telephone", "telephone", Role::Aucun, &["téléphone", "tel"], &[]),
    ("siret", "siret", Role::Aucun, &["siret"], &[]),
    ("code_postal", "code_postal", Role::Aucun, &["code postal", "cp"], &[]),
    ("ville", "commune", Role::Aucun, &["ville", "lieu"], &[]),
    ("effectif", "entier", Role::Aucun, &["stagiaire", "participant", "personne", "salarié"], &[]),
];

/// What is taken lies within the message, and what is left is of the message.
pub fn read_many(text: &str) {
    with_places(|places| {
        let lus = plusieurs(places, text, &contexte());
        assert!(lus.lus.windows(2).all(|pair| pair[0].end <= pair[1].start), "{lus:?}");
        assert!(lus.prises.iter().all(|prise| text.get(prise.octets.clone()).is_some()), "{lus:?}");
        assert!(lus.reste(text).iter().all(|piece| text.contains(piece)));
    });
}

fn with_places<T>(then: impl FnOnce(&[Place<'_>]) -> T) -> T {
    let natures: Vec<Nature> =
        FIELDS.iter().map(|(_, kind, ..)| nature(kind)).chain([Nature::OuiNon]).collect();
    let mut places: Vec<Place<'_>> = FIELDS
        .iter()
        .zip(&natures)
        .map(|((cle, _, role, names, leads), nature)| {
            Place::new(cle, nature, names).role(*role).amorces(leads)
        })
        .collect();
    places[0] = places[0].clone().libre();
    places.push(Place::new("hotel", &natures[17], &["hôtel", "hébergement"]));
    then(&places)
}

fn taken(text: &str) -> String {
    let lus = with_places(|places| plusieurs(places, text, &contexte()));
    let shown = |prise: &Prise| format!("{}={}", prise.cle, shown(&prise.lu.valeur, None));
    lus.prises.iter().map(shown).collect::<Vec<_>>().join(" | ")
}

#[test]
fn messages_of_many_answers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plusieurs.tsv");
    let table = std::fs::read_to_string(path).expect("the table is there");
    let mut failures = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once('\t').expect("two columns");
        let read = taken(&text.replace("\\n", "\n").replace("\\t", "\t"));
        if read != expected {
            failures.push(format!("« {text} » is {read}\n  not {expected}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_fits_two_fields_is_taken_by_neither() {
    let hours = Nature::Heures { max: 999 };
    let places = [Place::new("theorie", &hours, &["théorie"]), Place::new("pratique", &hours, &["pratique"])];
    let keys = |text: &str| {
        let lus = plusieurs(&places, text, &contexte());
        lus.prises.into_iter().map(|prise| prise.cle).collect::<Vec<_>>()
    };
    assert_eq!(keys("21h"), Vec::<String>::new());
    assert_eq!(keys("21h de théorie"), ["theorie"]);
    assert_eq!(keys("théorie 14h, pratique 7h"), ["theorie", "pratique"]);
    assert_eq!(plusieurs(&places, "21h", &contexte()).douteux, ["theorie", "pratique"]);
}

#[test]
fn no_bed_is_no_night_where_none_is_wanted() {
    let count = nature("entier");
    let places = [Place::new("nuits", &count, &["nuit", "nombre de nuits"])];
    let taken = |text: &str| {
        let lus = plusieurs(&places, text, &contexte());
        lus.prises.iter().map(|prise| shown(&prise.lu.valeur, None)).collect::<Vec<_>>()
    };
    for text in ["pas d'hôtel", "je n'ai pas besoin d'hébergement", "sans logement, je rentre chez moi"] {
        assert_eq!(taken(text), ["0"], "{text}");
    }
    for text in [
        "je n'ai pas de logement, je regarde",
        "pas d'hébergement retenu",
        "sans hôtel prévu par l'école",
        "on n'a pas d'hôtel à proposer",
    ] {
        assert_eq!(taken(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn numbered_answers_and_what_is_left() {
    let (text, hours) = (nature("texte"), nature("heures"));
    let places = [
        Place::new("intitule", &text, &["intitulé"]).numero(1),
        Place::new("duree", &hours, &["durée"]).numero(2),
    ];
    let message = "1. Soudure TIG\n2) 14";
    let lus = plusieurs(&places, message, &contexte());
    assert_eq!(lus.prises.len(), 2, "{lus:?}");
    assert!(lus.reste(message).is_empty(), "{lus:?}");
    let message = "14h, et Paul viendra aussi";
    let lus = plusieurs(&places, message, &contexte());
    assert_eq!(lus.reste(message), ["et Paul viendra aussi"]);
}

#[test]
fn a_number_says_whether_it_is_a_mobile() {
    let telephone = Nature::Telephone;
    let places = [
        Place::new("portable", &telephone, &["téléphone", "portable", "mobile"]),
        Place::new("fixe", &telephone, &["téléphone", "fixe"]),
    ];
    let keys = |text: &str| {
        let lus = plusieurs(&places, text, &contexte());
        lus.prises.into_iter().map(|prise| (prise.cle, shown(&prise.lu.valeur, None))).collect::<Vec<_>>()
    };
    let both =
        [("portable".to_owned(), "+33623456789".to_owned()), ("fixe".to_owned(), "+33467582021".to_owned())];
    assert_eq!(keys("06 23 45 67 89 et 04 67 58 20 21"), both);
    assert_eq!(keys("04 67 58 20 21 / 06 23 45 67 89"), both);
}

#[test]
fn how_many_and_at_what_price_are_two_answers() {
    let (count, price) = (nature("entier"), nature("montant"));
    let places =
        [Place::new("nuits", &count, &["nuit"]), Place::new("cout_nuit", &price, &["nuit", "hôtel"])];
    let lus = plusieurs(&places, "Nuits : 2 à 65 €", &contexte());
    let read: Vec<String> = lus.prises.iter().map(|prise| shown(&prise.lu.valeur, None)).collect();
    assert_eq!(read, ["2", "65,00 €"]);
}

#[test]
fn people_are_called_by_what_they_are() {
    let text = nature("texte");
    let places = [Place::new("tuteur", &text, &["tuteur"]), Place::new("stagiaire", &text, &["stagiaire"])];
    let lus = plusieurs(&places, "Le tuteur sera Marc Leroux, la stagiaire c'est Inès Barbier", &contexte());
    let read: Vec<String> = lus.prises.iter().map(|prise| shown(&prise.lu.valeur, None)).collect();
    assert_eq!(read, ["Marc Leroux", "Inès Barbier"]);
}

#[test]
fn an_option_in_the_feminine_is_one() {
    let option = |cle: &str, libelle: &str| OptionChoix {
        cle: cle.to_owned(),
        libelle: libelle.to_owned(),
        synonymes: Vec::new(),
    };
    let options = [("ouvrier", "Ouvrier"), ("employe", "Employé"), ("apprenti", "Contrat d'apprentissage")];
    let csp = Nature::Choix { options: options.map(|(cle, libelle)| option(cle, libelle)).into() };
    let places = [Place::new("csp", &csp, &["csp"])];
    for (text, expected) in [
        ("Zoé Roy, employée, 35000 Rennes", Some("employe")),
        ("Zoé Roy\nouvrière", Some("ouvrier")),
        ("Zoé Roy est chez nous comme employée.", Some("employe")),
        ("Bonsoir c'est un contrat d'apprentissage pour Zoé Roy", Some("apprenti")),
        ("C'est pour un contrat d'apprentissage, Zoé Roy", Some("apprenti")),
        ("le contrat d'apprentissage de Zoé est fini", None),
        ("elle emploie une ouvrière", None),
    ] {
        let lus = plusieurs(&places, text, &contexte());
        let found = lus.find("csp").map(|prise| prise.lu.valeur.clone());
        assert_eq!(found, expected.map(|cle| Valeur::Choix(cle.to_owned())), "{text}");
    }
}

#[test]
fn numbers_of_companies_are_told_apart() {
    let (siret, idcc) = (nature("siret"), nature("idcc"));
    let places = [
        Place::new("organisme", &siret, &["siret de l'organisme", "siret du centre"]),
        Place::new("notre", &siret, &["siret de l'établissement", "notre siret"]),
        Place::new("idcc", &idcc, &["idcc", "convention collective"]),
    ];
    let read = |text: &str| {
        let lus = plusieurs(&places, text, &contexte());
        let shown = |prise: &Prise| format!("{}={}", prise.cle, shown(&prise.lu.valeur, None));
        lus.prises.iter().map(shown).collect::<Vec<_>>().join(" ")
    };
    let both = "organisme=81347225500021 notre=44920316500013";
    assert_eq!(read("Le centre, c'est 813 472 255 00021. Celui de notre salon : 449 203 165 00013"), both);
    assert_eq!(read("449 203 165 00013 pour nous et 813 472 255 00021"), "");
    assert_eq!(read("SIRET 449 203 165 00013"), "");
    assert_eq!(read("nous relevons de la convention des services de l'automobile, IDCC 1090"), "idcc=1090");
    assert_eq!(read("notre convention collective est la 843"), "idcc=0843");
    assert_eq!(read("la convention date de 1990"), "");
}
