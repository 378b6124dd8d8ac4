//! Exchanges with people of OPCO EP: each letter under its exchange, each answer to whom it is for, nobody forgotten.

use chrono::TimeDelta;
use guichet_core::escalade::{LettreSupport, Quoi, ReponseSupport, SorteLettre, Support};
use guichet_core::event::{Event, Fichier, FichierRecu};
use guichet_core::message::{EcranHumain, Message, Note, NoteHumain, Screen};
use guichet_store::{Channel, Incoming, Payload, Played, SendOutcome, SortLettre};

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at};
use crate::on_both;

on_both!(
    what_she_says_leaves_and_what_is_answered_comes_back,
    two_exchanges_never_meet,
    an_answer_after_the_end_is_not_lost,
    nobody_answers_and_it_is_told,
    mail_that_does_not_leave_is_told_once,
    files_go_to_whom_they_were_given,
);

const TELEGRAM: Channel = Channel::Telegram;

/// All that waits on a channel: addresses and payloads. Mail is settled under its row's own Message-ID.
async fn sent(bench: &Bench, channel: Channel, seconds: i64) -> Vec<(String, Payload)> {
    let mut out = Vec::new();
    while let Some(claim) = bench.outbox(at(seconds), channel).await {
        for row in &claim.rows {
            out.push((claim.address.clone(), row.payload.clone()));
            let outcome = SendOutcome::Done { remote_id: Some(format!("<{}@guichet>", row.id)) };
            bench.settle(&claim, &[row.id], &outcome).await;
        }
    }
    out
}

async fn letters(bench: &Bench, seconds: i64) -> Vec<(String, LettreSupport)> {
    let sent = sent(bench, Channel::Courriel, seconds).await;
    sent.into_iter()
        .filter_map(|(address, payload)| match payload {
            Payload::Support(lettre) => Some((address, *lettre)),
            _ => None,
        })
        .collect()
}

async fn told(bench: &Bench, address: &str, seconds: i64) -> Vec<Message> {
    let sent = sent(bench, TELEGRAM, seconds).await;
    sent.into_iter()
        .filter_map(|(whose, payload)| match payload {
            Payload::Message(message) if whose == address => Some(*message),
            _ => None,
        })
        .collect()
}

fn reponse(texte: &str, clos: bool) -> ReponseSupport {
    ReponseSupport { texte: texte.to_owned(), fichiers: Vec::new(), clos, ouverte: false }
}

/// Support answers by a letter.
async fn answers(bench: &Bench, id: i64, reponse: &ReponseSupport, seconds: i64) -> Played {
    bench.receive(Channel::Courriel, "support@example.org", &format!("r{seconds}"), at(seconds)).await;
    let claim =
        bench.store.claim_inbox(at(seconds), &[Channel::Courriel]).await.expect("works").expect("waits");
    let message_id = format!("<r{seconds}@support>");
    let played =
        bench.store.play_support(&bench.cadre, at(seconds), &claim, id, reponse, Some(&message_id)).await;
    played.expect("played")
}

/// She is at a question, and asks for a person.
async fn calls(bench: &Bench, address: &str, siret: &str, said: &str, from: i64) -> i64 {
    bench.personne(&format!("p{address}@example.org"), siret, TELEGRAM, address).await;
    for (second, said) in (from..).zip(["/nouvelle action individuelle", "Excel", "bof", "/support", said]) {
        bench.say(TELEGRAM, address, said, at(second)).await;
    }
    told(bench, address, from + 10).await;
    let letters = letters(bench, from + 10).await;
    let [(_, lettre)] = &letters[..] else { panic!("one letter: {letters:?}") };
    lettre.escalade
}

fn has(messages: &[Message], wanted: impl Fn(&NoteHumain) -> bool) -> bool {
    messages
        .iter()
        .flat_map(|message| &message.notes)
        .any(|note| matches!(note, Note::Humain(note) if wanted(note)))
}

