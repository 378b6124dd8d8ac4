//! « Mes demandes »: pages, search, filters, the fiche, and what is offered before a new request.

use guichet_core::conversation::{Conversation, Place};
use guichet_core::dossier::{Dossier, Statut};
use guichet_core::message::{Demandes, Note, Screen, Suivi};
use uuid::Uuid;

use crate::bureau::*;

fn list(bureau: &Bureau) -> &Demandes {
    let Screen::Demandes(list) = &bureau.last().screen else {
        panic!("the list: {:?}", bureau.last().screen)
    };
    list
}

fn fiche(bureau: &Bureau) -> &Suivi {
    let Screen::Suivi(fiche) = &bureau.last().screen else { panic!("the fiche: {:?}", bureau.last().screen) };
    fiche
}

/// A desk with R1 sent, and eleven copies of it: one of each other statut, then sent ones, newest last.
fn many() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.until("Suivi");
    let sent = bureau.dossier().clone();
    for n in 2..=12_u32 {
        let statut = Statut::ALL.get(n as usize).copied().unwrap_or(Statut::Envoye);
        let dossier = Dossier {
            id: Uuid::from_u128(u128::from(n)),
            numero: Some(format!("2027-{n:06}")),
            statut,
            created_at: sent.created_at + chrono::Duration::hours(i64::from(n)),
            ..sent.clone()
        };
        bureau.dossiers.insert(dossier.id, dossier);
    }
    bureau
}

#[test]
fn the_list_says_what_is_missing_and_by_when() {
    let mut bureau = Bureau::new();
    bureau.until("Copie devis").says("/demandes");
    let [line] = &list(&bureau).items[..] else { panic!("one line") };
    assert_eq!(line.manque, ["Copie devis", "Programme de la formation"]);
    assert_eq!(line.echeance.as_ref().map(|echeance| echeance.limite), Some(jour(2027, 2, 28)));
    assert_eq!(line.demandeur.as_deref(), Some("Boulangerie des Lilas"));
    assert!(line.courante);
    // Once it is sent, nothing is asked of her.
    let mut bureau = many();
    bureau.says("/demandes");
    assert!(list(&bureau).items.iter().all(|line| line.manque.is_empty() && line.echeance.is_none()));
}

#[test]
fn pages_are_turned_and_named() {
    let mut bureau = many();
    bureau.says("/demandes");
    assert_eq!((list(&bureau).total, list(&bureau).pages(), numbered(bureau.last())), (12, 3, 5));
    assert_eq!(list(&bureau).items[0].numero.as_deref(), Some("2027-000012"));
    bureau.taps("Suite de la liste").says("suite de la liste");
    assert_eq!((list(&bureau).page, numbered(bureau.last())), (2, 2));
    bureau.says("page 2");
    assert_eq!(list(&bureau).items[0].numero.as_deref(), Some("2027-000007"));
    bureau.says("Page 99");
    assert_eq!(list(&bureau).page, 2, "the last one");
    bureau.taps("Page précédente").taps("Début de la liste");
    assert_eq!(list(&bureau).page, 0);
}

#[test]
fn what_is_written_is_searched_in_the_list() {
    let mut bureau = many();
    bureau.says("/demandes").says("LILAS excel");
    assert_eq!((list(&bureau).total, list(&bureau).recherche.as_deref()), (12, Some("LILAS excel")));
    bureau.says("000007");
    assert_eq!(list(&bureau).total, 1);
    bureau.says("introuvables");
    assert_eq!((list(&bureau).total, numbered(bureau.last())), (0, 0));
    bureau.says("tout");
    assert_eq!((list(&bureau).total, list(&bureau).is_narrowed()), (12, false));
    // A page of what was found, then the request, and back to where she was.
    bureau.says("excel").taps("Suite de la liste").says("2");
    assert_eq!(fiche(&bureau).entete.numero.as_deref(), Some("2027-000006"));
    bureau.taps("Mes demandes");
    assert!(!list(&bureau).is_narrowed());
    bureau.says("excel").says("page 2").says("2").says("retour");
    assert_eq!((list(&bureau).page, list(&bureau).recherche.as_deref()), (1, Some("excel")));
}

#[test]
fn the_list_is_filtered_by_statut_and_company() {
    let mut bureau = many();
    let other = Uuid::from_u128(3);
    let mut moved = bureau.dossiers[&other].clone();
    let halles = guichet_core::dossier::Valeur::Entite(entite(HALLES, "Fournil des Halles", "Nantes"));
    let element = &mut moved.etapes.get_mut("etape_1").unwrap()[0];
    element.reponses.get_mut("etablissement_demandeur").unwrap().valeur = Some(halles);
    bureau.dossiers.insert(other, moved);
    bureau.says("/demandes").taps("Filtrer");
    let details: Vec<_> =
        bureau.last().choices.iter().map(|c| (c.label.as_str(), c.detail.as_deref())).collect();
    assert_eq!(
        details[..8],
        [
            ("Envoyé", Some("6")),
            ("En cours de traitement", Some("1")),
            ("Validé", Some("1")),
            ("Facturation en cours", Some("1")),
            ("Clôturé", Some("1")),
            ("Annulé", Some("1")),
            ("Refusé", Some("1")),
            ("Boulangerie des Lilas", Some("11")),
        ]
    );
    bureau.says("validé");
    assert_eq!((list(&bureau).total, &list(&bureau).filtres[..]), (1, &["Validé".to_owned()][..]));
    bureau.says("filtrer").taps("Fournil des Halles");
    assert_eq!(list(&bureau).filtres, ["Validé", "Fournil des Halles"]);
    assert_eq!(list(&bureau).items[0].numero.as_deref(), Some("2027-000003"));
    // A statut can be named without opening the filter.
    bureau.says("/demandes").says("Envoyé");
    assert_eq!((list(&bureau).total, list(&bureau).recherche.as_deref()), (6, None));
    bureau.taps("Toutes mes demandes");
    assert_eq!(list(&bureau).total, 12);
}

