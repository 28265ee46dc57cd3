//! The shop's rows before and after: whose have changed?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use farewell_erasure::source::{Row, Source};

/// Every row of every table of the shop that is not Farewell's own, as text.
pub(crate) struct Rows(BTreeMap<String, BTreeSet<Vec<String>>>);

/// Which member a row of each table belongs to, as the shop's developers would ask.
const OWNERS: &[(&str, &str)] = &[
    ("members", "id = $1"),
    ("addresses", "member_id = $1"),
    ("orders", "buyer_id = $1"),
    ("order_items", "order_id IN (SELECT id FROM orders WHERE buyer_id = $1)"),
    ("payments", "order_id IN (SELECT id FROM orders WHERE buyer_id = $1)"),
    ("invoices", "order_id IN (SELECT id FROM orders WHERE buyer_id = $1)"),
    ("wish_lists", "member_id = $1"),
    ("wish_list_items", "wish_list_id IN (SELECT id FROM wish_lists WHERE member_id = $1)"),
    ("reviews", "author_id = $1"),
    ("conversations", "started_by = $1"),
    ("messages", "sender_id = $1 OR recipient_id = $1"),
    ("notification_settings", "member_id = $1"),
    ("devices", "member_id = $1"),
    ("app_sessions", "member_id = $1"),
    ("newsletter", "email = (SELECT email FROM members WHERE id = $1)"),
];

/// Opens the shop that a stopped demo has left.
pub(crate) async fn shop(folder: &Path) -> Source {
    let file = folder.join("kramik.db");
    Source::open("shop", &format!("sqlite:{}", file.display())).await.expect("the shop opens")
}

/// All rows except those of one member.
pub(crate) async fn rows_of_others(shop: &Source, member: i64) -> Rows {
    let mut tables = BTreeMap::new();
    for table in tables_of(shop).await {
        let owner = OWNERS.iter().find(|(name, _)| *name == table).map_or("FALSE", |(_, owner)| owner);
        let sql = format!(
            "SELECT * FROM {table} WHERE NOT coalesce(({owner}), FALSE) AND CAST($1 AS BIGINT) IS NOT NULL"
        );
        let rows = shop.query(&sql, &[member.into()]).await.expect("rows");
        tables.insert(table, rows.iter().map(as_text).collect());
    }
    Rows(tables)
}

/// How many rows a member has, table by table.
pub(crate) async fn count_of(shop: &Source, member: i64) -> BTreeMap<&'static str, i64> {
    let mut counts = BTreeMap::new();
    for (table, owner) in OWNERS {
        let sql = format!("SELECT count(*) FROM {table} WHERE {owner}");
        let rows = shop.query(&sql, &[member.into()]).await.expect("a count");
        counts.insert(*table, rows[0].first().as_integer().expect("a number"));
    }
    counts
}

/// Rows that point to nothing.
pub(crate) async fn dangling(shop: &Source) -> usize {
    shop.query("PRAGMA foreign_key_check", &[]).await.expect("a check").len()
}

pub(crate) async fn tables_of(shop: &Source) -> Vec<String> {
    let file = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'farewell%' AND name NOT LIKE 'sqlite%'";
    let server =
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'farewell%'";
    let rows = match shop.query(file, &[]).await {
        Ok(rows) => rows,
        Err(_) => shop.query(server, &[]).await.expect("the tables"),
    };
    rows.iter().filter_map(|row| row.first().as_text().map(str::to_owned)).collect()
}

fn as_text(row: &Row) -> Vec<String> {
    row.cells().iter().map(|cell| format!("{cell:?}")).collect()
}

impl Rows {
    /// Rows of `self` that `later` does not hold as they were, by table.
    pub(crate) fn missing_from(&self, later: &Rows) -> Vec<(String, usize)> {
        let none = BTreeSet::new();
        let missing = |(table, rows): (&String, &BTreeSet<Vec<String>>)| {
            let kept = later.0.get(table).unwrap_or(&none);
            (table.clone(), rows.difference(kept).count())
        };
        self.0.iter().map(missing).filter(|(_, count)| *count > 0).collect()
    }
}
