//! Keeps drafts of this version, for all later ones to open: see README.md.
//!
//!     cargo run -p guichet-tests --example record_drafts -- tests/drafts/NAME
#![expect(clippy::unwrap_used, reason = "a tool of the tests: what cannot be recorded ends it")]

mod scripts;

use std::path::Path;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use guichet_core::annuaire::{Entite, Individu, Role};
use guichet_core::catalogue::Catalogue;
use guichet_core::engine::Cadre;
use guichet_core::event::{Event, Fichier, FichierRecu};
use guichet_store::{Channel, Incoming, Payload, Received, Store};
use scripts::Acte;
use serde_json::{Map, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, Connection, Row, SqliteConnection, ValueRef};
use uuid::Uuid;

/// What is kept of a database, in the order the rows can be written back.
const TABLES: [&str; 10] = [
    "entite",
    "individu",
    "personne",
    "rattachement",
    "adresse",
    "conversation",
    "dossier",
    "compteur",
    "journal",
    "outbox",
];

/// Synthetic: well-formed SIRETs of nobody.
const LILAS: &str = "90000000100017";
const HALLES: &str = "90000000200015";

/// 20 January 2027, 20:15 in Paris: more than a month before the first training.
fn begin() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 1, 20, 19, 15, 0).unwrap()
}

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).expect("the folder to write to");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for (name, before, last) in scripts::ACTION_INDIVIDUELLE {
        let acts: Vec<&Acte> = before.iter().copied().flatten().chain(last.iter()).collect();
        let dump = record(&acts).await;
        std::fs::write(folder.join(format!("{name}.json")), by_row(&dump)).unwrap();
        println!("{name}: {} acts, at {}", acts.len(), dump["conversation"][0]["document"]["place"]);
    }
    let messages: Vec<Value> = guichet_templates::samples::samples()
        .into_iter()
        .map(|(_, message)| serde_json::to_value(Payload::Message(Box::new(message))).unwrap())
        .collect();
    std::fs::write(folder.join("messages.json"), by_row(&serde_json::json!({ "payloads": messages })))
        .unwrap();
}

/// JSON with a line for each row.
fn by_row(dump: &Value) -> String {
    let tables = dump.as_object().unwrap().iter().map(|(table, rows)| {
        let rows: Vec<String> = rows.as_array().unwrap().iter().map(Value::to_string).collect();
        format!("\"{table}\": [\n{}\n]", rows.join(",\n"))
    });
    format!("{{\n{}\n}}\n", tables.collect::<Vec<_>>().join(",\n"))
}

async fn record(acts: &[&Acte]) -> Value {
    let temporary = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", temporary.path().join("guichet.db").display());
    let store = Store::open(&url).await.unwrap();
    let cadre = Cadre {
        catalogue: Catalogue::embedded().expect("the embedded catalogue is right"),
        support_email: "support-connect@opcoep.fr".to_owned(),
        nouvelles: Default::default(),
        support: Default::default(),
    };
    fill_directory(&store).await;
    for (channel, address) in [(Channel::Telegram, "1001"), (Channel::Web, "session-1001")] {
        let email = "camille.martin@example.org";
        let invitation = store.inviter(begin(), email, LILAS, Role::Adherent, 24).await.unwrap().unwrap();
        store.redeem(begin(), &invitation.token, channel, address).await.unwrap().unwrap();
    }
    let mut conn = SqliteConnection::connect(&url).await.unwrap();
    let mut way = (Channel::Telegram, "1001");
    for (minute, act) in (1..).zip(acts) {
        let now = begin() + TimeDelta::minutes(minute);
        let event = match act {
            Acte::Web => {
                way = (Channel::Web, "session-1001");
                continue;
            }
            Acte::Dit(text) => Event::Text { text: (*text).to_owned(), message: Some(format!("m{minute}")) },
            Acte::Touche(label) => tap(&mut conn, label).await,
            Acte::Envoie(name) => Event::Files { files: vec![file(name)], caption: None },
        };
        let received = Received {
            channel: way.0,
            dedupe_key: minute.to_string(),
            address: Some(way.1.to_owned()),
            group: None,
            raw: minute.to_string().into_bytes(),
            not_before: now,
        };
        store.receive(now, &[received], None).await.unwrap();
        let claim = store.claim_inbox(now, &[way.0]).await.unwrap().expect("it was received");
        store
            .play(&cadre, now, &claim, &Incoming { event, puis: Vec::new(), invitation: None })
            .await
            .unwrap();
    }
    let mut dump = Map::new();
    for table in TABLES {
        // The order of a table's own key: the same rows make the same file.
        let sql = sqlx::AssertSqlSafe(format!("SELECT * FROM {table} ORDER BY 1"));
        let rows = sqlx::query(sql).fetch_all(&mut conn).await.unwrap();
        let mut rows: Vec<Value> = rows.iter().map(row).collect();
        if table == "outbox" {
            // What was said last; « messages » has every kind.
            rows.drain(..rows.len().saturating_sub(2));
        }
        dump.insert(table.to_owned(), Value::Array(rows));
    }
    store.close().await;
    Value::Object(dump)
}

