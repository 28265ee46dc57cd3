//! SQLite: write-ahead log, one writer, deleted content overwritten with zeros.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{Migrate, Migrator};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool,
    SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{Column, Connection, Row, Sqlite, ValueRef};

use super::{Access, Connections, Handle, StoreError, Tables, Value};

/// Epoch milliseconds by SQLite's clock.
pub(super) const NOW: &str = "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now";
pub(super) const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";

pub(super) const SHAPE: &str = "\
SELECT t.name || '.' || c.name || ' ' || lower(c.type) || \
    CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN ' required' ELSE '' END AS line \
FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
WHERE t.type = 'table' AND t.name <> '_sqlx_migrations' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1";

const READERS: u32 = 4;
const CHECKPOINT_TRIES: u32 = 20;

fn migrations() -> Migrator {
    sqlx::migrate!("migrations/sqlite")
}

fn file_of(path: &str) -> PathBuf {
    Path::new(path.trim_start_matches("//")).to_owned()
}

fn options(path: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file_of(path))
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("secure_delete", "ON")
}

/// A SQLite file, read by several connections and written by one.
#[derive(Debug)]
pub struct SqliteDb {
    file: PathBuf,
    readers: SqlitePool,
    /// A single connection: a deferred read-then-write fails busy under load, so writers queue up here and
    /// begin IMMEDIATE (other processes are waited for by `busy_timeout`).
    writer: SqlitePool,
}

impl SqliteDb {
    pub(super) async fn open(path: &str) -> Result<Self, StoreError> {
        let options = options(path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        Self::connect(path, options).await
    }

    /// Opens a file that is there, as it is.
    pub(super) async fn look(path: &str) -> Result<Self, StoreError> {
        Self::connect(path, options(path)).await
    }

    async fn connect(path: &str, options: SqliteConnectOptions) -> Result<Self, StoreError> {
        let file = file_of(path);
        let opening = |error| StoreError::opening(path, error);
        let writer = pool(1).connect_with(options.clone()).await.map_err(opening)?;
        let readers = pool(READERS).connect_with(options).await.map_err(opening)?;
        Ok(Self { file, readers, writer })
    }

    pub(super) async fn migrate(&self) -> Result<(), StoreError> {
        super::forgiving(migrations()).run(&self.writer).await.map_err(StoreError::migrating)
    }

    pub(super) async fn tables(&self) -> Result<Tables, StoreError> {
        let failed = |error| StoreError::of("look at the tables", error);
        let mut connection = self.readers.acquire().await.map_err(failed)?;
        let sql = "SELECT 1 AS there FROM sqlite_schema WHERE name = '_sqlx_migrations'";
        if sqlx::query(sql).fetch_optional(&mut *connection).await.map_err(failed)?.is_none() {
            return Ok(Tables::compare(&migrations(), &[]));
        }
        let applied = connection.list_applied_migrations("_sqlx_migrations").await;
        Ok(Tables::compare(&migrations(), &applied.map_err(StoreError::migrating)?))
    }

    pub(super) async fn begin(&self, access: Access) -> Result<Handle<Sqlite>, sqlx::Error> {
        match access {
            Access::Glance => self.readers.acquire().await.map(Handle::Glance),
            Access::Read => self.readers.begin_with("BEGIN DEFERRED").await.map(Handle::Transaction),
            Access::Write => self.writer.begin_with("BEGIN IMMEDIATE").await.map(Handle::Transaction),
        }
    }

    /// A file that was moved away answers on, into nowhere.
    pub(super) fn require_file(&self) -> Result<(), StoreError> {
        if self.file.is_file() { Ok(()) } else { Err(StoreError::gone(&self.file.display().to_string())) }
    }

    pub(super) fn connections(&self) -> Connections {
        let pools = [&self.readers, &self.writer];
        let idle: usize = pools.iter().map(|pool| pool.num_idle()).sum();
        Connections {
            open: pools.iter().map(|pool| pool.size()).sum(),
            idle: u32::try_from(idle).unwrap_or(u32::MAX),
            most: READERS + 1,
        }
    }

    /// Readers first: an open one makes the truncating checkpoint answer busy.
    pub(super) async fn close(&self) {
        self.readers.close().await;
        for _ in 0..CHECKPOINT_TRIES {
            let done = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.writer).await;
            if done.is_ok_and(|row| row.try_get::<i64, _>(0).is_ok_and(|busy| busy == 0)) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.writer.close().await;
    }
}

/// So many connections. One whose transaction failed at its end, as on a full disk, SQLite has taken back by itself, and
/// the driver goes on to count it as open: such a connection is closed and another one is opened.
fn pool(connections: u32) -> SqlitePoolOptions {
    let is_free = |connection: &mut SqliteConnection| Ok(!connection.is_in_transaction());
    SqlitePoolOptions::new()
        .max_connections(connections)
        // A file does not hang up: asking each time whether it is there would cost as much as the statement itself.
        .test_before_acquire(false)
        .before_acquire(move |connection, _| Box::pin(std::future::ready(is_free(connection))))
}

/// `sql` with its values. The text is always one that this crate was compiled with.
pub(super) fn bound<'q>(
    sql: &'static str,
    values: &'q [Value],
) -> sqlx::query::Query<'q, Sqlite, SqliteArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(None::<i64>),
        Value::Int(number) => query.bind(*number),
        Value::Bool(yes) => query.bind(i64::from(*yes)),
        Value::Text(text) => query.bind(text.as_str()),
        Value::Bytes(bytes) => query.bind(bytes.as_slice()),
        Value::Uuid(uuid) => query.bind(uuid.to_string()),
    })
}

/// A row as one line of text, binary shown lossily too, so that a test finds an identifier wherever it stands.
pub(super) fn printed(row: &SqliteRow) -> String {
    let cell = |at: usize| match row.try_get_raw(at) {
        Ok(raw) if raw.is_null() => "NULL".to_owned(),
        Ok(_) => String::from_utf8_lossy(row.try_get_unchecked::<&[u8], _>(at).unwrap_or_default())
            .replace('\n', " "),
        Err(error) => error.to_string(),
    };
    row.columns()
        .iter()
        .map(|column| format!("{}={}", column.name(), cell(column.ordinal())))
        .collect::<Vec<_>>()
        .join(" ")
}
