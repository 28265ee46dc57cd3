//! What a check finds, and a run refuses.

use farewell_erasure::engine::EngineError;
use insta::assert_snapshot;

use crate::site::{MEMBERS, Site};

#[tokio::test]
async fn an_operator_is_told_everything_that_the_plan_forgets() {
    let schema = format!("{MEMBERS}
        CREATE TABLE orders (id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES members (id), closed_at TEXT, phone TEXT NOT NULL, code TEXT UNIQUE, status TEXT CHECK (status IN ('open', 'paid')), amount INTEGER, memo JSON, tag VARCHAR(8));
        CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE, what TEXT);
        CREATE TABLE logs (member_id INTEGER REFERENCES members (id), line TEXT);
        CREATE TABLE secrets (id INTEGER PRIMARY KEY);
        CREATE TRIGGER touch AFTER UPDATE ON orders BEGIN UPDATE items SET what = 'x'; END;");
    let plan = "
tables:
  shop.members: { do: delete }
  shop.orders: { owner: buyer_id, do: retain, because: tax, until: closed_at, set: { phone: null, code: none, status: gone, amount: none, tag: {hash} } }
  shop.items: { personal: false }
  shop.logs: { personal: false }
blockers: { open: { source: shop, sql: 'SELECT count(*) FROM ordres WHERE id = $account' } }";
    let site = Site::unaccepted(&schema, plan).await;
    assert_snapshot!(site.findings().await, @"
    shop.items.order_id: rows are found by this column, and no index leads to them
        CREATE INDEX `items_order_id` ON `items` (`order_id`);
    shop.logs.member_id: rows are found by this column, and no index leads to them
        CREATE INDEX `logs_member_id` ON `logs` (`member_id`);
    shop.orders.buyer_id: rows are found by this column, and no index leads to them
        CREATE INDEX `orders_buyer_id` ON `orders` (`buyer_id`);
    shop.secrets: the plan does not name this table
        shop.secrets: { personal: false }   # if nobody's data is in it; else owner and do
    shop.orders: the trigger `touch` runs on UPDATE and does what the plan does not say
        triggers: [touch]   # once you have read it and accept what it does
    shop.orders: members are not told what this is
        label: { en: ..., pl: ... }, or hidden: true
    shop.orders: `because:` has no reason `tax`
    shop.orders.amount: a text does not go into a column of type INTEGER
    shop.orders.buyer_id: rows that stay would point to the deleted row of shop.members: make that one a stub
        owners: { buyer_id: { do: detach } }, or another action for its owner buyer_id
    shop.orders.closed_at: rows of this table stay, and nothing says what becomes of this column (TEXT)
        set: { closed_at: null } or keep: [closed_at]
    shop.orders.closed_at: it may be NULL, and such a row would be kept for ever
        or: created_at + 10y   # a column that is NOT NULL
    shop.orders.code: the same value for every row does not go into a UNIQUE column; {hash} does
    shop.orders.memo: rows of this table stay, and nothing says what becomes of this column (JSON)
        set: { memo: null } or keep: [memo]
    shop.orders.phone: it is to become NULL, and the column is NOT NULL
    shop.orders.status: the table's CHECK (status IN ('open', 'paid')) refuses the value
    shop.orders.tag: a hash needs 14 characters, and the column takes 8
    shop.items.order_id: rows that stay could point to rows of shop.orders that go; the database would answer with CASCADE, which the plan does not say
        unlink: [order_id], or { owner: order_id, do: follow }
    shop.logs.member_id: `member_id` points to the member, and no rule says what happens to these rows
        owners: { member_id: { do: detach } }, or another action for its owner member_id
    blockers.open: members are not told what blocks them
        en: ..., pl: ...
    blockers.open: the database refuses its sql: no such table: ordres
    ");
}

#[tokio::test]
async fn names_that_do_not_exist_come_first_and_alone() {
    let schema = format!(
        "{MEMBERS}
        CREATE TABLE orders (id INTEGER PRIMARY KEY, buyer_id INTEGER, shop_id INTEGER REFERENCES shops (id));
        CREATE TABLE shops (id INTEGER PRIMARY KEY, boss INTEGER);"
    );
    let plan = "
identifiers: [shop.members.phone]
tables:
  shop.members: { do: stub, set: { Email: null } }
  shop.orders: { owner: shop_id, do: delete, hidden: true }
  shop.shops: { owner: boss.name, do: delete, hidden: true }
  shop.lost: { personal: false }
  crm.people: { personal: false }";
    let site = Site::unaccepted(&schema, plan).await;
    assert_snapshot!(site.findings().await, @"
    shop.members.phone: `identifiers` names a column that does not exist
    shop.members: members has no column `Email`; did you mean `email`?
    shop.orders: `shop_id` points to shops, not to the members; go on with shop_id.COLUMN
    shop.shops: `boss` is no foreign key; say what it equals with { column: boss, is: shop.TABLE.COLUMN }
    shop.lost: there is no such table
    crm.people: there is no source `crm`
    ");
    let refused = site.try_erase("1").await.unwrap_err();
    assert!(matches!(refused, EngineError::Plan { .. }), "{refused}");
}

#[tokio::test]
async fn a_stub_leaves_nothing_undecided_and_a_deleted_member_no_row_behind() {
    let schema = format!("{MEMBERS}
        CREATE TABLE reviews (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES members (id), body TEXT, stars INTEGER);
        CREATE INDEX r ON reviews (author_id);
        ALTER TABLE members ADD COLUMN points INTEGER;");
    let stub = "
tables:
  shop.members: { do: stub, set: { email: null, username: {hash} } }
  shop.reviews: { owner: author_id, do: anonymize, keep: [body], label: { en: Reviews } }";
    let site = Site::unaccepted(&schema, stub).await;
    assert_snapshot!(site.findings().await, @"
    shop.members.full_name: rows of this table stay, and nothing says what becomes of this column (TEXT)
        set: { full_name: null } or keep: [full_name]
    shop.members.password_hash: rows of this table stay, and nothing says what becomes of this column (TEXT)
        set: { password_hash: null } or keep: [password_hash]
    shop.members.points: rows of this table stay, and nothing says what becomes of this column (INTEGER)
        set: { points: null } or keep: [points]
    ");
    let delete = "
tables:
  shop.members: { do: delete }
  shop.reviews: { owner: author_id, do: anonymize, keep: [body], label: { en: Reviews } }";
    let site = Site::unaccepted(&schema, delete).await;
    assert_snapshot!(site.findings().await, @"
    shop.reviews.author_id: rows that stay would point to the deleted row of shop.members: make that one a stub
        owners: { author_id: { do: detach } }, or another action for its owner author_id
    ");
}

#[tokio::test]
async fn a_trigger_that_nobody_accepted_makes_a_run_roll_back() {
    let schema = format!(
        "{MEMBERS}
        CREATE TABLE notes (id INTEGER PRIMARY KEY, member_id INTEGER, line TEXT);
        CREATE INDEX n ON notes (member_id);
        CREATE TABLE audit (line TEXT);
        INSERT INTO notes VALUES (1, 1, 'a'), (2, 2, 'b');
        CREATE TRIGGER copy AFTER DELETE ON notes BEGIN INSERT INTO audit VALUES (old.line); END;"
    );
    let plan = |accepted: &str| {
        format!(
            "tables: {{ shop.members: {{ do: delete }}, shop.audit: {{ personal: false }}, shop.notes: {{ owner: member_id, do: delete, hidden: true{accepted} }} }}"
        )
    };
    let site = Site::accepted(&schema, &plan("")).await;
    assert_snapshot!(site.findings().await, @"
    shop.notes: the trigger `copy` runs on DELETE and does what the plan does not say
        triggers: [copy]   # once you have read it and accept what it does
    ");
    let error = site.try_erase("1").await.unwrap_err();
    assert_snapshot!(error, @"shop.notes: 2 rows were taken and 3 changed, so everything was rolled back. A trigger, a cascade or a policy does what the plan does not say; `farewell plan check` names it");
    assert_eq!(site.rows("SELECT count(*) FROM notes").await, ["2"]);

    let site = Site::accepted(&schema, &plan(", triggers: [copy]")).await;
    assert_eq!(site.findings().await, "");
    site.erase("1").await;
    assert_eq!(site.rows("SELECT count(*) FROM notes").await, ["1"]);
}

#[tokio::test]
async fn a_trigger_that_keeps_a_row_makes_a_run_roll_back() {
    let schema = format!(
        "{MEMBERS}
        CREATE TRIGGER keep BEFORE DELETE ON members WHEN old.id = 1 BEGIN SELECT RAISE(IGNORE); END;"
    );
    let site = Site::accepted(&schema, "tables: { shop.members: { do: delete, triggers: [keep] } }").await;
    let error = site.try_erase("1").await.unwrap_err();
    assert_snapshot!(error, @"shop.members: 1 rows were taken and 0 changed, so everything was rolled back. A trigger, a cascade or a policy does what the plan does not say; `farewell plan check` names it");
}

#[tokio::test]
async fn a_schema_that_has_changed_is_told_table_by_table_and_not_run() {
    let schema = format!(
        "{MEMBERS}
        CREATE TABLE notes (id INTEGER PRIMARY KEY, member_id INTEGER, line TEXT);
        CREATE INDEX n ON notes (member_id);"
    );
    let plan = "tables: { shop.members: { do: delete }, shop.notes: { owner: member_id, do: delete, hidden: true } }";
    let site = Site::accepted(&schema, plan).await;
    assert!(site.engine.check().await.unwrap().is_green());
    site.erase("3").await;
    let change = "ALTER TABLE notes ADD COLUMN phone TEXT NOT NULL DEFAULT ''; DROP INDEX n; CREATE TABLE promo (id INTEGER);";
    site.source.execute_script(change).await.unwrap();
    let error = site.try_erase("1").await.unwrap_err();
    assert_snapshot!(error, @"
    the schema has changed since the plan was accepted:
    shop.notes
      + column phone TEXT not null default ''
      - index n (member_id)
    shop.promo
      + the whole table
    Nothing was erased. Look at the plan, then `farewell plan check` and `farewell plan accept`
    ");
    assert_eq!(site.rows("SELECT count(*) FROM members").await, ["2"]);
    assert!(!site.engine.check().await.unwrap().is_green());
}

#[tokio::test]
async fn nothing_runs_without_a_lock_or_a_journal() {
    let site = Site::unaccepted(MEMBERS, "tables: { shop.members: { do: delete } }").await;
    assert!(matches!(site.try_erase("1").await, Err(EngineError::NotAccepted)));
    let lock = site.engine.lock_now().await.unwrap();
    let engine = farewell_erasure::engine::Engine::open(
        crate::site::plan("tables: { shop.members: { do: delete } }"),
        Some(lock),
        vec![site.source.clone()],
        &site.directory,
        [1; 32],
    );
    let site = Site { engine: engine.await.unwrap(), ..site };
    assert!(matches!(site.try_erase("1").await, Err(EngineError::NoJournal { .. })));
}
