//! Lists of people: pasted, in a sentence, as a table.

use guichet_core::annuaire::Individu;
use guichet_core::dossier::Valeur;
use guichet_core::engine::{EcritAnnuaire, Effect, JournalWhat};
use guichet_core::event::{Event, Fichier};
use guichet_core::message::{
    LotEcran, Note, NoteLot, RaisonLigne, Refus, RefusFichier, RefusTableau, Screen,
};

use crate::bureau::*;

const QUESTION: &str = "Nom du stagiaire";

fn at_stagiaire() -> Bureau {
    let mut bureau = Bureau::new();
    bureau.until(QUESTION);
    bureau
}

fn lot(bureau: &Bureau) -> &LotEcran {
    match &bureau.last().screen {
        Screen::Lot(lot) => &lot.ecran,
        other => panic!("no list: {other:?}"),
    }
}

fn note(bureau: &Bureau) -> Vec<&NoteLot> {
    let notes = bureau.last().notes.iter();
    notes.filter_map(|note| if let Note::Lot(note) = note { Some(note) } else { None }).collect()
}

fn stagiaires(bureau: &Bureau) -> Vec<String> {
    let name = |valeur: &Valeur| match valeur {
        Valeur::Individu(individu) => individu.nom_complet(),
        other => panic!("not an Individu: {other:?}"),
    };
    bureau.dossier().valeurs("etape_3.stagiaire").map(name).collect()
}

fn csp(bureau: &Bureau) -> Vec<String> {
    let key = |valeur: &Valeur| match valeur {
        Valeur::Choix(cle) => cle.clone(),
        other => panic!("not a choice: {other:?}"),
    };
    bureau.dossier().valeurs("etape_3.csp").map(key).collect()
}

fn table(bureau: &mut Bureau, name: &str, lignes: &[&[&str]]) {
    let lignes = lignes.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    let file = Fichier::Tableau { name: name.to_owned(), lignes };
    bureau.play(&Event::Files { files: vec![file], caption: None });
}

fn created(bureau: &Bureau) -> Vec<&Individu> {
    let ecrits = bureau.annuaire.iter();
    ecrits.filter_map(|e| if let EcritAnnuaire::Ajouter(i) = e { Some(i) } else { None }).collect()
}

/// Twenty people, half of them known, in the ways people write them.
fn twenty() -> String {
    let known = ["Marie Dupont", "BENALI Karim", "3. Na Li"];
    let new = (4..=20).map(|n| {
        format!("{n}) Nora MARTIN{} - employée", ["", "EAU", "EL"][n % 3].to_owned() + &"A".repeat(n))
    });
    known.into_iter().map(str::to_owned).chain(new).collect::<Vec<_>>().join("\n")
}

#[test]
fn twenty_people_in_four_acts() {
    let mut bureau = at_stagiaire();
    let before = bureau.acts;
    bureau.says(&twenty());
    // Na Li has no CSP in the directory, nor in her line.
    assert!(matches!(lot(&bureau), LotEcran::Champ { nombre: 1, qui, .. } if qui[..] == ["Li Na"]));
    bureau.says("employé");
    assert!(matches!(lot(&bureau), LotEcran::Apercu { bonnes: 20, nouvelles: 17, a_corriger: 0, .. }));
    assert!(stagiaires(&bureau).is_empty(), "nothing is added before she says so");
    bureau.taps("Ajouter les 20");
    assert_eq!(note(&bureau), [&NoteLot::Ajoutes { ajoutes: 20, a_corriger: 0, deja: 0 }]);
    bureau.says("non");
    assert_eq!(bureau.asked(), "Copie devis");
    assert_eq!(bureau.acts - before, 4);
    assert_eq!(stagiaires(&bureau).len(), 20);
    assert_eq!(stagiaires(&bureau)[..3], ["Marie Dupont", "Karim Benali", "Li Na"]);
    assert_eq!(csp(&bureau)[..4], ["employe", "ouvrier_qualifie", "employe", "employe"]);
    assert_eq!(created(&bureau).len(), 17);
    let mut ids: Vec<_> = created(&bureau).iter().map(|individu| individu.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 17);
    assert!(created(&bureau).iter().all(|individu| individu.siret == LILAS));
    let lines = bureau.effects.iter().filter(|effect| {
        matches!(effect, Effect::Journal(entry) if matches!(&entry.what,
            JournalWhat::Reponse { champ, .. } if champ.starts_with("etape_3.")))
    });
    assert_eq!(lines.count(), 20, "one line each");
}

