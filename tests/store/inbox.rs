//! What came in is kept, once, and handed out in order.

use guichet_store::{Change, Channel, Played, RAFALE, Received};

use crate::bench::{Bench, at, keys, received, text};
use crate::on_both;

on_both!(
    stored_once_with_its_cursor,
    in_order_within_an_address,
    an_album_is_one,
    a_later_photo_pushes_the_album_back,
    what_comes_after_an_album_waits_for_it,
    words_on_end_are_one_turn,
    a_lost_lease_changes_nothing,
    a_retry_holds_the_address,
    the_unreadable_is_kept,
    only_the_channels_asked_for,
    a_row_that_kills_is_counted,
    no_character_is_refused,
    commits_wake_who_waits,
);

const TELEGRAM: Channel = Channel::Telegram;

fn photo(key: &str, not_before: i64) -> Received {
    Received {
        group: Some("album".to_owned()),
        not_before: at(not_before),
        ..received(TELEGRAM, "1", key, at(0))
    }
}

async fn stored_once_with_its_cursor(bench: Bench) {
    let inputs = [received(TELEGRAM, "1", "a", at(0)), received(TELEGRAM, "2", "b", at(0))];
    assert_eq!(bench.store.find_cursor("telegram").await.expect("read"), None);
    let new = bench.store.receive(at(0), &inputs, Some(("telegram", 12))).await.expect("stored");
    assert_eq!(new, [true, true]);
    let again = [inputs[1].clone(), received(TELEGRAM, "2", "c", at(1)), inputs[0].clone()];
    let new = bench.store.receive(at(1), &again, Some(("telegram", 13))).await.expect("stored");
    assert_eq!(new, [false, true, false]);
    assert_eq!(bench.store.find_cursor("telegram").await.expect("read"), Some(13));
    // The key is the channel's own.
    let other = received(Channel::Web, "1", "a", at(1));
    assert_eq!(
        bench.store.receive(at(1), &[other.clone(), other], None).await.expect("stored"),
        [true, false]
    );
    assert_eq!(bench.count("SELECT COUNT(*) FROM inbox").await, 4);
}

async fn in_order_within_an_address(bench: Bench) {
    for key in ["a", "b", "c"] {
        bench.receive(TELEGRAM, "1", key, at(0)).await;
    }
    bench.receive(TELEGRAM, "2", "d", at(1)).await;
    let first = bench.claim(at(2)).await.expect("a");
    assert_eq!(keys(&first), ["a"]);
    assert_eq!(first.rows[0].received_at, at(0));
    let other = bench.claim(at(2)).await.expect("d");
    assert_eq!(keys(&other), ["d"]);
    assert!(bench.claim(at(2)).await.is_none(), "b waits for a");
    bench.play(at(2), &first, &text("a")).await;
    let second = bench.claim(at(2)).await.expect("b");
    assert_eq!(keys(&second), ["b"]);
    bench.store.bury_inbox(&second, "too much").await.expect("buried");
    assert_eq!(keys(&bench.claim(at(2)).await.expect("c")), ["c"]);
}

async fn an_album_is_one(bench: Bench) {
    let inputs = [photo("p1", 2), photo("p2", 2), photo("p3", 2)];
    bench.store.receive(at(0), &inputs, None).await.expect("stored");
    assert!(bench.claim(at(1)).await.is_none());
    let next = bench.store.next_inbox_at(&[TELEGRAM]).await.expect("read");
    assert_eq!(next, Some(at(2)));
    let album = bench.claim(at(2)).await.expect("the album");
    assert_eq!(keys(&album), ["p1", "p2", "p3"]);
    assert!(matches!(bench.play(at(2), &album, &text("album")).await, Played::Done { .. }));
    assert!(bench.claim(at(100)).await.is_none());
    assert_eq!(bench.store.next_inbox_at(&[TELEGRAM]).await.expect("read"), None);
}

async fn a_later_photo_pushes_the_album_back(bench: Bench) {
    bench.store.receive(at(0), &[photo("p1", 2)], None).await.expect("stored");
    bench.store.receive(at(1), &[photo("p2", 3)], None).await.expect("stored");
    assert!(bench.claim(at(2)).await.is_none());
    assert_eq!(keys(&bench.claim(at(3)).await.expect("both")), ["p1", "p2"]);
    // One that comes while the album is out is for afterwards.
    bench.store.receive(at(3), &[photo("p3", 4)], None).await.expect("stored");
    assert!(bench.claim(at(10)).await.is_none());
}

async fn what_comes_after_an_album_waits_for_it(bench: Bench) {
    let inputs = [photo("p1", 2), received(TELEGRAM, "1", "word", at(0)), photo("p2", 2)];
    bench.store.receive(at(0), &inputs, None).await.expect("stored");
    assert!(bench.claim(at(1)).await.is_none(), "the word comes after the photo");
    let album = bench.claim(at(2)).await.expect("the album");
    assert_eq!(keys(&album), ["p1", "p2"]);
    bench.play(at(2), &album, &text("album")).await;
    assert_eq!(keys(&bench.claim(at(2)).await.expect("the word")), ["word"]);
}

/// Words that wait together are handed out together, up to something else; after a failure one at a time, so that
/// the one that fails takes no other along.
async fn words_on_end_are_one_turn(bench: Bench) {
    let said = |key| Received { group: Some(RAFALE.to_owned()), ..received(TELEGRAM, "1", key, at(0)) };
    let tap = received(TELEGRAM, "1", "tap", at(0));
    let inputs = [said("a"), said("b"), tap, said("c"), said("d")];
    bench.store.receive(at(0), &inputs, None).await.expect("stored");
    let first = bench.claim(at(1)).await.expect("two");
    assert_eq!(keys(&first), ["a", "b"]);
    bench.store.retry_inbox(&first, at(2), "down").await.expect("kept");
    for (at_, expected) in [(3, "a"), (4, "b"), (5, "tap")] {
        let one = bench.claim(at(at_)).await.expect("one");
        assert_eq!(keys(&one), [expected]);
        bench.store.skip_inbox(&one).await.expect("done");
    }
    assert_eq!(keys(&bench.claim(at(6)).await.expect("the rest")), ["c", "d"]);
}

