//! Keys of the API, and decisions that are taken once however often they are asked for.

use guichet_core::dossier::{Decision, Dossier, Statut};
use guichet_core::engine::JournalWhat;
use guichet_store::{Demande, Issue, Reference, Repondu, Reponse, Source};
use guichet_tests::envoyee::envoyee;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::bench::{BOULANGERIE, Bench, at, individu};
use crate::on_both;

on_both!(
    a_key_opens_until_it_is_revoked,
    the_same_request_is_decided_once,
    all_decisions_of_a_request_or_none,
    twice_at_once_is_once,
);

async fn sent(bench: &Bench) -> Dossier {
    let lou = individu(BOULANGERIE, "Petit", "Lou", None);
    bench.store.import_individus(&[lou]).await.expect("imported");
    let role = guichet_core::annuaire::Role::Adherent;
    let invited = bench.store.inviter(at(0), "lea@example.org", BOULANGERIE, role, 24).await;
    let token = invited.expect("works").expect("known").token;
    envoyee(&bench.store, &token, None).await
}

async fn cle(bench: &Bench) -> Uuid {
    let cle = bench.store.create_cle_api(at(1), "portail").await.expect("works").expect("a new name");
    bench.store.find_cle_api(&cle).await.expect("works").expect("it is in use").id
}

/// What a test answers: enough to tell answers apart.
fn dire(issue: Issue<'_>) -> Reponse {
    match issue {
        Ok(Some(dossier)) => Reponse { statut: 200, corps: dossier.statut.key().to_owned() },
        Ok(None) => Reponse { statut: 404, corps: String::new() },
        Err(refus) => Reponse { statut: 409, corps: refus.to_string() },
    }
}

async fn ask(
    bench: &Bench,
    cle: Uuid,
    key: Option<&str>,
    dossier: &Dossier,
    decisions: &[Decision],
    seconds: i64,
) -> Repondu {
    let contenu = format!("{decisions:?}");
    let demande = Demande { cle, idempotence: key, contenu: contenu.as_bytes() };
    let reference = Reference::Id(dossier.id);
    let told = bench.store.decider_une_fois(at(seconds), demande, &reference, decisions, dire).await;
    told.expect("the store works")
}

fn statut(vers: Statut) -> Decision {
    Decision::Statut { vers, motif: None }
}

fn agd(nom: &str) -> Decision {
    Decision::Agd { nom: nom.to_owned() }
}

fn answered(statut: u16, corps: &str, repetee: bool) -> Repondu {
    Repondu::Reponse { reponse: Reponse { statut, corps: corps.to_owned() }, repetee }
}

async fn a_key_opens_until_it_is_revoked(bench: Bench) {
    let store = &bench.store;
    let key = store.create_cle_api(at(1), "portail").await.expect("works").expect("a new name");
    assert_eq!(store.create_cle_api(at(2), " portail").await.expect("works"), None, "the name is in use");
    assert_eq!(store.find_cle_api(&key).await.expect("works").expect("in use").nom, "portail");
    assert_eq!(store.find_cle_api("guichet_else").await.expect("works"), None);
    assert_eq!(store.cles_api().await.expect("works").len(), 1);
    assert!(store.revoke_cle_api(at(3), "portail").await.expect("works"));
    assert!(!store.revoke_cle_api(at(4), "portail").await.expect("works"));
    assert_eq!(store.find_cle_api(&key).await.expect("works"), None);
    assert!(store.create_cle_api(at(5), "portail").await.expect("works").is_some(), "the name is free again");
    let clear = "SELECT COUNT(*) FROM cle_api WHERE nom LIKE 'guichet%'";
    assert_eq!(bench.count(clear).await, 0);
}

