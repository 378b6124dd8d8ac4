//! « Mes rapports »: picture, words and files over the Bot API, once more the same when an answer was lost.

use guichet_tests::bot_api::{Fault, Person, Server, Shown};

use crate::scene::*;

/// Camille with a request of this year, in front of her report.
async fn reported(server: &Server, camille: &Person, token: &str) {
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle action individuelle");
    camille.is_asked("Intitulé de la formation").await;
    camille.says("Excel perfectionnement");
    camille.is_asked("Date de début de la formation").await;
    camille.says("/rapports");
    camille.is_asked("Mes rapports").await;
    camille.taps("Cette année");
    let report = camille.sees("Par statut").await;
    assert!(report.plain().contains("En préparation : 1 demande"), "{}", report.plain());
    assert!(report.find_button("Tableau Excel").is_some() && report.find_button("Fichier CSV").is_some());
    server.until_drained().await;
}

fn files(camille: &Person) -> Vec<Shown> {
    camille.shown().into_iter().filter(|shown| shown.file.is_some()).collect()
}

#[tokio::test]
async fn a_picture_then_the_words_then_the_files_she_asks_for() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    reported(&server, &camille, &token).await;
    let shown = camille.shown();
    let [.., picture, words] = &shown[..] else { panic!("two messages") };
    let file = picture.file.as_ref().expect("the picture comes first");
    assert_eq!((file.method.as_str(), file.mime.as_str()), ("sendPhoto", "image/png"));
    assert!(file.content.starts_with(b"\x89PNG"));
    assert!(picture.plain().starts_with("Vos demandes du 1er janvier au 31 décembre"), "{}", picture.plain());
    assert!(words.file.is_none());
    camille.taps("Tableau Excel");
    camille.sees("Voici votre tableau Excel").await;
    camille.says("csv");
    camille.sees("Voici votre fichier CSV").await;
    let files: Vec<_> = files(&camille).into_iter().filter_map(|shown| shown.file).collect();
    let [_, excel, csv] = &files[..] else { panic!("{files:?}") };
    assert!(
        excel.method == "sendDocument" && excel.name.ends_with(".xlsx") && excel.content.starts_with(b"PK")
    );
    assert!(csv.name.ends_with(".csv") && csv.content.starts_with("\u{feff}Numéro Dossier;".as_bytes()));
    assert_eq!(csv.content.iter().filter(|byte| **byte == b'\n').count(), 2, "a heading and one request");
    server.assert_valid();
}

#[tokio::test]
async fn a_file_whose_answer_was_lost_is_sent_again_the_same() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let _guichet = atelier.serve().await;
    server.fault(Fault::LostAnswer { method: "sendPhoto" });
    reported(&server, &camille, &token).await;
    let pictures = files(&camille);
    assert_eq!(pictures.len(), 2, "at least once");
    assert_eq!(pictures[0].file, pictures[1].file, "to the byte");
    server.fault(Fault::Internal { method: "sendDocument" });
    server.fault(Fault::TooMany { chat: camille.id, retry_after: 1 });
    camille.taps("Tableau Excel");
    camille.sees("Voici votre tableau Excel").await;
    assert_eq!(files(&camille).len(), 3, "refused, then refused, then sent once");
    server.assert_valid();
}
