//! Two roles: what `plan grants` prints is enough for each, and no more than it needs.

use farewell_erasure::directory::Directory;
use farewell_erasure::engine::{Engine, EngineError, Role, Stage};
use farewell_erasure::source::{Source, SourceError};
use farewell_tests::postgres::{new_database, run};

use super::role;
use crate::site::{map, now, order, plan};

const SCHEMA: &str = "
    CREATE SCHEMA sales;
    CREATE TABLE members (id bigint PRIMARY KEY, username text UNIQUE, email text UNIQUE, password_hash text, full_name text);
    CREATE TABLE sales.orders (id bigint PRIMARY KEY, buyer_id bigint NOT NULL REFERENCES members, open boolean NOT NULL, note text);
    CREATE INDEX ON sales.orders (buyer_id);
    CREATE TABLE sales.items (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES sales.orders, what text);
    CREATE INDEX ON sales.items (order_id);
    CREATE TABLE secrets (id bigint PRIMARY KEY, line text);
    INSERT INTO members VALUES (1, 'anna', 'anna@example.com', 'x', 'Anna'), (2, 'bob', 'bob@example.com', 'y', 'Bob');
    INSERT INTO sales.orders VALUES (1, 1, true, 'n'), (2, 2, false, 'n');
    INSERT INTO sales.items VALUES (1, 1, 'hat'), (2, 2, 'cap');";

const PLAN: &str = "
tables:
  shop.members: { do: delete }
  shop.sales.orders: { owner: buyer_id, do: delete, label: { en: Orders } }
  shop.sales.items: { owner: order_id.buyer_id, do: delete, label: { en: Items } }
  shop.secrets: { personal: false }
blockers:
  open: { source: shop, sql: 'SELECT count(*) FROM sales.orders WHERE buyer_id = $account AND open', en: Open. }";

struct Reach {
    directory: Directory,
    engine: Engine,
}

impl Reach {
    async fn at(url: &str) -> Self {
        let source = Source::open("shop", url).await.unwrap();
        let directory = Directory::open(map(), source.clone()).await.unwrap();
        let open = |lock| Engine::open(plan(PLAN), lock, vec![source.clone()], &directory, [1; 32]);
        let lock = open(None).await.unwrap().lock_now().await.unwrap();
        let engine = open(Some(lock)).await.unwrap();
        Self { directory, engine }
    }
}

/// The database and the addresses of its two roles, after an operator has run what `plan grants` prints.
async fn granted() -> (String, String, String) {
    let url = new_database();
    run(&url, SCHEMA);
    let owner = Reach::at(&url).await;
    let (web, worker) = (role(&url, "web"), role(&url, "worker"));
    let (_, database) = url.rsplit_once('/').unwrap();
    for (kind, name) in [(Role::Worker, "worker"), (Role::Web, "web")] {
        for grant in owner.engine.grants(kind) {
            let real = format!("{name}_{database}");
            run(&url, &grant.sql.replace(&format!("farewell_{name}"), &real));
        }
    }
    (url, web, worker)
}

#[tokio::test]
async fn the_worker_s_role_erases_and_reads_nothing_else() {
    let (url, _, worker) = granted().await;
    let worker = Reach::at(&worker).await;
    let report = worker.engine.check().await.unwrap();
    assert!(report.is_green(), "{report:#?}");
    let key = worker.directory.key("1").unwrap();
    worker.engine.run(&order("run", vec![key.clone()], Stage::Erase)).await.unwrap();
    assert!(worker.engine.verify(&[key], Stage::Erase, now()).await.unwrap().is_clean());
    worker.engine.scrub().await.unwrap();
    assert_eq!(run(&url, "SELECT id FROM members UNION ALL SELECT id FROM sales.items"), "2\n2");
    let source = worker.directory.source();
    let denied = source.query("SELECT * FROM secrets", &[]).await.unwrap_err();
    assert!(matches!(denied, SourceError::Denied { .. }), "{denied}");
}

#[tokio::test]
async fn the_web_s_role_shows_and_changes_the_profile_and_cannot_erase() {
    let (url, web, _) = granted().await;
    let web = Reach::at(&web).await;
    let key = web.directory.key("1").unwrap();
    let member = web.directory.find_by_identifier("ANNA@example.com").await.unwrap().unwrap();
    assert_eq!(member.key, key);
    web.directory.set_password(&key, "new").await.unwrap();
    let outlook = web.engine.outlook(&key, now()).await.unwrap();
    assert_eq!(outlook.groups[0].lines.len(), 2);
    assert_eq!(web.engine.blockers(&key).await.unwrap().len(), 1);
    assert_eq!(web.engine.preview(&key, now()).await.unwrap().steps.len(), 3);
    let refused = web.engine.run(&order("run", vec![key], Stage::Erase)).await.unwrap_err();
    assert!(matches!(refused, EngineError::Source(SourceError::Denied { .. })), "{refused}");
    assert_eq!(run(&url, "SELECT count(*), max(password_hash) FROM members"), "2|y");
    assert_eq!(run(&url, "SELECT password_hash FROM members WHERE id = 1"), "new");
}

#[tokio::test]
async fn row_level_security_is_an_error_and_never_a_smaller_erasure() {
    let (url, _, worker) = granted().await;
    run(
        &url,
        "ALTER TABLE sales.items ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON sales.items USING (what = 'cap')",
    );
    let worker = Reach::at(&worker).await;
    let report = worker.engine.check().await.unwrap();
    let found = report.findings.iter().map(|finding| format!("{}: {}", finding.place, finding.problem));
    let found: Vec<String> = found.collect();
    assert_eq!(found, ["shop.sales.items: row-level security could hide rows from this role"]);
    let key = worker.directory.key("1").unwrap();
    let refused = worker.engine.run(&order("run", vec![key.clone()], Stage::Erase)).await.unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    let refused = worker.engine.verify(&[key], Stage::Erase, now()).await;
    assert!(refused.is_err(), "what is hidden is not gone");
    assert_eq!(run(&url, "SELECT count(*) FROM sales.items"), "2");
}
