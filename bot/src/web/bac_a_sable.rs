//! The bac à sable: a fictitious directory, and Camille Martin already invited.

use anyhow::Context;
use guichet_core::annuaire::Role;
use guichet_store::Channel;

use crate::app::App;
use crate::clock;
use crate::commands::import;

/// The web address of the newcomer: no sign-in, hence loopback only.
pub const ADDRESS: &str = "bac-a-sable";

const EMAIL: &str = "camille.martin@example.org";
pub const SIRET: &str = "90000000100017";
const ENTITES: &str = include_str!("../../demo/entites.csv");
const INDIVIDUS: &str = include_str!("../../demo/individus.csv");

/// Fills an empty bac à sable; changes nothing in one that was used, nor with a real channel.
pub async fn prepare(app: &App) -> anyhow::Result<()> {
    if !app.config.is_bac_a_sable() || app.store.find_personne(Channel::Web, ADDRESS).await?.is_some() {
        return Ok(());
    }
    let now = clock::now();
    import::entites(&app.store, ENTITES).await?;
    import::individus(&app.store, INDIVIDUS).await?;
    let invitation = app.store.inviter(now, EMAIL, SIRET, Role::Adherent, 1).await?;
    let invitation = invitation.context("the demo directory does not hold its own SIRET")?;
    let bound = app.store.redeem(now, &invitation.token, Channel::Web, ADDRESS).await?;
    bound.context("the invitation of the bac à sable was refused")?;
    Ok(())
}
