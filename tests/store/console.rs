//! What OPCO EP's side sees: requests that were sent, whoever's they are, and nothing of drafts.

use guichet_core::annuaire::Role;
use guichet_core::dossier::{Decision, Dossier, Statut};
use guichet_core::engine::JournalWhat;
use guichet_store::{Auteur, Channel, Reference, Source};
use guichet_tests::envoyee::envoyee;
use uuid::Uuid;

use crate::bench::{BOULANGERIE, Bench, COIFFURE, at, individu};
use crate::on_both;

on_both!(
    the_list_holds_what_was_sent_and_nothing_else,
    pages_filters_and_numbers,
    a_message_to_the_person_leaves_once_and_has_its_line,
);

async fn token(bench: &Bench, email: &str, siret: &str, role: Role) -> (String, Uuid) {
    let invited = bench.store.inviter(at(0), email, siret, role, 24).await.expect("works").expect("known");
    (invited.token, invited.personne.id)
}

async fn sent(bench: &Bench, email: &str) -> Dossier {
    bench
        .store
        .import_individus(&[individu(BOULANGERIE, "Petit", "Lou", Some("1"))])
        .await
        .expect("imported");
    let (token, _) = token(bench, email, BOULANGERIE, Role::Adherent).await;
    envoyee(&bench.store, &token, None).await
}

fn numeros(found: &[guichet_store::Envoyee]) -> Vec<&str> {
    found.iter().filter_map(|one| one.dossier.numero.as_deref()).collect()
}

async fn the_list_holds_what_was_sent_and_nothing_else(bench: Bench) {
    let dossier = sent(&bench, "lea@example.org").await;
    let numero = dossier.numero.clone().expect("numbered");
    // A draft that has its number.
    bench.say(Channel::Telegram, "2", "/start", at(500)).await;
    let _ = bench.personne("tom@example.org", BOULANGERIE, Channel::Telegram, "3").await;
    for (second, said) in
        (600..).zip(["/nouvelle action individuelle", "Hygiène", "01/03/2099", "02/03/2099"])
    {
        bench.say(Channel::Telegram, "3", said, at(second)).await;
    }
    let (found, total) = bench.store.envoyees(None, None, 0).await.expect("listed");
    assert_eq!((numeros(&found), total), (vec![numero.as_str()], 1));
    assert_eq!(found[0].titre.as_deref(), Some("Excel perfectionnement"));
    assert!(found[0].demandeur.is_some());
    let one = bench.store.find_envoyee(&numero).await.expect("read").expect("there");
    assert_eq!(one, found[0]);
    for nothing in ["2026-000002", "", "%", "2026%"] {
        assert_eq!(bench.store.find_envoyee(nothing).await.expect("read"), None, "{nothing}");
    }
    // Given back to her it was sent once, and is still seen.
    let back = Decision::Statut { vers: Statut::EnPreparation, motif: Some("À revoir".to_owned()) };
    let reference = Reference::Numero(numero.clone());
    bench
        .store
        .decider(at(700), Auteur::Operateur, Source::Terminal, &reference, &back)
        .await
        .expect("decided");
    assert!(bench.store.find_envoyee(&numero).await.expect("read").is_some());
    let owner = bench.store.find_compte(dossier.proprietaire).await.expect("read").expect("there");
    assert_eq!(owner.email, "lea@example.org");
    assert_eq!(bench.store.find_compte(Uuid::nil()).await.expect("read"), None);
}

async fn pages_filters_and_numbers(bench: Bench) {
    let mut all = Vec::new();
    for rank in 0..3 {
        all.push(sent(&bench, &format!("p{rank}@example.org")).await.numero.expect("numbered"));
    }
    let take = Decision::Statut { vers: Statut::EnCoursDeTraitement, motif: None };
    let reference = Reference::Numero(all[1].clone());
    bench
        .store
        .decider(at(900), Auteur::Operateur, Source::Terminal, &reference, &take)
        .await
        .expect("decided");
    let list = async |statut, numero: Option<&str>, page| {
        let (found, total) = bench.store.envoyees(statut, numero, page).await.expect("listed");
        (found.len(), total)
    };
    assert_eq!(list(None, None, 0).await, (3, 3));
    assert_eq!(list(None, None, 1).await, (0, 3));
    assert_eq!(list(Some(Statut::EnCoursDeTraitement), None, 0).await, (1, 1));
    assert_eq!(list(Some(Statut::Valide), None, 0).await, (0, 0));
    let end = all[2].rsplit('-').next().expect("digits").trim_start_matches('0').to_owned();
    assert_eq!(list(None, Some(&all[0]), 0).await, (1, 1));
    assert_eq!(list(None, Some(&end), 0).await, (1, 1));
    // Wildcards are not letters of a number: what is left of it is searched.
    assert_eq!(list(None, Some("_%"), 0).await, (3, 3));
    assert_eq!(list(None, Some("999999"), 0).await, (0, 0));
}

async fn a_message_to_the_person_leaves_once_and_has_its_line(bench: Bench) {
    let dossier = sent(&bench, "lea@example.org").await;
    let numero = dossier.numero.clone().expect("numbered");
    let (_, nadia) = token(&bench, "nadia@example.org", COIFFURE, Role::Conseiller).await;
    let write = async |who, numero: &str| {
        let texte = "Bonjour,\nil manque le RIB.".to_owned();
        let (reference, decision) = (Reference::Numero(numero.to_owned()), Decision::Message { texte });
        bench.store.decider(at(800), Auteur::Compte(who), Source::Console, &reference, &decision).await
    };
    for _twice in 0..2 {
        assert!(write(nadia, &numero).await.expect("works").is_some());
    }
    assert_eq!(write(nadia, "2026-999999").await.expect("works"), None);
    for stranger in [dossier.proprietaire, Uuid::nil()] {
        assert!(write(stranger, &numero).await.is_err());
    }
    let journal = bench.store.journal(dossier.id).await.expect("read");
    let lines: Vec<_> =
        journal.iter().filter(|line| matches!(line.entry.what, JournalWhat::Message { .. })).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].auteur, lines[0].source), (Some(nadia), Source::Console));
}
