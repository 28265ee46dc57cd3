//! One SQL text for every database: `$1` placeholders, `RETURNING`, `ON CONFLICT`, typed values.
//!
//! SQLite lets one transaction write at a time, so whatever a writer has read stays true until it commits.
//! PostgreSQL lets many write; there a comment in the text says where rows must be locked for the same to hold:
//! `/* lock */` in a transaction that writes, `/* skip locked */` where a locked row belongs to somebody else.
//! Everything about one account is read under the lock of its row ([`crate::account::lock`]).

mod error;
mod postgres;
mod row;
mod sqlite;
mod tables;
mod value;

use jiff::Timestamp;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Database, Postgres, Sqlite, Transaction};

pub use error::{StoreError, Trouble};
pub use row::{FromColumn, Row};
pub use tables::Tables;
pub use value::Value;

/// A database that Farewell can live in.
#[derive(Debug)]
pub enum Db {
    /// One file. Reads go beside one writer.
    Sqlite(sqlite::SqliteDb),
    /// A server, shared by many nodes.
    Postgres(postgres::PostgresDb),
}

/// How many connections to the database are open, and how many of them nobody uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Open.
    pub open: u32,
    /// Open and free.
    pub idle: u32,
    /// As many may be open.
    pub most: u32,
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading with a single statement, which is consistent by itself: no transaction need begin and end.
    Glance,
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
    Sqlite(Handle<Sqlite>),
    Postgres(Handle<Postgres>, Access),
}

/// What statements go to.
#[derive(Debug)]
enum Handle<D: Database> {
    Glance(PoolConnection<D>),
    Transaction(Transaction<'static, D>),
}

impl<D: Database> Handle<D> {
    fn connection(&mut self) -> &mut D::Connection {
        match self {
            Self::Glance(connection) => connection,
            Self::Transaction(transaction) => transaction,
        }
    }

    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Glance(_) => Ok(()),
            Self::Transaction(transaction) => transaction.commit().await,
        }
    }
}

impl Db {
    /// Connects to the database that `url` names.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        match url.split_once(':') {
            Some(("sqlite", path)) => Ok(Self::Sqlite(sqlite::SqliteDb::open(path).await?)),
            Some(("postgres" | "postgresql", _)) => {
                Ok(Self::Postgres(postgres::PostgresDb::connect(url).await?))
            }
            _ => Err(StoreError::unknown_scheme(url)),
        }
    }

    /// Connects without making or changing anything.
    pub async fn look(url: &str) -> Result<Self, StoreError> {
        match url.split_once(':') {
            Some(("sqlite", path)) => Ok(Self::Sqlite(sqlite::SqliteDb::look(path).await?)),
            _ => Self::connect(url).await,
        }
    }

    /// How the tables and this program fit together.
    pub async fn tables(&self) -> Result<Tables, StoreError> {
        match self {
            Self::Sqlite(db) => db.tables().await,
            Self::Postgres(db) => db.tables().await,
        }
    }

    /// Brings the tables up to date. Older processes keep working: a migration only adds.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.migrate().await,
            Self::Postgres(db) => db.migrate().await,
        }
    }

    /// Makes sure that the tables are there. A file is brought up to date at once; on a server, which other
    /// nodes use too, that is `farewell migrate`'s task.
    pub async fn require_tables(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.migrate().await,
            Self::Postgres(db) => db.require_tables().await,
        }
    }

    /// Asks the database the smallest question.
    pub async fn reach(&self) -> Result<(), StoreError> {
        if let Self::Sqlite(db) = self {
            db.require_file()?;
        }
        let mut tx = self.begin("reach the database", Access::Read).await?;
        tx.first("SELECT count(*) AS jobs FROM job WHERE id IS NULL", &[]).await.map(drop)
    }

    /// The connections at this moment.
    pub fn connections(&self) -> Connections {
        match self {
            Self::Sqlite(db) => db.connections(),
            Self::Postgres(db) => db.connections(),
        }
    }

    /// Begins a transaction.
    pub async fn begin(&self, attempt: &'static str, access: Access) -> Result<Tx, StoreError> {
        let inner = match self {
            Self::Sqlite(db) => db.begin(access).await.map(Inner::Sqlite),
            Self::Postgres(db) => db.begin(access).await.map(|tx| Inner::Postgres(tx, access)),
        };
        Ok(Tx { attempt, inner: inner.map_err(|error| StoreError::of(attempt, error))? })
    }

    /// Closes every connection in an orderly way.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(db) => db.close().await,
            Self::Postgres(db) => db.close().await,
        }
    }
}

