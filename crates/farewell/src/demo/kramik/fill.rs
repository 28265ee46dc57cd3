//! Writes the shop into a file, all of it or nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use farewell_erasure::source::{Source, SourceError, SourceTx};

use super::progress::Progress;
use super::shop::shop;
use super::table::Table;

const SCHEMA: &str = include_str!("schema.sql");

/// Values bound to one statement. More would save no time: the database looks each `$n` up among all the others.
const BINDS: usize = 400;

/// Why there is no sample shop now.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FillError {
    /// The database did not take it.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The finished file could not be put in its place.
    #[error("the sample shop could not be put at {}: {reason}", file.display())]
    Place { file: PathBuf, reason: io::Error },
}

/// Fills a new shop beside `file` and gives it that name when it is complete: a first start that is
/// interrupted leaves only a `.partial`, which the next start throws away.
pub(crate) async fn fill(file: &Path) -> Result<(), FillError> {
    let partial = beside(file, ".partial");
    let misplaced = |reason| FillError::Place { file: file.to_owned(), reason };
    remove(&partial).map_err(misplaced)?;
    let source = Source::create("shop", &format!("sqlite:{}", partial.display())).await?;
    let written = write(&source).await;
    source.close().await;
    written?;
    fs::rename(&partial, file).map_err(misplaced)
}

async fn write(source: &Source) -> Result<(), SourceError> {
    source.execute_script(SCHEMA).await?;
    let tables = shop();
    let progress = Progress::start(tables.iter().map(|table| table.rows.len()).sum());
    let mut tx = source.begin().await?;
    for table in &tables {
        insert(&mut tx, table, &progress).await?;
    }
    tx.commit().await?;
    // Filling splits pages and leaves copies of rows in their unused parts, which no later DELETE overwrites.
    source.execute_script("VACUUM").await?;
    progress.finish();
    Ok(())
}

async fn insert(tx: &mut SourceTx, table: &Table, progress: &Progress) -> Result<(), SourceError> {
    let rows_at_once = BINDS / table.columns.len();
    for rows in table.rows.chunks(rows_at_once) {
        tx.execute(&statement(table, rows.len()), &rows.concat()).await?;
        progress.add(rows.len());
    }
    Ok(())
}

/// `INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)`; every name in it is one of ours.
fn statement(table: &Table, rows: usize) -> String {
    let width = table.columns.len();
    let mut sql = format!("INSERT INTO {} ({}) VALUES ", table.name, table.columns.join(", "));
    for bind in 0..rows * width {
        let before = match (bind, bind % width) {
            (0, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        };
        // Writing to a String cannot fail.
        let _ = write!(sql, "{before}${}", bind + 1);
    }
    sql.push(')');
    sql
}

fn remove(partial: &Path) -> io::Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        match fs::remove_file(beside(partial, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::{Table, statement};

    #[test]
    fn every_value_is_bound() {
        let table = Table::new("t", &["a", "b"]);
        assert_eq!(statement(&table, 2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
    }
}
