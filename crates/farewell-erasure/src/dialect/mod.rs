//! What differs between databases, behind one trait: the seam for the next ones.

mod postgres;
mod sqlite;

use std::collections::BTreeSet;

pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

use crate::catalog::TypeClass;
use crate::cell::Cell;
use crate::plan::Until;

/// The kinds of databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    Sqlite,
    Postgres,
}

/// How one kind of database spells what the engine wants to say. All arguments but names are SQL already; a *kind* is the type of a column as its catalog tells it ([`crate::catalog`]).
pub(crate) trait Dialect: Send + Sync {
    /// Which database this is.
    fn system(&self) -> System;

    /// An identifier, so quoted that no character of it can mean anything else.
    fn quote(&self, identifier: &str) -> String;

    /// A table by its name in the catalog, quoted.
    fn table(&self, name: &str) -> String;

    /// Whether columns of temporary tables have a type of their own.
    fn is_typed(&self) -> bool;

    /// A value of that type, bound at that place.
    fn value(&self, cell: &Cell, place: &str, kind: &str) -> String;

    /// An expression of that type, so that a row can hold it exactly.
    fn read(&self, expression: &str, kind: &str) -> String;

    /// Equal, and two NULLs are equal too.
    fn same(&self, left: &str, right: &str, kind: &str) -> String;

    /// Equal without regard to the case of ASCII letters, at least. The right side is a text.
    fn equal_ignoring_case(&self, left: &str, right: &str, kind: &str) -> String;

    /// Two expressions, made comparable. The left one is to be found by an index, so the right one is made to fit if one of them must be.
    fn alike(&self, left: &Side, right: &Side, ignore_case: bool) -> (String, String);

    /// Whether these values, together, are a row of the subquery.
    fn is_in(&self, values: &[String], subquery: &str) -> String {
        match values {
            [value] => format!("{value} IN ({subquery})"),
            values => format!("({}) IN ({subquery})", values.join(", ")),
        }
    }

    /// Whether a date can be read from columns of that type.
    fn has_dates(&self, class: TypeClass, kind: &str) -> bool;

    /// The date that an `until` comes to, as text `2031-12-31`; NULL where the column holds no date.
    fn until(&self, column: &str, kind: &str, until: &Until) -> String;

    /// A date cut to the first day of its month, or of its year, in the form in which it is stored.
    fn cut(&self, column: &str, kind: &str, part: DatePart, not_null: bool) -> String;

    /// A statement that fails if a value does not go into a column of that type.
    fn trial(&self, value: &str, declared: &str) -> Option<String>;

    /// The name of a temporary table, as statements use it.
    fn temporary(&self, name: &str) -> String;

    /// Makes a temporary table, if this connection does not have it yet.
    fn create_temporary(&self, name: &str, columns: &[TempColumn]) -> String;

    /// Lets the planner count a temporary table that was just filled; none: it needs no help.
    fn measure(&self, name: &str) -> Option<String>;

    /// What a transaction says first, so that keys in a circle are checked at its end.
    fn defer_keys(&self) -> &'static str;

    /// Makes now what would wait for the transaction's end, so that it is seen and counted; none: nothing waits but checks.
    fn settle_keys(&self) -> Option<&'static str>;

    /// Holds these tables as they are until the end of the transaction; none: whoever writes does so anyway.
    fn hold(&self, tables: &BTreeSet<String>) -> Option<String>;

    /// What a SELECT ends with so that nobody else changes its rows of `t`, or adds rows that point to them; empty: whoever writes is alone.
    fn lock_rows(&self) -> &'static str;

    /// How many rows have been changed so far, the work of triggers and cascades included; NULL: the database does not count.
    fn changes_so_far(&self) -> &'static str;

    /// A number that changes whenever the schema does.
    fn schema_version(&self) -> &'static str;

    /// Finds a row if the number of a deleted row of the table `$1` is never given again.
    fn lasting_numbers(&self) -> &'static str;

    /// Keeps everybody else who asks for it out until the transaction's end; none: whoever writes is alone.
    fn alone(&self) -> Option<&'static str>;

    /// The collation under which an index serves comparisons without regard to case.
    fn caseless(&self) -> &'static str;

    /// A column within CREATE INDEX.
    fn index_column(&self, column: &str, ignore_case: bool) -> String;

    /// The journal's table.
    fn journal_ddl(&self) -> &'static str;

    /// The vault's table.
    fn vault_ddl(&self) -> &'static str;

    /// What access a role needs, in a sentence or in statements.
    fn access(&self, role: Role, needs: &Needs) -> String;
}

/// One side of a comparison.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) sql: String,
    pub(crate) kind: String,
    /// Whether it is a column of a temporary table.
    pub(crate) temporary: bool,
}

impl Side {
    pub(crate) fn new(sql: impl Into<String>, kind: &str) -> Self {
        Self { sql: sql.into(), kind: kind.to_owned(), temporary: false }
    }
}

/// To what a date is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DatePart {
    Month,
    Year,
}

/// A column of a temporary table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TempColumn {
    pub(crate) role: TempRole,
    /// Its type; empty: any.
    pub(crate) kind: String,
}

/// What a column of a temporary table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TempRole {
    /// The row number, and the table's key.
    RowNumber,
    /// Part of the table's key.
    Key,
    /// A further value.
    Value,
}

/// What the plan needs of a source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// Tables that are read.
    pub(crate) read: BTreeSet<String>,
    /// Tables whose rows are locked, and may be changed.
    pub(crate) change: BTreeSet<String>,
    /// Tables whose rows may be deleted.
    pub(crate) delete: BTreeSet<String>,
    /// The table of members and the columns that the web process changes, if it is here.
    pub(crate) members: Option<(String, Vec<String>)>,
}

/// Who reaches a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The web process: reads, and changes the directory's columns.
    Web,
    /// The worker: erases.
    Worker,
}
