//! Exchanges with people of OPCO EP: their letters, and what may come back from them to a person.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use guichet_core::escalade::{LettreSupport, ReponseSupport};
use guichet_core::event::FichierRecu;
use guichet_core::message::{Message, Note, NoteHumain};
use guichet_mailer::{
    Dmarc, Genre, JetonRefuse, Lettre, PieceJointe, VALIDITE, adresse, dmarc, jeton, sans_interne,
};
use guichet_store::{Channel, InboxRow, OutboxRow, SendOutcome, SortLettre};
use guichet_templates::Courriel;

use super::Answered;
use crate::app::App;
use crate::clock::now;
use crate::config::MailConfig;
use crate::wake;
use crate::worker::Entree;

/// Looks at least that often for a reminder that is due.
const LOOK_EVERY: Duration = Duration::from_secs(60);
const UNKNOWN: &str = "application/octet-stream";

/// Domains where anyone has an address: there only the very address of support is support's.
const PUBLICS: [&str; 16] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.fr",
    "hotmail.com",
    "hotmail.fr",
    "live.fr",
    "yahoo.com",
    "yahoo.fr",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "icloud.com",
    "proton.me",
];

/// Reminds of what nobody answered in time, until the process stops.
pub async fn run(app: Arc<App>) -> anyhow::Result<()> {
    loop {
        let (support, adresse) = (&app.cadre.support, &app.config.support_email);
        let due = match app.store.relancer(now(), support, adresse).await {
            Ok(0) => app.store.next_relance_at().await.unwrap_or_default(),
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(%error, "reminders are held up");
                None
            }
        };
        tokio::select! {
            () = app.stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(wake::until(due, LOOK_EVERY)) => {}
        }
    }
}

/// The letter, with its files.
pub async fn letter(app: &App, lettre: &LettreSupport) -> anyhow::Result<(Courriel, Vec<PieceJointe>)> {
    Ok((guichet_templates::courriel_support(lettre), load(app, &lettre.fichiers).await?))
}

/// A file that is handed over by email.
pub async fn file(app: &App, fichier: &FichierRecu) -> anyhow::Result<(Courriel, Vec<PieceJointe>)> {
    let fichiers = vec![fichier.name.clone()];
    let message = Message::told(vec![Note::Humain(NoteHumain::Repond { texte: String::new(), fichiers })]);
    Ok((guichet_templates::courriel(&message), load(app, std::slice::from_ref(fichier)).await?))
}

async fn load(app: &App, fichiers: &[FichierRecu]) -> anyhow::Result<Vec<PieceJointe>> {
    let mut pieces = Vec::with_capacity(fichiers.len());
    for file in fichiers {
        let content = app.files.load(&file.sha256).await?;
        let content = content.with_context(|| format!("file {} is not in the file store", file.sha256))?;
        let mime = file.mime.clone().unwrap_or_else(|| UNKNOWN.to_owned());
        pieces.push(PieceJointe { name: file.name.clone(), mime, content: content.to_vec() });
    }
    Ok(pieces)
}

/// Its answer comes to an address bound to the exchange; it goes on from their last letter, else from our first.
pub async fn answered(
    app: &App,
    mail: &MailConfig,
    lettre: &LettreSupport,
    row: &OutboxRow,
) -> anyhow::Result<Answered> {
    let until = row.created_at + VALIDITE;
    let token = app.config.jetons_support().emettre(lettre.escalade, until);
    Ok(Answered {
        reply_to: adresse(&mail.from, &token),
        // A bounce names the letter.
        retour: adresse(&mail.from, &app.config.jetons().emettre(row.id, until)),
        in_reply_to: app.store.find_fil_support(lettre.escalade).await?,
    })
}

/// Tells the person when her letter does not leave, and when it has.
pub async fn tell(app: &App, escalade: i64, outcome: &SendOutcome) -> anyhow::Result<()> {
    let sort = match outcome {
        SendOutcome::Done { .. } => SortLettre::Parti,
        SendOutcome::RetryAt { .. } => SortLettre::Retarde,
        SendOutcome::Dead { .. } => SortLettre::Refuse { adresse: app.config.support_email.clone() },
    };
    Ok(app.store.sort_lettre(now(), escalade, &sort).await?)
}

/// Their mail server gave a letter back: it never reached them.
pub async fn came_back(app: &App, escalade: i64) -> anyhow::Result<()> {
    let sort = SortLettre::Refuse { adresse: app.config.support_email.clone() };
    Ok(app.store.sort_lettre(now(), escalade, &sort).await?)
}

