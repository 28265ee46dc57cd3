//! A source: one of the operator's databases, reached over a small pool of connections.
//!
//! Values are always bound (`$1`, `$2`, ...), and cells are read by what each value *is*, not by what its column was declared as.

mod driver;
mod error;
mod health;
mod postgres;
mod row;
mod sqlite;

use std::sync::Arc;
use std::time::Duration;

pub use error::SourceError;
pub use health::Health;
pub use row::Row;

use crate::cell::Cell;
use crate::dialect::Dialect;
use driver::{Pool, Tx};

/// How often a closing source tries to empty the write-ahead log while a reader holds it.
const CHECKPOINT_TRIES: u32 = 30;
const CHECKPOINT_PAUSE: Duration = Duration::from_millis(100);

/// One of the operator's databases. Cloning is cheap; all clones share the connections.
#[derive(Clone)]
pub struct Source(Arc<Inner>);

struct Inner {
    name: String,
    pool: Pool,
    /// A test's stop sign: how many statements may still run.
    #[cfg(test)]
    fuse: fuse::Fuse,
}

impl Source {
    /// Opens an existing database: `sqlite:` and the path of the file, or `postgres://user:password@host/name`.
    pub async fn open(name: &str, url: &str) -> Result<Self, SourceError> {
        Self::connect(name, url, false).await
    }

    /// Opens a database and makes the file if there is none.
    pub async fn create(name: &str, url: &str) -> Result<Self, SourceError> {
        Self::connect(name, url, true).await
    }

    /// Opens an existing database for whoever only looks: no setting of the file is changed.
    pub async fn look(name: &str, url: &str) -> Result<Self, SourceError> {
        Ok(Self::of(name, Pool::look(name, url).await?))
    }

    async fn connect(name: &str, url: &str, create: bool) -> Result<Self, SourceError> {
        Ok(Self::of(name, Pool::connect(name, url, create).await?))
    }

    fn of(name: &str, pool: Pool) -> Self {
        Self(Arc::new(Inner {
            name: name.to_owned(),
            pool,
            #[cfg(test)]
            fuse: fuse::Fuse::default(),
        }))
    }

    /// The source's name in the configuration and in the plan.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// How this kind of database spells what the engine wants to say.
    pub(crate) fn dialect(&self) -> &'static dyn Dialect {
        self.0.pool.dialect()
    }

    /// Runs one statement and reads all its rows.
    pub async fn query(&self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        self.step()?;
        self.0.pool.query(sql, binds).await
    }

    /// Runs one statement; how many rows it changed.
    pub async fn execute(&self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        self.step()?;
        self.0.pool.execute(sql, binds).await
    }

    /// Runs several statements without values, such as a schema.
    pub async fn execute_script(&self, sql: &str) -> Result<(), SourceError> {
        self.step()?;
        self.0.pool.execute_script(sql).await
    }

    /// Asks the database the smallest question: whether it is there and answers.
    pub async fn reach(&self) -> Result<(), SourceError> {
        self.0.pool.reach().await
    }

    /// Begins a transaction that writes; dropped, it rolls back. On SQLite it waits for the write lock now, on a server each of its statements sees what was committed before it.
    pub async fn begin(&self) -> Result<SourceTx, SourceError> {
        self.step()?;
        Ok(self.tx(self.0.pool.begin().await?))
    }

    /// Begins a transaction that only reads, and sees one state of the database throughout.
    pub(crate) async fn begin_read(&self) -> Result<SourceTx, SourceError> {
        Ok(self.tx(self.0.pool.begin_read().await?))
    }

    fn tx(&self, tx: Tx) -> SourceTx {
        SourceTx { tx, source: self.clone() }
    }

    /// Moves SQLite's write-ahead log into the database file and empties it. False: a reader is in the way, try again later.
    pub(crate) async fn checkpoint(&self) -> Result<bool, SourceError> {
        self.0.pool.checkpoint().await
    }

    /// Gets remainders of deleted rows out, as far as the database lets one: SQLite's whole file is rewritten, a server's tables (quoted names) are vacuumed and analyzed.
    pub(crate) async fn scrub(&self, tables: &[String]) -> Result<(), SourceError> {
        self.0.pool.scrub(tables).await
    }

    /// Empties the write-ahead log (waiting a few seconds for readers of other programs) and closes the connections.
    pub async fn close(&self) {
        for _ in 0..CHECKPOINT_TRIES {
            match self.checkpoint().await {
                Ok(true) => break,
                Err(error) if !error.is_temporary() => break,
                Ok(false) | Err(_) => tokio::time::sleep(CHECKPOINT_PAUSE).await,
            }
        }
        self.0.pool.close().await;
    }

    #[cfg(not(test))]
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "in tests, this is where a run is stopped"
    )]
    fn step(&self) -> Result<(), SourceError> {
        Ok(())
    }

    #[cfg(test)]
    fn step(&self) -> Result<(), SourceError> {
        self.0.fuse.step()
    }

    /// The test's stop sign of this source.
    #[cfg(test)]
    pub(crate) fn fuse(&self) -> &fuse::Fuse {
        &self.0.fuse
    }
}

/// Shows the name only: a URL may hold a password.
impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Source({})", self.0.name)
    }
}

/// A transaction in a source. Dropped without [`SourceTx::commit`], it rolls back.
pub struct SourceTx {
    tx: Tx,
    source: Source,
}

impl SourceTx {
    /// Runs one statement and reads all its rows.
    pub async fn query(&mut self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, SourceError> {
        self.source.step()?;
        self.tx.query(sql, binds).await
    }

    /// Runs one statement; how many rows it changed.
    pub async fn execute(&mut self, sql: &str, binds: &[Cell]) -> Result<u64, SourceError> {
        self.source.step()?;
        self.tx.execute(sql, binds).await
    }

    /// Makes the changes last.
    pub async fn commit(self) -> Result<(), SourceError> {
        self.source.step()?;
        self.tx.commit().await
    }

    /// Ends a transaction that has only read. What it put into temporary tables is gone; the tables themselves stay with a server's connection.
    pub(crate) async fn end_reading(self) -> Result<(), SourceError> {
        self.tx.end_reading().await
    }

    /// Undoes the changes.
    pub async fn rollback(self) -> Result<(), SourceError> {
        self.tx.rollback().await
    }
}

/// Stops a run in the middle, for the tests of what a killed process leaves behind.
#[cfg(test)]
pub(crate) mod fuse {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::SourceError;

    /// Counts statements, and refuses the one it is told to.
    #[derive(Default)]
    pub(crate) struct Fuse {
        seen: AtomicUsize,
        stop_before: AtomicUsize,
    }

    impl Fuse {
        /// Refuses statement number `n` from now, counted from 1, and all after it; 0 refuses none.
        pub(crate) fn stop_before(&self, n: usize) {
            self.seen.store(0, Ordering::SeqCst);
            self.stop_before.store(n, Ordering::SeqCst);
        }

        /// How many statements ran since [`Fuse::stop_before`].
        pub(crate) fn seen(&self) -> usize {
            self.seen.load(Ordering::SeqCst)
        }

        pub(super) fn step(&self) -> Result<(), SourceError> {
            let n = self.seen.fetch_add(1, Ordering::SeqCst) + 1;
            let stop = self.stop_before.load(Ordering::SeqCst);
            if stop != 0 && n >= stop {
                return Err(SourceError::Stopped(stop));
            }
            Ok(())
        }
    }
}
