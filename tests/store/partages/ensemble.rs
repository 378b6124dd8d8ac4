//! At once: nothing lost, nothing doubled.

use guichet_core::partage::Droit;
use guichet_store::{Channel, Played};
use uuid::Uuid;

use super::{CAMILLE, SACHA, Scene};
use crate::bench::{BOULANGERIE, Bench, at, text};
use crate::on_both;

on_both!(two_people_at_once_lose_nothing, crossed_requests_end_well);

/// Two people, two workers, one request: the answers of both are there at the end.
async fn two_people_at_once_lose_nothing(bench: Bench) {
    const ROUNDS: i64 = 12;
    let mut scene = Scene::new(bench).await;
    scene.offers(CAMILLE, "sacha@example.org", Droit::Redacteur).await;
    scene.accepts(SACHA).await;
    let journal = scene.bench.store.journal(scene.id).await.expect("read").len();
    let start = scene.clock;
    let mut people = tokio::task::JoinSet::new();
    scene.bench.personne("sacha@example.org", BOULANGERIE, SACHAS, address(SACHAS)).await;
    for who in [CAMILLES, SACHAS] {
        let bench = scene.bench.twin().await;
        people.spawn(async move {
            for round in 1..=ROUNDS {
                let words = match who {
                    CAMILLES => ["modifier l'intitulé de la formation".to_owned(), format!("Titre {round}")],
                    _ => ["modifier la date de fin".to_owned(), format!("{}/03/2027", 3 + round)],
                };
                for said in words {
                    play_until_done(&bench, who, &said, at(start + 10 * round)).await;
                }
            }
        });
    }
    people.join_all().await;
    let dossier = scene.dossier().await;
    let shown = format!("{:?}", dossier.etapes["creation"]);
    assert!(shown.contains("Titre 12") && shown.contains("2027-03-15"), "{shown}");
    let written = scene.bench.store.journal(scene.id).await.expect("read").len() - journal;
    assert_eq!(written as i64, 2 * ROUNDS, "each answer once");
}

/// Each on a channel of her own, so that no worker takes the other's words.
const CAMILLES: Channel = Channel::Telegram;
const SACHAS: Channel = Channel::Web;

fn address(channel: Channel) -> &'static str {
    if channel == CAMILLES { CAMILLE } else { "session" }
}

/// One turn of hers, as the worker plays it: what fails is tried again.
async fn play_until_done(bench: &Bench, channel: Channel, said: &str, now: chrono::DateTime<chrono::Utc>) {
    bench.receive(channel, address(channel), &Uuid::new_v4().to_string(), now).await;
    for _ in 0..60 {
        let claim = bench.store.claim_inbox(now, &[channel]).await.expect("read").expect("what she said");
        match bench.store.play(&bench.cadre, now, &claim, &text(said)).await {
            Ok(played) => {
                assert!(matches!(played, Played::Done { .. }));
                return;
            }
            Err(error) => {
                bench.store.retry_inbox(&claim, now, &error.to_string()).await.expect("given back");
            }
        }
    }
    panic!("never played");
}

/// Two people go from one shared request to the other, the other way round: on PostgreSQL that may be a deadlock,
/// which costs a turn played again and nothing else.
async fn crossed_requests_end_well(bench: Bench) {
    let mut scene = Scene::new(bench).await;
    scene.offers(CAMILLE, "sacha@example.org", Droit::Redacteur).await;
    scene.accepts(SACHA).await;
    for text in ["/nouvelle action individuelle", "Hygiène", "05/04/2027", "06/04/2027", "non", "1"] {
        scene.says(CAMILLE, text).await;
    }
    scene.offers(CAMILLE, "sacha@example.org", Droit::Redacteur).await;
    scene.accepts(SACHA).await;
    let start = scene.clock;
    let mut people = tokio::task::JoinSet::new();
    scene.bench.personne("sacha@example.org", BOULANGERIE, SACHAS, address(SACHAS)).await;
    for (who, first) in [(CAMILLES, 1), (SACHAS, 2)] {
        let bench = scene.bench.twin().await;
        people.spawn(async move {
            for round in 0..10i64 {
                let number = if (round + first) % 2 == 0 { "1" } else { "2" };
                for said in ["/demandes", number] {
                    play_until_done(&bench, who, said, at(start + 10 * (round + 1))).await;
                }
            }
        });
    }
    people.join_all().await;
    assert_eq!(scene.bench.count("SELECT COUNT(*) FROM inbox WHERE state <> 'done'").await, 0);
}
