//! What differs from one dispositif to another: dates that hold each other, banners, answers beside the question,
//! one stagiaire only, another dispositif for a request under way.

use guichet_core::dossier::Valeur;
use guichet_core::message::{Avertissement, Note, Refus, Screen};

use crate::bureau::*;

const FERMEE: &str = "La Pro-A n'accepte plus de nouveaux dossiers depuis 2026. Parlez-en à votre conseiller OPCO EP : la période de reconversion peut convenir.";
const PORTAIL: &str = "OPCO EP propose un portail dédié, Action Apprentissage. Vérifiez avec votre CFA qui dépose le contrat pour éviter un doublon.";

fn begun(dispositif: &str) -> Bureau {
    let mut bureau = Bureau::new();
    bureau.says("/nouvelle").taps(dispositif);
    bureau
}

fn refused(bureau: &Bureau) -> &Refus {
    match bureau.last().notes.iter().find(|note| matches!(note, Note::Refus(_))) {
        Some(Note::Refus(refus)) => refus,
        _ => panic!("nothing was refused: {:?}", bureau.last().notes),
    }
}

/// An apprentissage up to the dates of the contract: training from 6 September 2027 to 30 June 2029.
fn apprenti() -> Bureau {
    let mut bureau = begun("Contrat d'apprentissage");
    bureau.says("CAP Boulanger").says("06/09/2027").says("30/06/2029");
    assert_eq!(bureau.asked(), "Date de début du contrat");
    bureau
}

#[test]
fn a_contract_begins_three_months_before_the_training_at_most() {
    for (date, fits) in [("05/06/2027", false), ("06/06/2027", true), ("01/10/2027", true)] {
        let mut bureau = apprenti();
        bureau.says(date);
        assert_eq!(bureau.asked() == "Date de fin du contrat", fits, "{date}");
        if !fits {
            let Refus::DateEcart { message, libelle, date, min, max } = refused(&bureau) else { panic!() };
            assert_eq!(message, "Le contrat d'apprentissage commence au plus tôt 3 mois avant la formation.");
            assert_eq!((libelle.as_str(), *date), ("Date de début de la formation", jour(2027, 9, 6)));
            assert_eq!((*min, *max), (Some(jour(2027, 6, 6)), None));
        }
    }
}

#[test]
fn a_contract_lasts_6_to_54_months_and_ends_three_months_after_the_training_at_most() {
    for (begin, end, fits) in [
        ("01/09/2027", "28/02/2028", false), // the shortest ends on the 29th
        ("01/09/2027", "30/09/2029", true),
        ("01/09/2027", "01/10/2029", false),
    ] {
        let mut bureau = apprenti();
        bureau.says(begin).says(end);
        assert_eq!(bureau.asked() != "Date de fin du contrat", fits, "{begin} – {end}");
    }
    let mut long = begun("Contrat d'apprentissage");
    long.says("BUT").says("01/09/2027").says("28/02/2032").says("01/09/2027").says("02/03/2032");
    let Refus::DateEcart { message, .. } = refused(&long) else { panic!() };
    assert_eq!(message, "Un contrat d'apprentissage dure de 6 à 54 mois.");
    long.says("01/03/2032");
    assert_ne!(long.asked(), "Date de fin du contrat");
}

/// The other date was wrong: once it is corrected, the one that no longer fits is asked again.
#[test]
fn a_date_changed_later_asks_again_for_those_it_holds() {
    let mut bureau = apprenti();
    bureau.says("01/09/2027").says("31/08/2029");
    assert_eq!(bureau.asked(), "L'apprenti a-t-il moins de 18 ans ?");
    bureau.says("modifier la date de début de la formation").says("06/01/2028");
    assert_eq!(bureau.asked(), "Date de début du contrat");
    assert!(matches!(refused(&bureau), Refus::DateEcart { .. }));
    assert_eq!(
        bureau.valeur("creation.date_debut_contrat"),
        Some(Valeur::Date(jour(2027, 9, 1))),
        "it is kept"
    );
}

#[test]
fn a_banner_when_chosen_and_in_the_recap() {
    let mut bureau = begun("Contrat d'apprentissage");
    assert!(bureau.noted(&Note::Banniere(PORTAIL.to_owned())));
    bureau.says("CAP Boulanger");
    assert!(!bureau.noted(&Note::Banniere(PORTAIL.to_owned())), "once");
    bureau.says("/recap");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    assert!(recap.avertissements.contains(&Avertissement::Catalogue(PORTAIL.to_owned())));
    assert!(!begun("Action individuelle").last().notes.iter().any(|note| matches!(note, Note::Banniere(_))));
}

