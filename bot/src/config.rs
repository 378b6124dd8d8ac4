//! The environment, read once and checked whole.

mod nouvelles;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::TimeDelta;
use guichet_core::escalade::Support;
use guichet_core::horaires::Horaires;
use guichet_core::nouvelles::Reglage;
use guichet_mailer::{Dkim, Imap, Jetons, LOCAL_MAX};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What the operator set (the table is in the README).
#[derive(Debug, Clone)]
pub struct Config {
    pub database_url: String,
    pub telegram: Option<TelegramConfig>,
    pub mail: Option<MailConfig>,
    /// Whose `Authentication-Results` are believed (RFC 8601): no one's when absent.
    pub mail_authserv_id: Option<String>,
    /// Where mail comes in.
    pub imap: Option<Imap>,
    pub support_email: String,
    /// When people of OPCO EP answer, and after how much of that time they are reminded.
    pub support: Support,
    pub intake_email: Option<String>,
    /// How news are told.
    pub nouvelles: Reglage,
    pub files_url: String,
    pub listen_addr: SocketAddr,
    /// How people reach the web, without a slash at the end.
    pub public_url: String,
    /// Keys for tokens and sessions are derived from it.
    pub secret_key: SecretKey,
    /// The operator's catalogue folder.
    pub catalogue: Option<PathBuf>,
}

#[derive(Clone)]
pub struct SecretKey(pub Vec<u8>);

impl SecretKey {
    /// A key for one use only.
    pub fn derive(&self, label: &[u8]) -> Vec<u8> {
        // HMAC takes keys of any length (RFC 2104, section 2).
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!());
        mac.update(label);
        mac.finalize().into_bytes().to_vec()
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[derive(Clone)]
pub struct TelegramConfig {
    pub token: String,
    /// Without a slash at the end.
    pub api_url: String,
    /// Where Telegram posts updates: webhook instead of long polling.
    pub webhook_url: Option<String>,
}

#[derive(Clone)]
pub struct MailConfig {
    pub smtp_url: String,
    pub from: String,
    pub ca_file: Option<PathBuf>,
    /// Signs what leaves.
    pub dkim: Option<Dkim>,
}

/// Both or none.
fn dkim(file: Option<String>, selector: Option<String>, from: &str) -> Result<Option<Dkim>, String> {
    match (file, selector) {
        (Some(file), Some(selector)) => {
            Dkim::open(Path::new(&file), &selector, from).map(Some).map_err(|error| error.to_string())
        }
        (None, None) => Ok(None),
        _ => Err("DKIM_KEY_FILE et DKIM_SELECTOR : les deux, ou aucun".to_owned()),
    }
}

impl std::fmt::Debug for TelegramConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TelegramConfig").field("api_url", &self.api_url).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for MailConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailConfig").field("from", &self.from).finish_non_exhaustive()
    }
}

/// Where the key is kept when `SECRET_KEY` is not set.
const KEY_FILE: &str = "var/secret_key";

/// Fewest bytes of a `SECRET_KEY`.
const KEY_MIN: usize = 16;

/// The assistant's address in the bac à sable: it leads nowhere (RFC 2606).
const BOITE: &str = "assistant@bac-a-sable.invalid";
const BOITE_AUTHSERV_ID: &str = "bac-a-sable.invalid";

