//! What can go wrong with the directory.

use crate::key::KeyError;
use crate::source::SourceError;

/// The directory could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// `directory.table` is not `source.table`.
    #[error("directory.table is `{table}`; it must name a source and a table, as in `shop.members`")]
    TableName {
        /// As configured.
        table: String,
    },
    /// The table is named in another source than the one given.
    #[error("directory.table is `{table}`, but the source opened for it is `{given}`")]
    OtherSource {
        /// As configured.
        table: String,
        /// The source's name.
        given: String,
    },
    /// There is no such table.
    #[error("directory.table: there is no table `{table}`")]
    NoTable {
        /// As configured.
        table: String,
    },
    /// There is no such column.
    #[error("directory.{setting}: `{table}` has no column `{column}`. It has {}", known.join(", "))]
    NoColumn {
        /// The key of the configuration.
        setting: &'static str,
        /// As configured.
        column: String,
        /// The table.
        table: String,
        /// The columns there are.
        known: Vec<String>,
    },
    /// The members are told apart by several columns together.
    #[error("directory.key: `{table}` is keyed by {} together. Farewell needs one column that tells members apart: give the table a unique one and name that", columns.join(" and "))]
    CompositeKey {
        /// The table.
        table: String,
        /// The key's columns.
        columns: Vec<String>,
    },
    /// The key column does not tell members apart.
    #[error(
        "directory.key: `{column}` of `{table}` is neither its primary key nor unique, so it does not tell members apart"
    )]
    KeyNotUnique {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// Members may sign up, but a row needs more than they type.
    #[error(
        "directory.sign_up: a new row of `{table}` needs a value for {}, which nobody types in. Give such a column a default, let it be empty, or write `sign_up: off`", columns.join(" and ")
    )]
    CannotAdd {
        /// The table.
        table: String,
        /// The columns without a value.
        columns: Vec<String>,
    },
    /// Members may sign up, but the number of a deleted row is given again.
    #[error(
        "directory.sign_up: once a row of `{table}` is deleted, the database gives its `{column}` to a new one, who would then be taken for an erased member. Make the column INTEGER PRIMARY KEY AUTOINCREMENT, or write `sign_up: off`"
    )]
    KeyGivenTwice {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A text that cannot be a key of this directory.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Another member has that value.
    #[error("another member already has that {column}")]
    Taken {
        /// The column of the directory's table.
        column: String,
    },
    /// There is no member with that key.
    #[error("there is no member with that key")]
    Unknown,
    /// The database.
    #[error(transparent)]
    Source(SourceError),
}

impl From<SourceError> for DirectoryError {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Unique { column, .. } => Self::Taken {
                column: column.rsplit_once('.').map_or(column.clone(), |(_, column)| column.to_owned()),
            },
            other => Self::Source(other),
        }
    }
}
