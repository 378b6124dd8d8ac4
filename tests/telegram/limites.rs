//! Limits of the Bot API: files, markup, tokens, cells that do nothing.

use guichet_tests::bot_api::{Fault, Person};
use guichet_tests::guichet::Guichet;
use serde_json::json;

use crate::scene::*;

/// Camille at the first question of a new request.
async fn begin(atelier: &guichet_tests::guichet::Atelier, camille: &Person, token: &str) -> Guichet {
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle action individuelle");
    camille.is_asked("Intitulé de la formation").await;
    guichet
}

#[tokio::test]
async fn the_title_of_the_calendar_does_nothing_and_says_nothing() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = begin(&atelier, &camille, &token).await;
    camille.says("Excel");
    let asked = camille.is_asked("Date de début de la formation").await;
    let title = asked.buttons.iter().find(|button| button.data.ends_with(":-")).unwrap();
    let before = camille.shown().len();
    camille.taps_data(asked.id, &title.data);
    server.until("the tap is answered", |server| !server.calls("answerCallbackQuery").is_empty()).await;
    assert_eq!(server.calls("answerCallbackQuery")[0].get("text"), None);
    camille.taps("›");
    server.until("another month", |_| camille.last().is_some_and(|shown| shown.edits == 1)).await;
    assert_eq!(camille.shown().len(), before, "nothing was said in between");
    server.assert_valid();
}

#[tokio::test]
async fn files_that_cannot_be_had_are_told_and_those_that_come_late_are_waited_for() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = begin(&atelier, &camille, &token).await;
    let document = |id: &str, size: u64| json!({"document": {"file_id": id, "file_unique_id": id, "file_name": "devis.pdf", "file_size": size}});
    camille.push(json!({"message": camille.message(document("large", 30 << 20))}));
    camille.sees("20 Mo").await;
    assert!(server.calls("getFile").is_empty(), "its size was told with it");
    camille.push(json!({"message": camille.message(document("nowhere", 1000))}));
    camille.sees("je n'ai pas pu récupérer ce fichier").await;
    server.fault(Fault::Internal { method: "getFile" });
    camille.sends_document("scan.pdf", "application/pdf", PDF);
    let choice = camille.sees("scan.pdf").await;
    assert!(server.calls("getFile").len() >= 3, "it was tried again");
    assert!(choice.find_button("Programme de la formation").is_some(), "{}", choice.plain());
    server.assert_valid();
}

#[tokio::test]
async fn an_album_outlives_a_crash_as_one() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let guichet = begin(&atelier, &camille, &token).await;
    camille.sends_album(&[JPEG, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 second page"]);
    server.until_drained().await;
    guichet.kill().await;
    let _guichet = atelier.serve().await;
    let choice = camille.sees("photo-").await;
    assert_eq!(choice.plain().matches(".jpg").count(), 2, "{}", choice.plain());
    server.assert_valid();
}

#[tokio::test]
async fn a_markup_that_is_refused_costs_the_markup_only() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    server.fault(Fault::Markup);
    camille.says(&format!("/start {token}"));
    let plain = camille.sees("Bonjour").await;
    assert!(!plain.html.contains("<b>"));
    camille.taps("Nouvelle demande");
    camille.is_asked("Dispositif").await;
    camille.taps("Action individuelle");
    camille.is_asked("Intitulé de la formation").await;
    server.assert_valid();
}

#[tokio::test]
async fn a_token_withdrawn_for_a_while_loses_no_answer() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = begin(&atelier, &camille, &token).await;
    server.fault(Fault::Unauthorized);
    server.fault(Fault::Unauthorized);
    camille.says("Excel");
    camille.is_asked("Date de début de la formation").await;
    server.assert_valid();
}

#[tokio::test]
async fn blocking_and_unblocking_is_no_message() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = begin(&atelier, &camille, &token).await;
    let before = camille.shown().len();
    for status in ["kicked", "member"] {
        let message = camille.message(json!({}));
        server.push(json!({"my_chat_member": {"chat": message["chat"], "from": message["from"],
            "date": message["date"], "old_chat_member": {"status": "member", "user": message["from"]},
            "new_chat_member": {"status": status, "user": message["from"]}}}));
    }
    camille.says("Excel");
    camille.is_asked("Date de début de la formation").await;
    assert_eq!(camille.shown().len(), before + 1);
    server.assert_valid();
}
