//! Letters that come back, and addresses that fail.

use guichet_core::message::{Message, Note, Screen};
use guichet_store::{Channel, LettreRevenue, SendOutcome};

use crate::bench::{BOULANGERIE, Bench, at, messages};
use crate::on_both;

on_both!(
    an_address_fails_until_its_owner_writes,
    a_late_letter_says_nothing_of_its_address,
    a_letter_is_found_by_its_message_id,
    what_asks_for_a_look_is_listed,
);

const LEA: &str = "lea@example.org";

fn avis() -> Message {
    let notes = vec![Note::CourrielRevenu { email: LEA.to_owned() }];
    Message { notes, screen: Screen::Empty, choices: vec![], card: 0, in_place: false }
}

fn revenue(letter: i64, status: &str, definitif: bool) -> LettreRevenue {
    LettreRevenue {
        letter,
        address: "Lea@Example.org".to_owned(),
        status: Some(status.to_owned()),
        definitif,
    }
}

/// A letter to Léa, sent.
async fn letter(bench: &Bench) -> i64 {
    bench.personne(LEA, BOULANGERIE, Channel::Telegram, "1").await;
    bench.say(Channel::Courriel, LEA, "bonjour", at(1)).await;
    let claim = bench.outbox(at(1), Channel::Courriel).await.expect("an answer");
    let id = claim.rows.last().expect("a row").id;
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    bench.settle(&claim, &ids, &SendOutcome::Done { remote_id: Some("<1@example.org>".to_owned()) }).await;
    id
}

async fn an_address_fails_until_its_owner_writes(bench: Bench) {
    let id = letter(&bench).await;
    assert_eq!(bench.store.find_failing(LEA).await.expect("read"), None);
    let store = &bench.store;
    assert!(store.letter_returned(at(2), &revenue(id, "5.1.1", true), &avis()).await.expect("kept"));
    // The same report again, or one of an earlier letter: told once.
    assert!(!store.letter_returned(at(3), &revenue(id, "5.1.1", true), &avis()).await.expect("kept"));
    let failing = store.find_failing("LEA@example.org").await.expect("read").expect("it fails");
    assert_eq!((failing.depuis, failing.status.as_deref()), (at(2), Some("5.1.1")));
    let claim = bench.outbox(at(4), Channel::Telegram).await.expect("she is told elsewhere");
    let told = messages(&claim).into_iter().filter(|message| message.is_notice()).count();
    assert_eq!(told, 1);
    assert!(bench.outbox(at(4), Channel::Courriel).await.is_none(), "and not there");
    let shown = "SELECT COUNT(*) FROM outbox WHERE error = 'revenu : 5.1.1'";
    assert_eq!(bench.count(shown).await, 1);

    assert!(store.address_proved("Lea@example.org").await.expect("kept"));
    assert!(!store.address_proved(LEA).await.expect("kept"));
    assert_eq!(store.find_failing(LEA).await.expect("read"), None);
    assert!(store.letter_returned(at(5), &revenue(id, "5.1.1", true), &avis()).await.expect("kept"), "anew");
}

async fn a_late_letter_says_nothing_of_its_address(bench: Bench) {
    let id = letter(&bench).await;
    let store = &bench.store;
    assert!(!store.letter_returned(at(2), &revenue(id, "4.2.2", false), &avis()).await.expect("kept"));
    assert_eq!(store.find_failing(LEA).await.expect("read"), None);
    assert!(bench.outbox(at(4), Channel::Telegram).await.is_none());
    assert!(store.letter_returned(at(5), &revenue(id, "5.4.7", true), &avis()).await.expect("kept"));
    // A late report of an earlier letter does not undo it.
    assert!(!store.letter_returned(at(6), &revenue(id, "4.2.2", false), &avis()).await.expect("kept"));
    assert_eq!(store.find_failing(LEA).await.expect("read").map(|failing| failing.depuis), Some(at(5)));
}

async fn a_letter_is_found_by_its_message_id(bench: Bench) {
    let id = letter(&bench).await;
    for said in ["1@example.org", "<1@example.org>"] {
        assert_eq!(bench.store.find_letter_by_message_id(said).await.expect("read"), Some(id));
    }
    for said in ["", "2@example.org", "1@example.org\0"] {
        assert_eq!(bench.store.find_letter_by_message_id(said).await.expect("read"), None);
    }
}

async fn what_asks_for_a_look_is_listed(bench: Bench) {
    assert_eq!(bench.store.set_aside(10).await.expect("read"), []);
    let id = letter(&bench).await;
    bench.store.letter_returned(at(2), &revenue(id, "5.1.1", true), &avis()).await.expect("kept");
    bench.receive(Channel::Courriel, LEA, "?", at(3)).await;
    let claim = bench.claim(at(3)).await.expect("a letter");
    bench.store.bury_inbox(&claim, "trop volumineux").await.expect("kept");
    bench.say(Channel::Courriel, LEA, "encore", at(4)).await;
    assert_eq!(bench.store.set_aside(10).await.expect("read").len(), 2, "what went well is not listed");
    bench.store.note_input(claim.rows[0].id, "trop long").await.expect("kept");
    let listed = bench.store.set_aside(10).await.expect("read");
    let told: Vec<(&str, Option<&str>, &str)> =
        listed.iter().map(|row| (row.side.as_str(), row.address.as_deref(), row.raison.as_str())).collect();
    assert_eq!(told, [("inbox", Some(LEA), "trop long"), ("outbox", Some(LEA), "revenu : 5.1.1")]);
    assert_eq!(bench.store.set_aside(1).await.expect("read").len(), 1);
}
