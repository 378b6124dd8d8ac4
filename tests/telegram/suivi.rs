//! A request from « Envoyé » to « Clôturé »: OPCO EP's side decides at the terminal, the person gives what it waits for.

use chrono::{DateTime, Utc};
use guichet_core::dossier::{Dossier, Statut};
use guichet_core::engine::JournalWhat;
use guichet_core::event::{Recherche, Trouvaille};
use guichet_core::message::Screen;
use guichet_store::{Channel, LigneJournal, Payload, SendOutcome, Source, Store};
use guichet_tests::guichet::Atelier;

use crate::scene::*;

/// Runs `guichet …`; what it printed, or why it was refused.
async fn guichet(atelier: &Atelier, arguments: &[&str]) -> Result<String, String> {
    let output = atelier.command(arguments).output().await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    match output.status.code() {
        Some(0) => Ok(text(output.stdout)),
        Some(1) => Err(text(output.stderr)),
        other => panic!("{arguments:?}: {other:?} {}", text(output.stderr)),
    }
}

/// Her only dossier, and its journal.
async fn kept(store: &Store) -> (Dossier, Vec<LigneJournal>) {
    let personne = store.find_personne(Channel::Telegram, "1001").await.unwrap().unwrap();
    let recherche = Recherche::Dossiers { filtre: Default::default(), page: 0 };
    let Trouvaille::Dossiers(page) = store.search(&personne, recherche).await.unwrap() else { panic!() };
    let dossier = page.items.into_iter().next().unwrap();
    let journal = store.journal(dossier.id).await.unwrap();
    (dossier, journal)
}

/// What waits for OPCO EP's mailbox: the request, and what was given since.
async fn to_opco_ep(store: &Store) -> Vec<String> {
    let later: DateTime<Utc> = DateTime::from_timestamp(5_000_000_000, 0).unwrap();
    let mut out = Vec::new();
    while let Some(claim) = store.claim_outbox(later, Channel::Courriel).await.unwrap() {
        for row in &claim.rows {
            match &row.payload {
                Payload::Transmission { .. } => out.push("request".to_owned()),
                Payload::Pieces { message, fichiers } => {
                    assert!(matches!(message.screen, Screen::PiecesTransmises(_)));
                    let names: Vec<&str> = fichiers.iter().map(|file| file.name.as_str()).collect();
                    out.push(names.join("+"));
                }
                other @ (Payload::Rapport { .. } | Payload::Support(_) | Payload::Fichier(_)) => {
                    panic!("not here: {other:?}")
                }
                Payload::Message(_) => {}
            }
            let done = SendOutcome::Done { remote_id: None };
            store.settle_outbox(&claim, &[row.id], &done).await.unwrap();
        }
    }
    out
}