impl Tx {
    /// Whether a row that was read must be locked by the text that reads it.
    pub(crate) fn locks_rows(&self) -> bool {
        matches!(self.inner, Inner::Postgres(_, Access::Write))
    }

    /// Every row that `sql` returns.
    pub async fn all(&mut self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => sqlite::bound(sql, values)
                .fetch_all(tx.connection())
                .await
                .map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
            Inner::Postgres(tx, access) => postgres::bound(sql, values, *access)
                .fetch_all(tx.connection())
                .await
                .map(|rows| rows.into_iter().map(Row::Postgres).collect()),
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
                sqlite::bound(sql, values).execute(tx.connection()).await.map(|done| done.rows_affected())
            }
            Inner::Postgres(tx, access) => postgres::bound(sql, values, *access)
                .execute(tx.connection())
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(|error| StoreError::of(self.attempt, error))
    }

    /// The database's own clock, which all its users share: for leases.
    pub async fn database_now(&mut self) -> Result<Timestamp, StoreError> {
        let sql = match self.inner {
            Inner::Sqlite(_) => sqlite::NOW,
            Inner::Postgres(..) => postgres::NOW,
        };
        let row = self.first(sql, &[]).await?;
        row.ok_or_else(|| StoreError::of(self.attempt, sqlx::Error::RowNotFound))?.get("now")
    }

    /// Makes everything done in this transaction last.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx, _) => tx.commit().await,
        }
        .map_err(|error| StoreError::of(self.attempt, error))
    }

    /// Every byte of text and binary that stands in any table, for tests that search for what must be gone.
    #[doc(hidden)]
    pub async fn dump(&mut self) -> Result<String, StoreError> {
        let tables = match self.inner {
            Inner::Sqlite(_) => sqlite::TABLES,
            Inner::Postgres(..) => postgres::TABLES,
        };
        let mut lines = Vec::new();
        for table in self.all(tables, &[]).await? {
            let name: String = table.get("name")?;
            let sql = AssertSqlSafe(format!("SELECT * FROM \"{name}\""));
            let rows = match &mut self.inner {
                Inner::Sqlite(tx) => {
                    let rows = sqlx::query(sql).fetch_all(tx.connection()).await;
                    rows.map(|rows| rows.iter().map(sqlite::printed).collect::<Vec<_>>())
                }
                Inner::Postgres(tx, _) => {
                    let rows = sqlx::query(sql).fetch_all(tx.connection()).await;
                    rows.map(|rows| rows.iter().map(postgres::printed).collect())
                }
            }
            .map_err(|error| StoreError::of(self.attempt, error))?;
            lines.extend(rows.into_iter().map(|row| format!("{name}: {row}")));
        }
        Ok(lines.join("\n"))
    }

    /// The shape of the tables, one line a column, the same on every database: `table.column kind required`.
    #[doc(hidden)]
    pub async fn shape(&mut self) -> Result<Vec<String>, StoreError> {
        let sql = match self.inner {
            Inner::Sqlite(_) => sqlite::SHAPE,
            Inner::Postgres(..) => postgres::SHAPE,
        };
        self.all(sql, &[]).await?.iter().map(|row| row.get("line")).collect()
    }
}

/// A newer program may have migrated further: migrations only add, so this one goes on working beside it.
fn forgiving(mut migrator: sqlx::migrate::Migrator) -> sqlx::migrate::Migrator {
    migrator.set_ignore_missing(true);
    migrator
}
