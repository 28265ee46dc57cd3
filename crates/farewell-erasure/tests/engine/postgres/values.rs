//! Types: keys, dates, and values of every kind, exactly.

use std::fmt::Write as _;

use farewell_erasure::engine::Stage;

use crate::site::{On, Site, order};

const PLAN: &str = "
tables:
  shop.members: { do: delete }
  shop.notes: { owner: member_id, do: delete, label: { en: Notes } }
  shop.logs: { owner: member, do: delete, hidden: true }";

/// Members under keys of that type, each with a note, and with a log line that knows the key as text only.
async fn keyed(kind: &str, keys: [&str; 2]) -> Site {
    let schema = format!(
        "CREATE TABLE members (id {kind} PRIMARY KEY, username text UNIQUE, email text, password_hash text, full_name text);
         CREATE TABLE notes (id int PRIMARY KEY, member_id {kind} NOT NULL REFERENCES members, line text);
         CREATE INDEX ON notes (member_id);
         CREATE TABLE logs (member varchar(60), line text);
         CREATE INDEX ON logs (member);
         INSERT INTO members VALUES ('{0}', 'anna'), ('{1}', 'bob');
         INSERT INTO notes VALUES (1, '{0}', 'a'), (2, '{1}', 'b');
         INSERT INTO logs SELECT id::text, username FROM members;",
        keys[0], keys[1]
    );
    let site = Site::accepted_on(On::Postgres, &schema, PLAN).await;
    assert_eq!(site.findings().await, "");
    site
}

#[tokio::test]
async fn keys_may_be_of_any_type() {
    let uuids = ["67e55044-10b1-426f-9247-bb680e5fe0c8", "67e55044-10b1-426f-9247-bb680e5fe0c9"];
    for (kind, keys) in [
        ("bigint", ["9007199254740993", "9007199254740992"]),
        ("int", ["1", "2"]),
        ("smallint", ["-1", "2"]),
        ("numeric(20)", ["1", "2"]),
        ("uuid", uuids),
        ("text", ["O''Brien \"; --", "o''brien \"; --"]),
        ("varchar(40)", ["zoë", "zoe"]),
        ("char(40)", uuids),
    ] {
        let site = keyed(kind, keys).await;
        let key = keys[0].replace("''", "'");
        site.erase(&key).await;
        assert_eq!(site.rows("SELECT username FROM members").await, ["bob"], "{kind}");
        assert_eq!(site.rows("SELECT line FROM notes").await, ["b"], "{kind}");
        assert_eq!(site.rows("SELECT line FROM logs").await, ["bob"], "{kind}");
        assert!(site.is_clean(&key).await, "{kind}");
    }
}

#[tokio::test]
async fn a_key_that_no_column_of_that_type_could_hold_belongs_to_nobody() {
    let site = keyed("int", ["1", "2"]).await;
    let key = site.key("9007199254740993");
    assert_eq!(site.directory.find(&key).await.unwrap(), None);
    assert_eq!(site.erase("9007199254740993").await.steps[0].changed, 0);
    assert_eq!(site.rows("SELECT count(*) FROM members").await, ["2"]);
}

#[tokio::test]
async fn the_law_s_time_is_read_from_dates_of_every_form() {
    let mut schema = "CREATE TABLE members (id int PRIMARY KEY, username text UNIQUE, email text, password_hash text, full_name text);
        INSERT INTO members VALUES (1, 'anna'), (2, 'bob');".to_owned();
    let mut plan = "
because: { tax: { en: Tax. } }
tables:
  shop.members: { do: stub, set: { email: null, username: null, password_hash: null, full_name: null } }"
        .to_owned();
    let forms = [
        ("a", "date", "'2018-06-30'", "'2019-12-31'", "'2020-01-01'", "'infinity'"),
        ("b", "timestamp", "'2018-06-30 10:00'", "'2019-12-31 23:59'", "'2020-01-01 00:00'", "'infinity'"),
        (
            "c",
            "timestamptz",
            "'2018-06-30 10:00Z'",
            "'2020-01-01 00:30+01'",
            "'2019-12-31 23:30-01'",
            "'infinity'",
        ),
        ("d", "bigint", "1530352800", "1577836799000", "1577836800", "99999999999"),
        ("e", "text", "'2018-02-31 garbage'", "'2019-12-31'", "'2020-01-01T00:00:00Z'", "'9999-12-31'"),
        ("f", "numeric", "1530352800.5", "1577836799", "1577836800000", "99999999999"),
    ];
    for (name, kind, old, last, next, never) in forms {
        write!(
            schema,
            "CREATE TABLE {name} (id int PRIMARY KEY, buyer_id int NOT NULL REFERENCES members, at {kind} NOT NULL);
             CREATE INDEX ON {name} (buyer_id);
             INSERT INTO {name} VALUES (1, 1, {old}), (2, 1, {last}), (3, 1, {next}), (4, 1, {never}), (5, 2, {old});"
        )
        .expect("a string takes all");
        write!(
            plan,
            "\n  shop.{name}: {{ owner: buyer_id, do: retain, because: tax, until: end_of_year(at) + 5y, set: {{ at: {{month}} }}, hidden: true }}"
        )
        .expect("a string takes all");
    }
    let site = Site::accepted_on(On::Postgres, &schema, &plan).await;
    assert_eq!(site.findings().await, "");
    let mut run = order("sweep", vec![site.key("1")], Stage::Erase);
    run.now = "2025-01-01T00:00:00Z".parse().unwrap();
    let report = site.engine.run(&run).await.unwrap();
    for step in &report.steps[1..] {
        assert_eq!((step.deleted, step.retained), (2, 2), "{}", step.table);
    }
    for (name, left) in [
        ("a", ["3|2020-01-01", "4|infinity", "5|2018-06-30"]),
        ("b", ["3|2020-01-01 00:00:00", "4|infinity", "5|2018-06-30 10:00:00"]),
        ("c", ["3|2020-01-01 00:00:00", "4|infinity", "5|2018-06-30 10:00:00"]),
        ("d", ["3|1577836800", "4|99998668800", "5|1530352800"]),
        ("e", ["3|2020-01-01T00:00:00Z", "4|9999-12-01", "5|2018-02-31 garbage"]),
        ("f", ["3|1577836800000", "4|99998668800", "5|1530352800.5"]),
    ] {
        assert_eq!(site.rows(&format!("SELECT id, at FROM {name}")).await, left, "{name}");
    }
    let verified = site.engine.verify(&run.accounts, Stage::Erase, run.now).await.unwrap();
    assert!(verified.is_clean(), "{verified:?}");
}

