//! The shop: its schema, its plan, and data made from bytes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tempfile::TempDir;

use crate::catalog::Catalog;
use crate::cell::Cell;
use crate::directory::{Directory, DirectoryMap};
use crate::engine::{Engine, RunOrder, Stage};
use crate::plan::Plan;
use crate::source::{Source, SourceTx};

pub(super) const HASH_KEY: [u8; 32] = [7; 32];
pub(super) const NOW: &str = "2026-11-24T12:00:00Z";

/// Every row of every table, by table and by the row's own text, so that order plays no part.
pub(super) type Dump = BTreeMap<String, Vec<BTreeMap<String, Cell>>>;

/// The databases that every story is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    Sqlite,
    Postgres,
}

pub(super) struct Shop {
    on: On,
    catalog: Catalog,
    pub(super) source: Source,
    pub(super) engine: Engine,
    pub(super) directory: Directory,
    _folder: TempDir,
}

impl Shop {
    pub(super) async fn open(on: On) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (url, schema) = match on {
            On::Sqlite => {
                (format!("sqlite:{}", folder.path().join("shop.db").display()), include_str!("shop.sql"))
            }
            On::Postgres => (farewell_tests::postgres::new_database(), include_str!("shop.postgres.sql")),
        };
        let source = Source::create("shop", &url).await.unwrap();
        source.execute_script(schema).await.unwrap();
        let map = DirectoryMap {
            table: "shop.members".into(),
            key: "id".into(),
            username: Some("username".into()),
            email: "email".into(),
            password: "full_name".into(),
            name: None,
            gender: None,
            language: None,
            created: None,
            confirmed: None,
            status: None,
            sign_up: crate::directory::Switch::Off,
        };
        let directory = Directory::open(map, source.clone()).await.unwrap();
        let plan = Plan::parse("plan.yaml", include_str!("shop.yaml")).unwrap();
        let open = |lock| Engine::open(plan.clone(), lock, vec![source.clone()], &directory, HASH_KEY);
        let engine = open(None).await.unwrap();
        engine.ensure_tables().await.unwrap();
        let lock = engine.lock_now().await.unwrap();
        let engine = open(Some(lock)).await.unwrap();
        let catalog = Catalog::read(&source).await.unwrap();
        Self { on, catalog, source, engine, directory, _folder: folder }
    }

    /// The same shop, without a row.
    pub(super) async fn clear(&self) {
        let mut tx = self.source.begin().await.unwrap();
        let unchecked = match self.on {
            On::Sqlite => self.source.dialect().defer_keys(),
            On::Postgres => "SET LOCAL session_replication_role = replica",
        };
        tx.execute(unchecked, &[]).await.unwrap();
        for table in self.catalog.tables.keys().map(String::as_str).chain(["farewell_journal"]) {
            tx.execute(&format!("DELETE FROM {table}"), &[]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub(super) fn order(&self, run: &str, accounts: &[i64], stage: Stage) -> RunOrder {
        let key = |id: &i64| self.directory.key(&id.to_string()).unwrap();
        RunOrder {
            run: run.into(),
            fence: 1,
            accounts: accounts.iter().map(key).collect(),
            stage,
            now: now(),
        }
    }

    pub(super) async fn dump(&self) -> Dump {
        let mut dump = Dump::new();
        for name in self.catalog.tables.keys() {
            let rows = self.source.query(&format!("SELECT * FROM {name}"), &[]).await.unwrap();
            let rows = rows.iter().map(|row| {
                let cells = row.columns().iter().cloned().zip(row.cells().iter().cloned());
                cells.collect::<BTreeMap<_, _>>()
            });
            let mut rows: Vec<_> = rows.collect();
            rows.sort_by_key(|row| format!("{row:?}"));
            dump.insert(name.clone(), rows);
        }
        dump
    }

    /// A server's always do.
    pub(super) async fn foreign_keys_hold(&self) -> bool {
        if self.on == On::Postgres {
            return true;
        }
        self.source.query("PRAGMA foreign_key_check", &[]).await.unwrap().is_empty()
    }

    /// Members 1 (who stands for former members) to `members`, and a row for each entry of `genes` in the table that its first byte chooses.
    pub(super) async fn fill(&self, members: i64, genes: &[[u8; 6]]) {
        let mut tx = self.source.begin().await.unwrap();
        let nul = if self.on == On::Sqlite { "\u{0}" } else { "" };
        for id in 1..=members {
            let cells = vec![
                Cell::Integer(id),
                Cell::Text(format!("user'{id}")),
                if id == 3 { Cell::Null } else { Cell::Text(format!("Member{id}@example.com")) },
                Cell::Text(format!("Zoë \"{id}\"; DROP TABLE members{nul}")),
                Cell::Text(format!("19{:02}-05-17", id % 100)),
                Cell::Integer(id * 10),
                if id % 3 == 0 { Cell::Integer(id - 1) } else { Cell::Null },
                Cell::Null,
            ];
            self.insert(&mut tx, "members", cells).await;
        }
        let mut made = Made { members, ids: BTreeMap::new() };
        for gene in genes {
            if let Some((table, cells)) = made.row(*gene) {
                self.insert(&mut tx, table, cells).await;
            }
        }
        let main = "UPDATE members SET main_address = (SELECT max(id) FROM addresses WHERE (id + members.id) % 3 > 0)";
        tx.execute(main, &[]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A row, unless its key is taken.
    async fn insert(&self, tx: &mut SourceTx, table: &str, cells: Vec<Cell>) {
        let columns = &self.catalog.table(table).unwrap().columns;
        let places = cells.iter().zip(columns).enumerate().map(|(at, (cell, column))| {
            self.source.dialect().value(cell, &format!("${}", at + 1), &column.kind)
        });
        let places: Vec<String> = places.collect();
        let sql = format!("INSERT INTO {table} VALUES ({}) ON CONFLICT DO NOTHING", places.join(", "));
        tx.execute(&sql, &cells).await.unwrap();
    }
}

pub(super) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// What has been made so far, so that references have something to point to.
struct Made {
    members: i64,
    ids: BTreeMap<&'static str, i64>,
}

impl Made {
    #[expect(clippy::many_single_char_names, reason = "each is one number of the gene")]
    fn row(&mut self, gene: [u8; 6]) -> Option<(&'static str, Vec<Cell>)> {
        let [table, a, b, c, d, e] = gene;
        let member = |n: u8| Cell::Integer(1 + i64::from(n) % self.members);
        let maybe = |n: u8| if n.is_multiple_of(3) { Cell::Null } else { member(n) };
        let text =
            |n: u8| if n.is_multiple_of(5) { Cell::Null } else { Cell::Text(format!("text {n}' \u{17c}")) };
        let of = |parent: &str, n: u8| {
            let count = self.ids.get(parent).copied().unwrap_or(0);
            (count > 0).then(|| Cell::Integer(1 + i64::from(n) % count))
        };
        let maybe_of = |parent: &str, n: u8| {
            if n.is_multiple_of(4) { Cell::Null } else { of(parent, n).unwrap_or(Cell::Null) }
        };
        let date =
            |n: u8| Cell::Text(format!("{}-0{}-1{} 10:11:12", 2012 + u32::from(n % 15), 1 + n % 9, n % 10));
        let (table, cells) = match table % 14 {
            0 => ("addresses", vec![member(a), text(b)]),
            1 => ("devices", vec![member(a), Cell::Blob(vec![b, 0, c])]),
            2 => ("device_logs", vec![of("devices", a)?, text(b)]),
            3 => {
                let closed = if d.is_multiple_of(3) { Cell::Null } else { date(d) };
                (
                    "orders",
                    vec![member(a), maybe(b), maybe_of("addresses", c), date(e), closed, text(a), text(b)],
                )
            }
            4 => ("order_items", vec![of("orders", a)?, text(b), text(c)]),
            5 => ("payments", vec![of("orders", a)?, text(b)]),
            6 | 7 => ("messages", vec![maybe(a), maybe(b), Cell::Text(format!("body {c}"))]),
            8 => ("attachments", vec![of("messages", a)?, text(b)]),
            9 => ("reviews", vec![member(a), text(b), text(c), date(d), text(e)]),
            10 => {
                return Some(("votes", vec![of("reviews", a)?, member(b), Cell::Integer(c.into())]));
            }
            11 => ("comments", vec![maybe(a), maybe_of("comments", b), text(c)]),
            12 => ("photos", vec![member(a), text(b)]),
            _ => {
                let address = format!("mEMBER{}@example.com", 1 + i64::from(a) % (self.members + 2));
                return Some(("newsletter", vec![Cell::Text(address), date(b)]));
            }
        };
        let id = self.ids.entry(table).or_default();
        *id += 1;
        Some((table, std::iter::once(Cell::Integer(*id)).chain(cells).collect()))
    }
}
