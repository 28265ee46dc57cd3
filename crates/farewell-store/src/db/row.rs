//! Rows that come out of a statement. A NULL where a value is required is refused: SQLite's driver would
//! silently make it `""` or `0`.

use jiff::Timestamp;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, ValueRef};
use uuid::Uuid;

use super::StoreError;

/// One row.
#[derive(Debug)]
pub enum Row {
    /// A row of SQLite.
    Sqlite(SqliteRow),
    /// A row of PostgreSQL.
    Postgres(PgRow),
}

/// A type that can be read from a column.
pub trait FromColumn: Sized {
    /// Reads `column`, `None` when it is NULL.
    fn from_column(row: &Row, column: &str) -> Result<Option<Self>, StoreError>;
}

impl Row {
    /// The value in `column`; NULL is an error.
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T, StoreError> {
        T::from_column(self, column)?.ok_or_else(|| StoreError::null(column))
    }

    /// The value in `column`, `None` for NULL.
    pub fn get_or_null<T: FromColumn>(&self, column: &str) -> Result<Option<T>, StoreError> {
        T::from_column(self, column)
    }
}

macro_rules! from_driver {
    ($($type:ty),*) => { $(
        impl FromColumn for $type {
            fn from_column(row: &Row, column: &str) -> Result<Option<Self>, StoreError> {
                match row {
                    Row::Sqlite(row) => {
                        let is_null = row.try_get_raw(column).map(|raw| raw.is_null());
                        match is_null {
                            Ok(true) => Ok(None),
                            Ok(false) => row.try_get(column).map(Some),
                            Err(error) => Err(error),
                        }
                    }
                    Row::Postgres(row) => row.try_get(column),
                }
                .map_err(|error| StoreError::of("read a column", error))
            }
        }
    )* };
}

from_driver!(i64, String, Vec<u8>);

impl FromColumn for bool {
    fn from_column(row: &Row, column: &str) -> Result<Option<Self>, StoreError> {
        match row {
            Row::Sqlite(_) => Ok(i64::from_column(row, column)?.map(|number| number != 0)),
            Row::Postgres(row) => row.try_get(column).map_err(|error| StoreError::of("read a column", error)),
        }
    }
}

impl FromColumn for Uuid {
    fn from_column(row: &Row, column: &str) -> Result<Option<Self>, StoreError> {
        match row {
            Row::Sqlite(_) => String::from_column(row, column)?
                .map(|text| text.parse().map_err(|_| StoreError::unreadable(column)))
                .transpose(),
            Row::Postgres(row) => row.try_get(column).map_err(|error| StoreError::of("read a column", error)),
        }
    }
}

impl FromColumn for Timestamp {
    fn from_column(row: &Row, column: &str) -> Result<Option<Self>, StoreError> {
        i64::from_column(row, column)?
            .map(|ms| Self::from_millisecond(ms).map_err(|_| StoreError::unreadable(column)))
            .transpose()
    }
}
