//! The lists of rows that a run has taken: temporary tables of row addresses, one for each rule and fate.

use crate::catalog::Table;
use crate::dialect::{Dialect, TempColumn};

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
    width: usize,
}

/// The temporary table of the accounts' keys (`c0`) and of what else of the members' rows finds rows (`c1`, ...).
pub(crate) fn keys_table(values: usize) -> (String, Vec<TempColumn>) {
    let mut columns = vec![TempColumn::Key];
    columns.extend(vec![TempColumn::Value; values]);
    (format!("farewell_keys_{values}"), columns)
}

impl TakenSet {
    /// The list's name tells its shape, so that engines with other plans can share the connection.
    pub(crate) fn new(rule: usize, kind: SetKind, table: &Table) -> Self {
        let shape = if table.numbered { "n".to_owned() } else { table.address.len().to_string() };
        let kind_name = match kind {
            SetKind::Gone => "gone".to_owned(),
            SetKind::Stays => "stays".to_owned(),
            SetKind::Out(owner) => format!("out{owner}"),
            SetKind::Unlinked(unlink) => format!("unlinked{unlink}"),
        };
        Self {
            rule,
            kind,
            name: format!("farewell_{kind_name}_{rule}_{shape}"),
            numbered: table.numbered,
            width: table.address.len(),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn create(&self, dialect: &dyn Dialect) -> String {
        let columns =
            if self.numbered { vec![TempColumn::RowNumber] } else { vec![TempColumn::Key; self.width] };
        dialect.create_temporary(&self.name, &columns)
    }

    /// The list's columns.
    pub(crate) fn columns(&self) -> Vec<String> {
        (0..self.width).map(|at| format!("c{at}")).collect()
    }

    /// `SELECT` of all addresses in the list.
    pub(crate) fn select(&self, dialect: &dyn Dialect) -> String {
        format!("SELECT {} FROM {}", self.columns().join(", "), dialect.temporary(&self.name))
    }

    /// Whether a row is in the list.
    pub(crate) fn holds(&self, dialect: &dyn Dialect, table: &Table, alias: &str) -> String {
        dialect.is_in(&address(dialect, table, alias), false, &self.select(dialect))
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
