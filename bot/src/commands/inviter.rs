//! `guichet inviter EMAIL --siret SIRET`: two lines, one per way in.

use guichet_core::annuaire::Role;

use super::open;
use crate::clock;
use crate::commands::diagnostic::bot_name;

/// How long an invitation can be used, in hours: a week.
const LIFE_HOURS: i64 = 7 * 24;

pub async fn run(email: &str, siret: &str, role: Role) -> anyhow::Result<()> {
    let (config, store) = open().await?;
    anyhow::ensure!(email.contains('@'), "« {email} » n'est pas une adresse email");
    // Asked before the invitation exists: a token that cannot be shown would be lost.
    let telegram = match &config.telegram {
        Some(telegram) => Some(bot_name(telegram).await?),
        None => None,
    };
    let Some(invitation) = store.inviter(clock::now(), email, siret, role, LIFE_HOURS).await? else {
        anyhow::bail!("le SIRET {siret} n'est pas dans l'annuaire : importez d'abord les entités");
    };
    match telegram {
        Some(name) => println!("telegram: https://t.me/{name}?start={}", invitation.token),
        None => println!("telegram: (non configuré)"),
    }
    println!("web: {}/connexion/{}", config.public_url, invitation.token);
    Ok(())
}
