//! Turns: all of it is written, or nothing.

use std::time::Duration;

use guichet_core::annuaire::{Personne, Role};
use guichet_core::demandes::Filtre;
use guichet_core::dossier::Dossier;
use guichet_core::engine::{JournalWhat, Toast};
use guichet_core::event::{Event, Recherche, Trouvaille};
use guichet_core::message::Screen;
use guichet_store::{Channel, FilEntry, Incoming, Played, Source};

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, messages, text};
use crate::on_both;

on_both!(
    a_request_begins_and_is_kept,
    one_conversation_on_two_channels,
    a_dossier_is_its_owners,
    a_crash_before_the_end_leaves_nothing,
    a_turn_that_fails_leaves_nothing,
    an_old_button_gets_a_word,
);

const TELEGRAM: Channel = Channel::Telegram;

async fn demandes(bench: &Bench, who: &Personne) -> Vec<Dossier> {
    match bench
        .store
        .search(who, Recherche::Dossiers { filtre: Filtre::default(), page: 0 })
        .await
        .expect("searched")
    {
        Trouvaille::Dossiers(page) => {
            assert_eq!(page.total as usize, page.items.len());
            page.items
        }
        other => panic!("{other:?}"),
    }
}

async fn a_request_begins_and_is_kept(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(1)).await;
    bench.say(TELEGRAM, "1", "Excel perfectionnement", at(2)).await;
    let [listed] = &demandes(&bench, &lea).await[..] else { panic!("one request") };
    assert_eq!(bench.titre(listed).as_deref(), Some("Excel perfectionnement"));
    let dossier = bench.store.find_dossier(listed.id).await.expect("read").expect("there");
    assert_eq!((dossier.proprietaire, dossier.created_at, dossier.updated_at), (lea.id, at(1), at(2)));
    let journal = bench.store.journal(dossier.id).await.expect("read");
    assert_eq!((journal[0].at, &journal[0].entry.what), (at(1), &JournalWhat::Cree));
    assert!(matches!(&journal[1].entry.what, JournalWhat::Reponse { apres: Some(_), .. }));
    assert!(journal.iter().all(|line| line.entry.dossier == dossier.id && line.auteur == Some(lea.id)));
    assert!(journal.iter().all(|line| line.role == Some(Role::Adherent)));
    assert!(journal.iter().all(|line| line.source == Source::Canal(TELEGRAM)));
    let claim = bench.outbox(at(3), TELEGRAM).await.expect("two answers");
    assert_eq!(messages(&claim).len(), 2);
    // A second request leaves the first in the list, newest first.
    bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(4)).await;
    let ids: Vec<_> = demandes(&bench, &lea).await.iter().map(|listed| listed.id).collect();
    assert_eq!((ids.len(), ids[1]), (2, dossier.id));
    assert_eq!(bench.store.find_dossier(dossier.id).await.expect("read"), Some(dossier));
    assert_eq!(bench.store.find_dossier(uuid::Uuid::nil()).await.expect("read"), None);
}

async fn one_conversation_on_two_channels(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let same = bench.personne("lea@example.org", BOULANGERIE, Channel::Web, "session").await;
    assert_eq!(same.id, lea.id);
    bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(1)).await;
    bench.say(Channel::Web, "session", "Excel perfectionnement", at(2)).await;
    let [listed] = &demandes(&bench, &lea).await[..] else { panic!("one request") };
    assert_eq!(bench.titre(listed).as_deref(), Some("Excel perfectionnement"));
    // Each answer goes where the word came from; the card left behind says so.
    let claim = bench.outbox(at(3), TELEGRAM).await.expect("a card");
    let elsewhere: Vec<bool> = messages(&claim).iter().map(|message| message.is_elsewhere()).collect();
    assert_eq!(elsewhere, [false, true]);
    let fil = bench.store.fil(Channel::Web, "session", 10).await.expect("read");
    assert!(matches!(&fil[..], [FilEntry::In { .. }, FilEntry::Out { .. }]));
}

