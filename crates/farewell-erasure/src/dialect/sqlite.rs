//! SQLite's spelling.

use super::{DatePart, Dialect, Role, TempColumn};
use crate::plan::{Base, Until};

/// SQLite, 3.38 or newer.
pub(crate) struct Sqlite;

/// What looks like an ISO date. SQLite's own functions would take `now`, `12:00` and bare numbers too.
const ISO: &str = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'";

impl Dialect for Sqlite {
    /// Back-ticks, because SQLite reads an unknown name in double quotes as a text.
    fn quote(&self, identifier: &str) -> String {
        format!("`{}`", identifier.replace('`', "``"))
    }

    fn same(&self, left: &str, right: &str) -> String {
        format!("{left} IS {right}")
    }

    /// An index `(email COLLATE NOCASE)` makes this quick.
    fn equal_ignoring_case(&self, left: &str, right: &str) -> String {
        format!("{left} = {right} COLLATE NOCASE")
    }

    fn is_in(&self, values: &[String], ignore_case: bool, subquery: &str) -> String {
        match values {
            [value] if ignore_case => format!("{value} COLLATE NOCASE IN ({subquery})"),
            [value] => format!("{value} IN ({subquery})"),
            values => format!("({}) IN ({subquery})", values.join(", ")),
        }
    }

    /// A column without a type is compared byte for byte; an expression takes the type of the other side (<https://sqlite.org/datatype3.html>, 4.2), and the index there serves.
    fn untyped(&self, column: &str) -> String {
        format!("+{column}")
    }

    /// Dates are ISO text, or a number of seconds or milliseconds since 1970.
    fn until(&self, column: &str, until: &Until) -> String {
        let mut moves = match until.base {
            Base::Day => String::new(),
            Base::EndOfMonth => ", 'start of month', '+1 month', '-1 day'".to_owned(),
            Base::EndOfYear => ", 'start of year', '+1 year', '-1 day'".to_owned(),
        };
        for (number, unit) in [(until.years, "years"), (until.months, "months"), (until.days, "days")] {
            if number > 0 {
                moves = format!("{moves}, '+{number} {unit}'");
            }
        }
        let seconds = seconds(column);
        format!(
            "CASE WHEN typeof({column}) IN ('integer', 'real') THEN date({seconds}, 'unixepoch'{moves}) WHEN {column} {ISO} THEN date({column}{moves}) END"
        )
    }

    fn cut(&self, column: &str, part: DatePart, not_null: bool) -> String {
        let (keep, rest, word) = match part {
            DatePart::Month => (8, "01", "month"),
            DatePart::Year => (5, "01-01", "year"),
        };
        let midnight = format!(
            "CASE WHEN length({column}) > 10 THEN substr({column}, 11, 1) || '00:00:00' || CASE WHEN {column} GLOB '*Z' THEN 'Z' ELSE '' END ELSE '' END"
        );
        let seconds = seconds(column);
        let unreadable = if not_null { " ELSE '1970-01-01'" } else { "" };
        format!(
            "CASE WHEN typeof({column}) IN ('integer', 'real') THEN unixepoch({seconds}, 'unixepoch', 'start of {word}') * CASE WHEN abs({column}) > 99999999999 THEN 1000 ELSE 1 END WHEN {column} {ISO} THEN substr({column}, 1, {keep}) || '{rest}' || {midnight}{unreadable} END"
        )
    }

    fn temporary(&self, name: &str) -> String {
        format!("temp.{}", self.quote(name))
    }

    /// Columns without a type keep every value as it was bound.
    fn create_temporary(&self, name: &str, columns: &[TempColumn]) -> String {
        let list = columns.iter().enumerate().map(|(at, column)| match column {
            TempColumn::RowNumber => format!("c{at} INTEGER PRIMARY KEY"),
            TempColumn::Key | TempColumn::Value => format!("c{at}"),
        });
        let mut list: Vec<String> = list.collect();
        let keys = columns.iter().enumerate();
        let keys = keys.filter(|(_, column)| **column == TempColumn::Key);
        let keys: Vec<String> = keys.map(|(at, _)| format!("c{at}")).collect();
        let mut rowid = "";
        if !keys.is_empty() {
            list.push(format!("PRIMARY KEY ({})", keys.join(", ")));
            rowid = " WITHOUT ROWID";
        }
        format!("CREATE TEMPORARY TABLE IF NOT EXISTS {} ({}){rowid}", self.quote(name), list.join(", "))
    }

    fn defer_keys(&self) -> &'static str {
        "PRAGMA defer_foreign_keys = ON"
    }

    fn changes_so_far(&self) -> &'static str {
        "SELECT total_changes()"
    }

    fn schema_version(&self) -> &'static str {
        "PRAGMA schema_version"
    }

    fn lasting_numbers(&self) -> &'static str {
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1 AND upper(sql) LIKE '%AUTOINCREMENT%'"
    }

    fn journal_ddl(&self) -> &'static str {
        "CREATE TABLE IF NOT EXISTS farewell_journal (
  account TEXT NOT NULL,   -- a keyed hash of the account's key
  run TEXT NOT NULL,       -- empty: the row that holds the account's fence
  stage TEXT NOT NULL,
  fence INTEGER NOT NULL,
  steps TEXT,              -- names of tables and counts, never a value
  at INTEGER NOT NULL,     -- milliseconds since 1970
  PRIMARY KEY (account, run, stage)
) STRICT, WITHOUT ROWID;"
    }

    fn vault_ddl(&self) -> &'static str {
        "CREATE TABLE IF NOT EXISTS farewell_vault (
  account TEXT NOT NULL,   -- a keyed hash of the account's key
  run TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  content BLOB NOT NULL,   -- rows, encrypted under the account's key
  PRIMARY KEY (account, run, chunk)
) STRICT, WITHOUT ROWID;"
    }

    fn access(&self, role: Role) -> &'static str {
        match role {
            Role::Web => {
                "-- SQLite has no roles: the web process needs to read and write the file and the folder it is in."
            }
            Role::Worker => {
                "-- SQLite has no roles: the worker needs to read and write the file and the folder it is in, and room for as much again as the file when the file is rewritten."
            }
        }
    }
}

/// Seconds since 1970 from seconds or milliseconds: no date before the year 5138 has that many seconds.
fn seconds(column: &str) -> String {
    format!("CASE WHEN abs({column}) > 99999999999 THEN {column} / 1000 ELSE {column} END")
}
