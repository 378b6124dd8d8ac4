//! The real binary, as a process of its own in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use guichet_core::annuaire::{Entite, Individu, Role};
use guichet_store::Store;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use uuid::Uuid;

use crate::ports::free_port;

/// A place to run `guichet` in: folder, environment, database.
pub struct Atelier {
    folder: TempDir,
    environment: Vec<(String, String)>,
    pub port: u16,
}

/// A running `guichet serve`. Killed when dropped.
pub struct Guichet {
    child: Child,
    pub url: String,
}

impl Atelier {
    /// An empty folder, SQLite, a free port of loopback.
    pub fn new() -> Atelier {
        let port = free_port();
        let mut atelier = Atelier { folder: tempfile::tempdir().unwrap(), environment: Vec::new(), port };
        atelier.set("LISTEN_ADDR", &format!("127.0.0.1:{port}"));
        atelier.set("SECRET_KEY", "synthetic-key-for-tests");
        atelier.set("RUST_LOG", "warn");
        atelier
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database of the process, opened beside it.
    pub async fn store(&self) -> Store {
        let url = self
            .environment
            .iter()
            .rev()
            .find(|(name, _)| name == "DATABASE_URL")
            .map(|(_, url)| url.clone());
        let default = format!("sqlite:{}", self.folder().join("var/guichet.db").display());
        Store::open(&url.unwrap_or(default)).await.unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(self.folder()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.kill_on_drop(true);
        command
    }

    /// Starts serving and waits until it answers.
    pub async fn serve(&self) -> Guichet {
        let child = self.command(&["serve"]).stdout(Stdio::null()).spawn().unwrap();
        let mut guichet = Guichet { child, url: format!("http://127.0.0.1:{}", self.port) };
        let client = reqwest::Client::new();
        let health = format!("{}/healthz", guichet.url);
        let up = async {
            while !client.get(&health).send().await.is_ok_and(|answer| answer.status().is_success()) {
                if let Some(status) = guichet.child.try_wait().unwrap() {
                    panic!("guichet ended before it answered: {status}");
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), up).await.expect("guichet answers /healthz");
        guichet
    }

    /// Fictitious directory, and an invitation for its owner.
    pub async fn settle(&self, email: &str) -> String {
        let store = self.store().await;
        store.import_entites(&entites()).await.unwrap();
        store.import_individus(&individus()).await.unwrap();
        let token = invite(&store, email, LILAS).await;
        store.close().await;
        token
    }
}

impl Default for Atelier {
    fn default() -> Self {
        Self::new()
    }
}

impl Guichet {
    /// SIGKILL: no time to put anything in order.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// SIGTERM, and its exit code.
    pub async fn stop(mut self) -> Option<i32> {
        let pid = self.child.id().unwrap().to_string();
        std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await.unwrap().unwrap().code()
    }
}

/// An invitation's token.
pub async fn invite(store: &Store, email: &str, siret: &str) -> String {
    let now = chrono::DateTime::from_timestamp(4_000_000_000, 0).unwrap();
    let invited = store.inviter(now, email, siret, Role::Adherent, 24).await.unwrap();
    invited.expect("the SIRET is in the directory").token
}

/// `target/debug/guichet`, beside the test programs; `tests/run` builds it first.
fn binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let binary = test.parent().and_then(Path::parent).unwrap().join("guichet");
    assert!(
        binary.exists(),
        "{} is missing: `cargo build -p guichet` first (tests/run does)",
        binary.display()
    );
    binary
}

pub const LILAS: &str = "73282932000074";
pub const HALLES: &str = "55208131766522";

/// Fictitious companies.
pub fn entites() -> Vec<Entite> {
    [(LILAS, "Boulangerie des Lilas"), (HALLES, "Fournil des Halles")]
        .into_iter()
        .map(|(siret, nom)| Entite {
            siret: siret.to_owned(),
            raison_sociale: nom.to_owned(),
            enseigne: None,
            rue: Some("12 rue des Lilas".to_owned()),
            code_postal: Some("44000".to_owned()),
            ville: Some("Nantes".to_owned()),
            idcc: Some("0843".to_owned()),
        })
        .collect()
}

/// Fictitious employees.
pub fn individus() -> Vec<Individu> {
    [
        (LILAS, "Marie", "Dupont", "employe"),
        (LILAS, "Karim", "Benali", "ouvrier_qualifie"),
        (HALLES, "Paul", "Durand", "employe"),
    ]
    .into_iter()
    .map(|(siret, prenom, nom, csp)| Individu {
        id: Uuid::new_v4(),
        siret: siret.to_owned(),
        nom: nom.to_owned(),
        prenom: prenom.to_owned(),
        email: None,
        telephone: None,
        csp: Some(csp.to_owned()),
        rue: None,
        code_postal: None,
        ville: None,
        matricule: None,
    })
    .collect()
}
