//! SQLite's catalog, through its pragmas.

use std::collections::BTreeMap;

use super::{
    Catalog, Column, ForeignKey, Index, OUR_TABLES, Table, Trigger, TypeClass, ddl, declared_length,
};
use crate::cell::Cell;
use crate::source::{Row, Source, SourceError, SourceTx};

const TABLES: &str = "SELECT l.name, l.wr, l.strict, s.sql
    FROM pragma_table_list AS l LEFT JOIN sqlite_schema AS s ON s.type = 'table' AND s.name = l.name
    WHERE l.schema = 'main' AND l.type IN ('table', 'virtual') AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY l.name";
const COLUMNS: &str =
    "SELECT l.name AS tbl, c.name, c.type, c.\"notnull\" AS required, c.dflt_value, c.pk, c.hidden
    FROM pragma_table_list AS l JOIN pragma_table_xinfo(l.name) AS c
    WHERE l.schema = 'main' AND l.type IN ('table', 'virtual') ORDER BY l.name, c.cid";
const FOREIGN_KEYS: &str = "SELECT l.name AS tbl, f.id, f.\"table\" AS parent, f.\"from\" AS own, f.\"to\" AS target, f.on_delete, f.on_update
    FROM pragma_table_list AS l JOIN pragma_foreign_key_list(l.name) AS f
    WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, f.id, f.seq";
const INDEXES: &str = "SELECT l.name AS tbl, i.name, i.\"unique\" AS uniq, i.partial, x.name AS col, x.coll
    FROM pragma_table_list AS l JOIN pragma_index_list(l.name) AS i JOIN pragma_index_xinfo(i.name) AS x
    WHERE l.schema = 'main' AND l.type = 'table' AND x.key = 1 ORDER BY l.name, i.name, x.seqno";
const TRIGGERS: &str =
    "SELECT tbl_name AS tbl, name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY tbl_name, name";

/// Reads all of it in one state of the database.
pub(super) async fn read(source: &Source) -> Result<Catalog, SourceError> {
    let mut tx = source.begin_read().await?;
    let mut catalog = tables(&mut tx).await?;
    columns(&mut tx, &mut catalog.tables).await?;
    foreign_keys(&mut tx, &mut catalog.tables).await?;
    indexes(&mut tx, &mut catalog.tables).await?;
    triggers(&mut tx, &mut catalog.tables).await?;
    catalog.version = version(&mut tx).await?;
    tx.rollback().await?;
    Ok(catalog)
}

/// The number that SQLite raises with every change of the schema.
pub(crate) async fn version(tx: &mut SourceTx) -> Result<i64, SourceError> {
    let rows = tx.query("PRAGMA schema_version", &[]).await?;
    Ok(rows.first().and_then(|row| row.first().as_integer()).unwrap_or(0))
}

async fn tables(tx: &mut SourceTx) -> Result<Catalog, SourceError> {
    let mut catalog = Catalog::default();
    for row in tx.query(TABLES, &[]).await? {
        let name = text(&row, "name");
        if OUR_TABLES.contains(&name.as_str()) {
            catalog.has_journal |= name == OUR_TABLES[0];
            continue;
        }
        let table = Table {
            name: name.clone(),
            checks: row.get("sql").as_text().map(ddl::checks).unwrap_or_default(),
            numbered: !row.get("wr").is_set(),
            strict: row.get("strict").is_set(),
            ..Table::default()
        };
        catalog.tables.insert(name, table);
    }
    Ok(catalog)
}

async fn columns(tx: &mut SourceTx, tables: &mut BTreeMap<String, Table>) -> Result<(), SourceError> {
    let mut keys: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
    for row in tx.query(COLUMNS, &[]).await? {
        let Some(table) = tables.get_mut(&text(&row, "tbl")) else {
            continue;
        };
        let declared = text(&row, "type");
        let place = row.get("pk").as_integer().unwrap_or(0);
        let hidden = row.get("hidden").as_integer().unwrap_or(0);
        if place > 0 {
            let key = keys.entry(table.name.clone()).or_default();
            key.push((place, text(&row, "name")));
        }
        // 1: a hidden column of a virtual table, which is no column of its rows.
        if hidden != 1 {
            table.columns.push(Column {
                name: text(&row, "name"),
                kind: String::new(),
                class: TypeClass::of_sqlite(&declared),
                length: declared_length(&declared),
                declared,
                not_null: row.get("required").is_set(),
                default: row.get("dflt_value").to_plain_text(),
                generated: hidden > 1,
            });
        }
    }
    for (name, mut key) in keys {
        key.sort();
        if let Some(table) = tables.get_mut(&name) {
            table.primary_key = key.into_iter().map(|(_, column)| column).collect();
        }
    }
    tables.values_mut().for_each(address);
    Ok(())
}

