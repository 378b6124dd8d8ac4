//! The reference request R1, whole.

use guichet_core::dossier::{Montant, Statut, Valeur};
use guichet_core::engine::Effect;
use guichet_core::message::{Note, Screen, Total};

use crate::bureau::*;

#[test]
fn from_nouvelle_to_envoye() {
    let mut bureau = Bureau::new();
    bureau.says("/nouvelle");
    while bureau.asked() != "Suivi" {
        bureau.r1_act();
        assert!(bureau.acts <= 24, "more than 24 messages and taps");
    }
    let dossier = bureau.dossier().clone();
    assert_eq!(dossier.statut, Statut::Envoye);
    assert_eq!(dossier.numero.as_deref(), Some("2027-000001"));
    assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 3, 1))));
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 3))));
    assert_eq!(bureau.valeur("etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
    assert_eq!(bureau.valeur("etape_2.montant_base"), Some(Valeur::Choix("ht".to_owned())));
    assert_eq!(
        bureau.valeur("etape_1.contact_email"),
        Some(Valeur::Texte("camille.martin@example.org".to_owned()))
    );
    let csp: Vec<_> = dossier.valeurs("etape_3.csp").cloned().collect();
    assert_eq!(csp, [Valeur::Choix("employe".to_owned()), Valeur::Choix("ouvrier_qualifie".to_owned())]);
    assert_eq!(dossier.pieces["devis"].fichiers.len(), 1);
    assert_eq!(dossier.pieces["programme"].fichiers.len(), 1);
    let transmitted = bureau.effects.iter().filter(|e| matches!(e, Effect::Transmettre { .. })).count();
    let notified = bureau.effects.iter().filter(|e| matches!(e, Effect::Notify(_))).count();
    assert_eq!((transmitted, notified), (1, 1));
}

/// With every directory search typed, and oui to « un autre stagiaire ? », it is still 24 at most.
#[test]
fn the_long_way_fits_the_budget() {
    let mut bureau = Bureau::new();
    bureau.says("/nouvelle");
    while bureau.asked() != "Suivi" {
        let search = match (&bureau.last().screen, bureau.asked()) {
            (_, "Référence de l'établissement demandeur") => Some("boulangerie lilas"),
            (_, "Nom du stagiaire") if bureau.dossier().elements("etape_3").is_empty() => Some("dupont"),
            (_, "Nom du stagiaire") => Some("benali"),
            _ => None,
        };
        if let Some(text) = search {
            bureau.says(text);
            assert_eq!(numbered(bureau.last()), 1);
        }
        bureau.r1_act();
    }
    assert!(bureau.acts <= 24, "{} messages and taps", bureau.acts);
}

#[test]
fn the_recap_has_the_six_lines_totals_and_deadline() {
    let mut bureau = Bureau::new();
    bureau.until("Récapitulatif");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    let lines: Vec<&str> = recap.lignes.iter().map(|ligne| ligne.libelle.as_str()).collect();
    assert_eq!(
        lines,
        ["Dispositif", "Dossier", "Demandeur", "Module(s)", "Stagiaire(s)", "Documents justificatifs"]
    );
    assert!(recap.complet && recap.lignes.iter().all(|ligne| ligne.complet && !ligne.contenu.is_empty()));
    assert_eq!(
        recap.totaux,
        [
            Total::Heures("21,00\u{a0}h".to_owned()),
            Total::CoutPedagogique(Montant(150_000)),
            Total::Total(Montant(150_000)),
            Total::CoutHoraireParStagiaire(Montant(3571)),
        ]
    );
    let echeance = recap.echeance.as_ref().expect("a deadline");
    assert_eq!((echeance.limite, echeance.ideal), (jour(2027, 2, 28), Some(jour(2027, 1, 30))));
    assert!(!echeance.depassee);
}

#[test]
fn the_portals_sentence_when_the_creation_form_is_complete() {
    let mut bureau = Bureau::new();
    bureau.until("Référence de l'établissement demandeur");
    assert!(bureau.noted(&Note::Confirmation("Dossier a été créé(e).".to_owned())));
    let Screen::Question(question) = &bureau.last().screen else { panic!("a question") };
    assert_eq!((question.progression.numero, question.progression.sur), (Some(1), 5));
    assert_eq!(question.entete.numero.as_deref(), Some("2027-000001"));
    // Said once.
    bureau.says("/retour").says("non");
    assert!(!bureau.noted(&Note::Confirmation("Dossier a été créé(e).".to_owned())));
}

#[test]
fn frais_annexes_open_behind_their_gate() {
    let mut bureau = Bureau::new();
    bureau.until("Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?").says("oui");
    let mut labels = Vec::new();
    for answer in ["2", "85 €", "/passer", "240", "0,321 €", "124 €"] {
        labels.push(bureau.asked().to_owned());
        bureau.says(answer);
    }
    assert_eq!(
        labels,
        [
            "Nombre de nuits",
            "Coût unitaire/nuit",
            "Nombre de repas",
            "Nombre de km",
            "Indemnité kilométrique",
            "Autres frais déplacements demandés",
        ]
    );
    while bureau.asked() != "Récapitulatif" {
        bureau.r1_act();
    }
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    // 2 × 85 + 240 × 0,321 + 124 = 371,04
    assert!(recap.totaux.contains(&Total::FraisAnnexes(Montant(37_104))), "{:?}", recap.totaux);
    assert!(recap.totaux.contains(&Total::Total(Montant(187_104))));
}

/// In the chat, with all that the quote says in one message: twelve messages and taps are more than enough.
#[test]
fn in_a_chat_with_free_text() {
    let mut bureau = Bureau::new();
    bureau.says("/nouvelle action individuelle");
    bureau.says(
        "Intitulé : Excel perfectionnement\n\
         Dates : du 1er au 3 mars 2027\n\
         Frais annexes : non\n\
         Entreprise : Boulangerie des Lilas\n\
         Durée : 21h\n\
         Prix : 1 500 € HT\n\
         Évaluation, accompagnement ou positionnement : non\n\
         Organisme de formation : Bureautique Formation\n\
         Stagiaires : Dupont et Benali",
    );
    while bureau.asked() != "Suivi" {
        bureau.r1_act();
        assert!(bureau.acts <= 12, "more than 12 messages and taps: {}", bureau.asked());
    }
    let dossier = bureau.dossier();
    assert_eq!(dossier.statut, Statut::Envoye);
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 3, 3))));
    assert_eq!(bureau.valeur("etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
    assert_eq!(dossier.elements("etape_3").len(), 2);
    assert_eq!(dossier.pieces["devis"].fichiers.len(), 1);
}
