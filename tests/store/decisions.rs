//! Decisions of OPCO EP's side: by the table, journaled, and never lost between two who act at once.

use guichet_core::annuaire::{Personne, Role};
use guichet_core::demandes::Filtre;
use guichet_core::dossier::{Decision, Dossier, RefusDecision, Statut};
use guichet_core::engine::JournalWhat;
use guichet_core::event::{Event, Fichier, FichierRecu, Recherche, Trouvaille};
use guichet_core::message::Screen;
use guichet_store::{Auteur, Channel, Incoming, Payload, Reference, Source, StoreError};
use guichet_tests::envoyee::answer;
use tokio::task::JoinSet;

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, done, individu, messages, text};
use crate::on_both;

on_both!(
    every_decision_leaves_its_line_with_who_why_when_and_whence,
    a_refused_decision_changes_nothing,
    only_opco_eps_side_decides,
    two_decisions_at_once_are_one,
    turns_and_decisions_at_once_keep_both,
    what_is_given_after_sending_leaves_once,
    given_back_and_sent_again_it_leaves_again,
    factures_are_those_to_invoice_then_those_that_are_over,
);

const TELEGRAM: Channel = Channel::Telegram;
pub const OPERATOR: (Auteur, Source) = (Auteur::Operateur, Source::Terminal);

/// A request that was sent, by the shortest way.
pub async fn sent(bench: &Bench) -> (Personne, Dossier) {
    let lea = bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    bench.store.import_individus(&[individu(BOULANGERIE, "Petit", "Lou", None)]).await.expect("imported");
    let dossier = send_one(bench, &lea, 10).await;
    (lea, dossier)
}

/// Says it, and hears the answer.
pub async fn said(bench: &Bench, incoming: &Incoming, seconds: i64) -> Screen {
    bench.turn(TELEGRAM, "1", incoming, at(seconds)).await;
    let claim = bench.outbox(at(seconds), TELEGRAM).await.expect("an answer");
    let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
    bench.settle(&claim, &ids, &done()).await;
    messages(&claim).last().expect("a message").screen.clone()
}

pub async fn send_one(bench: &Bench, lea: &Personne, from: i64) -> Dossier {
    let mut screen = said(bench, &text("/nouvelle"), from).await;
    for seconds in from + 1..from + 60 {
        if let Screen::Suivi(_) = screen {
            let dossier = newest(bench, lea).await;
            assert_eq!(dossier.statut, Statut::Envoye);
            return dossier;
        }
        screen = said(bench, &text(answer(&screen)), seconds).await;
    }
    panic!("never sent: {screen:?}");
}

async fn newest(bench: &Bench, who: &Personne) -> Dossier {
    let recherche = Recherche::Dossiers { filtre: Filtre::default(), page: 0 };
    match bench.store.search(who, recherche).await.expect("searched") {
        Trouvaille::Dossiers(page) => page.items.into_iter().next().expect("a dossier"),
        other => panic!("{other:?}"),
    }
}

pub async fn decided(
    bench: &Bench,
    (auteur, source): (Auteur, Source),
    id: uuid::Uuid,
    decision: &Decision,
    seconds: i64,
) -> Result<Dossier, StoreError> {
    let outcome = bench.store.decider(at(seconds), auteur, source, &Reference::Id(id), decision).await;
    outcome.map(|dossier| dossier.expect("it is there"))
}

pub fn statut(vers: Statut, motif: Option<&str>) -> Decision {
    Decision::Statut { vers, motif: motif.map(str::to_owned) }
}

fn file(name: &str) -> Incoming {
    let file = FichierRecu {
        sha256: "a".repeat(64),
        name: name.to_owned(),
        size: 18_000,
        mime: Some("application/pdf".to_owned()),
    };
    let event = Event::Files { files: vec![Fichier::Stored(file)], caption: Some("programme".to_owned()) };
    Incoming { event, puis: Vec::new(), invitation: None }
}

