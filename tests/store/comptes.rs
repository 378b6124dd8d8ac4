//! Accounts and the invitations that open them.

use guichet_core::annuaire::Role;
use guichet_core::event::Event;
use guichet_core::message::Screen;
use guichet_store::{Channel, Incoming, Invitation};

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, messages};
use crate::on_both;

on_both!(
    a_link_opens_once,
    a_link_expires,
    two_who_follow_one_link,
    inviting_again_is_the_same_account,
    an_address_follows_the_last_invitation,
    an_unknown_company_invites_nobody,
    a_link_followed_in_a_turn,
    a_refused_link_says_so,
);

const TELEGRAM: Channel = Channel::Telegram;

async fn invite(bench: &Bench, email: &str) -> Invitation {
    let invitation = bench.store.inviter(at(0), email, BOULANGERIE, Role::Adherent, 2).await;
    invitation.expect("the store works").expect("the company is known")
}

fn opened(token: &str) -> Incoming {
    let event = Event::Text { text: format!("/start {token}"), message: None };
    Incoming { event, puis: Vec::new(), invitation: Some(token.to_owned()) }
}

async fn a_link_opens_once(bench: Bench) {
    let Invitation { token, personne } = invite(&bench, "lea@example.org").await;
    assert!(token.len() >= 22 && token.len() <= 64, "128 bits at least, in a deep link: {token}");
    assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'));
    assert_eq!(bench.count("SELECT COUNT(*) FROM invitation WHERE LENGTH(empreinte) = 32").await, 1);
    assert_eq!(bench.store.find_personne(TELEGRAM, "1").await.expect("read"), None);
    let redeemed = bench.store.redeem(at(1), &token, TELEGRAM, "1").await.expect("read");
    assert_eq!(redeemed.as_ref(), Some(&personne));
    assert_eq!(bench.store.redeem(at(2), &token, TELEGRAM, "1").await.expect("read"), None);
    assert_eq!(bench.store.redeem(at(2), &token, TELEGRAM, "2").await.expect("read"), None);
    assert_eq!(bench.store.redeem(at(2), "nothing\0", TELEGRAM, "2").await.expect("read"), None);
    assert_eq!(bench.store.find_personne(TELEGRAM, "1").await.expect("read"), Some(personne));
    assert_eq!(bench.store.find_personne(TELEGRAM, "2").await.expect("read"), None);
    assert_eq!(bench.store.find_personne(Channel::Web, "1").await.expect("read"), None);
}

async fn a_link_expires(bench: Bench) {
    let late = invite(&bench, "lea@example.org").await;
    assert_eq!(bench.store.redeem(at(2 * 3600), &late.token, TELEGRAM, "1").await.expect("read"), None);
    let good = bench.store.redeem(at(2 * 3600 - 1), &late.token, TELEGRAM, "1").await.expect("read");
    assert!(good.is_some());
}

async fn two_who_follow_one_link(bench: Bench) {
    let invitation = invite(&bench, "lea@example.org").await;
    let redeem = |address: &'static str| {
        let (store, token) = (bench.store.clone(), invitation.token.clone());
        tokio::spawn(async move { store.redeem(at(1), &token, TELEGRAM, address).await.expect("read") })
    };
    let tasks = ["1", "2", "3", "4"].map(redeem);
    let mut admitted = 0;
    for task in tasks {
        admitted += usize::from(task.await.expect("ends").is_some());
    }
    assert_eq!(admitted, 1);
    assert_eq!(bench.count("SELECT COUNT(*) FROM adresse").await, 1);
}

async fn inviting_again_is_the_same_account(bench: Bench) {
    let first = invite(&bench, "Lea@Example.org ").await;
    assert_eq!(first.personne.email, "lea@example.org");
    let second = bench
        .store
        .inviter(at(5), "lea@example.org", COIFFURE, Role::Conseiller, 24)
        .await
        .expect("the store works")
        .expect("the company is known");
    assert_eq!(second.personne.id, first.personne.id);
    assert_eq!(second.personne.role, Role::Conseiller);
    assert_ne!(second.token, first.token);
    for token in [first.token, second.token] {
        assert!(bench.store.redeem(at(6), &token, TELEGRAM, "1").await.expect("read").is_some());
    }
    assert_eq!(bench.count("SELECT COUNT(*) FROM personne").await, 1);
    assert_eq!(bench.count("SELECT COUNT(*) FROM rattachement").await, 2);
}

async fn an_address_follows_the_last_invitation(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, TELEGRAM, "1").await;
    let other = bench.personne("tom@example.org", COIFFURE, TELEGRAM, "1").await;
    assert_eq!(bench.store.find_personne(TELEGRAM, "1").await.expect("read"), Some(other));
}

async fn an_unknown_company_invites_nobody(bench: Bench) {
    let siret = "90000000300013";
    let none = bench.store.inviter(at(0), "lea@example.org", siret, Role::Adherent, 2).await;
    assert_eq!(none.expect("the store works"), None);
    assert_eq!(bench.count("SELECT COUNT(*) FROM personne").await, 0);
}

async fn a_link_followed_in_a_turn(bench: Bench) {
    let invitation = invite(&bench, "lea@example.org").await;
    for now in [1, 2] {
        // The second time she opens the link again: she is known, and simply welcome.
        bench.turn(TELEGRAM, "1", &opened(&invitation.token), at(now)).await;
        let claim = bench.outbox(at(now), TELEGRAM).await.expect("an answer");
        assert!(matches!(messages(&claim)[..], [message] if matches!(message.screen, Screen::Accueil(_))));
        bench.settle(&claim, &[claim.rows[0].id], &crate::bench::done()).await;
    }
    let personne = bench.store.find_personne(TELEGRAM, "1").await.expect("read");
    assert_eq!(personne, Some(invitation.personne));
}

async fn a_refused_link_says_so(bench: Bench) {
    let invitation = invite(&bench, "lea@example.org").await;
    bench.turn(TELEGRAM, "1", &opened(&invitation.token), at(2 * 3600)).await;
    let claim = bench.outbox(at(2 * 3600), TELEGRAM).await.expect("an answer");
    assert!(matches!(messages(&claim)[..], [message] if message.screen == Screen::InvitationRefusee));
    bench.say(TELEGRAM, "2", "bonjour", at(0)).await;
    let claim = bench.outbox(at(0), TELEGRAM).await.expect("an answer");
    assert!(matches!(messages(&claim)[..], [message] if message.screen == Screen::Inconnu));
}
