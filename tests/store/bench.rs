//! A store on one back end, and the words of the stories.

use chrono::{DateTime, TimeDelta, Utc};
use guichet_core::annuaire::{Entite, Individu, Personne, Role};
use guichet_core::catalogue::Catalogue;
use guichet_core::dossier::Dossier;
use guichet_core::engine::Cadre;
use guichet_core::event::Event;
use guichet_core::message::Message;
use guichet_store::{
    Channel, InboxClaim, Incoming, OutboxClaim, Payload, Played, Received, SendOutcome, Store,
};
use tempfile::TempDir;
use uuid::Uuid;

/// Synthetic: well-formed SIRETs of nobody.
pub const BOULANGERIE: &str = "90000000100017";
pub const COIFFURE: &str = "90000000200015";

pub struct Bench {
    pub store: Store,
    pub url: String,
    pub cadre: Cadre,
    _folder: Option<TempDir>,
}

/// So many seconds after the story began.
pub fn at(seconds: i64) -> DateTime<Utc> {
    let begin = DateTime::from_timestamp(1_767_600_000, 123_456_000).expect("an instant");
    begin + TimeDelta::seconds(seconds)
}

pub fn entite(siret: &str, raison_sociale: &str, enseigne: Option<&str>) -> Entite {
    Entite {
        siret: siret.to_owned(),
        raison_sociale: raison_sociale.to_owned(),
        enseigne: enseigne.map(str::to_owned),
        rue: Some("1 rue du Four".to_owned()),
        code_postal: Some("69001".to_owned()),
        ville: Some("Lyon".to_owned()),
        idcc: Some("0843".to_owned()),
    }
}

pub fn individu(siret: &str, nom: &str, prenom: &str, matricule: Option<&str>) -> Individu {
    Individu {
        id: Uuid::new_v4(),
        siret: siret.to_owned(),
        nom: nom.to_owned(),
        prenom: prenom.to_owned(),
        email: None,
        telephone: None,
        csp: None,
        rue: None,
        code_postal: None,
        ville: None,
        matricule: matricule.map(str::to_owned),
    }
}

pub fn received(channel: Channel, address: &str, key: &str, now: DateTime<Utc>) -> Received {
    Received {
        channel,
        dedupe_key: key.to_owned(),
        address: Some(address.to_owned()),
        group: None,
        raw: key.as_bytes().to_vec(),
        not_before: now,
    }
}

pub fn text(text: &str) -> Incoming {
    Incoming {
        event: Event::Text { text: text.to_owned(), message: None },
        puis: Vec::new(),
        invitation: None,
    }
}

pub fn keys(claim: &InboxClaim) -> Vec<&str> {
    claim.rows.iter().map(|row| row.text().expect("text")).collect()
}

pub fn done() -> SendOutcome {
    SendOutcome::Done { remote_id: Some("7".to_owned()) }
}

pub fn messages(claim: &OutboxClaim) -> Vec<&Message> {
    claim
        .rows
        .iter()
        .filter_map(|row| match &row.payload {
            Payload::Message(message) => Some(message.as_ref()),
            Payload::Transmission { .. }
            | Payload::Pieces { .. }
            | Payload::Rapport { .. }
            | Payload::Support(_)
            | Payload::Fichier(_) => None,
        })
        .collect()
}

