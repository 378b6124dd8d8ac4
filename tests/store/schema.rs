//! Both back ends hold the same tables and columns, and the settings that the promises rest on.

use std::collections::BTreeMap;

use sqlx::Connection;

use crate::bench::{BOULANGERIE, Bench, at};
use guichet_store::Channel;

type Columns = BTreeMap<String, Vec<String>>;

const SQLITE: &str = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2";
const POSTGRES: &str = "SELECT table_name::text, column_name::text FROM information_schema.columns
    WHERE table_schema = 'public' ORDER BY 1, 2";

fn by_table(rows: Vec<(String, String)>) -> Columns {
    let mut columns = Columns::new();
    for (table, column) in rows.into_iter().filter(|(table, _)| !table.starts_with("_sqlx")) {
        columns.entry(table).or_default().push(column);
    }
    for list in columns.values_mut() {
        list.sort();
    }
    columns
}

#[tokio::test]
async fn the_same_tables_and_columns() {
    let (sqlite, postgres) = (Bench::sqlite().await, Bench::postgres().await);
    let mut conn = sqlx::SqliteConnection::connect(&sqlite.url).await.expect("connects");
    let left = by_table(sqlx::query_as(SQLITE).fetch_all(&mut conn).await.expect("described"));
    let mut conn = sqlx::PgConnection::connect(&postgres.url).await.expect("connects");
    let right = by_table(sqlx::query_as(POSTGRES).fetch_all(&mut conn).await.expect("described"));
    assert!(left.len() > 10, "{left:?}");
    assert_eq!(left, right);
}

#[test]
fn each_step_stands_for_both() {
    let names = |back_end: &str| {
        let folder = format!("{}/../core/store/migrations/{back_end}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the migrations")
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    let steps = include_str!("../../core/store/src/migrations.rs");
    for name in names("sqlite") {
        let step = format!("step!(\"{}\")", name.trim_end_matches(".sql"));
        assert!(steps.contains(&step), "{name} is never run");
    }
}

#[tokio::test]
async fn sqlite_keeps_what_it_acknowledged() {
    let bench = Bench::sqlite().await;
    let mut conn = sqlx::SqliteConnection::connect(&bench.url).await.expect("connects");
    let (mode,): (String,) = sqlx::query_as("PRAGMA journal_mode").fetch_one(&mut conn).await.expect("read");
    assert_eq!(mode, "wal");
}

crate::on_both!(the_journal_is_append_only);

async fn the_journal_is_append_only(bench: Bench) {
    bench.personne("lea@example.org", BOULANGERIE, Channel::Telegram, "1").await;
    bench.say(Channel::Telegram, "1", "/nouvelle action individuelle", at(1)).await;
    let lines = "SELECT COUNT(*) FROM journal";
    assert_eq!(bench.count(lines).await, 1);
    for sql in ["UPDATE journal SET at = 0", "DELETE FROM journal"] {
        let error = bench.raw(sql).await.expect_err("refused").to_string();
        assert!(error.contains("append-only"), "{error}");
    }
    if bench.is_postgres() {
        assert!(bench.raw("TRUNCATE journal").await.is_err());
    }
    assert_eq!(bench.count(lines).await, 1);
}
