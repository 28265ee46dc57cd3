//! Statements: text made from the rules, and the values bound to it.

mod scope;
mod set;

pub(crate) use scope::Scope;
pub use scope::Stage;
pub(crate) use set::{SetKind, TakenSet, address, keys_table};

use crate::cell::Cell;
use crate::dialect::Dialect;

/// A statement in the making. Every value goes through [`Sql::bind`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    pub(crate) binds: Vec<Cell>,
}

impl Sql {
    /// The placeholder for a value.
    pub(crate) fn bind(&mut self, cell: Cell) -> String {
        self.binds.push(cell);
        format!("${}", self.binds.len())
    }

    /// A value, bound as one of that type.
    pub(crate) fn value(&mut self, dialect: &dyn Dialect, cell: Cell, kind: &str) -> String {
        let place = format!("${}", self.binds.len() + 1);
        let value = dialect.value(&cell, &place, kind);
        self.binds.push(cell);
        value
    }
}
