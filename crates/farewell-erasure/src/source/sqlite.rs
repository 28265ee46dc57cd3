//! SQLite through sqlx: the only place that names the driver, and the only one that vouches for generated SQL.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous, SqliteValueRef,
};
use sqlx::{
    Arguments, AssertSqlSafe, Column, Connection, Decode, Executor, Row as _, Sqlite, SqliteConnection,
    SqlitePool, Transaction, TypeInfo, ValueRef,
};

use super::{Row, SourceError};
use crate::cell::Cell;

const CONNECTIONS: u32 = 6;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The connections to one file, and how to speak of it in errors.
pub(super) struct Pool {
    pool: SqlitePool,
    told: Arc<Told>,
}

/// A transaction on one of the connections.
pub(super) struct Tx {
    tx: Transaction<'static, Sqlite>,
    told: Arc<Told>,
}

/// What error messages say about the source.
struct Told {
    name: String,
    file: String,
}

impl Pool {
    pub(super) async fn connect(name: &str, url: &str, create: bool) -> Result<Self, SourceError> {
        Self::open(name, url, create, |options| {
            options.create_if_missing(create).journal_mode(SqliteJournalMode::Wal)
        })
        .await
    }

    /// The file as it is.
    pub(super) async fn look(name: &str, url: &str) -> Result<Self, SourceError> {
        Self::open(name, url, false, |options| options).await
    }

    async fn open(
        name: &str,
        url: &str,
        create: bool,
        so: impl FnOnce(SqliteConnectOptions) -> SqliteConnectOptions,
    ) -> Result<Self, SourceError> {
        let file = file_of(url).ok_or_else(|| SourceError::Url { source_name: name.to_owned() })?;
        let told = Arc::new(Told { name: name.to_owned(), file: file.to_owned() });
        if !create && !Path::new(file).is_file() {
            return Err(SourceError::Missing { source_name: told.name.clone(), file: told.file.clone() });
        }
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            // A file does not hang up: asking each time would cost as much as the statement itself.
            .test_before_acquire(false)
            // A transaction that failed at its end, as on a full disk, SQLite has taken back by itself, and the
            // driver goes on to count it as open: such a connection is closed and another one is opened.
            .before_acquire(|connection, _| Box::pin(std::future::ready(Ok(!connection.is_in_transaction()))))
            .connect_with(so(options(file)))
            .await
            .map_err(|error| told.explain(&error))?;
        Ok(Self { pool, told })
    }

    /// A file that was moved away answers on, into nowhere.
    pub(super) fn require_file(&self) -> Result<(), SourceError> {
        if Path::new(&self.told.file).is_file() {
            return Ok(());
        }
        Err(SourceError::Missing { source_name: self.told.name.clone(), file: self.told.file.clone() })
    }

