//! What OPCO EP's side decides is told: to whoever holds the dossier, on her ways, once, when she may be told.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::dossier::{Avis, Decision, Dossier, Statut};
use guichet_core::event::Event;
use guichet_core::message::{Annonce, FaitVu, Message, Screen};
use guichet_core::nouvelles::{Canal, Rythme};
use guichet_store::{Channel, Incoming, Payload, SendOutcome};
use guichet_tests::hasard::Hasard;
use tokio::task::JoinSet;

use crate::bench::{BOULANGERIE, Bench, at, done, text};
use crate::decisions::{OPERATOR, decided, said, sent, statut};
use crate::on_both;

on_both!(
    what_is_decided_is_told_once_on_each_way,
    what_is_undone_at_once_is_told_once,
    two_who_look_at_once_tell_once,
    a_reader_is_told_and_gets_no_task,
    the_card_in_front_of_her_follows,
    its_buttons_work_beside_the_card_in_use,
    a_file_answers_what_was_told_last,
    three_hundred_decisions_are_each_told_once,
    she_is_told_as_she_chose,
    what_cannot_be_told_there_is_told_by_mail,
);

const TELEGRAM: Channel = Channel::Telegram;
const COURRIEL: Channel = Channel::Courriel;

/// Looks at whoever is to be looked at, until nobody is.
pub async fn look(bench: &Bench, now: DateTime<Utc>) {
    for _ in 0..1000 {
        let Some(personne) = bench.store.next_personne(now).await.expect("read") else { return };
        bench.store.annoncer(&bench.cadre, now, personne).await.expect("told");
    }
    panic!("she is looked at without end");
}

/// What left for this channel since the last time.
pub async fn out(bench: &Bench, channel: Channel) -> Vec<Message> {
    let mut out = Vec::new();
    // Whatever its time: a row that waits is as good as one that left.
    while let Some(claim) = bench.outbox(at(5_000_000_000), channel).await {
        for row in &claim.rows {
            if let Payload::Message(message) = &row.payload {
                out.push(message.as_ref().clone());
            }
            bench.settle(&claim, &[row.id], &done()).await;
        }
    }
    out
}

fn annonces(messages: &[Message]) -> Vec<Annonce> {
    let of = |message: &Message| match &message.screen {
        Screen::Annonces(annonces) => annonces.annonces.clone(),
        _ => Vec::new(),
    };
    messages.iter().flat_map(of).collect()
}

async fn told(bench: &Bench, channel: Channel) -> Vec<FaitVu> {
    annonces(&out(bench, channel).await).into_iter().flat_map(|annonce| annonce.faits).collect()
}

async fn decide(bench: &Bench, dossier: &Dossier, decision: &Decision, seconds: i64) {
    decided(bench, OPERATOR, dossier.id, decision, seconds).await.expect("decided");
}

fn mot(texte: &str) -> Decision {
    Decision::Message { texte: texte.to_owned() }
}

fn asked(piece: Option<&str>) -> Decision {
    Decision::DemanderComplement {
        motifs: vec!["Le programme manque.".to_owned()],
        pieces: piece.map(str::to_owned).into_iter().collect(),
        limite: None,
    }
}

/// A request that was sent; all that was said on the way is out.
async fn scene(bench: &Bench) -> Dossier {
    let (_, dossier) = sent(bench).await;
    look(bench, at(99)).await;
    for channel in [TELEGRAM, COURRIEL] {
        out(bench, channel).await;
    }
    dossier
}

async fn what_is_decided_is_told_once_on_each_way(bench: Bench) {
    let dossier = scene(&bench).await;
    decide(&bench, &dossier, &statut(Statut::EnCoursDeTraitement, None), 100).await;
    assert_eq!(bench.store.next_annonce_at().await.expect("read"), Some(at(100)), "looked at at once");
    look(&bench, at(159)).await;
    assert_eq!(told(&bench, TELEGRAM).await, [], "held");
    assert_eq!(bench.store.next_annonce_at().await.expect("read"), Some(at(160)));
    look(&bench, at(160)).await;
    let taken = [FaitVu::Statut { etapes: vec![Statut::EnCoursDeTraitement], motif: None }];
    assert_eq!(told(&bench, TELEGRAM).await, taken);
    assert_eq!(told(&bench, COURRIEL).await, taken);
    look(&bench, at(10_000)).await;
    assert_eq!(told(&bench, TELEGRAM).await, []);
    // In the evening she is left alone until the next working day.
    let evening = 12 * 3600;
    decide(&bench, &dossier, &statut(Statut::Valide, None), evening).await;
    look(&bench, at(evening + 60)).await;
    assert_eq!(told(&bench, COURRIEL).await, []);
    let mut next = bench.store.next_annonce_at().await.expect("read").expect("she waits");
    while next < at(20 * 3600) {
        // What may wait in the request was looked at.
        look(&bench, next).await;
        assert_eq!(told(&bench, COURRIEL).await, [], "{next}");
        next = bench.store.next_annonce_at().await.expect("read").expect("she waits");
    }
    look(&bench, next).await;
    let valide = [FaitVu::Statut { etapes: vec![Statut::Valide], motif: None }];
    assert_eq!(told(&bench, COURRIEL).await, valide);
    assert_eq!(told(&bench, TELEGRAM).await, valide);
    assert_eq!(bench.count("SELECT COUNT(*) FROM nouvelle WHERE dite_at IS NULL").await, 0);
}