async fn a_lost_lease_changes_nothing(bench: Bench) {
    bench.receive(TELEGRAM, "1", "a", at(0)).await;
    let slow = bench.claim(at(0)).await.expect("a");
    assert!(bench.claim(at(19)).await.is_none());
    assert_eq!(bench.store.next_inbox_at(&[TELEGRAM]).await.expect("read"), Some(at(20)));
    let other = bench.claim(at(20)).await.expect("the lease ran out");
    assert_eq!((slow.rows[0].attempts, other.rows[0].attempts), (1, 2));
    assert_eq!(bench.play(at(21), &slow, &text("a")).await, Played::Nothing);
    bench.store.retry_inbox(&slow, at(0), "late").await.expect("ignored");
    bench.store.bury_inbox(&slow, "late").await.expect("ignored");
    assert_eq!(bench.count("SELECT COUNT(*) FROM outbox").await, 0);
    assert!(matches!(bench.play(at(22), &other, &text("a")).await, Played::Done { .. }));
    assert_eq!(bench.play(at(23), &other, &text("a")).await, Played::Nothing, "twice is once");
    assert_eq!(bench.count("SELECT COUNT(*) FROM outbox").await, 1);
    assert_eq!(bench.count("SELECT COUNT(*) FROM inbox WHERE state = 'done'").await, 1);
}

async fn a_retry_holds_the_address(bench: Bench) {
    bench.receive(TELEGRAM, "1", "a", at(0)).await;
    bench.receive(TELEGRAM, "1", "b", at(0)).await;
    let claim = bench.claim(at(0)).await.expect("a");
    bench.store.retry_inbox(&claim, at(30), "the file server is away").await.expect("put back");
    assert!(bench.claim(at(29)).await.is_none());
    assert_eq!(bench.store.next_inbox_at(&[TELEGRAM]).await.expect("read"), Some(at(30)));
    let again = bench.claim(at(30)).await.expect("a again");
    assert_eq!((keys(&again), again.rows[0].attempts), (vec!["a"], 2));
}

async fn the_unreadable_is_kept(bench: Bench) {
    let input = Received { address: None, ..received(TELEGRAM, "", "?", at(0)) };
    assert_eq!(bench.store.receive(at(0), std::slice::from_ref(&input), None).await.expect("stored"), [true]);
    assert_eq!(bench.store.receive(at(0), &[input], None).await.expect("stored"), [false]);
    assert!(bench.claim(at(1000)).await.is_none());
    bench.receive(TELEGRAM, "1", "a", at(0)).await;
    let claim = bench.claim(at(0)).await.expect("a");
    bench.store.bury_inbox(&claim, "three times").await.expect("buried");
    let counts = bench.store.queue_counts().await.expect("read");
    assert_eq!(counts, [("inbox".to_owned(), TELEGRAM, "dead".to_owned(), 2)]);
}

async fn only_the_channels_asked_for(bench: Bench) {
    bench.receive(Channel::Web, "s", "w", at(0)).await;
    assert!(bench.store.claim_inbox(at(1), &[TELEGRAM]).await.expect("read").is_none());
    assert!(bench.store.claim_inbox(at(1), &[]).await.expect("read").is_none());
    assert_eq!(bench.store.next_inbox_at(&[TELEGRAM]).await.expect("read"), None);
    assert_eq!(bench.store.next_inbox_at(&[]).await.expect("read"), None);
    let claim = bench.store.claim_inbox(at(1), &[TELEGRAM, Channel::Web]).await.expect("read");
    assert_eq!(claim.expect("w").rows[0].channel, Channel::Web);
}

async fn a_row_that_kills_is_counted(bench: Bench) {
    bench.receive(TELEGRAM, "1", "a", at(0)).await;
    for attempt in 1..=3 {
        // Each worker dies with its claim in hand.
        let claim = bench.claim(at(20 * attempt)).await.expect("a");
        assert_eq!(claim.rows[0].attempts, attempt);
    }
}

async fn no_character_is_refused(bench: Bench) {
    let odd = "\0 % _ ' \" \\ é 🥖 \u{202e}";
    let input = Received { group: Some(odd.to_owned()), ..received(TELEGRAM, odd, odd, at(0)) };
    bench.store.receive(at(0), std::slice::from_ref(&input), None).await.expect("stored");
    assert_eq!(bench.store.receive(at(0), &[input], None).await.expect("stored"), [false]);
    let claim = bench.claim(at(0)).await.expect("handed out");
    assert_eq!(keys(&claim), [odd]);
    assert!(matches!(bench.play(at(0), &claim, &text(odd)).await, Played::Done { .. }));
}

async fn commits_wake_who_waits(bench: Bench) {
    let mut changes = bench.store.changes();
    bench.receive(TELEGRAM, "1", "a", at(0)).await;
    assert_eq!(changes.recv().await.expect("told"), Change::Inbox);
    let claim = bench.claim(at(0)).await.expect("a");
    bench.play(at(0), &claim, &text("a")).await;
    let told = changes.recv().await.expect("told");
    assert_eq!(told, Change::Outbox { channel: TELEGRAM, address: "1".to_owned() });
    bench.receive(TELEGRAM, "1", "b", at(0)).await;
    bench.store.close().await;
    assert!(bench.store.find_cursor("x").await.is_err(), "closed");
}
