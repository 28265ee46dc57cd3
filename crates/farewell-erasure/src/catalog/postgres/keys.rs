//! Keys, checks and indexes, and how a row is addressed.

use super::{Tables, list, number, statements, text};
use crate::catalog::{ForeignKey, Index, Table};
use crate::source::{Row, SourceError, SourceTx};

pub(super) async fn constraints(tx: &mut SourceTx, tables: &mut Tables) -> Result<(), SourceError> {
    for row in tx.query(statements::CONSTRAINTS, &[]).await? {
        let parent = tables.get(&number(&row, "parent")).map(|table| table.name.clone());
        let Some(table) = tables.get_mut(&number(&row, "id")) else {
            continue;
        };
        match text(&row, "kind").as_str() {
            "p" => table.primary_key = list(&row, "own"),
            "c" => table.checks.push(text(&row, "expression")),
            "f" => foreign_key(table, parent, &row),
            _ => table.notes.push(format!("exclude {}", text(&row, "definition"))),
        }
    }
    Ok(())
}

/// A partition may repeat its table's key: it is said once.
fn foreign_key(table: &mut Table, parent: Option<String>, row: &Row) {
    let Some(parent) = parent else {
        return;
    };
    let key = ForeignKey {
        columns: list(row, "own"),
        table: parent,
        references: list(row, "target"),
        on_delete: action(&text(row, "on_delete")).to_owned(),
        on_update: action(&text(row, "on_update")).to_owned(),
        deferrable: row.get("deferrable").is_set(),
    };
    if key.deferrable {
        table.notes.push(format!("foreign key ({}) deferrable", key.columns.join(", ")));
    }
    if !table.foreign_keys.contains(&key) {
        table.foreign_keys.push(key);
    }
}

fn action(letter: &str) -> &'static str {
    match letter {
        "r" => "RESTRICT",
        "c" => "CASCADE",
        "n" => "SET NULL",
        "d" => "SET DEFAULT",
        _ => "NO ACTION",
    }
}

pub(super) async fn indexes(tx: &mut SourceTx, tables: &mut Tables) -> Result<(), SourceError> {
    for row in tx.query(statements::INDEXES, &[]).await? {
        let Some(table) = tables.get_mut(&number(&row, "id")) else {
            continue;
        };
        let method = text(&row, "method");
        let columns = row.get("columns").as_text().and_then(|json| serde_json::from_str(json).ok());
        let columns: Vec<(Option<String>, String, Option<String>)> = columns.unwrap_or_default();
        let columns = columns.into_iter().map(|(name, definition, collation)| match name {
            Some(name) => (Some(name), collation.unwrap_or_default()),
            None => match lowered(table, &definition) {
                Some(column) => (Some(column), "lower".to_owned()),
                None => (None, String::new()),
            },
        });
        let columns = columns.collect();
        let partial = row.get("partial").is_set();
        let usable = row.get("usable").is_set();
        table.indexes.push(Index {
            name: text(&row, "name"),
            columns,
            unique: row.get("uniq").is_set(),
            partial,
            finds: !partial && usable && (method == "btree" || method == "hash"),
            method: match (method.as_str(), usable) {
                ("btree", true) => String::new(),
                (method, true) => method.to_owned(),
                (method, false) => format!("{method} invalid"),
            },
        });
    }
    Ok(())
}

/// The column in `lower(email)`, `lower(email::text)` or `lower("E-mail"::text)`.
fn lowered(table: &Table, definition: &str) -> Option<String> {
    let inner = definition.strip_prefix("lower(")?.strip_suffix(')')?;
    let inner = inner.strip_suffix("::text").unwrap_or(inner);
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner);
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let columns = table.columns.iter();
    let mut found = columns.filter(|column| column.name == inner || quoted(&column.name) == inner);
    found.next().map(|column| column.name.clone())
}

/// The primary key; else a unique key without NULLs; else where the row lies, which changes whenever it is changed.
pub(super) fn addresses(tables: &mut Tables) {
    for table in tables.values_mut() {
        if table.hindrance.is_some() && table.notes.iter().any(|note| note == "materialized view") {
            continue;
        }
        let unique = table.indexes.iter().filter(|index| index.unique && index.finds);
        let required = |(column, collation): &(Option<String>, String)| {
            let column = column.as_deref().filter(|_| collation != "lower")?;
            table.column(column).filter(|column| column.not_null).map(|column| column.name.clone())
        };
        let mut keys = unique.map(|index| index.columns.iter().map(required).collect::<Option<Vec<_>>>());
        if !table.primary_key.is_empty() {
            table.address.clone_from(&table.primary_key);
        } else if let Some(key) = keys.find_map(|key| key) {
            table.address = key;
        } else {
            table.address = vec!["tableoid".to_owned(), "ctid".to_owned()];
            table.address_kinds = vec!["oid".to_owned(), "tid".to_owned()];
            table.moves = true;
            continue;
        }
        table.address_kinds = table.address.iter().map(|column| table.kind(column).to_owned()).collect();
    }
}
