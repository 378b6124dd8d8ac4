//! What OPCO EP's side decides is told by itself: each step once, in order, whatever happens to the process.

use std::time::Duration;

use guichet_core::dossier::Dossier;
use guichet_core::event::{Recherche, Trouvaille};
use guichet_store::{Channel, Store};
use guichet_tests::bot_api::{Person, Server};
use guichet_tests::guichet::{Atelier, Guichet};
use guichet_tests::pg;

use crate::scene::*;

/// Her requests, the newest first.
async fn dossiers(store: &Store) -> Vec<Dossier> {
    let personne = store.find_personne(Channel::Telegram, "1001").await.unwrap().unwrap();
    let recherche = Recherche::Dossiers { filtre: Default::default(), page: 0 };
    let Trouvaille::Dossiers(page) = store.search(&personne, recherche).await.unwrap() else { panic!() };
    page.items
}

async fn decide(atelier: &Atelier, numero: &str, arguments: &[&str]) {
    let (what, rest) = arguments.split_first().unwrap();
    let output = atelier.command(&[&["decider", what, numero], rest].concat()).output().await.unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Messages of the bot with these words.
fn with(camille: &Person, words: &str) -> Vec<i64> {
    let shown = camille.shown();
    shown.iter().filter(|shown| shown.plain().contains(words)).map(|shown| shown.id).collect()
}

/// Waits until she is told this, somewhere in her chat.
async fn told(server: &Server, camille: &Person, words: &str) -> i64 {
    server.until(&format!("she is told « {words} »"), |_| !with(camille, words).is_empty()).await;
    with(camille, words)[0]
}

/// A request of hers that was sent, whatever she had before.
async fn sends(camille: &Person, store: &Store) -> String {
    camille.says("/nouvelle");
    for (label, act) in r1() {
        camille.is_asked(label).await;
        act(camille);
    }
    camille.sees("Votre demande est envoyée").await;
    dossiers(store).await[0].numero.clone().unwrap()
}

async fn ready(database: Option<&str>, hold: &str) -> (Server, Atelier, Person, Guichet, Store) {
    let (server, mut atelier, camille, token) = scene_on(Mode::Polling, database).await;
    atelier.set("NEWS_HOLD_SECONDS", hold);
    atelier.set("NEWS_HOURS", "toujours");
    let serving = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    let store = atelier.store().await;
    (server, atelier, camille, serving, store)
}

#[tokio::test]
async fn each_step_is_told_once_in_order() {
    let (server, atelier, camille, serving, store) = ready(Some(&pg::database()), "0").await;
    let numero = sends(&camille, &store).await;
    let mut ids = Vec::new();
    let mut phrases = Vec::new();
    let steps: [(&[&str], &str); 4] = [
        (&["statut", "en cours de traitement"], "Nouveau statut : En cours de traitement"),
        (&["agd", "Nadia Leroux"], "C'est la personne qui suit ce dossier"),
        (
            &[
                "complement",
                "--motif",
                "Il manque la convention.",
                "--piece",
                "convention",
                "--avant",
                "12/02/2099",
            ],
            "Pour répondre, envoyez le fichier ici",
        ),
        (
            &["piece", "devis", "a-remplacer", "--motif", "La signature est illisible."],
            "il prendra la place de l'ancien",
        ),
    ];
    for (arguments, words) in steps {
        decide(&atelier, &numero, arguments).await;
        ids.push(told(&server, &camille, words).await);
        phrases.push(words);
    }
    // By the button of the notice, then the file; the convention by its own.
    camille.taps("Remplacer : Copie devis");
    camille.is_asked("Copie devis").await;
    camille.sends_document("devis_2.pdf", "application/pdf", b"%PDF-1.4\n% signed quote\n%%EOF\n");
    camille.sees("pas encore parti").await;
    camille.taps("Fournir : Convention de formation signée");
    camille.is_asked("Convention de formation signée").await;
    camille.sends_document("convention.pdf", "application/pdf", PDF);
    camille.sees("convention.pdf").await;
    camille.taps("Transmettre à OPCO EP");
    camille.sees("Confirmez-vous ?").await;
    camille.taps("Oui");
    camille.sees("2 fichiers partent pour l'OPCO EP").await;
    let steps: [(&[&str], &str); 6] = [
        (&["piece", "devis", "conforme"], "a vérifié et accepté cette pièce"),
        (&["complement", "--leve"], "Le complément n'est plus attendu."),
        (&["message", "Merci pour votre envoi."], "Merci pour votre envoi."),
        (&["statut", "valide"], "Nouveau statut : Validé"),
        (&["statut", "facturation en cours"], "Nouveau statut : Facturation en cours"),
        (&["statut", "cloture"], "Nouveau statut : Clôturé"),
    ];
    for (arguments, words) in steps {
        decide(&atelier, &numero, arguments).await;
        ids.push(told(&server, &camille, words).await);
        phrases.push(words);
    }
    assert!(ids.is_sorted(), "in order: {ids:?}");
    for words in phrases {
        assert_eq!(with(&camille, words).len(), 1, "{words}");
    }
    server.until_drained().await;
    server.assert_valid();
    store.close().await;
    assert_eq!(serving.stop().await, Some(0));
}

/// A request that ends before its time.
async fn an_end_is_told_once(arguments: &[&str], words: &str) {
    let (server, atelier, camille, serving, store) = ready(Some(&pg::database()), "0").await;
    let numero = sends(&camille, &store).await;
    let end = [&["statut"], arguments].concat();
    let steps: [(&[&str], &str); 2] =
        [(&["statut", "en cours de traitement"], "Nouveau statut : En cours de traitement"), (&end, words)];
    let mut ids = Vec::new();
    for (arguments, words) in steps {
        decide(&atelier, &numero, arguments).await;
        ids.push(told(&server, &camille, words).await);
    }
    assert!(ids.is_sorted(), "in order: {ids:?}");
    for (_, words) in steps {
        assert_eq!(with(&camille, words).len(), 1, "{words}");
    }
    server.until_drained().await;
    server.assert_valid();
    store.close().await;
    assert_eq!(serving.stop().await, Some(0));
}

#[tokio::test]
async fn a_refusal_is_told_once() {
    an_end_is_told_once(&["refuse", "--motif", "Hors critères."], "Nouveau statut : Refusé").await;
}

#[tokio::test]
async fn a_cancellation_is_told_once() {
    an_end_is_told_once(&["annule", "--motif", "À votre demande."], "Nouveau statut : Annulé").await;
}

/// Killed between the decision and its telling, five times: told once.
#[tokio::test]
async fn a_process_that_dies_tells_it_once() {
    let (server, atelier, camille, mut serving, store) = ready(None, "2").await;
    let numero = sends(&camille, &store).await;
    decide(&atelier, &numero, &["statut", "en cours de traitement"]).await;
    for round in 0..5u64 {
        decide(&atelier, &numero, &["message", &format!("Message numéro {round}.")]).await;
        // While it is held, as it is told, or soon after.
        tokio::time::sleep(Duration::from_millis(500 * round)).await;
        serving.kill().await;
        serving = atelier.serve().await;
    }
    for round in 0..5 {
        told(&server, &camille, &format!("Message numéro {round}.")).await;
    }
    server.until_drained().await;
    assert_eq!(serving.stop().await, Some(0));
    let personne = store.find_personne(Channel::Telegram, "1001").await.unwrap().unwrap();
    let written: Vec<String> = store
        .fil(Channel::Telegram, "1001", 500)
        .await
        .unwrap()
        .iter()
        .filter_map(|entry| match entry {
            guichet_store::FilEntry::Out { message, .. } => Some(guichet_templates::texte(message)),
            _ => None,
        })
        .collect();
    for round in 0..5 {
        let words = format!("Message numéro {round}.");
        assert_eq!(written.iter().filter(|text| text.contains(&words)).count(), 1, "{words}");
    }
    assert_eq!(store.find_preferences(personne.id).await.unwrap(), None);
    store.close().await;
}
