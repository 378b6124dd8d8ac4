//! What the engine never does, and the store would not let it do.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::annuaire::{Entite, Individu, Personne, Role};
use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::{Dossier, Statut};
use tempfile::TempDir;
use uuid::Uuid;

use crate::annuaire::{Vue, add_individu};
use crate::db::{Tx, fetch_one};
use crate::outbox::{Outgoing, put};
use crate::{Channel, Payload, Result, Store, StoreError, dossiers};

const SIRET: &str = "90000000100017";
const OTHER: &str = "90000000200015";

async fn open() -> (Store, Personne, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&format!("sqlite:{}/test.db", folder.path().display())).await.expect("opens");
    let entite = |siret: &str| Entite {
        siret: siret.to_owned(),
        raison_sociale: "Entité fictive".to_owned(),
        enseigne: None,
        rue: None,
        code_postal: None,
        ville: None,
        idcc: None,
    };
    store.import_entites(&[entite(SIRET), entite(OTHER)]).await.expect("imported");
    let invitation = store.inviter(now(), "lea@example.org", SIRET, Role::Adherent, 1).await;
    let personne = invitation.expect("works").expect("known").personne;
    (store, personne, folder)
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn draft(proprietaire: Uuid) -> Dossier {
    Dossier::new(Uuid::new_v4(), proprietaire, "action_individuelle", "2026-11", now())
}

async fn save(tx: &mut Tx, personne: Uuid, dossier: &Dossier) -> Result<bool> {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue is right");
    dossiers::save(tx, &catalogue, personne, dossier).await
}

#[tokio::test]
async fn a_locked_dossier_does_not_change() {
    let (store, personne, _folder) = open().await;
    let mut dossier = draft(personne.id);
    let mut tx = store.db.write().await.expect("begins");
    save(&mut tx, personne.id, &dossier).await.expect("begun");
    dossier.statut = Statut::Envoye;
    save(&mut tx, personne.id, &dossier).await.expect("sent");
    save(&mut tx, personne.id, &dossier).await.expect("unchanged");
    dossier.statut = Statut::EnPreparation;
    let refused = save(&mut tx, personne.id, &dossier).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn nobody_writes_to_the_dossier_of_another() {
    let (store, personne, _folder) = open().await;
    let mut dossier = draft(personne.id);
    let mut tx = store.db.write().await.expect("begins");
    save(&mut tx, personne.id, &dossier).await.expect("begun");
    let other = Uuid::new_v4();
    dossier.updated_at = now() + TimeDelta::seconds(1);
    assert!(matches!(save(&mut tx, other, &dossier).await, Err(StoreError::Refused(_))));
    dossier.proprietaire = other;
    assert!(matches!(save(&mut tx, other, &dossier).await, Err(StoreError::Refused(_))));
    assert!(matches!(save(&mut tx, personne.id, &dossier).await, Err(StoreError::Refused(_))));
}

#[tokio::test]
async fn an_employee_is_added_at_home_only() {
    let (store, personne, _folder) = open().await;
    let individu = |siret: &str| Individu::nouveau(Uuid::new_v4(), siret, "Martin", "Zoé");
    let vue = Vue::of(&personne);
    let mut tx = store.db.write().await.expect("begins");
    add_individu(&mut tx, &vue, &individu(SIRET)).await.expect("added");
    add_individu(&mut tx, &vue, &individu(SIRET)).await.expect("there already");
    let refused = add_individu(&mut tx, &vue, &individu(OTHER)).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    assert_eq!(count(&mut tx, "SELECT COUNT(*) FROM individu").await.expect("read"), 1);
}

#[tokio::test]
async fn a_dossier_is_transmitted_once() {
    let (store, _, _folder) = open().await;
    let mut tx = store.db.write().await.expect("begins");
    let dossier = Uuid::new_v4();
    for id in [dossier, dossier, Uuid::new_v4()] {
        let row = Outgoing {
            channel: Channel::Courriel,
            address: Payload::INTAKE.to_owned(),
            payload: Payload::Transmission { dossier: id },
            once: Some(format!("transmission {id}")),
        };
        put(&mut tx, now(), &[row]).await.expect("written");
    }
    assert_eq!(count(&mut tx, "SELECT COUNT(*) FROM outbox").await.expect("read"), 2);
}

async fn count(tx: &mut Tx, sql: &'static str) -> Result<i64> {
    Ok(fetch_one!(tx, (i64,), sql).0)
}
