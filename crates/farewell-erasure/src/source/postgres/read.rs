//! Values on their way out. What has no cell of its own kind is read as text; what is rarer, the dialect turns into text within the statement.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;
use sqlx::postgres::{PgRow, PgTypeKind, PgValueRef};
use sqlx::{Column, Decode, Postgres, Row as _, TypeInfo, ValueRef};
use uuid::Uuid;

use super::super::Row;
use crate::cell::Cell;

/// Midnight of 1 January 2000, in seconds since 1970: from there PostgreSQL counts.
const EPOCH: i64 = 946_684_800;

pub(super) fn rows(rows: &[PgRow]) -> Result<Vec<Row>, sqlx::Error> {
    let names = |row: &PgRow| row.columns().iter().map(|column| column.name().to_owned()).collect();
    let columns: Arc<[String]> = rows.first().map(names).unwrap_or_default();
    rows.iter().map(|row| read(row, &columns)).collect()
}

fn read(row: &PgRow, columns: &Arc<[String]>) -> Result<Row, sqlx::Error> {
    let cells = (0..row.len()).map(|at| cell(row.try_get_raw(at)?)).collect::<Result<_, sqlx::Error>>()?;
    Ok(Row::new(Arc::clone(columns), cells))
}

fn cell(value: PgValueRef<'_>) -> Result<Cell, sqlx::Error> {
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let info = value.type_info().into_owned();
    let decoded = match info.name() {
        "BOOL" => <bool as Decode<Postgres>>::decode(value).map(Cell::from),
        "INT2" => <i16 as Decode<Postgres>>::decode(value).map(|number| Cell::Integer(number.into())),
        "INT4" => <i32 as Decode<Postgres>>::decode(value).map(|number| Cell::Integer(number.into())),
        "INT8" => <i64 as Decode<Postgres>>::decode(value).map(Cell::Integer),
        "FLOAT8" => <f64 as Decode<Postgres>>::decode(value).map(Cell::Real),
        "UUID" => <Uuid as Decode<Postgres>>::decode(value).map(|uuid| Cell::Text(uuid.to_string())),
        "BYTEA" => value.as_bytes().map(|bytes| Cell::Blob(bytes.to_vec())),
        "TIMESTAMP" | "TIMESTAMPTZ" => value.as_bytes().map(|bytes| Cell::Text(moment(bytes, 1))),
        "DATE" => value.as_bytes().map(|bytes| Cell::Text(moment(bytes, 86_400_000_000))),
        "NUMERIC" => value.as_bytes().map(|bytes| Cell::Text(numeric(bytes))),
        "JSONB" => value.as_bytes().map(|bytes| text(bytes.get(1..).unwrap_or_default())),
        "TEXT" | "VARCHAR" | "CHAR" | "NAME" | "JSON" | "UNKNOWN" | "citext" | "xml" => {
            value.as_bytes().map(text)
        }
        _ if matches!(info.kind(), PgTypeKind::Enum(_)) => value.as_bytes().map(text),
        other => Err(format!("a {} is not read without a CAST to text", other.to_lowercase()).into()),
    };
    decoded.map_err(sqlx::Error::Decode)
}

/// A database in an encoding other than UTF-8 sends UTF-8 all the same.
fn text(bytes: &[u8]) -> Cell {
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) => Cell::Text(text),
        Err(error) => Cell::Blob(error.into_bytes()),
    }
}

/// Microseconds (8 bytes) or days (4 bytes) since 2000, as `2031-12-31 10:11:12` or `2031-12-31`, in UTC.
fn moment(bytes: &[u8], unit: i64) -> String {
    let days = unit > 1;
    let number = match (<[u8; 4]>::try_from(bytes), <[u8; 8]>::try_from(bytes)) {
        (Ok(days), _) => i64::from(i32::from_be_bytes(days)),
        (_, Ok(micros)) => i64::from_be_bytes(micros),
        _ => 0,
    };
    let ends = if days { (i64::from(i32::MIN), i64::from(i32::MAX)) } else { (i64::MIN, i64::MAX) };
    let micros = number.checked_mul(unit).and_then(|micros| micros.checked_add(EPOCH * 1_000_000));
    let moment = micros.and_then(|micros| Timestamp::from_microsecond(micros).ok());
    match moment {
        Some(moment) if days => Offset::UTC.to_datetime(moment).date().to_string(),
        Some(moment) => Offset::UTC.to_datetime(moment).to_string().replace('T', " "),
        None if number == ends.0 => "-infinity".to_owned(),
        None if number == ends.1 => "infinity".to_owned(),
        None => format!("outside of the years 1 to 9999 ({number})"),
    }
}

/// Digits in groups of four, with the weight of the first: <https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/numeric.c>, `numeric_send`.
fn numeric(bytes: &[u8]) -> String {
    let word =
        |at: usize| bytes.get(2 * at..2 * at + 2).map_or(0, |word| u16::from_be_bytes([word[0], word[1]]));
    let (count, weight, sign, scale) = (word(0), word(1).cast_signed(), word(2), usize::from(word(3)));
    match sign {
        0xC000 => return "NaN".to_owned(),
        0xD000 => return "Infinity".to_owned(),
        0xF000 => return "-Infinity".to_owned(),
        _ => {}
    }
    let group = |place: i16| {
        let at = weight - place;
        let digits = u16::try_from(at).ok().filter(|at| *at < count).map(|at| word(4 + usize::from(at)));
        digits.unwrap_or(0)
    };
    let mut digits = String::new();
    let mut place = weight.max(0);
    let mut whole = 0;
    while place >= 0 || digits.len() < whole + scale {
        // Writing to a text cannot fail.
        let _ = write!(digits, "{:04}", group(place));
        if place == 0 {
            whole = digits.len();
        }
        place -= 1;
    }
    digits.truncate(whole + scale);
    let (whole, fraction) = digits.split_at(whole);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if sign == 0x4000 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numeric_is_read_digit_by_digit() {
        let words =
            |words: &[u16]| numeric(&words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<_>>());
        assert_eq!(words(&[0, 0, 0, 0]), "0");
        assert_eq!(words(&[2, 1, 0, 2, 1, 2]), "10002.00");
        assert_eq!(words(&[2, 0, 0x4000, 3, 12, 3450]), "-12.345");
        assert_eq!(words(&[1, 0xFFFF, 0, 4, 7]), "0.0007");
        assert_eq!(words(&[1, 2, 0, 0, 5]), "500000000");
        assert_eq!(words(&[0, 0, 0xC000, 0]), "NaN");
    }

    #[test]
    fn a_moment_is_read_in_utc() {
        assert_eq!(moment(&0_i64.to_be_bytes(), 1), "2000-01-01 00:00:00");
        assert_eq!(moment(&(-1_500_000_i64).to_be_bytes(), 1), "1999-12-31 23:59:58.5");
        assert_eq!(moment(&366_i32.to_be_bytes(), 86_400_000_000), "2001-01-01");
        assert_eq!(moment(&i64::MAX.to_be_bytes(), 1), "infinity");
        assert_eq!(moment(&i32::MIN.to_be_bytes(), 86_400_000_000), "-infinity");
    }
}
