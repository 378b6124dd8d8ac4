//! One request: its facts, its pièces, its journal, and what can be decided.

use std::sync::Arc;

use anyhow::Context;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use guichet_core::annuaire::Personne;
use guichet_core::catalogue::Moment;
use guichet_core::dossier::{Cote, Dossier, TRANSITIONS};
use guichet_core::parcours::Parcours;
use guichet_store::Envoyee;
use guichet_templates::pages::console::{
    Choix, Complement, Fiche, Fichier, LigneJournal, Piece, Saisie, faits,
};
use guichet_templates::{fr, ligne_journal, phrases};
use serde::Deserialize;

use crate::app::App;
use crate::web::fichier::saved;
use crate::web::reponse::{self, Result};
use crate::{clock, recap};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Apres {
    fait: String,
}

/// What was just done, by the name in the address.
fn fait(cle: &str) -> Option<&'static str> {
    match cle {
        "statut" => Some(phrases::STATUT_CHANGE),
        "agd" => Some(phrases::AGD_NOMME),
        "complement" => Some(phrases::COMPLEMENT_DEMANDE),
        "leve" => Some(phrases::COMPLEMENT_LEVE),
        "piece" => Some(phrases::PIECE_JUGEE),
        "message" => Some(phrases::MESSAGE_ENVOYE),
        _ => None,
    }
}

pub async fn page(
    State(app): State<Arc<App>>,
    Extension(personne): Extension<Personne>,
    Path(numero): Path<String>,
    apres: std::result::Result<Query<Apres>, QueryRejection>,
) -> Result {
    let Some(found) = app.store.find_envoyee(&numero).await? else { return Ok(reponse::not_found().await) };
    let Query(apres) = apres.unwrap_or_default();
    let mut fiche = fiche(&app, &personne, found).await?;
    fiche.fait = fait(&apres.fait);
    reponse::page(&fiche)
}

/// The page again, with why nothing was done and what was typed.
pub async fn refused(app: &App, personne: &Personne, numero: &str, refus: String, saisie: Saisie) -> Result {
    let Some(found) = app.store.find_envoyee(numero).await? else { return Ok(reponse::not_found().await) };
    let mut fiche = fiche(app, personne, found).await?;
    fiche.refus = Some(refus);
    fiche.saisie = saisie;
    Ok((StatusCode::CONFLICT, reponse::page(&fiche)?).into_response())
}

async fn fiche(app: &App, personne: &Personne, found: Envoyee) -> anyhow::Result<Fiche> {
    let Envoyee { dossier, titre, demandeur } = found;
    let owner = app.store.find_compte(dossier.proprietaire).await?;
    let lines = app.store.journal(dossier.id).await?;
    let journal = lines.into_iter().map(|line| {
        let qui = line.email.or(line.cle).unwrap_or_default();
        LigneJournal::new(line.at, qui, line.source.key(), ligne_journal(&line.entry.what))
    });
    let now = clock::now();
    let possibles = TRANSITIONS.iter().filter(|way| way.de == dossier.statut && way.par == Cote::OpcoEp);
    let choix = Choix::all(None);
    let possibles = possibles.filter_map(|way| {
        let un = choix.iter().find(|un| un.cle == way.vers.key())?;
        Some((un.clone(), way.motif))
    });
    let seen = recap::recap(&app.cadre, &dossier, now);
    let parcours = app.cadre.catalogue.of(&dossier).map(|d| Parcours { dispositif: d, dossier: &dossier });
    let demandables = parcours.as_ref().map_or_else(Vec::new, |parcours| {
        let asked =
            parcours.toutes_pieces().into_iter().filter(|piece| piece.piece.moment != Moment::Facturation);
        asked.map(|piece| (piece.cle, piece.libelle)).collect()
    });
    let instruction = &dossier.instruction;
    Ok(Fiche {
        cadre: super::cadre(app, personne),
        numero: dossier.numero.clone().unwrap_or_default(),
        titre: titre.unwrap_or_default(),
        demandeur: demandeur.unwrap_or_default(),
        personne: owner.map_or_else(String::new, |owner| match owner.nom {
            Some(nom) => format!("{nom}, {}", owner.email),
            None => owner.email,
        }),
        statut: dossier.statut,
        motif: instruction.motif.clone(),
        agd: instruction.agd.clone(),
        envoye_le: dossier.sent_at.as_ref().map(fr::instant).unwrap_or_default(),
        complement: instruction.complement_en_cours().map(Complement::new),
        possibles: possibles.collect(),
        en_main: dossier.statut.is_chez_opco_ep(),
        pieces: pieces(&dossier, parcours.as_ref()),
        demandables,
        faits: seen.as_ref().map(faits).unwrap_or_default(),
        journal: journal.collect(),
        nonce: super::nonce(),
        fait: None,
        refus: None,
        saisie: Saisie::default(),
        aujourd_hui: guichet_core::clock::today(now).to_string(),
    })
}

/// Those of which OPCO EP can have something.
fn pieces(dossier: &Dossier, parcours: Option<&Parcours<'_>>) -> Vec<Piece> {
    let numero = dossier.numero.as_deref().unwrap_or_default();
    let shown = dossier.pieces.iter().filter_map(|(cle, jointe)| {
        let sent = jointe.fichiers.iter().filter(|file| !file.a_transmettre);
        let fichiers: Vec<Fichier> = sent
            .map(|file| Fichier {
                nom: file.name.clone(),
                taille: fr::taille(&file.size),
                href: format!("/console/dossiers/{numero}/fichiers/{}", file.sha256),
            })
            .collect();
        if fichiers.is_empty() {
            return None;
        }
        let known = parcours.and_then(|parcours| parcours.piece(cle)).map(|piece| piece.libelle);
        Some(Piece {
            cle: cle.clone(),
            libelle: known.or_else(|| jointe.libelle.clone()).unwrap_or_else(|| cle.clone()),
            etat: fr::etat(&jointe.etat(dossier.statut)).to_owned(),
            motif: jointe.a_remplacer.clone(),
            fichiers,
            a_juger: dossier.statut.is_chez_opco_ep(),
        })
    });
    shown.collect()
}

/// A file of a pièce that was transmitted, to be saved.
pub async fn fichier(State(app): State<Arc<App>>, Path((numero, sha256)): Path<(String, String)>) -> Result {
    let Some(found) = app.store.find_envoyee(&numero).await? else { return Ok(reponse::not_found().await) };
    let files = found.dossier.pieces.values().flat_map(|jointe| &jointe.fichiers);
    let Some(file) = files.into_iter().find(|file| file.sha256 == sha256 && !file.a_transmettre) else {
        return Ok(reponse::not_found().await);
    };
    let content = app.files.load(&file.sha256).await?;
    let content = content.with_context(|| format!("file {} is not in the file store", file.sha256))?;
    Ok(saved(&file.name, &file.mime, content))
}
