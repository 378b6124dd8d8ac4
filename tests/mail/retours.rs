//! Letters that Postfix sends back, and programs that answer each other.

use std::time::Duration;

use guichet_core::message::{Message, Note, Screen};
use guichet_store::{Channel, LettreRevenue, Payload, Store};
use guichet_tests::guichet::Atelier;

use crate::pile::{PILE, address};
use crate::scene::{mail, now};

/// What must have happened has happened by then.
const PATIENCE: Duration = Duration::from_secs(120);

/// A process that receives as this user, with the fictitious directory and someone invited under this address.
async fn atelier(user: &str, invited: &str) -> (Atelier, String) {
    let mut atelier = Atelier::new();
    atelier.set("IMAP_URL", &PILE.imaps_url(user));
    atelier.set("SMTP_URL", &PILE.smtp_url());
    atelier.set("MAIL_FROM", &address(user));
    atelier.set("MAIL_CA_FILE", &PILE.ca_file().display().to_string());
    let invitation = atelier.settle(&address(invited)).await;
    (atelier, invitation)
}

/// What someone writes by herself, from this address.
async fn writes(from: &str, to: &str, said: &str) {
    let raw =
        String::from_utf8(mail(said, said)).expect("text").replace("Camille@lilas.example", &address(from));
    PILE.send(&address(from), to, raw.as_bytes()).await;
}

/// Looks again until there is something to see.
async fn until<T>(look: impl AsyncFn() -> Option<T>) -> T {
    let seen = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.expect("it happens in time")
}

async fn rows(store: &Store, side: &str, state: &str) -> i64 {
    let counts = store.queue_counts().await.expect("counted");
    counts
        .iter()
        .filter(|(own, channel, at, _)| own == side && *channel == Channel::Courriel && at == state)
        .map(|(.., count)| count)
        .sum()
}

/// Postfix finds nobody there: once it has taken our letter, or when we want to hand it over.
#[tokio::test]
async fn what_comes_back_stops_the_letters_and_is_told_elsewhere() {
    for user in ["parti", "refuse"] {
        let assistant = format!("guichet-{user}");
        let (atelier, invitation) = atelier(&assistant, user).await;
        let store = atelier.store().await;
        store.redeem(now(), &invitation, Channel::Telegram, "42").await.expect("kept").expect("bound");
        let guichet = atelier.serve().await;
        writes(user, &assistant, "bonjour").await;
        let failing = until(async || store.find_failing(&address(user)).await.expect("read")).await;
        assert_eq!(failing.status.as_deref(), Some("5.1.1"), "{user}");
        let claim = until(async || store.claim_outbox(now(), Channel::Telegram).await.expect("read")).await;
        let told = claim.rows.iter().any(|row| {
            matches!(&row.payload, Payload::Message(message)
                if message.notes == [Note::CourrielRevenu { email: address(user) }])
        });
        assert!(told, "{:?}", claim.rows);
        // The one was taken and came back, the other never left.
        let taken = rows(&store, "outbox", "done").await;
        assert_eq!(
            (taken, rows(&store, "outbox", "dead").await),
            if user == "parti" { (1, 0) } else { (0, 1) }
        );
        store.close().await;
        assert_eq!(guichet.stop().await, Some(0));
    }
}

#[tokio::test]
async fn a_letter_that_is_late_is_waited_for() {
    let (atelier, _) = atelier("guichet-tard", "plein").await;
    let store = atelier.store().await;
    let guichet = atelier.serve().await;
    writes("plein", "guichet-tard", "bonjour").await;
    // Her letter, then Postfix's notice that ours is late.
    until(async || (rows(&store, "inbox", "done").await == 2).then_some(())).await;
    assert_eq!(rows(&store, "inbox", "dead").await, 0, "the report is known for ours");
    assert_eq!(store.find_failing(&address("plein")).await.expect("read"), None);
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}

/// What waits for an address when it fails is not sent; her next letter opens it again.
#[tokio::test]
async fn nothing_is_written_to_an_address_that_fails() {
    let (mut atelier, _) = atelier("guichet-echec", "camille-echec").await;
    // A relay that is away: the answer waits.
    atelier.set("SMTP_URL", "smtp://127.0.0.1:1");
    let store = atelier.store().await;
    let guichet = atelier.serve().await;
    writes("camille-echec", "guichet-echec", "bonjour").await;
    until(async || (rows(&store, "outbox", "pending").await == 1).then_some(())).await;
    let revenue = LettreRevenue {
        letter: 0,
        address: address("camille-echec"),
        status: Some("5.1.1".to_owned()),
        definitif: true,
    };
    let avis = Message { notes: vec![], screen: Screen::Empty, choices: vec![], card: 0, in_place: false };
    assert!(store.letter_returned(now(), &revenue, &avis).await.expect("kept"));
    until(async || (rows(&store, "outbox", "dead").await == 1).then_some(())).await;
    writes("camille-echec", "guichet-echec", "rebonjour").await;
    until(async || (rows(&store, "outbox", "pending").await == 1).then_some(())).await;
    assert_eq!(store.find_failing(&address("camille-echec")).await.expect("read"), None);
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}

/// Each knows the other as somebody who may make requests.
#[tokio::test]
async fn two_of_ours_do_not_answer_each_other() {
    let (one, _) = atelier("guichet-un", "guichet-deux").await;
    let (two, _) = atelier("guichet-deux", "guichet-un").await;
    let (first, second) = (one.store().await, two.store().await);
    let running = (one.serve().await, two.serve().await);
    writes("guichet-deux", "guichet-un", "bonjour").await;
    until(async || (rows(&second, "inbox", "done").await == 1).then_some(())).await;
    let sent = async |store: &Store, to: &str| {
        let since = now() - chrono::TimeDelta::days(40_000);
        store.count_letters(&address(to), since).await.expect("counted")
    };
    assert_eq!((sent(&first, "guichet-deux").await, sent(&second, "guichet-un").await), (1, 0));
    assert_eq!(rows(&first, "inbox", "done").await, 1, "nothing came back");
    for store in [first, second] {
        store.close().await;
    }
    assert_eq!((running.0.stop().await, running.1.stop().await), (Some(0), Some(0)));
}
