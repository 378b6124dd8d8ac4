//! Sending: two acts, once, then locked.

use guichet_core::dossier::Statut;
use guichet_core::engine::Effect;
use guichet_core::event::Event;
use guichet_core::message::{Note, Screen};

use crate::bureau::*;

fn transmitted(bureau: &Bureau) -> usize {
    bureau.effects.iter().filter(|effect| matches!(effect, Effect::Transmettre { .. })).count()
}

#[test]
fn two_distinct_acts() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif").says("envoyer");
    assert!(matches!(bureau.last().screen, Screen::ConfirmerEnvoi(_)));
    // The first act again is not the second.
    bureau.says("envoyer");
    assert_eq!(bureau.dossier().statut, Statut::EnPreparation);
    bureau.says("non");
    assert_eq!((bureau.asked(), transmitted(&bureau)), ("Récapitulatif", 0));
    bureau.says("confirmer");
    assert_eq!(bureau.dossier().statut, Statut::EnPreparation, "the second act alone does not send");
    bureau.says("oui");
    assert_eq!(bureau.dossier().statut, Statut::Envoye);
    assert_eq!(transmitted(&bureau), 1);
}

#[test]
fn once_and_then_locked() {
    let mut bureau = Bureau::new();
    bureau.until("Confirmer l'envoi");
    let card = bureau.last().clone();
    bureau.r1_act();
    let sent = bureau.dossier().clone();
    let confirm = card.choices[0].rank;
    bureau.play(&Event::Tap { card: card.card, choice: confirm });
    bureau.says("confirmer");
    assert!(bureau.noted(&Note::DejaEnvoyee));
    for text in
        ["/modifier", "/annuler", "/pieces", "modifier la date de fin", "envoyer", "oui", "1", "coucou"]
    {
        bureau.says(text);
        assert_eq!(bureau.dossier(), &sent, "{text}");
    }
    bureau.sends("devis2.pdf", "application/pdf");
    bureau.play(&Event::Edited { text: "Autre".to_owned(), message: "m3".to_owned() });
    assert!(bureau.noted(&Note::Verrouille));
    assert_eq!(bureau.dossier(), &sent);
    assert_eq!(transmitted(&bureau), 1);
}

#[test]
fn not_before_what_is_missing_is_there() {
    let mut bureau = Bureau::new();
    bureau.until("Coût total de formation").says("envoyer ma demande");
    assert!(matches!(&bureau.last().notes[..], [Note::IlManque { elements }] if !elements.is_empty()));
    assert_eq!(bureau.asked(), "Coût total de formation");
    bureau.says("/recap");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    assert!(!recap.complet);
}

#[test]
fn a_sentence_with_a_yes_in_it_does_not_send_nor_cancel() {
    let mut bureau = Bureau::new();
    bureau.until("Confirmer l'envoi");
    for text in ["je veux bien modifier la date", "ok mais attendez", "vérifie si la date est bonne", "oui ?"]
    {
        bureau.says(text);
        assert_eq!(bureau.dossier().statut, Statut::EnPreparation, "{text}");
    }
    bureau.says("/annuler").says("ok mais gardez mes réponses");
    assert_eq!(bureau.dossier().statut, Statut::EnPreparation);
    bureau.says("je confirme");
    assert_eq!(bureau.dossier().statut, Statut::Annule, "it answers what was asked");
}
