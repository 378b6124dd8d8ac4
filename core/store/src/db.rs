//! Two back ends behind one type: the SQL stands once, the macros expand it for both.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::changes::Hub;
use crate::{Change, Result, StoreError, migrations};

/// How long a statement waits for another process that writes to the same SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const READERS: u32 = 4;
const PG_CONNECTIONS: u32 = 10;

#[derive(Debug)]
pub(crate) enum Db {
    /// SQLite has one writer: its pool holds one connection, where turns wait in line instead of failing.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Pg(PgPool),
}

pub(crate) enum Arm {
    Sqlite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

/// A transaction on either back end, and what will be told once it is committed.
pub(crate) struct Tx {
    pub arm: Arm,
    changes: Vec<Change>,
}

/// Runs an expression on the connection of a transaction, whichever back end it is.
macro_rules! on {
    ($tx:expr, $conn:ident => $run:expr) => {
        match &mut $tx.arm {
            $crate::db::Arm::Sqlite(tx) => {
                let $conn = &mut **tx;
                $run
            }
            $crate::db::Arm::Pg(tx) => {
                let $conn = &mut **tx;
                $run
            }
        }
    };
}

/// Runs a statement; gives the number of rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, conn => sqlx::query($sql)$(.bind($bind))*.execute(conn).await?.rows_affected())
    };
}

/// All rows of a query, as this type.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(conn).await?)
    };
}

/// The row of a query, if there is one, as this type.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(conn).await?)
    };
}

/// The only row of a query, as this type.
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, conn => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_one(conn).await?)
    };
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional, on};

impl Db {
    /// Connects and migrates.
    pub async fn open(url: &str) -> Result<Db> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return open_sqlite(path.strip_prefix("//").unwrap_or(path)).await;
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            // The error would repeat the address, and with it the password.
            let options = PgConnectOptions::from_str(url)
                .map_err(|_| StoreError::Url("not the address of a PostgreSQL database".to_owned()))?;
            let pool = PgPoolOptions::new().max_connections(PG_CONNECTIONS).connect_with(options).await?;
            migrations::postgres().run(&pool).await?;
            return Ok(Db::Pg(pool));
        }
        Err(StoreError::Url("sqlite:PATH or postgres://… is expected".to_owned()))
    }

    pub async fn read(&self) -> Result<Tx> {
        let arm = match self {
            Db::Sqlite { readers, .. } => Arm::Sqlite(readers.begin().await?),
            Db::Pg(pool) => Arm::Pg(pool.begin().await?),
        };
        Ok(Tx { arm, changes: Vec::new() })
    }

    /// On SQLite the write lock is taken at once: a transaction that reads first would fail when it comes to write.
    pub async fn write(&self) -> Result<Tx> {
        let arm = match self {
            Db::Sqlite { writer, .. } => Arm::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Db::Pg(pool) => Arm::Pg(pool.begin().await?),
        };
        Ok(Tx { arm, changes: Vec::new() })
    }

    pub async fn close(&self) {
        match self {
            // The writer last: it is the one that can fold the write-ahead log back into the file.
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Pg(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &str) -> Result<Db> {
    if path.is_empty() || path.starts_with(":memory:") {
        return Err(StoreError::Url("sqlite: needs the path of a file".to_owned()));
    }
    if let Some(folder) = Path::new(path).parent() {
        tokio::fs::create_dir_all(folder).await.map_err(sqlx::Error::Io)?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT);
    let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    migrations::sqlite().run(&writer).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_with(options.pragma("query_only", "ON"))
        .await?;
    Ok(Db::Sqlite { writer, readers })
}

impl Tx {
    /// Tells whoever waits, once this is committed.
    pub fn announce(&mut self, change: Change) {
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    pub async fn commit(mut self, hub: &Hub) -> Result<()> {
        let changes = std::mem::take(&mut self.changes);
        match self.arm {
            Arm::Sqlite(tx) => tx.commit().await?,
            Arm::Pg(mut tx) => {
                hub.notify_others(&mut tx, &changes).await?;
                tx.commit().await?;
            }
        }
        hub.tell(changes);
        Ok(())
    }
}
