//! « Mes entreprises », « Mes salariés »: opened and corrected within what the person may see.

use guichet_core::annuaire::{Individu, Personne};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_store::Channel;
use uuid::Uuid;

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, individu, messages};
use crate::on_both;

on_both!(
    a_company_is_opened_by_its_people,
    an_employee_is_corrected,
    nobody_corrects_another_company,
    added_once
);

const TELEGRAM: Channel = Channel::Telegram;

async fn salarie(bench: &Bench, who: &Personne, siret: &str, id: Uuid) -> Option<Individu> {
    let recherche = Recherche::FicheIndividu { siret: siret.to_owned(), id };
    match bench.store.search(who, recherche).await.expect("searched") {
        Trouvaille::FicheIndividu(found) => found.map(|found| *found),
        other => panic!("{other:?}"),
    }
}

/// What is told, in one turn after the other.
async fn says(bench: &Bench, texts: &[&str], from: i64) -> String {
    for (n, text) in (from..).zip(texts) {
        bench.say(TELEGRAM, "1", text, at(n)).await;
    }
    let claim = bench.outbox(at(from + 100), TELEGRAM).await.expect("answers");
    format!("{:?}", messages(&claim).last().expect("an answer"))
}

async fn a_company_is_opened_by_its_people(bench: Bench) {
    bench.store.import_individus(&[individu(BOULANGERIE, "Roy", "Zoé", None)]).await.expect("imported");
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let open = async |siret: &str| match bench
        .store
        .search(&lea, Recherche::FicheEntite { siret: siret.to_owned() })
        .await
    {
        Ok(Trouvaille::FicheEntite(found)) => found,
        other => panic!("{other:?}"),
    };
    let hers = open(BOULANGERIE).await.expect("hers");
    assert_eq!((hers.entite.siret.as_str(), hers.salaries), (BOULANGERIE, 1));
    assert!(open(COIFFURE).await.is_none());
    assert!(open("10000000000001").await.is_none());
}

async fn an_employee_is_corrected(bench: Bench) {
    let (zoe, twin) =
        (individu(BOULANGERIE, "Roy", "Zoé", None), individu(BOULANGERIE, "Petit", "Zoé", None));
    bench.store.import_individus(&[zoe.clone(), twin.clone()]).await.expect("imported");
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    // Two employees, by name: Petit, Roy.
    says(&bench, &["/salaries", "2", "Email", "zoe@example.org", "Nom", "ROY-MARTIN"], 1).await;
    let now = salarie(&bench, &lea, BOULANGERIE, zoe.id).await.expect("there");
    assert_eq!((now.nom.as_str(), now.email.as_deref()), ("ROY-MARTIN", Some("zoe@example.org")));
    let found =
        Recherche::Individus { siret: BOULANGERIE.to_owned(), text: Some("roy martin".to_owned()), page: 0 };
    let Trouvaille::Individus { page, .. } = bench.store.search(&lea, found).await.expect("searched") else {
        panic!("employees")
    };
    assert_eq!(page.total, 1, "she is searched by her new name");
    // The name of another is left, and told.
    let told = says(&bench, &["Nom", "Petit"], 200).await;
    assert!(told.contains("SalarieDeja"), "{told}");
    assert_eq!(salarie(&bench, &lea, BOULANGERIE, zoe.id).await.expect("there").nom, "ROY-MARTIN");
    assert_eq!(salarie(&bench, &lea, BOULANGERIE, twin.id).await.expect("there"), twin);
}

async fn nobody_corrects_another_company(bench: Bench) {
    let secret = individu(COIFFURE, "Secret", "Anne", None);
    bench.store.import_individus(std::slice::from_ref(&secret)).await.expect("imported");
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    for siret in [COIFFURE, BOULANGERIE] {
        assert_eq!(salarie(&bench, &lea, siret, secret.id).await, None);
    }
    let told = says(&bench, &["/salaries", "secret", "anne secret", "/entreprises", "salon"], 1).await;
    assert!(!told.contains("Secret") && !told.contains("Élégance"), "{told}");
    assert_eq!(bench.count("SELECT COUNT(*) FROM individu WHERE nom = 'Secret'").await, 1);
}

async fn added_once(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let told = says(
        &bench,
        &[
            "/salaries",
            "Ajouter un salarié",
            "Inès LEROY",
            "employée",
            "/salaries",
            "Ajouter un salarié",
            "leroy ines",
        ],
        1,
    )
    .await;
    assert!(told.contains("SalarieDeja"), "{told}");
    assert_eq!(bench.count("SELECT COUNT(*) FROM individu").await, 1);
    assert_eq!(bench.count("SELECT COUNT(*) FROM individu WHERE csp = 'employe'").await, 1, "{told}");
}
