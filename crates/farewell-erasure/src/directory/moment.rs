//! A moment, written as the operator's app writes it.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Directory, DirectoryError};
use crate::catalog::TypeClass;
use crate::cell::Cell;

/// Seconds since 1970 have no more digits before the year 5138.
const MOST_SECONDS: i64 = 99_999_999_999;

/// `now` as this column holds other rows' moments: a text, seconds, milliseconds, or a plain yes.
pub(super) async fn moment(
    directory: &Directory,
    column: &str,
    now: Timestamp,
) -> Result<Cell, DirectoryError> {
    let (quoted, table) = (directory.quote(column), directory.quoted_table());
    let dialect = directory.source().dialect();
    // A yes has no date; and a type of its own is compared with no number.
    if directory.kind(column) == "boolean" {
        return Ok(Cell::Integer(1));
    }
    let class = directory.0.table.column(column).map(|column| column.class);
    let numbers = !dialect.is_typed() || matches!(class, Some(TypeClass::Integer | TypeClass::Number));
    let zero = if numbers { format!(" AND {quoted} <> 0") } else { String::new() };
    let sample = dialect.read(&quoted, directory.kind(column));
    let sql = format!("SELECT {sample} FROM {table} WHERE {quoted} IS NOT NULL{zero} LIMIT 1");
    let rows = directory.source().query(&sql, &[]).await?;
    let sample = rows.first().map(|row| row.first().clone());
    let declared = directory.0.table.column(column).map(|column| (column.class, column.declared.as_str()));
    let (class, declared) = declared.unwrap_or((TypeClass::Text, ""));
    // When an account was made is never told by a yes.
    let says_whether = directory.map().confirmed.as_deref() == Some(column) && is_flag(column, declared);
    let is_number = matches!(class, TypeClass::Integer | TypeClass::Number);
    Ok(match sample {
        Some(Cell::Integer(number)) => like_number(number, now),
        Some(Cell::Text(text)) => like_text(&text, now),
        _ if is_number && says_whether => Cell::Integer(1),
        _ if is_number => Cell::Integer(now.as_second()),
        _ => like_text("", now),
    })
}

fn like_number(sample: i64, now: Timestamp) -> Cell {
    Cell::Integer(match sample {
        1 => 1,
        sample if sample > MOST_SECONDS => now.as_millisecond(),
        _ => now.as_second(),
    })
}

/// `2026-11-25T12:00:00Z` where the others are written so, else `2026-11-25 12:00:00`.
fn like_text(sample: &str, now: Timestamp) -> Cell {
    let civil = Offset::UTC.to_datetime(now);
    let format = if sample.get(10..11) == Some("T") { "%Y-%m-%dT%H:%M:%SZ" } else { "%Y-%m-%d %H:%M:%S" };
    Cell::from(civil.strftime(format).to_string())
}

/// A number without an example: `is_confirmed` says whether, `confirmed_at` says when.
fn is_flag(column: &str, declared: &str) -> bool {
    declared.to_ascii_lowercase().contains("bool") || !column.to_ascii_lowercase().ends_with("at")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_like_the_others() {
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
        assert_eq!(like_number(1, now), Cell::Integer(1));
        assert_eq!(like_number(1_700_000_000, now), Cell::Integer(now.as_second()));
        assert_eq!(like_number(1_700_000_000_000, now), Cell::Integer(now.as_millisecond()));
        assert_eq!(like_text("2024-01-01T00:00:00Z", now), Cell::from("2026-11-25T12:00:00Z"));
        assert_eq!(like_text("2024-01-01 00:00:00", now), Cell::from("2026-11-25 12:00:00"));
        for (column, declared, flag) in [
            ("email_verified_at", "INTEGER", false),
            ("email_verified_at", "BOOLEAN", true),
            ("is_verified", "TINYINT(1)", true),
        ] {
            assert_eq!(is_flag(column, declared), flag, "{column}");
        }
    }
}
