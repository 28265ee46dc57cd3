//! PostgreSQL's spelling.

mod access;
mod dates;
mod types;

use std::collections::BTreeSet;

use super::{DatePart, Dialect, Needs, Role, Side, System, TempColumn, TempRole};
use crate::catalog::{POSTGRES_VERSION, TypeClass};
use crate::cell::Cell;
use crate::plan::Until;

/// PostgreSQL, 14 or newer.
pub(crate) struct Postgres;

/// What the transaction has changed so far, as the server counts it for its statistics. Temporary tables are ours.
const CHANGES: &str = "SELECT CASE WHEN current_setting('track_counts')::boolean
    THEN coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint END
    FROM pg_stat_xact_user_tables WHERE schemaname !~ '^pg_temp'";

impl Dialect for Postgres {
    fn system(&self) -> System {
        System::Postgres
    }

    fn quote(&self, identifier: &str) -> String {
        format!("\"{}\"", identifier.replace('"', "\"\""))
    }

    fn table(&self, name: &str) -> String {
        let (schema, name) = name.split_once('.').unwrap_or(("public", name));
        format!("{}.{}", self.quote(schema), self.quote(name))
    }

    fn is_typed(&self) -> bool {
        true
    }

    /// Every value travels as text, or as bytes, and the server makes of it what it makes of a literal.
    fn value(&self, cell: &Cell, place: &str, kind: &str) -> String {
        types::value(cell, place, kind)
    }

    fn read(&self, expression: &str, kind: &str) -> String {
        if types::is_read_as_is(kind) { expression.to_owned() } else { types::text(expression) }
    }

    fn same(&self, left: &str, right: &str, kind: &str) -> String {
        if types::has_equality(kind) {
            format!("{left} IS NOT DISTINCT FROM {right}")
        } else {
            format!("{} IS NOT DISTINCT FROM {}", types::text(left), types::text(right))
        }
    }

    /// An index on `lower(email)` makes this quick, or one on a column of type citext.
    fn equal_ignoring_case(&self, left: &str, right: &str, kind: &str) -> String {
        if types::is_citext(kind) {
            format!("{left} = CAST(CAST({right} AS text) AS {kind})")
        } else {
            format!("lower({}) = lower(CAST({right} AS text))", types::words(left, kind))
        }
    }

    fn alike(&self, left: &Side, right: &Side, ignore_case: bool) -> (String, String) {
        types::alike(left, right, ignore_case)
    }

    fn has_dates(&self, class: TypeClass, kind: &str) -> bool {
        dates::can_be_read(class, kind)
    }

    fn until(&self, column: &str, kind: &str, until: &Until) -> String {
        dates::until(column, kind, until)
    }

    fn cut(&self, column: &str, kind: &str, part: DatePart, not_null: bool) -> String {
        dates::cut(column, kind, part, not_null)
    }

    fn trial(&self, value: &str, declared: &str) -> Option<String> {
        Some(format!("SELECT 1 WHERE CAST({value} AS {declared}) IS NULL"))
    }

    fn temporary(&self, name: &str) -> String {
        format!("pg_temp.{}", self.quote(name))
    }

    /// It stays with the connection, empty between transactions.
    fn create_temporary(&self, name: &str, columns: &[TempColumn]) -> String {
        let list = columns.iter().enumerate().map(|(at, column)| {
            let kind = if column.kind.is_empty() { "text" } else { &column.kind };
            format!("c{at} {kind}")
        });
        let mut list: Vec<String> = list.collect();
        let keys = columns.iter().enumerate().filter(|(_, column)| column.role != TempRole::Value);
        let keys: Vec<String> = keys.map(|(at, _)| format!("c{at}")).collect();
        list.push(format!("PRIMARY KEY ({})", keys.join(", ")));
        let name = self.quote(name);
        format!("CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({}) ON COMMIT DELETE ROWS", list.join(", "))
    }

    /// Of a table that it has never looked at the planner believes ten pages full, some 2,000 rows, and may read the operator's largest table whole for one key.
    fn measure(&self, name: &str) -> Option<String> {
        Some(format!("ANALYZE {}", self.temporary(name)))
    }

    fn defer_keys(&self) -> &'static str {
        "SET CONSTRAINTS ALL DEFERRED"
    }

    /// Deferred triggers of the operator's run too.
    fn settle_keys(&self) -> Option<&'static str> {
        Some("SET CONSTRAINTS ALL IMMEDIATE")
    }

    /// Keeps out new columns, triggers, policies and foreign keys, and nobody's reading or writing.
    fn hold(&self, tables: &BTreeSet<String>) -> Option<String> {
        let names: Vec<String> = tables.iter().map(|table| self.table(table)).collect();
        (!names.is_empty()).then(|| format!("LOCK TABLE {} IN ROW EXCLUSIVE MODE", names.join(", ")))
    }

    fn lock_rows(&self) -> &'static str {
        " FOR UPDATE OF t"
    }

    fn changes_so_far(&self) -> &'static str {
        CHANGES
    }

    fn schema_version(&self) -> &'static str {
        POSTGRES_VERSION
    }

    /// A sequence never gives a number again; a table without one is refused for want of a default.
    fn lasting_numbers(&self) -> &'static str {
        "SELECT 1 WHERE $1 <> ''"
    }

    fn alone(&self) -> Option<&'static str> {
        Some("SELECT CAST(pg_advisory_xact_lock(7089331) AS text)")
    }

    fn caseless(&self) -> &'static str {
        "lower"
    }

    fn index_column(&self, column: &str, ignore_case: bool) -> String {
        let column = self.quote(column);
        if ignore_case { format!("lower({column})") } else { column }
    }

    fn journal_ddl(&self) -> &'static str {
        access::JOURNAL
    }

    fn vault_ddl(&self) -> &'static str {
        access::VAULT
    }

    fn access(&self, role: Role, needs: &Needs) -> String {
        access::grants(self, role, needs)
    }
}
