//! Reminders: of what waits, on one way, seldom, and no more once she acts or says stop.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use guichet_core::clock::{instant, paris};
use guichet_core::dossier::Decision;
use guichet_core::message::{Message, RappelVu, Screen};
use guichet_core::nouvelles::{Rythme, Sujet};
use guichet_store::Channel;

use crate::bench::{BOULANGERIE, Bench, at, text};
use crate::decisions::{OPERATOR, decided, said, sent};
use crate::nouvelles::{look, out};
use crate::on_both;

on_both!(
    an_unfinished_draft_is_reminded_of_three_times,
    she_puts_it_off_or_stops_it,
    what_she_does_ends_it,
    a_complement_is_reminded_of_before_its_last_day,
    several_at_once_are_one_message,
    a_link_ends_them,
);

const TELEGRAM: Channel = Channel::Telegram;
const COURRIEL: Channel = Channel::Courriel;

fn rappels(messages: &[Message]) -> Vec<RappelVu> {
    let of = |message: &Message| match &message.screen {
        Screen::Rappels(rappels) => rappels.rappels.clone(),
        _ => Vec::new(),
    };
    messages.iter().flat_map(of).collect()
}

fn nine(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().expect("a day");
    instant(day.and_hms_opt(9, 0, 0).expect("a time"))
}

/// Begins a draft, so many seconds after the story did.
async fn draft(bench: &Bench, titre: &str, seconds: i64) {
    for words in ["/nouvelle action individuelle", titre] {
        said(bench, &text(words), seconds).await;
    }
}

/// Each reminder until nothing is due any more: when, how many requests, and on which way.
async fn all(bench: &Bench, until: DateTime<Utc>) -> Vec<(String, usize)> {
    let mut seen = Vec::new();
    for _ in 0..200 {
        let Some(next) = bench.store.next_annonce_at().await.expect("read").filter(|next| *next < until)
        else {
            return seen;
        };
        look(bench, next).await;
        assert_eq!(rappels(&out(bench, COURRIEL).await), [], "on one way");
        let told = rappels(&out(bench, TELEGRAM).await);
        if !told.is_empty() {
            assert!(bench.cadre.nouvelles.preferences.permet(next), "{next}");
            seen.push((paris(next).format("%a %d/%m %H:%M").to_string(), told.len()));
        }
    }
    panic!("she is looked at without end");
}

async fn lea(bench: &Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
}

fn days(of: &[(String, usize)]) -> Vec<&str> {
    of.iter().map(|(day, _)| day.as_str()).collect()
}

async fn an_unfinished_draft_is_reminded_of_three_times(bench: Bench) {
    lea(&bench).await;
    draft(&bench, "Excel perfectionnement", 10).await;
    let seen = all(&bench, at(200 * 24 * 3600)).await;
    assert_eq!(days(&seen), ["Thu 08/01 09:00", "Tue 13/01 09:00", "Fri 23/01 09:00"]);
    assert_eq!(bench.store.next_annonce_at().await.expect("read"), None);
}

async fn she_puts_it_off_or_stops_it(bench: Bench) {
    lea(&bench).await;
    draft(&bench, "Excel perfectionnement", 10).await;
    assert_eq!(days(&all(&bench, nine("2026-01-09")).await), ["Thu 08/01 09:00"]);
    // The question that waits is about a date: « demain » answers what was said last.
    let day = 3 * 24 * 3600;
    assert!(matches!(said(&bench, &text("demain"), day + 60).await, Screen::Empty));
    assert_eq!(days(&all(&bench, nine("2026-01-10")).await), ["Fri 09/01 09:00"]);
    assert!(matches!(said(&bench, &text("Lundi"), 4 * 24 * 3600 + 60).await, Screen::Empty));
    assert_eq!(days(&all(&bench, nine("2026-01-13")).await), ["Mon 12/01 09:00"]);
    assert!(matches!(said(&bench, &text("stop"), 7 * 24 * 3600 + 60).await, Screen::Notifications(_)));
    assert_eq!(all(&bench, at(200 * 24 * 3600)).await, []);
    // Said later, the word is an answer again.
    said(&bench, &text("reprendre"), 8 * 24 * 3600).await;
    let screen = said(&bench, &text("demain"), 8 * 24 * 3600 + 60).await;
    assert!(matches!(&screen, Screen::Question(question) if question.libelle.contains("fin")), "{screen:?}");
}

async fn what_she_does_ends_it(bench: Bench) {
    lea(&bench).await;
    draft(&bench, "Excel perfectionnement", 10).await;
    // She goes on the day before it is due: it is counted from then.
    said(&bench, &text("01/03/2099"), 2 * 24 * 3600).await;
    assert_eq!(days(&all(&bench, nine("2026-01-14")).await), ["Mon 12/01 09:00"]);
    for words in ["/annuler", "oui"] {
        said(&bench, &text(words), 9 * 24 * 3600).await;
    }
    assert_eq!(all(&bench, at(200 * 24 * 3600)).await, []);
}

async fn a_complement_is_reminded_of_before_its_last_day(bench: Bench) {
    let (_, dossier) = sent(&bench).await;
    let limite = Some("2026-01-16".parse().expect("a day"));
    let asked = Decision::DemanderComplement { motifs: vec!["Durée".to_owned()], pieces: vec![], limite };
    decided(&bench, OPERATOR, dossier.id, &asked, 100).await.expect("decided");
    look(&bench, at(160)).await;
    out(&bench, TELEGRAM).await;
    out(&bench, COURRIEL).await;
    look(&bench, nine("2026-01-09")).await;
    let told = rappels(&out(&bench, TELEGRAM).await);
    assert!(matches!(&told[..], [one] if one.sujet == Sujet::Complement && one.limite.is_some()), "{told:?}");
    decided(&bench, OPERATOR, dossier.id, &Decision::LeverComplement, 5 * 24 * 3600).await.expect("lifted");
    assert_eq!(all(&bench, at(200 * 24 * 3600)).await, []);
}

async fn several_at_once_are_one_message(bench: Bench) {
    lea(&bench).await;
    for (rank, titre) in
        (0..7).zip(["Un un un", "Deux deux", "Trois trois", "Quatre", "Cinq cinq", "Six six", "Sept sept"])
    {
        draft(&bench, titre, 10 + rank).await;
    }
    let seen = all(&bench, nine("2026-01-09") + TimeDelta::hours(12)).await;
    assert_eq!(seen, [("Thu 08/01 09:00".to_owned(), 5), ("Fri 09/01 09:00".to_owned(), 2)]);
}

async fn a_link_ends_them(bench: Bench) {
    lea(&bench).await;
    draft(&bench, "Excel perfectionnement", 10).await;
    said(&bench, &text("/notifications une fois par jour"), 20).await;
    let default = bench.cadre.nouvelles.preferences.clone();
    assert!(bench.store.stop_reminders(at(30), "Lea@example.org", &default).await.expect("stopped"));
    assert!(!bench.store.stop_reminders(at(30), "nobody@example.org", &default).await.expect("works"));
    let lea = bench.store.find_personne(TELEGRAM, "1").await.expect("read").expect("known");
    let chosen = bench.store.find_preferences(lea.id).await.expect("read").expect("kept");
    assert!(!chosen.rappels && chosen.informations && chosen.rythme == Rythme::Quotidien);
    assert_eq!(all(&bench, at(200 * 24 * 3600)).await, []);
}
