//! The lists of rows that a run has taken: temporary tables of row addresses, one for each rule and fate.

use sha2::{Digest, Sha256};

use crate::catalog::Table;
use crate::dialect::{Dialect, TempColumn, TempRole};

/// Why a row was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SetKind {
    /// It goes.
    Gone,
    /// It stays, changed.
    Stays,
    /// It loses one of its owners (by place in the rule's `owners`).
    Out(usize),
    /// It loses a reference (by place in the rule's `unlinks`).
    Unlinked(usize),
}

/// One list of rows.
#[derive(Clone, Debug)]
pub(crate) struct TakenSet {
    pub(crate) rule: usize,
    pub(crate) kind: SetKind,
    name: String,
    numbered: bool,
    kinds: Vec<String>,
}

/// The temporary table of the accounts' keys (`c0`) and of what else of the members' rows finds rows (`c1`, ...).
pub(crate) fn keys_table(kinds: &[String]) -> (String, Vec<TempColumn>) {
    let columns = kinds.iter().enumerate().map(|(at, kind)| {
        let role = if at == 0 { TempRole::Key } else { TempRole::Value };
        TempColumn { role, kind: kind.clone() }
    });
    (format!("farewell_keys_{}{}", kinds.len().saturating_sub(1), shape(kinds)), columns.collect())
}

/// The types, shortly; nothing where there are none.
fn shape(kinds: &[String]) -> String {
    if kinds.iter().all(String::is_empty) {
        return String::new();
    }
    let print = Sha256::digest(kinds.join("\0").as_bytes());
    format!("_{:02x}{:02x}{:02x}{:02x}", print[0], print[1], print[2], print[3])
}

impl TakenSet {
    /// The list's name tells its shape, so that engines with other plans can share the connection.
    pub(crate) fn new(rule: usize, kind: SetKind, table: &Table) -> Self {
        let width = if table.numbered { "n".to_owned() } else { table.address.len().to_string() };
        let shape = shape(&table.address_kinds);
        let kind_name = match kind {
            SetKind::Gone => "gone".to_owned(),
            SetKind::Stays => "stays".to_owned(),
            SetKind::Out(owner) => format!("out{owner}"),
            SetKind::Unlinked(unlink) => format!("unlinked{unlink}"),
        };
        Self {
            rule,
            kind,
            name: format!("farewell_{kind_name}_{rule}_{width}{shape}"),
            numbered: table.numbered,
            kinds: table.address_kinds.clone(),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn create(&self, dialect: &dyn Dialect) -> String {
        let role = if self.numbered { TempRole::RowNumber } else { TempRole::Key };
        let columns = self.kinds.iter().map(|kind| TempColumn { role, kind: kind.clone() });
        dialect.create_temporary(&self.name, &columns.collect::<Vec<_>>())
    }

    /// The types of the list's columns; empty where the database needs none.
    pub(crate) fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// The list's columns.
    pub(crate) fn columns(&self) -> Vec<String> {
        (0..self.kinds.len()).map(|at| format!("c{at}")).collect()
    }

    /// `SELECT` of all addresses in the list.
    pub(crate) fn select(&self, dialect: &dyn Dialect) -> String {
        format!("SELECT {} FROM {}", self.columns().join(", "), dialect.temporary(&self.name))
    }

    /// Whether a row is in the list.
    pub(crate) fn holds(&self, dialect: &dyn Dialect, table: &Table, alias: &str) -> String {
        dialect.is_in(&address(dialect, table, alias), &self.select(dialect))
    }
}

/// The columns that tell a row from all others.
pub(crate) fn address(dialect: &dyn Dialect, table: &Table, alias: &str) -> Vec<String> {
    let columns = table.address.iter();
    columns
        .map(|column| match alias {
            "" => dialect.quote(column),
            alias => format!("{alias}.{}", dialect.quote(column)),
        })
        .collect()
}
