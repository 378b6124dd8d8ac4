//! What goes wrong on the way, and what people do.

use guichet_store::{Channel, FilEntry, Store};
use guichet_tests::bot_api::Fault;
use guichet_tests::guichet::{HALLES, invite};
use serde_json::json;

use crate::scene::*;

#[tokio::test]
async fn a_stranger_is_shown_the_way_in_and_an_invitation_is_for_one() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    let inconnu = server.person(2002, "Dominique");
    inconnu.says("bonjour");
    inconnu.sees("invitation").await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    inconnu.says(&format!("/start {token}"));
    inconnu.sees("ne fonctionne plus").await;
    server.assert_valid();
}

#[tokio::test]
async fn two_people_side_by_side() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let store = atelier.store().await;
    let other = invite(&store, "paul.durand@example.org", HALLES).await;
    store.close().await;
    let guichet = atelier.serve().await;
    let paul = server.person(3003, "Paul");
    camille.says(&format!("/start {token}"));
    paul.says(&format!("/start {other}"));
    for person in [&camille, &paul] {
        person.sees("Bonjour").await;
        person.says("/nouvelle action individuelle");
        person.is_asked("Intitulé de la formation").await;
    }
    camille.says("Excel perfectionnement");
    paul.says("Hygiène alimentaire");
    for (person, title) in [(&camille, "Excel perfectionnement"), (&paul, "Hygiène alimentaire")] {
        let shown = person.is_asked("Date de début de la formation").await;
        assert!(shown.plain().contains(title), "{}", shown.plain());
        for text in ["01/03/2099", "03/03/2099", "non"] {
            person.says(text);
        }
        person.is_asked("Référence de l'établissement demandeur").await;
    }
    let own = paul.last().unwrap();
    assert!(own.find_button("Fournil des Halles").is_some());
    assert!(own.find_button("Boulangerie des Lilas").is_none(), "a person sees only her companies");
    paul.says("boulangerie des lilas");
    paul.sees("rien trouvé").await;
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    server.assert_valid();
}

/// What she wrote on end while nobody listened is one turn: each line is read, and she gets one answer.
#[tokio::test]
async fn words_on_end_get_one_answer() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle action individuelle");
    camille.is_asked("Intitulé de la formation").await;
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    let before = camille.shown().len();
    for line in ["Excel perfectionnement", "21h", "1 500 € HT", "du 1er au 3 mars 2099"] {
        camille.says(line);
    }
    let guichet = atelier.serve().await;
    let asked = "Demandez-vous le remboursement de frais annexes (nuits, repas, kilomètres) ?";
    let said = camille.is_asked(asked).await.plain();
    for noted in ["Excel perfectionnement", "21", "500,00", "1er mars 2099", "3 mars 2099"] {
        assert!(said.contains(noted), "{noted}: {said}");
    }
    server.until_drained().await;
    assert_eq!(camille.shown().len(), before + 1, "one answer");
    assert_eq!(guichet.stop().await, Some(0));
    server.assert_valid();
}

#[tokio::test]
async fn a_burst_is_answered_once_and_one_chats_wait_holds_up_nobody() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let store = atelier.store().await;
    let other = invite(&store, "paul.durand@example.org", HALLES).await;
    store.close().await;
    let _guichet = atelier.serve().await;
    let paul = server.person(3003, "Paul");
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    server.fault(Fault::TooMany { chat: camille.id, retry_after: 3 });
    for _ in 0..30 {
        camille.says("bonjour");
    }
    let before = server.calls("sendMessage").len();
    paul.says(&format!("/start {other}"));
    paul.sees("Bonjour").await;
    assert!(camille.shown().len() <= 2, "Paul did not wait for Camille's turn");
    server.until_drained().await;
    camille.says("/nouvelle action individuelle");
    camille.is_asked("Intitulé de la formation").await;
    let sent = server.calls("sendMessage").len() - before;
    assert!(sent <= 15, "31 answers were folded into few messages, not {sent}");
    server.assert_valid();
}

#[tokio::test]
async fn server_errors_and_lost_answers_are_tried_again() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    server.fault(Fault::Internal { method: "sendMessage" });
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    server.fault(Fault::LostAnswer { method: "sendMessage" });
    camille.says("/nouvelle action individuelle");
    camille.is_asked("Intitulé de la formation").await;
    server.until("the lost one is sent again", |server| server.calls("sendMessage").len() >= 4).await;
    server.fault(Fault::Internal { method: "getUpdates" });
    server.fault(Fault::OldQuery);
    camille.taps("À quoi ça sert ?");
    camille.sees("Le titre exact").await;
    server.assert_valid();
}

#[tokio::test]
async fn the_card_is_edited_after_a_tap_and_sent_anew_after_words() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    let welcome = camille.sees("Bonjour").await;
    camille.taps("Nouvelle demande");
    camille.is_asked("Dispositif").await;
    camille.taps("Action individuelle");
    let card = camille.is_asked("Intitulé de la formation").await;
    assert_eq!((card.id, card.edits), (welcome.id, 2), "in place");
    camille.says("Excel");
    let anew = camille.is_asked("Date de début de la formation").await;
    assert_ne!(anew.id, card.id);
    server.until("the old card has no buttons", |_| camille.shown()[0].buttons.is_empty()).await;
    // The calendar: a month on, and a day.
    let next = anew.buttons.iter().find(|button| button.label == "›").unwrap();
    camille.taps_data(anew.id, &next.data);
    server.until("another month", |_| camille.last().is_some_and(|shown| shown.edits == 1)).await;
    camille.taps("15");
    camille.is_asked("Date de fin de la formation").await;
    // A button of a card gone by.
    camille.taps_data(card.id, &card.buttons[0].data);
    camille.sees("n'est plus à jour").await;
    camille.taps_data(card.id, "nonsense");
    camille.is_asked("Date de fin de la formation").await;
    server.assert_valid();
}

