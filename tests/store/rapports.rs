//! Reports: of what is hers, kept for her, for a while.

use guichet_core::dossier::{Centiemes, Montant};
use guichet_core::event::Recherche;
use guichet_core::message::{Message, RapportVu, Screen};
use guichet_core::rapport::{Forme, bilan};
use guichet_store::{Channel, FilEntry, OutboxClaim, Payload, StoreError};

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, done, messages};
use crate::on_both;

on_both!(
    a_report_counts_what_is_hers,
    days_are_those_of_paris,
    a_report_is_hers_alone_and_for_a_while,
    five_thousand_requests,
    a_report_is_made_within_a_turn_only,
);

const TELEGRAM: Channel = Channel::Telegram;

fn vu(claim: &OutboxClaim) -> &RapportVu {
    let last: &Message = messages(claim).last().expect("a message");
    match &last.screen {
        Screen::Rapport(vu) => vu,
        other => panic!("no report: {other:?}"),
    }
}

/// A request with its hours and costs, up to the module; `n` seconds after the story began.
async fn request(bench: &Bench, address: &str, company: &str, n: i64) {
    let said = [
        "/nouvelle action individuelle",
        "Excel",
        "01/03/2099",
        "03/03/2099",
        "non",
        company,
        "1",
        "21h",
        "1 500 € HT",
    ];
    for (step, text) in (0..).zip(said) {
        bench.say(TELEGRAM, address, text, at(n + step)).await;
    }
}

/// The rows that answer, without what was said before.
async fn answer(bench: &Bench, address: &str, said: &str, n: i64) -> OutboxClaim {
    while let Some(claim) = bench.outbox(at(n), TELEGRAM).await {
        let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
        bench.settle(&claim, &ids, &done()).await;
    }
    bench.say(TELEGRAM, address, said, at(n)).await;
    bench.outbox(at(n), TELEGRAM).await.expect("an answer")
}

async fn settle(bench: &Bench, claim: &OutboxClaim) {
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    bench.settle(claim, &ids, &done()).await;
}

async fn a_report_counts_what_is_hers(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench.personne("tom@example.org", COIFFURE, TELEGRAM, "2").await;
    request(&bench, "1", "boulangerie", 1).await;
    request(&bench, "1", "boulangerie", 20).await;
    request(&bench, "2", "salon", 40).await;
    bench.say(TELEGRAM, "1", "/rapports", at(60)).await;
    let claim = answer(&bench, "1", "tout", 61).await;
    let ensemble = vu(&claim).bilan.ensemble;
    assert_eq!((ensemble.nombre, ensemble.heures, ensemble.total()), (2, Centiemes(4_200), Montant(300_000)));
    // The picture leaves before the words that go with it, each as a row of its own.
    let [picture, _] = &claim.rows[..] else { panic!("two rows: {:?}", claim.rows) };
    assert_eq!(picture.payload, Payload::Rapport { rapport: vu(&claim).id, forme: Forme::Image });
    settle(&bench, &claim).await;
    let claim = answer(&bench, "1", "excel", 62).await;
    assert!(matches!(claim.rows[0].payload, Payload::Rapport { forme: Forme::Xlsx, .. }));
}

async fn days_are_those_of_paris(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    // The story begins on 5 January 2026 at 9:00 in Paris: 14 h 59 later it is 23:59, two minutes later the next day.
    for n in [0, 14 * 3_600 + 59 * 60, 15 * 3_600 + 60] {
        bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(n)).await;
        bench.say(TELEGRAM, "1", &format!("Formation {n}"), at(n)).await;
    }
    bench.say(TELEGRAM, "1", "/rapports", at(60_000)).await;
    for (days, count) in
        [("du 5 janvier 2026 au 5 janvier 2026", 2), ("du 6 janvier 2026 au 7 janvier 2026", 1)]
    {
        let claim = answer(&bench, "1", days, 60_001).await;
        assert_eq!(vu(&claim).bilan.ensemble.nombre, count, "{days}");
        settle(&bench, &claim).await;
    }
}

async fn a_report_is_hers_alone_and_for_a_while(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let tom = bench.personne("tom@example.org", COIFFURE, TELEGRAM, "2").await;
    bench.personne("lea@example.org", BOULANGERIE, Channel::Web, "session").await;
    request(&bench, "1", "boulangerie", 1).await;
    bench.say(Channel::Web, "session", "/rapports", at(30)).await;
    bench.say(Channel::Web, "session", "tout", at(31)).await;
    let fil = bench.store.fil(Channel::Web, "session", 10).await.expect("read");
    let [.., FilEntry::Rapport { rapport, forme: Forme::Image, .. }, FilEntry::Out { message, .. }] =
        &fil[..]
    else {
        panic!("the picture, then the words: {fil:?}")
    };
    let kept = bench.store.find_rapport(lea.id, *rapport).await.expect("read").expect("it is kept");
    let Screen::Rapport(vu) = &message.screen else { panic!("{message:?}") };
    assert_eq!((kept.id, bilan(&kept.lignes)), (vu.id, vu.bilan.clone()));
    assert_eq!(kept.lignes[0].demandeur.as_deref(), Some("Au Bon Pain"));
    assert_eq!(bench.store.find_rapport(tom.id, *rapport).await.expect("read"), None);
    // A month later the next report takes the place of this one.
    let later = 31 * 86_400;
    bench.say(Channel::Web, "session", "tout", at(later)).await;
    let fil = bench.store.fil(Channel::Web, "session", 2).await.expect("read");
    assert_eq!(bench.store.find_rapport(lea.id, *rapport).await.expect("read"), None, "{fil:?}");
    assert_eq!(bench.count("SELECT COUNT(*) FROM rapport").await, 1);
}

/// All of them are counted; how long that takes is told, not judged.
async fn five_thousand_requests(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    request(&bench, "1", "boulangerie", 1).await;
    let copies = if bench.is_postgres() {
        "INSERT INTO dossier (id, proprietaire, dispositif, revision, statut, titre, demandeur, created_at, updated_at, faits)
         SELECT gen_random_uuid(), proprietaire, dispositif, revision, statut, titre, demandeur, created_at, updated_at, faits
         FROM dossier, generate_series(1, 4999)"
    } else {
        "INSERT INTO dossier (id, proprietaire, dispositif, revision, statut, titre, demandeur, created_at, updated_at, faits)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
         SELECT randomblob(16), proprietaire, dispositif, revision, statut, titre, demandeur, created_at, updated_at, faits
         FROM dossier, n"
    };
    bench.raw(copies).await.expect("copied");
    let reached = "INSERT INTO acces (personne, dossier, droit, created_at, statut)
         SELECT proprietaire, id, 'proprietaire', created_at, statut FROM dossier
         WHERE id NOT IN (SELECT dossier FROM acces)";
    bench.raw(reached).await.expect("reached");
    bench.say(TELEGRAM, "1", "/rapports", at(60)).await;
    let began = std::time::Instant::now();
    let claim = answer(&bench, "1", "tout", 61).await;
    println!("a report of 5 000 requests: {:?}", began.elapsed());
    let ensemble = vu(&claim).bilan.ensemble;
    assert_eq!((ensemble.nombre, ensemble.total()), (5_000, Montant(750_000_000)));
}

async fn a_report_is_made_within_a_turn_only(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let error = bench.store.search(&lea, Recherche::Rapport { jours: None, siret: None }).await;
    assert!(matches!(error.expect_err("refused"), StoreError::Refused(_)));
}
