//! « Comme la dernière fois », both dates at once, and an element copied in one act.

use guichet_core::dossier::{Statut, Valeur};
use guichet_core::engine::{Effect, JournalWhat};
use guichet_core::message::{Note, Refus, Screen};

use crate::bureau::*;

fn like_the_last(bureau: &mut Bureau) {
    bureau.says("/nouvelle").taps("Comme la dernière fois : Excel perfectionnement");
}

/// What the second request takes, from « /nouvelle » to « Envoyé ».
#[test]
fn the_second_request_takes_eight_acts_at_most() {
    for dates in [&["du 5 au 7 avril 2027"][..], &["05/04/2027", "07/04/2027"][..]] {
        let mut bureau = Bureau::new();
        bureau.until("Suivi");
        let first = bureau.dossier().clone();
        bureau.acts = 0;
        like_the_last(&mut bureau);
        assert_eq!(bureau.asked(), "Date de début de la formation");
        for date in dates {
            bureau.says(date);
        }
        bureau.r1_act().r1_act();
        assert_eq!(bureau.asked(), "Récapitulatif");
        bureau.r1_act().r1_act();
        assert_eq!(bureau.asked(), "Suivi");
        assert!(bureau.acts <= 8, "{} messages and taps", bureau.acts);
        let second = bureau.dossier();
        assert_eq!(second.statut, Statut::Envoye);
        assert_ne!((second.id, &second.numero), (first.id, &first.numero));
        assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 4, 5))));
        assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 4, 7))));
        // All else is the same, value by value.
        for (etape, elements) in &first.etapes {
            assert_eq!(second.elements(etape).len(), elements.len(), "{etape}");
            for (old, new) in elements.iter().zip(second.elements(etape)) {
                for (champ, reponse) in old.reponses.iter().filter(|(cle, _)| !cle.starts_with("date_")) {
                    let copy = &new.reponses[champ];
                    assert_eq!((&copy.valeur, copy.proposee), (&reponse.valeur, reponse.proposee), "{champ}");
                }
            }
        }
        let copied = bureau.effects.iter().any(
            |effect| matches!(effect, Effect::Journal(entry) if entry.what == JournalWhat::Copie { de: first.id }),
        );
        assert!(copied, "the journal says where the answers came from");
    }
}

#[test]
fn what_was_taken_over_is_said_and_can_be_changed() {
    let mut bureau = Bureau::new();
    bureau.until("Suivi");
    like_the_last(&mut bureau);
    let Some(Note::DemandeCopiee { titre, lignes }) = bureau.last().notes.first() else { panic!("a word") };
    assert_eq!(titre, "Excel perfectionnement");
    let lignes: Vec<_> = lignes.iter().map(|ligne| (ligne.libelle.as_str(), ligne.valeur.as_str())).collect();
    assert_eq!(lignes[0], ("Intitulé de la formation", "Excel perfectionnement"));
    assert!(lignes[1].1.starts_with("Boulangerie des Lilas"));
    assert_eq!(lignes[2..], [("Module(s)", "1"), ("Stagiaire(s)", "Marie Dupont, Karim Benali")]);
    bureau.taps("Modifier");
    assert_eq!(bureau.asked(), "Modifier");
    // Pièces are asked again.
    assert!(bureau.dossier().pieces.is_empty());
}

#[test]
fn a_value_of_the_account_follows_it_anew() {
    let mut bureau = Bureau::new();
    bureau.until("Suivi");
    bureau.personne.email = "camille@example.org".to_owned();
    bureau.says("comme la dernière fois");
    let email = Valeur::Texte("camille@example.org".to_owned());
    assert_eq!(bureau.valeur("etape_1.contact_email"), Some(email));
}

#[test]
fn one_like_it_is_made_from_its_fiche_and_not_without_any() {
    let mut bureau = Bureau::new();
    bureau.says("comme la dernière fois");
    assert!(bureau.noted(&Note::RienACopier));
    assert_eq!(bureau.asked(), "Dispositif");
    let mut bureau = Bureau::new();
    bureau.until("Heures formation").says("/annuler").says("oui");
    let given_up = bureau.dossier().id;
    bureau.says("/demandes").says("1").taps("Comme la dernière fois");
    assert_eq!(bureau.asked(), "Date de début de la formation");
    assert_ne!(bureau.dossier().id, given_up);
    bureau.says("du 5 au 7 avril 2027");
    assert_eq!(bureau.asked(), "Heures formation", "what was missing is asked");
}

#[test]
fn both_dates_in_one_answer() {
    for (text, last) in [
        ("du 5 au 7 avril 2027", jour(2027, 4, 7)),
        ("5-7 avril 2027", jour(2027, 4, 7)),
        ("les 5 et 6 avril 2027", jour(2027, 4, 6)),
        ("du 05/04/2027 au 02/05/2027", jour(2027, 5, 2)),
    ] {
        let mut bureau = Bureau::new();
        bureau.until("Date de début de la formation").says(text);
        assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 4, 5))), "{text}");
        assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(last)), "{text}");
        assert!(bureau.asked().starts_with("Demandez-vous"), "{text}");
        let echoed = bureau.last().notes.iter().filter(|note| matches!(note, Note::Echo { .. })).count();
        assert_eq!(echoed, 2, "{text}");
    }
}

