//! Following an owner path through the catalog.

use super::{Link, Owner};
use crate::catalog::{Catalog, Table};
use crate::plan::{ColumnName, Hop};

/// Where the members are.
#[derive(Clone, Copy)]
pub(crate) struct Root<'a> {
    pub(crate) source: &'a str,
    pub(crate) table: &'a str,
    pub(crate) key: &'a str,
}

/// What is needed to follow a path that starts in one source.
pub(super) struct Paths<'a> {
    pub(super) source: &'a str,
    pub(super) catalog: &'a Catalog,
    pub(super) root: Root<'a>,
    /// The directory's columns that were asked for so far.
    pub(super) values: &'a mut Vec<String>,
}

impl Paths<'_> {
    /// The owner that a path leads to; an error is a sentence.
    pub(super) fn owner(&mut self, table: &Table, hops: &[Hop]) -> Result<Owner, String> {
        let Some((hop, rest)) = hops.split_first() else {
            return Err("the path ends before it reaches the account".to_owned());
        };
        require(table, &hop.column.text)?;
        match &hop.is {
            Some(target) if self.is_root(target) => self.at_root(table, hop, &target.column, rest),
            None if rest.is_empty() => self.last(table, hop),
            _ => {
                let link = self.link(table, hop)?;
                let parent = self.catalog.table(&link.table);
                let parent = parent.ok_or_else(|| no_table(&link.table))?;
                if rest.is_empty() {
                    return Err(format!("the path stops at {}; say how it goes on with `then:`", link.table));
                }
                let rest = Box::new(self.owner(parent, rest)?);
                Ok(Owner::Join { link, rest })
            }
        }
    }

    /// The row elsewhere that a column points to.
    pub(super) fn link(&self, table: &Table, hop: &Hop) -> Result<Link, String> {
        let column = &hop.column.text;
        require(table, column)?;
        let Some(target) = &hop.is else {
            let mut keys = table.foreign_keys.iter().filter(|key| key.columns.contains(column));
            return match (keys.next(), keys.next()) {
                (Some(key), None) => {
                    Ok(self.linked(table, key.columns.clone(), &key.table, key.references.clone()))
                }
                (None, _) => Err(format!(
                    "`{column}` is no foreign key; say what it equals with {{ column: {column}, is: {}.TABLE.COLUMN }}",
                    self.source
                )),
                (Some(_), Some(_)) => Err(format!(
                    "`{column}` is part of several foreign keys; say which with {{ column, is }}"
                )),
            };
        };
        if target.table.source != self.source {
            return Err(format!("{target} is in another source; only the directory can be"));
        }
        let parent = self.catalog.table(&target.table.table);
        let parent = parent.ok_or_else(|| no_table(&target.table.table))?;
        require(parent, &target.column)?;
        let link = self.linked(table, vec![column.clone()], &parent.name, vec![target.column.clone()]);
        Ok(Link { ignore_case: hop.ignore_case, ..link })
    }

    fn linked(&self, table: &Table, columns: Vec<String>, to: &str, references: Vec<String>) -> Link {
        let kinds = |table: &Table, columns: &[String]| -> Vec<String> {
            columns.iter().map(|column| table.kind(column).to_owned()).collect()
        };
        let parent = self.catalog.table(to);
        Link {
            kinds: kinds(table, &columns),
            reference_kinds: match parent {
                Some(parent) => kinds(parent, &references),
                None => vec![String::new(); references.len()],
            },
            columns,
            table: to.to_owned(),
            references,
            ignore_case: false,
        }
    }

    fn is_root(&self, column: &ColumnName) -> bool {
        column.table.source == self.root.source && column.table.table == self.root.table
    }

    fn at_root(&mut self, table: &Table, hop: &Hop, target: &str, rest: &[Hop]) -> Result<Owner, String> {
        if !rest.is_empty() {
            return Err("the path goes on after it has reached the member".to_owned());
        }
        let column = hop.column.text.clone();
        let kind = table.kind(&column).to_owned();
        if target == self.root.key {
            return Ok(Owner::Key { column, kind });
        }
        Ok(Owner::Value { column, kind, value: self.value(target), ignore_case: hop.ignore_case })
    }

    /// The last column holds the account's key, or points to the member's row.
    fn last(&mut self, table: &Table, hop: &Hop) -> Result<Owner, String> {
        let column = &hop.column.text;
        let key = || Owner::Key { column: column.clone(), kind: table.kind(column).to_owned() };
        let Some((parent, target)) = target(table, column) else {
            return Ok(key());
        };
        if self.source == self.root.source && parent == self.root.table {
            return self.at_root(table, hop, &target, &[]);
        }
        if self.leads_to_key(&parent, &target, 8) {
            return Ok(key());
        }
        Err(format!("`{column}` points to {parent}, not to the members; go on with {column}.COLUMN"))
    }

    /// Whether a column holds the members' keys because it points to one that does, as in a profile that shares its member's key.
    fn leads_to_key(&self, table: &str, column: &str, depth: u8) -> bool {
        if table == self.root.table && self.source == self.root.source {
            return column == self.root.key;
        }
        let next = self.catalog.table(table).and_then(|table| target(table, column));
        depth > 0 && next.is_some_and(|(table, column)| self.leads_to_key(&table, &column, depth - 1))
    }

    fn value(&mut self, column: &str) -> usize {
        let known = self.values.iter().position(|value| value == column);
        known.unwrap_or_else(|| {
            self.values.push(column.to_owned());
            self.values.len() - 1
        })
    }
}

pub(super) fn require(table: &Table, column: &str) -> Result<(), String> {
    if table.column(column).is_some() {
        return Ok(());
    }
    let near = table
        .columns
        .iter()
        .find(|known| known.name.eq_ignore_ascii_case(column))
        .map(|known| format!("; did you mean `{}`?", known.name));
    Err(format!("{} has no column `{column}`{}", table.name, near.unwrap_or_default()))
}

fn no_table(name: &str) -> String {
    format!("there is no table {name}")
}

/// The table and column that a column points to by a foreign key.
fn target(table: &Table, column: &str) -> Option<(String, String)> {
    table.foreign_keys.iter().find_map(|key| {
        let at = key.columns.iter().position(|own| own == column)?;
        Some((key.table.clone(), key.references.get(at)?.clone()))
    })
}
