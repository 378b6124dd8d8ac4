//! The directory: imported again and again, searched by words, seen by those who may.

use guichet_core::annuaire::{Entite, Individu, Page, Personne, Role};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_store::{Channel, ImportReport, StoreError};

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, entite, individu};
use crate::on_both;

on_both!(
    importing_twice_changes_nothing,
    the_last_line_wins,
    employees_keep_their_id,
    a_stranger_company_imports_nobody,
    best_first,
    accents_case_and_order,
    a_siret_by_its_start,
    signs_are_harmless,
    names_of_employees,
    a_page_at_a_time,
    nobody_sees_another_company,
    a_big_directory,
    a_number_is_drawn_within_a_turn_only,
);

async fn conseiller(bench: &Bench) -> Personne {
    let invitation = bench.store.inviter(at(0), "c@example.org", BOULANGERIE, Role::Conseiller, 1).await;
    invitation.expect("the store works").expect("known").personne
}

async fn entites(bench: &Bench, who: &Personne, text: Option<&str>, page: u32) -> Page<Entite> {
    let recherche = Recherche::Entites { text: text.map(str::to_owned), page };
    match bench.store.search(who, recherche).await.expect("searched") {
        Trouvaille::Entites { text: asked, page } => {
            assert_eq!(asked.as_deref(), text);
            page
        }
        other => panic!("{other:?}"),
    }
}

async fn individus(
    bench: &Bench,
    who: &Personne,
    siret: &str,
    text: Option<&str>,
    page: u32,
) -> Page<Individu> {
    let recherche = Recherche::Individus { siret: siret.to_owned(), text: text.map(str::to_owned), page };
    match bench.store.search(who, recherche).await.expect("searched") {
        Trouvaille::Individus { page, .. } => page,
        other => panic!("{other:?}"),
    }
}

/// Names found, best first.
async fn found(bench: &Bench, who: &Personne, text: &str) -> Vec<String> {
    let page = entites(bench, who, Some(text), 0).await;
    page.items.into_iter().map(|entite| entite.raison_sociale).collect()
}

fn report(added: u64, updated: u64, unchanged: u64) -> ImportReport {
    ImportReport { added, updated, unchanged }
}

async fn importing_twice_changes_nothing(bench: Bench) {
    let mut lines = vec![entite("10000000000001", "A", None), entite("10000000000002", "B", Some("Chez B"))];
    assert_eq!(bench.store.import_entites(&lines).await.expect("imported"), report(2, 0, 0));
    assert_eq!(bench.store.import_entites(&lines).await.expect("imported"), report(0, 0, 2));
    lines[1].enseigne = None;
    assert_eq!(bench.store.import_entites(&lines).await.expect("imported"), report(0, 1, 1));
    let stored = bench.store.find_entite("10000000000002").await.expect("read");
    assert_eq!(stored.as_ref(), Some(&lines[1]));
    assert_eq!(bench.store.find_entite("10000000000009").await.expect("read"), None);
    let who = conseiller(&bench).await;
    assert!(found(&bench, &who, "chez b").await.is_empty(), "it is searched as it is now");
    assert_eq!(bench.store.import_entites(&[]).await.expect("imported"), report(0, 0, 0));
}

async fn the_last_line_wins(bench: Bench) {
    let siret = "10000000000001";
    let lines = [entite(siret, "A", None), entite(siret, "B", None), entite(siret, "B", None)];
    assert_eq!(bench.store.import_entites(&lines).await.expect("imported"), report(1, 1, 1));
    let stored = bench.store.find_entite(siret).await.expect("read").expect("there");
    assert_eq!(stored.raison_sociale, "B");
}

async fn employees_keep_their_id(bench: Bench) {
    let who = conseiller(&bench).await;
    let first = [
        individu(BOULANGERIE, "Martin", "Zoé", None),
        individu(BOULANGERIE, "Martin", "Zoé", Some("17")),
        individu(COIFFURE, "Martin", "Zoé", None),
    ];
    assert_eq!(bench.store.import_individus(&first).await.expect("imported"), report(3, 0, 0));
    let again = [
        individu(BOULANGERIE, "MARTIN", "Zoe", None),
        individu(BOULANGERIE, "Martin-Roy", "Zoé", Some("17")),
        individu(COIFFURE, "Martin", "Zoé", None),
    ];
    assert_eq!(bench.store.import_individus(&again).await.expect("imported"), report(0, 2, 1));
    let seen = individus(&bench, &who, BOULANGERIE, None, 0).await;
    let names: Vec<_> = seen.items.iter().map(|individu| (individu.nom.as_str(), individu.id)).collect();
    assert_eq!(names, [("Martin-Roy", first[1].id), ("MARTIN", first[0].id)]);
}

