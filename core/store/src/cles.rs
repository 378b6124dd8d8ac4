//! Keys of the API: who may decide through it, by name. Only their SHA-256 is kept.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::columns::{clean, empreinte, micros, read_instant};
use crate::db::{execute, fetch_all, fetch_optional};
use crate::{Result, Store};

/// Random bytes of a key: nobody guesses it, so that a plain hash is enough.
const KEY_BYTES: usize = 32;
/// So that a key left in a file is recognised as one.
const PREFIX: &str = "guichet_";

/// A key that may be used, without the key itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleApi {
    pub id: Uuid,
    pub nom: String,
    pub created_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    nom: String,
    created_at: i64,
}

impl Row {
    fn read(self) -> Result<CleApi> {
        let created_at = read_instant(self.created_at, "cle_api", "created_at", self.id)?;
        Ok(CleApi { id: self.id, nom: self.nom, created_at })
    }
}

impl Store {
    /// A new key under this name; it is only known here. `None` when a key of this name is in use.
    pub async fn create_cle_api(&self, now: DateTime<Utc>, nom: &str) -> Result<Option<String>> {
        let mut tx = self.db.write().await?;
        let cle = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; KEY_BYTES]>()));
        let rows = execute!(
            &mut tx,
            "INSERT INTO cle_api (id, nom, empreinte, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (nom) WHERE revoked_at IS NULL DO NOTHING",
            Uuid::new_v4(),
            clean(nom.trim()),
            empreinte(&cle),
            micros(now)
        );
        tx.commit(&self.hub).await?;
        Ok((rows > 0).then_some(cle))
    }

    /// From now on the key of this name opens nothing. False when there is none in use.
    pub async fn revoke_cle_api(&self, now: DateTime<Utc>, nom: &str) -> Result<bool> {
        let mut tx = self.db.write().await?;
        let rows = execute!(
            &mut tx,
            "UPDATE cle_api SET revoked_at = $2 WHERE nom = $1 AND revoked_at IS NULL",
            clean(nom.trim()),
            micros(now)
        );
        tx.commit(&self.hub).await?;
        Ok(rows > 0)
    }

    /// Whose key this is, while it is in use.
    pub async fn find_cle_api(&self, cle: &str) -> Result<Option<CleApi>> {
        let mut tx = self.db.read().await?;
        let row = fetch_optional!(
            &mut tx,
            Row,
            "SELECT id, nom, created_at FROM cle_api WHERE empreinte = $1 AND revoked_at IS NULL",
            empreinte(cle)
        );
        row.map(Row::read).transpose()
    }

    /// The keys in use, by name.
    pub async fn cles_api(&self) -> Result<Vec<CleApi>> {
        let mut tx = self.db.read().await?;
        let rows = fetch_all!(
            &mut tx,
            Row,
            "SELECT id, nom, created_at FROM cle_api WHERE revoked_at IS NULL ORDER BY nom"
        );
        rows.into_iter().map(Row::read).collect()
    }
}
