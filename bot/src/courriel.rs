//! Notices and transmissions, out of the outbox.

mod lecture;
mod reception;
mod relais;
mod retour;
mod support;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::dossier::FichierJoint;
use guichet_core::rapport::Forme;
use guichet_mailer::{Enveloppe, Mailer, PieceJointe, SendError, VALIDITE, adresse, compose};
use guichet_store::{Change, Channel, OutboxClaim, OutboxRow, Payload, SendOutcome};
use guichet_templates::Courriel;
use uuid::Uuid;

use crate::app::App;
use crate::clock;
use crate::config::MailConfig;
use crate::{rapport, recap, wake};

pub use lecture::incoming;
pub use reception::receive;
pub use support::run as remind;

/// First pause after a failure, doubled each time up to the longest.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(2);
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);
/// After so long a message is given up, as mail servers do.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(5);
/// Looks at least that often: a change told is a hint, never a promise.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// After a database failure.
const PAUSE: Duration = Duration::from_secs(1);

/// Sends until the process stops. Without mail and outside the bac à sable rows wait: they stay visible as pending.
pub async fn run(app: Arc<App>) -> anyhow::Result<()> {
    let way = match &app.config.mail {
        Some(mail) => Way::Smtp(
            Mailer::connect(&mail.smtp_url, mail.ca_file.as_deref())?.signing(mail.dkim.clone()),
            mail.clone(),
        ),
        None if app.config.is_bac_a_sable() => Way::Boite,
        None => {
            tracing::info!("no SMTP_URL: emails wait");
            app.stop.cancelled().await;
            return Ok(());
        }
    };
    let mut changes = app.store.changes();
    loop {
        match deliver_due(&app, &way).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "emails are held up");
                tokio::time::sleep(PAUSE).await;
            }
        }
        let due = app.store.next_outbox_at(Channel::Courriel).await.unwrap_or_default();
        tokio::select! {
            () = app.stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(wake::until(due, LOOK_EVERY)) => {}
            () = wake::told(&mut changes, is_ours) => {}
        }
    }
}

/// Where emails go.
enum Way {
    Smtp(Mailer, MailConfig),
    /// The built-in mailbox shows the outbox itself.
    Boite,
}

fn is_ours(change: &Change) -> bool {
    matches!(change, Change::Outbox { channel: Channel::Courriel, .. })
}

/// Sends what is due for one address; false when nothing is.
async fn deliver_due(app: &App, way: &Way) -> anyhow::Result<bool> {
    let Some(claim) = app.store.claim_outbox(clock::now(), Channel::Courriel).await? else {
        return Ok(false);
    };
    for row in &claim.rows {
        let outcome = match way {
            Way::Boite => SendOutcome::Done { remote_id: None },
            Way::Smtp(mailer, mail) => deliver(app, mailer, mail, &claim, row).await,
        };
        app.store.settle_outbox(&claim, &[row.id], &outcome).await?;
        if let Payload::Support(lettre) = &row.payload {
            support::tell(app, lettre.escalade, &outcome).await?;
        }
        match outcome {
            SendOutcome::Done { .. } => {}
            SendOutcome::RetryAt { reason, .. } => {
                tracing::warn!(row = row.id, reason, "an email will be tried again");
                break;
            }
            SendOutcome::Dead { reason } => tracing::error!(row = row.id, reason, "an email is given up"),
        }
    }
    Ok(true)
}

