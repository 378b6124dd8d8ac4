//! One-time codes: a chat is linked to an account by whoever reads the account's mail.

use guichet_core::message::{Note, Screen};
use guichet_store::Channel;

use crate::bench::{BOULANGERIE, Bench, at, done, messages};
use crate::on_both;

on_both!(
    a_code_links_a_chat_to_the_account,
    a_wrong_code_opens_nothing,
    an_address_nobody_has_is_answered_alike,
    codes_are_counted,
);

const TELEGRAM: Channel = Channel::Telegram;
const LEA: &str = "lea@example.org";

/// Says something in a chat nobody is known by; the screen of the answer.
async fn says(bench: &Bench, chat: &str, text: &str, n: i64) -> (Screen, Vec<Note>) {
    bench.say(TELEGRAM, chat, text, at(n)).await;
    let claim = bench.outbox(at(n), TELEGRAM).await.expect("an answer");
    let last = messages(&claim).pop().expect("a message").clone();
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    bench.settle(&claim, &ids, &done()).await;
    (last.screen, last.notes)
}

/// The code that was mailed last.
async fn mailed(bench: &Bench, n: i64) -> Option<String> {
    let claim = bench.outbox(at(n), Channel::Courriel).await?;
    let code = messages(&claim).into_iter().rev().find_map(|message| match &message.screen {
        Screen::Code { code } => Some(code.clone()),
        _ => None,
    });
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    bench.settle(&claim, &ids, &done()).await;
    code
}

async fn a_code_links_a_chat_to_the_account(bench: Bench) {
    let lea = bench.personne(LEA, BOULANGERIE, Channel::Web, "page").await;
    assert_eq!(says(&bench, "7", "Bonjour", 1).await.0, Screen::Inconnu);
    let (screen, _) = says(&bench, "7", "Mon adresse : Lea@example.org", 2).await;
    assert_eq!(screen, Screen::CodeDemande { email: LEA.to_owned() });
    let code = mailed(&bench, 2).await.expect("a code");
    let (screen, notes) = says(&bench, "7", &code, 3).await;
    assert!(matches!(screen, Screen::Accueil(_)), "{screen:?}");
    assert_eq!(notes.first(), Some(&Note::Relie { email: LEA.to_owned() }));
    let found = bench.store.find_personne(TELEGRAM, "7").await.expect("read");
    assert_eq!(found.map(|personne| personne.id), Some(lea.id));
    let claim = bench.outbox(at(3), Channel::Courriel).await.expect("her account hears of it");
    assert!(matches!(messages(&claim)[0].notes[..], [Note::Relie { .. }]));
    // It served once: in another chat it opens nothing.
    assert_eq!(says(&bench, "8", &code, 4).await.0, Screen::CodeRefuse { reste: 0 });
    assert_eq!(bench.store.find_personne(TELEGRAM, "8").await.expect("read"), None);
}

async fn a_wrong_code_opens_nothing(bench: Bench) {
    bench.personne(LEA, BOULANGERIE, Channel::Web, "page").await;
    says(&bench, "7", LEA, 1).await;
    let code = mailed(&bench, 1).await.expect("a code").replace(' ', "");
    let wrong: String = code.chars().rev().map(|digit| if digit == '9' { '0' } else { '9' }).collect();
    for left in (0..5).rev() {
        assert_eq!(says(&bench, "7", &wrong, 2).await.0, Screen::CodeRefuse { reste: left });
    }
    assert_eq!(says(&bench, "7", &code, 3).await.0, Screen::CodeRefuse { reste: 0 }, "tried too often");
    says(&bench, "9", LEA, 10).await;
    let code = mailed(&bench, 10).await.expect("another");
    assert_eq!(says(&bench, "9", &code, 10 + 600).await.0, Screen::CodeRefuse { reste: 0 }, "too old");
    assert_eq!(bench.store.find_personne(TELEGRAM, "9").await.expect("read"), None);
}

async fn an_address_nobody_has_is_answered_alike(bench: Bench) {
    let (screen, _) = says(&bench, "7", "tom@example.org", 1).await;
    assert_eq!(screen, Screen::CodeDemande { email: "tom@example.org".to_owned() });
    assert_eq!(mailed(&bench, 1).await, None, "nothing is written to strangers");
    assert_eq!(says(&bench, "7", "12345678", 2).await.0, Screen::CodeRefuse { reste: 4 });
}

async fn codes_are_counted(bench: Bench) {
    bench.personne(LEA, BOULANGERIE, Channel::Web, "page").await;
    for n in 0..3 {
        says(&bench, "7", LEA, n).await;
    }
    assert_eq!(says(&bench, "7", LEA, 4).await.0, Screen::TropDeCodes);
    assert!(matches!(says(&bench, "7", LEA, 3_700).await.0, Screen::CodeDemande { .. }), "an hour later");
    while mailed(&bench, 3_700).await.is_some() {}
    for chat in 0..7 {
        says(&bench, &format!("1{chat}"), LEA, 3_800 + chat).await;
    }
    let mut sent = 0;
    while mailed(&bench, 3_900).await.is_some() {
        sent += 1;
    }
    assert!(sent <= 6, "ten a day for one address, whoever asks: {sent}");
    assert_eq!(bench.count("SELECT COUNT(*) FROM code WHERE personne IS NOT NULL").await, 10);
}
