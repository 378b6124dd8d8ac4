//! How values are kept in columns, the same on both back ends.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use guichet_core::annuaire::Role;
use sha2::{Digest, Sha256};

use crate::{Channel, Result, Source, StoreError};

impl Channel {
    /// The name in storage, in metrics and in `--channels`.
    pub fn key(self) -> &'static str {
        match self {
            Channel::Telegram => "telegram",
            Channel::Courriel => "courriel",
            Channel::Web => "web",
        }
    }

    pub fn from_key(key: &str) -> Option<Channel> {
        [Channel::Telegram, Channel::Courriel, Channel::Web].into_iter().find(|channel| channel.key() == key)
    }
}

pub(crate) fn read_channel(key: &str, table: &'static str) -> Result<Channel> {
    Channel::from_key(key).ok_or_else(|| StoreError::inconsistency(table, "channel", key, "unknown channel"))
}

impl Source {
    /// The name in storage.
    pub fn key(self) -> &'static str {
        match self {
            Source::Canal(channel) => channel.key(),
            Source::Console => "console",
            Source::Api => "api",
            Source::Terminal => "terminal",
        }
    }
}

pub(crate) fn read_source(key: &str, id: impl ToString) -> Result<Source> {
    match key {
        "console" => Ok(Source::Console),
        "api" => Ok(Source::Api),
        "terminal" => Ok(Source::Terminal),
        _ => Channel::from_key(key).map(Source::Canal).ok_or_else(|| {
            StoreError::inconsistency("journal", "channel", id, format!("unknown source {key}"))
        }),
    }
}

pub(crate) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Adherent => "adherent",
        Role::Conseiller => "conseiller",
        Role::Admin => "admin",
    }
}

pub(crate) fn read_role(key: &str, id: impl ToString) -> Result<Role> {
    [Role::Adherent, Role::Conseiller, Role::Admin]
        .into_iter()
        .find(|role| role_key(*role) == key)
        .ok_or_else(|| StoreError::inconsistency("personne", "role", id, format!("unknown role {key}")))
}

/// Microseconds since the epoch: one precision on both back ends, compared as numbers.
pub(crate) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

pub(crate) fn read_instant(
    micros: i64,
    table: &'static str,
    column: &'static str,
    id: impl ToString,
) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
        .ok_or_else(|| StoreError::inconsistency(table, column, id, format!("{micros} µs is no instant")))
}

/// Text as PostgreSQL takes it: it refuses NUL.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

/// A secret as it is kept: its SHA-256.
pub(crate) fn empreinte(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
