//! Changing, adding, duplicating, removing.

use guichet_core::dossier::{Centiemes, Valeur};
use guichet_core::message::{Note, Screen};

use crate::bureau::*;

#[test]
fn any_answer_from_the_recap_and_back() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").taps("Modifier");
    assert_eq!(numbered(bureau.last()), 6, "four étapes of fields, the pièces, the dispositif");
    bureau.taps("Créer : Dossier : Action individuelle").taps("Intitulé de la formation");
    let Screen::Question(question) = &bureau.last().screen else { panic!("a question") };
    assert_eq!(question.actuelle.as_deref(), Some("Excel perfectionnement"));
    bureau.says("Excel expert");
    assert_eq!(bureau.asked(), "Récapitulatif");
    assert_eq!(bureau.valeur("creation.intitule_formation"), Some(Valeur::Texte("Excel expert".to_owned())));
}

/// « deux heures de plus » than what stands in the request.
#[test]
fn a_number_is_changed_by_how_much() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif");
    let Some(Valeur::Heures(Centiemes(before))) = bureau.valeur("etape_2.heures_formation") else {
        panic!("hours")
    };
    bureau.taps("Modifier").taps("Etape 2 : Saisir un module").taps("Module 1").taps("Heures formation");
    bureau.says("deux heures de plus");
    assert_eq!(bureau.valeur("etape_2.heures_formation"), Some(Valeur::Heures(Centiemes(before + 200))));
}

#[test]
fn optional_fields_are_reached_from_the_recap() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").taps("Modifier").taps("Etape 3 : Saisir un stagiaire");
    bureau.taps("Stagiaire 1 : Marie Dupont").taps("Ville").says("Nantes");
    assert_eq!(bureau.asked(), "Récapitulatif");
    assert_eq!(bureau.valeur("etape_3.ville"), Some(Valeur::Texte("Nantes".to_owned())));
}

#[test]
fn a_module_is_added_duplicated_and_removed() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").taps("Modifier").taps("Etape 2 : Saisir un module").taps("Module 1");
    bureau.taps("Dupliquer");
    let said = |note: &Note| matches!(note, Note::ElementDuplique { nom, .. } if nom == "Module 1");
    assert!(bureau.last().notes.iter().any(said));
    assert_eq!(bureau.asked(), "Récapitulatif", "a copy of a module lacks nothing");
    let modules = bureau.dossier().elements("etape_2").to_vec();
    assert_eq!(modules.len(), 2);
    assert_eq!(modules[0].valeur("cout_formation"), modules[1].valeur("cout_formation"));
    bureau.taps("Modifier").taps("Etape 2 : Saisir un module").taps("Module 2").taps("Retirer");
    assert_eq!(bureau.dossier().elements("etape_2").len(), 2, "not before she confirms");
    bureau.says("oui");
    assert!(bureau.noted(&Note::ElementRetire { nom: "Module 2".to_owned() }));
    assert_eq!(bureau.dossier().elements("etape_2").len(), 1);
    bureau.taps("Modifier").taps("Etape 2 : Saisir un module").taps("Ajouter un module");
    assert_eq!(bureau.asked(), "Heures formation");
}

#[test]
fn a_duplicated_stagiaire_asks_only_for_the_name() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").taps("Modifier").taps("Etape 3 : Saisir un stagiaire");
    bureau.taps("Stagiaire 1 : Marie Dupont").taps("Dupliquer");
    assert_eq!(bureau.asked(), "Nom du stagiaire");
    bureau.taps("Li Na");
    assert_eq!(bureau.asked(), "CSP", "Li Na's is not known");
}

#[test]
fn the_last_stagiaire_removed_is_asked_for_again() {
    let mut bureau = Bureau::new();
    bureau.until("Nom du stagiaire").taps("Marie Dupont").says("non");
    bureau.says("/modifier").taps("Etape 3 : Saisir un stagiaire").taps("Stagiaire 1 : Marie Dupont");
    bureau.taps("Retirer").taps("Oui");
    assert_eq!(bureau.asked(), "Nom du stagiaire");
}