    pub(super) async fn query(&self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        let mut connection = self.acquire().await?;
        query(&mut connection, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(super) async fn execute(&self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        let mut connection = self.acquire().await?;
        execute(&mut connection, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(super) async fn execute_script(&self, sql: &str) -> Result<(), SourceError> {
        let mut connection = self.acquire().await?;
        script(&mut connection, sql).await.map_err(|error| self.told.explain(&error))
    }

    /// Waits for the write lock now, not at its first change.
    pub(super) async fn begin(&self) -> Result<Tx, SourceError> {
        self.begin_with("BEGIN IMMEDIATE").await
    }

    pub(super) async fn begin_read(&self) -> Result<Tx, SourceError> {
        self.begin_with("BEGIN DEFERRED").await
    }

    async fn begin_with(&self, statement: &'static str) -> Result<Tx, SourceError> {
        let tx = self.pool.begin_with(statement).await.map_err(|error| self.told.explain(&error))?;
        Ok(Tx { tx, told: Arc::clone(&self.told) })
    }

    pub(super) async fn checkpoint(&self) -> Result<bool, SourceError> {
        let rows = self.query("PRAGMA wal_checkpoint(TRUNCATE)", &[]).await?;
        Ok(rows.first().map(Row::first) == Some(&Cell::Integer(0)))
    }

    /// VACUUM, with its copy in a temporary file: on these connections temporary tables otherwise live in memory. The planner's statistics hold samples of
    /// indexed values, so that they are made anew first, where there are any.
    pub(super) async fn rewrite(&self) -> Result<(), SourceError> {
        let samples = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'";
        if !self.query(samples, &[]).await?.is_empty() {
            self.execute_script("ANALYZE").await?;
        }
        let mut connection = self.acquire().await?;
        let result = script(&mut connection, "PRAGMA temp_store = FILE; VACUUM").await;
        let back = script(&mut connection, "PRAGMA temp_store = MEMORY").await;
        result.and(back).map_err(|error| self.told.explain(&error))
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    async fn acquire(&self) -> Result<sqlx::pool::PoolConnection<Sqlite>, SourceError> {
        self.pool.acquire().await.map_err(|error| self.told.explain(&error))
    }
}

impl Tx {
    pub(super) async fn query(&mut self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        query(&mut self.tx, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(super) async fn execute(&mut self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        execute(&mut self.tx, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(super) async fn commit(self) -> Result<(), SourceError> {
        let told = self.told;
        self.tx.commit().await.map_err(|error| told.explain(&error))
    }

    pub(super) async fn rollback(self) -> Result<(), SourceError> {
        let told = self.told;
        self.tx.rollback().await.map_err(|error| told.explain(&error))
    }
}

fn file_of(url: &str) -> Option<&str> {
    let file = url.strip_prefix("sqlite:")?;
    let file = file.strip_prefix("//").unwrap_or(file);
    (!file.is_empty()).then_some(file)
}

fn options(file: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("secure_delete", "ON")
        // The lists of rows that a run takes hold keys and addresses: they must not touch the disk.
        .pragma("temp_store", "MEMORY")
}

async fn query(
    connection: &mut SqliteConnection,
    sql: &str,
    binds: &[Cell],
) -> Result<Vec<Row>, sqlx::Error> {
    let query = sqlx::query_with(AssertSqlSafe(sql), arguments(binds)?);
    let rows = connection.fetch_all(query).await?;
    let columns: Arc<[String]> = rows.first().map(names).unwrap_or_default();
    rows.iter().map(|row| read(row, &columns)).collect()
}

async fn execute(connection: &mut SqliteConnection, sql: &str, binds: &[Cell]) -> Result<u64, sqlx::Error> {
    let query = sqlx::query_with(AssertSqlSafe(sql), arguments(binds)?);
    Ok(connection.execute(query).await?.rows_affected())
}

async fn script(connection: &mut SqliteConnection, sql: &str) -> Result<(), sqlx::Error> {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.map(|_| ())
}

fn arguments(binds: &[Cell]) -> Result<SqliteArguments, sqlx::Error> {
    let mut arguments = SqliteArguments::default();
    for cell in binds {
        match cell {
            Cell::Null => arguments.add(None::<i64>),
            Cell::Integer(number) => arguments.add(*number),
            Cell::Real(number) => arguments.add(*number),
            Cell::Text(text) => arguments.add(text.clone()),
            Cell::Blob(bytes) => arguments.add(bytes.clone()),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

fn names(row: &SqliteRow) -> Arc<[String]> {
    row.columns().iter().map(|c| c.name().to_owned()).collect()
}

fn read(row: &SqliteRow, columns: &Arc<[String]>) -> Result<Row, sqlx::Error> {
    let cells =
        (0..row.len()).map(|at| read_cell(row.try_get_raw(at)?)).collect::<Result<_, sqlx::Error>>()?;
    Ok(Row::new(Arc::clone(columns), cells))
}

/// Reads by the storage class of the value itself: the driver, asked for a text, would turn NULL into an empty one.
fn read_cell(value: SqliteValueRef<'_>) -> Result<Cell, sqlx::Error> {
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let class = value.type_info().name().to_owned();
    match class.as_str() {
        "INTEGER" => <i64 as Decode<Sqlite>>::decode(value).map(Cell::Integer),
        "REAL" => <f64 as Decode<Sqlite>>::decode(value).map(Cell::Real),
        "TEXT" => <Vec<u8> as Decode<Sqlite>>::decode(value).map(text_or_bytes),
        _ => <Vec<u8> as Decode<Sqlite>>::decode(value).map(Cell::Blob),
    }
    .map_err(sqlx::Error::Decode)
}

fn text_or_bytes(bytes: Vec<u8>) -> Cell {
    match String::from_utf8(bytes) {
        Ok(text) => Cell::Text(text),
        Err(error) => Cell::Blob(error.into_bytes()),
    }
}

impl Told {
    fn explain(&self, error: &sqlx::Error) -> SourceError {
        let source_name = self.name.clone();
        let file = self.file.clone();
        let Some(error) = error.as_database_error() else {
            return match error {
                sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                    SourceError::NoConnection { source_name, file }
                }
                sqlx::Error::Io(_) => SourceError::CannotOpen { source_name, file },
                other => SourceError::Statement { source_name, message: other.to_string() },
            };
        };
        let message = error.message().to_owned();
        let code: u32 = error.code().and_then(|c| c.parse().ok()).unwrap_or(1);
        // https://sqlite.org/rescode.html: the low byte is the primary code.
        match (code & 0xff, code) {
            (5 | 6, _) => SourceError::Busy { source_name, file },
            (3 | 8 | 23, _) => SourceError::ReadOnly { source_name, file },
            (10 | 13, _) => SourceError::Disk { source_name, file },
            (14, _) => SourceError::CannotOpen { source_name, file },
            (11 | 26, _) => SourceError::NotADatabase { source_name, file },
            (19, 1555 | 2067 | 2579) => SourceError::Unique { source_name, column: taken_column(&message) },
            (19, _) => SourceError::Constraint { source_name, message },
            _ => SourceError::Statement { source_name, message },
        }
    }
}

/// `UNIQUE constraint failed: members.email` names the column, for an index over an expression its name.
fn taken_column(message: &str) -> String {
    message
        .split_once(": ")
        .map_or(message, |(_, place)| place)
        .split(", ")
        .next()
        .unwrap_or_default()
        .to_owned()
}
