//! What can go wrong with the database, said so that a person can act on it.

/// Farewell's own database could not do something. Holds no value of any row.
#[derive(Debug, thiserror::Error)]
#[error("could not {attempt}: {trouble}")]
pub struct StoreError {
    attempt: String,
    /// What was in the way.
    pub trouble: Trouble,
    #[source]
    source: Option<Box<sqlx::Error>>,
}

/// What was in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Another program holds the write lock for longer than we wait.
    #[error("the database is locked by another program; close it, or wait until it is done")]
    Locked,
    /// The server is not there, or has no connection left.
    #[error("the database server cannot be reached, or takes no more connections; it is tried again")]
    Away,
    /// The server knows no such user, password or database.
    #[error(
        "the database server refuses; check user, password and the database's name, and what the user may do"
    )]
    Refused,
    /// The tables are missing or older than this program.
    #[error("its tables are not up to date; run `farewell migrate --config FILE`")]
    NotMigrated,
    /// No space left, or the disk fails.
    #[error("the disk is full or failing; free some space, nothing is lost")]
    DiskFull,
    /// No right to write.
    #[error("the database file or its folder cannot be written; check the owner and the rights")]
    ReadOnly,
    /// The file is missing and cannot be made, or cannot be read.
    #[error("the database file cannot be opened; check that its folder exists and can be written")]
    CannotOpen,
    /// The file is something else, or damaged.
    #[error("the file is not a database of Farewell, or it is damaged; restore it from a backup")]
    NotADatabase,
    /// The address names no database that Farewell can live in.
    #[error(
        "the address is not one Farewell knows; write `sqlite:` and the path of a file, or postgres://user:password@host/name"
    )]
    UnknownScheme,
    /// The tables were made by a newer program.
    #[error("the tables do not fit this program; use the version that last ran, or a newer one")]
    Migration,
    /// A row is not what it must be.
    #[error("a stored value cannot be read")]
    Unreadable,
    /// A rule of the tables forbids it.
    #[error("it would contradict what is stored")]
    Conflict,
    /// Anything else; the source says what.
    #[error("the database refused")]
    Other,
}

impl StoreError {
    pub(super) fn of(attempt: &str, error: sqlx::Error) -> Self {
        Self { attempt: attempt.to_owned(), trouble: trouble(&error), source: Some(Box::new(error)) }
    }

    pub(super) fn opening(path: &str, error: sqlx::Error) -> Self {
        Self::of(&format!("open {path}"), error)
    }

    pub(super) fn migrating(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => Self::of("bring the tables up to date", error),
            other => Self {
                attempt: "bring the tables up to date".into(),
                trouble: Trouble::Migration,
                source: Some(Box::new(sqlx::Error::Migrate(Box::new(other)))),
            },
        }
    }

    pub(super) fn unknown_scheme(url: &str) -> Self {
        // An address may hold a password, so only its scheme is repeated.
        let scheme = url.split(':').next().unwrap_or_default();
        Self {
            attempt: format!("open a `{scheme}:` database"),
            trouble: Trouble::UnknownScheme,
            source: None,
        }
    }

    pub(super) fn not_migrated(told: &str) -> Self {
        Self { attempt: format!("open {told}"), trouble: Trouble::NotMigrated, source: None }
    }

    pub(super) fn gone(path: &str) -> Self {
        Self { attempt: format!("open {path}"), trouble: Trouble::CannotOpen, source: None }
    }

    pub(super) fn null(column: &str) -> Self {
        Self { attempt: format!("read {column}, which is NULL"), trouble: Trouble::Unreadable, source: None }
    }

    /// A stored value that no version of Farewell writes.
    pub fn unreadable(column: &str) -> Self {
        Self { attempt: format!("read {column}"), trouble: Trouble::Unreadable, source: None }
    }
}

fn trouble(error: &sqlx::Error) -> Trouble {
    if let Some(error) = error.as_database_error() {
        let code = error.code().unwrap_or_default();
        return match error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
            Some(_) => postgres_trouble(&code),
            None => sqlite_trouble(&code),
        };
    }
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::Tls(_) => Trouble::Away,
        _ => Trouble::Other,
    }
}

/// SQLite's primary result codes: <https://sqlite.org/rescode.html>.
fn sqlite_trouble(code: &str) -> Trouble {
    match code.parse::<i32>().map(|code| code & 0xff) {
        Ok(5 | 6) => Trouble::Locked,
        Ok(8) => Trouble::ReadOnly,
        Ok(10 | 13) => Trouble::DiskFull,
        Ok(14) => Trouble::CannotOpen,
        Ok(11 | 26) => Trouble::NotADatabase,
        Ok(19) => Trouble::Conflict,
        _ => Trouble::Other,
    }
}

/// SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn postgres_trouble(code: &str) -> Trouble {
    match code {
        "53100" => Trouble::DiskFull,
        // Waited too long for a lock, a deadlock, or a statement that took too long behind one.
        "55P03" | "40P01" | "40001" | "57014" => Trouble::Locked,
        "25006" => Trouble::ReadOnly,
        "42501" | "3D000" => Trouble::Refused,
        _ if code.starts_with("28") => Trouble::Refused,
        _ if code.starts_with("23") => Trouble::Conflict,
        // Connections: lost, too many, the server going down or starting.
        _ if code.starts_with("08") || code.starts_with("53") || code.starts_with("57P") => Trouble::Away,
        _ => Trouble::Other,
    }
}
