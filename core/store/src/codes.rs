//! One-time codes: a chat is linked to the account of an email address by whoever reads its mail.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::annuaire::Personne;
use guichet_core::engine::{Accueilli, CODE_CHIFFRES};
use guichet_core::message::{Message, Screen};
use uuid::Uuid;

use crate::columns::{clean, empreinte, micros};
use crate::comptes::{bind, find_compte, find_personne};
use crate::db::{Tx, execute, fetch_one, fetch_optional};
use crate::outbox::Outgoing;
use crate::{Channel, Result};

const LIFE: TimeDelta = TimeDelta::minutes(10);
/// Codes are counted over a day, then forgotten.
const KEPT: TimeDelta = TimeDelta::days(1);
const TRIES: i64 = 5;
/// To one chat in an hour.
const PER_CHAT: i64 = 3;
/// For one address in a day: guessing one account takes far longer than anybody has.
const PER_EMAIL: i64 = 10;

/// A code for this address, in a letter when an account has it. Whoever asked is told the same either way.
pub(crate) async fn issue(
    tx: &mut Tx,
    now: DateTime<Utc>,
    channel: Channel,
    address: &str,
    email: &str,
) -> Result<(Accueilli, Option<Outgoing>)> {
    execute!(tx, "DELETE FROM code WHERE created_at < $1", micros(now - KEPT));
    let (asked,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM code WHERE channel = $1 AND address = $2 AND created_at > $3",
        channel.key(),
        clean(address),
        micros(now - TimeDelta::hours(1))
    );
    if asked >= PER_CHAT {
        return Ok((Accueilli::TropDeCodes, None));
    }
    let (sent,) = fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM code WHERE email = $1", clean(email));
    let personne = match sent {
        0..PER_EMAIL => find_personne(tx, Channel::Courriel, email).await?,
        _ => None,
    };
    let code = draw();
    execute!(
        tx,
        "INSERT INTO code (channel, address, created_at, email, personne, empreinte)
         VALUES ($1, $2, $3, $4, $5, $6)",
        channel.key(),
        clean(address),
        micros(now),
        clean(email),
        personne.as_ref().map(|personne| personne.id),
        empreinte(&code)
    );
    let letter = personne.map(|personne| {
        let shown = format!("{} {}", &code[..CODE_CHIFFRES / 2], &code[CODE_CHIFFRES / 2..]);
        Outgoing::letter(&personne.email, Box::new(Message::of(Screen::Code { code: shown })))
    });
    Ok((Accueilli::CodeEnvoye { email: email.to_owned() }, letter))
}

/// Digits, each as likely as another.
fn draw() -> String {
    format!("{:0width$}", rand::random_range(0..10_u64.pow(CODE_CHIFFRES as u32)), width = CODE_CHIFFRES)
}

/// The account whose code this is, now bound to the chat; or what she is told.
pub(crate) async fn redeem(
    tx: &mut Tx,
    now: DateTime<Utc>,
    channel: Channel,
    address: &str,
    code: &str,
) -> Result<std::result::Result<Personne, Accueilli>> {
    // The try counts before the code is looked at.
    let row = fetch_optional!(
        tx,
        (i64, Option<Uuid>, Vec<u8>, i64),
        "UPDATE code SET essais = essais + 1
         WHERE channel = $1 AND address = $2 AND created_at = (
            SELECT MAX(created_at) FROM code WHERE channel = $1 AND address = $2
         ) AND created_at > $3 AND essais < $4
         RETURNING created_at, personne, empreinte, essais",
        channel.key(),
        clean(address),
        micros(now - LIFE),
        TRIES
    );
    let Some((created_at, personne, wanted, tries)) = row else { return Ok(Err(Accueilli::CodePerime)) };
    let personne = match personne {
        Some(id) if wanted == empreinte(code) => find_compte(tx, id).await?,
        _ => None,
    };
    let Some(personne) = personne else {
        let left = u32::try_from(TRIES - tries).unwrap_or(0);
        return Ok(Err(if left == 0 { Accueilli::CodePerime } else { Accueilli::CodeFaux { reste: left } }));
    };
    execute!(
        tx,
        "UPDATE code SET essais = $4 WHERE channel = $1 AND address = $2 AND created_at = $3",
        channel.key(),
        clean(address),
        created_at,
        TRIES
    );
    bind(tx, now, channel, address, personne.id).await?;
    Ok(Ok(personne))
}
