//! `guichet ecartes`: what asks for a look by a human.

use guichet_store::Channel;
use guichet_templates::fr;

use super::open;

/// The newest first, a line each: when, which way, whose, why.
pub async fn run(limite: u16) -> anyhow::Result<()> {
    let (_, store) = open().await?;
    for row in store.set_aside(i64::from(limite)).await? {
        let way = if row.side == "inbox" { "reçu de" } else { "écrit à" };
        let channel = match row.channel {
            Channel::Telegram => "telegram",
            Channel::Courriel => "courriel",
            Channel::Web => "web",
        };
        let address = row.address.as_deref().unwrap_or("quelqu'un d'illisible");
        let (at, id) = (fr::instant(&row.at), row.id);
        println!("{at}  {channel}  n° {id}  {way} {address} : {}", row.raison);
    }
    Ok(())
}
