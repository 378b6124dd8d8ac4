//! Why the store could not do it. "Not found" is no error: it is `None`.

use guichet_core::dossier::RefusDecision;
use serde::de::DeserializeOwned;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("DATABASE_URL: {0}")]
    Url(String),
    /// A cell holds what this version cannot read.
    #[error("{table} {id}: {column} cannot be read: {reason}")]
    Inconsistency { table: &'static str, column: &'static str, id: String, reason: String },
    /// A decision that cannot be taken now, or not by this side; nothing was written.
    #[error("refused: {0}")]
    Decision(#[from] RefusDecision),
    /// What was asked breaks a rule of the store; nothing was written.
    #[error("refused: {0}")]
    Refused(String),
}

pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    pub(crate) fn inconsistency(
        table: &'static str,
        column: &'static str,
        id: impl ToString,
        reason: impl ToString,
    ) -> StoreError {
        StoreError::Inconsistency { table, column, id: id.to_string(), reason: reason.to_string() }
    }
}

/// A JSON document of a column.
pub(crate) fn read_json<T: DeserializeOwned>(
    text: &str,
    table: &'static str,
    column: &'static str,
    id: impl ToString,
) -> Result<T> {
    serde_json::from_str(text).map_err(|error| StoreError::inconsistency(table, column, id, error))
}

/// The JSON of what is kept as a document.
pub(crate) fn write_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Refused(format!("cannot be written as JSON: {error}")))
}
