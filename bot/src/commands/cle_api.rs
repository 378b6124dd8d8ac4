//! `guichet cle-api`: the keys by which OPCO EP's programs decide.

use guichet_templates::fr;

use super::open;
use crate::clock;

/// Characters of a name.
const NAME_MAX: usize = 80;

/// Lists the keys without a name; makes or revokes one with it. A key is shown once.
pub async fn run(nom: Option<&str>, revoquer: bool) -> anyhow::Result<()> {
    let (_, store) = open().await?;
    let Some(nom) = nom.map(str::trim).filter(|nom| !nom.is_empty()) else {
        for cle in store.cles_api().await? {
            println!("{}  {}", fr::instant(&cle.created_at), cle.nom);
        }
        return Ok(());
    };
    if revoquer {
        anyhow::ensure!(
            store.revoke_cle_api(clock::now(), nom).await?,
            "aucune clé « {nom} » n'est en service"
        );
        println!("La clé « {nom} » est révoquée.");
        return Ok(());
    }
    anyhow::ensure!(nom.chars().count() <= NAME_MAX, "le nom a {NAME_MAX} caractères au plus");
    match store.create_cle_api(clock::now(), nom).await? {
        Some(cle) => println!("{cle}"),
        None => anyhow::bail!("une clé « {nom} » est en service : révoquez-la, ou prenez un autre nom"),
    }
    Ok(())
}