#[test]
fn pro_a_is_warned_of_from_its_last_day_by_the_date_of_the_avenant() {
    let closed = Note::Avertissement(Avertissement::Catalogue(FERMEE.to_owned()));
    let recap_warns = |bureau: &mut Bureau| {
        bureau.says("/recap");
        let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
        recap.avertissements.contains(&Avertissement::Catalogue(FERMEE.to_owned()))
    };
    for (avenant, late) in [("31/12/2025", false), ("01/01/2026", true)] {
        let mut bureau = begun("Pro A");
        assert!(bureau.noted(&closed), "chosen after the last day");
        assert!(recap_warns(&mut bureau), "as long as the avenant is not known");
        bureau.says("continuer").says("CQP Vendeur").says("01/03/2027").says("30/06/2027");
        assert_eq!(bureau.asked(), "Date de signature de l'avenant");
        bureau.says(avenant);
        assert_eq!(bureau.asked(), "Tuteur (nom)", "it is never refused");
        assert_eq!(bureau.noted(&closed), late, "{avenant}");
        assert_eq!(recap_warns(&mut bureau), late, "{avenant}");
    }
    let mut before = Bureau::new();
    before.now = "2025-12-31T20:00:00Z".parse().unwrap();
    before.says("/nouvelle").taps("Pro A");
    assert!(!before.noted(&closed));
}

#[test]
fn a_gerant_non_salarie_gets_an_explanation_and_no_value() {
    let mut bureau = Bureau::new();
    bureau.until("Nom du stagiaire").says("Il n'est pas dans la liste").says("Lou Petit");
    assert_eq!(bureau.asked(), "CSP");
    for text in ["je suis le gérant, non salarié", "gérante", "elle n'est pas salariée", "TNS"] {
        bureau.says(text);
        let Refus::APart(message) = refused(&bureau) else { panic!("{text}: {:?}", bureau.last().notes) };
        assert!(message.contains("FAFCEA, le FIF PL ou l'AGEFICE"), "{text}");
        assert_eq!(bureau.asked(), "CSP");
        assert_eq!(bureau.valeur("etape_3.csp"), None, "{text}");
    }
    bureau.says("gérante salariée");
    assert_eq!(bureau.valeur("etape_3.csp"), Some(Valeur::Choix("dirigeant_salarie".to_owned())));
}

#[test]
fn cpf_asks_first_whether_the_dossier_is_open_and_stops_where_there_is_nothing_to_ask_for() {
    let mut bureau = begun("Compte Personnel de Formation (CPF)");
    assert_eq!(bureau.asked(), "Le salarié a-t-il déjà ouvert son dossier sur Mon Compte Formation ?");
    bureau.says("oui").says("non").says("passer");
    assert_eq!(bureau.asked(), "L'entreprise paie-t-elle une partie de la formation ?");
    assert!(
        bureau
            .last()
            .notes
            .iter()
            .any(|n| matches!(n, Note::Regle(m) if m.contains("pas de demande à faire ici")))
    );
    bureau.says("oui");
    assert_eq!(bureau.asked(), "Montant pris en charge par l'entreprise");
    bureau.says("400");
    assert_eq!(bureau.asked(), "Intitulé de la formation");
}

#[test]
fn where_there_is_one_stagiaire_another_is_never_asked_for() {
    let mut bureau = apprenti();
    bureau.says("01/09/2027").says("31/08/2029").says("oui").says("non").says("non").says("non");
    bureau
        .taps("Boulangerie des Lilas")
        .says("800")
        .says("8000 HT")
        .says("non")
        .taps("Un organisme de formation");
    bureau.says("CFA des métiers de bouche");
    assert_eq!(bureau.asked(), "Nom du stagiaire", "one module");
    bureau.says("dupont").says("1");
    assert_eq!(bureau.asked(), "Contrat d'apprentissage (CERFA 10103) signé", "one stagiaire");
    bureau.says("/modifier").taps("Etape 3 : Saisir un stagiaire");
    assert!(!bureau.labels().contains(&"Ajouter un stagiaire"), "{:?}", bureau.labels());
    assert!(bureau.labels().contains(&"Stagiaire : Marie Dupont"), "{:?}", bureau.labels());
    bureau.taps("Stagiaire : Marie Dupont");
    assert!(!bureau.labels().contains(&"Dupliquer"), "{:?}", bureau.labels());
}
