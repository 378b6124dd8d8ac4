//! Accounts: who may speak, from which addresses, for which companies.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::annuaire::{Personne, Role};
use uuid::Uuid;

use crate::columns::{clean, empreinte, micros, read_role, role_key};
use crate::db::{Tx, execute, fetch_one, fetch_optional};
use crate::{Channel, Invitation, Result, Store};

/// 192 bits: 32 characters of `A-Za-z0-9_-`, as a Telegram deep link takes them (64 at most).
const TOKEN_BYTES: usize = 24;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    email: String,
    nom: Option<String>,
    role: String,
}

impl Row {
    fn read(self) -> Result<Personne> {
        let role = read_role(&self.role, self.id)?;
        Ok(Personne { id: self.id, email: self.email, nom: self.nom, role })
    }
}

impl Store {
    /// Invites (idempotent on the account; a new token each time), for `ttl_hours`.
    /// `None` when the directory does not know the SIRET.
    pub async fn inviter(
        &self,
        now: DateTime<Utc>,
        email: &str,
        siret: &str,
        role: Role,
        ttl_hours: i64,
    ) -> Result<Option<Invitation>> {
        let mut tx = self.db.write().await?;
        let row = fetch_one!(
            &mut tx,
            Row,
            "INSERT INTO personne (id, email, role, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (email) DO UPDATE SET role = excluded.role
             RETURNING id, email, nom, role",
            Uuid::new_v4(),
            clean(email.trim()).to_lowercase(),
            role_key(role),
            micros(now)
        );
        let personne = row.read()?;
        let known = fetch_optional!(&mut tx, (String,), "SELECT siret FROM entite WHERE siret = $1", siret);
        if known.is_none() {
            return Ok(None);
        }
        execute!(
            &mut tx,
            "INSERT INTO rattachement (personne, siret) VALUES ($1, $2) ON CONFLICT (personne, siret) DO NOTHING",
            personne.id,
            siret
        );
        let token = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; TOKEN_BYTES]>());
        execute!(
            &mut tx,
            "INSERT INTO invitation (empreinte, personne, created_at, expires_at) VALUES ($1, $2, $3, $4)",
            empreinte(&token),
            personne.id,
            micros(now),
            micros(now).saturating_add(ttl(ttl_hours))
        );
        tx.commit(&self.hub).await?;
        Ok(Some(Invitation { token, personne }))
    }

    /// Binds an address to the account of the invitation. `None`: unknown, used, or expired.
    pub async fn redeem(
        &self,
        now: DateTime<Utc>,
        token: &str,
        channel: Channel,
        address: &str,
    ) -> Result<Option<Personne>> {
        let mut tx = self.db.write().await?;
        let personne = redeem(&mut tx, now, token, channel, address).await?;
        tx.commit(&self.hub).await?;
        Ok(personne)
    }

    /// The account itself.
    pub async fn find_compte(&self, id: Uuid) -> Result<Option<Personne>> {
        let mut tx = self.db.read().await?;
        find_compte(&mut tx, id).await
    }

    pub async fn find_personne(&self, channel: Channel, address: &str) -> Result<Option<Personne>> {
        let mut tx = self.db.read().await?;
        find_personne(&mut tx, channel, address).await
    }
}

fn ttl(hours: i64) -> i64 {
    TimeDelta::try_hours(hours).and_then(|ttl| ttl.num_microseconds()).unwrap_or(i64::MAX)
}

/// One statement uses the invitation, so that two people who hold the same link cannot both be let in.
pub(crate) async fn redeem(
    tx: &mut Tx,
    now: DateTime<Utc>,
    token: &str,
    channel: Channel,
    address: &str,
) -> Result<Option<Personne>> {
    let used = fetch_optional!(
        tx,
        (Uuid,),
        "UPDATE invitation SET used_at = $2 WHERE empreinte = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING personne",
        empreinte(token),
        micros(now)
    );
    let Some((id,)) = used else { return Ok(None) };
    bind(tx, now, channel, address, id).await?;
    find_personne(tx, channel, address).await
}

/// From now on this address is hers.
pub(crate) async fn bind(
    tx: &mut Tx,
    now: DateTime<Utc>,
    channel: Channel,
    address: &str,
    personne: Uuid,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO adresse (channel, address, personne, bound_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (channel, address) DO UPDATE SET
            personne = excluded.personne, bound_at = excluded.bound_at",
        channel.key(),
        clean(address),
        personne,
        micros(now)
    );
    Ok(())
}

pub(crate) async fn find_compte(tx: &mut Tx, id: Uuid) -> Result<Option<Personne>> {
    let row = fetch_optional!(tx, Row, "SELECT id, email, nom, role FROM personne WHERE id = $1", id);
    row.map(Row::read).transpose()
}

/// By email she is whoever has this address; elsewhere, whoever was bound to it.
pub(crate) async fn find_personne(tx: &mut Tx, channel: Channel, address: &str) -> Result<Option<Personne>> {
    if channel == Channel::Courriel {
        let row = fetch_optional!(
            tx,
            Row,
            "SELECT id, email, nom, role FROM personne WHERE email = $1",
            clean(address).to_lowercase()
        );
        return row.map(Row::read).transpose();
    }
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT p.id, p.email, p.nom, p.role FROM adresse a JOIN personne p ON p.id = a.personne
         WHERE a.channel = $1 AND a.address = $2",
        channel.key(),
        clean(address)
    );
    row.map(Row::read).transpose()
}

pub(crate) async fn find_id(tx: &mut Tx, id: Uuid) -> Result<Option<Personne>> {
    let row = fetch_optional!(tx, Row, "SELECT id, email, nom, role FROM personne WHERE id = $1", id);
    row.map(Row::read).transpose()
}