impl Config {
    /// From the environment. Each wrong or missing value is named, all at once, with what it should be.
    /// An empty variable counts as absent.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> anyhow::Result<Config> {
        let mut wrong = Vec::new();
        let get = |name: &str| get(name).filter(|value| !value.trim().is_empty());
        let mut url = |name: &str, schemes: &[&str]| {
            let value = get(name)?;
            if !schemes.iter().any(|scheme| value.starts_with(scheme)) {
                wrong.push(format!("{name} : doit commencer par {}", schemes.join(" ou ")));
            }
            Some(value.trim_end_matches('/').to_owned())
        };
        let http = ["http://", "https://"];
        let api_url = url("TELOXIDE_API_URL", &http).unwrap_or_else(|| "https://api.telegram.org".to_owned());
        let webhook_url = url("TELEGRAM_WEBHOOK_URL", &http).map(with_webhook_path);
        let public_url = url("PUBLIC_URL", &http);
        let database_url = url("DATABASE_URL", &["sqlite:", "postgres://", "postgresql://"])
            .unwrap_or_else(|| "sqlite:var/guichet.db".to_owned());
        let files_url = url("FILES_URL", &["file:", "s3://"]).unwrap_or_else(|| "file:var/files".to_owned());
        let smtp_url = url("SMTP_URL", &["smtp://", "smtps://"]);
        let imap_url = url("IMAP_URL", &["imaps://", "imap://"]);
        url("CLAMD_URL", &["tcp://", "unix:"]);
        let mut email = |name: &str| {
            let value = get(name)?;
            if !looks_like_email(&value) {
                wrong.push(format!("{name} : doit être une adresse email"));
            }
            Some(value)
        };
        let from = email("MAIL_FROM");
        let support_email = email("SUPPORT_EMAIL").unwrap_or_else(|| "support-connect@opcoep.fr".to_owned());
        let intake_email = email("INTAKE_EMAIL");
        let mut support = Support::default();
        if let Some(hours) = get("SUPPORT_HOURS") {
            match Horaires::parse(&hours) {
                Some(horaires) => support.horaires = horaires,
                None => wrong.push(format!(
                    "SUPPORT_HOURS : « {hours} » doit s'écrire comme « lun-jeu 9:00-12:30 13:30-17:00; ven 9:00-12:00 »"
                )),
            }
        }
        if let Some(hours) = get("SUPPORT_REMINDER_HOURS") {
            match hours.parse().ok().filter(|hours| (1..=80).contains(hours)) {
                Some(hours) => support.delai = TimeDelta::hours(hours),
                None => wrong.push(format!(
                    "SUPPORT_REMINDER_HOURS : « {hours} » doit être un nombre d'heures, de 1 à 80"
                )),
            }
        }
        let is_long = |from: &String| from.split('@').next().is_some_and(|local| local.len() > LOCAL_MAX);
        if from.as_ref().is_some_and(is_long) {
            wrong.push(format!(
                "MAIL_FROM : {LOCAL_MAX} caractères au plus avant le @, pour y ajouter un jeton"
            ));
        }
        let listen = get("LISTEN_ADDR").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen_addr: Option<SocketAddr> = listen.parse().ok();
        if listen_addr.is_none() {
            wrong.push(format!(
                "LISTEN_ADDR : « {listen} » doit être une adresse et un port, comme 127.0.0.1:8080"
            ));
        }
        let telegram = get("TELOXIDE_TOKEN").map(|token| TelegramConfig { token, api_url, webhook_url });
        if telegram.as_ref().is_some_and(|telegram| !telegram.token.contains(':')) {
            wrong.push(
                "TELOXIDE_TOKEN : doit être le jeton donné par BotFather, comme 123456:ABC…".to_owned(),
            );
        }
        let ca_file = get("MAIL_CA_FILE").map(PathBuf::from);
        // With an SMTP server that is spoken to in clear, the root is there for the other one.
        let is_for_imap_alone = imap_url.as_deref().is_some_and(|url| url.starts_with("imaps://"))
            && smtp_url.as_deref().is_some_and(|url| url.starts_with("smtp://") && !url.contains("tls="));
        let mail = match (smtp_url, from) {
            (Some(smtp_url), Some(from)) => {
                let ca_file = ca_file.clone().filter(|_| !is_for_imap_alone);
                let dkim = dkim(get("DKIM_KEY_FILE"), get("DKIM_SELECTOR"), &from).unwrap_or_else(|error| {
                    wrong.push(error);
                    None
                });
                Some(MailConfig { smtp_url, from, ca_file, dkim })
            }
            (Some(_), None) => {
                wrong.push("MAIL_FROM : l'adresse de l'assistant est nécessaire avec SMTP_URL".to_owned());
                None
            }
            (None, _) => None,
        };
        let imap = imap_url.and_then(|url| match Imap::new(&url, ca_file.as_deref()) {
            Ok(imap) => Some(imap),
            Err(error) => {
                wrong.push(error.to_string());
                None
            }
        });
        let bac_a_sable = telegram.is_none() && mail.is_none() && imap.is_none();
        if bac_a_sable && listen_addr.is_some_and(|addr| !addr.ip().is_loopback()) {
            wrong.push("LISTEN_ADDR : sans canal réel, le bac à sable n'écoute que sur 127.0.0.1".to_owned());
        }
        let nouvelles = nouvelles::read(get, bac_a_sable, &mut wrong);
        let (Some(listen_addr), true) = (listen_addr, wrong.is_empty()) else {
            bail!("configuration à corriger :\n- {}", wrong.join("\n- "));
        };
        Ok(Config {
            database_url,
            telegram,
            mail,
            mail_authserv_id: get("MAIL_AUTHSERV_ID"),
            imap,
            support_email,
            support,
            intake_email,
            nouvelles,
            files_url,
            listen_addr,
            public_url: public_url.unwrap_or_else(|| format!("http://{listen_addr}")),
            secret_key: secret_key(get("SECRET_KEY"), Path::new(KEY_FILE))?,
            catalogue: get("CATALOGUE").map(PathBuf::from),
        })
    }

    /// The tokens of reply addresses of people of OPCO EP: none of these is one of a person's.
    pub fn jetons_support(&self) -> Jetons {
        Jetons::new(&self.secret_key.derive(b"guichet support token 1"))
    }

    /// The tokens of reply addresses.
    pub fn jetons(&self) -> Jetons {
        Jetons::new(&self.secret_key.derive(b"guichet reply token 1"))
    }

    /// The tokens of the links that end reminders.
    pub fn desabonnements(&self) -> Jetons {
        Jetons::new(&self.secret_key.derive(b"guichet unsubscribe token 1"))
    }

    /// The assistant's mailbox: the operator's, or the fictitious one of the bac à sable.
    pub fn mailbox(&self) -> Option<&str> {
        match &self.mail {
            Some(mail) => Some(&mail.from),
            None => self.is_bac_a_sable().then_some(BOITE),
        }
    }

    /// Whose Authentication-Results are believed; in the bac à sable the built-in mailbox's own.
    pub fn authserv_id(&self) -> Option<&str> {
        match self.is_bac_a_sable() {
            true => Some(BOITE_AUTHSERV_ID),
            false => self.mail_authserv_id.as_deref(),
        }
    }

    /// SQLite serves one process; PostgreSQL may serve several.
    pub fn is_single_process(&self) -> bool {
        self.database_url.starts_with("sqlite:")
    }

    /// No real channel is configured: the pages of the bac à sable may be served, on loopback only.
    pub fn is_bac_a_sable(&self) -> bool {
        self.telegram.is_none() && self.mail.is_none() && self.imap.is_none()
    }
}

