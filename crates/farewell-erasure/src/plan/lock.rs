//! `plan.lock`: what the schema looked like when the plan was accepted, table by table, in lines that a person can compare.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::catalog::{Catalog, Table};

/// The schema of the sources, as lines under each table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    tables: BTreeMap<String, BTreeSet<String>>,
}

/// The lock's file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// The file system.
    #[error("{file} cannot be read or written: {error}")]
    File {
        /// The file.
        file: String,
        /// Why.
        error: std::io::Error,
    },
    /// A line that no lock has.
    #[error("{file}:{line}: this is no line of a plan.lock. Write it again with `farewell plan accept`")]
    Line {
        /// The file.
        file: String,
        /// Counted from 1.
        line: usize,
    },
}

/// One difference between the lock and the live schema.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// `source.table`.
    pub table: String,
    /// What the lock does not have.
    pub added: Vec<String>,
    /// What the live schema does not have any more.
    pub removed: Vec<String>,
}

const HEAD: &str =
    "# The schema that the plan was accepted for. Written by `farewell plan accept`; do not edit.\n";

impl Lock {
    /// The lock of these catalogs, by source name. Our own tables are not in it.
    pub fn of<'a>(catalogs: impl IntoIterator<Item = (&'a str, &'a Catalog)>) -> Self {
        let mut lock = Self::default();
        for (source, catalog) in catalogs {
            for table in catalog.tables.values() {
                lock.tables.insert(one_line(&format!("{source}.{}", table.name)), lines(table));
            }
        }
        lock
    }

    /// Reads a lock's file.
    pub fn read(path: &Path) -> Result<Self, LockError> {
        let file = path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|error| LockError::File { file: file.clone(), error })?;
        Self::parse(&text).map_err(|line| LockError::Line { file, line })
    }

    /// Writes the lock's file.
    pub fn write(&self, path: &Path) -> Result<(), LockError> {
        std::fs::write(path, self.to_string())
            .map_err(|error| LockError::File { file: path.display().to_string(), error })
    }

    /// What differs in the live schema, table by table.
    pub fn differences(&self, live: &Self) -> Vec<Difference> {
        let none = BTreeSet::new();
        let names: BTreeSet<_> = self.tables.keys().chain(live.tables.keys()).collect();
        let minus = |left: &BTreeSet<String>, right: &BTreeSet<String>| -> Vec<String> {
            left.difference(right).cloned().collect()
        };
        let whole = || vec!["the whole table".to_owned()];
        let differences = names.into_iter().map(|table| {
            let (locked, now) = (self.tables.get(table), live.tables.get(table));
            let (old, new) = (locked.unwrap_or(&none), now.unwrap_or(&none));
            Difference {
                table: table.clone(),
                added: locked.map_or_else(whole, |_| minus(new, old)),
                removed: now.map_or_else(whole, |_| minus(old, new)),
            }
        });
        differences
            .filter(|difference| !(difference.added.is_empty() && difference.removed.is_empty()))
            .collect()
    }

    /// The part of the lock that is about one source.
    pub(crate) fn of_source(&self, source: &str) -> Self {
        let own = |table: &String| table.strip_prefix(source).is_some_and(|rest| rest.starts_with('.'));
        let tables = self.tables.iter().filter(|(table, _)| own(table));
        Self { tables: tables.map(|(table, lines)| (table.clone(), lines.clone())).collect() }
    }

    fn parse(text: &str) -> Result<Self, usize> {
        let mut lock = Self::default();
        let mut table: Option<String> = None;
        for (at, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            match (line.strip_prefix("  "), &table) {
                (Some(entry), Some(table)) => {
                    let entries = lock.tables.entry(table.clone()).or_default();
                    entries.insert(entry.to_owned());
                }
                (Some(_), None) => return Err(at + 1),
                (None, _) => {
                    lock.tables.entry(line.to_owned()).or_default();
                    table = Some(line.to_owned());
                }
            }
        }
        Ok(lock)
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for (table, lines) in &self.tables {
            writeln!(f, "\n{table}")?;
            for line in lines {
                writeln!(f, "  {line}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.table)?;
        for (sign, lines) in [('+', &self.added), ('-', &self.removed)] {
            for line in lines {
                write!(f, "\n  {sign} {line}")?;
            }
        }
        Ok(())
    }
}

fn lines(table: &Table) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for column in &table.columns {
        let mut line = format!("column {} {}", column.name, column.declared);
        if column.not_null {
            line.push_str(" not null");
        }
        if column.generated {
            line.push_str(" generated");
        }
        if let Some(default) = &column.default {
            let _ = write!(line, " default {default}");
        }
        lines.insert(line);
    }
    if !table.primary_key.is_empty() {
        lines.insert(format!("primary key ({})", table.primary_key.join(", ")));
    }
    for key in &table.foreign_keys {
        lines.insert(format!(
            "foreign key ({}) -> {} ({}) on delete {} on update {}",
            key.columns.join(", "),
            key.table,
            key.references.join(", "),
            key.on_delete.to_lowercase(),
            key.on_update.to_lowercase(),
        ));
    }
    for index in &table.indexes {
        let columns = index.columns.iter().map(|(column, collation)| {
            let column = column.as_deref().unwrap_or("(expression)");
            match collation.as_str() {
                "BINARY" | "" => column.to_owned(),
                other => format!("{column} {other}"),
            }
        });
        let columns: Vec<_> = columns.collect();
        let unique = if index.unique { " unique" } else { "" };
        let partial = if index.partial { " partial" } else { "" };
        let method = if index.method.is_empty() { String::new() } else { format!(" {}", index.method) };
        lines.insert(format!("index {} ({}){unique}{partial}{method}", index.name, columns.join(", ")));
    }
    for check in &table.checks {
        lines.insert(format!("check ({check})"));
    }
    for trigger in &table.triggers {
        let print = Sha256::digest(trigger.sql.as_bytes());
        let print: String = print.iter().take(8).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let event = trigger.event.to_lowercase();
        lines.insert(format!("{} {} on {event} {print}", trigger.what, trigger.name));
    }
    lines.extend(table.notes.iter().cloned());
    lines.iter().map(|line| one_line(line)).collect()
}

/// Names may hold line breaks; lines may not.
fn one_line(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let escaped = c.is_control().then(|| c.escape_default());
            let plain = escaped.is_none().then_some(c);
            escaped.into_iter().flatten().chain(plain)
        })
        .collect()
}
