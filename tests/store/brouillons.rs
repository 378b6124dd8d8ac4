//! Drafts that earlier versions stored (`tests/drafts/`), opened by this one: finished, sent, and no answer lost.

mod depot;
mod personne;

use std::collections::BTreeMap;

use guichet_core::catalogue::{Catalogue, embedded_files};
use guichet_core::dossier::{Dossier, Statut};
use guichet_core::message::{Message, Note, Screen};
use guichet_store::{Channel, Payload};
use serde_json::{Value, json};

use crate::bench::{Bench, done};
use crate::on_both;
use depot::{Garde, gardes};
use personne::Camille;

on_both!(
    every_draft_is_finished_with_the_catalogue_of_today,
    every_kind_of_message_is_still_sent,
    a_conversation_that_cannot_be_read_begins_anew,
);

/// A revision after all others, which changes what a revision can: a field renamed, one removed, one newly required,
/// one of another kind, an option gone, a pièce renamed, one removed.
fn tomorrow() -> Catalogue {
    let text = include_str!("../../core/catalogue/action_individuelle-2026-11.toml");
    let mut text = text.to_owned();
    for (from, to) in [
        ("revision = \"2026-11\"", "revision = \"2999-01\""),
        ("cle = \"of_nom\"", "cle = \"organisme_nom\""),
        ("nature = \"code_certification\"", "nature = \"idcc\""),
        ("  { cle = \"bilan\", libelle = \"Bilan de compétences\", synonymes = [\"bilan\"] },\n", ""),
        ("nature = \"siret\"\npose = \"sur_demande\"", "nature = \"siret\"\nexige = \"requis\""),
        ("cle = \"programme\"", "cle = \"programme_formation\""),
    ] {
        assert!(text.contains(from), "nothing to change: {from}");
        text = text.replacen(from, to, 1);
    }
    let subrogation = text.find("[[etapes.champs]]\ncle = \"subrogation\"").expect("the field is there");
    let end = text[subrogation + 1..].find("\n# ---").expect("the étape ends") + subrogation + 1;
    text.replace_range(subrogation..end, "");
    let revisions: Vec<String> = gardes().iter().map(|garde| garde.revision.clone()).collect();
    text.push_str(&format!(
        "\n[reprise]\nrevisions = {revisions:?}\n[reprise.renommes]\n\"etape_2.of_nom\" = \"etape_2.organisme_nom\"\n[reprise.pieces]\nprogramme = \"programme_formation\"\n"
    ));
    let mut files = embedded_files();
    files.push(("action_individuelle-2999-01.toml", &text));
    Catalogue::from_files(files).expect("a revision that is right")
}

async fn every_draft_is_finished_with_the_catalogue_of_today(bench: Bench) {
    let catalogue = bench.cadre.catalogue.clone();
    finish_all(&bench, &catalogue, &BTreeMap::new()).await;
}

/// What a revision changes is the engine's to carry: one back end shows it.
#[tokio::test]
async fn every_draft_is_finished_after_the_next_revision() {
    let bench = Bench::sqlite().await;
    let renamed = BTreeMap::from([("etape_2.of_nom", "etape_2.organisme_nom")]);
    finish_all(&bench, &tomorrow(), &renamed).await;
}

async fn finish_all(bench: &Bench, catalogue: &Catalogue, renamed: &BTreeMap<&str, &str>) {
    let mut count = 0;
    for garde in gardes() {
        let mut opened = garde.open(bench.is_postgres()).await;
        opened.cadre.catalogue = catalogue.clone();
        let mut camille = Camille::on(&opened, &garde);
        let courant = garde.dossier();
        if courant.statut == Statut::EnPreparation {
            camille.says("/reprendre").await;
            camille.finishes().await;
        } else {
            camille.says("/recap").await;
        }
        for before in garde.dossiers() {
            let after = opened.store.find_dossier(before.id).await.expect("read").expect("still there");
            if before.statut == Statut::EnPreparation {
                let expected = if before.id == courant.id { Statut::Envoye } else { Statut::EnPreparation };
                assert_eq!(after.statut, expected, "{}", garde.name);
                nothing_is_lost(&garde.name, &before, &after, renamed);
                told_once(&garde, &camille.heard, before.revision != after.revision);
            } else {
                assert_eq!(after, before, "{}: what was sent is not changed", garde.name);
            }
        }
        count += 1;
    }
    assert!(count > 20, "{count} drafts");
}