async fn what_is_undone_at_once_is_told_once(bench: Bench) {
    let dossier = scene(&bench).await;
    decide(&bench, &dossier, &asked(None), 100).await;
    look(&bench, at(110)).await;
    decide(&bench, &dossier, &Decision::LeverComplement, 140).await;
    look(&bench, at(161)).await;
    assert_eq!(told(&bench, TELEGRAM).await, [], "held anew");
    look(&bench, at(200)).await;
    assert_eq!(told(&bench, TELEGRAM).await, [FaitVu::ComplementLeve { aussitot: true }]);
    decide(&bench, &dossier, &asked(None), 300).await;
    look(&bench, at(360)).await;
    assert!(matches!(told(&bench, TELEGRAM).await[..], [FaitVu::Complement(_)]));
    decide(&bench, &dossier, &Decision::LeverComplement, 400).await;
    look(&bench, at(460)).await;
    assert_eq!(told(&bench, TELEGRAM).await, [FaitVu::ComplementLeve { aussitot: false }]);
}

async fn two_who_look_at_once_tell_once(bench: Bench) {
    let dossier = scene(&bench).await;
    let twin = bench.twin().await;
    for round in 0..5 {
        let now = 100 + round * 100;
        decide(&bench, &dossier, &mot(&format!("Message {round}")), now).await;
        let personne = bench.store.next_personne(at(now)).await.expect("read").expect("she is due");
        let mut looks = JoinSet::new();
        for store in [&bench.store, &twin.store, &bench.store, &twin.store] {
            let (store, cadre) = (store.clone(), bench.cadre.clone());
            looks.spawn(async move { store.annoncer(&cadre, at(now + 60), personne).await });
        }
        let counts = looks.join_all().await.into_iter().map(|told| told.expect("works"));
        assert_eq!(counts.sum::<usize>(), 1);
        let texte = format!("Message {round}");
        assert_eq!(told(&bench, TELEGRAM).await, [FaitVu::Message { texte }]);
    }
    // What fails is looked at later.
    decide(&bench, &dossier, &mot("Encore"), 1000).await;
    let personne = bench.store.next_personne(at(1000)).await.expect("read").expect("she is due");
    bench.store.postpone_annonce(personne, at(2000)).await.expect("postponed");
    assert_eq!(bench.store.next_personne(at(1999)).await.expect("read"), None);
    look(&bench, at(2000)).await;
    assert_eq!(told(&bench, TELEGRAM).await.len(), 1);
}

async fn a_reader_is_told_and_gets_no_task(bench: Bench) {
    let dossier = scene(&bench).await;
    bench.personne("max@example.org", BOULANGERIE, TELEGRAM, "2").await;
    said(&bench, &text("/partager"), 100).await;
    for words in ["max@example.org", "1"] {
        said(&bench, &text(words), 101).await;
    }
    for words in ["/partages", "1", "oui"] {
        bench.say(TELEGRAM, "2", words, at(110)).await;
    }
    for channel in [TELEGRAM, COURRIEL] {
        out(&bench, channel).await;
    }
    decide(&bench, &dossier, &asked(Some("programme")), 200).await;
    look(&bench, at(260)).await;
    let all = annonces(&out(&bench, TELEGRAM).await);
    let mut acts: Vec<bool> = all.iter().map(|annonce| annonce.peut_agir).collect();
    acts.sort_unstable();
    assert_eq!(acts, [false, true], "{all:?}");
    let letters = annonces(&out(&bench, COURRIEL).await);
    assert_eq!(letters.len(), 2);
}

