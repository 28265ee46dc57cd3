//! What a check finds only on PostgreSQL.

use insta::assert_snapshot;

use crate::site::{MEMBERS, On, Site};

#[tokio::test]
async fn an_operator_is_told_everything_that_the_plan_forgets() {
    let schema = format!(
        "{MEMBERS}
        CREATE SCHEMA crm;
        CREATE TYPE state AS ENUM ('on', 'off');
        CREATE DOMAIN code AS text CHECK (length(VALUE) = 3);
        CREATE TABLE crm.orders (id int PRIMARY KEY, buyer_id int NOT NULL REFERENCES members, closed boolean, phone text NOT NULL, state state,
            code code, extra jsonb, tag varchar(8), born date, amount int, status text CHECK (status IN ('open', 'paid')), number serial UNIQUE,
            doubled int GENERATED ALWAYS AS (amount * 2) STORED);
        CREATE TABLE crm.items (id int PRIMARY KEY, order_id int NOT NULL REFERENCES crm.orders ON DELETE CASCADE, what text);
        CREATE TABLE logs (member_id int, line text);
        CREATE INDEX ON logs USING brin (member_id);
        CREATE TABLE letters (address text, body text);
        CREATE INDEX ON letters (address);
        CREATE MATERIALIZED VIEW copies AS SELECT id, full_name FROM members;
        CREATE TABLE old_logs () INHERITS (logs);
        CREATE TABLE secrets (id int);
        CREATE RULE nothing AS ON UPDATE TO crm.orders DO INSTEAD NOTHING;"
    );
    let plan = "
tables:
  shop.members: { do: delete }
  shop.crm.orders:
    { owner: buyer_id, do: retain, because: tax, until: closed, set: { phone: null, state: gone, code: abcd, extra: {hash}, tag: much too long, born: {hash}, amount: none, status: gone, doubled: 1 },
      keep: [number], label: { en: Orders } }
  shop.crm.items: { personal: false }
  shop.logs: { owner: member_id, do: detach, set: { line: null }, hidden: true }
  shop.old_logs: { personal: false }
  shop.letters: { owner: { column: address, is: shop.members.email, case: ignore }, do: anonymize, set: { address: {hash}, body: null }, hidden: true }
  shop.copies: { owner: id, do: delete, hidden: true }
because: { tax: { en: Tax. } }
blockers: { open: { source: shop, sql: 'SELECT count(*) FROM ordres WHERE id = $account', en: Open. } }";
    let site = Site::unaccepted_on(On::Postgres, &schema, plan).await;
    assert_snapshot!(site.findings().await, @r#"
    shop.copies.id: rows are found by this column, and no index leads to them
        CREATE INDEX "copies_id" ON "public"."copies" ("id");
    shop.crm.items.order_id: rows are found by this column, and no index leads to them
        CREATE INDEX "crm_items_order_id" ON "crm"."items" ("order_id");
    shop.crm.orders.buyer_id: rows are found by this column, and no index leads to them
        CREATE INDEX "crm_orders_buyer_id" ON "crm"."orders" ("buyer_id");
    shop.letters.address: rows are found by this column, and no index leads to them
        CREATE INDEX "letters_address" ON "public"."letters" (lower("address"));
    shop.logs.member_id: rows are found by this column, and no index leads to them
        CREATE INDEX "logs_member_id" ON "public"."logs" ("member_id");
    shop.secrets: the plan does not name this table
        shop.secrets: { personal: false }   # if nobody's data is in it; else owner and do
    shop.crm.orders: the rule `nothing` runs on UPDATE and does what the plan does not say
        triggers: [nothing]   # once you have read it and accept what it does
    shop.crm.orders.amount: a text does not go into a column of type integer
    shop.crm.orders.born: a hash does not go into a column of type date
    shop.crm.orders.buyer_id: rows that stay would point to the deleted row of shop.members: make that one a stub
        owners: { buyer_id: { do: detach } }, or another action for its owner buyer_id
    shop.crm.orders.closed: no date can be read from a column of this type
    shop.crm.orders.closed: it may be NULL, and such a row would be kept for ever
        or: created_at + 10y   # a column that is NOT NULL
    shop.crm.orders.code: a column of type public.code does not take the value
    shop.crm.orders.doubled: the database computes this column; it cannot be set
    shop.crm.orders.extra: a column of type jsonb does not take the value
    shop.crm.orders.phone: it is to become NULL, and the column is NOT NULL
    shop.crm.orders.state: a column of type public.state does not take the value
    shop.crm.orders.status: the table's CHECK ((status = ANY (ARRAY['open'::text, 'paid'::text]))) refuses the value
    shop.crm.orders.tag: the text is longer than the 8 characters that the column takes
    shop.crm.items.order_id: rows that stay could point to rows of shop.crm.orders that go; the database would answer with CASCADE, which the plan does not say
        unlink: [order_id], or { owner: order_id, do: follow }
    shop.logs: its rows are partly those of public.old_logs, which inherits it
        make it a partitioned table
    shop.letters: it has no key by which its rows could be found again after the first of several changes
        give the table a primary key
    shop.copies: it is a materialized view, whose rows cannot be changed
        personal: false, and REFRESH it
    blockers.open: the database refuses its sql: relation "ordres" does not exist
    "#);
}

#[tokio::test]
async fn two_tables_that_point_at_each_other_go_only_if_one_key_can_wait_or_is_emptied() {
    let schema = |deferrable: &str| {
        format!(
            "CREATE TABLE members (id int PRIMARY KEY, username text UNIQUE, email text, password_hash text, full_name text);
            CREATE TABLE carts (id int PRIMARY KEY, member_id int NOT NULL REFERENCES members, first_line int NOT NULL);
            CREATE INDEX ON carts (member_id);
            CREATE INDEX ON carts (first_line);
            CREATE TABLE lines (id int PRIMARY KEY, cart_id int NOT NULL REFERENCES carts);
            CREATE INDEX ON lines (cart_id);
            INSERT INTO members VALUES (1, 'anna'), (2, 'bob');
            INSERT INTO carts VALUES (1, 1, 1), (2, 2, 2);
            INSERT INTO lines VALUES (1, 1), (2, 2);
            ALTER TABLE carts ADD FOREIGN KEY (first_line) REFERENCES lines {deferrable};"
        )
    };
    let plan = "
tables:
  shop.members: { do: delete }
  shop.carts: { owner: member_id, do: delete, hidden: true }
  shop.lines: { owner: cart_id.member_id, do: delete, hidden: true }";
    let site = Site::accepted_on(On::Postgres, &schema(""), plan).await;
    assert_snapshot!(site.findings().await, @"
    shop.carts.first_line: rows that stay could point to rows of shop.lines that go
        unlink: [first_line], or { owner: first_line, do: follow }
    shop.lines.cart_id: these rows and those of shop.carts point at each other: neither can go first
        unlink: [cart_id], or make the foreign key DEFERRABLE
    ");
    let site = Site::accepted_on(On::Postgres, &schema("DEFERRABLE"), plan).await;
    site.erase("1").await;
    assert_eq!(site.rows("SELECT id FROM lines UNION ALL SELECT id FROM carts").await, ["2", "2"]);
}

#[tokio::test]
async fn a_row_without_a_key_cannot_be_changed_twice() {
    let schema = format!(
        "{MEMBERS} CREATE TABLE logs (member_id int, ip text, line text); CREATE INDEX ON logs (member_id);"
    );
    let plan = "
tables:
  shop.members: { do: delete }
  shop.logs: { owner: member_id, do: detach, set: { ip: {hash}, line: null }, hidden: true }";
    let site = Site::unaccepted_on(On::Postgres, &schema, plan).await;
    assert_snapshot!(site.findings().await, @"
    shop.logs: it has no key by which its rows could be found again after the first of several changes
        give the table a primary key
    ");
}

#[tokio::test]
async fn a_cascade_a_trigger_and_a_rule_that_nobody_accepted_make_a_run_roll_back() {
    let tables = format!(
        "{MEMBERS}
        CREATE TABLE notes (id int PRIMARY KEY, member_id int, line text);
        CREATE INDEX ON notes (member_id);
        CREATE TABLE audit (line text);
        INSERT INTO notes VALUES (1, 1, 'a'), (2, 2, 'b');"
    );
    let plan = "tables: { shop.members: { do: delete }, shop.audit: { personal: false }, shop.notes: { owner: member_id, do: delete, hidden: true } }";
    let function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS";
    for (what, refusal) in [
        (format!("{function} 'BEGIN INSERT INTO audit VALUES (OLD.line); RETURN OLD; END'; CREATE TRIGGER t AFTER DELETE ON notes FOR EACH ROW EXECUTE FUNCTION f();"), "2 rows were taken and 3 changed"),
        (format!("{function} 'BEGIN RETURN NULL; END'; CREATE TRIGGER t BEFORE DELETE ON notes FOR EACH ROW EXECUTE FUNCTION f();"), "1 rows were taken and 0 changed"),
        (format!("{function} 'BEGIN RAISE EXCEPTION ''%'', OLD.line; END'; CREATE TRIGGER t BEFORE DELETE ON notes FOR EACH ROW EXECUTE FUNCTION f();"), "a trigger or a function of the database refused (SQLSTATE P0001)"),
        (format!("{function} 'BEGIN INSERT INTO audit VALUES (OLD.line); RETURN OLD; END'; CREATE CONSTRAINT TRIGGER t AFTER DELETE ON notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();"), "2 rows were taken and 3 changed"),
        ("CREATE RULE t AS ON DELETE TO notes DO INSTEAD NOTHING;".to_owned(), "1 rows were taken and 0 changed"),
        ("ALTER TABLE audit ADD note_id int REFERENCES notes ON DELETE CASCADE; INSERT INTO audit VALUES ('a', 1);".to_owned(), "2 rows were taken and 3 changed"),
    ] {
        let site = Site::accepted_on(On::Postgres, &format!("{tables} {what}"), plan).await;
        assert_ne!(site.findings().await, "", "{what}");
        let refused = site.try_erase("1").await.unwrap_err().to_string();
        assert!(refused.contains(refusal), "{what}: {refused}");
        assert_eq!(site.rows("SELECT count(*) FROM notes").await, ["2"], "{what}");
        assert_eq!(site.rows("SELECT count(*) FROM members").await, ["3"], "{what}");
    }
}

#[tokio::test]
async fn what_decides_a_row_s_partition_cannot_be_set() {
    let schema = format!(
        "{MEMBERS}
        CREATE TABLE visits (id int, member int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE INDEX ON visits (member);
        CREATE TABLE stays (id int PRIMARY KEY, member int, at date NOT NULL);
        CREATE INDEX ON stays (member);
        CREATE TABLE moves (id int, member int, at date NOT NULL) PARTITION BY LIST (at);
        CREATE UNIQUE INDEX ON moves (id, at);
        CREATE INDEX ON moves (member);"
    );
    let plan = "
tables:
  shop.members: { do: delete }
  shop.visits: { owner: member, do: detach, set: { at: {month} }, hidden: true }
  shop.stays: { owner: member, do: detach, set: { at: {month} }, hidden: true }
  shop.moves: { owner: member, do: detach, set: { at: {month} }, hidden: true }";
    let site = Site::unaccepted_on(On::Postgres, &schema, plan).await;
    assert_snapshot!(site.findings().await, @"
    shop.visits.at: it is the row's key, by which other rows find it; it cannot be set
    shop.visits.at: it decides in which partition the row lies; it cannot be set
    shop.moves.at: it decides in which partition the row lies; it cannot be set
    ");
}
