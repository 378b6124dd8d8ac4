//! `guichet diagnostic`: a line per thing the assistant relies on.

use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use guichet_mailer::Mailer;
use guichet_store::Store;
use serde::Deserialize;

use crate::config::{Config, TelegramConfig};
use crate::files::Files;

/// For one answer of Telegram.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Written to the file store and read back; the same content is kept once.
const PROBE: &[u8] = b"guichet diagnostic";

pub async fn run() -> anyhow::Result<()> {
    let config = super::config()?;
    let checks = [
        ("base de données", Some(database(&config).await)),
        ("telegram", telegram(&config).await),
        ("smtp", smtp(&config).await),
        ("dkim", dkim(&config)),
        ("imap", imap(&config).await),
        ("clamd", None),
        ("fichiers", Some(files(&config).await)),
    ];
    let mut failures = 0;
    for (what, outcome) in checks {
        match outcome {
            None => println!("{what} : non configuré"),
            Some(Ok(detail)) => println!("{what} : ok ({detail})"),
            Some(Err(error)) => {
                failures += 1;
                println!("{what} : ÉCHEC ({error:#})");
            }
        }
    }
    anyhow::ensure!(failures == 0, "{failures} vérification(s) en échec");
    Ok(())
}

async fn database(config: &Config) -> anyhow::Result<String> {
    let counts = Store::open(&config.database_url).await?.queue_counts().await?;
    let waiting: i64 =
        counts.iter().filter(|(.., state, _)| state == "pending").map(|(.., count)| count).sum();
    let dead: i64 = counts.iter().filter(|(.., state, _)| state == "dead").map(|(.., count)| count).sum();
    Ok(format!("{waiting} en attente, {dead} mis de côté"))
}

async fn telegram(config: &Config) -> Option<anyhow::Result<String>> {
    Some(bot_name(config.telegram.as_ref()?).await.map(|name| format!("@{name}")))
}

async fn smtp(config: &Config) -> Option<anyhow::Result<String>> {
    let mail = config.mail.as_ref()?;
    let check = async {
        Mailer::connect(&mail.smtp_url, mail.ca_file.as_deref())?.check().await?;
        Ok(format!("expéditeur {}", mail.from))
    };
    Some(check.await)
}

/// The key was read with the configuration; its public half is the operator's to publish.
fn dkim(config: &Config) -> Option<anyhow::Result<String>> {
    let dkim = config.mail.as_ref()?.dkim.as_ref()?;
    Some(Ok(format!("signature à publier en {}", dkim.name())))
}

async fn imap(config: &Config) -> Option<anyhow::Result<String>> {
    let check = config.imap.as_ref()?.check().await;
    Some(check.map(|count| format!("{count} message(s) à relever")).map_err(anyhow::Error::from))
}

async fn files(config: &Config) -> anyhow::Result<String> {
    let files = Files::open(&config.files_url)?;
    let stored = files.store("diagnostic", Bytes::from_static(PROBE)).await?;
    let loaded = files.load(&stored.sha256).await?;
    anyhow::ensure!(loaded.as_deref() == Some(PROBE), "ce qui est écrit ne se relit pas");
    Ok("écriture et lecture".to_owned())
}

#[derive(Deserialize)]
struct Answer {
    result: Option<Me>,
    description: Option<String>,
}

#[derive(Deserialize)]
struct Me {
    username: String,
}

/// Name of the bot, without `@` (Bot API `getMe`).
pub async fn bot_name(telegram: &TelegramConfig) -> anyhow::Result<String> {
    let client = reqwest::Client::builder().timeout(TIMEOUT).build()?;
    let url = format!("{}/bot{}/getMe", telegram.api_url, telegram.token);
    // The URL holds the token: it must not show in an error.
    let answer = client
        .get(url)
        .send()
        .await
        .map_err(reqwest::Error::without_url)
        .context("Telegram ne répond pas")?;
    let answer: Answer =
        answer.json().await.map_err(reqwest::Error::without_url).context("réponse de Telegram illisible")?;
    match answer.result {
        Some(me) => Ok(me.username),
        None => anyhow::bail!("Telegram refuse le jeton : {}", answer.description.unwrap_or_default()),
    }
}
