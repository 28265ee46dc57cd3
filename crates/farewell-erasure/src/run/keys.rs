//! The temporary table of keys: the only way in which accounts reach a statement.

use std::collections::HashMap;

use crate::cell::Cell;
use crate::engine::{EngineError, Inner};
use crate::key::AccountKey;
use crate::source::{Row, Source, SourceTx};
use crate::sql::keys_table;

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
    let (name, columns) = keys_table(engine.rules.values.len());
    let table = dialect.temporary(&name);
    tx.execute(&dialect.create_temporary(&name, &columns), &[]).await?;
    tx.execute(&format!("DELETE FROM {table}"), &[]).await?;
    for accounts in accounts.chunks(ROWS) {
        let values = values(engine, source, tx, accounts).await?;
        let mut binds = Vec::new();
        let mut tuples = Vec::new();
        for account in accounts {
            let mut tuple = vec![account.to_cell()];
            match values.get(account) {
                Some(values) => tuple.extend(values.iter().cloned()),
                None => tuple.extend(vec![Cell::Null; columns.len() - 1]),
            }
            let places: Vec<String> = (1..=tuple.len()).map(|at| format!("${}", binds.len() + at)).collect();
            tuples.push(format!("({})", places.join(", ")));
            binds.extend(tuple);
        }
        let sql = format!("INSERT INTO {table} VALUES {}", tuples.join(", "));
        tx.execute(&sql, &binds).await?;
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
    let key = dialect.quote(&directory.map().key);
    let columns: Vec<String> = engine.rules.values.iter().map(|column| dialect.quote(column)).collect();
    let places: Vec<String> = (1..=accounts.len()).map(|at| format!("${at}")).collect();
    let sql = format!(
        "SELECT {key}, {} FROM {} WHERE {key} IN ({})",
        columns.join(", "),
        dialect.quote(directory.table_name()),
        places.join(", ")
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
