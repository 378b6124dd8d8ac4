//! Lists of people matched with the directory, and only with what the person may see.

use guichet_core::annuaire::{Cherche, Individu, Personne, Role};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_store::Channel;

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, individu};
use crate::on_both;

on_both!(names_in_either_order, a_whole_list_in_one_question, nobody_of_another_company);

async fn matched(bench: &Bench, who: &Personne, siret: &str, names: &[&str]) -> Vec<Vec<String>> {
    let cherche = |nom: &&str| Cherche { noms: vec![(*nom).to_owned()], matricule: None };
    ask(bench, who, siret, names.iter().map(cherche).collect()).await
}

async fn ask(bench: &Bench, who: &Personne, siret: &str, cherches: Vec<Cherche>) -> Vec<Vec<String>> {
    let recherche = Recherche::Noms { siret: siret.to_owned(), cherches };
    match bench.store.search(who, recherche).await.expect("searched") {
        Trouvaille::Noms(found) => {
            found.iter().map(|row| row.iter().map(Individu::nom_complet).collect()).collect()
        }
        other => panic!("{other:?}"),
    }
}

async fn names_in_either_order(bench: Bench) {
    let lines = [
        individu(BOULANGERIE, "Le Goff", "Anaïs", Some("M1")),
        individu(BOULANGERIE, "Goffin", "Anaïs", None),
        individu(BOULANGERIE, "Na", "Li", None),
    ];
    bench.store.import_individus(&lines).await.expect("imported");
    let lea = bench.personne("lea@example.org", BOULANGERIE, Channel::Telegram, "1").await;
    let found = matched(
        &bench,
        &lea,
        BOULANGERIE,
        &["le goff anais", "anais le goff", "li na", "na li", "anais goff", "martin", "", "%", "| le"],
    )
    .await;
    let none: [&str; 0] = [];
    assert_eq!(found[..4], [["Anaïs Le Goff"], ["Anaïs Le Goff"], ["Li Na"], ["Li Na"]]);
    assert_eq!(found[4], ["Anaïs Goffin", "Anaïs Le Goff"], "each word begins one of hers");
    for row in &found[5..8] {
        assert_eq!(row[..], none[..]);
    }
    let by_number = Cherche { noms: vec!["paul petit".to_owned()], matricule: Some("M1".to_owned()) };
    assert_eq!(ask(&bench, &lea, BOULANGERIE, vec![by_number]).await, [["Anaïs Le Goff"]]);
}

async fn a_whole_list_in_one_question(bench: Bench) {
    let lines: Vec<_> = (0..500).map(|n| individu(BOULANGERIE, &format!("Nom{n}"), "Zoé", None)).collect();
    bench.store.import_individus(&lines).await.expect("imported");
    let lea = bench.personne("lea@example.org", BOULANGERIE, Channel::Telegram, "1").await;
    let names: Vec<String> = (0..500).map(|n| format!("zoe nom{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = matched(&bench, &lea, BOULANGERIE, &names).await;
    assert_eq!(found.len(), 500);
    for (n, row) in found.iter().enumerate() {
        assert_eq!(row[0], format!("Zoé Nom{n}"), "the whole name first");
        assert!(row.len() <= Cherche::MAX);
    }
}

async fn nobody_of_another_company(bench: Bench) {
    let lines =
        [individu(COIFFURE, "Secret", "Anne", Some("M1")), individu(BOULANGERIE, "Ouvert", "Anne", None)];
    bench.store.import_individus(&lines).await.expect("imported");
    let lea = bench.personne("lea@example.org", BOULANGERIE, Channel::Telegram, "1").await;
    let none: Vec<Vec<String>> = vec![Vec::new(), Vec::new()];
    assert_eq!(matched(&bench, &lea, COIFFURE, &["anne secret", "anne"]).await, none);
    assert_eq!(matched(&bench, &lea, "10000000000001", &["anne", "secret"]).await, none);
    assert_eq!(
        matched(&bench, &lea, BOULANGERIE, &["anne secret", "anne"]).await,
        [vec![], vec!["Anne Ouvert".to_owned()]]
    );
    let by_number = Cherche { noms: Vec::new(), matricule: Some("M1".to_owned()) };
    assert_eq!(ask(&bench, &lea, BOULANGERIE, vec![by_number]).await, [Vec::<String>::new()]);
    let invitation = bench.store.inviter(at(0), "c@example.org", BOULANGERIE, Role::Conseiller, 1).await;
    let conseiller = invitation.expect("the store works").expect("known").personne;
    assert_eq!(matched(&bench, &conseiller, COIFFURE, &["anne secret"]).await, [["Anne Secret"]]);
}