#[test]
fn the_fiche_of_a_draft_leads_on() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").says("/demandes").says("1");
    let shown = fiche(&bureau).clone();
    assert_eq!(shown.statut, Statut::EnPreparation);
    assert_eq!(shown.created_at, Some(bureau.dossier().created_at));
    assert!(shown.manque.contains(&"Heures formation".to_owned()), "{:?}", shown.manque);
    assert!(shown.recapitulatif.echeance.is_some());
    assert_eq!(
        bureau.labels(),
        ["Reprendre", "Récapitulatif", "Annuler ma demande", "Mes demandes", "Partager"]
    );
    bureau.taps("Reprendre");
    assert_eq!(bureau.asked(), "Heures formation");
    bureau.says("/demandes").says("1").taps("Annuler ma demande").says("oui");
    assert_eq!(bureau.dossier().statut, Statut::Annule);
    bureau.says("/demandes").says("1");
    assert_eq!(fiche(&bureau).statut, Statut::Annule);
    assert!(!bureau.labels().contains(&"Annuler ma demande"));
}

#[test]
fn what_was_sent_is_cancelled_by_opco_ep_only() {
    let mut bureau = many();
    bureau.says("/demandes").says("000012").says("1").taps("Annuler ma demande");
    let numero = fiche(&bureau).entete.numero.clone();
    assert!(numero.is_some());
    let adresse = "support-connect@opcoep.fr".to_owned();
    assert!(bureau.noted(&Note::AnnulationParOpco { adresse, numero }));
    assert_eq!(bureau.dossier().statut, Statut::Envoye);
    for (numero, cancellable) in [("000003", true), ("000005", false), ("000007", false)] {
        bureau.says("/demandes").says(numero).says("1");
        assert_eq!(bureau.labels().contains(&"Annuler ma demande"), cancellable, "{numero}");
    }
}

#[test]
fn drafts_are_offered_before_a_new_request() {
    let mut bureau = Bureau::new();
    bureau.until("Heures formation");
    let first = bureau.dossier().clone();
    bureau.says("/nouvelle");
    let Screen::Depart(depart) = &bureau.last().screen else { panic!("the drafts") };
    assert_eq!((depart.total, depart.brouillons[0].titre.as_deref()), (1, Some("Excel perfectionnement")));
    assert!(!depart.brouillons[0].manque.is_empty());
    bureau.says("1");
    assert_eq!((bureau.asked(), bureau.dossier().id), ("Heures formation", first.id));
    bureau.says("/nouvelle").taps("Commencer une nouvelle demande").taps("Action individuelle");
    assert_eq!(bureau.asked(), "Intitulé de la formation");
    assert_ne!(bureau.dossier().id, first.id);
    // What was begun and holds nothing is no draft to offer; asked for twice, a new one begins.
    bureau.says("/nouvelle");
    let Screen::Depart(depart) = &bureau.last().screen else { panic!("the drafts") };
    assert_eq!(depart.brouillons.len(), 1);
    bureau.says("nouvelle demande");
    assert_eq!(bureau.asked(), "Dispositif");
}

#[test]
fn a_draft_that_is_not_the_current_one_is_offered_too() {
    let mut bureau = Bureau::new();
    bureau.until("Suivi");
    bureau.says("/nouvelle").says("1");
    bureau.says("Hygiène alimentaire").says("/demandes").says("excel").says("1");
    assert_eq!(fiche(&bureau).statut, Statut::Envoye);
    bureau.says("/nouvelle");
    let Screen::Depart(depart) = &bureau.last().screen else { panic!("the drafts") };
    assert_eq!(depart.brouillons[0].titre.as_deref(), Some("Hygiène alimentaire"));
    assert!(bureau.labels().contains(&"Comme la dernière fois : Excel perfectionnement"));
}

#[test]
fn a_conversation_at_a_list_of_before_is_still_read() {
    let stored = r#"{"place":{"Demandes":{"page":3}},"carte":{"serial":1,"choices":[],"last_tap":null,"month":null},"dossier":null}"#;
    let read: Conversation = serde_json::from_str(stored).unwrap();
    assert_eq!(read.place, Place::Demandes { page: 3, filtre: Default::default() });
}
