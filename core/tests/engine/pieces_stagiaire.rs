//! Pièces that each stagiaire has her own of.

use std::sync::LazyLock;

use guichet_core::catalogue::{Catalogue, embedded_files};
use guichet_core::engine::Cadre;
use guichet_core::event::Event;
use guichet_core::message::{Note, RefusFichier, Screen};

use crate::bureau::*;

/// « Programme de la formation » becomes each stagiaire's, due after the start; the rest is as it is.
static PAR_STAGIAIRE: LazyLock<Cadre> = LazyLock::new(|| {
    let from = "cle = \"programme\"\nlibelle = \"Programme de la formation\"\nexige = \"requis\"\n\
                moment = \"avant_envoi\"";
    let to = "cle = \"accord\"\nlibelle = \"Accord signé\"\nexige = \"requis\"\n\
              moment = \"apres_debut\"\npar = \"stagiaire\"";
    let files: Vec<(&str, String)> = embedded_files()
        .into_iter()
        .filter(|(name, _)| *name == "commandes.toml" || *name == "action_individuelle-2026-11.toml")
        .map(|(name, text)| (name, text.replace(from, to)))
        .collect();
    assert!(files.iter().any(|(_, text)| text.contains("par = \"stagiaire\"")));
    let catalogue = Catalogue::from_files(files.iter().map(|(name, text)| (*name, text.as_str())));
    Cadre { catalogue: catalogue.expect("a right catalogue"), ..CADRE.clone() }
});

const MARIE: &str = "Accord signé (Marie Dupont)";
const KARIM: &str = "Accord signé (Karim Benali)";

fn bureau() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.cadre = &PAR_STAGIAIRE;
    bureau
}

/// Both stagiaires are there, the quote too.
fn at_the_first() -> Bureau {
    let mut bureau = bureau();
    bureau.until(MARIE);
    bureau
}

fn files_of(bureau: &Bureau, stagiaire: usize) -> Vec<String> {
    let element = bureau.dossier().elements("etape_3")[stagiaire].id;
    let jointe = bureau.dossier().pieces.get(&format!("accord#{element}"));
    jointe.map_or_else(Vec::new, |jointe| jointe.fichiers.iter().map(|file| file.name.clone()).collect())
}

#[test]
fn one_is_asked_for_each_with_the_last_day() {
    let mut bureau = at_the_first();
    let Screen::Pieces(pieces) = &bureau.last().screen else { panic!("a pièce") };
    assert_eq!(pieces.demandee.as_ref().unwrap().limite, Some(jour(2027, 2, 28)));
    bureau.sends("marie.pdf", "application/pdf");
    assert_eq!(bureau.asked(), KARIM);
    bureau.taps("Passer");
    let Screen::Recapitulatif(recap) = &bureau.last().screen else { panic!("the recap") };
    assert_eq!(recap.pieces_manquantes, [KARIM]);
    let dues = recap.pieces_dues.as_ref().unwrap();
    assert_eq!((&dues.libelles[..], dues.limite), (&[KARIM.to_owned()][..], jour(2027, 2, 28)));
    assert_eq!(files_of(&bureau, 0), ["marie.pdf"]);
    assert!(files_of(&bureau, 1).is_empty());
}

#[test]
fn a_name_tells_whose_it_is() {
    let mut bureau = at_the_first();
    let send = |bureau: &mut Bureau, name: &str, caption: &str| {
        let files = vec![fichier(name, "application/pdf")];
        bureau.play(&Event::Files { files, caption: Some(caption.to_owned()) });
    };
    send(&mut bureau, "karim.pdf", "accord de M. Benali");
    assert_eq!(files_of(&bureau, 1), ["karim.pdf"]);
    // « Accord » alone is both: the one asked for takes it.
    send(&mut bureau, "marie.pdf", "l'accord signé");
    assert_eq!(files_of(&bureau, 0), ["marie.pdf"]);
    bureau.sends("encore.pdf", "application/pdf").says("celui de Karim");
    assert_eq!(files_of(&bureau, 1), ["karim.pdf", "encore.pdf"]);
}