/// A bare host gets the path that is served; behind a proxy the operator's own path stands.
fn with_webhook_path(url: String) -> String {
    match url.split_once("://") {
        Some((_, host)) if !host.contains('/') => format!("{url}/telegram/webhook"),
        _ => url,
    }
}

/// Enough to catch a slip; the mail server has the last word.
fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !text.chars().any(char::is_whitespace)
    })
}

/// The operator's key, else one made once and kept.
fn secret_key(given: Option<String>, file: &Path) -> anyhow::Result<SecretKey> {
    if let Some(key) = given {
        if key.len() < KEY_MIN {
            bail!("configuration à corriger :\n- SECRET_KEY : au moins {KEY_MIN} caractères");
        }
        return Ok(SecretKey(key.into_bytes()));
    }
    match std::fs::read(file) {
        Ok(key) if key.len() >= KEY_MIN => Ok(SecretKey(key)),
        Ok(_) => bail!("{} : trop court, à supprimer pour en créer un autre", file.display()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => create_key(file),
        Err(error) => Err(error).with_context(|| format!("{} ne peut pas être lu", file.display())),
    }
}

/// Made whole under another name first: two processes that start together end with the same key.
fn create_key(file: &Path) -> anyhow::Result<SecretKey> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).with_context(|| format!("{} ne peut pas être créé", folder.display()))?;
    let key: [u8; 32] = rand::random();
    let draft = folder.join(format!(".secret_key.{}", std::process::id()));
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .and_then(|mut out| out.write_all(&key).and_then(|()| out.sync_all()))
        .and_then(|()| match std::fs::hard_link(&draft, file) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        });
    let _ = std::fs::remove_file(&draft);
    written.with_context(|| format!("{} ne peut pas être écrit", file.display()))?;
    Ok(SecretKey(std::fs::read(file)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(vars: &[(&str, &str)]) -> anyhow::Result<Config> {
        let mut all = vec![("SECRET_KEY", "0123456789abcdef")];
        all.extend(vars);
        Config::from_env(|name| {
            all.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn defaults() {
        let config = config(&[("TELOXIDE_TOKEN", "")]).expect("the defaults are right");
        assert!(config.is_bac_a_sable());
        assert_eq!(config.database_url, "sqlite:var/guichet.db");
        assert_eq!(config.files_url, "file:var/files");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert_eq!(config.support_email, "support-connect@opcoep.fr");
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let error = config(&[
            ("DATABASE_URL", "mysql://x"),
            ("LISTEN_ADDR", "8080"),
            ("SUPPORT_HOURS", "toujours"),
            ("SUPPORT_REMINDER_HOURS", "0"),
            ("MAIL_FROM", "assistant"),
            ("SMTP_URL", "http://mail"),
            ("TELOXIDE_TOKEN", "abc"),
        ])
        .expect_err("seven wrong values")
        .to_string();
        for name in [
            "DATABASE_URL",
            "LISTEN_ADDR",
            "SUPPORT_HOURS",
            "SUPPORT_REMINDER_HOURS",
            "MAIL_FROM",
            "SMTP_URL",
            "TELOXIDE_TOKEN",
        ] {
            assert!(error.contains(name), "{name}: {error}");
        }
    }

    #[test]
    fn a_reply_address_has_room_for_its_token() {
        let with = |local: &str| config(&[("MAIL_FROM", &format!("{local}@example.org"))]);
        assert!(with("seize.caracteres").is_ok());
        let error = with("assistant.demandes").expect_err("too long").to_string();
        assert!(error.contains("MAIL_FROM") && error.contains("16"), "{error}");
    }

    #[test]
    fn mail_comes_in_over_tls() {
        let with = |url: &str| config(&[("IMAP_URL", url)]);
        assert!(!with("imaps://u:p@mail.example.org").expect("right").is_bac_a_sable());
        assert!(with("imap://u:p@127.0.0.1:143").is_ok());
        for url in ["imap://u:secret@mail.example.org", "imaps://mail.example.org", "pop://u:secret@h"] {
            let error = with(url).expect_err(url).to_string();
            assert!(error.contains("IMAP_URL") && !error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn the_webhook_is_a_host_or_a_whole_address() {
        for (given, kept) in [
            ("https://guichet.example.org", "https://guichet.example.org/telegram/webhook"),
            ("https://guichet.example.org/", "https://guichet.example.org/telegram/webhook"),
            ("https://example.org/g/hook", "https://example.org/g/hook"),
        ] {
            let config = config(&[("TELOXIDE_TOKEN", "1:a"), ("TELEGRAM_WEBHOOK_URL", given)]);
            let telegram = config.expect("right").telegram.expect("Telegram");
            assert_eq!(telegram.webhook_url.as_deref(), Some(kept));
        }
    }

    #[test]
    fn the_bac_a_sable_stays_on_loopback() {
        assert!(config(&[("LISTEN_ADDR", "0.0.0.0:8080")]).is_err());
        assert!(config(&[("LISTEN_ADDR", "0.0.0.0:8080"), ("TELOXIDE_TOKEN", "1:a")]).is_ok());
    }

    #[test]
    fn the_key_is_made_once() {
        let folder = std::env::temp_dir().join(format!("guichet-key-{}", std::process::id()));
        let file = folder.join("secret_key");
        let first = secret_key(None, &file).expect("made").0;
        assert_eq!(secret_key(None, &file).expect("read").0, first);
        std::fs::remove_dir_all(folder).expect("cleaned");
    }
}
