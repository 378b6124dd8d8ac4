//! Letters: who wrote them, what they go on from, and all that one of them says.

use guichet_core::event::{Event, Fichier, FichierRecu};
use guichet_core::message::{Note, Screen};
use guichet_store::{Channel, Incoming, SendOutcome};

use crate::bench::{BOULANGERIE, Bench, at, messages, text};
use crate::on_both;

on_both!(
    she_is_known_by_her_address,
    a_letter_goes_on_from_the_one_she_answered,
    one_letter_says_several_things_and_is_answered_once,
    the_card_left_behind_says_where_the_conversation_goes_on,
);

const COURRIEL: Channel = Channel::Courriel;
const LEA: &str = "lea@example.org";

async fn she_is_known_by_her_address(bench: Bench) {
    let lea = bench.personne("Lea@example.org", BOULANGERIE, Channel::Telegram, "1").await;
    let found = bench.store.find_personne(COURRIEL, "LEA@example.org").await.expect("read");
    assert_eq!(found.map(|personne| personne.id), Some(lea.id));
    assert_eq!(bench.store.find_personne(COURRIEL, "tom@example.org").await.expect("read"), None);
    assert_eq!(bench.store.find_personne(COURRIEL, "1").await.expect("read"), None);
}

/// Says something by email; the Message-ID of the answer, once it is sent.
async fn exchange(bench: &Bench, said: &str, n: i64) -> (i64, Option<String>) {
    bench.say(COURRIEL, LEA, said, at(n)).await;
    let claim = bench.outbox(at(n), COURRIEL).await.expect("an answer");
    let row = claim.rows.last().expect("a row").clone();
    let before = bench.store.find_letter_before(LEA, &row).await.expect("read");
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    let sent = SendOutcome::Done { remote_id: Some(format!("<{n}@example.org>")) };
    bench.settle(&claim, &ids, &sent).await;
    (row.id, before)
}

async fn a_letter_goes_on_from_the_one_she_answered(bench: Bench) {
    bench.personne(LEA, BOULANGERIE, Channel::Telegram, "1").await;
    let (first, before) = exchange(&bench, "bonjour", 10).await;
    assert_eq!(before, None);
    let (second, before) = exchange(&bench, "/nouvelle action individuelle", 20).await;
    assert_eq!(before.as_deref(), Some("<10@example.org>"));
    for letter in [first, second] {
        assert_eq!(
            bench.store.find_letter(letter).await.expect("read").map(|(to, _)| to).as_deref(),
            Some(LEA)
        );
    }
    bench.say(Channel::Telegram, "1", "/aide", at(30)).await;
    let claim = bench.outbox(at(30), Channel::Telegram).await.expect("an answer");
    let elsewhere = claim.rows.last().expect("a row").id;
    assert_eq!(bench.store.find_letter(elsewhere).await.expect("read"), None, "no letter");
    assert_eq!(bench.store.find_letter(999_999).await.expect("read"), None);
    assert_eq!(bench.store.count_letters(LEA, at(0)).await.expect("counted"), 2);
    assert_eq!(bench.store.count_letters(LEA, at(15)).await.expect("counted"), 1);
    assert_eq!(bench.store.count_letters("tom@example.org", at(0)).await.expect("counted"), 0);
}

async fn one_letter_says_several_things_and_is_answered_once(bench: Bench) {
    bench.personne(LEA, BOULANGERIE, Channel::Telegram, "1").await;
    bench.say(COURRIEL, LEA, "/nouvelle action individuelle", at(1)).await;
    let file = |name: &str, digit: char| Event::Files {
        files: vec![Fichier::Stored(FichierRecu {
            sha256: digit.to_string().repeat(64),
            name: format!("{name}.pdf"),
            size: 1_000,
            mime: Some("application/pdf".to_owned()),
        })],
        caption: Some(name.to_owned()),
    };
    let letter =
        Incoming { puis: vec![file("devis", 'a'), file("programme", 'b')], ..text("Hygiène alimentaire") };
    while let Some(claim) = bench.outbox(at(2), COURRIEL).await {
        let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
        bench.settle(&claim, &ids, &SendOutcome::Done { remote_id: None }).await;
    }
    bench.turn(COURRIEL, LEA, &letter, at(3)).await;
    let claim = bench.outbox(at(3), COURRIEL).await.expect("an answer");
    let [answer] = messages(&claim)[..] else { panic!("one answer") };
    let echoes = answer.notes.iter().filter(|note| matches!(note, Note::Echo { .. })).count();
    let joined = answer.notes.iter().filter(|note| matches!(note, Note::FichierAjoute { .. })).count();
    assert_eq!((echoes, joined), (1, 2), "{:?}", answer.notes);
    let Screen::Manque(manque) = &answer.screen else { panic!("all that is missing: {:?}", answer.screen) };
    assert_eq!(manque.questions[0].posee.libelle, "Date de début de la formation", "asked in the end");
    assert!(manque.pieces.is_empty(), "both pièces are there");
}

async fn the_card_left_behind_says_where_the_conversation_goes_on(bench: Bench) {
    const CHAT: Channel = Channel::Telegram;
    bench.personne(LEA, BOULANGERIE, CHAT, "1").await;
    bench.say(CHAT, "1", "/nouvelle action individuelle", at(10)).await;
    let claim = bench.outbox(at(10), CHAT).await.expect("a card");
    let card = messages(&claim)[0].card;
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    bench.settle(&claim, &ids, &SendOutcome::Done { remote_id: Some("7".to_owned()) }).await;
    bench.say(COURRIEL, LEA, "Hygiène alimentaire", at(20)).await;
    let claim = bench.outbox(at(20), CHAT).await.expect("the mark");
    let [mark] = messages(&claim)[..] else { panic!("one mark: {claim:?}") };
    assert!(mark.is_elsewhere() && mark.in_place && mark.card == card, "{mark:?}");
    bench.settle(&claim, &[claim.rows[0].id], &SendOutcome::Done { remote_id: Some("7".to_owned()) }).await;
    // Once: the second letter leaves no card behind.
    bench.say(COURRIEL, LEA, "/aide", at(30)).await;
    assert!(bench.outbox(at(30), CHAT).await.is_none());
    // Back in the chat she is asked what is missing now; a letter is not taken back.
    bench.say(CHAT, "1", "/reprendre", at(40)).await;
    let claim = bench.outbox(at(40), CHAT).await.expect("a card");
    let asked = match &messages(&claim)[0].screen {
        Screen::Question(question) => question.libelle.clone(),
        other => panic!("a question, not {other:?}"),
    };
    assert_eq!(asked, "Date de début de la formation");
}
