//! R1 whole, by polling and by webhook, and with the process killed between turns.

use guichet_core::demandes::Filtre;
use guichet_core::dossier::{Dossier, Montant, Statut, Valeur};
use guichet_core::event::{Recherche, Trouvaille};
use guichet_store::{Channel, Store};
use guichet_tests::bot_api::Person;
use guichet_tests::guichet::Atelier;

use crate::scene::*;

/// The dossier of the person, read from the database the process used.
async fn dossier(atelier: &Atelier, person: &Person) -> Dossier {
    let store: Store = atelier.store().await;
    let dossier = dossier_of(&store, person).await;
    store.close().await;
    dossier
}

/// The one dossier of the person.
pub async fn dossier_of(store: &Store, person: &Person) -> Dossier {
    let address = person.id.to_string();
    let personne = store.find_personne(Channel::Telegram, &address).await.unwrap().expect("a known person");
    let Trouvaille::Dossiers(page) =
        store.search(&personne, Recherche::Dossiers { filtre: Filtre::default(), page: 0 }).await.unwrap()
    else {
        panic!("the list")
    };
    assert_eq!(page.total, 1, "one dossier, not two");
    store.find_dossier(page.items[0].id).await.unwrap().expect("the dossier")
}

fn assert_facts(dossier: &Dossier) {
    assert_eq!(dossier.statut, Statut::Envoye);
    let one = |path: &str| dossier.valeurs(path).next().cloned();
    assert_eq!(one("creation.intitule_formation"), Some(Valeur::Texte("Excel perfectionnement".to_owned())));
    assert_eq!(one("etape_2.cout_formation"), Some(Valeur::Montant(Montant(150_000))));
    assert_eq!(one("etape_2.montant_base"), Some(Valeur::Choix("ht".to_owned())));
    let stagiaires: Vec<String> = dossier
        .valeurs("etape_3.stagiaire")
        .map(|valeur| match valeur {
            Valeur::Individu(individu) => individu.nom_complet(),
            other => panic!("not an Individu: {other:?}"),
        })
        .collect();
    assert_eq!(stagiaires, ["Marie Dupont", "Karim Benali"]);
    for piece in ["devis", "programme"] {
        assert_eq!(dossier.pieces[piece].fichiers.len(), 1, "{piece}");
    }
}

async fn r1_whole(mode: Mode, database: Option<&str>) {
    let (server, atelier, camille, token) = scene_on(mode, database).await;
    let guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle");
    let mut acts = 1;
    for (label, act) in r1() {
        camille.is_asked(label).await;
        act(&camille);
        acts += 1;
    }
    camille.sees("Envoyé").await;
    assert!(acts <= 24, "{acts} messages and taps");
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    assert_facts(&dossier(&atelier, &camille).await);
    server.assert_valid();
}

#[tokio::test]
async fn by_polling() {
    r1_whole(Mode::Polling, None).await;
}

#[tokio::test]
async fn by_webhook() {
    r1_whole(Mode::Webhook, None).await;
}

#[tokio::test]
async fn killed_between_random_turns_by_polling() {
    killed(Mode::Polling).await;
}

#[tokio::test]
async fn killed_between_random_turns_by_webhook() {
    killed(Mode::Webhook).await;
}

#[tokio::test]
async fn on_postgresql() {
    r1_whole(Mode::Polling, Some(&guichet_tests::pg::database())).await;
}

/// SIGKILL before, during or after turns, wherever it falls: R1 still ends right, nothing asked twice.
async fn killed(mode: Mode) {
    let (server, atelier, camille, token) = scene(mode).await;
    let mut guichet = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle");
    let mut killed = 0;
    for (turn, (label, act)) in r1().into_iter().enumerate() {
        camille.is_asked(label).await;
        act(&camille);
        if turn % 3 == 1 {
            // At once: the update may be unfetched, stored, played or answered.
            guichet.kill().await;
            guichet = atelier.serve().await;
            killed += 1;
        }
    }
    camille.sees("Envoyé").await;
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    assert!(killed >= 7);
    assert_facts(&dossier(&atelier, &camille).await);
    server.assert_valid();
    // A repeat of a message is possible after a crash; a question that was answered is never put again.
    let asked: Vec<String> = camille.shown().iter().map(|shown| shown.plain()).collect();
    assert!(asked.len() <= r1().len() + 2 + killed, "{asked:#?}");
}
