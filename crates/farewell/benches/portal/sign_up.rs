//! Signing up in Farewell's own directory: addresses of members beside addresses of nobody.

use axum::http::StatusCode;
use farewell_erasure::source::Source;

use crate::browser::Browser;
use crate::clock::{median, milliseconds};
use crate::nodes::{Node, farewell};
use crate::report::Report;

const TRIES: u32 = 200;

/// Argon2id, as Farewell itself makes it; nobody knows the password.
const HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG91cnM$JbBdk4m2nVSYJMuHQ5oFVZ2XwBh7S8yS5FWxjJ8x8mY";

const CONFIGURATION: &str = r#"
public_url: http://127.0.0.1:8080
trusted_proxies: [127.0.0.1]
database: sqlite:farewell.db
brand: { name: Kramik }
support: { email: help@kramik.example }
sources: { farewell: { url: "sqlite:members.db" } }
directory: { table: farewell.members, sign_up: on }
"#;

pub(crate) async fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let configuration = folder.path().join("farewell.yaml");
    std::fs::write(&configuration, CONFIGURATION).expect("written");
    assert!(farewell("migrate", &configuration).status().expect("the program starts").success(), "tables");
    add_members(&folder.path().join("members.db")).await;
    let node = Node::serve(&configuration).await;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..TRIES {
        // Who comes first takes turns.
        for is_known in [number % 2 == 0, number % 2 == 1] {
            let email = if is_known { address(number) } else { format!("nobody{number}@example.org") };
            let who = format!("visitor-{number}-{is_known}");
            let time = milliseconds(sign_up(&node, 2 * number + u32::from(is_known), &who, &email)).await;
            if is_known { known.push(time) } else { unknown.push(time) }
        }
    }
    let (known, unknown) = (median(known), median(unknown));
    report.add(
        &format!("sign-up, known address, p50 of {TRIES}, SQLite"),
        format!("{known:.2} ms"),
        format!("unknown {unknown:.2} ms"),
        known / unknown,
        "0.90 to 1.10",
    );
}

fn address(number: u32) -> String {
    format!("member{number}@example.com")
}

async fn add_members(file: &std::path::Path) {
    let members =
        Source::open("farewell", &format!("sqlite:{}", file.display())).await.expect("the directory");
    let sql = "INSERT INTO members (id, username, email, password_hash, full_name, created_at) \
               VALUES ($1, $2, $3, $4, $2, '2026-01-01 00:00:00')";
    for number in 0..TRIES {
        let (id, name, email) =
            (uuid::Uuid::now_v7().to_string(), format!("member{number}"), address(number));
        let binds = [id.as_str().into(), name.as_str().into(), email.as_str().into(), HASH.into()];
        members.execute(sql, &binds).await.expect("a member");
    }
    members.close().await;
}

async fn sign_up(node: &Node, from: u32, who: &str, email: &str) {
    let mut browser = Browser::at(node.address, from).await;
    let password = "a quiet evening by the lake";
    let fields = [("username", who), ("email", email), ("password", password), ("name", "Somebody New")];
    let answer = browser.post("/sign-up", &fields).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/sign-up?sent=yes"));
}