async fn what_she_says_leaves_and_what_is_answered_comes_back(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let said = ["/nouvelle action individuelle", "Excel", "bof", "pas encore", "/support", "Je bloque"];
    for (second, said) in (10..).zip(said) {
        bench.say(TELEGRAM, "1", said, at(second)).await;
    }
    let opened = told(&bench, "1", 20).await;
    assert!(matches!(opened.last().expect("said").screen, Screen::Humain(EcranHumain::Ouverte { .. })));
    let first = letters(&bench, 20).await;
    let [(address, lettre)] = &first[..] else { panic!("one letter: {first:?}") };
    let id = lettre.escalade;
    assert_eq!(*address, format!("support/{id}"));
    assert_eq!(
        (lettre.email.as_str(), lettre.sujet.question.as_deref()),
        ("lea@example.org", Some("Date de début de la formation"))
    );
    let SorteLettre::Ouverture { texte, essais, repliques, recap } = &lettre.sorte else {
        panic!("{lettre:?}")
    };
    assert_eq!((texte.as_str(), essais.len(), recap.is_some()), ("Je bloque", 2, true));
    let personne: Vec<&str> = repliques
        .iter()
        .filter_map(|line| match &line.quoi {
            Quoi::Personne(dit) => Some(dit.as_str()),
            Quoi::Assistant(_) => None,
        })
        .collect();
    assert_eq!(personne, ["/nouvelle action individuelle", "Excel", "bof", "pas encore", "/support"]);
    assert!(repliques.iter().any(|line| matches!(&line.quoi, Quoi::Assistant(_))), "and what it answered");
    assert!(repliques.windows(2).all(|pair| pair[0].at <= pair[1].at));
    let root = bench.store.find_fil_support(id).await.expect("works").expect("our first letter");
    assert!(root.ends_with("@guichet>"));

    // Back and forth: the assistant says nothing of its own.
    bench.say(TELEGRAM, "1", "oui", at(30)).await;
    assert_eq!(told(&bench, "1", 31).await, []);
    let next = letters(&bench, 31).await;
    assert!(matches!(&next[..], [(to, lettre)] if to == address
        && lettre.sorte == SorteLettre::Suite { texte: "oui".to_owned(), corrige: false }));
    answers(&bench, id, &reponse("Bonjour Léa", false), 40).await;
    let said = told(&bench, "1", 41).await;
    assert!(has(&said, |note| matches!(note, NoteHumain::Repond { texte, .. } if texte == "Bonjour Léa")));
    assert_eq!(bench.store.find_fil_support(id).await.expect("works").as_deref(), Some("<r40@support>"));
    answers(&bench, id, &reponse("Au revoir", true), 50).await;
    let said = told(&bench, "1", 51).await;
    assert!(has(&said, |note| *note == NoteHumain::Clos));
    assert!(matches!(&said[0].screen, Screen::Question(q) if q.libelle == "Date de début de la formation"));
    assert!(!bench.store.find_escalade(id).await.expect("works").expect("kept").is_open);
    bench.say(TELEGRAM, "1", "01/03/2099", at(60)).await;
    assert!(
        matches!(&told(&bench, "1", 61).await[0].screen, Screen::Question(q) if q.libelle.contains("fin"))
    );
    assert_eq!(letters(&bench, 61).await, []);
}

async fn two_exchanges_never_meet(bench: Bench) {
    let lea = calls(&bench, "1", BOULANGERIE, "Je suis Léa", 10).await;
    let tom = calls(&bench, "2", COIFFURE, "Je suis Tom", 40).await;
    assert_ne!(lea, tom);
    for (rank, id) in [tom, lea, lea, tom].into_iter().enumerate() {
        let second = 100 + 10 * i64::try_from(rank).expect("few");
        let (own, other) = if id == lea { ("1", "2") } else { ("2", "1") };
        answers(&bench, id, &reponse(&format!("pour {own}"), false), second).await;
        let mut all = sent(&bench, TELEGRAM, second + 1).await;
        let (address, Payload::Message(message)) = all.remove(0) else { panic!("a message") };
        assert!(all.is_empty(), "to one alone");
        assert_eq!(address, own);
        assert!(
            has(
                &[*message],
                |note| matches!(note, NoteHumain::Repond { texte, .. } if texte == &format!("pour {own}"))
            ),
            "{other}"
        );
    }
    let letters = bench.store.lettres_support(9).await.expect("works");
    let whose: Vec<i64> = letters.iter().map(|(_, _, lettre)| lettre.escalade).collect();
    assert_eq!(whose, [tom, lea], "newest first");
    // Nobody is known under another number.
    assert_eq!(bench.store.find_escalade(lea + tom + 1).await.expect("works"), None);
}

async fn an_answer_after_the_end_is_not_lost(bench: Bench) {
    let id = calls(&bench, "1", BOULANGERIE, "À l'aide", 10).await;
    bench.say(TELEGRAM, "1", "terminer", at(30)).await;
    assert!(matches!(&letters(&bench, 31).await[..], [(_, lettre)] if lettre.sorte == SorteLettre::Terminee));
    let before = told(&bench, "1", 31).await;
    assert!(matches!(before.last().expect("asked").screen, Screen::Question(_)));
    answers(&bench, id, &reponse("Désolée du retard", false), 40).await;
    let said = told(&bench, "1", 41).await;
    assert!(said.len() == 1 && said[0].is_notice(), "beside the question, which stays: {said:?}");
    assert!(has(&said, |note| matches!(note, NoteHumain::Repond { .. })));
    bench.say(TELEGRAM, "1", "01/03/2099", at(50)).await;
    assert!(
        matches!(&told(&bench, "1", 51).await[0].screen, Screen::Question(q) if q.libelle.contains("fin"))
    );
}

