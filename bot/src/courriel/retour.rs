//! Letters of ours that come back: which one it was, and what becomes of its address.

use guichet_core::message::{Message, Note};
use guichet_mailer::{Lettre, Rebond, jeton, status_etendu};
use guichet_store::{AdresseEnEchec, InboxRow, LettreRevenue, Payload};

use super::support;
use crate::app::App;
use crate::clock::now;
use crate::worker::Entree;

/// A report that a letter did not arrive. One that names no letter of ours changes nothing: anybody can write one.
pub(super) async fn returned(
    app: &App,
    row: &InboxRow,
    lettre: &Lettre,
    rebond: &Rebond,
) -> anyhow::Result<Entree> {
    let Some(letter) = which(app, lettre, rebond).await? else {
        return Ok(Entree::Ecartee("le retour d'un courriel qui n'est pas reconnu"));
    };
    let Some((to, payload)) = app.store.find_letter(letter).await? else {
        return Ok(Entree::Ecartee("le retour d'un courriel qui n'est plus gardé"));
    };
    if let Payload::Support(lettre) = &payload
        && rebond.definitif
    {
        support::came_back(app, lettre.escalade).await?;
    }
    if !matches!(payload, Payload::Message(_) | Payload::Rapport { .. } | Payload::Fichier(_)) {
        tracing::error!(row = row.id, letter, status = rebond.status, "what was handed to OPCO EP came back");
        return Ok(Entree::Ecartee("ce qui a été transmis à l'OPCO EP est revenu"));
    }
    if !rebond.adresses.is_empty() && !rebond.adresses.contains(&to.to_lowercase()) {
        // Her own address took it, and one that it forwards to did not.
        return Ok(Entree::Ecartee("le retour d'un courriel à une autre adresse que la sienne"));
    }
    let revenue = LettreRevenue {
        letter,
        address: to,
        status: rebond.status.clone(),
        definitif: rebond.adresse_en_echec(),
    };
    keep(app, &revenue).await?;
    Ok(Entree::Ignore)
}

/// The relay itself would not take a letter: for its address, or for the letter's own sake.
pub(super) async fn refused(app: &App, to: &str, letter: i64, reason: &str) {
    let status = status_etendu(reason);
    // X.1: the address (RFC 3463, 3.2). Without a status nothing is said of it.
    let definitif = status.as_deref().is_some_and(|status| status.starts_with("5.1.") || status == "5.2.1");
    if definitif {
        let revenue = LettreRevenue { letter, address: to.to_owned(), status, definitif };
        if let Err(error) = keep(app, &revenue).await {
            tracing::error!(letter, error = format!("{error:#}"), "that an address fails cannot be kept");
        }
    }
}

/// Why a letter is not sent, in French.
pub(super) fn held(failing: &AdresseEnEchec) -> String {
    format!(
        "adresse en échec depuis le {} ({})",
        failing.depuis.format("%d/%m/%Y"),
        failing.status.as_deref().unwrap_or("sans code")
    )
}

async fn keep(app: &App, revenue: &LettreRevenue) -> anyhow::Result<()> {
    let avis = Message::told(vec![Note::CourrielRevenu { email: revenue.address.clone() }]);
    let new = app.store.letter_returned(now(), revenue, &avis).await?;
    let (letter, status) = (revenue.letter, revenue.status.as_deref());
    if new {
        tracing::warn!(letter, status, "an address fails: nothing is written there until its owner writes");
    } else {
        tracing::info!(letter, status, "a letter came back, or is late");
    }
    Ok(())
}

/// By the token of the address it came back to; else by the Message-ID of what the report encloses.
async fn which(app: &App, lettre: &Lettre, rebond: &Rebond) -> anyhow::Result<Option<i64>> {
    if let Some(mail) = &app.config.mail
        && let Some(token) = jeton(lettre, &mail.from)
        && let Ok(letter) = app.config.jetons().lire(&token, now())
    {
        return Ok(Some(letter));
    }
    match &rebond.original_message_id {
        Some(id) => Ok(app.store.find_letter_by_message_id(id).await?),
        None => Ok(None),
    }
}
