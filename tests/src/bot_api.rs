//! A Bot API server over HTTP, in place of Telegram: chats, updates by polling or webhook, files, faults.
//!
//! Every call is checked against the published specification (`bot_api/spec.json` names its source); what
//! breaks it is answered 400, as Telegram does, and kept: a test ends with [`Server::assert_valid`].

mod chat;
mod html;
mod serve;
mod spec;
mod upload;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;

pub use chat::{Button, Person, Shown};
pub use upload::SentFile;

/// Longest wait for something to happen. Only a failing test waits that long.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// What the server does wrong, once each, on the next call it fits.
#[derive(Debug, Clone)]
pub enum Fault {
    /// 429 with `retry_after` seconds for messages to this chat.
    TooMany { chat: i64, retry_after: i64 },
    /// 500 without doing anything.
    Internal { method: &'static str },
    /// The call is carried out and the connection dropped before the answer.
    LostAnswer { method: &'static str },
    /// 403 for every message to this chat, until further notice.
    Blocked { chat: i64 },
    /// 400 « can't parse entities » for the next message with markup.
    Markup,
    /// 401 for the next message, as when the token was withdrawn.
    Unauthorized,
    /// 400 « query is too old » for the next answer to a tap.
    OldQuery,
}

#[derive(Default)]
pub(crate) struct World {
    updates: VecDeque<(i64, Value)>,
    last_update: i64,
    last_message: i64,
    webhook: Option<(String, String)>,
    chats: BTreeMap<i64, Vec<Shown>>,
    files: HashMap<String, (String, Vec<u8>)>,
    faults: Vec<Fault>,
    /// Every call: method and parameters.
    calls: Vec<(String, Value)>,
    violations: Vec<String>,
}

/// A running server.
#[derive(Clone)]
pub struct Server {
    world: Arc<Mutex<World>>,
    changed: Arc<watch::Sender<u64>>,
    pub url: String,
}

/// The token this server takes.
pub const TOKEN: &str = "123456:synthetic-token";

impl Server {
    pub async fn start() -> Server {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Server { world: Arc::default(), changed: Arc::new(watch::Sender::new(0)), url };
        let router = serve::router(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        tokio::spawn(serve::webhooks(server.clone()));
        server
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    pub(crate) fn touch(&self) {
        self.changed.send_modify(|n| *n += 1);
    }

    /// A person with a private chat; the chat's id is hers.
    pub fn person(&self, id: i64, first_name: &str) -> Person {
        Person::new(self.clone(), id, first_name)
    }

    pub fn fault(&self, fault: Fault) {
        self.world().faults.push(fault);
    }

    /// Calls of a method so far.
    pub fn calls(&self, method: &str) -> Vec<Value> {
        self.world().calls.iter().filter(|(name, _)| name == method).map(|(_, value)| value.clone()).collect()
    }

    /// Waits until this holds, woken by each change.
    pub async fn until(&self, what: &str, mut holds: impl FnMut(&Server) -> bool) {
        let mut changed = self.changed.subscribe();
        let waited = tokio::time::timeout(PATIENCE, async {
            while !holds(self) {
                changed.changed().await.unwrap();
            }
        });
        if waited.await.is_err() {
            let chats: Vec<String> = self
                .world()
                .chats
                .iter()
                .map(|(id, shown)| format!("chat {id}: {:#?}", shown.last()))
                .collect();
            panic!(
                "waited in vain for: {what}\n{}\nviolations: {:#?}",
                chats.join("\n"),
                self.world().violations
            );
        }
    }

    /// No call broke the specification.
    pub fn assert_valid(&self) {
        let violations = self.world().violations.clone();
        assert!(violations.is_empty(), "{violations:#?}");
    }

    /// All updates were confirmed or taken by the webhook.
    pub async fn until_drained(&self) {
        self.until("all updates taken", |server| server.world().updates.is_empty()).await;
    }

    /// Hands an update to the bot. The same JSON twice is the same update twice.
    pub fn push(&self, mut update: Value) -> i64 {
        let mut world = self.world();
        world.last_update += 1;
        let id = world.last_update;
        update["update_id"] = json!(id);
        world.updates.push_back((id, update));
        drop(world);
        self.touch();
        id
    }

    pub(crate) fn next_message_id(&self) -> i64 {
        let mut world = self.world();
        world.last_message += 1;
        world.last_message
    }

    /// A file the bot can fetch.
    pub(crate) fn add_file(&self, path: &str, content: &[u8]) -> String {
        let mut world = self.world();
        let id = format!("file-{}", world.files.len() + 1);
        world.files.insert(id.clone(), (path.to_owned(), content.to_vec()));
        id
    }
}
