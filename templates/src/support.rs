//! Letters to people of OPCO EP: what they must know, and how they answer.

use askama::Template;
use guichet_core::escalade::{LettreSupport, Quoi, Replique, SorteLettre, SujetAppel};

use crate::courriel::{self, Courriel};
use crate::document::Document;
use crate::{fr, texte};

/// Characters of one message of the assistant in a transcript: enough to know which it was.
const DIT_MAX: usize = 500;

#[derive(Template)]
#[template(path = "messages/lettre_support.md")]
struct Corps<'a> {
    lettre: &'a LettreSupport,
    qui: &'a str,
    /// Time, who, and what was said.
    lignes: Vec<(String, &'static str, String)>,
    demande: String,
}

/// The letter, as text and as HTML. All letters of an exchange have one subject.
pub fn courriel_support(lettre: &LettreSupport) -> Courriel {
    let (lignes, demande) = match &lettre.sorte {
        SorteLettre::Ouverture { repliques, recap, .. } => (
            repliques.iter().map(ligne).collect(),
            recap.as_ref().map_or_else(String::new, |message| texte(message).trim().to_owned()),
        ),
        _ => (Vec::new(), String::new()),
    };
    let qui = lettre.nom.as_deref().unwrap_or(&lettre.email);
    let corps = Corps { lettre, qui, lignes, demande };
    let neutral = corps.render().expect("writing to a string does not fail");
    let reponse = if matches!(lettre.sorte, SorteLettre::Ouverture { .. }) { "" } else { "Re: " };
    courriel::of_document(&Document::of_neutral(&neutral), &format!("{reponse}{}", sujet(&lettre.sujet, qui)))
}

/// « Demande 2026-000123, Étape 2 – Heures formation : aide demandée ».
fn sujet(sujet: &SujetAppel, qui: &str) -> String {
    let quoi = match (&sujet.numero, &sujet.titre) {
        (Some(numero), _) => format!("Demande {numero}"),
        (None, Some(titre)) => format!("Demande « {titre} »"),
        (None, None) => format!("Assistant, {qui}"),
    };
    let ou: Vec<&str> = [&sujet.etape, &sujet.question].into_iter().flatten().map(String::as_str).collect();
    let ou = if ou.is_empty() { String::new() } else { format!(", {}", ou.join(" – ")) };
    format!("{quoi}{ou} : aide demandée")
}

fn ligne(replique: &Replique) -> (String, &'static str, String) {
    let (qui, dit) = match &replique.quoi {
        Quoi::Personne(dit) => ("Personne", dit.clone()),
        Quoi::Assistant(message) => ("Assistant", shorten(texte(message).trim())),
    };
    (fr::instant(&replique.at), qui, dit)
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(DIT_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
