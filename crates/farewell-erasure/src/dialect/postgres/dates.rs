//! Dates, whatever they are stored as: a type of their own, ISO text, or a number of seconds or milliseconds since 1970. All in UTC.

use super::types::words;
use crate::catalog::TypeClass;
use crate::dialect::DatePart;
use crate::plan::{Base, Until};

/// What is surely a date; the day of the month is counted from the first, so that 31 February is 3 March.
const ISO: &str = "'^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'";
/// What looks like a date, as text.
const LIKE_ISO: &str = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}'";

const TIMESTAMP: &str = "timestamp without time zone";
const TIMESTAMPTZ: &str = "timestamp with time zone";

/// How a column holds dates.
enum Form {
    Date,
    Timestamp,
    TimestampTz,
    Number,
    Text,
}

fn form(kind: &str) -> Form {
    match kind {
        "date" => Form::Date,
        TIMESTAMP => Form::Timestamp,
        TIMESTAMPTZ => Form::TimestampTz,
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => Form::Number,
        _ => Form::Text,
    }
}

pub(super) fn can_be_read(class: TypeClass, kind: &str) -> bool {
    let number = matches!(form(kind), Form::Number);
    number || class == TypeClass::Time || (class == TypeClass::Text && !kind.ends_with("[]"))
}

pub(super) fn until(column: &str, kind: &str, until: &Until) -> String {
    let day = moment(column, kind);
    let base = match until.base {
        Base::Day => "day",
        Base::EndOfMonth => "month",
        Base::EndOfYear => "year",
    };
    let mut end = format!(
        "date_trunc('{base}', greatest(least({day}, timestamp '9999-12-31'), timestamp '0001-01-01'))"
    );
    if until.base != Base::Day {
        end = format!("{end} + interval '1 {base} - 1 day'");
    }
    for (number, unit) in [(until.years, "years"), (until.months, "months"), (until.days, "days")] {
        if number > 0 {
            end = format!("{end} + interval '{number} {unit}'");
        }
    }
    format!(
        "CASE WHEN {day} IS NOT NULL THEN to_char(least({end}, timestamp '9999-12-31'), 'YYYY-MM-DD') END"
    )
}

/// The column as a timestamp; NULL where it is none.
fn moment(column: &str, kind: &str) -> String {
    match form(kind) {
        Form::Date => format!("CAST({column} AS timestamp)"),
        Form::Timestamp => column.to_owned(),
        Form::TimestampTz => format!("({column} AT TIME ZONE 'UTC')"),
        Form::Number => number(column),
        Form::Text => {
            let words = words(column, kind);
            format!(
                "CASE WHEN {words} ~ {ISO} AND {words} !~ '^0000' THEN CAST(to_date(substr({words}, 1, 8) || '01', 'YYYY-MM-DD') + (CAST(substr({words}, 9, 2) AS integer) - 1) AS timestamp) END"
            )
        }
    }
}

/// From seconds or milliseconds: no date before the year 5138 has that many seconds.
fn number(column: &str) -> String {
    let seconds = format!(
        "(CASE WHEN {column} BETWEEN -99999999999 AND 99999999999 THEN CAST({column} AS numeric) ELSE CAST({column} AS numeric) / 1000 END)"
    );
    format!(
        "(CASE WHEN {seconds} BETWEEN -62135596800 AND 253402300799 THEN to_timestamp(CAST({seconds} AS double precision)) AT TIME ZONE 'UTC' END)"
    )
}

pub(super) fn cut(column: &str, kind: &str, part: DatePart, not_null: bool) -> String {
    let word = match part {
        DatePart::Month => "month",
        DatePart::Year => "year",
    };
    match form(kind) {
        Form::Date => format!("CAST(date_trunc('{word}', CAST({column} AS timestamp)) AS date)"),
        Form::Timestamp => format!("date_trunc('{word}', {column})"),
        Form::TimestampTz => format!("date_trunc('{word}', {column} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"),
        Form::Number => {
            let otherwise = if not_null { ", 0" } else { ", NULL" };
            format!(
                "coalesce(CAST(extract(epoch FROM date_trunc('{word}', {})) AS bigint) * CASE WHEN {column} BETWEEN -99999999999 AND 99999999999 THEN 1 ELSE 1000 END{otherwise})",
                number(column)
            )
        }
        Form::Text => cut_text(&words(column, kind), part, not_null),
    }
}

/// In the same form, and no longer than it was.
fn cut_text(column: &str, part: DatePart, not_null: bool) -> String {
    let (keep, rest) = match part {
        DatePart::Month => (8, "01"),
        DatePart::Year => (5, "01-01"),
    };
    let unreadable = if not_null { " ELSE '1970-01-01'" } else { "" };
    let midnight = format!(
        "CASE WHEN length({column}) > 10 THEN substr({column}, 11, 1) || '00:00:00' || CASE WHEN {column} LIKE '%Z' THEN 'Z' ELSE '' END ELSE '' END"
    );
    format!(
        "CASE WHEN {column} ~ {LIKE_ISO} THEN left(substr({column}, 1, {keep}) || '{rest}' || {midnight}, length({column})){unreadable} END"
    )
}