async fn deliver(
    app: &App,
    mailer: &Mailer,
    mail: &MailConfig,
    claim: &OutboxClaim,
    row: &OutboxRow,
) -> SendOutcome {
    let to = match (&row.payload, &app.config.intake_email) {
        (Payload::Message(_) | Payload::Rapport { .. } | Payload::Fichier(_), _) => claim.address.as_str(),
        (Payload::Support(_), _) => app.config.support_email.as_str(),
        (Payload::Transmission { .. } | Payload::Pieces { .. }, Some(intake)) => intake,
        (Payload::Transmission { .. } | Payload::Pieces { .. }, None) => {
            // It waits, visible as pending, for the operator to say where requests go.
            let reason = "INTAKE_EMAIL non réglé".to_owned();
            return SendOutcome::RetryAt { at: clock::now() + LONGEST_PAUSE, ambiguous: false, reason };
        }
    };
    let answered = match answered(app, mail, to, row).await {
        Ok(answered) => answered,
        Err(error) => return retry(row, false, format!("{error:#}")),
    };
    let content = match &row.payload {
        Payload::Message(message) => {
            let courriel = guichet_templates::courriel_pour(message, answered.reply_to.as_deref());
            Ok((courriel, Vec::new()))
        }
        Payload::Transmission { dossier } => transmission(app, *dossier).await,
        Payload::Pieces { message, fichiers } => attached(app, fichiers)
            .await
            .map(|pieces| (guichet_templates::courriel_transmis(message), pieces)),
        Payload::Support(lettre) => support::letter(app, lettre).await,
        Payload::Fichier(fichier) => support::file(app, fichier).await,
        Payload::Rapport { rapport, forme } => match handed_over(app, to, *rapport, *forme).await {
            Ok(None) => return SendOutcome::Dead { reason: "the report is not kept any more".to_owned() },
            Ok(Some(content)) => Ok(content),
            Err(error) => Err(error),
        },
    };
    if is_for_her(row) {
        match app.store.find_failing(to).await {
            Ok(None) => {}
            Ok(Some(failing)) => return SendOutcome::Dead { reason: retour::held(&failing) },
            Err(error) => return retry(row, false, error.to_string()),
        }
    }
    let (courriel, pieces) = match content {
        Ok(content) => content,
        // The database or the file store is away.
        Err(error) => return retry(row, false, format!("{error:#}")),
    };
    let message_id = message_id(row.id, row.created_at, &mail.from);
    let unsubscribe = crate::web::unsubscribe_link(&app.config, row);
    let enveloppe = Enveloppe {
        from: &mail.from,
        to,
        message_id: &message_id,
        reply_to: answered.reply_to.as_deref(),
        retour: answered.retour.as_deref(),
        in_reply_to: answered.in_reply_to.as_deref(),
        desabonnement: unsubscribe.as_deref(),
        date: row.created_at,
    };
    let message = match compose(&courriel, &enveloppe, pieces) {
        Ok(message) => message,
        Err(error) => return SendOutcome::Dead { reason: error.to_string() },
    };
    match mailer.send(message).await {
        Ok(()) => SendOutcome::Done { remote_id: Some(message_id) },
        Err(SendError::Transient { ambiguous, reason }) => retry(row, ambiguous, reason),
        Err(SendError::Permanent { reason }) => {
            if is_for_her(row) {
                retour::refused(app, to, row.id, &reason).await;
            }
            SendOutcome::Dead { reason }
        }
    }
}

/// How a letter is answered, where it comes back to, and what it answers.
#[derive(Default)]
struct Answered {
    reply_to: Option<String>,
    retour: Option<String>,
    in_reply_to: Option<String>,
}

/// Whether this is said to a person, not handed to OPCO EP.
fn is_for_her(row: &OutboxRow) -> bool {
    matches!(row.payload, Payload::Message(_) | Payload::Rapport { .. } | Payload::Fichier(_))
}

/// Only what is said to a person is part of an exchange. All of it follows from the row: a repeat is the same.
async fn answered(app: &App, mail: &MailConfig, to: &str, row: &OutboxRow) -> anyhow::Result<Answered> {
    if let Payload::Support(lettre) = &row.payload {
        return support::answered(app, mail, lettre, row).await;
    }
    let token = app.config.jetons().emettre(row.id, row.created_at + VALIDITE);
    let address = adresse(&mail.from, &token);
    if !is_for_her(row) {
        return Ok(Answered { retour: address, ..Answered::default() });
    }
    Ok(Answered {
        reply_to: address.clone(),
        retour: address,
        in_reply_to: app.store.find_letter_before(to, row).await?,
    })
}

