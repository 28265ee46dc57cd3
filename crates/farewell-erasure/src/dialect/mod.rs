//! What differs between databases, behind one trait: the seam for the next ones.

mod sqlite;

pub(crate) use sqlite::Sqlite;

use crate::plan::Until;

/// How one kind of database spells what the engine wants to say. All arguments but identifiers are SQL already.
pub(crate) trait Dialect: Send + Sync {
    /// An identifier, so quoted that no character of it can mean anything else.
    fn quote(&self, identifier: &str) -> String;

    /// Equal, and two NULLs are equal too.
    fn same(&self, left: &str, right: &str) -> String;

    /// Equal without regard to the case of ASCII letters, at least.
    fn equal_ignoring_case(&self, left: &str, right: &str) -> String;

    /// Whether these values, together, are a row of the subquery.
    fn is_in(&self, values: &[String], ignore_case: bool, subquery: &str) -> String;

    /// A value of a temporary table, so that it is compared as the operator's column on the other side wants it.
    fn untyped(&self, column: &str) -> String;

    /// The date that an `until` comes to, as text `2031-12-31`; NULL where the column holds no date.
    fn until(&self, column: &str, until: &Until) -> String;

    /// A date cut to the first day of its month, or of its year, in the form in which it is stored.
    fn cut(&self, column: &str, part: DatePart, not_null: bool) -> String;

    /// The name of a temporary table, as statements use it.
    fn temporary(&self, name: &str) -> String;

    /// Makes a temporary table, if this connection does not have it yet.
    fn create_temporary(&self, name: &str, columns: &[TempColumn]) -> String;

    /// What a transaction says first, so that keys in a circle are checked at its end.
    fn defer_keys(&self) -> &'static str;

    /// How many rows this connection has changed so far, the work of triggers and cascades included.
    fn changes_so_far(&self) -> &'static str;

    /// A number that changes whenever the schema does.
    fn schema_version(&self) -> &'static str;

    /// Finds a row if the number of a deleted row of the table `$1` is never given again.
    fn lasting_numbers(&self) -> &'static str;

    /// The journal's table.
    fn journal_ddl(&self) -> &'static str;

    /// The vault's table.
    fn vault_ddl(&self) -> &'static str;

    /// What access the two roles need, in a sentence or in statements.
    fn access(&self, role: Role) -> &'static str;
}

/// To what a date is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DatePart {
    Month,
    Year,
}

/// A column of a temporary table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TempColumn {
    /// The row number, and the table's key.
    RowNumber,
    /// Part of the table's key, of any type.
    Key,
    /// A further value of any type.
    Value,
}

/// Who reaches a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The web process: reads, and changes the directory's columns.
    Web,
    /// The worker: erases.
    Worker,
}
