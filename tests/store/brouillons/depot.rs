//! Reads `tests/drafts/` and lays each database as the version that wrote it had it.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use guichet_core::dossier::Dossier;
use guichet_core::message::Message;
use guichet_store::Channel;
use serde_json::Value;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqlSafeStr};
use tempfile::TempDir;

use super::personne;
use crate::bench::Bench;

/// A database that was kept, with one person in it.
pub struct Garde {
    /// `SCHEMA-REVISION`.
    pub folder: String,
    pub revision: String,
    /// Folder and file, for messages.
    pub name: String,
    schema: usize,
    tables: serde_json::Map<String, Value>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folders() -> Vec<PathBuf> {
    sorted(&root().join("drafts")).into_iter().filter(|path| path.is_dir()).collect()
}

/// Every database of every version.
pub fn gardes() -> Vec<Garde> {
    let mut out = Vec::new();
    for folder in folders() {
        let version = name(&folder);
        let (schema, revision) = version.split_once('-').expect("SCHEMA-REVISION");
        for path in sorted(&folder).into_iter().filter(|path| name(path) != "messages") {
            let Value::Object(tables) = read(&path) else { panic!("{}: tables", path.display()) };
            out.push(Garde {
                folder: version.clone(),
                revision: revision.to_owned(),
                name: format!("{version}/{}", name(&path)),
                schema: schema.parse().expect("the number of a migration"),
                tables,
            });
        }
    }
    assert!(!out.is_empty(), "tests/drafts holds what earlier versions stored");
    out
}

/// One outbox payload of each kind, by version.
pub fn messages() -> Vec<(String, Vec<Value>)> {
    let of = |folder: PathBuf| {
        let payloads = read(&folder.join("messages.json"))["payloads"].as_array().expect("a list").clone();
        (name(&folder), payloads)
    };
    folders().into_iter().map(of).collect()
}

impl Garde {
    fn rows(&self, table: &str) -> &[Value] {
        self.tables.get(table).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// As today's version reads it.
    pub fn dossiers(&self) -> Vec<Dossier> {
        let read = |row: &Value| serde_json::from_value(row["faits"].clone());
        self.rows("dossier").iter().map(read).collect::<Result<_, _>>().unwrap_or_else(|error| {
            panic!("{}: a dossier cannot be read: {error}", self.name);
        })
    }

    /// The current one.
    pub fn dossier(&self) -> Dossier {
        let current = self.rows("conversation")[0]["document"]["dossier"].clone();
        let dossiers = self.dossiers().into_iter();
        dossiers.into_iter().find(|dossier| current == dossier.id.to_string()).expect("a current dossier")
    }

    fn last_row(&self) -> &Value {
        self.rows("outbox")
            .iter()
            .rfind(|row| row["payload"]["Message"].is_object() && row["channel"] != "courriel")
            .expect("she was answered")
    }

    pub fn last_message(&self) -> Message {
        personne::message(serde_json::from_value(self.last_row()["payload"].clone()).expect("a payload"))
    }

    /// The channel and address where she was last.
    pub fn way(&self) -> (Channel, &str) {
        let row = self.last_row();
        let channel = serde_json::from_value(row["channel"].clone()).expect("a channel");
        (channel, row["address"].as_str().expect("an address"))
    }

    /// The database, brought up to date by today's version.
    pub async fn open(&self, postgres: bool) -> Bench {
        self.open_with(postgres, &[]).await
    }

    /// With more rows in it.
    pub async fn open_with(&self, postgres: bool, more: &[(&str, Vec<Value>)]) -> Bench {
        let mut tables: Vec<(&str, Vec<Value>)> = self
            .tables
            .iter()
            .map(|(table, rows)| (table.as_str(), rows.as_array().expect("rows").clone()))
            .collect();
        tables.extend(more.iter().cloned());
        if postgres {
            let url = guichet_tests::pg::database();
            lay_postgres(&url, self.schema, &tables).await;
            Bench::on(url, None).await
        } else {
            let folder = tempfile::tempdir().expect("a folder");
            let url = lay_sqlite(&folder, self.schema, &tables).await;
            Bench::on(url, Some(folder)).await
        }
    }
}

/// The first steps of the schema, as the store runs them.
fn migrator(back_end: &str, schema: usize) -> Migrator {
    let files = sorted(&root().join("../core/store/migrations").join(back_end));
    let steps = (1..).zip(files).take(schema).map(|(version, path)| {
        let sql = fs::read_to_string(&path).expect("a migration");
        let sql = AssertSqlSafe(sql).into_sql_str();
        Migration::new(version, name(&path).into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}

async fn lay_sqlite(folder: &TempDir, schema: usize, tables: &[(&str, Vec<Value>)]) -> String {
    let url = format!("sqlite:{}", folder.path().join("guichet.db").display());
    let options = SqliteConnectOptions::from_str(&url).expect("an address").create_if_missing(true);
    let mut conn = options.foreign_keys(false).connect().await.expect("created");
    migrator("sqlite", schema).run(&mut conn).await.expect("migrated");
    for (table, rows) in tables {
        let columns: Vec<(String, String)> = sqlx::query_as("SELECT name, type FROM pragma_table_info($1)")
            .bind(table)
            .fetch_all(&mut conn)
            .await
            .expect("described");
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let values: Vec<String> = columns
            .iter()
            .map(|(name, kind)| match kind.as_str() {
                "BLOB" => format!("unhex(value ->> '$.{name}', '-')"),
                _ => format!("value ->> '$.{name}'"),
            })
            .collect();
        let sql = format!(
            "INSERT INTO {table} ({}) SELECT {} FROM json_each($1)",
            names.join(", "),
            values.join(", ")
        );
        let rows = Value::Array(rows.clone()).to_string();
        sqlx::query(AssertSqlSafe(sql)).bind(rows).execute(&mut conn).await.expect("written");
    }
    conn.close().await.expect("closed");
    url
}

async fn lay_postgres(url: &str, schema: usize, tables: &[(&str, Vec<Value>)]) {
    let mut conn = PgConnection::connect(url).await.expect("connects");
    migrator("postgres", schema).run(&mut conn).await.expect("migrated");
    // Rows come in any order.
    sqlx::query("SET session_replication_role = replica").execute(&mut conn).await.expect("set");
    for (table, rows) in tables {
        let sql = format!(
            "INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::{table}, $1::jsonb)"
        );
        let rows = Value::Array(rows.clone()).to_string();
        sqlx::query(AssertSqlSafe(sql)).bind(rows).execute(&mut conn).await.expect("written");
    }
    for table in ["journal", "outbox"] {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) + 1 FROM {table}))"
        );
        sqlx::query(AssertSqlSafe(sql)).execute(&mut conn).await.expect("set");
    }
    conn.close().await.expect("closed");
}