#[tokio::test]
async fn a_double_tap_counts_once() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    let welcome = camille.sees("Bonjour").await;
    let button = welcome.find_button("Nouvelle demande").unwrap().clone();
    camille.taps_data(welcome.id, &button.data);
    camille.taps_data(welcome.id, &button.data);
    camille.is_asked("Dispositif").await;
    server.until("both taps are answered", |server| server.calls("answerCallbackQuery").len() == 2).await;
    assert_eq!(server.calls("answerCallbackQuery")[1]["text"], "C'est déjà noté.");
    server.assert_valid();
}

#[tokio::test]
async fn albums_edits_stickers_and_unwanted_files() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle action individuelle");
    camille.is_asked("Intitulé de la formation").await;
    let title = camille.says("Exel");
    camille.is_asked("Date de début de la formation").await;
    camille.edits(title, "Excel perfectionnement");
    camille.sees("Excel perfectionnement").await;
    for fields in [
        json!({"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
            "is_animated": false, "is_video": false}}),
        json!({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}),
        json!({"location": {"latitude": 47.2, "longitude": -1.5}}),
    ] {
        let before = camille.shown().len();
        camille.push(json!({"message": camille.message(fields)}));
        server.until("a kind word", |_| camille.shown().len() > before).await;
        camille.is_asked("Date de début de la formation").await;
    }
    let photos: [&[u8]; 2] = [JPEG, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 second page"];
    camille.sends_album(&photos);
    let choice = camille.sees("photo-").await;
    assert!(choice.find_button("Programme de la formation").is_some());
    camille.taps("Programme de la formation");
    camille.sees("1 fichier a été ajouté à Pièce à gérer.").await;
    assert_eq!(
        camille.last().unwrap().plain().matches("1 fichier a été ajouté").count(),
        2,
        "one album, two files"
    );
    camille.sends_document("tarifs.zip", "application/zip", b"PK\x03\x04 synthetic");
    camille.sees("tarifs.zip").await;
    server.assert_valid();
}

/// The number is synthetic; its key is right.
#[tokio::test]
async fn a_social_security_number_is_stored_nowhere() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("mon numéro : 1 85 05 78 006 084 36");
    camille.sees("sécurité sociale").await;
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    let store: Store = atelier.store().await;
    let entries = store.fil(Channel::Telegram, &camille.id.to_string(), 10).await.unwrap();
    let words = |entry: &FilEntry| match entry {
        FilEntry::In { raw, .. } => String::from_utf8_lossy(raw).into_owned(),
        entry => format!("{entry:?}"),
    };
    let stored: String = entries.iter().map(words).collect();
    assert!(stored.contains("masqué") && !stored.contains("084"), "{stored}");
    store.close().await;
    server.assert_valid();
}

#[tokio::test]
async fn in_a_group_it_says_where_it_speaks_and_plays_nothing() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    let before = camille.shown().len();
    let mut message = camille.message(json!({"text": "/nouvelle@guichet_bot"}));
    message["chat"] = json!({"id": -5005, "type": "group", "title": "Fournil"});
    server.push(json!({"message": message}));
    server
        .until("the group is answered", |server| {
            server.calls("sendMessage").iter().any(|call| call["chat_id"] == -5005)
        })
        .await;
    assert_eq!(camille.shown().len(), before);
    server.assert_valid();
}

#[tokio::test]
async fn who_blocked_the_bot_is_left_alone() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    server.fault(Fault::Blocked { chat: camille.id });
    let before = server.calls("sendMessage").len();
    camille.says("/nouvelle action individuelle");
    server.until("one attempt", |server| server.calls("sendMessage").len() > before).await;
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    assert_eq!(server.calls("sendMessage").len(), before + 1, "403 is not tried again");
    let store: Store = atelier.store().await;
    let counts = store.queue_counts().await.unwrap();
    assert!(counts.iter().any(|(side, channel, state, n)| {
        side == "outbox" && *channel == Channel::Telegram && state == "dead" && *n == 1
    }));
    store.close().await;
}

#[tokio::test]
async fn the_same_update_twice_is_played_once_and_a_wrong_secret_gets_nothing() {
    let (server, atelier, camille, token) = scene(Mode::Webhook).await;
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    let hook = format!("{}/telegram/webhook", guichet.url);
    let secret = server.calls("setWebhook")[0]["secret_token"].as_str().unwrap().to_owned();
    let client = reqwest::Client::new();
    let mut update = json!({"message": camille.message(json!({"text": "/nouvelle action individuelle"}))});
    update["update_id"] = json!(900_000);
    let refused = client.post(&hook).header("X-Telegram-Bot-Api-Secret-Token", "wrong").json(&update);
    assert_eq!(refused.send().await.unwrap().status(), 401);
    assert_eq!(client.post(&hook).json(&update).send().await.unwrap().status(), 401);
    for _ in 0..3 {
        let taken = client.post(&hook).header("X-Telegram-Bot-Api-Secret-Token", &secret).json(&update);
        assert_eq!(taken.send().await.unwrap().status(), 200);
    }
    let broken = client.post(&hook).header("X-Telegram-Bot-Api-Secret-Token", &secret).body("{not json");
    assert_eq!(broken.send().await.unwrap().status(), 200, "kept for a human");
    camille.is_asked("Intitulé de la formation").await;
    camille.says("Excel");
    camille.is_asked("Date de début de la formation").await;
    let asked = camille.shown().iter().filter(|shown| shown.plain().contains("Le titre exact")).count();
    assert_eq!(asked, 1);
    server.assert_valid();
}