async fn the_card_in_front_of_her_follows(bench: Bench) {
    let dossier = scene(&bench).await;
    decide(&bench, &dossier, &statut(Statut::EnCoursDeTraitement, None), 100).await;
    look(&bench, at(160)).await;
    let messages = out(&bench, TELEGRAM).await;
    let [card, notice] = &messages[..] else { panic!("{messages:?}") };
    assert!(card.in_place, "where it is");
    let Screen::Suivi(suivi) = &card.screen else { panic!("{card:?}") };
    assert_eq!(suivi.statut, Statut::EnCoursDeTraitement);
    assert!(matches!(notice.screen, Screen::Annonces(_)) && notice.card > card.card);
    let letters = out(&bench, COURRIEL).await;
    assert!(matches!(&letters[..], [letter] if letter.is_aside()), "a letter stays as it was written");
    // Elsewhere nothing is changed.
    said(&bench, &text("/aide"), 200).await;
    decide(&bench, &dossier, &Decision::Agd { nom: "Nadia Leroux".to_owned() }, 300).await;
    look(&bench, at(360)).await;
    assert!(matches!(&out(&bench, TELEGRAM).await[..], [notice] if notice.is_aside()));
}

async fn its_buttons_work_beside_the_card_in_use(bench: Bench) {
    let dossier = scene(&bench).await;
    let question = said(&bench, &text("/nouvelle"), 100).await;
    decide(&bench, &dossier, &asked(Some("programme")), 101).await;
    look(&bench, at(161)).await;
    let messages = out(&bench, TELEGRAM).await;
    let [notice] = &messages[..] else { panic!("{messages:?}") };
    let labels: Vec<&str> = notice.choices.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(labels, ["Fournir : Programme de la formation", "Voir la demande"]);
    // The card in use is still the one of the question.
    let answered = said(&bench, &text("1"), 162).await;
    assert_ne!(std::mem::discriminant(&answered), std::mem::discriminant(&question));
    let tap = Event::Tap { card: notice.card, choice: 0 };
    let incoming = Incoming { event: tap, puis: Vec::new(), invitation: None };
    for second in [163, 164] {
        match said(&bench, &incoming, second).await {
            Screen::PiecesAttendues(pieces) => {
                assert_eq!(pieces.demandee.expect("one is asked for").cle, "programme");
            }
            other => panic!("{other:?}"),
        }
    }
    // By its words, while nothing else was said.
    decide(&bench, &dossier, &mot("Merci"), 300).await;
    look(&bench, at(360)).await;
    out(&bench, TELEGRAM).await;
    assert!(matches!(said(&bench, &text("voir la demande"), 361).await, Screen::Suivi(_)));
    assert!(!matches!(
        said(&bench, &text("fournir : programme de la formation"), 362).await,
        Screen::PiecesAttendues(_)
    ));
}

async fn she_is_told_as_she_chose(bench: Bench) {
    let dossier = scene(&bench).await;
    let lea = bench.store.find_personne(TELEGRAM, "1").await.expect("read").expect("known");
    assert_eq!(bench.store.find_preferences(lea.id).await.expect("read"), None);
    for (seconds, words) in (100..).zip(["/notifications", "ici seulement", "une fois par jour", "stop"]) {
        assert!(matches!(said(&bench, &text(words), seconds).await, Screen::Notifications(_)), "{words}");
    }
    let chosen = bench.store.find_preferences(lea.id).await.expect("read").expect("chosen");
    assert_eq!((chosen.canal, chosen.rythme), (Canal::Conversation, Rythme::Quotidien));
    assert!(!chosen.informations && !chosen.rappels);
    // What asks nothing of her is not told, the rest is, the next morning, here only.
    decide(&bench, &dossier, &Decision::Agd { nom: "Nadia Leroux".to_owned() }, 200).await;
    decide(&bench, &dossier, &mot("Merci"), 2000).await;
    look(&bench, at(5000)).await;
    assert_eq!(told(&bench, TELEGRAM).await, []);
    let next = bench.store.next_annonce_at().await.expect("read").expect("she waits");
    assert_eq!(next, at(24 * 3600) - TimeDelta::microseconds(123_456), "nine o'clock");
    look(&bench, next).await;
    let texte = "Merci".to_owned();
    assert_eq!(told(&bench, TELEGRAM).await, [FaitVu::Message { texte }]);
    assert_eq!(told(&bench, COURRIEL).await, []);
    // Changing her mind plans anew what waits.
    decide(&bench, &dossier, &mot("Encore"), 100_000).await;
    said(&bench, &text("/notifications tout de suite"), 100_030).await;
    look(&bench, at(100_060)).await;
    assert_eq!(told(&bench, TELEGRAM).await.len(), 1);
}

