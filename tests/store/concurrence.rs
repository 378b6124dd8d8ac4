//! Many workers and senders at once: nothing lost, nothing doubled, nothing out of order.

use std::collections::BTreeMap;
use std::sync::Arc;

use guichet_core::annuaire::Role;
use guichet_store::{Change, Channel, Payload, Store};
use tokio::task::JoinSet;

use crate::bench::{BOULANGERIE, Bench, at, done, received, text};
use crate::on_both;

on_both!(turns_side_by_side, receivers_side_by_side);

const WORKERS: usize = 8;
const PEOPLE: usize = 4;
const TURNS: usize = 40;

fn address(personne: usize, channel: Channel) -> String {
    match channel {
        Channel::Courriel => format!("p{personne}@example.org"),
        _ => format!("{}-{personne}", channel.key()),
    }
}

/// Each person speaks on two channels at once; eight workers of two processes play, eight senders send.
async fn turns_side_by_side(bench: Bench) {
    let processes = [Arc::new(bench.twin().await), Arc::new(bench)];
    let bench = &processes[1];
    let channels = [Channel::Telegram, Channel::Courriel];
    for personne in 0..PEOPLE {
        let email = format!("p{personne}@example.org");
        for channel in channels {
            bench.personne(&email, BOULANGERIE, channel, &address(personne, channel)).await;
        }
    }
    for turn in 0..TURNS {
        let said = |personne| {
            received(
                channels[turn % 2],
                &address(personne, channels[turn % 2]),
                &format!("{personne} {turn}"),
                at(turn as i64),
            )
        };
        let inputs: Vec<_> = (0..PEOPLE).map(said).collect();
        bench.store.receive(at(turn as i64), &inputs, None).await.expect("stored");
    }
    let mut workers = JoinSet::new();
    for worker in 0..WORKERS {
        let bench = Arc::clone(&processes[worker % 2]);
        workers.spawn(async move {
            let mut played = Vec::new();
            while played.len() < PEOPLE * TURNS {
                let Some(claim) = bench.claim(at(100)).await else {
                    if bench.count("SELECT COUNT(*) FROM inbox WHERE state = 'pending'").await == 0 {
                        break;
                    }
                    tokio::task::yield_now().await;
                    continue;
                };
                played.extend(claim.rows.iter().map(|row| (row.address.clone(), row.id)));
                bench.play(at(100), &claim, &text("bonjour")).await;
            }
            played
        });
    }
    let played: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(played.len(), PEOPLE * TURNS, "each once");
    assert_eq!(
        bench.count("SELECT COUNT(*) FROM inbox WHERE state = 'done' AND attempts = 1").await,
        (PEOPLE * TURNS) as i64
    );
    assert_eq!(bench.count("SELECT MIN(version) FROM conversation").await, TURNS as i64);
    send_everything(&processes, &channels).await;
}

async fn send_everything(processes: &[Arc<Bench>; 2], channels: &[Channel; 2]) {
    let mut senders = JoinSet::new();
    for sender in 0..WORKERS {
        let (bench, channel) = (Arc::clone(&processes[sender / 2 % 2]), channels[sender % 2]);
        senders.spawn(async move {
            let mut sent = Vec::new();
            while let Some(claim) = bench.outbox(at(200), channel).await {
                for row in &claim.rows {
                    let Payload::Message(message) = &row.payload else { panic!("{row:?}") };
                    // The mark on a card left behind bears its number, and answers nothing.
                    if !message.is_elsewhere() {
                        sent.push((claim.address.clone(), row.id, message.card));
                    }
                    bench.settle(&claim, &[row.id], &done()).await;
                }
            }
            sent
        });
    }
    let sent: Vec<_> = senders.join_all().await.into_iter().flatten().collect();
    assert_eq!(sent.len(), PEOPLE * TURNS);
    // Cards are numbered turn after turn: a state read twice would number two alike.
    let mut cards: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut by_address: BTreeMap<&str, Vec<(i64, u32)>> = BTreeMap::new();
    for (address, id, card) in &sent {
        let personne = address.trim_matches(|c: char| !c.is_ascii_digit());
        cards.entry(personne).or_default().push(*card);
        by_address.entry(address).or_default().push((*id, *card));
    }
    for (personne, mut cards) in cards {
        cards.sort_unstable();
        cards.dedup();
        assert_eq!(cards.len(), TURNS, "person {personne}");
    }
    for (address, mut rows) in by_address {
        rows.sort_unstable();
        assert!(rows.is_sorted_by_key(|(_, card)| *card), "{address}: {rows:?}");
    }
}

/// The same updates come twice by two roads, in another order.
async fn receivers_side_by_side(bench: Bench) {
    let inputs: Vec<_> =
        (0..60).map(|i| received(Channel::Telegram, &format!("{}", i % 7), &format!("{i}"), at(0))).collect();
    let mut receivers = JoinSet::new();
    for receiver in 0..4 {
        let (store, mut inputs) = (bench.store.clone(), inputs.clone());
        if receiver % 2 == 1 {
            inputs.reverse();
        }
        receivers.spawn(async move {
            let mut new = 0;
            for batch in inputs.chunks(9) {
                let stored = store.receive(at(0), batch, Some(("telegram", 1))).await.expect("stored");
                new += stored.into_iter().filter(|new| *new).count();
            }
            new
        });
    }
    assert_eq!(receivers.join_all().await.into_iter().sum::<usize>(), 60);
    let mut handed_out = 0;
    while let Some(claim) = bench.claim(at(1)).await {
        handed_out += claim.rows.len();
        bench.play(at(1), &claim, &text("bonjour")).await;
    }
    assert_eq!(handed_out, 60);
}

/// Two processes on one database: what one commits wakes the other.
#[tokio::test]
async fn another_process_hears() {
    let bench = Bench::postgres().await;
    let other = Store::open(&bench.url).await.expect("opens");
    let (mut here, mut there) = (bench.store.changes(), other.changes());
    bench.receive(Channel::Telegram, "1", "a", at(0)).await;
    assert_eq!(here.recv().await.expect("told"), Change::Inbox);
    assert_eq!(there.recv().await.expect("told"), Change::Inbox);
    other.inviter(at(0), "lea@example.org", BOULANGERIE, Role::Adherent, 1).await.expect("works");
    let claim = other.claim_inbox(at(0), &[Channel::Telegram]).await.expect("read").expect("a");
    other.play(&bench.cadre, at(0), &claim, &text("bonjour")).await.expect("played");
    let told = Change::Outbox { channel: Channel::Telegram, address: "1".to_owned() };
    assert_eq!(here.recv().await.expect("told"), told, "once, and nothing of its own again");
    other.close().await;
    bench.store.close().await;
}