#[tokio::test]
async fn from_sent_to_closed() {
    let (server, atelier, camille, token) = scene(Mode::Polling).await;
    let serving = atelier.serve().await;
    camille.says(&format!("/start {token}"));
    camille.sees("Bonjour").await;
    camille.says("/nouvelle");
    for (label, act) in r1() {
        camille.is_asked(label).await;
        act(&camille);
    }
    camille.sees("Envoyé").await;
    let store = atelier.store().await;
    let (sent, _) = kept(&store).await;
    let numero = sent.numero.clone().unwrap();
    let decide = async |arguments: &[&str]| {
        let (what, rest) = arguments.split_first().unwrap();
        guichet(&atelier, &[&["decider", what, &numero], rest].concat()).await
    };

    // Not in one leap: the refusal says what would do, and nothing is changed.
    let refused = decide(&["statut", "valide"]).await.unwrap_err();
    assert!(refused.contains("« Envoyé » ne peut pas passer à « Validé »"), "{refused}");
    assert!(refused.contains("« En cours de traitement »"), "{refused}");
    assert_eq!(kept(&store).await.0, sent);

    decide(&["statut", "en cours de traitement"]).await.unwrap();
    decide(&["agd", "Nadia Leroux"]).await.unwrap();
    decide(&["piece", "devis", "a-remplacer", "--motif", "La signature est illisible."]).await.unwrap();
    let asked = [
        "complement",
        "--motif",
        "Il manque la convention.",
        "--piece",
        "convention",
        "--avant",
        "12/02/2099",
    ];
    let printed = decide(&asked).await.unwrap();
    assert!(printed.contains("au plus tard le 12 février 2099"), "{printed}");

    camille.says("/pieces");
    let waited = camille.sees("La signature est illisible.").await.plain();
    assert!(waited.contains("Il manque la convention."), "{waited}");
    assert!(waited.contains("jeudi 12 février 2099"), "{waited}");
    camille.taps("Ajouter : Copie devis");
    camille.is_asked("Copie devis").await;
    camille.sends_document("devis_2.pdf", "application/pdf", b"%PDF-1.4\n% signed quote\n%%EOF\n");
    camille.sees("pas encore parti").await;
    camille.sends_document("scan_0042.pdf", "application/pdf", PDF);
    camille.is_asked("De quelle pièce s'agit-il ?").await;
    camille.says("la convention");
    camille.sees("scan_0042.pdf").await;
    camille.taps("Transmettre à OPCO EP");
    camille.sees("Confirmez-vous ?").await;
    camille.taps("Oui");
    let follow_up = camille.sees("Nadia Leroux").await.plain();
    assert!(follow_up.contains("2 fichiers partent pour l'OPCO EP"), "{follow_up}");
    assert!(follow_up.contains("n'a pas encore confirmé"), "{follow_up}");

    decide(&["piece", "devis", "conforme"]).await.unwrap();
    decide(&["complement", "--leve"]).await.unwrap();
    decide(&["statut", "valide"]).await.unwrap();
    camille.says("/factures");
    camille.sees("Certificat de réalisation").await;
    camille.taps("Excel perfectionnement");
    camille.sees("Pour ajouter un fichier").await;
    camille.taps("Ajouter : Facture");
    camille.is_asked("Facture").await;
    camille.sends_document("facture.pdf", "application/pdf", b"%PDF-1.4\n% invoice\n%%EOF\n");
    camille.sees("pas encore parti").await;
    camille.says("transmettre");
    camille.sees("Confirmez-vous ?").await;
    camille.says("oui");
    camille.sees("1 fichier part pour l'OPCO EP").await;

    decide(&["statut", "facturation en cours"]).await.unwrap();
    decide(&["statut", "cloture"]).await.unwrap();
    camille.says("/factures");
    camille.sees("Terminé").await;
    let end = decide(&["statut", "annule", "--motif", "Trop tard"]).await.unwrap_err();
    assert!(end.contains("ne change plus son statut"), "{end}");

    server.until_drained().await;
    assert_eq!(serving.stop().await, Some(0));
    let (dossier, journal) = kept(&store).await;
    assert_eq!(dossier.statut, Statut::Cloture);
    let names = |cle: &str| -> Vec<&str> {
        dossier.pieces[cle].fichiers.iter().map(|file| file.name.as_str()).collect()
    };
    assert_eq!(
        (names("devis"), names("convention"), names("facture")),
        (vec!["devis_2.pdf"], vec!["scan_0042.pdf"], vec!["facture.pdf"])
    );
    assert_eq!(to_opco_ep(&store).await, ["request", "devis_2.pdf+scan_0042.pdf", "facture.pdf"]);

    let lines: Vec<(String, &str)> = journal
        .iter()
        .skip_while(|line| !matches!(line.entry.what, JournalWhat::Statut { .. }))
        .map(|line| (guichet_templates::ligne_journal(&line.entry.what), line.source.key()))
        .collect();
    let said: Vec<&str> =
        lines.iter().map(|(what, _)| what.as_str()).filter(|what| !what.contains("fichier ")).collect();
    assert_eq!(
        said,
        [
            "statut : En préparation → Envoyé",
            "statut : Envoyé → En cours de traitement",
            "AGD : rien → « Nadia Leroux »",
            "devis : à remplacer (La signature est illisible.)",
            "complément demandé, au plus tard le 12 février 2099 : Il manque la convention.",
            "pièces transmises : devis, convention",
            "devis : conforme",
            "complément levé",
            "statut : En cours de traitement → Validé",
            "pièces transmises : facture",
            "statut : Validé → Facturation en cours",
            "statut : Facturation en cours → Clôturé",
        ]
    );
    let of_the_person =
        |what: &str| what.contains("transmises") || what.contains("fichier ") || what.ends_with("Envoyé");
    for (what, source) in &lines {
        assert_eq!(*source, if of_the_person(what) { "telegram" } else { "terminal" }, "{what}");
    }
    assert!(journal.iter().all(|line| line.auteur.is_some() == (line.source != Source::Terminal)));
    let shown = guichet(&atelier, &["dossier", &numero]).await.unwrap();
    assert!(shown.contains("Pièce facture : transmise (facture.pdf)"), "{shown}");
    assert!(shown.contains("camille.martin@example.org (telegram)  pièces transmises : facture"), "{shown}");
    store.close().await;
    server.assert_valid();
}