async fn what_cannot_be_told_there_is_told_by_mail(bench: Bench) {
    let dossier = scene(&bench).await;
    for (seconds, canal) in [(200, "ici seulement"), (400, "les deux")] {
        said(&bench, &text(&format!("/notifications {canal}")), seconds).await;
        out(&bench, COURRIEL).await;
        decide(&bench, &dossier, &mot(canal), seconds + 1).await;
        look(&bench, at(seconds + 61)).await;
        let claim = bench.outbox(at(seconds + 62), TELEGRAM).await.expect("she is told");
        let ids: Vec<i64> = claim.rows.iter().map(|row| row.id).collect();
        let blocked = SendOutcome::Dead { reason: "Forbidden: bot was blocked by the user".to_owned() };
        bench.settle(&claim, &ids, &blocked).await;
        let texte = canal.to_owned();
        assert_eq!(told(&bench, COURRIEL).await, [FaitVu::Message { texte }], "once");
    }
}

async fn a_file_answers_what_was_told_last(bench: Bench) {
    let dossier = scene(&bench).await;
    said(&bench, &text("/start"), 100).await;
    decide(&bench, &dossier, &asked(Some("programme")), 101).await;
    look(&bench, at(161)).await;
    out(&bench, TELEGRAM).await;
    let file = guichet_core::event::FichierRecu {
        sha256: "b".repeat(64),
        name: "scan.pdf".to_owned(),
        size: 18_000,
        mime: Some("application/pdf".to_owned()),
    };
    let files = vec![guichet_core::event::Fichier::Stored(file)];
    let event = Event::Files { files, caption: None };
    said(&bench, &Incoming { event, puis: Vec::new(), invitation: None }, 162).await;
    let kept = bench.store.find_dossier(dossier.id).await.expect("read").expect("there");
    let names: Vec<&str> = kept.pieces["programme"].a_transmettre().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["scan.pdf"]);
}

/// Messages and names that are said once each, at any time of three weeks; she is looked at when she is due, or late.
async fn three_hundred_decisions_are_each_told_once(bench: Bench) {
    let dossier = scene(&bench).await;
    decide(&bench, &dossier, &statut(Statut::EnCoursDeTraitement, None), 99).await;
    let mut hasard = Hasard::new(7);
    let (mut seconds, mut words, mut asked_for) = (100, Vec::new(), false);
    let preferences = bench.cadre.nouvelles.preferences.clone();
    let mut seen = Vec::new();
    for round in 0..300 {
        seconds += [2, 40, 70, 500, 20_000][hasard.below(5)];
        let decision = match hasard.below(4) {
            0 => Decision::Agd { nom: format!("AGD {round}") },
            1 if asked_for => Decision::LeverComplement,
            1 => asked(None),
            _ => mot(&format!("Message {round}")),
        };
        match &decision {
            Decision::Message { texte } => words.push(texte.clone()),
            Decision::DemanderComplement { .. } => asked_for = true,
            Decision::LeverComplement => asked_for = false,
            _ => {}
        }
        decide(&bench, &dossier, &decision, seconds).await;
        if hasard.below(3) > 0 {
            look(&bench, at(seconds)).await;
        }
        let next = bench.store.next_annonce_at().await.expect("read");
        if let Some(next) = next.filter(|next| *next < at(seconds) + TimeDelta::seconds(60)) {
            look(&bench, next.max(at(seconds))).await;
        }
        let now = out(&bench, COURRIEL).await;
        assert!(now.is_empty() || preferences.permet(at(seconds)) || preferences.permet(at(seconds + 60)));
        seen.extend(now);
    }
    let mut rounds = 0;
    while let Some(next) = bench.store.next_annonce_at().await.expect("read") {
        rounds += 1;
        assert!(rounds < 100, "it never comes to rest");
        look(&bench, next).await;
    }
    seen.extend(out(&bench, COURRIEL).await);
    let faits: Vec<FaitVu> = annonces(&seen).into_iter().flat_map(|annonce| annonce.faits).collect();
    let said: Vec<String> = faits
        .iter()
        .filter_map(|fait| match fait {
            FaitVu::Message { texte } => Some(texte.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(said, words, "each once, in order");
    let mut names: Vec<String> = faits
        .iter()
        .filter_map(|fait| match fait {
            FaitVu::Agd { nom } => Some(nom.clone()),
            _ => None,
        })
        .collect();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "no AGD is told twice");
    let avis = faits.iter().filter(|fait| matches!(fait, FaitVu::Piece { avis: Avis::Conforme, .. }));
    assert_eq!(avis.count(), 0, "nothing that did not happen");
    assert_eq!(bench.count("SELECT COUNT(*) FROM nouvelle WHERE dite_at IS NULL").await, 0);
}