#[test]
fn one_answer_for_all_or_each_on_its_own() {
    let mut bureau = at_stagiaire();
    bureau.says("Anna Petit\nZoé Grand");
    assert!(matches!(lot(&bureau), LotEcran::Champ { nombre: 2, libelle, .. } if libelle == "CSP"));
    bureau.says("peut-être");
    assert!(matches!(lot(&bureau), LotEcran::Champ { .. }), "asked again");
    bureau.taps("Au cas par cas");
    bureau.says("oui");
    assert_eq!(stagiaires(&bureau), ["Anna Petit", "Zoé Grand"]);
    assert_eq!(bureau.asked(), "CSP");
    bureau.says("cadre").says("employé");
    assert_eq!(csp(&bureau), ["cadre", "employe"]);

    let mut bureau = at_stagiaire();
    bureau.says("Anna Petit\nZoé Grand\nMarie Dupont").taps("Ingénieur, cadre").taps("Ajouter les 3");
    assert_eq!(csp(&bureau), ["cadre", "cadre", "employe"]);
    assert_eq!(created(&bureau).iter().map(|i| i.csp.as_deref()).collect::<Vec<_>>(), [None, None]);
}

#[test]
fn only_bad_rows_are_asked_again() {
    let mut bureau = at_stagiaire();
    bureau.individus.push(individu(14, LILAS, "Marie", "Dupont", Some("cadre")));
    bureau.says("Karim Benali\nMarie Dupont\n???x\nAnna Petit ; anna@ ; cadre\nKarim BENALI");
    let LotEcran::Apercu { bonnes, a_corriger, deja, .. } = lot(&bureau) else {
        panic!("{:?}", lot(&bureau))
    };
    assert_eq!((*bonnes, *a_corriger, &deja[..]), (1, 3, &["Karim Benali".to_owned()][..]));
    bureau.taps("Ajouter");
    assert_eq!(note(&bureau), [&NoteLot::Ajoutes { ajoutes: 1, a_corriger: 3, deja: 1 }]);
    let LotEcran::Ligne { raison, reste, .. } = lot(&bureau) else { panic!("a row") };
    assert_eq!((raison, *reste), (&RaisonLigne::Plusieurs, 2));
    bureau.says("2");
    assert!(matches!(lot(&bureau), LotEcran::Ligne { texte, reste: 1, .. } if texte == "???x"));
    bureau.says("Inès Leroy, employée");
    assert_eq!(note(&bureau), [&NoteLot::LigneAjoutee { nom: "Inès Leroy".to_owned() }]);
    // Only what was wrong is written again: the name stays.
    assert!(
        matches!(lot(&bureau), LotEcran::Ligne { texte, reste: 0, .. } if texte.starts_with("Anna Petit"))
    );
    bureau.says("anna.petit@");
    assert!(matches!(note(&bureau)[..], [NoteLot::LigneRefusee(Refus::Email)]));
    bureau.says("anna.petit@example.org");
    assert_eq!(bureau.asked(), "Voulez-vous saisir un autre stagiaire ?");
    assert_eq!(stagiaires(&bureau), ["Karim Benali", "Marie Dupont", "Inès Leroy", "Anna Petit"]);
    assert_eq!(csp(&bureau), ["ouvrier_qualifie", "cadre", "employe", "cadre"]);
    assert_eq!(created(&bureau)[1].email.as_deref(), Some("anna.petit@example.org"));
}

#[test]
fn rows_left_aside_are_told() {
    let mut bureau = at_stagiaire();
    bureau.says("Karim Benali\n???x\n???y\n???z").taps("Ajouter").taps("Laisser cette ligne de côté");
    assert_eq!(note(&bureau), [&NoteLot::LigneLaissee { texte: "???x".to_owned() }]);
    bureau.says("/recap");
    let textes = vec!["???y".to_owned(), "???z".to_owned()];
    assert_eq!(note(&bureau), [&NoteLot::LignesLaissees { textes }]);
    assert_eq!(stagiaires(&bureau), ["Karim Benali"]);
}

