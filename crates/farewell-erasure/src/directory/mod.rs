//! The directory: the operator's table of members, as Farewell reads and writes it.

mod change;
mod email;
mod error;
mod find;
mod map;
mod moment;
mod own;
mod sign_up;

use std::sync::Arc;

pub use change::ProfileChange;
pub use error::DirectoryError;
pub use find::Member;
pub use map::{DirectoryMap, StatusMap, StatusValue, Switch};
pub use own::{OWN_PLAN, OWN_SCHEMA, OWN_TABLE};
pub use sign_up::NewMember;

use crate::catalog::{Catalog, Table, TypeClass};
use crate::cell::Cell;
use crate::key::{AccountKey, KeyKind};
use crate::source::Source;

/// The table of members in its source. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Directory(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    map: DirectoryMap,
    source: Source,
    table_name: String,
    table: Table,
    key_kind: KeyKind,
}

impl Directory {
    /// Opens the directory and checks every column of the map against the live catalog; where members may sign up,
    /// also that one can be added.
    pub async fn open(map: DirectoryMap, source: Source) -> Result<Self, DirectoryError> {
        let (source_name, table_name) =
            map.source_and_table().ok_or_else(|| DirectoryError::TableName { table: map.table.clone() })?;
        if source_name != source.name() {
            return Err(DirectoryError::OtherSource {
                table: map.table.clone(),
                given: source.name().to_owned(),
            });
        }
        let catalog = Catalog::read(&source).await?;
        let table = catalog
            .table(table_name)
            .cloned()
            .ok_or_else(|| DirectoryError::NoTable { table: map.table.clone() })?;
        check_columns(&map, &table)?;
        let key_kind = key_kind(&source, &table, &map.key).await?;
        sign_up::check(&map, &source, &table, key_kind).await?;
        Ok(Self(Arc::new(Inner { table_name: table_name.to_owned(), table, key_kind, map, source })))
    }

    /// Reads an account key from text, by the key column's type.
    pub fn key(&self, canonical: &str) -> Result<AccountKey, DirectoryError> {
        Ok(AccountKey::parse(self.0.key_kind, canonical)?)
    }

    /// How the key column stores its values.
    pub fn key_kind(&self) -> KeyKind {
        self.0.key_kind
    }

    /// Where the directory finds what.
    pub fn map(&self) -> &DirectoryMap {
        &self.0.map
    }

    /// The source it lives in.
    pub fn source(&self) -> &Source {
        &self.0.source
    }

    /// The table's name within its source.
    pub(crate) fn table_name(&self) -> &str {
        &self.0.table_name
    }

    fn quote(&self, column: &str) -> String {
        self.0.source.dialect().quote(column)
    }

    fn quoted_table(&self) -> String {
        self.0.source.dialect().table(&self.0.table_name)
    }

    /// The type of a column; empty where the database needs none.
    pub(crate) fn kind(&self, column: &str) -> &str {
        self.0.table.kind(column)
    }

    /// The type of a column's values in another database.
    pub(crate) fn portable_kind(&self, column: &str) -> String {
        let class = self.0.table.column(column).map(|column| column.class);
        match (self.kind(column), class) {
            ("", Some(TypeClass::Integer)) => "bigint".to_owned(),
            // A type that the operator has made is there only.
            (kind, _) if kind.is_empty() || kind.contains('.') => "text".to_owned(),
            (kind, _) => kind.to_owned(),
        }
    }

    /// The condition that a row is that of the account whose key is bound at `$1`.
    fn is_key(&self) -> String {
        let (dialect, kind) = (self.0.source.dialect(), self.0.key_kind.sql_kind());
        let cell = match self.0.key_kind {
            KeyKind::UuidBytes => Cell::Blob(Vec::new()),
            KeyKind::Integer | KeyKind::UuidText | KeyKind::Text => Cell::Text(String::new()),
        };
        format!("{} = {}", self.quote(&self.0.map.key), dialect.value(&cell, "$1", kind))
    }
}

fn check_columns(map: &DirectoryMap, table: &Table) -> Result<(), DirectoryError> {
    for (setting, column) in map.columns() {
        if table.column(column).is_none() {
            return Err(DirectoryError::NoColumn {
                setting,
                column: column.to_owned(),
                table: map.table.clone(),
                known: table.columns.iter().map(|c| c.name.clone()).collect(),
            });
        }
    }
    if table.is_unique(&map.key) {
        return Ok(());
    }
    Err(if table.primary_key.len() > 1 && table.primary_key.contains(&map.key) {
        DirectoryError::CompositeKey { table: map.table.clone(), columns: table.primary_key.clone() }
    } else {
        DirectoryError::KeyNotUnique { table: map.table.clone(), column: map.key.clone() }
    })
}

/// A UUID may be stored as text or as bytes; where the declared type leaves it open, a row tells.
async fn key_kind(source: &Source, table: &Table, key: &str) -> Result<KeyKind, DirectoryError> {
    let class = table.column(key).map(|column| column.class);
    Ok(match class {
        Some(TypeClass::Integer | TypeClass::Number) => KeyKind::Integer,
        Some(TypeClass::Uuid | TypeClass::Bytes) => {
            let dialect = source.dialect();
            let sql = format!("SELECT {} FROM {} LIMIT 1", dialect.quote(key), dialect.table(&table.name));
            let rows = source.query(&sql, &[]).await?;
            match (rows.first().map(crate::source::Row::first), class) {
                (Some(Cell::Blob(_)), _) | (None, Some(TypeClass::Bytes)) => KeyKind::UuidBytes,
                (Some(Cell::Integer(_)), _) => KeyKind::Integer,
                (Some(_), Some(TypeClass::Bytes)) => KeyKind::Text,
                _ => KeyKind::UuidText,
            }
        }
        Some(TypeClass::Text | TypeClass::Time) | None => KeyKind::Text,
    })
}
