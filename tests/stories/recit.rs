//! The transcript of a conversation on a store of its own.

use std::fmt::Write;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use guichet_core::catalogue::Catalogue;
use guichet_core::engine::Cadre;
use guichet_core::event::{Event, Fichier, FichierRecu};
use guichet_store::{Channel, FilEntry, Incoming, Received, Store};
use guichet_tests::guichet::{LILAS, entites, individus, invite};
use tempfile::TempDir;

const SESSION: &str = "session";

pub struct Recit {
    store: Store,
    cadre: Cadre,
    _folder: TempDir,
    now: DateTime<Utc>,
    turns: u32,
    transcript: String,
    /// Who speaks, and on which session.
    qui: (&'static str, &'static str),
}

impl Recit {
    /// Camille, invited, in front of an empty conversation, on 20 January 2027 at 20:15 in Paris.
    pub async fn begin() -> Recit {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&format!("sqlite:{}", folder.path().join("recit.db").display())).await.unwrap();
        store.import_entites(&entites()).await.unwrap();
        store.import_individus(&individus()).await.unwrap();
        let token = invite(&store, "camille.martin@example.org", LILAS).await;
        let now = Utc.with_ymd_and_hms(2027, 1, 20, 19, 15, 0).unwrap();
        store.redeem(now, &token, Channel::Web, SESSION).await.unwrap().expect("the invitation is good");
        let cadre = Cadre {
            catalogue: Catalogue::embedded().unwrap(),
            support_email: "support-connect@opcoep.fr".to_owned(),
            nouvelles: Default::default(),
            support: Default::default(),
        };
        let mut recit = Recit {
            store,
            cadre,
            _folder: folder,
            now,
            turns: 0,
            transcript: String::new(),
            qui: ("Camille", SESSION),
        };
        recit.play(Event::Opened).await;
        recit
    }

    /// Somebody else of the same company comes, and speaks from now on.
    pub async fn joins(&mut self, prenom: &'static str, email: &str) {
        let token = invite(&self.store, email, LILAS).await;
        self.store.redeem(self.now, &token, Channel::Web, prenom).await.unwrap().expect("invited");
        self.turns_to(prenom, prenom);
        self.play(Event::Opened).await;
    }

    pub fn camille(&mut self) {
        self.turns_to("Camille", SESSION);
    }

    pub fn turns_to(&mut self, prenom: &'static str, session: &'static str) {
        self.qui = (prenom, session);
        write!(self.transcript, "\n════════ Chez {prenom}\n\n").unwrap();
    }

    pub async fn says(&mut self, text: &str) {
        write!(self.transcript, "\n──────── {} : {text}\n\n", self.qui.0).unwrap();
        let message = Some(format!("m{}", self.turns));
        self.play(Event::Text { text: text.to_owned(), message }).await;
    }

    pub async fn sends(&mut self, name: &str, mime: &str) {
        write!(self.transcript, "\n──────── {} : [{name}]\n\n", self.qui.0).unwrap();
        let file = FichierRecu {
            sha256: format!("{:064x}", self.turns),
            name: name.to_owned(),
            size: 18_000,
            mime: Some(mime.to_owned()),
        };
        self.play(Event::Files { files: vec![Fichier::Stored(file)], caption: None }).await;
    }

    async fn play(&mut self, event: Event) {
        self.turns += 1;
        self.now += TimeDelta::seconds(20);
        let input = Received {
            channel: Channel::Web,
            dedupe_key: self.turns.to_string(),
            address: Some(self.qui.1.to_owned()),
            group: None,
            raw: Vec::new(),
            not_before: self.now,
        };
        self.store.receive(self.now, &[input], None).await.unwrap();
        let claim = self.store.claim_inbox(self.now, &[Channel::Web]).await.unwrap().expect("the input");
        let incoming = Incoming { event, puis: Vec::new(), invitation: None };
        self.store.play(&self.cadre, self.now, &claim, &incoming).await.unwrap();
        let entries = self.store.fil(Channel::Web, self.qui.1, 1).await.unwrap();
        let Some(FilEntry::Out { message, .. }) = entries.last() else { panic!("nothing was said") };
        self.transcript.push_str(&guichet_templates::texte(message));
        self.transcript.push('\n');
    }

    pub async fn end(self) -> String {
        self.store.close().await;
        self.transcript
    }
}
