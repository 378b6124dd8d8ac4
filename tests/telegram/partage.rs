//! Two people on one request, each at her phone.

use guichet_core::dossier::Statut;
use guichet_core::event::{Recherche, Trouvaille};
use guichet_store::{Channel, Store};
use guichet_tests::bot_api::{Person, Server};
use guichet_tests::guichet::{Atelier, LILAS, invite};

use crate::scene::*;

/// Camille and Sacha of one bakery, both at the welcome.
async fn two_colleagues() -> (Server, Atelier, Person, Person, guichet_tests::guichet::Guichet) {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let store = atelier.store().await;
    let other = invite(&store, "sacha.petit@example.org", LILAS).await;
    store.close().await;
    let guichet = atelier.serve().await;
    let sacha = server.person(2002, "Sacha");
    for (person, token) in [(&camille, &token), (&sacha, &other)] {
        person.says(&format!("/start {token}"));
        person.sees("Bonjour").await;
    }
    (server, atelier, camille, sacha, guichet)
}

async fn offer(camille: &Person, right: &str) {
    camille.says("partager");
    camille.sees("Avec quel collègue").await;
    camille.taps("sacha.petit@example.org");
    camille.sees("Que proposez-vous").await;
    camille.taps(right);
    camille.sees("Proposé à").await;
}

async fn owner(atelier: &Atelier, person: &Person) -> (String, Statut) {
    let store: Store = atelier.store().await;
    let personne =
        store.find_personne(Channel::Telegram, &person.id.to_string()).await.unwrap().expect("known");
    let all = Recherche::Dossiers { filtre: Default::default(), page: 0 };
    let Trouvaille::Dossiers(page) = store.search(&personne, all).await.unwrap() else { panic!("a list") };
    let one = Recherche::Dossier { id: page.items[0].id };
    let Trouvaille::Dossier(Some(found)) = store.search(&personne, one).await.unwrap() else { panic!("one") };
    let owner = found.dossier.proprietaire;
    let named = found.partage.acces.into_iter().find(|acces| acces.personne == owner).expect("listed");
    store.close().await;
    (named.nom, found.dossier.statut)
}

/// Camille begins, Sacha fills the rest, Camille sends.
#[tokio::test]
async fn one_begins_another_fills_the_first_sends() {
    let (server, atelier, camille, sacha, guichet) = two_colleagues().await;
    camille.says("/nouvelle");
    let mut acts = r1().into_iter();
    for (label, act) in acts.by_ref().take(8) {
        camille.is_asked(label).await;
        act(&camille);
    }
    camille.is_asked("Coût total de formation").await;
    offer(&camille, "Modifier").await;
    let card = camille.last().unwrap();
    // Told on her own chat; the card she had keeps its buttons.
    server
        .until("Sacha is told", |_| sacha.last().is_some_and(|shown| shown.plain().contains("vous propose")))
        .await;
    let shown = sacha.shown();
    assert!(!shown[shown.len() - 2].buttons.is_empty(), "{shown:#?}");
    assert!(!shown.iter().any(|shown| shown.plain().contains("21,00")), "nothing of it before she accepts");
    sacha.says("partages");
    sacha.sees("Si vous acceptez").await;
    sacha.taps("Accepter");
    sacha.sees("Vous pouvez lire et modifier").await;
    sacha.taps("Ouvrir la demande");
    server
        .until("Camille is told", |_| camille.last().is_some_and(|shown| shown.plain().contains("a accepté")))
        .await;
    let kept = camille.shown().into_iter().find(|shown| shown.id == card.id).unwrap();
    assert_eq!(kept.buttons, card.buttons, "her own card is as it was");
    sacha.sees("Cette demande n'est pas encore envoyée").await;
    sacha.taps("Reprendre");
    for (label, act) in acts.by_ref().take(13) {
        sacha.is_asked(label).await;
        act(&sacha);
    }
    sacha.sees("Récapitulatif").await;
    assert!(sacha.last().unwrap().find_button("Envoyer ma demande").is_none());
    sacha.says("envoyer");
    sacha.sees("revient à la personne qui la gère").await;
    sacha.taps("Dire que c'est prêt");
    sacha.sees("J'ai prévenu").await;
    server
        .until("Camille is told", |_| {
            camille.last().is_some_and(|shown| shown.plain().contains("a fini de remplir"))
        })
        .await;
    camille.says("reprendre");
    for (label, act) in acts {
        camille.is_asked(label).await;
        act(&camille);
    }
    camille.sees("Envoyé").await;
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    assert_eq!(owner(&atelier, &sacha).await, ("camille.martin@example.org".to_owned(), Statut::Envoye));
    server.assert_valid();
}

/// The request is handed on, with the process killed between the offer and its answer.
#[tokio::test]
async fn handed_on_across_a_crash() {
    let (server, atelier, camille, sacha, guichet) = two_colleagues().await;
    camille.says("/nouvelle");
    for (label, act) in r1().into_iter().take(7) {
        camille.is_asked(label).await;
        act(&camille);
    }
    camille.is_asked("Heures formation").await;
    offer(&camille, "Transférer la demande").await;
    guichet.kill().await;
    assert_eq!(owner(&atelier, &camille).await.0, "camille.martin@example.org");
    let guichet = atelier.serve().await;
    sacha.says("partages");
    sacha.sees("Si vous acceptez").await;
    sacha.taps("Accepter");
    guichet.kill().await;
    let guichet = atelier.serve().await;
    sacha.sees("est maintenant la vôtre").await;
    sacha.says("mes demandes");
    sacha.sees("Excel perfectionnement").await;
    camille.says("21h");
    camille.sees("pas la modifier").await;
    server.until_drained().await;
    assert_eq!(guichet.stop().await, Some(0));
    assert_eq!(owner(&atelier, &camille).await.0, "sacha.petit@example.org");
    server.assert_valid();
}
