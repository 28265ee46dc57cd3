//! What can go wrong with a source, in sentences that a person can act on.

/// A source could not be opened, read or written. No message holds a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The URL names a database that this version does not speak.
    #[error(
        "source `{source_name}`: its url must name a file, as in `sqlite:shop.db`, or a database, as in `postgres://farewell:password@db.example.com/shop`"
    )]
    Url {
        /// The source's name.
        source_name: String,
    },
    /// The file is not there.
    #[error("source `{source_name}`: there is no file {file}. Check the path in `sources.{source_name}.url`")]
    Missing {
        /// The source's name.
        source_name: String,
        /// The file as configured.
        file: String,
    },
    /// The file cannot be opened.
    #[error(
        "source `{source_name}`: {file} could not be opened. May this user read and write it, and the folder it is in?"
    )]
    CannotOpen {
        /// The source's name.
        source_name: String,
        /// The file as configured.
        file: String,
    },
    /// The file is something else.
    #[error("source `{source_name}`: {file} is not an SQLite database, or it is damaged")]
    NotADatabase {
        /// The source's name.
        source_name: String,
        /// The file as configured.
        file: String,
    },
    /// Another program holds the lock for longer than the busy timeout.
    #[error(
        "source `{source_name}`: {file} is locked by another program. Try again; if it stays so, find who holds a long transaction"
    )]
    Busy {
        /// The source's name.
        source_name: String,
        /// The file as configured.
        file: String,
    },
    /// The file, or its folder, cannot be written.
    #[error(
        "source `{source_name}`: {file} cannot be written. Give this user the right to write it and the folder it is in"
    )]
    ReadOnly {
        /// The source's name.
        source_name: String,
        /// The file as configured.
        file: String,
    },
    /// The disk is full, or fails.
    #[error(
        "source `{source_name}`: the disk under {file} is full or failing. Nothing was changed; make room and try again"
    )]
    Disk {
        /// The source's name.
        source_name: String,
        /// The file as configured.
        file: String,
    },
    /// The server is away, or takes no more connections.
    #[error(
        "source `{source_name}`: {place} cannot be reached, or takes no more connections. It is tried again"
    )]
    Unreachable {
        /// The source's name.
        source_name: String,
        /// The server and the database.
        place: String,
    },
    /// The server knows no such user, password or database, or lets the user not do this.
    #[error(
        "source `{source_name}`: the server refuses: {message}. `farewell plan grants` prints what is needed"
    )]
    Denied {
        /// The source's name.
        source_name: String,
        /// The database's words; they name tables and users, no value.
        message: String,
    },
    /// Two transactions waited for each other, or changed the same rows.
    #[error(
        "source `{source_name}`: another program changed the same rows at the same time; nothing was done, and it is tried again"
    )]
    Conflict {
        /// The source's name.
        source_name: String,
    },
    /// A value that a column, or the database itself, cannot hold.
    #[error("source `{source_name}`: a value does not fit: {problem}")]
    Unfit {
        /// The source's name.
        source_name: String,
        /// In which way; the value is not repeated.
        problem: String,
    },
    /// A UNIQUE column already holds that value.
    #[error("source `{source_name}`: the value of {column} is already taken")]
    Unique {
        /// The source's name.
        source_name: String,
        /// `table.column`, or the index's name when the database tells no column.
        column: String,
    },
    /// A constraint refused the change.
    #[error("source `{source_name}`: {message}")]
    Constraint {
        /// The source's name.
        source_name: String,
        /// The database's words; they name the constraint, not the value.
        message: String,
    },
    /// The statement failed.
    #[error("source `{source_name}`: {message}")]
    Statement {
        /// The source's name.
        source_name: String,
        /// The database's words.
        message: String,
    },
    /// The source was closed, or no connection became free in time.
    #[error("source `{source_name}`: no connection to {file} became free in time")]
    NoConnection {
        /// The source's name.
        source_name: String,
        /// The file as configured.
        file: String,
    },
    /// A test's stop sign: the run was stopped before a statement, as a killed process would be.
    #[cfg(test)]
    #[error("stopped before statement {0}")]
    Stopped(usize),
}

impl SourceError {
    /// Whether trying again later can help without anyone doing anything.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::Busy { .. } | Self::NoConnection { .. } | Self::Unreachable { .. } | Self::Conflict { .. }
        )
    }

    /// Whether trying again at once can help.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. })
    }

    /// Whether the source cannot be used at the moment, and will be as before when somebody has brought it back.
    pub fn is_outage(&self) -> bool {
        let somebody = matches!(
            self,
            Self::Missing { .. } | Self::CannotOpen { .. } | Self::ReadOnly { .. } | Self::Disk { .. }
        );
        somebody || self.is_temporary()
    }
}
