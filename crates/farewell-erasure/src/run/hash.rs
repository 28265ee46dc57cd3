//! `{hash}`: a keyed hash in place of a value. The same value gives the same hash, nobody without the key can try values out, and it tells itself: hashing it again changes nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;

use super::journal::keyed;
use crate::cell::Cell;
use crate::engine::{EngineError, Inner};
use crate::rule::Rule;
use crate::source::SourceTx;
use crate::sql::{Scope, Sql, TakenSet, address};

/// Values hashed in one statement.
const ROWS: usize = 200;
/// 18 characters of hash (108 bits) and 6 that show it is one.
const LONGEST: usize = 24;
const MARK: usize = 6;
/// Shorter ones would soon collide.
pub(crate) const SHORTEST: usize = 14;

/// One column of the rows of one list.
pub(super) struct HashJob<'a> {
    pub(super) set: &'a TakenSet,
    pub(super) rule: &'a Rule,
    pub(super) column: &'a str,
}

/// The hash of a value of `source.table.column`, no longer than the column.
pub(crate) fn hash(key: &[u8; 32], place: &str, value: &[u8], length: usize) -> String {
    let length = length.clamp(SHORTEST, LONGEST);
    let body = digest(key, &["farewell hash", place], value, length - MARK);
    let mark = digest(key, &["farewell mark"], body.as_bytes(), MARK);
    body + &mark
}

/// Whether a text is one of our hashes.
pub(crate) fn is_hash(key: &[u8; 32], text: &str) -> bool {
    if !(SHORTEST..=LONGEST).contains(&text.len()) || !text.is_ascii() {
        return false;
    }
    let (body, mark) = text.split_at(text.len() - MARK);
    digest(key, &["farewell mark"], body.as_bytes(), MARK) == mark
}

/// What a hash looks like in a column of that length.
pub(crate) fn sample(length: Option<usize>) -> String {
    hash(&[0; 32], "", b"", length.unwrap_or(LONGEST))
}

fn digest(key: &[u8; 32], labels: &[&str], value: &[u8], length: usize) -> String {
    let mut mac = keyed(key);
    for label in labels {
        mac.update(label.as_bytes());
        mac.update(b"\0");
    }
    mac.update(value);
    let mut text = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    text.truncate(length);
    text
}

/// Hashes the values of one column in the rows of a list, a few hundred at a time.
pub(super) async fn hash_rows(
    engine: &Inner,
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    job: &HashJob<'_>,
) -> Result<u64, EngineError> {
    let dialect = scope.dialect;
    let keys = job.set.columns();
    let own = address(dialect, &job.rule.table, "t");
    let same = keys.iter().zip(&own).map(|(key, own)| format!("{own} = k.{key}"));
    let shown = keys.iter().zip(job.set.kinds()).map(|(key, kind)| dialect.read(&format!("k.{key}"), kind));
    let read = format!(
        "SELECT {}, {} FROM {} AS k JOIN {} AS t ON {}",
        shown.collect::<Vec<_>>().join(", "),
        dialect.read(&scope.column("t", job.column), job.rule.table.kind(job.column)),
        dialect.temporary(job.set.name()),
        dialect.table(&job.rule.table.name),
        same.collect::<Vec<_>>().join(" AND "),
    );
    let mut last: Vec<Cell> = Vec::new();
    let mut changed = 0;
    loop {
        let after = if last.is_empty() {
            String::new()
        } else {
            let places = last.iter().zip(job.set.kinds()).enumerate();
            let places = places.map(|(at, (cell, kind))| dialect.value(cell, &format!("${}", at + 1), kind));
            let places: Vec<String> = places.collect();
            let left: Vec<String> = keys.iter().map(|key| format!("k.{key}")).collect();
            format!(" WHERE ({}) > ({})", left.join(", "), places.join(", "))
        };
        let order: Vec<String> = keys.iter().map(|key| format!("k.{key}")).collect();
        let sql = format!("{read}{after} ORDER BY {} LIMIT {ROWS}", order.join(", "));
        let rows = tx.query(&sql, &last).await?;
        let Some(end) = rows.last() else {
            return Ok(changed);
        };
        last = end.cells()[..keys.len()].to_vec();
        let hashed: Vec<Vec<Cell>> =
            rows.iter().filter_map(|row| hashed(engine, job, row.cells(), keys.len())).collect();
        changed += write(scope, tx, job, &hashed).await?;
    }
}

/// A row's address and its new value; none: it is NULL, or a hash already.
fn hashed(engine: &Inner, job: &HashJob<'_>, cells: &[Cell], width: usize) -> Option<Vec<Cell>> {
    let (address, value) = cells.split_at(width);
    let place = format!("{}.{}", job.rule.name, job.column);
    let column = job.rule.table.column(job.column)?;
    let length = column.length.unwrap_or(LONGEST);
    let new = match value.first()? {
        Cell::Null => return None,
        Cell::Text(text) if is_hash(&engine.hash_key, text) => return None,
        Cell::Blob(bytes) => hash(&engine.hash_key, &place, bytes, length),
        other => hash(&engine.hash_key, &place, other.to_plain_text()?.as_bytes(), length),
    };
    let mut row = address.to_vec();
    row.push(Cell::Text(new));
    Some(row)
}

async fn write(
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    job: &HashJob<'_>,
    rows: &[Vec<Cell>],
) -> Result<u64, EngineError> {
    if rows.is_empty() {
        return Ok(0);
    }
    let width = job.set.columns().len() + 1;
    let mut sql = Sql::default();
    let mut kinds = job.set.kinds().to_vec();
    kinds.push(job.rule.table.kind(job.column).to_owned());
    let tuples = rows.iter().map(|row| {
        let cells = row.iter().zip(&kinds);
        let values = cells.map(|(cell, kind)| sql.value(scope.dialect, cell.clone(), kind));
        format!("({})", values.collect::<Vec<_>>().join(", "))
    });
    let tuples: Vec<String> = tuples.collect();
    let own = address(scope.dialect, &job.rule.table, "t");
    let same = own.iter().enumerate().map(|(at, own)| format!("{own} = v.column{}", at + 1));
    let statement = format!(
        "UPDATE {} AS t SET {} = v.column{width} FROM (VALUES {}) AS v WHERE {}",
        scope.dialect.table(&job.rule.table.name),
        scope.dialect.quote(job.column),
        tuples.join(", "),
        same.collect::<Vec<_>>().join(" AND "),
    );
    let changed = tx.execute(&statement, &sql.binds).await?;
    if usize::try_from(changed).ok() == Some(rows.len()) {
        return Ok(changed);
    }
    Err(EngineError::Count { table: job.rule.name.to_string(), taken: rows.len() as u64, changed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_short_enough_tells_itself_and_needs_the_key() {
        let key = [7; 32];
        for (asked, length) in [(3, SHORTEST), (16, 16), (40, LONGEST)] {
            let made = hash(&key, "shop.members.username", "zoë".as_bytes(), asked);
            assert_eq!(made.len(), length);
            assert!(is_hash(&key, &made));
            assert!(!is_hash(&[8; 32], &made));
        }
        let of = |place, value: &str| hash(&key, place, value.as_bytes(), 24);
        assert_ne!(of("a.b.c", "x"), of("a.b.d", "x"));
        assert_ne!(of("a.b.c", "x"), of("a.b.c", "y"));
        for not in ["", "zoë", "a_name_of_24_characters_", "żżżżżżżżżżżż"] {
            assert!(!is_hash(&key, not), "{not}");
        }
    }
}
