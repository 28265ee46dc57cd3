//! Farewell's own database: accounts, sessions, links, departures, jobs, the outbox and the audit log.
//!
//! One file per noun, plain functions over a transaction: `account::save(&mut tx, ..)`. What must happen
//! together is in one [`Tx`]; who begins it commits it. Nothing here decides: the rules are in
//! `farewell-domain`, the verbs in `farewell-service`.
//!
//! Times are epoch milliseconds. Tokens are stored hashed, mails sealed; no name, address or password of a
//! member is ever stored in the clear.

pub mod account;
pub mod audit;
pub mod brake;
pub mod comment;
pub mod db;
pub mod departure;
pub mod email_change;
pub mod job;
pub mod key_mark;
pub mod limit;
pub mod link;
pub mod observation;
pub mod outbox;
pub mod queue;
pub mod reason;
pub mod recovery;
pub mod session;
pub mod sign_up;
pub mod status;

use std::sync::Arc;

pub use db::{StoreError, Tx};

/// The database of one Farewell, shared by all its tasks.
#[derive(Clone, Debug)]
pub struct Store {
    db: Arc<db::Db>,
}

impl Store {
    /// Opens `sqlite:PATH`, making the file when it is missing and bringing its tables up to date; or
    /// `postgres://..`, whose tables [`Store::migrate`] must have made.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = db::Db::connect(url).await?;
        db.require_tables().await?;
        Ok(Self { db: Arc::new(db) })
    }

    /// Opens the database and brings its tables up to date. Processes of the version before go on working.
    pub async fn migrate(url: &str) -> Result<Self, StoreError> {
        let db = db::Db::connect(url).await?;
        db.migrate().await?;
        Ok(Self { db: Arc::new(db) })
    }

    /// Opens a database that is there as it is: makes no file and no table, for whoever only looks.
    pub async fn look(url: &str) -> Result<Self, StoreError> {
        Ok(Self { db: Arc::new(db::Db::look(url).await?) })
    }

    /// How its tables and this program fit together.
    pub async fn tables(&self) -> Result<db::Tables, StoreError> {
        self.db.tables().await
    }

    /// Begins a transaction that may write. Writers wait for each other here, so that a read followed by a
    /// write can never fail half-way. `attempt` says in an error what was tried: "save the session".
    pub async fn write(&self, attempt: &'static str) -> Result<Tx, StoreError> {
        self.db.begin(attempt, db::Access::Write).await
    }

    /// For a single statement that reads, beside any writer. To ask twice and get answers that fit together takes
    /// [`Store::read`].
    pub async fn glance(&self, attempt: &'static str) -> Result<Tx, StoreError> {
        self.db.begin(attempt, db::Access::Glance).await
    }

    /// Begins a transaction that only reads, beside any writer.
    pub async fn read(&self, attempt: &'static str) -> Result<Tx, StoreError> {
        self.db.begin(attempt, db::Access::Read).await
    }

    /// Whether the database answers: one small question, as a page asks many.
    pub async fn reach(&self) -> Result<(), StoreError> {
        self.db.reach().await
    }

    /// The connections at this moment.
    pub fn connections(&self) -> db::Connections {
        self.db.connections()
    }

    /// Closes every connection. What SQLite kept in its log goes into the file, and the log is emptied.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
