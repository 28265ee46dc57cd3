//! A shop on a server: the sample shop's rows, moved to where an operator would have them, and Farewell there with a role
//! that may do what `plan grants` prints, and nothing else.

use std::path::Path;
use std::time::{Duration, Instant};

use farewell_erasure::cell::Cell;
use farewell_erasure::source::{Row, Source};
use farewell_tests::postgres;

use crate::binary::{report, run};
use crate::demo::Demo;
use crate::erasure::member_row;
use crate::nodes::Node;
use crate::rows::{count_of, rows_of_others, shop, tables_of};
use crate::visitor::Visitor;

/// Rows of one INSERT.
const ROWS: usize = 500;

/// Makes the same tables, with the same rows, in an empty PostgreSQL database.
async fn copy(from: &Source, to: &Source) {
    let ddl = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'farewell%' AND name NOT LIKE 'sqlite%' ORDER BY rowid";
    for row in from.query(ddl, &[]).await.expect("the schema") {
        let sql = row.first().as_text().expect("a statement");
        let sql = sql.replace(" COLLATE NOCASE", "").replace(" AUTOINCREMENT", "");
        to.execute_script(&sql).await.expect("the same schema");
    }
    to.execute_script("CREATE INDEX newsletter_email ON newsletter (lower(email))").await.expect("an index");
    let mut tx = to.begin().await.expect("a transaction");
    tx.execute("SET LOCAL session_replication_role = replica", &[]).await.expect("an administrator");
    for table in tables_of(from).await {
        let rows = from.query(&format!("SELECT * FROM {table}"), &[]).await.expect("rows");
        for rows in rows.chunks(ROWS) {
            let width = rows[0].cells().len();
            let tuples = (0..rows.len()).map(|row| {
                let places: Vec<String> = (1..=width).map(|at| format!("${}", row * width + at)).collect();
                format!("({})", places.join(", "))
            });
            let sql = format!("INSERT INTO {table} VALUES {}", tuples.collect::<Vec<_>>().join(", "));
            let cells = rows.iter().flat_map(Row::cells).map(without_nul);
            tx.execute(&sql, &cells.collect::<Vec<_>>()).await.expect("the same rows");
        }
    }
    tx.commit().await.expect("committed");
}

/// PostgreSQL has no such character.
fn without_nul(cell: &Cell) -> Cell {
    match cell {
        Cell::Text(text) => Cell::Text(text.replace('\0', "")),
        other => other.clone(),
    }
}

/// What `plan grants` prints for both roles, run for one.
fn grant(config: &str, url: &str, role: &str) {
    postgres::run(url, &format!("CREATE ROLE {role} LOGIN"));
    let printed = run(&["plan", "grants", "--config", config]);
    assert_eq!(printed.status.code(), Some(0), "{}", String::from_utf8_lossy(&printed.stderr));
    let sql = String::from_utf8_lossy(&printed.stdout).into_owned();
    postgres::run(url, &sql.replace("farewell_worker", role).replace("farewell_web", role));
}

fn use_source(folder: &Path, from: &str, to: &str) {
    let config = folder.join("farewell.yaml");
    let text = std::fs::read_to_string(&config).expect("the configuration");
    std::fs::write(&config, text.replace(from, to)).expect("written");
}

#[tokio::test]
async fn a_member_of_a_shop_in_postgresql_leaves_and_nobody_else_s_row_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &["--grace", "2s"]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let (key, email, ..) = member_row(folder.path(), &member_id).await;
    let url = postgres::new_database();
    let whole = Source::open("shop", &url).await.expect("the database");
    let file = shop(folder.path()).await;
    copy(&file, &whole).await;
    file.close().await;

    let config = folder.path().join("farewell.yaml");
    let config = config.to_str().expect("a plain path");
    use_source(folder.path(), "sqlite:kramik.db", &url);
    let role = format!("kramik_{}", url.rsplit_once('/').expect("a name").1);
    grant(config, &url, &role);
    use_source(folder.path(), &url, &url.replace("farewell@", &format!("{role}@")));
    let (status, found) = report(folder.path(), &["plan", "check"]);
    assert_eq!((status, &found["findings"]), (Some(1), &serde_json::json!([])), "another database: {found}");
    assert_eq!(run(&["plan", "accept", "--config", config]).status.code(), Some(0));
    let (status, _) = report(folder.path(), &["plan", "check"]);
    assert_eq!(status, Some(0));

    let others = rows_of_others(&whole, key).await;
    let owned = count_of(&whole, key).await;
    assert!(owned.values().all(|count| *count > 0), "the printed member has rows everywhere: {owned:?}");
    let node = Node::serve(Path::new(config), &[]).await;
    let member = Visitor::at(&node.address);
    member.sign_in(&email.to_uppercase(), &password).await.goes_to("/account");
    member.leave(&member_id, "found_a_match", "").await;
    let deadline = Instant::now() + Duration::from_secs(30);
    while !whole
        .query("SELECT 1 FROM members WHERE username = $1", &[member_id.as_str().into()])
        .await
        .expect("rows")
        .is_empty()
    {
        assert!(Instant::now() < deadline, "the worker erases");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    member.sign_in(&member_id, &password).await.is_refused();
    node.stop();

    assert_eq!(others.missing_from(&rows_of_others(&whole, key).await), [], "nobody else's row changed");
    let left = count_of(&whole, key).await;
    assert_eq!(left["orders"], owned["orders"], "what the law keeps is kept");
    for table in
        ["addresses", "wish_lists", "reviews", "messages", "devices", "app_sessions", "notification_settings"]
    {
        assert_eq!(left[table], 0, "{table}");
    }
    let (status, verified) = report(folder.path(), &["verify", "--account", &key.to_string()]);
    assert_eq!(status, Some(0), "{verified}");
    let (status, erased) = report(folder.path(), &["erase", "--account", &(key + 1).to_string()]);
    assert_eq!(status, Some(0), "{erased}");
    whole.close().await;
}