async fn the_same_request_is_decided_once(bench: Bench) {
    let (dossier, cle) = (sent(&bench).await, cle(&bench).await);
    let taken = [statut(Statut::EnCoursDeTraitement)];
    let first = ask(&bench, cle, Some("k1"), &dossier, &taken, 100).await;
    assert_eq!(first, answered(200, "en_cours_de_traitement", false));
    assert_eq!(
        ask(&bench, cle, Some("k1"), &dossier, &taken, 101).await,
        answered(200, "en_cours_de_traitement", true)
    );
    let other = [statut(Statut::Valide)];
    assert_eq!(ask(&bench, cle, Some("k1"), &dossier, &other, 102).await, Repondu::AutreDemande);
    // Without a key, or with another, it is asked anew; a refusal is kept as well.
    for (key, repeated) in [(None, false), (Some("k2"), false), (Some("k2"), true)] {
        let Repondu::Reponse { reponse, repetee } = ask(&bench, cle, key, &dossier, &taken, 103).await else {
            panic!("an answer")
        };
        assert_eq!((reponse.statut, repetee), (409, repeated), "{key:?}");
    }
    let journal = bench.store.journal(dossier.id).await.expect("read");
    let last = journal.last().expect("a line");
    assert!(
        matches!(&last.entry.what, JournalWhat::Statut { apres, .. } if apres == "en_cours_de_traitement")
    );
    assert_eq!((last.source, last.auteur, last.cle.as_deref()), (Source::Api, None, Some("portail")));
    // A week later the key is anyone's again.
    let week = 8 * 86_400;
    assert_eq!(ask(&bench, cle, Some("k1"), &dossier, &other, week).await, answered(200, "valide", false));
}

async fn all_decisions_of_a_request_or_none(bench: Bench) {
    let (dossier, cle) = (sent(&bench).await, cle(&bench).await);
    let lines = bench.store.journal(dossier.id).await.expect("read").len();
    // The second cannot be: « Envoyé » to « Validé » in one leap.
    let refused =
        ask(&bench, cle, Some("a"), &dossier, &[agd("Inès Roy"), statut(Statut::Valide)], 100).await;
    assert!(matches!(&refused, Repondu::Reponse { reponse, .. } if reponse.statut == 409), "{refused:?}");
    let kept = bench.store.find_dossier(dossier.id).await.expect("read").expect("there");
    assert_eq!((kept.instruction.agd, kept.statut), (None, Statut::Envoye));
    assert_eq!(bench.store.journal(dossier.id).await.expect("read").len(), lines);
    let both = [statut(Statut::EnCoursDeTraitement), agd("Inès Roy")];
    assert_eq!(
        ask(&bench, cle, Some("b"), &dossier, &both, 101).await,
        answered(200, "en_cours_de_traitement", false)
    );
    let kept = bench.store.find_dossier(dossier.id).await.expect("read").expect("there");
    assert_eq!(kept.instruction.agd.as_deref(), Some("Inès Roy"));
    assert_eq!(bench.store.journal(dossier.id).await.expect("read").len(), lines + 2);
    // No such dossier.
    let nobody = Dossier { id: Uuid::nil(), ..dossier };
    assert_eq!(ask(&bench, cle, Some("c"), &nobody, &both, 102).await, answered(404, "", false));
}

async fn twice_at_once_is_once(bench: Bench) {
    let (dossier, cle) = (sent(&bench).await, cle(&bench).await);
    let mut asked = JoinSet::new();
    for _ in 0..8 {
        let (twin, dossier) = (bench.twin().await, dossier.clone());
        let taken = [statut(Statut::EnCoursDeTraitement)];
        asked.spawn(async move { ask(&twin, cle, Some("k"), &dossier, &taken, 100).await });
    }
    let answers = asked.join_all().await;
    let fresh = answers.iter().filter(|answer| **answer == answered(200, "en_cours_de_traitement", false));
    assert_eq!(fresh.count(), 1, "{answers:?}");
    let repeats = answers.iter().filter(|answer| **answer == answered(200, "en_cours_de_traitement", true));
    assert_eq!(repeats.count(), 7, "{answers:?}");
}