#[tokio::test]
async fn a_row_without_a_key_is_found_by_where_it_lies_also_in_partitions() {
    let schema = "CREATE TABLE members (id int PRIMARY KEY, username text UNIQUE, email text, password_hash text, full_name text);
        CREATE TABLE visits (member int, at date NOT NULL, page text) PARTITION BY RANGE (at);
        CREATE INDEX ON visits (member);
        CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE TABLE clicks (member int, place text);
        CREATE INDEX ON clicks (member);
        INSERT INTO members VALUES (1, 'anna'), (2, 'bob');
        INSERT INTO visits SELECT 1 + n % 2, date '2025-01-01' + n, 'p' || n FROM generate_series(0, 599) AS n;
        INSERT INTO clicks SELECT member, page FROM visits;";
    let plan = "
tables:
  shop.members: { do: delete }
  shop.visits: { owner: member, do: delete, hidden: true }
  shop.clicks: { owner: member, do: detach, set: { place: null }, hidden: true }";
    let site = Site::accepted_on(On::Postgres, schema, plan).await;
    assert_eq!(site.findings().await, "");
    let report = site.erase("1").await;
    assert_eq!((report.steps[1].deleted, report.steps[2].changed), (300, 300));
    assert_eq!(site.rows("SELECT member, count(*) FROM visits GROUP BY 1").await, ["2|300"]);
    let clicks = site.rows("SELECT member, count(*), count(place) FROM clicks GROUP BY 1").await;
    assert_eq!(clicks, ["2|300|300", "NULL|300|0"]);
}

#[tokio::test]
async fn values_of_every_type_are_set_as_the_plan_says() {
    let schema = r#"CREATE EXTENSION citext;
        CREATE TYPE state AS ENUM ('on', 'off');
        CREATE DOMAIN handle AS varchar(30) CHECK (length(VALUE) > 3);
        CREATE TABLE members (id int PRIMARY KEY, username handle UNIQUE, email citext UNIQUE, password_hash text, full_name varchar(40),
            state state, extra jsonb, raw json, seen timestamptz, flags boolean NOT NULL DEFAULT true, photo bytea, ip inet, tags text[],
            born date, points numeric(8, 2), code char(30));
        INSERT INTO members SELECT n, 'user' || n, 'U' || n || '@Example.com', 'x', 'Zoë "' || n, 'on', '{"a": 1}', '{"a": 1}', '2024-05-06 07:08:09Z',
            true, '\x00ff', '10.0.0.1', '{a,b}', '1990-05-06', 12.5, 'secret' FROM generate_series(1, 250) AS n;
        CREATE TABLE reviews (id int PRIMARY KEY, author_id int NOT NULL REFERENCES members);
        CREATE INDEX ON reviews (author_id);
        INSERT INTO reviews SELECT id, id FROM members;"#;
    let plan = r#"
tables:
  shop.members:
    do: stub
    set: { username: {hash}, email: {hash}, password_hash: null, full_name: "'\"$1\\ ${x}", state: "off", extra: '{"gone": true}', raw: null,
           seen: {month}, flags: false, photo: gone, ip: 0.0.0.0, tags: "{}", born: {year}, points: 0, code: {hash} }
  shop.reviews: { owner: author_id, do: anonymize, hidden: true }"#;
    let site = Site::accepted_on(On::Postgres, schema, plan).await;
    assert_eq!(site.findings().await, "");
    let keys: Vec<_> = (1..=249).map(|id| site.key(&id.to_string())).collect();
    site.engine.run(&order("batch", keys.clone(), Stage::Erase)).await.unwrap();
    let row = "SELECT DISTINCT length(username), length(email), full_name, state, extra, raw::text, seen, flags, photo, ip::text, tags::text,
            born, points, length(code) FROM members WHERE id < 250";
    assert_eq!(
        site.rows(row).await,
        [
            r#"24|24|'"$1\ ${x}|off|{"gone": true}|NULL|2024-05-01 00:00:00|0|[103, 111, 110, 101]|0.0.0.0/32|{}|1990-01-01|0.00|24"#
        ]
    );
    assert_eq!(site.rows("SELECT count(DISTINCT username) FROM members").await, ["250"]);
    let verified = site.engine.verify(&keys, Stage::Erase, crate::site::now()).await.unwrap();
    assert!(verified.is_clean(), "{verified:?}");
    let left = "SELECT username, email, full_name, points FROM members WHERE id = 250";
    assert_eq!(site.rows(left).await, ["user250|U250@Example.com|Zoë \"250|12.50"]);
}
