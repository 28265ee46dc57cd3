//! PostgreSQL through sqlx: the only place that names the driver, and the only one that vouches for generated SQL.

mod bind;
mod read;
mod trouble;

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Either, Executor, PgConnection, Postgres, SqlSafeStr, Statement,
    Transaction,
};

use super::{Row, SourceError};
use crate::cell::Cell;
use trouble::Told;

const CONNECTIONS: u32 = 6;
/// So long one waits for a connection, and for a lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every connection is told first. `row_security = off` makes a policy that would hide rows an error instead.
const SETTINGS: &str = "SET client_min_messages = warning; SET row_security = off; SET lock_timeout = '10s'; SET TimeZone = 'UTC'";

/// The connections to one database, and how to speak of it in errors.
pub(in crate::source) struct Pool {
    pool: PgPool,
    told: Arc<Told>,
}

/// A transaction on one of the connections.
pub(in crate::source) struct Tx {
    tx: Transaction<'static, Postgres>,
    told: Arc<Told>,
}

impl Pool {
    pub(in crate::source) async fn connect(name: &str, url: &str) -> Result<Self, SourceError> {
        let told = Arc::new(Told::new(name, url));
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| SourceError::Url { source_name: name.to_owned() })?
            .application_name("farewell")
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(SETTINGS).await.map(|_| ()) })
            })
            .connect_with(options)
            .await
            .map_err(|error| told.explain(&error))?;
        Ok(Self { pool, told })
    }

    pub(in crate::source) async fn query(&self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.told.explain(&error))?;
        query(&mut connection, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(in crate::source) async fn execute(&self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.told.explain(&error))?;
        execute(&mut connection, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(in crate::source) async fn execute_script(&self, sql: &str) -> Result<(), SourceError> {
        let script = sqlx::raw_sql(AssertSqlSafe(sql));
        self.pool.execute(script).await.map(|_| ()).map_err(|error| self.told.explain(&error))
    }

    /// A standby takes no writes, and neither does a database that was set so.
    pub(in crate::source) async fn require_writes(&self) -> Result<(), SourceError> {
        let sql = "SELECT current_setting('transaction_read_only')";
        let rows = self.query(sql, &[]).await?;
        if rows.first().and_then(|row| row.first().as_text()) == Some("on") {
            return Err(self.told.read_only());
        }
        Ok(())
    }

    /// Each statement sees what was committed before it: after waiting for a lock, the newest state.
    pub(in crate::source) async fn begin(&self) -> Result<Tx, SourceError> {
        self.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await
    }

    /// One state throughout. It is not READ ONLY, because the accounts' keys go into a temporary table.
    pub(in crate::source) async fn begin_read(&self) -> Result<Tx, SourceError> {
        self.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ").await
    }

    async fn begin_with(&self, statement: &'static str) -> Result<Tx, SourceError> {
        let tx = self.pool.begin_with(statement).await.map_err(|error| self.told.explain(&error))?;
        Ok(Tx { tx, told: Arc::clone(&self.told) })
    }

    /// Frees what deleted rows took, and makes the planner's samples anew: they hold values of rows. Without the right to do so the server only warns.
    pub(in crate::source) async fn vacuum(&self, tables: &[String]) -> Result<(), SourceError> {
        for table in tables {
            self.execute_script(&format!("VACUUM (ANALYZE, SKIP_LOCKED) {table}")).await?;
        }
        Ok(())
    }

    pub(in crate::source) async fn close(&self) {
        self.pool.close().await;
    }
}

impl Tx {
    pub(in crate::source) async fn query(
        &mut self,
        sql: &str,
        binds: &[Cell],
    ) -> Result<Vec<Row>, SourceError> {
        query(&mut self.tx, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(in crate::source) async fn execute(&mut self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        execute(&mut self.tx, sql, binds).await.map_err(|error| self.told.explain(&error))
    }

    pub(in crate::source) async fn commit(self) -> Result<(), SourceError> {
        let told = self.told;
        self.tx.commit().await.map_err(|error| told.explain(&error))
    }

    pub(in crate::source) async fn rollback(self) -> Result<(), SourceError> {
        let told = self.told;
        self.tx.rollback().await.map_err(|error| told.explain(&error))
    }
}

async fn query(connection: &mut PgConnection, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, sqlx::Error> {
    let arguments = arguments(connection, sql, binds).await?;
    let rows = connection.fetch_all(sqlx::query_with(AssertSqlSafe(sql), arguments)).await?;
    read::rows(&rows)
}

async fn execute(connection: &mut PgConnection, sql: &str, binds: &[Cell]) -> Result<u64, sqlx::Error> {
    let arguments = arguments(connection, sql, binds).await?;
    let done = connection.execute(sqlx::query_with(AssertSqlSafe(sql), arguments)).await?;
    Ok(done.rows_affected())
}

/// The server finds out of which type each placeholder is, and the values are encoded as that.
async fn arguments(
    connection: &mut PgConnection,
    sql: &str,
    binds: &[Cell],
) -> Result<PgArguments, sqlx::Error> {
    if binds.is_empty() {
        return Ok(PgArguments::default());
    }
    let statement = connection.prepare(AssertSqlSafe(sql).into_sql_str()).await?;
    let types = match statement.parameters() {
        Some(Either::Left(types)) => types,
        _ => &[],
    };
    bind::arguments(types, binds).map_err(sqlx::Error::Encode)
}