#[test]
fn her_files_leave_with_her_and_it_is_said_before_and_after() {
    let mut bureau = at_the_first();
    bureau.sends("marie.pdf", "application/pdf").sends("karim.pdf", "application/pdf");
    bureau.taps("Modifier").taps("Etape 3 : Saisir un stagiaire").taps("Stagiaire 1 : Marie Dupont");
    bureau.taps("Retirer");
    let nom = "Stagiaire 1 : Marie Dupont".to_owned();
    let fichiers = vec!["marie.pdf".to_owned()];
    assert_eq!(
        bureau.last().screen,
        Screen::ConfirmerRetrait { nom: nom.clone(), fichiers: fichiers.clone() }
    );
    bureau.says("oui");
    assert!(bureau.noted(&Note::FichiersRetires { nom, fichiers }));
    assert_eq!(files_of(&bureau, 0), ["karim.pdf"]);
    assert_eq!(bureau.dossier().pieces.keys().filter(|cle| cle.starts_with("accord")).count(), 1);
}

#[test]
fn another_person_does_not_inherit_her_files() {
    let mut bureau = at_the_first();
    bureau.sends("marie.pdf", "application/pdf").taps("Passer");
    bureau.taps("Modifier").taps("Etape 3 : Saisir un stagiaire").taps("Stagiaire 1 : Marie Dupont");
    bureau.taps("Nom du stagiaire").taps("Li Na");
    let fichiers = vec!["marie.pdf".to_owned()];
    assert!(bureau.noted(&Note::FichiersRetires { nom: "Marie Dupont".to_owned(), fichiers }));
    bureau.says("employé");
    assert_eq!(bureau.asked(), "Accord signé (Li Na)");
}

#[test]
fn a_long_list_is_paged_and_the_name_is_enough() {
    let mut bureau = bureau();
    for n in 0..24 {
        bureau.individus.push(individu(
            100 + n,
            LILAS,
            &format!("P{n}"),
            &format!("Nom{n}"),
            Some("employe"),
        ));
    }
    bureau.until("Voulez-vous saisir un autre stagiaire ?");
    for n in 0..24 {
        bureau.says(&format!("P{n} Nom{n}")).taps(&format!("P{n} Nom{n}"));
    }
    bureau.says("non").says("/pieces");
    let Screen::Pieces(pieces) = &bureau.last().screen else { panic!("the list") };
    let suite = pieces.suite.unwrap();
    assert_eq!((suite.de, suite.a, suite.sur), (1, 10, 27));
    assert!(bureau.labels().contains(&"Continuer"), "a way forward: {:?}", bureau.labels());
    bureau.taps("Suite de la liste").taps("Suite de la liste");
    let Screen::Pieces(pieces) = &bureau.last().screen else { panic!("the list") };
    assert_eq!(pieces.pieces.len(), 7);
    assert!(!bureau.labels().contains(&"Suite de la liste"));
    bureau.sends("x.pdf", "application/pdf").says("Nom7");
    assert_eq!(files_of(&bureau, 8), ["x.pdf"]);
}

#[test]
fn alone_he_has_the_plain_pièce_and_may_send_it_first() {
    let mut bureau = bureau();
    let one = Cadre {
        catalogue: {
            let mut catalogue = PAR_STAGIAIRE.catalogue.clone();
            let etapes = catalogue.dispositifs.iter_mut().flat_map(|d| &mut d.etapes);
            etapes.filter(|e| e.cle == "etape_3").for_each(|e| e.repetition.as_mut().unwrap().max = 1);
            catalogue
        },
        ..CADRE.clone()
    };
    bureau.cadre = Box::leak(Box::new(one));
    bureau.until("Heures formation").sends("scan.pdf", "application/pdf").taps("Accord signé");
    assert_eq!(bureau.dossier().pieces["accord"].fichiers.len(), 1);
    let refused = |note: &Note| matches!(note, Note::FichierRefuse { reason: RefusFichier::SansPiece, .. });
    assert!(!bureau.last().notes.iter().any(refused));
}
