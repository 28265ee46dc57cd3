//! Types: PostgreSQL compares and assigns nothing that it has no operator or cast for.

use crate::cell::Cell;
use crate::dialect::Side;

/// Types that compare with each other, and whose indexes serve each other.
const FAMILIES: [&[&str]; 3] = [
    &["smallint", "integer", "bigint", "numeric"],
    &["real", "double precision"],
    &["date", "timestamp without time zone", "timestamp with time zone"],
];

/// Types of text that text is assigned to without saying so.
fn is_words(kind: &str) -> bool {
    matches!(kind, "text" | "character varying" | "bpchar" | "name") || is_citext(kind)
}

/// The extension's type lives in whichever schema it was put into.
pub(super) fn is_citext(kind: &str) -> bool {
    kind == "citext" || kind.ends_with(".citext")
}

/// Types for which there is no `=`.
pub(super) fn has_equality(kind: &str) -> bool {
    !matches!(kind, "json" | "xml" | "point" | "polygon" | "path" | "box" | "line" | "jsonpath")
}

/// Types that a row holds as they are.
pub(super) fn is_read_as_is(kind: &str) -> bool {
    let numbers = matches!(kind, "smallint" | "integer" | "bigint" | "boolean" | "double precision");
    // A text as long as its column is told without the blanks at its end.
    let words = is_words(kind) && kind != "bpchar";
    kind.is_empty() || numbers || words || matches!(kind, "uuid" | "bytea")
}

pub(super) fn text(expression: &str) -> String {
    format!("CAST({expression} AS text)")
}

/// The text of a column; an index over `lower(column)` is made with the column as it is.
pub(super) fn words(expression: &str, kind: &str) -> String {
    if is_words(kind) { expression.to_owned() } else { text(expression) }
}

pub(super) fn value(cell: &Cell, place: &str, kind: &str) -> String {
    match (cell, kind) {
        (Cell::Blob(_), _) | (_, "") => place.to_owned(),
        (Cell::Null, _) => format!("CAST({place} AS {kind})"),
        (_, "bytea") => format!("convert_to({}, 'UTF8')", text(place)),
        (_, "text" | "character varying" | "name") => text(place),
        _ => format!("CAST({} AS {kind})", text(place)),
    }
}

pub(super) fn alike(left: &Side, right: &Side, ignore_case: bool) -> (String, String) {
    if ignore_case && !is_citext(&left.kind) {
        let lower = |side: &Side| format!("lower({})", words(&side.sql, &side.kind));
        return (lower(left), lower(right));
    }
    let (own, other) = (left.kind.as_str(), right.kind.as_str());
    let family = |family: &&[&str]| family.contains(&own) && family.contains(&other);
    let plain = own == "text" || own == "character varying";
    let as_is = own == other || own.is_empty() || other.is_empty() || FAMILIES.iter().any(family);
    if as_is || (plain && matches!(other, "text" | "character varying" | "name" | "bpchar")) {
        (left.sql.clone(), right.sql.clone())
    } else if plain {
        (left.sql.clone(), text(&right.sql))
    } else if is_words(own) {
        (left.sql.clone(), format!("CAST({} AS {own})", text(&right.sql)))
    } else {
        (text(&left.sql), text(&right.sql))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_stays_as_it_is_wherever_its_index_can_serve() {
        let shown = |own: &str, other: &str, ignore_case| {
            let (left, right) = alike(&Side::new("a", own), &Side::new("b", other), ignore_case);
            format!("{left} = {right}")
        };
        for (own, other, sql) in [
            ("bigint", "integer", "a = b"),
            ("text", "bigint", "a = CAST(b AS text)"),
            ("character varying", "text", "a = b"),
            ("bpchar", "text", "a = CAST(CAST(b AS text) AS bpchar)"),
            ("public.citext", "text", "a = CAST(CAST(b AS text) AS public.citext)"),
            ("uuid", "text", "CAST(a AS text) = CAST(b AS text)"),
            ("integer", "text", "CAST(a AS text) = CAST(b AS text)"),
        ] {
            assert_eq!(shown(own, other, false), sql);
        }
        assert_eq!(shown("text", "character varying", true), "lower(a) = lower(b)");
        assert_eq!(shown("public.citext", "public.citext", true), "a = b");
    }

    #[test]
    fn a_value_becomes_what_its_column_is() {
        let one = Cell::Integer(1);
        for (kind, sql) in [
            ("", "$1"),
            ("character varying", "CAST($1 AS text)"),
            ("boolean", "CAST(CAST($1 AS text) AS boolean)"),
            ("bytea", "convert_to(CAST($1 AS text), 'UTF8')"),
            ("public.mood", "CAST(CAST($1 AS text) AS public.mood)"),
        ] {
            assert_eq!(value(&one, "$1", kind), sql);
        }
        assert_eq!(value(&Cell::Null, "$1", "json"), "CAST($1 AS json)");
    }
}