async fn a_stranger_company_imports_nobody(bench: Bench) {
    let lines = [individu(BOULANGERIE, "A", "B", None), individu("10000000000001", "C", "D", None)];
    let error = bench.store.import_individus(&lines).await.expect_err("refused");
    assert!(matches!(&error, StoreError::Refused(reason) if reason.contains("10000000000001")), "{error}");
    assert_eq!(bench.count("SELECT COUNT(*) FROM individu").await, 0);
}

async fn best_first(bench: Bench) {
    let lines = [
        entite("10000000000001", "Grande Boulangerie", None),
        entite("10000000000002", "Boulangerie Zola", None),
        entite("10000000000003", "Boulangerie", None),
        entite("10000000000004", "Le Fournil", Some("La Boulangerie d'Anne")),
        entite("10000000000005", "Boulanger", None),
        entite("10000000000006", "Contreboulangerie", None),
    ];
    bench.store.import_entites(&lines).await.expect("imported");
    let who = conseiller(&bench).await;
    let page = entites(&bench, &who, Some("boulangerie"), 0).await;
    let names: Vec<_> = page.items.iter().map(|entite| entite.raison_sociale.as_str()).collect();
    let expected =
        ["Boulangerie", "Boulangerie Dupont", "Boulangerie Zola", "Grande Boulangerie", "Le Fournil"];
    assert_eq!((names, page.total), (expected.to_vec(), 5));
    assert!(!page.has_next());
    assert_eq!(found(&bench, &who, "boulanger").await[0], "Boulanger");
}

async fn accents_case_and_order(bench: Bench) {
    let who = conseiller(&bench).await;
    for text in ["ELEG", "élégance", "salon eleg", "Elégance SALON", "sal él", " élég… "] {
        assert_eq!(found(&bench, &who, text).await, ["Salon Élégance"], "{text}");
    }
    for text in ["legance", "salon dupont", "salons"] {
        assert!(found(&bench, &who, text).await.is_empty(), "{text}");
    }
    assert_eq!(found(&bench, &who, "bon pain").await, ["Boulangerie Dupont"]);
    assert_eq!(found(&bench, &who, "dupont pain").await, ["Boulangerie Dupont"]);
}

async fn a_siret_by_its_start(bench: Bench) {
    let who = conseiller(&bench).await;
    for text in ["90000000200015", "900 000 002 00015", "900 000 002", "salon 900000002", "9000 0000 2"] {
        assert_eq!(found(&bench, &who, text).await, ["Salon Élégance"], "{text}");
    }
    assert_eq!(found(&bench, &who, "9000").await.len(), 2);
    assert!(found(&bench, &who, "900").await.is_empty(), "too few digits");
    assert!(found(&bench, &who, "0000").await.is_empty(), "the start, not the middle");
}

async fn signs_are_harmless(bench: Bench) {
    let who = conseiller(&bench).await;
    for text in ["%", "_", "%%%%", "", "   ", "\0", "' OR 1=1 --", "sal_n", "s%n", "\\", "|", "🥖"] {
        assert!(found(&bench, &who, text).await.is_empty(), "{text}");
    }
    let long = "boulangerie ".repeat(2_000);
    assert_eq!(found(&bench, &who, &long).await, ["Boulangerie Dupont"]);
    assert!(found(&bench, &who, &"a".repeat(100_000)).await.is_empty());
}

async fn names_of_employees(bench: Bench) {
    let lines = [
        individu(BOULANGERIE, "Lefèvre", "Anaïs", None),
        individu(BOULANGERIE, "Le Goff", "Yann", None),
        individu(BOULANGERIE, "Anaïs", "Paul", None),
        individu(COIFFURE, "Lefèvre", "Brigitte", None),
    ];
    bench.store.import_individus(&lines).await.expect("imported");
    let who = conseiller(&bench).await;
    for (text, expected) in [
        ("anais lefevre", vec!["Anaïs Lefèvre"]),
        ("LEFEVRE anaïs", vec!["Anaïs Lefèvre"]),
        ("anais", vec!["Paul Anaïs", "Anaïs Lefèvre"]),
        ("goff", vec!["Yann Le Goff"]),
        ("brigitte", vec![]),
        ("9000", vec![]),
    ] {
        let page = individus(&bench, &who, BOULANGERIE, Some(text), 0).await;
        let names: Vec<_> = page.items.iter().map(Individu::nom_complet).collect();
        assert_eq!(names, expected, "{text}");
    }
    assert_eq!(individus(&bench, &who, BOULANGERIE, None, 0).await.total, 3);
}

