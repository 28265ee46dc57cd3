//! SQLite's spelling.

use std::collections::BTreeSet;

use super::{DatePart, Dialect, Needs, Role, Side, System, TempColumn, TempRole};
use crate::catalog::TypeClass;
use crate::cell::Cell;
use crate::plan::{Base, Until};

/// SQLite, 3.38 or newer.
pub(crate) struct Sqlite;

/// What looks like an ISO date. SQLite's own functions would take `now`, `12:00` and bare numbers too.
const ISO: &str = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'";

impl Dialect for Sqlite {
    fn system(&self) -> System {
        System::Sqlite
    }

    /// Back-ticks, because SQLite reads an unknown name in double quotes as a text.
    fn quote(&self, identifier: &str) -> String {
        format!("`{}`", identifier.replace('`', "``"))
    }

    fn table(&self, name: &str) -> String {
        self.quote(name)
    }

    fn is_typed(&self) -> bool {
        false
    }

    fn value(&self, _cell: &Cell, place: &str, _kind: &str) -> String {
        place.to_owned()
    }

    fn read(&self, expression: &str, _kind: &str) -> String {
        expression.to_owned()
    }

    fn same(&self, left: &str, right: &str, _kind: &str) -> String {
        format!("{left} IS {right}")
    }

    /// An index `(email COLLATE NOCASE)` makes this quick.
    fn equal_ignoring_case(&self, left: &str, right: &str, _kind: &str) -> String {
        format!("{left} = {right} COLLATE NOCASE")
    }

    /// A column without a type is compared byte for byte; an expression takes the type of the other side (<https://sqlite.org/datatype3.html>, 4.2), and the index there serves.
    fn alike(&self, left: &Side, right: &Side, ignore_case: bool) -> (String, String) {
        let typed = |side: &Side| if side.temporary { format!("+{}", side.sql) } else { side.sql.clone() };
        let collation = if ignore_case { " COLLATE NOCASE" } else { "" };
        (format!("{}{collation}", typed(left)), typed(right))
    }

    fn has_dates(&self, class: TypeClass, _kind: &str) -> bool {
        !matches!(class, TypeClass::Uuid | TypeClass::Bytes)
    }

    /// Dates are ISO text, or a number of seconds or milliseconds since 1970.
    fn until(&self, column: &str, _kind: &str, until: &Until) -> String {
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

    fn cut(&self, column: &str, _kind: &str, part: DatePart, not_null: bool) -> String {
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

    fn trial(&self, _value: &str, _declared: &str) -> Option<String> {
        None
    }

    fn temporary(&self, name: &str) -> String {
        format!("temp.{}", self.quote(name))
    }

    /// Columns without a type keep every value as it was bound.
    fn create_temporary(&self, name: &str, columns: &[TempColumn]) -> String {
        let list = columns.iter().enumerate().map(|(at, column)| match column.role {
            TempRole::RowNumber => format!("c{at} INTEGER PRIMARY KEY"),
            TempRole::Key | TempRole::Value => format!("c{at}"),
        });
        let mut list: Vec<String> = list.collect();
        let keys = columns.iter().enumerate();
        let keys = keys.filter(|(_, column)| column.role == TempRole::Key);
        let keys: Vec<String> = keys.map(|(at, _)| format!("c{at}")).collect();
        let mut rowid = "";
        if !keys.is_empty() {
            list.push(format!("PRIMARY KEY ({})", keys.join(", ")));
            rowid = " WITHOUT ROWID";
        }
        format!("CREATE TEMPORARY TABLE IF NOT EXISTS {} ({}){rowid}", self.quote(name), list.join(", "))
    }

    fn measure(&self, _name: &str) -> Option<String> {
        None
    }

    fn defer_keys(&self) -> &'static str {
        "PRAGMA defer_foreign_keys = ON"
    }

    fn settle_keys(&self) -> Option<&'static str> {
        None
    }

    fn hold(&self, _tables: &BTreeSet<String>) -> Option<String> {
        None
    }

    fn lock_rows(&self) -> &'static str {
        ""
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

    fn alone(&self) -> Option<&'static str> {
        None
    }

    fn caseless(&self) -> &'static str {
        "NOCASE"
    }

    fn index_column(&self, column: &str, ignore_case: bool) -> String {
        let column = self.quote(column);
        if ignore_case { format!("{column} COLLATE NOCASE") } else { column }
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

    fn access(&self, role: Role, _needs: &Needs) -> String {
        let words = match role {
            Role::Web => {
                "-- SQLite has no roles: the web process needs to read and write the file and the folder it is in."
            }
            Role::Worker => {
                "-- SQLite has no roles: the worker needs to read and write the file and the folder it is in, and room for as much again as the file when the file is rewritten."
            }
        };
        words.to_owned()
    }
}

/// Seconds since 1970 from seconds or milliseconds: no date before the year 5138 has that many seconds.
fn seconds(column: &str) -> String {
    format!("CASE WHEN abs({column}) > 99999999999 THEN {column} / 1000 ELSE {column} END")
}
