//! What a turn at « Mes demandes » costs with 5,000 requests beside 50: the same turns, one after the other, on one
//! database.
//!
//! `cargo bench -p guichet-tests --bench liste`. Fails when a turn costs more than twice as much.

#[path = "../store/bench.rs"]
#[expect(dead_code, reason = "the words of the stories are more than a list needs")]
mod bench;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use guichet_store::Channel;
use guichet_tests::hasard::Hasard;
use guichet_tests::peuple;

use bench::{BOULANGERIE, Bench, COIFFURE, at, done, entite, text};

const ROUNDS: usize = 150;
const LIMIT: f64 = 2.0;

/// What is typed by whoever has 50 requests, and by whoever has 5,000: pages of the same depth, in proportion.
const TURNS: [(&str, &str, &str); 8] = [
    ("first page", "/demandes", "/demandes"),
    ("page in the middle", "page 3", "page 250"),
    ("last page", "page 5", "page 500"),
    ("search, many found", "hygiène", "hygiène"),
    ("search, few found", "2026-000012", "2026-000112"),
    ("search, nothing found", "zzz", "zzz"),
    ("search, two words", "dupont excel", "dupont excel"),
    ("statut", "Validé", "Validé"),
];

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let worst = runtime.block_on(async {
        let sqlite = measure("SQLite", Bench::sqlite().await).await;
        let postgres = measure("PostgreSQL", Bench::postgres().await).await;
        sqlite.max(postgres)
    });
    println!("worst: {worst:.2} times (limit {LIMIT})");
    if worst <= LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn measure(name: &str, bench: Bench) -> f64 {
    let few = bench.personne("lea@example.org", BOULANGERIE, Channel::Telegram, "few").await;
    let many = bench.personne("tom@example.org", BOULANGERIE, Channel::Telegram, "many").await;
    bench.personne("lea@example.org", COIFFURE, Channel::Telegram, "few").await;
    bench.personne("tom@example.org", COIFFURE, Channel::Telegram, "many").await;
    let entites =
        [entite(BOULANGERIE, "Boulangerie Dupont", Some("Au Bon Pain")), entite(COIFFURE, "Salon", None)];
    let mut hasard = Hasard::new(7);
    let mut dossiers: Vec<_> = (1..=50).map(|n| peuple::demande(few.id, n, &mut hasard, &entites)).collect();
    dossiers.extend((51..=5050).map(|n| peuple::demande(many.id, n, &mut hasard, &entites)));
    peuple::write(&bench.url, &bench.cadre.catalogue, &dossiers).await;
    let bench = bench.twin().await;
    let mut worst: f64 = 0.0;
    for (kind, with_few, with_many) in TURNS {
        // The test cluster does not clean up by itself.
        if bench.is_postgres() {
            bench.raw("VACUUM ANALYZE").await.expect("cleaned up");
        }
        let (mut short, mut long) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            short.push(turn(&bench, "few", with_few).await);
            long.push(turn(&bench, "many", with_many).await);
        }
        let (short, long) = (median(short), median(long));
        let times = long.as_secs_f64() / short.as_secs_f64();
        println!("{name:10} {kind:22} 50: {short:>9.2?}   5,000: {long:>9.2?}   {times:.2} times");
        worst = worst.max(times);
    }
    worst
}

/// From the whole list; only the turn itself is counted, receiving and answering included.
async fn turn(bench: &Bench, address: &str, said: &str) -> Duration {
    bench.turn(Channel::Telegram, address, &text("/demandes"), at(1)).await;
    let begin = Instant::now();
    bench.turn(Channel::Telegram, address, &text(said), at(1)).await;
    let took = begin.elapsed();
    while let Some(claim) = bench.outbox(at(1), Channel::Telegram).await {
        let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
        bench.settle(&claim, &ids, &done()).await;
    }
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