#[test]
fn leaving_the_list_says_that_nothing_was_added() {
    for leave in ["/demandes", "retour", "annuler", "non", "/nouvelle", "modifier la date de fin"] {
        let mut bureau = at_stagiaire();
        bureau.says("Marie Dupont\nKarim Benali");
        assert!(matches!(lot(&bureau), LotEcran::Apercu { bonnes: 2, .. }));
        bureau.says(leave);
        assert_eq!(note(&bureau), [&NoteLot::Abandonnee { nombre: 2 }], "{leave}");
    }
    let mut bureau = at_stagiaire();
    bureau.says("Marie Dupont\nKarim Benali").says("aide").says("continuer");
    assert!(matches!(lot(&bureau), LotEcran::Apercu { bonnes: 2, .. }), "help is no way out");
    bureau.says("Na Li");
    assert!(bureau.noted(&Note::Refus(Refus::OuiNon)));
    bureau.says("Na Li - cadre\nAnna Petit - cadre");
    assert!(matches!(lot(&bureau), LotEcran::Apercu { bonnes: 4, .. }), "more lines are added to the list");
}

#[test]
fn a_sentence_of_known_names() {
    let mut bureau = at_stagiaire();
    bureau.says("Marie Dupont, Karim Benali et Li Na");
    assert!(matches!(lot(&bureau), LotEcran::Champ { nombre: 1, .. }));
    bureau.says("cadre").says("ok");
    assert_eq!(stagiaires(&bureau), ["Marie Dupont", "Karim Benali", "Li Na"]);

    // Someone in it is not known: it is a search like any other.
    let mut bureau = at_stagiaire();
    bureau.says("Marie Dupont, Karim Benali et Anna Petit");
    let text = "Marie Dupont, Karim Benali et Anna Petit".to_owned();
    assert!(bureau.noted(&Note::Refus(Refus::RienTrouve { text })));
    assert_eq!(bureau.asked(), QUESTION);

    // At « un autre stagiaire ? » too.
    let mut bureau = at_stagiaire();
    bureau.r1_act();
    bureau.says("Karim Benali et Li Na");
    assert!(matches!(lot(&bureau), LotEcran::Champ { .. }));
}

#[test]
fn tables_with_and_without_header() {
    let mut bureau = at_stagiaire();
    table(
        &mut bureau,
        "equipe.csv",
        &[
            &["Matricule", "NOM", "Prénom", "Catégorie", "Adresse mail", "Téléphone portable", "Poste"],
            &["M1", "DE LA TOUR", "Anne-Marie", "Employé", "anne@example.org", "0612345678", "vente"],
            &["M2", "Dupont", "Marie", "", "", "", "fournil"],
        ],
    );
    assert_eq!(note(&bureau), [&NoteLot::ColonnesIgnorees { noms: vec!["Poste".to_owned()] }]);
    bureau.taps("Ajouter les 2");
    assert_eq!(stagiaires(&bureau), ["Anne-Marie De La Tour", "Marie Dupont"]);
    let anne = created(&bureau)[0];
    assert_eq!((anne.matricule.as_deref(), anne.csp.as_deref()), (Some("M1"), Some("employe")));
    assert_eq!(anne.telephone.as_deref(), Some("+33612345678"));
    assert_eq!(bureau.valeur("etape_3.email"), Some(Valeur::Texte("anne@example.org".to_owned())));

    let mut bureau = at_stagiaire();
    table(
        &mut bureau,
        "equipe.csv",
        &[&["1", "Le Goff", "Anne", "cadre"], &["2", "BENALI", "Karim", ""], &["3", "Zoé", "PETIT", "cadre"]],
    );
    bureau.taps("Ajouter les 3");
    assert_eq!(stagiaires(&bureau), ["Anne Le Goff", "Karim Benali", "Zoé Petit"]);
}