async fn nobody_answers_and_it_is_told(bench: Bench) {
    let support = Support::default();
    let id = calls(&bench, "1", BOULANGERIE, "Il y a quelqu'un ?", 10).await;
    let due = bench.store.next_relance_at().await.expect("works").expect("an answer is waited for");
    let remind = async |now| bench.store.relancer(now, &support, "support@example.org").await.expect("works");
    assert_eq!(remind(due - TimeDelta::seconds(1)).await, 0);
    let mut now = due;
    for rang in 1..=2 {
        assert_eq!(remind(now).await, 1, "{rang}");
        assert_eq!(remind(now).await, 0, "once");
        let seconds = (now - at(0)).num_seconds() + 1;
        let letters = letters(&bench, seconds).await;
        assert!(
            matches!(&letters[..], [(_, lettre)] if matches!(lettre.sorte, SorteLettre::Relance { rang: r, .. } if r == rang))
        );
        let said = told(&bench, "1", seconds).await;
        assert!(said[0].is_notice());
        assert!(has(
            &said,
            |note| matches!(note, NoteHumain::Relance { prochaine, .. } if prochaine.is_some() == (rang == 1))
        ));
        now = bench.store.next_relance_at().await.expect("works").unwrap_or(now + TimeDelta::days(9));
    }
    assert_eq!(remind(now).await, 0, "it ends");
    // She writes again: it begins anew; an answer ends it.
    bench.say(TELEGRAM, "1", "toujours là ?", at(2_000_000)).await;
    assert!(bench.store.next_relance_at().await.expect("works").is_some());
    answers(&bench, id, &reponse("Oui", false), 2_000_010).await;
    assert_eq!(bench.store.next_relance_at().await.expect("works"), None);
}

async fn mail_that_does_not_leave_is_told_once(bench: Bench) {
    let id = calls(&bench, "1", BOULANGERIE, "À l'aide", 10).await;
    let sort = async |sort: SortLettre, seconds| {
        bench.store.sort_lettre(at(seconds), id, &sort).await.expect("works");
        told(&bench, "1", seconds + 1).await
    };
    assert_eq!(sort(SortLettre::Parti, 30).await, [], "nothing to say of what goes well");
    assert!(has(&sort(SortLettre::Retarde, 40).await, |note| *note == NoteHumain::Retard));
    assert_eq!(sort(SortLettre::Retarde, 50).await, []);
    assert!(has(&sort(SortLettre::Parti, 60).await, |note| *note == NoteHumain::Parti));
    assert_eq!(sort(SortLettre::Parti, 70).await, []);
    let adresse = "support@example.org".to_owned();
    assert!(has(&sort(SortLettre::Refuse { adresse }, 80).await, |note| matches!(
        note,
        NoteHumain::NonRemis { .. }
    )));
    assert_eq!(
        bench.store.next_relance_at().await.expect("works"),
        None,
        "nobody is reminded of what never came"
    );
}

async fn files_go_to_whom_they_were_given(bench: Bench) {
    let file = FichierRecu {
        sha256: "b".repeat(64),
        name: "notice.pdf".to_owned(),
        size: 12,
        mime: Some("application/pdf".to_owned()),
    };
    bench.personne("lea@example.org", BOULANGERIE, Channel::Web, "s1").await;
    bench.say(Channel::Web, "s1", "/support", at(10)).await;
    let event =
        Event::Files { files: vec![Fichier::Stored(file.clone())], caption: Some("À l'aide".to_owned()) };
    let both = Incoming { event, puis: Vec::new(), invitation: None };
    bench.turn(Channel::Web, "s1", &both, at(11)).await;
    let letters = letters(&bench, 12).await;
    let [(_, lettre)] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(lettre.fichiers, std::slice::from_ref(&file));
    let with = ReponseSupport { fichiers: vec![file.clone()], ..reponse("Voici", false) };
    answers(&bench, lettre.escalade, &with, 20).await;
    let fil = bench.store.fil(Channel::Web, "s1", 50).await.expect("works");
    let given = fil.iter().find_map(|entry| match entry {
        guichet_store::FilEntry::Fichier { id, fichier, .. } => Some((*id, fichier.clone())),
        _ => None,
    });
    let (row, given) = given.expect("it is in her conversation");
    assert_eq!(given, file);
    assert_eq!(bench.store.find_remis(Channel::Web, "s1", row).await.expect("works"), Some(file.clone()));
    assert_eq!(bench.store.find_remis(Channel::Web, "s2", row).await.expect("works"), None, "not another's");
    assert_eq!(bench.store.find_remis(Channel::Web, "s1", row - 1).await.expect("works"), None, "no file");
    // She may have left the page: the same by email.
    let mailed = sent(&bench, Channel::Courriel, 21).await;
    assert!(
        mailed
            .iter()
            .any(|(to, payload)| to == "lea@example.org" && *payload == Payload::Fichier(file.clone()))
    );
    assert!(
        mailed.iter().any(|(to, payload)| to == "lea@example.org" && matches!(payload, Payload::Message(_)))
    );
}