/// Every answer of the person is where it was, under its new name, or kept aside; every file is still there.
fn nothing_is_lost(name: &str, before: &Dossier, after: &Dossier, renamed: &BTreeMap<&str, &str>) {
    let mut count = 0;
    for (etape, elements) in &before.etapes {
        for element in elements {
            for (champ, reponse) in element.reponses.iter().filter(|(_, reponse)| !reponse.proposee) {
                let Some(valeur) = &reponse.valeur else { continue };
                let old = format!("{etape}.{champ}");
                let path = renamed.get(old.as_str()).copied().unwrap_or(&old);
                let (new_etape, new_champ) = path.split_once('.').expect("a path");
                let there = after.find_element(new_etape, element.id).and_then(|e| e.valeur(new_champ));
                let aside = after.mises_de_cote.iter().find(|m| {
                    m.chemin.etape == *etape && m.chemin.element == element.id && m.chemin.champ == *champ
                });
                let aside = aside.and_then(|m| m.reponse.valeur.as_ref());
                assert!(
                    there == Some(valeur) || aside == Some(valeur),
                    "{name}: {old} was {valeur:?}, is {there:?}, aside {aside:?}"
                );
                count += 1;
            }
        }
    }
    let files = |dossier: &Dossier| -> Vec<String> {
        dossier.pieces.values().flat_map(|p| &p.fichiers).map(|f| f.sha256.clone()).collect()
    };
    let after_files = files(after);
    assert!(files(before).iter().all(|file| after_files.contains(file)), "{name}: a file is lost");
    assert!(count > 0 || before.is_empty(), "{name}: no answer was compared");
}

/// That the form changed is said once, and only when it did.
fn told_once(garde: &Garde, heard: &[Message], changed: bool) {
    let told = heard.iter().flat_map(|message| &message.notes);
    let told = told.filter(|note| matches!(note, Note::Repris { .. })).count();
    let expected = usize::from(changed && !garde.dossier().is_empty());
    assert_eq!(told, expected, "{}", garde.name);
}

/// She answers what she was asked before the release, without opening anything.
#[tokio::test]
async fn every_draft_goes_on_where_it_was() {
    let bench = Bench::sqlite().await;
    let today = bench.cadre.catalogue.clone();
    for catalogue in [today, tomorrow()] {
        for garde in gardes() {
            let mut opened = garde.open(bench.is_postgres()).await;
            opened.cadre.catalogue = catalogue.clone();
            if garde.dossier().statut != Statut::EnPreparation {
                continue;
            }
            let mut camille = Camille::on(&opened, &garde);
            camille.heard.push(garde.last_message());
            camille.finishes().await;
            let after = opened.store.find_dossier(garde.dossier().id).await.expect("read").expect("there");
            assert_eq!(after.statut, Statut::Envoye, "{}", garde.name);
        }
    }
}

async fn every_kind_of_message_is_still_sent(bench: Bench) {
    for (folder, payloads) in depot::messages() {
        let garde = gardes().into_iter().find(|garde| garde.folder == folder).expect("a database of it");
        let rows: Vec<Value> = (1000..).zip(&payloads).map(|(id, payload)| outbox_row(id, payload)).collect();
        let opened = garde.open_with(bench.is_postgres(), &[("outbox", rows)]).await;
        let mut sent = 0;
        while let Some(claim) = opened.outbox(personne::soir(100), Channel::Telegram).await {
            let mut ids = Vec::new();
            for row in &claim.rows {
                let Payload::Message(message) = &row.payload else { panic!("{folder}: a message") };
                let courriel = guichet_templates::courriel(message);
                assert!(!courriel.sujet.is_empty(), "{folder}: {message:?}");
                guichet_templates::telegram(message);
                guichet_templates::web(message);
                ids.push(row.id);
            }
            sent += ids.len();
            opened.settle(&claim, &ids, &done()).await;
        }
        assert!(sent >= payloads.len() && payloads.len() > 90, "{folder}: {sent} of {}", payloads.len());
    }
}

fn outbox_row(id: i64, payload: &Value) -> Value {
    let at = personne::soir(90).timestamp_micros();
    json!({
        "id": id, "channel": "telegram", "address": "1001", "payload": payload, "once_key": null,
        "created_at": at, "not_before": at, "state": "pending", "attempts": 0, "ambiguous": false,
        "token": null, "remote_id": null, "error": null,
    })
}

/// A document of which only the dossier can be made out: she goes on with it, and old buttons stay old.
async fn a_conversation_that_cannot_be_read_begins_anew(bench: Bench) {
    let garde =
        gardes().into_iter().find(|garde| garde.name.ends_with("/recapitulatif")).expect("it is there");
    let opened = garde.open(bench.is_postgres()).await;
    opened
        .raw("UPDATE conversation SET document = replace(document, 'Recapitulatif', 'SomewhereElse')")
        .await
        .expect("changed");
    let mut camille = Camille::on(&opened, &garde);
    let serial = garde.last_message().card;
    camille.says("bonjour").await;
    assert!(camille.last().card > serial, "no old button may fit the new card");
    assert!(matches!(&camille.last().screen, Screen::Accueil(a) if a.brouillon.is_some()));
    camille.says("/reprendre").await;
    camille.finishes().await;
    let dossier = opened.store.find_dossier(garde.dossier().id).await.expect("read").expect("there");
    assert_eq!(dossier.statut, Statut::Envoye);
    // Nothing at all can be made out: still an answer, and the list has the request.
    let opened = garde.open(bench.is_postgres()).await;
    opened.raw("UPDATE conversation SET document = 'not JSON'").await.expect("changed");
    let mut camille = Camille::on(&opened, &garde);
    camille.says("/demandes").await;
    assert!(matches!(&camille.last().screen, Screen::Demandes(d) if d.total == 1));
}