/// An account of OPCO EP's side.
async fn conseiller(bench: &Bench) -> Auteur {
    let invitation = bench.store.inviter(at(0), "nadia@example.org", COIFFURE, Role::Conseiller, 24).await;
    Auteur::Compte(invitation.expect("works").expect("known").personne.id)
}

async fn every_decision_leaves_its_line_with_who_why_when_and_whence(bench: Bench) {
    let (lea, dossier) = sent(&bench).await;
    let before = bench.store.journal(dossier.id).await.expect("read").len();
    let nadia = (conseiller(&bench).await, Source::Api);
    let numero = Reference::Numero(dossier.numero.clone().expect("a number"));
    let taken = statut(Statut::EnCoursDeTraitement, None);
    let outcome = bench.store.decider(at(100), OPERATOR.0, OPERATOR.1, &numero, &taken).await;
    assert_eq!(outcome.expect("works").expect("there").statut, Statut::EnCoursDeTraitement);
    decided(&bench, nadia, dossier.id, &Decision::Agd { nom: "Nadia Leroux".to_owned() }, 101)
        .await
        .expect("taken");
    let refused = decided(&bench, nadia, dossier.id, &statut(Statut::Refuse, Some("Hors délai")), 102).await;
    let refused = refused.expect("taken");
    assert_eq!(bench.store.find_dossier(dossier.id).await.expect("read"), Some(refused.clone()));
    assert_eq!(
        bench.store.find_numero(dossier.numero.as_deref().expect("one")).await.expect("read"),
        Some(refused)
    );
    assert_eq!(bench.store.find_numero("1999-000001").await.expect("read"), None);
    let nobody = Reference::Numero("1999-000001".to_owned());
    assert_eq!(
        bench.store.decider(at(103), OPERATOR.0, OPERATOR.1, &nobody, &taken).await.expect("works"),
        None
    );
    let journal = bench.store.journal(dossier.id).await.expect("read").split_off(before);
    let lines: Vec<_> =
        journal.iter().map(|l| (l.at, l.email.as_deref(), l.role, l.source, l.entry.what.clone())).collect();
    let line = |avant: Statut, apres: Statut, motif: Option<&str>| JournalWhat::Statut {
        avant: avant.key().to_owned(),
        apres: apres.key().to_owned(),
        motif: motif.map(str::to_owned),
    };
    let email = Some("nadia@example.org");
    assert_eq!(
        lines,
        [
            (
                at(100),
                None,
                Some(Role::Admin),
                Source::Terminal,
                line(Statut::Envoye, Statut::EnCoursDeTraitement, None)
            ),
            (
                at(101),
                email,
                Some(Role::Conseiller),
                Source::Api,
                JournalWhat::Agd { avant: None, apres: "Nadia Leroux".to_owned() }
            ),
            (
                at(102),
                email,
                Some(Role::Conseiller),
                Source::Api,
                line(Statut::EnCoursDeTraitement, Statut::Refuse, Some("Hors délai"))
            ),
        ]
    );
    // She sees it in her list, by its new statut.
    let filtre = Filtre { statuts: vec![Statut::Refuse], ..Filtre::default() };
    let found = bench.store.search(&lea, Recherche::Dossiers { filtre, page: 0 }).await.expect("searched");
    assert!(matches!(found, Trouvaille::Dossiers(page) if page.total == 1));
}

async fn a_refused_decision_changes_nothing(bench: Bench) {
    let (_, dossier) = sent(&bench).await;
    let lines = bench.store.journal(dossier.id).await.expect("read").len();
    let refused = decided(&bench, OPERATOR, dossier.id, &statut(Statut::Valide, None), 100).await;
    let Err(StoreError::Decision(RefusDecision::Transition { de, vers, possibles })) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((de, vers), (Statut::Envoye, Statut::Valide));
    assert_eq!(possibles, [Statut::EnCoursDeTraitement, Statut::EnPreparation, Statut::Annule]);
    assert_eq!(bench.store.find_dossier(dossier.id).await.expect("read"), Some(dossier.clone()));
    assert_eq!(bench.store.journal(dossier.id).await.expect("read").len(), lines);
}

