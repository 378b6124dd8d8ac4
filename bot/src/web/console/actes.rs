//! The forms of a request: each is a decision, taken or refused with what was typed kept.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Extension, Form, Path, State};
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use guichet_core::annuaire::Personne;
use guichet_core::dossier::{Avis, Decision, Statut};
use guichet_store::{Auteur, Reference, Source, StoreError};
use guichet_templates::pages::console::Saisie;
use guichet_templates::{phrases, refus_decision};
use serde::Deserialize;

use super::fiche::refused;
use crate::app::App;
use crate::clock;
use crate::web::reponse::{self, Result};

/// Where an act comes from: the request, and who acts.
type Ici = (State<Arc<App>>, Extension<Personne>, Path<String>);

/// Takes the decision and shows the page anew, or says why not.
async fn decide(ici: Ici, decision: Decision, fait: &str, saisie: Saisie) -> Result {
    let (State(app), Extension(personne), Path(numero)) = ici;
    let reference = Reference::Numero(numero.clone());
    let auteur = Auteur::Compte(personne.id);
    // A draft that never came to OPCO EP is not the console's.
    if app.store.find_envoyee(&numero).await?.is_none() {
        return Ok(reponse::not_found().await);
    }
    match app.store.decider(clock::now(), auteur, Source::Console, &reference, &decision).await {
        Ok(Some(_)) => Ok(done(&numero, fait)),
        Ok(None) => Ok(reponse::not_found().await),
        Err(StoreError::Decision(refus)) => {
            refused(&app, &personne, &numero, refus_decision(&refus), saisie).await
        }
        Err(error) => Err(error.into()),
    }
}

fn done(numero: &str, fait: &str) -> axum::response::Response {
    Redirect::to(&format!("/console/dossiers/{numero}?fait={fait}#avis")).into_response()
}

/// Refused before any decision.
async fn lacks(ici: Ici, what: &str, saisie: Saisie) -> Result {
    let (State(app), Extension(personne), Path(numero)) = ici;
    refused(&app, &personne, &numero, what.to_owned(), saisie).await
}

fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StatutForm {
    statut: String,
    motif: String,
}

pub async fn statut(
    app: State<Arc<App>>,
    personne: Extension<Personne>,
    numero: Path<String>,
    Form(form): Form<StatutForm>,
) -> Result {
    let ici = (app, personne, numero);
    let motif = said(&form.motif);
    let vers = Statut::from_key(&form.statut);
    let saisie = Saisie { statut: form.statut, motif: form.motif, ..Saisie::default() };
    match vers {
        Some(vers) => decide(ici, Decision::Statut { vers, motif }, "statut", saisie).await,
        None => lacks(ici, phrases::STATUT_ABSENT, saisie).await,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AgdForm {
    agd: String,
}

pub async fn agd(
    app: State<Arc<App>>,
    personne: Extension<Personne>,
    numero: Path<String>,
    Form(form): Form<AgdForm>,
) -> Result {
    let decision = Decision::Agd { nom: form.agd.clone() };
    decide((app, personne, numero), decision, "agd", Saisie { agd: form.agd, ..Saisie::default() }).await
}

/// Read by hand: a key that comes several times is a list.
pub async fn complement(
    app: State<Arc<App>>,
    personne: Extension<Personne>,
    numero: Path<String>,
    body: Bytes,
) -> Result {
    let ici = (app, personne, numero);
    let mut saisie = Saisie::default();
    for (name, value) in form_urlencoded(&body) {
        match name.as_str() {
            "motifs" => saisie.motifs = value,
            "pieces" => saisie.pieces.push(value),
            "limite" => saisie.limite = value,
            _ => {}
        }
    }
    let limite = match said(&saisie.limite).map(|text| NaiveDate::parse_from_str(&text, "%Y-%m-%d")) {
        None => None,
        Some(Err(_)) => return lacks(ici, phrases::DATE_ILLISIBLE, saisie).await,
        Some(Ok(day)) if day < guichet_core::clock::today(clock::now()) => {
            return lacks(ici, phrases::DATE_PASSEE, saisie).await;
        }
        Some(Ok(day)) => Some(day),
    };
    let motifs = saisie.motifs.lines().filter_map(said).collect();
    let decision = Decision::DemanderComplement { motifs, pieces: saisie.pieces.clone(), limite };
    decide(ici, decision, "complement", saisie).await
}

pub async fn lever(app: State<Arc<App>>, personne: Extension<Personne>, numero: Path<String>) -> Result {
    decide((app, personne, numero), Decision::LeverComplement, "leve", Saisie::default()).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PieceForm {
    cle: String,
    avis: String,
    motif: String,
}

pub async fn piece(
    app: State<Arc<App>>,
    personne: Extension<Personne>,
    numero: Path<String>,
    Form(form): Form<PieceForm>,
) -> Result {
    let ici = (app, personne, numero);
    let avis = match form.avis.as_str() {
        "receptionnee" => Some(Avis::Receptionnee),
        "conforme" => Some(Avis::Conforme),
        "a_remplacer" => Some(Avis::ARemplacer { motif: form.motif.clone() }),
        _ => None,
    };
    let saisie = Saisie { piece: form.cle.clone(), motif_piece: form.motif, ..Saisie::default() };
    match avis {
        Some(avis) => decide(ici, Decision::Piece { cle: form.cle, avis }, "piece", saisie).await,
        None => lacks(ici, phrases::AVIS_ABSENT, saisie).await,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    texte: String,
}

pub async fn message(
    app: State<Arc<App>>,
    personne: Extension<Personne>,
    numero: Path<String>,
    Form(form): Form<MessageForm>,
) -> Result {
    let ici = (app, personne, numero);
    match said(&form.texte) {
        Some(texte) => decide(ici, Decision::Message { texte }, "message", Saisie::default()).await,
        None => lacks(ici, phrases::MESSAGE_VIDE, Saisie::default()).await,
    }
}

/// `application/x-www-form-urlencoded` (URL standard, 5.1): names and values in order.
fn form_urlencoded(body: &[u8]) -> Vec<(String, String)> {
    let decode = |bytes: &[u8]| {
        let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        percent_encoding::percent_decode(&spaced).decode_utf8_lossy().into_owned()
    };
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| match pair.iter().position(|byte| *byte == b'=') {
            Some(at) => (decode(&pair[..at]), decode(&pair[at + 1..])),
            None => (decode(pair), String::new()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        let read = form_urlencoded(
            "motifs=Devis+sign%C3%A9%0D%0ARIB&pieces=devis&pieces=rib%231&vide&x=".as_bytes(),
        );
        let expected = [
            ("motifs", "Devis signé\r\nRIB"),
            ("pieces", "devis"),
            ("pieces", "rib#1"),
            ("vide", ""),
            ("x", ""),
        ];
        let read: Vec<(&str, &str)> =
            read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(read, expected);
    }
}
