//! The temporary table of keys: the only way in which accounts reach a statement.

use std::collections::HashMap;

use crate::cell::Cell;
use crate::engine::{EngineError, Inner};
use crate::key::AccountKey;
use crate::source::{Row, Source, SourceTx};
use crate::sql::{Sql, keys_table};

/// Rows of one INSERT: far below the 32,766 values that SQLite binds at most.
const ROWS: usize = 200;

/// Puts these accounts, and nothing else, into the source's temporary table, with the values of their rows by which other rows are found.
pub(crate) async fn fill_keys(
    engine: &Inner,
    source: &Source,
    tx: &mut SourceTx,
    accounts: &[AccountKey],
) -> Result<(), EngineError> {
    let dialect = source.dialect();
    let (name, columns) = keys_table(engine.key_kinds(dialect));
    let table = dialect.temporary(&name);
    tx.execute(&dialect.create_temporary(&name, &columns), &[]).await?;
    tx.execute(&format!("DELETE FROM {table}"), &[]).await?;
    for accounts in accounts.chunks(ROWS) {
        let values = values(engine, source, tx, accounts).await?;
        let mut sql = Sql::default();
        let mut tuples = Vec::new();
        for account in accounts {
            let mut tuple = vec![account.to_cell()];
            match values.get(account) {
                Some(values) => tuple.extend(values.iter().cloned()),
                None => tuple.extend(vec![Cell::Null; columns.len() - 1]),
            }
            let cells = tuple.into_iter().zip(&columns);
            let places = cells.map(|(cell, column)| sql.value(dialect, cell, &column.kind));
            tuples.push(format!("({})", places.collect::<Vec<_>>().join(", ")));
        }
        let statement = format!("INSERT INTO {table} VALUES {}", tuples.join(", "));
        tx.execute(&statement, &sql.binds).await?;
    }
    if let Some(measure) = dialect.measure(&name) {
        tx.execute(&measure, &[]).await?;
    }
    Ok(())
}

/// What the members' rows hold now. In the directory's own source it is read within the transaction, before anything changes.
async fn values(
    engine: &Inner,
    source: &Source,
    tx: &mut SourceTx,
    accounts: &[AccountKey],
) -> Result<HashMap<AccountKey, Vec<Cell>>, EngineError> {
    if engine.rules.values.is_empty() {
        return Ok(HashMap::new());
    }
    let directory = &engine.directory;
    let home = directory.source();
    let dialect = home.dialect();
    let columns =
        engine.rules.values.iter().map(|column| dialect.read(&dialect.quote(column), directory.kind(column)));
    let sql = format!(
        "SELECT {}, {} FROM {} WHERE {}",
        dialect.quote(&directory.map().key),
        columns.collect::<Vec<_>>().join(", "),
        dialect.table(directory.table_name()),
        are(engine, accounts)
    );
    let binds: Vec<Cell> = accounts.iter().map(AccountKey::to_cell).collect();
    let rows = if home.name() == source.name() {
        tx.query(&sql, &binds).await?
    } else {
        home.query(&sql, &binds).await?
    };
    let kind = directory.key_kind();
    let entry = |row: &Row| {
        let key = AccountKey::from_cell(kind, row.first()).ok()?;
        Some((key, row.cells()[1..].to_vec()))
    };
    Ok(rows.iter().filter_map(entry).collect())
}

/// The members' own rows by their keys, bound from `$1` on.
fn are(engine: &Inner, accounts: &[AccountKey]) -> String {
    let directory = &engine.directory;
    let dialect = directory.source().dialect();
    let values = accounts.iter().enumerate().map(|(at, account)| {
        dialect.value(&account.to_cell(), &format!("${}", at + 1), account.kind().sql_kind())
    });
    dialect.is_in(&[dialect.quote(&directory.map().key)], &values.collect::<Vec<_>>().join(", "))
}

/// Locks the members' own rows, where they are and where several can write, always in the same order: from now on no new row can point to them, and their values stay.
pub(crate) async fn lock_members(
    engine: &Inner,
    source: &Source,
    tx: &mut SourceTx,
    accounts: &[AccountKey],
) -> Result<(), EngineError> {
    let (dialect, directory) = (source.dialect(), &engine.directory);
    if dialect.lock_rows().is_empty() || directory.source().name() != source.name() {
        return Ok(());
    }
    let table = dialect.table(directory.table_name());
    for accounts in accounts.chunks(ROWS) {
        let binds: Vec<Cell> = accounts.iter().map(AccountKey::to_cell).collect();
        let are = are(engine, accounts);
        let (key, lock) = (dialect.quote(&directory.map().key), dialect.lock_rows());
        let sql = format!("SELECT 1 AS locked FROM {table} AS t WHERE {are} ORDER BY {key}{lock}");
        tx.query(&sql, &binds).await?;
    }
    Ok(())
}
