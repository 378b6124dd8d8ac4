//! Leases and counts.

use guichet_store::{Channel, Played, Store, StoreError};
use uuid::Uuid;

use crate::bench::{Bench, at, text};
use crate::on_both;

on_both!(
    one_holder_at_a_time,
    leases_of_the_dead_end,
    nothing_to_play,
    counts_by_state,
    what_is_written_stays,
    only_known_addresses_open
);

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

async fn leases_of_the_dead_end(bench: Bench) {
    bench.say(Channel::Telegram, "2", "bonjour", at(0)).await;
    bench.receive(Channel::Telegram, "1", "a", at(0)).await;
    let dead = bench.claim(at(0)).await.expect("one input");
    bench.outbox(at(0), Channel::Telegram).await.expect("one answer");
    assert!(bench.claim(at(1)).await.is_none(), "leased");
    bench.store.expire_leases(at(1)).await.expect("written");
    assert_eq!(bench.claim(at(1)).await.expect("handed out again").rows[0].attempts, 2);
    let again = bench.outbox(at(1), Channel::Telegram).await.expect("handed out again");
    assert!(again.rows[0].ambiguous, "it may have left before");
    let late = bench.play(at(2), &dead, &text("a")).await;
    assert_eq!(late, Played::Nothing, "whoever comes back has lost its lease");
}

async fn nothing_to_play(bench: Bench) {
    bench.receive(Channel::Telegram, "1", "a", at(0)).await;
    let claim = bench.claim(at(0)).await.expect("one");
    bench.store.skip_inbox(&claim).await.expect("written");
    assert!(bench.claim(at(100)).await.is_none());
    let counts = bench.store.queue_counts().await.expect("read");
    assert_eq!(counts, [("inbox".to_owned(), Channel::Telegram, "done".to_owned(), 1)]);
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
    assert_eq!(claim.expect("still there").rows[0].raw, b"a");
    again.close().await;
}

async fn only_known_addresses_open(_: Bench) {
    for url in ["", "mysql://x", "sqlite:", "sqlite::memory:", "postgres://user:s3cret@[bad"] {
        let error = Store::open(url).await.expect_err("no such database");
        assert!(matches!(error, StoreError::Url(_)), "{url}: {error}");
        assert!(!error.to_string().contains("s3cret"), "a password stays unsaid");
    }
}
