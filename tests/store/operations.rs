//! Leases and counts.

use guichet_store::{Channel, Store, StoreError};
use uuid::Uuid;

use crate::bench::{Bench, at};
use crate::on_both;

on_both!(one_holder_at_a_time, counts_by_state, what_is_written_stays, only_known_addresses_open);

async fn one_holder_at_a_time(bench: Bench) {
    let (a, b) = (Uuid::new_v4(), Uuid::new_v4());
    let hold = async |now, holder| bench.store.hold_lease(at(now), "poller", holder, 30).await.expect("read");
    assert!(hold(0, a).await);
    assert!(!hold(10, b).await);
    assert!(hold(20, a).await, "renewed");
    assert!(!hold(49, b).await);
    assert!(hold(50, b).await, "it ran out");
    assert!(!hold(51, a).await);
    assert!(bench.store.hold_lease(at(51), "other", a, 30).await.expect("read"));
}

async fn counts_by_state(bench: Bench) {
    assert!(bench.store.queue_counts().await.expect("read").is_empty());
    bench.say(Channel::Telegram, "1", "bonjour", at(0)).await;
    bench.say(Channel::Web, "s", "bonjour", at(0)).await;
    bench.receive(Channel::Telegram, "1", "waiting", at(0)).await;
    let counts = bench.store.queue_counts().await.expect("read");
    let counts: Vec<_> =
        counts.iter().map(|(side, ch, state, n)| (side.as_str(), *ch, state.as_str(), *n)).collect();
    let expected = [
        ("inbox", Channel::Telegram, "done", 1),
        ("inbox", Channel::Telegram, "pending", 1),
        ("inbox", Channel::Web, "done", 1),
        ("outbox", Channel::Telegram, "pending", 1),
        ("outbox", Channel::Web, "done", 1),
    ];
    assert_eq!(counts, expected);
}

async fn what_is_written_stays(bench: Bench) {
    bench.receive(Channel::Telegram, "1", "a", at(0)).await;
    bench.store.close().await;
    let again = Store::open(&bench.url).await.expect("opens again");
    let claim = again.claim_inbox(at(0), &[Channel::Telegram]).await.expect("read");
    assert_eq!(claim.expect("still there").rows[0].raw, "a");
    again.close().await;
}

async fn only_known_addresses_open(_: Bench) {
    for url in ["", "mysql://x", "sqlite:", "sqlite::memory:", "postgres://user:s3cret@[bad"] {
        let error = Store::open(url).await.expect_err("no such database");
        assert!(matches!(error, StoreError::Url(_)), "{url}: {error}");
        assert!(!error.to_string().contains("s3cret"), "a password stays unsaid");
    }
}
