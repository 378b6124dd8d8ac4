//! What goes out: in order, at least once, held back by what must be tried again.

use chrono::{DateTime, Utc};
use guichet_store::{Channel, FilEntry, SendOutcome, ShownCard};

use crate::bench::{Bench, at, done, messages};
use crate::on_both;

on_both!(
    in_order_and_all_at_once,
    a_retry_holds_back_what_is_behind,
    nothing_overtakes_a_retry,
    a_dead_letter_lets_the_rest_pass,
    one_sender_an_address,
    a_send_cut_short_is_ambiguous,
    accepted_is_accepted,
    a_long_queue_comes_in_pieces,
    what_cannot_be_read_is_set_aside,
    a_page_is_delivered_by_being_read,
    the_card_shown_last,
);

const TELEGRAM: Channel = Channel::Telegram;

/// Whoever we do not know is answered: a way to fill the outbox.
async fn answers(bench: &Bench, address: &str, count: usize) {
    for _ in 0..count {
        bench.say(TELEGRAM, address, "bonjour", at(0)).await;
    }
}

fn retry(at: DateTime<Utc>, ambiguous: bool) -> SendOutcome {
    SendOutcome::RetryAt { at, ambiguous, reason: "Too Many Requests".to_owned() }
}

async fn next(bench: &Bench) -> Option<DateTime<Utc>> {
    bench.store.next_outbox_at(TELEGRAM).await.expect("read")
}

async fn in_order_and_all_at_once(bench: Bench) {
    assert!(bench.outbox(at(0), TELEGRAM).await.is_none());
    assert_eq!(next(&bench).await, None);
    answers(&bench, "1", 3).await;
    answers(&bench, "2", 1).await;
    assert_eq!(next(&bench).await, Some(at(0)));
    let first = bench.outbox(at(1), TELEGRAM).await.expect("for 1");
    assert_eq!((first.channel, first.address.as_str(), first.rows.len()), (TELEGRAM, "1", 3));
    assert!(first.rows.is_sorted_by_key(|row| row.id));
    assert!(first.rows.iter().all(|row| row.attempts == 1 && !row.ambiguous && row.created_at == at(0)));
    assert_eq!(messages(&first).len(), 3);
    let second = bench.outbox(at(1), TELEGRAM).await.expect("for 2");
    assert_eq!(second.address, "2");
    assert!(bench.outbox(at(1), Channel::Courriel).await.is_none());
    for row in &first.rows {
        bench.settle(&first, &[row.id], &done()).await;
    }
    bench.settle(&second, &[second.rows[0].id], &done()).await;
    assert!(bench.outbox(at(1000), TELEGRAM).await.is_none());
    assert_eq!(next(&bench).await, None);
    assert_eq!(bench.count("SELECT COUNT(*) FROM outbox WHERE state = 'done' AND remote_id = '7'").await, 4);
}

async fn a_retry_holds_back_what_is_behind(bench: Bench) {
    answers(&bench, "1", 3).await;
    let claim = bench.outbox(at(0), TELEGRAM).await.expect("three");
    bench.settle(&claim, &[claim.rows[0].id], &done()).await;
    bench.settle(&claim, &[claim.rows[1].id], &retry(at(30), false)).await;
    answers(&bench, "1", 1).await;
    assert!(bench.outbox(at(29), TELEGRAM).await.is_none());
    assert_eq!(next(&bench).await, Some(at(30)));
    let again = bench.outbox(at(30), TELEGRAM).await.expect("the rest");
    let seen: Vec<_> = again.rows.iter().map(|row| (row.attempts, row.ambiguous)).collect();
    assert_eq!(seen, [(2, false), (1, false), (1, false)]);
    assert_eq!(again.rows[0].id, claim.rows[1].id);
    bench.settle(&again, &[again.rows[0].id], &retry(at(60), true)).await;
    let third = bench.outbox(at(60), TELEGRAM).await.expect("the rest");
    assert!(third.rows[0].ambiguous && !third.rows[1].ambiguous);
}

async fn nothing_overtakes_a_retry(bench: Bench) {
    answers(&bench, "1", 3).await;
    let claim = bench.outbox(at(0), TELEGRAM).await.expect("three");
    // The sender dies before it could say what became of the first.
    bench.settle(&claim, &[claim.rows[1].id], &retry(at(100), false)).await;
    let again = bench.outbox(at(60), TELEGRAM).await.expect("the first");
    assert_eq!(again.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [claim.rows[0].id]);
    assert!(again.rows[0].ambiguous);
    bench.settle(&again, &[again.rows[0].id], &done()).await;
    assert_eq!(next(&bench).await, Some(at(100)));
    assert_eq!(bench.outbox(at(100), TELEGRAM).await.expect("the rest").rows.len(), 2);
}

async fn a_dead_letter_lets_the_rest_pass(bench: Bench) {
    answers(&bench, "1", 2).await;
    let claim = bench.outbox(at(0), TELEGRAM).await.expect("two");
    let dead = SendOutcome::Dead { reason: "blocked by the user".to_owned() };
    bench.settle(&claim, &[claim.rows[0].id], &dead).await;
    bench.settle(&claim, &[claim.rows[1].id], &done()).await;
    let counts = bench.store.queue_counts().await.expect("read");
    let outbox: Vec<_> =
        counts.iter().filter(|row| row.0 == "outbox").map(|row| (row.2.as_str(), row.3)).collect();
    assert_eq!(outbox, [("dead", 1), ("done", 1)]);
}