async fn a_page_at_a_time(bench: Bench) {
    let line = |i: u32| entite(&format!("100000000{i:05}"), &format!("Garage {i:02}"), None);
    let lines: Vec<_> = (0..12).map(line).collect();
    bench.store.import_entites(&lines).await.expect("imported");
    let who = conseiller(&bench).await;
    let mut seen = Vec::new();
    for number in 0..3 {
        let page = entites(&bench, &who, Some("garage"), number).await;
        assert_eq!((page.page, page.total, page.has_next()), (number, 12, number < 2));
        seen.extend(page.items);
    }
    assert_eq!(seen, lines);
    let beyond = entites(&bench, &who, Some("garage"), 7).await;
    assert_eq!((beyond.items.len(), beyond.total), (0, 12));
    assert!(entites(&bench, &who, Some("garage"), u32::MAX).await.items.is_empty());
}

async fn nobody_sees_another_company(bench: Bench) {
    bench.store.import_individus(&[individu(COIFFURE, "Secret", "Anne", None)]).await.expect("imported");
    let lea = bench.personne("lea@example.org", BOULANGERIE, Channel::Telegram, "1").await;
    let all = entites(&bench, &lea, None, 0).await;
    assert_eq!((all.items.len(), all.total), (1, 1));
    assert_eq!(all.items[0].siret, BOULANGERIE);
    for text in ["salon", COIFFURE, "9000"] {
        assert!(entites(&bench, &lea, Some(text), 0).await.items.iter().all(|e| e.siret == BOULANGERIE));
    }
    for text in [None, Some("secret")] {
        let page = individus(&bench, &lea, COIFFURE, text, 0).await;
        assert_eq!((page.items.len(), page.total), (0, 0));
    }
    assert!(individus(&bench, &lea, "10000000000001", None, 0).await.items.is_empty());
    let who = conseiller(&bench).await;
    assert_eq!(entites(&bench, &who, None, 0).await.total, 2);
    assert_eq!(individus(&bench, &who, COIFFURE, None, 0).await.total, 1);
}

/// Ten thousand companies and as many employees: seconds to import, still right to search.
async fn a_big_directory(bench: Bench) {
    let kinds = ["Boulangerie", "Garage", "Salon de Coiffure", "Cabinet", "Épicerie"];
    let lines: Vec<_> = (0..10_000)
        .map(|i| entite(&format!("1{i:013}"), &format!("{} n° {i}", kinds[i % kinds.len()]), None))
        .collect();
    let begin = std::time::Instant::now();
    assert_eq!(bench.store.import_entites(&lines).await.expect("imported"), report(10_000, 0, 0));
    let people: Vec<_> =
        (0..10_000).map(|i| individu(&lines[i % 50].siret, &format!("Nom{i}"), "Prénom", None)).collect();
    assert_eq!(bench.store.import_individus(&people).await.expect("imported"), report(10_000, 0, 0));
    assert_eq!(bench.store.import_individus(&people).await.expect("imported"), report(0, 0, 10_000));
    assert!(begin.elapsed().as_secs() < 30, "{:?}", begin.elapsed());
    let who = conseiller(&bench).await;
    let page = entites(&bench, &who, Some("epicerie n"), 399).await;
    assert_eq!((page.total, page.items.len(), page.has_next()), (2_000, 5, false));
    assert_eq!(found(&bench, &who, "garage 4321").await, ["Garage n° 4321"]);
    assert_eq!(individus(&bench, &who, &lines[7].siret, None, 39).await.items.len(), 5);
}

async fn a_number_is_drawn_within_a_turn_only(bench: Bench) {
    let who = conseiller(&bench).await;
    let error = bench.store.search(&who, Recherche::Numero { year: 2026 }).await.expect_err("refused");
    assert!(matches!(error, StoreError::Refused(_)));
    assert_eq!(bench.count("SELECT COUNT(*) FROM compteur").await, 0);
}
