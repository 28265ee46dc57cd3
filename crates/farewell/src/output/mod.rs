//! What commands print on standard output: tables for people, JSON and CSV for machines.

use std::io::{self, IsTerminal, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;

use crate::failure::Failure;

/// Prints a line. A reader that has gone (`farewell reasons | head -1`) is no failure.
pub fn line(text: impl AsRef<str>) -> Result<(), Failure> {
    raw(format!("{}\n", text.as_ref()).as_bytes())
}

/// Prints a value as JSON, indented on a terminal, in one line otherwise.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let pretty = io::stdout().is_terminal();
    let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    line(text.map_err(|error| Failure::caused("The result could not be written as JSON", &error))?)
}

/// Prints bytes as they are.
pub fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::caused("The result could not be printed", &error)),
    }
}

/// Tells people something beside the result, on standard error. That nobody reads it is no failure.
pub fn aside(text: impl AsRef<str>) {
    let _unread = writeln!(io::stderr(), "{}", text.as_ref());
}

/// Rows under a head; columns of numbers stand right.
pub struct Rows {
    table: Table,
}

impl Rows {
    /// An empty table; a name that begins with `#` is that of a column of numbers.
    pub fn new(head: &[&str]) -> Self {
        Self::drawn(head, io::stdout().is_terminal())
    }

    fn drawn(head: &[&str], terminal: bool) -> Self {
        let mut table = Table::new();
        table.load_style(if terminal { presets::UTF8_HORIZONTAL_ONLY } else { presets::NOTHING });
        if terminal {
            table.set_content_arrangement(ContentArrangement::Dynamic);
        } else {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
        table.set_header(head.iter().map(|name| name.trim_start_matches('#')));
        for (name, column) in head.iter().zip(table.column_iter_mut()) {
            if name.starts_with('#') {
                column.set_cell_alignment(CellAlignment::Right);
            }
            if !terminal {
                column.set_padding((0, 2));
            }
        }
        Self { table }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: &[String]) {
        self.table.add_row(cells.iter().map(|cell| printable(cell)));
    }

    /// Prints the table, or nothing if it has no rows.
    pub fn print(&self) -> Result<(), Failure> {
        if self.table.is_empty() { Ok(()) } else { line(self.text()) }
    }

    fn text(&self) -> String {
        self.table.trim_fmt()
    }
}

/// What members wrote must not move the cursor or color the terminal.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(terminal: bool) -> String {
        let mut rows = Rows::drawn(&["Reason", "#Count"], terminal);
        rows.push(&["no_reply".to_owned(), "7".to_owned()]);
        rows.push(&["too_many_emails".to_owned(), "12".to_owned()]);
        rows.text()
    }

    #[test]
    fn a_program_gets_plain_columns() {
        insta::assert_snapshot!(sample(false), @r"
        Reason           Count
        no_reply             7
        too_many_emails     12
        ");
    }

    #[test]
    fn a_person_gets_lines() {
        assert!(sample(true).contains('─'));
    }

    #[test]
    fn a_comment_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\nc\u{9b}d"), "a [31mb c d");
    }
}
