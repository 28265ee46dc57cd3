//! One row of an answer.

use std::sync::Arc;

use crate::cell::Cell;

/// One row of an answer.
#[derive(Clone, Debug)]
pub struct Row {
    columns: Arc<[String]>,
    cells: Vec<Cell>,
}

impl Row {
    pub(super) fn new(columns: Arc<[String]>, cells: Vec<Cell>) -> Self {
        Self { columns, cells }
    }

    /// The cell of a column that the statement selects, by its exact name.
    ///
    /// Panics when the statement selects no such column: that is a mistake in the program, and NULL would be a wrong answer.
    pub fn get(&self, column: &str) -> &Cell {
        let at = self.columns.iter().position(|name| name == column);
        let Some(at) = at else { panic!("the statement selects no column {column}") };
        &self.cells[at]
    }

    /// All cells, in the order selected.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The names of the columns, in the order selected.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The first cell; NULL for a row without columns, which no statement gives.
    pub fn first(&self) -> &Cell {
        self.cells.first().unwrap_or(&Cell::Null)
    }
}
