//! What the live database says about its tables. Read by our own statements, never from the plan.

pub(crate) mod ddl;
mod postgres;
mod sqlite;
mod types;

use std::collections::BTreeMap;

pub(crate) use postgres::VERSION as POSTGRES_VERSION;
pub(crate) use types::TypeClass;
use types::declared_length;

use crate::dialect::System;
use crate::source::{Source, SourceError};

/// The names of our own two tables: never part of a plan, a lock or a check.
pub(crate) const OUR_TABLES: [&str; 2] = ["farewell_journal", "farewell_vault"];

/// The tables of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    pub(crate) tables: BTreeMap<String, Table>,
    pub(crate) has_journal: bool,
    /// Changes whenever the schema does, so that reading it again can be spared.
    pub(crate) version: i64,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// As the plan names it after the source; on PostgreSQL with its schema, unless that is `public`.
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) primary_key: Vec<String>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) triggers: Vec<Trigger>,
    /// The expressions of its CHECK constraints.
    pub(crate) checks: Vec<String>,
    /// The columns by which one row is told from all others; none: its rows cannot be addressed.
    pub(crate) address: Vec<String>,
    /// The types of `address`; empty where the database needs none.
    pub(crate) address_kinds: Vec<String>,
    /// Whether the address changes with every change of the row, so that one statement must do it all.
    pub(crate) moves: bool,
    /// Whether `address` is the one number that the database itself gives each row.
    pub(crate) numbered: bool,
    /// Whether values must be of the declared type.
    pub(crate) strict: bool,
    /// Columns that decide in which partition a row lies.
    pub(crate) partition_key: Vec<String>,
    /// What else the plan's lock must notice: policies, partitions, the values of an enum ...
    pub(crate) notes: Vec<String>,
    /// Why rows here cannot be changed safely, if so: a sentence, and what mends it.
    pub(crate) hindrance: Option<(String, String)>,
    /// What the role that reads this catalog may not do here: `SELECT`, `UPDATE`, `DELETE`.
    pub(crate) denied: Vec<&'static str>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) declared: String,
    /// The type that values are cast to, without length and domain; empty where the database needs no cast.
    pub(crate) kind: String,
    pub(crate) class: TypeClass,
    /// How many characters it takes, if that is limited.
    pub(crate) length: Option<usize>,
    pub(crate) not_null: bool,
    pub(crate) default: Option<String>,
    pub(crate) generated: bool,
}

/// One foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<String>,
    pub(crate) table: String,
    pub(crate) references: Vec<String>,
    pub(crate) on_delete: String,
    pub(crate) on_update: String,
    /// Whether its check can wait until the commit.
    pub(crate) deferrable: bool,
}

/// One index, the ones behind keys included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Index {
    pub(crate) name: String,
    /// Column (none for an expression) and collation; `lower` for `lower(column)`.
    pub(crate) columns: Vec<(Option<String>, String)>,
    pub(crate) unique: bool,
    pub(crate) partial: bool,
    /// The kind of index, where it is not the ordinary one.
    pub(crate) method: String,
    /// Whether rows can be found by equality.
    pub(crate) finds: bool,
}

/// One trigger, or one rewriting rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// `trigger` or `rule`.
    pub(crate) what: &'static str,
    pub(crate) name: String,
    /// `INSERT`, `UPDATE` or `DELETE`, or several of them; empty when it is switched off.
    pub(crate) event: String,
    pub(crate) sql: String,
}

impl Catalog {
    /// Reads the catalog of a source.
    pub async fn read(source: &Source) -> Result<Self, SourceError> {
        match source.dialect().system() {
            System::Sqlite => sqlite::read(source).await,
            System::Postgres => postgres::read(source).await,
        }
    }

    pub(crate) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }
}

impl Table {
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The type that values of a column are cast to; empty where the database needs no cast.
    pub(crate) fn kind(&self, column: &str) -> &str {
        self.column(column).map_or("", |column| column.kind.as_str())
    }

    /// Whether rows can be found quickly by these columns, under this collation if one is asked for.
    pub(crate) fn is_indexed(&self, columns: &[String], collation: Option<&str>) -> bool {
        let row_number = self.numbered && self.primary_key.len() == 1 && self.primary_key == columns;
        row_number || self.indexes.iter().any(|index| index.finds && index.starts_with(columns, collation))
    }

    /// Whether this column alone must be unique.
    pub(crate) fn is_unique(&self, column: &str) -> bool {
        let alone = |names: &[String]| names.len() == 1 && names[0] == column;
        alone(&self.primary_key)
            || self.indexes.iter().any(|index| {
                index.unique && index.columns.len() == 1 && index.columns[0].0.as_deref() == Some(column)
            })
    }
}

impl Index {
    /// The order within the leading columns does not matter for finding rows by all of them.
    fn starts_with(&self, columns: &[String], collation: Option<&str>) -> bool {
        let Some(leading) = self.columns.get(..columns.len()) else {
            return false;
        };
        columns.iter().all(|column| {
            leading.iter().any(|(name, own)| {
                // An index over `lower(column)` serves nobody who asks for the column itself.
                let serves = collation.map_or(own != "lower", |asked| own.eq_ignore_ascii_case(asked));
                name.as_ref() == Some(column) && serves
            })
        })
    }
}
