//! One SQL text for every database: `$1` placeholders, `RETURNING`, `ON CONFLICT`, typed values.
//!
//! Another database is another variant of [`Db`], [`Tx`] and [`Row`]; no function of the store changes.

mod error;
mod row;
mod sqlite;
mod value;

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Sqlite, Transaction};

pub use error::{StoreError, Trouble};
pub use row::{FromColumn, Row};
pub use value::Value;

/// A database that Farewell can live in.
#[derive(Debug)]
pub enum Db {
    /// One file. Reads go beside one writer.
    Sqlite(sqlite::SqliteDb),
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading one consistent state.
    Read,
    /// Reading and writing, alone.
    Write,
}

/// A transaction. Dropped without [`Tx::commit`], it has changed nothing.
#[derive(Debug)]
pub struct Tx {
    attempt: &'static str,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
}

impl Db {
    /// Connects to the database that `url` names.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        match url.split_once(':') {
            Some(("sqlite", path)) => Ok(Self::Sqlite(sqlite::SqliteDb::open(path).await?)),
            _ => Err(StoreError::unknown_scheme(url)),
        }
    }

    /// Brings the tables up to date. Older processes keep working: a migration only adds.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.migrate().await,
        }
    }

    /// Begins a transaction.
    pub async fn begin(&self, attempt: &'static str, access: Access) -> Result<Tx, StoreError> {
        let inner = match self {
            Self::Sqlite(db) => db.begin(access).await.map(Inner::Sqlite),
        };
        Ok(Tx { attempt, inner: inner.map_err(|error| StoreError::of(attempt, error))? })
    }

    /// Closes every connection in an orderly way.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(db) => db.close().await,
        }
    }
}

impl Tx {
    /// Every row that `sql` returns.
    pub async fn all(&mut self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => sqlite::bound(sql, values)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
        }
        .map_err(|error| StoreError::of(self.attempt, error))
    }

    /// The first row that `sql` returns, if there is one.
    pub async fn first(&mut self, sql: &'static str, values: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// Runs `sql` and returns how many rows it changed.
    pub async fn execute(&mut self, sql: &'static str, values: &[Value]) -> Result<u64, StoreError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                sqlite::bound(sql, values).execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
        .map_err(|error| StoreError::of(self.attempt, error))
    }

    /// The database's own clock, which all its users share: for leases.
    pub async fn database_now(&mut self) -> Result<Timestamp, StoreError> {
        let sql = match self.inner {
            Inner::Sqlite(_) => sqlite::NOW,
        };
        let row = self.first(sql, &[]).await?;
        row.ok_or_else(|| StoreError::of(self.attempt, sqlx::Error::RowNotFound))?.get("now")
    }

    /// Makes everything done in this transaction last.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
        }
        .map_err(|error| StoreError::of(self.attempt, error))
    }

    /// Every byte of text and binary that stands in any table, for tests that search for what must be gone.
    #[doc(hidden)]
    pub async fn dump(&mut self) -> Result<String, StoreError> {
        let tables = self.all(sqlite::TABLES, &[]).await?;
        let mut lines = Vec::new();
        for table in tables {
            let name: String = table.get("name")?;
            let rows = match &mut self.inner {
                Inner::Sqlite(tx) => {
                    let sql = format!("SELECT * FROM \"{name}\"");
                    sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut **tx).await
                }
            }
            .map_err(|error| StoreError::of(self.attempt, error))?;
            for row in rows {
                lines.push(format!("{name}: {}", sqlite::printed(&row)));
            }
        }
        Ok(lines.join("\n"))
    }
}
