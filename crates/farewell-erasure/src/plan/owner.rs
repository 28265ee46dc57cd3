//! Owner paths: how one gets from a row to its account.
//!
//! `owner: buyer_id` · `owner: order_id.buyer_id` (along foreign keys) · `owner: { column: email, is: shop.members.email, case: ignore }` (equal values, no foreign key needed) ·
//! `owner: { column: order_no, is: shop.orders.number, then: buyer_id }`. Names that hold a dot are written as lists: `owner: [order_id, buyer.id]`, `is: [shop, orders, no.]`.

use super::fields::{Fields, Reader};
use super::yaml::{Name, Node, Value};
use super::{ColumnName, PlanError, TableName};

/// The way from a row to its account.
#[derive(Clone, Debug)]
pub(crate) struct OwnerPath {
    /// Never empty. The last hop ends at the account: it holds the key, or is joined to the directory's table.
    pub(crate) hops: Vec<Hop>,
}

/// One column on the way.
#[derive(Clone, Debug)]
pub(crate) struct Hop {
    pub(crate) column: Name,
    /// The column elsewhere that holds the same values; none: the foreign key tells.
    pub(crate) is: Option<ColumnName>,
    /// Whether the values are compared without regard to case.
    pub(crate) ignore_case: bool,
}

impl OwnerPath {
    /// The column of the row itself.
    pub(crate) fn first(&self) -> &Name {
        &self.hops[0].column
    }
}

pub(super) fn read(reader: Reader<'_>, node: Node) -> Result<OwnerPath, PlanError> {
    let what = "a column, a path such as order_id.buyer_id, or { column, is, then }";
    let span = node.span;
    let hops = match node.value {
        Value::Text(ref path) => {
            path.split('.').map(|column| plain(Name { text: column.trim().to_owned(), span })).collect()
        }
        Value::List(_) => reader.names(node, what)?.into_iter().map(plain).collect(),
        Value::Map(_) => joined(reader, node)?,
        _ => return Err(reader.wrong(span, what)),
    };
    let empty = |hop: &Hop| hop.column.text.is_empty();
    if hops.is_empty() || hops.iter().any(empty) {
        return Err(reader.wrong(span, what));
    }
    Ok(OwnerPath { hops })
}

fn plain(column: Name) -> Hop {
    Hop { column, is: None, ignore_case: false }
}

fn joined(reader: Reader<'_>, node: Node) -> Result<Vec<Hop>, PlanError> {
    let example = "owner: { column: email, is: shop.members.email }";
    let mut fields = Fields::of(&reader, node, "an owner")?;
    let (_, column) = fields.require("column", example)?;
    let (_, is) = fields.require("is", example)?;
    let mut hops = vec![Hop {
        column: reader.text(column, "a column")?,
        is: Some(column_name(reader, &is)?),
        ignore_case: false,
    }];
    if let Some((_, case)) = fields.take("case") {
        let case = reader.text(case, "`ignore`")?;
        if case.text != "ignore" {
            return Err(reader.wrong(case.span, "`ignore`"));
        }
        hops[0].ignore_case = true;
    }
    if let Some((_, then)) = fields.take("then") {
        hops.extend(read(reader, then)?.hops);
    }
    fields.finish()?;
    Ok(hops)
}

/// `source.table.column`; the table may hold dots, the other two only in a list of three.
pub(super) fn column_name(reader: Reader<'_>, node: &Node) -> Result<ColumnName, PlanError> {
    let what = "a column as source.table.column";
    let parts = match &node.value {
        Value::Text(text) => text.split_once('.').and_then(|(source, rest)| {
            let (table, column) = rest.rsplit_once('.')?;
            Some([source.to_owned(), table.to_owned(), column.to_owned()])
        }),
        Value::List(items) => items
            .iter()
            .map(|item| match &item.value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()
            .and_then(|parts| parts.try_into().ok()),
        _ => None,
    };
    match parts {
        Some([source, table, column]) if !column.is_empty() => {
            Ok(ColumnName { table: TableName { source, table }, column })
        }
        _ => Err(reader.wrong(node.span, what)),
    }
}