async fn only_opco_eps_side_decides(bench: Bench) {
    let (lea, dossier) = sent(&bench).await;
    let hers = (Auteur::Compte(lea.id), Source::Api);
    let refused = decided(&bench, hers, dossier.id, &statut(Statut::EnCoursDeTraitement, None), 100).await;
    assert!(matches!(refused, Err(StoreError::Decision(RefusDecision::ReserveOpcoEp))), "{refused:?}");
    let nobody = (Auteur::Compte(uuid::Uuid::nil()), Source::Api);
    let refused = decided(&bench, nobody, dossier.id, &statut(Statut::EnCoursDeTraitement, None), 100).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    assert_eq!(bench.store.find_dossier(dossier.id).await.expect("read"), Some(dossier));
}

/// Eight take it in hand at once, from two processes: one does, the others are told that it is done.
async fn two_decisions_at_once_are_one(bench: Bench) {
    let (_, dossier) = sent(&bench).await;
    let stores = [bench.twin().await.store, bench.store.clone()];
    let mut set = JoinSet::new();
    for n in 0..8 {
        let (store, reference) = (stores[n % 2].clone(), Reference::Id(dossier.id));
        set.spawn(async move {
            let decision = statut(Statut::EnCoursDeTraitement, None);
            store.decider(at(100), OPERATOR.0, OPERATOR.1, &reference, &decision).await
        });
    }
    let outcomes = set.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    let told = |outcome: &Result<_, StoreError>| matches!(outcome, Err(StoreError::Decision(_)));
    assert_eq!(outcomes.iter().filter(|outcome| told(outcome)).count(), 7, "{outcomes:?}");
    let journal = bench.store.journal(dossier.id).await.expect("read");
    let moved = journal.iter().filter(|line| matches!(line.entry.what, JournalWhat::Statut { .. }));
    assert_eq!(moved.count(), 2, "sent, and taken in hand");
}

/// She gives files while OPCO EP judges: neither act undoes the other.
async fn turns_and_decisions_at_once_keep_both(bench: Bench) {
    let (_, dossier) = sent(&bench).await;
    let ask = Decision::DemanderComplement {
        motifs: vec!["Il manque le programme.".to_owned()],
        pieces: vec!["programme".to_owned()],
        limite: None,
    };
    decided(&bench, OPERATOR, dossier.id, &ask, 100).await.expect("asked");
    let twin = bench.twin().await;
    let names: Vec<String> = (0..10).map(|n| format!("AGD {n}")).collect();
    let opco = async {
        for (n, nom) in names.iter().enumerate() {
            let decision = Decision::Agd { nom: nom.clone() };
            decided(&twin, OPERATOR, dossier.id, &decision, 101 + n as i64).await.expect("taken");
        }
    };
    let hers = async {
        for n in 0..10 {
            let mut sent = file(&format!("p{n}.pdf"));
            if let Event::Files { files, .. } = &mut sent.event
                && let Some(Fichier::Stored(stored)) = files.first_mut()
            {
                stored.sha256 = format!("{n:064}");
            }
            bench.turn(TELEGRAM, "1", &sent, at(101 + n)).await;
        }
    };
    tokio::join!(opco, hers);
    let after = bench.store.find_dossier(dossier.id).await.expect("read").expect("there");
    assert_eq!(after.instruction.agd.as_deref(), Some("AGD 9"));
    assert_eq!(after.pieces["programme"].fichiers.len(), 5, "as many as the pièce takes");
    let journal = bench.store.journal(dossier.id).await.expect("read");
    let count = |wanted: fn(&JournalWhat) -> bool| journal.iter().filter(|l| wanted(&l.entry.what)).count();
    assert_eq!(count(|what| matches!(what, JournalWhat::Agd { .. })), 10);
    assert_eq!(count(|what| matches!(what, JournalWhat::FichierAjoute { .. })), 5);
}

