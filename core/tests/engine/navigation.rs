//! Going back, skipping, help, several drafts, stale and double taps.

use guichet_core::dossier::Statut;
use guichet_core::engine::{Effect, Toast};
use guichet_core::event::Event;
use guichet_core::message::{Note, Screen};

use crate::bureau::*;

#[test]
fn back_through_the_answers_and_forward_again() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").taps("Retour");
    assert_eq!(bureau.asked(), "Référence de l'établissement demandeur");
    bureau.taps("Retour").taps("Retour");
    assert_eq!(bureau.asked(), "Date de fin de la formation");
    bureau.says("04/03/2027");
    assert_eq!(bureau.asked(), "Heures formation", "straight to what is missing");
    for _ in 0..9 {
        bureau.says("retour");
    }
    assert_eq!(bureau.asked(), "Accueil");
    bureau.taps("Reprendre");
    assert_eq!(bureau.asked(), "Heures formation");
}

#[test]
fn required_fields_cannot_be_skipped() {
    let mut bureau = Bureau::new();
    bureau.until("Intitulé de la formation").says("passer");
    let libelle = "Intitulé de la formation".to_owned();
    assert!(bureau.noted(&Note::ChampObligatoire { libelle }));
    assert_eq!(bureau.asked(), "Intitulé de la formation");
}

#[test]
fn help_on_the_question_at_hand_keeps_it() {
    let mut bureau = Bureau::new();
    bureau.until("Coût total de formation").says("à quoi ça sert ?");
    assert!(matches!(bureau.last().notes.first(), Some(Note::AQuoiCaSert { .. })));
    assert_eq!(bureau.asked(), "Coût total de formation");
    bureau.says("/aide");
    assert!(matches!(bureau.last().screen, Screen::Aide { .. }));
    bureau.says("1500 € HT");
    assert!(bureau.valeur("etape_2.cout_formation").is_some(), "the question was still open");
}

#[test]
fn a_double_tap_is_noted_once_and_a_stale_one_shows_the_card_anew() {
    let mut bureau = Bureau::new();
    bureau.until("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?");
    let old = bureau.last().clone();
    let non = old.choices.iter().find(|choice| choice.label == "Non").unwrap().rank;
    bureau.taps("Non");
    let facts = bureau.dossier().clone();
    bureau.play(&Event::Tap { card: old.card, choice: non });
    assert_eq!((bureau.toast, bureau.said.len()), (Some(Toast::DejaNote), 0));
    bureau.play(&Event::Tap { card: old.card, choice: non - 1 });
    assert_eq!(bureau.toast, Some(Toast::BoutonPerime));
    assert_eq!(bureau.asked(), "Référence de l'établissement demandeur");
    assert!(!bureau.last().in_place);
    assert_eq!(bureau.dossier(), &facts);
}

#[test]
fn two_drafts_do_not_mix() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation");
    let first = bureau.dossier().clone();
    bureau.says("/nouvelle action individuelle").says("Hygiène alimentaire");
    assert_ne!(bureau.dossier().id, first.id);
    bureau.says("/demandes");
    let Screen::Demandes(list) = &bureau.last().screen else { panic!("the list") };
    assert_eq!(list.total, 2);
    bureau.taps("Excel perfectionnement").taps("Reprendre");
    assert_eq!(bureau.asked(), "Heures formation");
    assert_eq!(bureau.dossier(), &first);
    bureau.says("/demandes").taps("Hygiène alimentaire").taps("Reprendre");
    assert_eq!(bureau.asked(), "Date de début de la formation");
}

#[test]
fn days_later_she_is_where_she_was() {
    let mut bureau = Bureau::new();
    bureau.until("Coût total de formation");
    bureau.now += chrono::Duration::days(9);
    bureau.play(&Event::Opened);
    let Screen::Accueil(accueil) = &bureau.last().screen else { panic!("the welcome") };
    assert_eq!(accueil.brouillon.as_deref(), Some("Excel perfectionnement"));
    bureau.says("/reprendre");
    assert_eq!(bureau.asked(), "Coût total de formation");
}

#[test]
fn cancelling_asks_first_and_erases_nothing() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").says("annuler");
    assert!(matches!(bureau.last().screen, Screen::ConfirmerAnnulation { .. }));
    bureau.says("non");
    assert_eq!(bureau.asked(), "Heures formation");
    bureau.says("/annuler").says("oui");
    assert_eq!(bureau.dossier().statut, Statut::Annule);
    assert_eq!(bureau.dossier().elements("creation").len(), 1);
    bureau.says("/reprendre");
    assert!(bureau.noted(&Note::RienAReprendre));
}

#[test]
fn every_change_has_its_line_in_the_journal() {
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation");
    let lines = bureau.effects.iter().filter(|effect| matches!(effect, Effect::Journal(_))).count();
    assert_eq!(lines, 2, "begun, and one answer");
}

#[test]
fn pages_end_where_the_list_ends() {
    let mut bureau = Bureau::new();
    bureau
        .entites
        .extend((1..=6).map(|n| entite(&format!("9000000010000{n}"), &format!("Agence {n}"), "Rennes")));
    bureau.until("Référence de l'établissement demandeur");
    assert_eq!(numbered(bureau.last()), 5);
    bureau.taps("Suite de la liste");
    assert_eq!(numbered(bureau.last()), 3);
    bureau.says("suite de la liste");
    assert_eq!(numbered(bureau.last()), 3, "there is no third page");
    bureau.taps("Début de la liste");
    assert_eq!(numbered(bureau.last()), 5);
}