#[test]
fn a_period_that_cannot_be_is_refused_whole() {
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation").says("du 05/04/2027 au 05/04/2035");
    let refused = |note: &Note| matches!(note, Note::Refus(Refus::DateTropLoin { .. }));
    assert!(bureau.last().notes.iter().any(refused), "{:?}", bureau.last().notes);
    assert_eq!(bureau.valeur("creation.date_debut"), None);
}

#[test]
fn an_edited_period_corrects_both_dates() {
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation").says("du 5 au 7 avril 2027");
    let message = bureau.dossier().etapes["creation"][0].reponses["date_fin"].message.clone().unwrap();
    let text = "du 6 au 8 avril 2027".to_owned();
    bureau.play(&guichet_core::event::Event::Edited { text, message });
    assert_eq!(bureau.valeur("creation.date_debut"), Some(Valeur::Date(jour(2027, 4, 6))));
    assert_eq!(bureau.valeur("creation.date_fin"), Some(Valeur::Date(jour(2027, 4, 8))));
    assert!(bureau.asked().starts_with("Demandez-vous"));
}

#[test]
fn a_module_is_copied_in_one_act_and_shown_to_be_changed() {
    for act in ["Le même, à modifier", "idem", "le même", "dupliquer", "pareil"] {
        let mut bureau = Bureau::new();
        bureau.until("Voulez-vous saisir un autre module ?").says(act);
        assert_eq!(bureau.dossier().elements("etape_2").len(), 2, "{act}");
        assert_eq!(bureau.asked(), "Modifier", "{act}");
        let Some(Note::ElementDuplique { contenu, .. }) = bureau.last().notes.first() else {
            panic!("{act}")
        };
        assert!(contenu.iter().any(|ligne| ligne.valeur == "21,00\u{a0}h"), "{contenu:?}");
        bureau.taps("Heures formation").says("7h");
        assert_eq!(bureau.asked(), "Voulez-vous saisir un autre module ?");
        bureau.says("idem").taps("Continuer");
        assert_eq!(bureau.asked(), "Voulez-vous saisir un autre module ?");
        let hours: Vec<_> = bureau.dossier().valeurs("etape_2.heures_formation").cloned().collect();
        assert_eq!(hours.len(), 3);
        assert_eq!(hours[1], hours[2], "the last one is copied");
        assert_ne!(hours[0], hours[1]);
    }
}

/// « Idem » at a field is what the module before answered there.
#[test]
fn a_field_is_the_same_as_before() {
    for said in ["idem", "Pareil", "la même chose", "comme le premier", "pareil que la dernière fois"] {
        let mut bureau = Bureau::new();
        bureau.until("Voulez-vous saisir un autre module ?").says("oui");
        let first = bureau.asked().to_owned();
        bureau.says(said);
        assert_ne!(bureau.asked(), first, "{said}");
        let elements = bureau.dossier().elements("etape_2").to_vec();
        let [one, two] = &elements[..] else { panic!("{elements:?}") };
        let (cle, reponse) = two.reponses.iter().find(|(_, reponse)| !reponse.proposee).expect("an answer");
        assert_eq!(reponse.valeur.as_ref(), one.valeur(cle), "{said}");
    }
    // Of the first one, nothing was answered before.
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation").says("idem");
    assert!(bureau.asked().starts_with("Date de début"));
    assert!(bureau.last().notes.iter().any(|note| matches!(note, Note::Refus(_))));
}

#[test]
fn a_stagiaire_is_copied_and_the_next_one_named_at_once() {
    let mut bureau = Bureau::new();
    bureau.until("Voulez-vous saisir un autre stagiaire ?");
    assert!(!bureau.labels().contains(&"Le même, à modifier"), "she said nothing that another would share");
    bureau.says("idem");
    assert_eq!(bureau.asked(), "Nom du stagiaire");
    let mut bureau = Bureau::new();
    bureau.until("Voulez-vous saisir un autre stagiaire ?").says("idem pour Karim Benali");
    assert_eq!((bureau.asked(), numbered(bureau.last())), ("Nom du stagiaire", 1));
    bureau.says("1");
    assert_eq!(bureau.dossier().elements("etape_3").len(), 2);
    assert_eq!(bureau.asked(), "Voulez-vous saisir un autre stagiaire ?");
    // Elsewhere the word means nothing.
    bureau.says("non").says("idem");
    assert!(bureau.last().notes.iter().any(|note| matches!(note, Note::Refus(_))));
    assert!(matches!(bureau.last().screen, Screen::Pieces(_)));
}
