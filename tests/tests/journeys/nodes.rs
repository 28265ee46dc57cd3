//! Several processes on one PostgreSQL: no sticky sessions, one worker for all.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use farewell_tests::{logs, postgres};

use crate::binary::{farewell, run, talkative};
use crate::demo::Demo;
use crate::erasure::member_row;
use crate::visitor::Visitor;

/// One process, ended with the story.
pub(crate) struct Node {
    pub(crate) child: Child,
    pub(crate) address: String,
}

impl Node {
    pub(crate) async fn serve(config: &Path, more: &[&str]) -> Self {
        Self::serve_by(&[], config, more).await
    }

    /// The same, started by another program.
    pub(crate) async fn serve_by(starter: &[&str], config: &Path, more: &[&str]) -> Self {
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        let listen = format!("127.0.0.1:{port}");
        let child = start_by(starter, "serve", config, &[&["--listen", listen.as_str()], more].concat());
        let node = Self { child, address: format!("http://{listen}") };
        let deadline = Instant::now() + Duration::from_secs(30);
        while reqwest::get(format!("{}/healthz", node.address)).await.is_err() {
            assert!(Instant::now() < deadline, "the node answers");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        node
    }

    pub(crate) fn stop(mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        assert!(self.child.wait().expect("it ends").success());
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(command: &str, config: &Path, more: &[&str]) -> Child {
    start_by(&[], command, config, more)
}

fn start_by(starter: &[&str], command: &str, config: &Path, more: &[&str]) -> Child {
    let mut program = match starter {
        [] => talkative(farewell()),
        [first, rest @ ..] => {
            let mut starter = talkative(Path::new(first));
            starter.args(rest).arg(farewell());
            starter
        }
    };
    program.arg(command).arg("--config").arg(config).args(more).stderr(logs::file());
    program.spawn().expect("the program starts")
}

/// A shop's folder whose Farewell lives in an empty PostgreSQL database.
fn moved_to_postgres(folder: &Path) -> (String, String, String) {
    let demo = Demo::start(folder, &["--grace", "2s"]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let url = postgres::new_database();
    move_to(folder, &url);
    (url, member_id, password)
}

/// Says in the shop's configuration that Farewell lives at `url`.
pub(crate) fn move_to(folder: &Path, url: &str) {
    let config = folder.join("farewell.yaml");
    let text = std::fs::read_to_string(&config).expect("the configuration");
    std::fs::write(&config, text.replace("sqlite:farewell.db", url)).expect("written");
}

#[tokio::test]
async fn a_member_leaves_over_two_nodes_and_a_third_one_erases() {
    let folder = tempfile::tempdir().expect("a folder");
    let (url, member_id, password) = moved_to_postgres(folder.path());
    let (_, email, _, phone) = member_row(folder.path(), &member_id).await;
    let config = folder.path().join("farewell.yaml");
    let named = config.to_str().expect("a plain path");

    let early = run(&["serve", "--config", named, "--no-worker"]);
    assert_eq!(early.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&early.stderr).contains("farewell migrate"), "it says what to do");
    assert_eq!(run(&["migrate", "--config", named]).status.code(), Some(0));
    assert_eq!(run(&["migrate", "--config", named]).status.code(), Some(0), "again changes nothing");

    let first = Node::serve(&config, &["--no-worker"]).await;
    let second = Node::serve(&config, &["--no-worker"]).await;
    let mut worker = start("worker", &config, &[]);
    let here = Visitor::at(&first.address);
    here.sign_in(&member_id, &password).await.goes_to("/account");
    let there = here.moved_to(&second.address);
    there.get("/account").await.is_a_page();
    there.leave(&member_id, "no_reply", "").await;
    assert!(!here.is_signed_in().await, "signed out on every node");

    let erased = "SELECT count(*) FROM account WHERE status = 'erased'";
    let deadline = Instant::now() + Duration::from_secs(30);
    while postgres::run(&url, erased) != "1" {
        assert!(Instant::now() < deadline, "the worker erases");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    here.sign_in(&member_id, &password).await.is_refused();
    let dump = postgres::dump(&url).to_lowercase();
    for gone in [&email, &member_id, &phone] {
        let bytes: Vec<String> = gone.bytes().map(|byte| format!("{byte:02x}")).collect();
        let bytes = bytes.concat();
        assert!(!dump.contains(&gone.to_lowercase()) && !dump.contains(&bytes), "{gone} is left in {dump}");
    }
    first.stop();
    second.stop();
    let _ = worker.kill();
    let _ = worker.wait();
}

#[test]
fn keys_that_are_missing_beside_a_filled_server_are_not_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    moved_to_postgres(folder.path());
    let config = folder.path().join("farewell.yaml");
    let named = config.to_str().expect("a plain path");
    let keys = folder.path().join("farewell.keys");
    std::fs::remove_file(&keys).expect("removed");
    assert_eq!(
        run(&["serve", "--config", named, "--no-worker"]).status.code(),
        Some(2),
        "only migrate makes keys"
    );
    assert_eq!(run(&["migrate", "--config", named]).status.code(), Some(0));
    assert!(keys.is_file());
    std::fs::remove_file(&keys).expect("removed");
    assert_eq!(run(&["migrate", "--config", named]).status.code(), Some(2));
    assert!(!keys.exists());
}