impl Bench {
    pub async fn sqlite() -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("var/guichet.db").display());
        Bench::open(url, Some(folder)).await
    }

    pub async fn postgres() -> Bench {
        Bench::open(guichet_tests::pg::database(), None).await
    }

    /// On a database that may hold something.
    pub async fn on(url: String, folder: Option<TempDir>) -> Bench {
        let store = Store::open(&url).await.expect("the store opens");
        let catalogue = Catalogue::embedded().expect("the embedded catalogue is right");
        let cadre = Cadre {
            catalogue,
            support_email: "support@example.org".to_owned(),
            nouvelles: Default::default(),
            support: Default::default(),
        };
        Bench { store, url, cadre, _folder: folder }
    }

    async fn open(url: String, folder: Option<TempDir>) -> Bench {
        let bench = Bench::on(url, folder).await;
        let entites = [
            entite(BOULANGERIE, "Boulangerie Dupont", Some("Au Bon Pain")),
            entite(COIFFURE, "Salon Élégance", None),
        ];
        bench.store.import_entites(&entites).await.expect("two companies");
        bench
    }

    /// Another process on the same database.
    pub async fn twin(&self) -> Bench {
        let store = Store::open(&self.url).await.expect("the store opens again");
        Bench { store, url: self.url.clone(), cadre: self.cadre.clone(), _folder: None }
    }

    /// Title of a request.
    pub fn titre(&self, dossier: &Dossier) -> Option<String> {
        self.cadre.catalogue.resume(dossier).titre
    }

    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// An account of this company, bound to an address.
    pub async fn personne(&self, email: &str, siret: &str, channel: Channel, address: &str) -> Personne {
        let invitation = self
            .store
            .inviter(at(0), email, siret, Role::Adherent, 24)
            .await
            .expect("an invitation")
            .expect("the company is known");
        let personne = self.store.redeem(at(0), &invitation.token, channel, address).await;
        personne.expect("the store works").expect("the invitation is good")
    }

    pub async fn receive(&self, channel: Channel, address: &str, key: &str, now: DateTime<Utc>) {
        let new = self.store.receive(now, &[received(channel, address, key, now)], None).await;
        assert_eq!(new.expect("stored"), [true], "{key} is new");
    }

    pub async fn claim(&self, now: DateTime<Utc>) -> Option<InboxClaim> {
        let channels = [Channel::Telegram, Channel::Courriel, Channel::Web];
        self.store.claim_inbox(now, &channels).await.expect("the store works")
    }

    pub async fn play(&self, now: DateTime<Utc>, claim: &InboxClaim, incoming: &Incoming) -> Played {
        self.store.play(&self.cadre, now, claim, incoming).await.expect("the turn is played")
    }

    /// Receives, claims and plays one message.
    pub async fn say(&self, channel: Channel, address: &str, said: &str, now: DateTime<Utc>) -> Played {
        self.turn(channel, address, &text(said), now).await
    }

    pub async fn turn(
        &self,
        channel: Channel,
        address: &str,
        incoming: &Incoming,
        now: DateTime<Utc>,
    ) -> Played {
        self.receive(channel, address, &Uuid::new_v4().to_string(), now).await;
        let claim = self.store.claim_inbox(now, &[channel]).await.expect("the store works");
        let claim = claim.expect("what was said waits");
        assert_eq!(claim.rows[0].address, address);
        self.play(now, &claim, incoming).await
    }

    pub async fn outbox(&self, now: DateTime<Utc>, channel: Channel) -> Option<OutboxClaim> {
        self.store.claim_outbox(now, channel).await.expect("the store works")
    }

    pub async fn settle(&self, claim: &OutboxClaim, ids: &[i64], outcome: &SendOutcome) {
        self.store.settle_outbox(claim, ids, outcome).await.expect("settled");
    }

    /// Runs a statement behind the store's back.
    pub async fn raw(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        use sqlx::Connection;
        if self.is_postgres() {
            let mut conn = sqlx::PgConnection::connect(&self.url).await?;
            sqlx::query(sql).execute(&mut conn).await?;
        } else {
            let mut conn = sqlx::SqliteConnection::connect(&self.url).await?;
            sqlx::query(sql).execute(&mut conn).await?;
        }
        Ok(())
    }

    /// (count) of a query that counts.
    pub async fn count(&self, sql: &'static str) -> i64 {
        use sqlx::Connection;
        if self.is_postgres() {
            let mut conn = sqlx::PgConnection::connect(&self.url).await.expect("connects");
            sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("a count")
        } else {
            let mut conn = sqlx::SqliteConnection::connect(&self.url).await.expect("connects");
            sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("a count")
        }
    }
}
