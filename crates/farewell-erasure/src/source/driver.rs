//! The drivers, behind one name each for connections and transactions.

use super::{Row, SourceError, postgres, sqlite};
use crate::cell::Cell;
use crate::dialect::{self, Dialect};

/// The connections to one database.
pub(super) enum Pool {
    Sqlite(sqlite::Pool),
    Postgres(postgres::Pool),
}

/// A transaction on one of the connections.
pub(super) enum Tx {
    Sqlite(sqlite::Tx),
    Postgres(postgres::Tx),
}

impl Pool {
    pub(super) async fn connect(name: &str, url: &str, create: bool) -> Result<Self, SourceError> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => {
                postgres::Pool::connect(name, url).await.map(Self::Postgres)
            }
            _ => sqlite::Pool::connect(name, url, create).await.map(Self::Sqlite),
        }
    }

    /// For whoever only looks.
    pub(super) async fn look(name: &str, url: &str) -> Result<Self, SourceError> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Self::connect(name, url, false).await,
            _ => sqlite::Pool::look(name, url).await.map(Self::Sqlite),
        }
    }

    /// Whether deleted cells are overwritten on our connections; none: that is not ours to say.
    pub(super) async fn overwrites(&self) -> Result<Option<bool>, SourceError> {
        let Self::Sqlite(pool) = self else { return Ok(None) };
        let rows = pool.query("PRAGMA secure_delete", &[]).await?;
        Ok(Some(rows.first().and_then(|row| row.first().as_integer()) == Some(1)))
    }

    /// Fails where nothing can be written: a file without the right to, a server that is a standby.
    pub(super) async fn try_to_write(&self) -> Result<(), SourceError> {
        match self {
            Self::Sqlite(pool) => pool.begin().await?.rollback().await,
            Self::Postgres(pool) => pool.require_writes().await,
        }
    }

    pub(super) fn dialect(&self) -> &'static dyn Dialect {
        match self {
            Self::Sqlite(_) => &dialect::Sqlite,
            Self::Postgres(_) => &dialect::Postgres,
        }
    }

    pub(super) async fn query(&self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        match self {
            Self::Sqlite(pool) => pool.query(sql, binds).await,
            Self::Postgres(pool) => pool.query(sql, binds).await,
        }
    }

    pub(super) async fn execute(&self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        match self {
            Self::Sqlite(pool) => pool.execute(sql, binds).await,
            Self::Postgres(pool) => pool.execute(sql, binds).await,
        }
    }

    pub(super) async fn execute_script(&self, sql: &str) -> Result<(), SourceError> {
        match self {
            Self::Sqlite(pool) => pool.execute_script(sql).await,
            Self::Postgres(pool) => pool.execute_script(sql).await,
        }
    }

    /// The smallest question that only a database which is there answers.
    pub(super) async fn reach(&self) -> Result<(), SourceError> {
        match self {
            Self::Sqlite(pool) => {
                pool.require_file()?;
                pool.query("SELECT count(*) FROM sqlite_schema WHERE name IS NULL", &[]).await.map(drop)
            }
            Self::Postgres(pool) => pool.query("SELECT 1 AS one", &[]).await.map(drop),
        }
    }

    pub(super) async fn begin(&self) -> Result<Tx, SourceError> {
        match self {
            Self::Sqlite(pool) => pool.begin().await.map(Tx::Sqlite),
            Self::Postgres(pool) => pool.begin().await.map(Tx::Postgres),
        }
    }

    pub(super) async fn begin_read(&self) -> Result<Tx, SourceError> {
        match self {
            Self::Sqlite(pool) => pool.begin_read().await.map(Tx::Sqlite),
            Self::Postgres(pool) => pool.begin_read().await.map(Tx::Postgres),
        }
    }

    /// A server looks after its own log.
    pub(super) async fn checkpoint(&self) -> Result<bool, SourceError> {
        match self {
            Self::Sqlite(pool) => pool.checkpoint().await,
            Self::Postgres(_) => Ok(true),
        }
    }

    pub(super) async fn scrub(&self, tables: &[String]) -> Result<(), SourceError> {
        match self {
            Self::Sqlite(pool) => pool.rewrite().await,
            Self::Postgres(pool) => pool.vacuum(tables).await,
        }
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    pub(super) async fn query(&mut self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        match self {
            Self::Sqlite(tx) => tx.query(sql, binds).await,
            Self::Postgres(tx) => tx.query(sql, binds).await,
        }
    }

    pub(super) async fn execute(&mut self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        match self {
            Self::Sqlite(tx) => tx.execute(sql, binds).await,
            Self::Postgres(tx) => tx.execute(sql, binds).await,
        }
    }

    pub(super) async fn commit(self) -> Result<(), SourceError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }

    pub(super) async fn end_reading(self) -> Result<(), SourceError> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }

    pub(super) async fn rollback(self) -> Result<(), SourceError> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await,
            Self::Postgres(tx) => tx.rollback().await,
        }
    }
}