async fn what_is_given_after_sending_leaves_once(bench: Bench) {
    let (_, dossier) = sent(&bench).await;
    while let Some(claim) = bench.outbox(at(99), Channel::Courriel).await {
        let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
        bench.settle(&claim, &ids, &done()).await;
    }
    let ask = Decision::DemanderComplement {
        motifs: vec!["Il manque le programme.".to_owned()],
        pieces: vec!["programme".to_owned()],
        limite: None,
    };
    decided(&bench, OPERATOR, dossier.id, &ask, 100).await.expect("asked");
    said(&bench, &file("programme.pdf"), 101).await;
    assert!(matches!(said(&bench, &text("transmettre"), 102).await, Screen::ConfirmerTransmission(_)));
    assert!(matches!(said(&bench, &text("oui"), 103).await, Screen::Suivi(_)));
    said(&bench, &text("oui"), 104).await;
    let mut fichiers = Vec::new();
    while let Some(claim) = bench.outbox(at(200), Channel::Courriel).await {
        for row in &claim.rows {
            if let Payload::Pieces { fichiers: sent, .. } = &row.payload {
                assert_eq!(claim.address, format!("intake/{}", dossier.id));
                fichiers.extend(sent.iter().map(|file| file.name.clone()));
            }
            bench.settle(&claim, &[row.id], &done()).await;
        }
    }
    assert_eq!(fichiers, ["programme.pdf"]);
    let after = bench.store.find_dossier(dossier.id).await.expect("read").expect("there");
    assert!(after.pieces["programme"].a_transmettre().next().is_none());
    assert!(after.instruction.complement.expect("asked").repondu_le.is_some());
}

async fn given_back_and_sent_again_it_leaves_again(bench: Bench) {
    let (_, dossier) = sent(&bench).await;
    let transmissions = "SELECT COUNT(*) FROM outbox WHERE once_key LIKE 'transmission %'";
    assert_eq!(bench.count(transmissions).await, 1);
    let back = statut(Statut::EnPreparation, Some("À compléter"));
    decided(&bench, OPERATOR, dossier.id, &back, 100).await.expect("given back");
    said(&bench, &text("/recap"), 101).await;
    said(&bench, &text("envoyer"), 102).await;
    said(&bench, &text("oui"), 103).await;
    said(&bench, &text("oui"), 104).await;
    let after = bench.store.find_dossier(dossier.id).await.expect("read").expect("there");
    assert_eq!((after.statut, after.sent_at), (Statut::Envoye, Some(at(103))));
    assert_eq!(bench.count(transmissions).await, 2);
}

async fn factures_are_those_to_invoice_then_those_that_are_over(bench: Bench) {
    let (lea, first) = sent(&bench).await;
    let mut ids = vec![first.id];
    for n in 1..4 {
        ids.push(send_one(&bench, &lea, 100 * n).await.id);
    }
    let all = [Statut::EnCoursDeTraitement, Statut::Valide, Statut::FacturationEnCours, Statut::Cloture];
    // The first is over, the second and third are to invoice, the fourth is not there yet.
    for (id, steps) in ids.iter().zip([4, 2, 3, 1]) {
        for vers in &all[..steps] {
            decided(&bench, OPERATOR, *id, &statut(*vers, None), 1_000).await.expect("taken");
        }
    }
    let found = bench.store.search(&lea, Recherche::Factures { page: 0 }).await.expect("searched");
    let Trouvaille::Factures(page) = found else { panic!("{found:?}") };
    let listed: Vec<_> = page.items.iter().map(|dossier| dossier.id).collect();
    assert_eq!((page.total, listed), (3, vec![ids[1], ids[2], ids[0]]));
    let tom = bench.personne("tom@example.org", COIFFURE, TELEGRAM, "2").await;
    let found = bench.store.search(&tom, Recherche::Factures { page: 0 }).await.expect("searched");
    assert!(matches!(found, Trouvaille::Factures(page) if page.total == 0));
}
