//! A site without a table of members: from the sign-up to the erasure, on Farewell's own directory.

use std::path::{Path, PathBuf};

use farewell_erasure::source::Source;

use crate::binary::run;
use crate::bytes::files_with;
use crate::nodes::Node;
use crate::post_office::PostOffice;
use crate::visitor::{Answer, Visitor};

const PASSWORD: &str = "a quiet evening by the lake";

/// A folder with nothing but a configuration.
fn configuration(folder: &Path, mail: &str, more: &str) -> PathBuf {
    let text = format!(
        "public_url: http://127.0.0.1:8080\n\
         database: sqlite:farewell.db\n\
         brand: {{ name: Kramik }}\n\
         support: {{ email: help@kramik.example }}\n\
         mail: {{ url: \"{mail}\", from: \"Kramik <no-reply@kramik.example>\" }}\n\
         deactivation: {{ grace_period: 2s }}\n{more}"
    );
    let file = folder.join("farewell.yaml");
    std::fs::write(&file, text).expect("written");
    file
}

const OWN: &str = "sources: { farewell: { url: \"sqlite:members.db\" } }\n\
                   directory: { table: farewell.members, sign_up: on }\n";

async fn sign_up(visitor: &Visitor, username: &str, email: &str) -> Answer {
    let form = [("username", username), ("email", email), ("password", PASSWORD), ("name", "Ola Nowak")];
    visitor.post("/sign-up", &form).await
}

/// The path of the link in a letter.
fn link(letter: &str) -> String {
    let from = letter.find("/confirm-email?token=").expect("a link");
    letter[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/?=-_".contains(*c)).collect()
}

async fn members(folder: &Path) -> Vec<String> {
    let url = format!("sqlite:{}", folder.join("members.db").display());
    let source = Source::open("farewell", &url).await.expect("the directory opens");
    let rows = source.query("SELECT username FROM members", &[]).await.expect("rows");
    source.close().await;
    rows.iter().filter_map(|row| row.first().to_plain_text()).collect()
}

#[tokio::test]
async fn somebody_signs_up_on_an_empty_site_and_leaves_no_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let post = PostOffice::open().await;
    let config = configuration(folder.path(), &post.url, OWN);
    let named = config.to_str().expect("a plain path");
    assert_eq!(run(&["migrate", "--config", named]).status.code(), Some(0));
    for made in ["members.db", "plan.yaml", "plan.lock"] {
        assert!(folder.path().join(made).is_file(), "{made}");
    }
    assert_eq!(run(&["plan", "check", "--config", named]).status.code(), Some(0), "the plan is complete");

    let node = Node::serve(&config, &[]).await;
    let ola = Visitor::at(&node.address);
    ola.get("/sign-up").await.is_a_page();
    sign_up(&ola, "ola", "ola.nowak@example.org").await.goes_to("/sign-up");
    let link = link(&post.letter_with("/confirm-email?token=").await);
    ola.get(&link).await.is_a_page();
    ola.sign_in("ola", PASSWORD).await.is_refused();
    ola.post(&link, &[]).await.goes_to("/sign-in");
    ola.sign_in("ola.nowak@example.org", PASSWORD).await.goes_to("/account");

    // Whoever comes with the same address gets the same answer, and its owner a mail.
    let stranger = Visitor::at(&node.address);
    let known = sign_up(&stranger, "ola2", "Ola.Nowak@example.org").await;
    let unknown = sign_up(&stranger, "ola2", "nobody@example.org").await;
    assert_eq!((known.status, known.leads_to, known.body), (unknown.status, unknown.leads_to, unknown.body));
    post.letter_with("You already have an account at Kramik").await;

    ola.leave("ola", "registered_by_mistake", "I am ola.nowak@example.org.").await;
    post.letter_with("Your data has been erased").await;
    ola.sign_in("ola", PASSWORD).await.is_refused();
    node.stop();
    assert!(members(folder.path()).await.is_empty());
    let files = files_with(folder.path(), "ola.nowak@example.org");
    assert!(files.is_empty(), "it still stands in {files:?}");
}

#[tokio::test]
async fn an_operator_s_own_plan_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = configuration(folder.path(), "smtp://127.0.0.1:9", OWN);
    let named = config.to_str().expect("a plain path");
    let plan = folder.path().join("plan.yaml");
    std::fs::write(&plan, "# mine\n").expect("written");
    assert_eq!(run(&["migrate", "--config", named]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&plan).expect("a plan"), "# mine\n");
    assert!(!folder.path().join("plan.lock").exists(), "nobody has accepted anything");
}

#[tokio::test]
async fn beside_a_server_only_migrate_makes_the_directory() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = configuration(folder.path(), "smtp://127.0.0.1:9", OWN);
    let url = farewell_tests::postgres::new_database();
    let text = std::fs::read_to_string(&config).expect("a configuration");
    std::fs::write(&config, text.replace("sqlite:farewell.db", &url)).expect("written");
    let named = config.to_str().expect("a plain path");
    assert_eq!(run(&["migrate", "--config", named]).status.code(), Some(0));
    assert_eq!(run(&["plan", "check", "--config", named]).status.code(), Some(0));
    std::fs::remove_file(folder.path().join("members.db")).expect("removed");
    let output = run(&["serve", "--config", named, "--no-worker"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("farewell migrate"), "it says what to do");
    assert!(!folder.path().join("members.db").exists());
}

#[test]
fn a_directory_in_farewell_s_own_file_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = OWN.replace("members.db", "farewell.db");
    let config = configuration(folder.path(), "smtp://127.0.0.1:9", &own);
    let output = run(&["migrate", "--config", config.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("own database"), "{told}");
}