/// The row number, under a name that no column of the table has taken; else the primary key.
fn address(table: &mut Table) {
    let free = ["rowid", "_rowid_", "oid"]
        .into_iter()
        .find(|name| !table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name)));
    match free.filter(|_| table.numbered) {
        Some(name) => table.address = vec![name.to_owned()],
        None => table.address.clone_from(&table.primary_key),
    }
    table.address_kinds = vec![String::new(); table.address.len()];
    table.numbered &= free.is_some();
}

async fn foreign_keys(tx: &mut SourceTx, tables: &mut BTreeMap<String, Table>) -> Result<(), SourceError> {
    let mut last = (String::new(), -1);
    for row in tx.query(FOREIGN_KEYS, &[]).await? {
        let child = text(&row, "tbl");
        let parent = canonical_table(tables, &text(&row, "parent"));
        let number = row.get("id").as_integer().unwrap_or(0);
        let own = canonical_column(tables, &child, &text(&row, "own"));
        let target = match row.get("target").as_text() {
            Some(target) => vec![canonical_column(tables, &parent, target)],
            None => Vec::new(),
        };
        let implied = tables.get(&parent).map(|table| table.primary_key.clone());
        let Some(table) = tables.get_mut(&child) else {
            continue;
        };
        if last == (child.clone(), number) {
            if let Some(key) = table.foreign_keys.last_mut() {
                key.columns.push(own);
                key.references.extend(target);
            }
            continue;
        }
        last = (child, number);
        table.foreign_keys.push(ForeignKey {
            columns: vec![own],
            references: if target.is_empty() { implied.unwrap_or_default() } else { target },
            table: parent,
            on_delete: text(&row, "on_delete"),
            on_update: text(&row, "on_update"),
            // `PRAGMA defer_foreign_keys` makes all of them wait, RESTRICT excepted.
            deferrable: true,
        });
    }
    Ok(())
}

async fn indexes(tx: &mut SourceTx, tables: &mut BTreeMap<String, Table>) -> Result<(), SourceError> {
    for row in tx.query(INDEXES, &[]).await? {
        let Some(table) = tables.get_mut(&text(&row, "tbl")) else {
            continue;
        };
        let name = text(&row, "name");
        let column = (row.get("col").to_plain_text(), text(&row, "coll"));
        match table.indexes.last_mut() {
            Some(index) if index.name == name => index.columns.push(column),
            _ => table.indexes.push(Index {
                name,
                columns: vec![column],
                unique: row.get("uniq").is_set(),
                partial: row.get("partial").is_set(),
                method: String::new(),
                finds: !row.get("partial").is_set(),
            }),
        }
    }
    Ok(())
}

async fn triggers(tx: &mut SourceTx, tables: &mut BTreeMap<String, Table>) -> Result<(), SourceError> {
    for row in tx.query(TRIGGERS, &[]).await? {
        let name = canonical_table(tables, &text(&row, "tbl"));
        if let Some(table) = tables.get_mut(&name) {
            let sql = text(&row, "sql");
            let event = ddl::trigger_event(&sql);
            table.triggers.push(Trigger { what: "trigger", name: text(&row, "name"), event, sql });
        }
    }
    Ok(())
}

/// SQLite compares names without regard to case, and a foreign key is stored as it was typed.
fn canonical_table(tables: &BTreeMap<String, Table>, name: &str) -> String {
    let found = tables.keys().find(|known| known.eq_ignore_ascii_case(name));
    found.map_or_else(|| name.to_owned(), Clone::clone)
}

fn canonical_column(tables: &BTreeMap<String, Table>, table: &str, name: &str) -> String {
    tables
        .get(table)
        .and_then(|table| {
            let mut columns = table.columns.iter();
            columns.find(|column| column.name.eq_ignore_ascii_case(name))
        })
        .map_or_else(|| name.to_owned(), |column| column.name.clone())
}

fn text(row: &Row, column: &str) -> String {
    match row.get(column) {
        Cell::Text(text) => text.clone(),
        other => other.to_plain_text().unwrap_or_default(),
    }
}
