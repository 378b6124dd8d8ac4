//! What OPCO EP's side decides, by email alone: a letter for each step, answered by a file or a word.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::{Avis, Decision, Dossier, Statut};
use guichet_core::engine::Cadre;
use guichet_core::event::Event;
use guichet_store::{Auteur, Channel, Incoming, Received, Reference, Source, Store};
use guichet_tests::envoyee::envoyee;
use guichet_tests::guichet::{LILAS, invite};

use crate::conversation::{Camille, atelier};
use crate::pile::address;

/// A Monday morning, long ago for the process that serves.
fn begun() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_600_000, 0).expect("an instant")
}

async fn decide(store: &Store, dossier: &Dossier, decision: Decision) {
    let now = begun() + TimeDelta::days(1);
    let id = Reference::Id(dossier.id);
    let decided = store.decider(now, Auteur::Operateur, Source::Terminal, &id, &decision).await;
    decided.expect("decided").expect("there");
}

fn statut(vers: Statut) -> Decision {
    let motif = matches!(vers, Statut::Refuse | Statut::Annule).then(|| "Hors critères.".to_owned());
    Decision::Statut { vers, motif }
}

fn piece(avis: Avis) -> Decision {
    Decision::Piece { cle: "devis".to_owned(), avis }
}

#[tokio::test]
async fn each_step_is_a_letter_that_can_be_answered() {
    let mut atelier = atelier("guichet-news", "camille-nouvelles").await;
    atelier.set("NEWS_HOLD_SECONDS", "0");
    atelier.set("NEWS_HOURS", "toujours");
    let store = atelier.store().await;
    let token = invite(&store, &address("camille-nouvelles"), LILAS).await;
    let devis = guichet_core::event::FichierRecu {
        sha256: "a".repeat(64),
        name: "devis.pdf".to_owned(),
        size: 18_000,
        mime: Some("application/pdf".to_owned()),
    };
    let dossier = envoyee(&store, &token, Some(devis)).await;
    let guichet = atelier.serve().await;
    let mut camille = Camille::new("camille-nouvelles", "guichet-news").await;
    // The acknowledgement of the sending itself.
    let sent = camille.reads().await;
    assert!(sent.1.contains("Votre demande est envoyée"), "{}", sent.1);
    let motif = "La signature est illisible.".to_owned();
    for (decision, words) in [
        (statut(Statut::EnCoursDeTraitement), "Nouveau statut : En cours de traitement."),
        (Decision::Agd { nom: "Nadia Leroux".to_owned() }, "Votre AGD : Nadia Leroux."),
        (piece(Avis::Receptionnee), "Copie devis : Réceptionnée."),
        (piece(Avis::ARemplacer { motif }), "Copie devis : à remplacer."),
    ] {
        decide(&store, &dossier, decision).await;
        let letter = camille.reads().await;
        assert!(letter.1.contains(words), "{words} is told, not: {}", letter.1);
        assert!(letter.1.contains("« notifications »"), "{}", letter.1);
        if words.contains("remplacer") {
            // A file alone answers the letter that asks for it.
            let answer = camille.answers(&letter, "", &["devis_signe.pdf"]).await;
            assert!(answer.1.contains("devis_signe.pdf"), "{}", answer.1);
            let answer = camille.answers(&answer, "transmettre", &[]).await;
            assert!(answer.1.contains("Confirmez-vous"), "{}", answer.1);
            let answer = camille.answers(&answer, "oui", &[]).await;
            assert!(answer.1.contains("1 fichier part pour l'OPCO EP"), "{}", answer.1);
        }
    }
    for (decision, words) in [
        (piece(Avis::Conforme), "Copie devis : Conforme."),
        (statut(Statut::Valide), "Nouveau statut : Validé."),
        (statut(Statut::FacturationEnCours), "Nouveau statut : Facturation en cours."),
        (statut(Statut::Cloture), "Nouveau statut : Clôturé."),
    ] {
        decide(&store, &dossier, decision).await;
        let letter = camille.reads().await;
        assert!(letter.1.contains(words), "{words} is told, not: {}", letter.1);
        if words.contains("Clôturé") {
            let answer = camille.answers(&letter, "stop", &[]).await;
            assert!(answer.1.contains("ne recevrez plus de rappels"), "{}", answer.1);
        }
    }
    for (vers, words) in
        [(Statut::Refuse, "Nouveau statut : Refusé."), (Statut::Annule, "Nouveau statut : Annulé.")]
    {
        let token = invite(&store, &address("camille-nouvelles"), LILAS).await;
        let dossier = envoyee(&store, &token, None).await;
        let sent = camille.reads().await;
        assert!(sent.1.contains("Votre demande est envoyée"), "{}", sent.1);
        for (decision, words) in [
            (statut(Statut::EnCoursDeTraitement), "Nouveau statut : En cours de traitement."),
            (statut(vers), words),
        ] {
            decide(&store, &dossier, decision).await;
            let letter = camille.reads().await;
            assert!(letter.1.contains(words), "{words} is told, not: {}", letter.1);
        }
    }
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}

