//! `set`: what stands in a column of a row that stays.
//!
//! `null` · a text, number, true or false · `{hash}` (a keyed hash of the old value) · `{month}`, `{year}` (a date cut to its month or year).

use super::PlanError;
use super::fields::Reader;
use super::yaml::{Name, Node, Value};
use crate::cell::Cell;

/// One entry of `set`.
#[derive(Clone, Debug)]
pub(crate) struct SetRule {
    pub(crate) column: Name,
    pub(crate) value: SetValue,
}

/// What to write.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SetValue {
    /// NULL or the same value in every row.
    Constant(Cell),
    /// A keyed hash of the old value, no longer than the column.
    Hash,
    /// The first day of the date's month.
    Month,
    /// The first day of the date's year.
    Year,
}

pub(super) fn read(reader: Reader<'_>, node: Node) -> Result<Vec<SetRule>, PlanError> {
    let what = "columns and their new values, as in { phone: null, name: \"former member\", email: {hash} }";
    let rules = reader.map(node, what)?.into_iter().map(|(column, node)| {
        let value = value(reader, &node)?;
        Ok(SetRule { column, value })
    });
    rules.collect()
}

fn value(reader: Reader<'_>, node: &Node) -> Result<SetValue, PlanError> {
    let what = "null, a text, a number, true, false, {hash}, {month} or {year}";
    let Value::Map(entries) = &node.value else {
        return reader.scalar(node).map(SetValue::Constant).map_err(|_| reader.wrong(node.span, what));
    };
    match entries.as_slice() {
        [(name, Node { value: Value::Null, .. })] => match name.text.as_str() {
            "hash" => Ok(SetValue::Hash),
            "month" => Ok(SetValue::Month),
            "year" => Ok(SetValue::Year),
            _ => Err(reader.wrong(name.span, what)),
        },
        _ => Err(reader.wrong(node.span, what)),
    }
}
