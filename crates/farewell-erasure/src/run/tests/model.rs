//! The same erasure, row by row and in plain words: what the engine must come to.

use std::collections::{BTreeMap, BTreeSet};

use super::shop::{Dump, HASH_KEY};
use crate::cell::Cell;
use crate::run::hash::{hash, is_hash};

type Row = BTreeMap<String, Cell>;

const TODAY_YEAR: i64 = 2026;
const TODAY: &str = "2026-11-24";

/// The shop after the erasure of these members.
pub(super) fn erased(before: &Dump, gone: &BTreeSet<i64>) -> Dump {
    let mut shop = before.clone();
    leave(&mut shop, before, gone);
    let is_gone = |cell: &Cell| cell.as_integer().is_some_and(|id| gone.contains(&id));

    let addresses = delete(&mut shop, "addresses", |row| is_gone(&row["member_id"]));
    let orders = delete(&mut shop, "orders", |row| is_gone(&row["buyer_id"]) && is_over(row));
    let kept: BTreeSet<i64> = rows(&shop, "orders").filter(|row| is_gone(&row["buyer_id"])).map(id).collect();
    for row in shop.get_mut("orders").unwrap() {
        if is_gone(&row["buyer_id"]) {
            row.insert("phone".into(), Cell::Null);
            cut(row, "created_at", 8, "01");
        }
        empty_if(row, "approved_by", gone);
        empty_if(row, "address_id", &addresses);
    }
    delete(&mut shop, "order_items", |row| points(row, "order_id", &orders));
    for row in shop.get_mut("order_items").unwrap() {
        if points(row, "order_id", &kept) {
            row.insert("gift".into(), Cell::Null);
        }
    }
    delete(&mut shop, "payments", |row| points(row, "order_id", &kept) || points(row, "order_id", &orders));
    let messages = delete(&mut shop, "messages", |row| {
        let owners = [&row["sender_id"], &row["recipient_id"]];
        owners.iter().any(|owner| is_gone(owner))
            && owners.iter().all(|owner| owner.is_null() || is_gone(owner))
    });
    for row in shop.get_mut("messages").unwrap() {
        if is_gone(&row["sender_id"]) {
            row.insert("body".into(), "[removed]".into());
        }
        empty_if(row, "sender_id", gone);
        empty_if(row, "recipient_id", gone);
    }
    delete(&mut shop, "attachments", |row| points(row, "message_id", &messages));
    for row in shop.get_mut("reviews").unwrap().iter_mut().filter(|row| is_gone(&row["author_id"])) {
        row.insert("nickname".into(), "former member".into());
        hashed(row, "reviews", "ip");
        cut(row, "seen_on", 8, "01");
    }
    delete(&mut shop, "votes", |row| is_gone(&row["member_id"]));
    let comments = delete(&mut shop, "comments", |row| is_gone(&row["author_id"]));
    for row in shop.get_mut("comments").unwrap() {
        empty_if(row, "parent_id", &comments);
    }
    for row in shop.get_mut("photos").unwrap().iter_mut().filter(|row| is_gone(&row["owner_id"])) {
        row.insert("owner_id".into(), Cell::Integer(1));
        row.insert("title".into(), Cell::Null);
    }
    members(&mut shop, gone, &addresses);
    sorted(shop)
}

/// The shop after these members have only left.
pub(super) fn left(before: &Dump, gone: &BTreeSet<i64>) -> Dump {
    let mut shop = before.clone();
    leave(&mut shop, before, gone);
    sorted(shop)
}

fn leave(shop: &mut Dump, before: &Dump, gone: &BTreeSet<i64>) {
    let devices = delete(shop, "devices", |row| points(row, "member_id", gone));
    delete(shop, "device_logs", |row| points(row, "device_id", &devices));
    let emails: Vec<String> = rows(before, "members")
        .filter(|row| gone.contains(&id(row)))
        .filter_map(|row| row["email"].as_text().map(str::to_lowercase))
        .collect();
    shop.get_mut("newsletter").unwrap().retain(|row| {
        let address = row["address"].as_text().unwrap().to_lowercase();
        !emails.contains(&address)
    });
}

/// A member's row goes unless an order that is kept or a review points to it.
fn members(shop: &mut Dump, gone: &BTreeSet<i64>, addresses: &BTreeSet<i64>) {
    let held: BTreeSet<i64> = [("orders", "buyer_id"), ("reviews", "author_id")]
        .iter()
        .flat_map(|(table, column)| rows(shop, table).filter_map(|row| row[*column].as_integer()))
        .collect();
    delete(shop, "members", |row| gone.contains(&id(row)) && !held.contains(&id(row)));
    for row in shop.get_mut("members").unwrap() {
        if gone.contains(&id(row)) {
            hashed(row, "members", "username");
            row.insert("email".into(), Cell::Null);
            row.insert("full_name".into(), "former member".into());
            cut(row, "born", 5, "01-01");
        }
        empty_if(row, "invited_by", gone);
        empty_if(row, "main_address", addresses);
    }
}

/// The end of the fifth year after the year of closing; without one, ten years after the order.
fn is_over(order: &Row) -> bool {
    if let Some(closed) = order["closed_at"].as_text() {
        return closed[..4].parse::<i64>().unwrap() + 5 < TODAY_YEAR;
    }
    let created = order["created_at"].as_text().unwrap();
    let until = format!("{}{}", created[..4].parse::<i64>().unwrap() + 10, &created[4..10]);
    until.as_str() < TODAY
}

fn rows<'a>(shop: &'a Dump, table: &str) -> impl Iterator<Item = &'a Row> {
    shop[table].iter()
}

fn id(row: &Row) -> i64 {
    row["id"].as_integer().unwrap()
}

fn points(row: &Row, column: &str, to: &BTreeSet<i64>) -> bool {
    row[column].as_integer().is_some_and(|id| to.contains(&id))
}

/// Deletes rows; their ids, where the table has one.
fn delete(shop: &mut Dump, table: &str, which: impl Fn(&Row) -> bool) -> BTreeSet<i64> {
    let rows = shop.get_mut(table).unwrap();
    let (gone, stay): (Vec<Row>, Vec<Row>) = std::mem::take(rows).into_iter().partition(which);
    *rows = stay;
    gone.iter().filter_map(|row| row.get("id")?.as_integer()).collect()
}

fn empty_if(row: &mut Row, column: &str, gone: &BTreeSet<i64>) {
    if points(row, column, gone) {
        row.insert(column.into(), Cell::Null);
    }
}

fn cut(row: &mut Row, column: &str, keep: usize, rest: &str) {
    let text = row[column].as_text().unwrap();
    let time = if text.len() > 10 { " 00:00:00" } else { "" };
    let cut = format!("{}{rest}{time}", &text[..keep]);
    row.insert(column.into(), cut.into());
}

fn hashed(row: &mut Row, table: &str, column: &str) {
    let Some(text) = row[column].as_text() else {
        return;
    };
    if !is_hash(&HASH_KEY, text) {
        let length = if column == "username" { 20 } else { 24 };
        let hash = hash(&HASH_KEY, &format!("shop.{table}.{column}"), text.as_bytes(), length);
        row.insert(column.into(), hash.into());
    }
}

fn sorted(mut shop: Dump) -> Dump {
    for rows in shop.values_mut() {
        rows.sort_by_key(|row| format!("{row:?}"));
    }
    shop
}