/// A reminder says how to end them; looking at its link changes nothing, posting to it does (RFC 8058).
#[tokio::test]
async fn a_reminder_is_ended_by_one_click() {
    let mut atelier = atelier("guichet-rappels", "camille-rappels").await;
    atelier.set("NEWS_HOURS", "toujours");
    let store = atelier.store().await;
    let to = address("camille-rappels");
    let cadre = Cadre {
        catalogue: Catalogue::embedded().expect("the embedded catalogue is right"),
        support_email: "support@example.org".to_owned(),
        nouvelles: Default::default(),
        support: Default::default(),
    };
    let begun = begun();
    for words in ["/nouvelle action individuelle", "Excel perfectionnement"] {
        let received = Received {
            channel: Channel::Courriel,
            dedupe_key: words.to_owned(),
            address: Some(to.clone()),
            group: None,
            raw: Vec::new(),
            not_before: begun,
        };
        store.receive(begun, &[received], None).await.expect("stored");
        let claim = store.claim_inbox(begun, &[Channel::Courriel]).await.expect("read").expect("waits");
        let event = Event::Text { text: words.to_owned(), message: None };
        let incoming = Incoming { event, puis: Vec::new(), invitation: None };
        store.play(&cadre, begun, &claim, &incoming).await.expect("played");
    }
    // Each time she is due, until she was reminded.
    let mut now = begun;
    while now < begun + TimeDelta::days(7) {
        now = store.next_annonce_at().await.expect("read").expect("a draft waits").max(now);
        let personne = store.next_personne(now).await.expect("read").expect("she is due");
        store.annoncer(&cadre, now, personne).await.expect("told");
    }
    let guichet = atelier.serve().await;
    let camille = Camille::new("camille-rappels", "guichet-rappels").await;
    let raw = loop {
        let raw = camille.raw().await;
        if raw.contains("List-Unsubscribe") {
            break raw;
        }
    };
    assert!(raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{raw}");
    let unfolded = raw.replace("\r\n ", "").replace("\r\n\t", "");
    let link = unfolded.split("List-Unsubscribe: <").nth(1).and_then(|rest| rest.split('>').next());
    let link = link.expect("a link").trim().to_owned();
    let personne = store.find_personne(Channel::Courriel, &to).await.expect("read").expect("known");
    let client = reqwest::Client::new();
    let page = client.get(&link).send().await.expect("served");
    assert!(page.status().is_success());
    assert!(page.text().await.expect("a page").contains("Ne plus recevoir de rappels"));
    assert_eq!(store.find_preferences(personne.id).await.expect("read"), None, "looking changes nothing");
    let mut forged = link.clone();
    let last = forged.pop().expect("a token");
    forged.push(if last == 'a' { 'b' } else { 'a' });
    for wrong in [&forged, &link[..link.len() - 1].to_owned()] {
        let answer = client.post(wrong).body("List-Unsubscribe=One-Click").send().await.expect("served");
        assert_eq!(answer.status(), reqwest::StatusCode::NOT_FOUND);
    }
    assert_eq!(store.find_preferences(personne.id).await.expect("read"), None);
    for _ in 0..2 {
        let answer = client
            .post(&link)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click")
            .send()
            .await
            .expect("served");
        assert!(answer.status().is_success());
    }
    let chosen = store.find_preferences(personne.id).await.expect("read").expect("kept");
    assert!(!chosen.rappels && chosen.informations, "only reminders end");
    store.close().await;
    assert_eq!(guichet.stop().await, Some(0));
}