async fn a_dossier_is_its_owners(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let tom = bench.personne("tom@example.org", COIFFURE, TELEGRAM, "2").await;
    bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(1)).await;
    let id = demandes(&bench, &lea).await[0].id;
    let open = Recherche::Dossier { id };
    let hers = bench.store.search(&lea, open.clone()).await.expect("searched");
    assert!(matches!(hers, Trouvaille::Dossier(Some(found)) if found.dossier.id == id));
    assert_eq!(bench.store.search(&tom, open).await.expect("searched"), Trouvaille::Dossier(None));
    assert!(demandes(&bench, &tom).await.is_empty());
    bench.say(TELEGRAM, "2", "/entreprises", at(2)).await;
    let claim = bench.outbox(at(2), TELEGRAM).await.expect("for lea");
    let other = bench.outbox(at(2), TELEGRAM).await.expect("for tom");
    let tom_sees = format!("{:?}", messages(if claim.address == "2" { &claim } else { &other }));
    assert!(tom_sees.contains("Élégance") && !tom_sees.contains("Dupont"), "{tom_sees}");
}

async fn a_crash_before_the_end_leaves_nothing(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench.receive(TELEGRAM, "1", "a", at(1)).await;
    let lost = bench.claim(at(1)).await.expect("a");
    drop(lost);
    // The worker dies within the turn: its future is dropped wherever it is by then.
    for step in 0..40 {
        let Some(claim) = bench.claim(at(100 * (step + 1))).await else { break };
        let incoming = text("/nouvelle action individuelle");
        let play = bench.store.play(&bench.cadre, at(2), &claim, &incoming);
        let cut = Duration::from_micros(step.unsigned_abs() * 50);
        if let Ok(played) = tokio::time::timeout(cut, play).await {
            assert!(matches!(played, Ok(Played::Done { .. })));
        }
    }
    // A commit that was sent as its future was dropped is carried out by PostgreSQL a moment later, and holds
    // the address until then: either it is seen, or the input is handed out again.
    let settled = async {
        while demandes(&bench, &lea).await.is_empty() {
            if let Some(claim) = bench.claim(at(1_000_000)).await {
                assert!(matches!(
                    bench.play(at(2), &claim, &text("/nouvelle action individuelle")).await,
                    Played::Done { .. }
                ));
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), settled).await.expect("the turn is played");
    assert_eq!(demandes(&bench, &lea).await.len(), 1);
    assert_eq!(bench.count("SELECT COUNT(*) FROM outbox").await, 1);
    assert_eq!(bench.count("SELECT COUNT(*) FROM journal").await, 1);
}

async fn a_turn_that_fails_leaves_nothing(bench: Bench) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench.receive(TELEGRAM, "1", "a", at(1)).await;
    let claim = bench.claim(at(1)).await.expect("a");
    bench.raw("ALTER TABLE outbox RENAME TO elsewhere").await.expect("broken");
    assert!(
        bench.store.play(&bench.cadre, at(1), &claim, &text("/nouvelle action individuelle")).await.is_err()
    );
    bench.raw("ALTER TABLE elsewhere RENAME TO outbox").await.expect("mended");
    assert!(demandes(&bench, &lea).await.is_empty());
    bench.store.retry_inbox(&claim, at(5), "no such table").await.expect("still ours");
    let again = bench.claim(at(5)).await.expect("a");
    assert!(matches!(
        bench.play(at(5), &again, &text("/nouvelle action individuelle")).await,
        Played::Done { .. }
    ));
    assert_eq!(demandes(&bench, &lea).await.len(), 1);
}

async fn an_old_button_gets_a_word(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench.say(TELEGRAM, "1", "/nouvelle action individuelle", at(1)).await;
    let tap = Incoming { event: Event::Tap { card: 999, choice: 0 }, puis: Vec::new(), invitation: None };
    let played = bench.turn(TELEGRAM, "1", &tap, at(2)).await;
    assert_eq!(played, Played::Done { toast: Some(Toast::BoutonPerime) });
    let claim = bench.outbox(at(2), TELEGRAM).await.expect("the card");
    assert!(messages(&claim).iter().any(|message| matches!(message.screen, Screen::Question(_))));
}