/// What a letter is to an exchange; `None` when it has nothing to do with any. Whatever claims to come from support
/// and is not proved to is kept for a human, and never reaches the person.
pub async fn incoming(app: &App, row: &InboxRow, lettre: &Lettre) -> anyhow::Result<Option<Entree>> {
    let Some(mailbox) = app.config.mailbox() else { return Ok(None) };
    let token = jeton(lettre, mailbox);
    let read = token.map(|token| app.config.jetons_support().lire(&token, now()));
    let id = match read {
        Some(Ok(id)) => id,
        Some(Err(JetonRefuse::Expire)) => return Ok(Some(Entree::Ecartee("un échange trop ancien"))),
        _ if is_support(&row.address, &app.config.support_email)
            && app.store.find_personne(Channel::Courriel, &row.address).await?.is_none() =>
        {
            tracing::warn!(row = row.id, "a letter of support without the address of an exchange");
            return Ok(Some(Entree::Ecartee("un courriel du support sans l'adresse d'un échange")));
        }
        _ => return Ok(None),
    };
    if lettre.illisible.is_none() && lettre.genre != Genre::Humaine {
        tracing::info!(row = row.id, genre = ?lettre.genre, "an automatic answer of support");
        return Ok(Some(Entree::Ignore));
    }
    if let Some(reason) = refused(app, row, lettre) {
        tracing::warn!(row = row.id, reason, "an answer that does not reach the person");
        return Ok(Some(Entree::Ecartee(reason)));
    }
    if app.store.find_escalade(id).await?.is_none() {
        return Ok(Some(Entree::Ecartee("un échange qui n'existe pas")));
    }
    said(app, row, lettre, id).await.map(Some)
}

/// Why it is not believed, or cannot be read.
fn refused(app: &App, row: &InboxRow, lettre: &Lettre) -> Option<&'static str> {
    if lettre.illisible.is_some() {
        return Some("une réponse du support qui ne peut pas être lue");
    }
    let author = lettre.from.as_deref() == Some(row.address.as_str());
    if !author || !is_support(&row.address, &app.config.support_email) {
        return Some("une réponse à un échange, d'un autre que le support");
    }
    match app.config.authserv_id() {
        Some(server) if dmarc(&lettre.authentication_results, server, &row.address) != Dmarc::Passe => {
            Some("une réponse au nom du support, non authentifiée")
        }
        // With no server to believe, the address bound to the exchange, known to support alone, is the proof.
        _ => None,
    }
}

/// Their words without notes of their own, and their files.
async fn said(app: &App, row: &InboxRow, lettre: &Lettre, id: i64) -> anyhow::Result<Entree> {
    let reponse = lettre.reponse();
    let public = sans_interne(&reponse, lettre.from_name.as_deref());
    let mut fichiers = Vec::new();
    for document in lettre.documents() {
        fichiers.push(app.files.store(&document.name, Bytes::from(document.content.clone())).await?);
    }
    if public.texte.is_empty() && public.interne && !fichiers.is_empty() {
        // Files beside nothing but a note may be part of it.
        return Ok(Entree::Ecartee("une note interne du support, avec des fichiers"));
    }
    if public.texte.is_empty() && fichiers.is_empty() && !public.clos {
        if public.interne {
            tracing::info!(row = row.id, "a note of support for itself");
            return Ok(Entree::Ignore);
        }
        return Ok(Entree::Ecartee("une réponse du support où rien n'a été trouvé"));
    }
    let reponse = ReponseSupport { texte: public.texte, fichiers, clos: public.clos, ouverte: false };
    Ok(Entree::Support {
        escalade: id,
        reponse,
        message_id: lettre.message_id.as_ref().map(|id| format!("<{id}>")),
    })
}

/// The address of support, or a colleague's at the same domain.
fn is_support(address: &str, support: &str) -> bool {
    if address.eq_ignore_ascii_case(support) {
        return true;
    }
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    match (domain(address), domain(support)) {
        (Some(theirs), Some(ours)) => theirs == ours && !PUBLICS.contains(&ours.as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_support_and_its_colleagues_answer() {
        let support = "support-connect@opcoep.fr";
        for hers in ["support-connect@opcoep.fr", "Support-Connect@OPCOEP.fr", "nadia.roy@opcoep.fr"] {
            assert!(is_support(hers, support), "{hers}");
        }
        for other in
            ["nadia@opcoep.fr.example", "nadia@mail.opcoep.fr", "support-connect@gmail.com", "opcoep.fr", ""]
        {
            assert!(!is_support(other, support), "{other}");
        }
        assert!(is_support("aide.opco@gmail.com", "aide.opco@gmail.com"));
        assert!(!is_support("intrus@gmail.com", "aide.opco@gmail.com"));
    }
}
