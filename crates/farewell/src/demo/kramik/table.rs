//! Rows on their way into the shop.

use farewell_erasure::cell::Cell;

/// One table's rows, in the order in which they are written.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(name: &'static str, columns: &'static [&'static str]) -> Self {
        Self { name, columns, rows: Vec::new() }
    }

    /// The id of the next row: rows are numbered from one.
    pub(crate) fn next_id(&self) -> i64 {
        i64::try_from(self.rows.len()).unwrap_or(i64::MAX - 1) + 1
    }

    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a row of {}", self.name);
        self.rows.push(row);
    }
}

/// A row from values of any kind that a cell can be.
macro_rules! row {
    ($($value:expr),+ $(,)?) => { vec![$(farewell_erasure::cell::Cell::from($value)),+] };
}
pub(crate) use row;