#[test]
fn a_table_where_something_else_is_asked() {
    // Before the company is known: later.
    let mut bureau = Bureau::new();
    bureau.until("Date de début de la formation");
    table(&mut bureau, "equipe.csv", &[&["Marie Dupont"], &["Karim Benali"]]);
    let etape = "Etape 3 : Saisir un stagiaire".to_owned();
    let reason = RefusFichier::Tableau(RefusTableau::PlusTard { etape });
    assert!(bureau.noted(&Note::FichierRefuse { name: "equipe.csv".to_owned(), reason }));

    // At the pièces: offered when it is a list of people, refused as a pièce when it is not.
    let mut bureau = Bureau::new();
    bureau.until("Copie devis");
    table(&mut bureau, "devis.xlsx", &[&["Formation Excel", "1 500 €"], &["Total", "1 500 €"]]);
    let reason = RefusFichier::Format { formats: "PDF, JPEG, PNG".to_owned() };
    assert!(bureau.noted(&Note::FichierRefuse { name: "devis.xlsx".to_owned(), reason: reason.clone() }));
    table(&mut bureau, "equipe.csv", &[&["Li Na", "cadre"], &["Karim Benali", ""]]);
    assert!(matches!(lot(&bureau), LotEcran::Apercu { bonnes: 1, .. }), "Karim is in it already");
    bureau.taps("Ajouter");
    assert_eq!(stagiaires(&bureau).len(), 3);
    assert_eq!(bureau.asked(), "Copie devis");

    let refused = Fichier::TableauRefuse { name: "a.xlsm".to_owned(), raison: RefusTableau::Macros };
    bureau.play(&Event::Files { files: vec![refused.clone()], caption: None });
    assert!(bureau.noted(&Note::FichierRefuse { name: "a.xlsm".to_owned(), reason }));
    let mut bureau = at_stagiaire();
    bureau.play(&Event::Files { files: vec![refused], caption: None });
    let reason = RefusFichier::Tableau(RefusTableau::Macros);
    assert!(bureau.noted(&Note::FichierRefuse { name: "a.xlsm".to_owned(), reason }));
}

#[test]
fn tables_of_nobody() {
    let mut bureau = at_stagiaire();
    for rows in [&[&["Nom", "Prénom"][..]][..], &[]] {
        table(&mut bureau, "vide.csv", rows);
        let reason = RefusFichier::Tableau(RefusTableau::Vide);
        assert!(bureau.noted(&Note::FichierRefuse { name: "vide.csv".to_owned(), reason }));
    }
    table(&mut bureau, "formules.csv", &[&["=1+1"], &["=cmd|' /C calc'!A0"]]);
    assert!(matches!(note(&bureau)[..], [NoteLot::Personne { .. }]));
    assert_eq!(bureau.asked(), QUESTION);
}

#[test]
fn never_beyond_the_maximum() {
    let mut bureau = at_stagiaire();
    let row = |n: usize| format!("Nora Martin{} - cadre", "a".repeat(n));
    bureau.says(&(0..60).map(row).collect::<Vec<_>>().join("\n"));
    bureau.says("oui");
    let many: Vec<Vec<String>> =
        (60..250).map(|n| vec![row(n).replace(" - cadre", ""), "cadre".to_owned()]).collect();
    let file = Fichier::Tableau { name: "l.csv".to_owned(), lignes: many };
    bureau.play(&Event::Files { files: vec![file], caption: None });
    let LotEcran::Apercu { bonnes, au_dela, a_corriger, .. } = lot(&bureau) else {
        panic!("{:?}", lot(&bureau))
    };
    assert_eq!(u32::from(*bonnes > 0), 1);
    assert_eq!(bonnes + au_dela + a_corriger, 190);
    bureau.says("oui");
    assert!(stagiaires(&bureau).len() <= 200);
}

#[test]
fn a_number_of_social_security_is_masked_and_told() {
    let mut bureau = at_stagiaire();
    bureau.says("Marie Dupont\nAnna Petit ; 1 85 05 78 006 084 36 ; cadre");
    assert!(bureau.noted(&Note::NumeroSecuriteSociale));
    assert!(!serde_json::to_string(&bureau.state.conversation).unwrap().contains("006 084"));
    bureau.says("oui");
    assert!(created(&bureau).iter().all(|individu| individu.matricule.is_none()));
    assert_eq!(stagiaires(&bureau), ["Marie Dupont", "Anna Petit"]);
}

#[test]
fn a_list_counts_as_a_few_searches() {
    let mut bureau = at_stagiaire();
    let list = (0..200).map(|n| format!("A{} B", "b".repeat(n % 9))).collect::<Vec<_>>().join("\n");
    for _ in 0..6 {
        bureau.says(&list).says("retour");
    }
    assert!(!bureau.noted(&Note::Refus(Refus::TropDeRecherches)));
    bureau.says(&list);
    assert!(bureau.noted(&Note::Refus(Refus::TropDeRecherches)));
}
