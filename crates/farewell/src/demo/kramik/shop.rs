//! The whole shop as rows, in the order in which they refer to each other.

use farewell_erasure::cell::Cell;

use super::candidates::candidate;
use super::dice::Dice;
use super::hostile::season;
use super::people::{addresses, app_sessions, devices, members, newsletter, notification_settings, people};
use super::table::Table;
use super::talk::{conversations, reviews, wishes};
use super::{goods::goods, trade::trade};

/// Kramik is thrown with this; another number is another shop.
const SEED: u64 = 20_180_301;

/// Every table with its rows: the same ones at every call, on every machine.
pub(crate) fn shop() -> Vec<Table> {
    let dice = &mut Dice::new(SEED);
    let people = people(dice);
    let goods = goods(dice);
    let products = goods[2].next_id() - 1;
    let mut tables = vec![members(dice, &people), addresses(dice, &people)];
    tables.extend(goods);
    tables.extend(trade(dice, &people, products));
    tables.extend(wishes(dice, &people, products));
    tables.push(reviews(dice, &people, products));
    tables.extend(conversations(dice, &people, products));
    tables.push(notification_settings(dice, &people));
    tables.push(devices(dice, &people));
    tables.push(app_sessions(dice, &people));
    tables.push(newsletter(dice, &people));
    for table in &mut tables {
        sprinkle(dice, table);
    }
    tables
}

/// Hostile text where people type freely (members and their unique names have had theirs).
fn sprinkle(dice: &mut Dice, table: &mut Table) {
    let (columns, owners): (&[&str], &[&str]) = match table.name {
        "addresses" => (&["recipient", "street", "label"], &["member_id"]),
        "orders" => (&["ship_name", "note"], &["buyer_id"]),
        "payments" => (&["payer_name"], &[]),
        "wish_lists" | "devices" => (&["name"], &["member_id"]),
        "wish_list_items" => (&["note"], &[]),
        "reviews" => (&["nickname", "body"], &["author_id"]),
        "conversations" => (&["subject"], &["started_by"]),
        "messages" => (&["body"], &["sender_id", "recipient_id"]),
        "app_sessions" => (&["user_agent"], &["member_id"]),
        _ => return,
    };
    let owners: Vec<usize> =
        owners.iter().filter_map(|name| table.columns.iter().position(|column| column == name)).collect();
    season(dice, table, columns, |row| owners.iter().any(|place| is_candidate(&row[*place])));
}

fn is_candidate(owner: &Cell) -> bool {
    matches!(owner, Cell::Integer(id) if candidate(*id).is_some())
}