async fn one_sender_an_address(bench: Bench) {
    answers(&bench, "1", 1).await;
    let claim = bench.outbox(at(0), TELEGRAM).await.expect("one");
    answers(&bench, "1", 1).await;
    assert!(bench.outbox(at(44), TELEGRAM).await.is_none(), "another sender holds the address");
    assert_eq!(next(&bench).await, Some(at(45)));
    bench.settle(&claim, &[claim.rows[0].id], &done()).await;
    assert_eq!(bench.outbox(at(44), TELEGRAM).await.expect("the next").rows.len(), 1);
}

async fn a_send_cut_short_is_ambiguous(bench: Bench) {
    answers(&bench, "1", 1).await;
    let dead_sender = bench.outbox(at(0), TELEGRAM).await.expect("one");
    answers(&bench, "1", 1).await;
    let claim = bench.outbox(at(60), TELEGRAM).await.expect("both");
    let seen: Vec<_> = claim.rows.iter().map(|row| (row.attempts, row.ambiguous)).collect();
    assert_eq!(seen, [(2, true), (1, false)]);
    // The dead one wakes up, with nothing certain to say: it is not heard.
    bench.settle(&dead_sender, &[dead_sender.rows[0].id], &retry(at(1000), false)).await;
    let dead = SendOutcome::Dead { reason: "late".to_owned() };
    bench.settle(&dead_sender, &[dead_sender.rows[0].id], &dead).await;
    assert!(bench.outbox(at(61), TELEGRAM).await.is_none(), "the lease is the other's");
    bench.settle(&claim, &[claim.rows[0].id, claim.rows[1].id], &done()).await;
    assert_eq!(next(&bench).await, None);
    assert_eq!(bench.count("SELECT COUNT(*) FROM outbox WHERE state = 'done'").await, 2);
}

async fn accepted_is_accepted(bench: Bench) {
    answers(&bench, "1", 2).await;
    let slow = bench.outbox(at(0), TELEGRAM).await.expect("two");
    let other = bench.outbox(at(60), TELEGRAM).await.expect("two again");
    bench.settle(&slow, &[slow.rows[0].id], &done()).await;
    bench.settle(&other, &[other.rows[1].id], &retry(at(70), false)).await;
    let left = bench.outbox(at(70), TELEGRAM).await.expect("the second");
    assert_eq!(left.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [slow.rows[1].id]);
}

async fn a_long_queue_comes_in_pieces(bench: Bench) {
    answers(&bench, "1", 25).await;
    let mut sent = Vec::new();
    while let Some(claim) = bench.outbox(at(1), TELEGRAM).await {
        let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
        bench.settle(&claim, &ids, &done()).await;
        sent.extend(ids);
    }
    assert_eq!(sent.len(), 25);
    assert!(sent.is_sorted());
}

async fn what_cannot_be_read_is_set_aside(bench: Bench) {
    answers(&bench, "1", 2).await;
    bench
        .raw("UPDATE outbox SET payload = '{}' WHERE id = (SELECT MIN(id) FROM outbox)")
        .await
        .expect("spoilt");
    assert_eq!(bench.outbox(at(0), TELEGRAM).await.expect("the other").rows.len(), 1);
    bench.raw("UPDATE outbox SET payload = '{}'").await.expect("spoilt");
    assert!(bench.outbox(at(60), TELEGRAM).await.is_none());
    assert_eq!(next(&bench).await, None);
    assert_eq!(bench.count("SELECT COUNT(*) FROM outbox WHERE state = 'dead'").await, 2);
}

async fn a_page_is_delivered_by_being_read(bench: Bench) {
    let web = Channel::Web;
    for i in 0..3 {
        bench.say(web, "session", "bonjour", at(i)).await;
    }
    bench.say(web, "other", "bonjour", at(9)).await;
    assert!(bench.outbox(at(10), web).await.is_none());
    let fil = bench.store.fil(web, "session", 100).await.expect("read");
    let sides: Vec<bool> = fil.iter().map(|entry| matches!(entry, FilEntry::In { .. })).collect();
    assert_eq!(sides, [true, false, true, false, true, false]);
    let last = bench.store.fil(web, "session", 2).await.expect("read");
    assert!(matches!(&last[..], [FilEntry::In { at: when, .. }, FilEntry::Out { .. }] if *when == at(2)));
    assert!(bench.store.fil(web, "nobody", 10).await.expect("read").is_empty());
}

async fn the_card_shown_last(bench: Bench) {
    assert_eq!(bench.store.find_card(TELEGRAM, "1").await.expect("read"), None);
    for card in [1, 2] {
        let shown = ShownCard { remote_id: format!("message {card}"), card };
        bench.store.save_card(TELEGRAM, "1", &shown).await.expect("saved");
        assert_eq!(bench.store.find_card(TELEGRAM, "1").await.expect("read"), Some(shown));
    }
    assert_eq!(bench.store.find_card(Channel::Web, "1").await.expect("read"), None);
}