/// A file of a report that is kept for her.
async fn handed_over(
    app: &App,
    to: &str,
    id: Uuid,
    forme: Forme,
) -> anyhow::Result<Option<(Courriel, Vec<PieceJointe>)>> {
    let Some(personne) = app.store.find_personne(Channel::Courriel, to).await? else { return Ok(None) };
    let Some(found) = app.store.find_rapport(personne.id, id).await? else { return Ok(None) };
    let courriel = guichet_templates::courriel_de_rapport(&found, forme);
    let fichier = rapport::make(found, forme).await?;
    let piece = PieceJointe { name: fichier.nom, mime: fichier.mime.to_owned(), content: fichier.contenu };
    Ok(Some((courriel, vec![piece])))
}

/// Fixed by the row: a repeat carries the same, and is recognised.
fn message_id(row: i64, created_at: DateTime<Utc>, from: &str) -> String {
    let domain = from.rsplit('@').next().unwrap_or_default().trim_end_matches('>');
    format!("<{row}.{}.guichet@{domain}>", created_at.timestamp_micros())
}

fn retry(row: &OutboxRow, ambiguous: bool, reason: String) -> SendOutcome {
    let now = clock::now();
    if now - row.created_at > GIVE_UP_AFTER {
        return SendOutcome::Dead { reason };
    }
    SendOutcome::RetryAt { at: now + pause(row.attempts, rand::random()), ambiguous, reason }
}

/// `jitter` from 0 to 1: between half the pause and the whole.
fn pause(attempts: i64, jitter: f64) -> TimeDelta {
    let doublings = u32::try_from(attempts.saturating_sub(1).clamp(0, 20)).unwrap_or(0);
    let whole = (FIRST_PAUSE * (1 << doublings)).min(LONGEST_PAUSE);
    whole / 2 + TimeDelta::milliseconds((whole.num_milliseconds() as f64 / 2.0 * jitter) as i64)
}

/// The request for OPCO EP: its recap, and the files of its pièces.
async fn transmission(app: &App, id: Uuid) -> anyhow::Result<(Courriel, Vec<PieceJointe>)> {
    let dossier = app.store.find_dossier(id).await?.with_context(|| format!("dossier {id} is not there"))?;
    let fichiers: Vec<FichierJoint> =
        dossier.pieces.values().flat_map(|piece| &piece.fichiers).cloned().collect();
    let pieces = attached(app, &fichiers).await?;
    let recap = recap::recap(&app.cadre, &dossier, clock::now());
    let recap = recap.with_context(|| format!("dossier {} has no recap", dossier.id))?;
    Ok((guichet_templates::courriel_transmis(&recap), pieces))
}

/// The files themselves.
async fn attached(app: &App, fichiers: &[FichierJoint]) -> anyhow::Result<Vec<PieceJointe>> {
    let mut pieces = Vec::new();
    for file in fichiers {
        let content = app.files.load(&file.sha256).await?;
        let content = content.with_context(|| format!("file {} is not in the file store", file.sha256))?;
        pieces.push(PieceJointe {
            name: file.name.clone(),
            mime: file.mime.clone(),
            content: content.to_vec(),
        });
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        assert_eq!(pause(1, 1.0), TimeDelta::seconds(2));
        assert_eq!(pause(1, 0.0), TimeDelta::seconds(1));
        assert_eq!(pause(4, 1.0), TimeDelta::seconds(16));
        assert_eq!(pause(60, 1.0), LONGEST_PAUSE);
    }

    #[test]
    fn a_message_keeps_its_name() {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let expected = "<7.1800000000000000.guichet@example.org>";
        assert_eq!(message_id(7, at, "Assistant <a@example.org>"), expected);
        assert_eq!(message_id(7, at, "a@example.org"), expected);
    }
}
