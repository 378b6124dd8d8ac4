//! « Mes entreprises » and « Mes salariés ».

use guichet_core::dossier::Valeur;
use guichet_core::message::{Note, NoteAnnuaire, Refus, Screen};

use crate::bureau::*;

fn titre(bureau: &Bureau) -> &str {
    match &bureau.last().screen {
        Screen::Fiche(fiche) => fiche.question.as_ref().map_or(&fiche.titre, |question| &question.libelle),
        Screen::Entreprises { .. } => "Mes entreprises",
        Screen::Salaries { .. } => "Mes salariés",
        other => panic!("no page of the directory: {other:?}"),
    }
}

#[test]
fn the_company_chosen_comes_first() {
    let mut bureau = Bureau::new();
    bureau.says("/entreprises");
    assert_eq!(numbered(bureau.last()), 2);
    bureau.says("halles");
    assert_eq!(numbered(bureau.last()), 1);
    bureau.taps("Voir toute la liste");
    assert_eq!(numbered(bureau.last()), 2);
    bureau.says("xyz");
    assert!(bureau.noted(&Note::Refus(Refus::QuatreCaracteres)));
    bureau.says("2");
    assert_eq!(titre(&bureau), "Fournil des Halles");
    bureau.taps("Choisir cette entreprise");
    let nom = "Fournil des Halles".to_owned();
    assert!(bureau.noted(&Note::Annuaire(NoteAnnuaire::EntrepriseChoisie { nom })));
    assert!(!bureau.labels().contains(&"Choisir cette entreprise"));
    bureau.until("Référence de l'établissement demandeur");
    let first = &bureau.last().choices[0];
    assert_eq!(first.label, "Fournil des Halles");
    assert!(first.detail.as_ref().unwrap().starts_with("entreprise choisie · "));
    bureau.says("1");
    assert_eq!(bureau.asked(), "Heures formation");
    bureau.says("/salaries");
    assert_eq!(bureau.labels()[0], "Paul Durand");
}

#[test]
fn with_several_companies_she_is_asked_which() {
    let mut bureau = Bureau::new();
    bureau.says("/salaries");
    assert!(bureau.noted(&Note::Annuaire(NoteAnnuaire::ChoisirEntreprise)));
    bureau.says("1").taps("Voir ses salariés");
    assert_eq!((titre(&bureau), numbered(bureau.last())), ("Mes salariés", 3));
    bureau.says("dupont");
    assert_eq!(bureau.labels()[0], "Marie Dupont");
    bureau.says("personne ici");
    assert!(bureau.noted(&Note::Refus(Refus::RienTrouve { text: "personne ici".to_owned() })));
}

#[test]
fn an_employee_is_corrected_and_the_request_follows() {
    let mut bureau = Bureau::new();
    bureau.until("Nom du stagiaire");
    bureau.taps("Li Na").says("cadre");
    bureau.says("oui").taps("Marie Dupont");
    bureau.says("/salaries").taps("Marie Dupont");
    bureau.taps("CSP");
    assert_eq!(titre(&bureau), "CSP");
    bureau.says("peut-être");
    assert!(matches!(bureau.last().notes[..], [Note::Refus(_)]));
    bureau.says("ouvrier qualifié");
    assert_eq!(titre(&bureau), "Marie Dupont");
    let csp = |bureau: &Bureau| bureau.dossier().valeurs("etape_3.csp").cloned().collect::<Vec<_>>();
    let choix = |cle: &str| Valeur::Choix(cle.to_owned());
    assert_eq!(csp(&bureau), [choix("cadre"), choix("ouvrier_qualifie")]);
    // What she said herself in the request stays.
    bureau.says("/salaries").taps("Li Na").taps("CSP").says("employé");
    assert_eq!(csp(&bureau), [choix("cadre"), choix("ouvrier_qualifie")]);
    bureau.taps("Email").says("li.na@");
    assert!(bureau.noted(&Note::Refus(Refus::Email)));
    bureau.says("li.na@example.org").taps("Email").taps("Effacer cette réponse");
    assert!(bureau.noted(&Note::Annuaire(NoteAnnuaire::Efface { libelle: "Email".to_owned() })));
    assert_eq!(bureau.individus[2].csp.as_deref(), Some("employe"));
    assert_eq!(bureau.individus[2].email, None);
    bureau.says("retour");
    assert_eq!(titre(&bureau), "Mes salariés");
    bureau.says("/reprendre");
    assert_eq!(bureau.asked(), "Voulez-vous saisir un autre stagiaire ?");
}

#[test]
fn someone_is_added_once() {
    let mut bureau = Bureau::new();
    bureau.entites.truncate(1);
    bureau.says("/salaries").taps("Ajouter un salarié").says("Inès");
    assert!(bureau.noted(&Note::Refus(Refus::NomIllisible)));
    bureau.says("Inès LEROY");
    assert!(bureau.noted(&Note::SalarieAjoute { nom: "Inès Leroy".to_owned() }));
    assert_eq!(titre(&bureau), "CSP");
    bureau.says("passer");
    assert_eq!(titre(&bureau), "Inès Leroy");
    bureau.taps("Téléphone").says("0612345678");
    assert_eq!(bureau.individus.last().unwrap().telephone.as_deref(), Some("+33612345678"));
    let before = bureau.individus.len();
    bureau.says("/salaries").taps("Ajouter un salarié").says("LEROY inès");
    assert!(bureau.noted(&Note::Annuaire(NoteAnnuaire::SalarieDeja { nom: "Inès Leroy".to_owned() })));
    assert_eq!((titre(&bureau), bureau.individus.len()), ("Inès Leroy", before));
    bureau.taps("Nom").says("Dupont").taps("Prénom").says("Marie");
    assert!(bureau.noted(&Note::Annuaire(NoteAnnuaire::SalarieDeja { nom: "Marie Dupont".to_owned() })));
}