async fn fill_directory(store: &Store) {
    let entite = |siret: &str, nom: &str, enseigne: Option<&str>| Entite {
        siret: siret.to_owned(),
        raison_sociale: nom.to_owned(),
        enseigne: enseigne.map(str::to_owned),
        rue: Some("12 rue des Lilas".to_owned()),
        code_postal: Some("44000".to_owned()),
        ville: Some("Nantes".to_owned()),
        idcc: Some("0843".to_owned()),
    };
    let entites = [
        entite(LILAS, "Boulangerie des Lilas", None),
        entite(HALLES, "SARL Fournil", Some("Fournil des Halles")),
    ];
    store.import_entites(&entites).await.unwrap();
    let individu = |n: u128, nom: &str, prenom: &str, csp: Option<&str>| Individu {
        id: Uuid::from_u128(n),
        siret: LILAS.to_owned(),
        nom: nom.to_owned(),
        prenom: prenom.to_owned(),
        email: Some(format!("{}@example.org", prenom.to_lowercase())),
        telephone: Some("+33612345678".to_owned()),
        csp: csp.map(str::to_owned),
        rue: None,
        code_postal: None,
        ville: None,
        matricule: Some(format!("M{n}")),
    };
    let individus = [
        individu(11, "Dupont", "Marie", Some("employe")),
        individu(12, "Benali", "Karim", Some("ouvrier_qualifie")),
        individu(13, "Na", "Li", None),
    ];
    store.import_individus(&individus).await.unwrap();
}

/// A tap on the button of this label, on the card last shown.
async fn tap(conn: &mut SqliteConnection, label: &str) -> Event {
    let (document,): (String,) =
        sqlx::query_as("SELECT document FROM conversation").fetch_one(conn).await.unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let choices = document["carte"]["choices"].as_array().unwrap();
    let Some(choice) = choices.iter().position(|choice| choice["label"] == label) else {
        panic!("no button « {label} » at {}: {choices:#?}", document["place"]);
    };
    let card = u32::try_from(document["carte"]["serial"].as_u64().unwrap()).unwrap();
    Event::Tap { card, choice: u16::try_from(choice).unwrap() }
}

fn file(name: &str) -> Fichier {
    Fichier::Stored(FichierRecu {
        sha256: format!("{:0>64}", name.bytes().map(|b| format!("{b:02x}")).collect::<String>()),
        name: name.to_owned(),
        size: 18_000,
        mime: Some(if name.ends_with(".pdf") { "application/pdf" } else { "image/jpeg" }.to_owned()),
    })
}

/// Column to value: identifiers as they are written, documents as the JSON they are.
fn row(row: &SqliteRow) -> Value {
    let mut out = Map::new();
    for (i, column) in row.columns().iter().enumerate() {
        let raw = row.try_get_raw(i).unwrap();
        let value = match raw.type_info().to_string().as_str() {
            _ if raw.is_null() => Value::Null,
            "BLOB" => Value::String(Uuid::from_slice(row.get(i)).unwrap().hyphenated().to_string()),
            "TEXT" => {
                let text: String = row.get(i);
                match column.name() {
                    "document" | "faits" | "what" | "payload" => serde_json::from_str(&text).unwrap(),
                    _ => Value::String(text),
                }
            }
            "BOOLEAN" => Value::Bool(row.get(i)),
            _ => Value::from(row.get::<i64, _>(i)),
        };
        out.insert(column.name().to_owned(), value);
    }
    Value::Object(out)
}
