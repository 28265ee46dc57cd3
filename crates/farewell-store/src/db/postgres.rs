//! PostgreSQL: many nodes on one database. Rows are locked where SQLite locks everything.

use std::str::FromStr;
use std::time::Duration;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::migrate::{Migrate, Migrator};
use sqlx::postgres::types::Oid;
use sqlx::postgres::{
    PgArgumentBuffer, PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow, PgTypeInfo,
};
use sqlx::{AssertSqlSafe, Column, Encode, Postgres, Row, Type, ValueRef};

use super::{Access, Connections, Handle, StoreError, Tables, Value};

/// Epoch milliseconds by the server's clock, also late in a transaction.
pub(super) const NOW: &str = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS now";
pub(super) const TABLES: &str = "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";
pub(super) const SHAPE: &str = "\
SELECT c.table_name || '.' || c.column_name || ' ' || \
    CASE c.data_type WHEN 'text' THEN 'text' WHEN 'uuid' THEN 'text' WHEN 'bytea' THEN 'blob' ELSE 'integer' END || \
    CASE c.is_nullable WHEN 'NO' THEN ' required' ELSE '' END AS line \
FROM information_schema.columns c WHERE c.table_schema = current_schema() AND c.table_name <> '_sqlx_migrations' \
ORDER BY 1";

const CONNECTIONS: u32 = 10;
/// So long a request waits for a connection; a server that is away is told sooner than a browser gives up.
const PATIENCE: Duration = Duration::from_secs(5);

fn migrations() -> Migrator {
    sqlx::migrate!("migrations/postgres")
}

/// The connections to one database.
#[derive(Debug)]
pub struct PostgresDb {
    pool: PgPool,
    /// The database's name and its server's, for errors; an address may hold a password.
    told: String,
}

impl PostgresDb {
    pub(super) async fn connect(url: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url).map_err(|_| StoreError::unknown_scheme(url))?;
        let told =
            format!("the database {} on {}", options.get_database().unwrap_or("?"), options.get_host());
        let options = options.application_name("farewell").options([
            ("lock_timeout", "5s"),
            ("statement_timeout", "30s"),
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await
            .map_err(|error| StoreError::opening(&told, error))?;
        Ok(Self { pool, told })
    }

    /// Several nodes may do this at once: the first one holds a lock until it is done.
    pub(super) async fn migrate(&self) -> Result<(), StoreError> {
        super::forgiving(migrations()).run(&self.pool).await.map_err(StoreError::migrating)
    }

    /// A newer node may have added to the tables; an older migration that is missing is an error.
    pub(super) async fn require_tables(&self) -> Result<(), StoreError> {
        if self.tables().await?.missing > 0 { Err(StoreError::not_migrated(&self.told)) } else { Ok(()) }
    }

    pub(super) async fn tables(&self) -> Result<Tables, StoreError> {
        let failed = |error| StoreError::opening(&self.told, error);
        let sql = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL AS there";
        let row = sqlx::query(sql).fetch_one(&self.pool).await.map_err(failed)?;
        if !row.try_get::<bool, _>("there").map_err(failed)? {
            return Ok(Tables::compare(&migrations(), &[]));
        }
        let mut connection = self.pool.acquire().await.map_err(failed)?;
        let applied = connection.list_applied_migrations("_sqlx_migrations").await;
        Ok(Tables::compare(&migrations(), &applied.map_err(StoreError::migrating)?))
    }

    pub(super) async fn begin(&self, access: Access) -> Result<Handle<Postgres>, sqlx::Error> {
        let begin = match access {
            Access::Glance => return self.pool.acquire().await.map(Handle::Glance),
            // One state throughout, as SQLite's readers see it.
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            // Each statement sees what was committed before it: after waiting for a lock, the newest state.
            Access::Write => "BEGIN ISOLATION LEVEL READ COMMITTED",
        };
        self.pool.begin_with(begin).await.map(Handle::Transaction)
    }

    pub(super) fn connections(&self) -> Connections {
        let idle = u32::try_from(self.pool.num_idle()).unwrap_or(u32::MAX);
        Connections { open: self.pool.size(), idle, most: CONNECTIONS }
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// `sql` with its values, and with the locks that its comments ask for.
pub(super) fn bound(
    sql: &'static str,
    values: &[Value],
    access: Access,
) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    let lock = if access == Access::Write { "FOR NO KEY UPDATE OF account" } else { "" };
    let text = sql.replace("/* lock */", lock).replace("/* skip locked */", "FOR UPDATE SKIP LOCKED");
    values.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, value| match value {
        Value::Null => query.bind(Untyped),
        Value::Int(number) => query.bind(*number),
        Value::Bool(yes) => query.bind(*yes),
        Value::Text(text) => query.bind(text.clone()),
        Value::Bytes(bytes) => query.bind(bytes.clone()),
        Value::Uuid(uuid) => query.bind(*uuid),
    })
}

/// NULL of the type that its place needs: the server finds out which.
struct Untyped;

impl Type<Postgres> for Untyped {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Untyped {
    fn encode_by_ref(&self, _: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Ok(IsNull::Yes)
    }
}

/// A row as one line of text, binary shown lossily too, so that a test finds an identifier wherever it stands.
pub(super) fn printed(row: &PgRow) -> String {
    let cell = |at: usize| match row.try_get_raw(at) {
        Ok(raw) if raw.is_null() => "NULL".to_owned(),
        Ok(raw) => String::from_utf8_lossy(raw.as_bytes().unwrap_or_default()).replace('\n', " "),
        Err(error) => error.to_string(),
    };
    let columns = row.columns().iter();
    columns
        .map(|column| format!("{}={}", column.name(), cell(column.ordinal())))
        .collect::<Vec<_>>()
        .join(" ")
}
