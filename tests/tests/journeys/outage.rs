//! What Farewell stands on goes away while it serves, and comes back.

use std::time::{Duration, Instant};

use farewell_tests::postgres::{Server, new_database_on};
use reqwest::StatusCode;
use tokio::net::TcpListener;

use crate::binary::{report, run};
use crate::demo::Demo;
use crate::nodes::{Node, move_to};
use crate::visitor::{Answer, Visitor};

#[track_caller]
fn is_sorry(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.body.contains("We cannot do this right now"), "{}", answer.body);
}

#[tokio::test]
async fn a_database_server_that_is_stopped_and_started_again_is_used_again_without_a_restart() {
    let mut server = Server::start(false).expect("a server of its own");
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    move_to(folder.path(), &new_database_on(server.url()));
    let config = folder.path().join("farewell.yaml");
    assert_eq!(run(&["migrate", "--config", config.to_str().expect("a plain path")]).status.code(), Some(0));
    let node = Node::serve(&config, &[]).await;
    let member = Visitor::at(&node.address);
    member.sign_in(&member_id, &password).await.goes_to("/account");

    server.stop();
    is_sorry(&member.get("/account").await);
    is_sorry(&member.post("/account/profile", &[("name", "Somebody New")]).await);
    let stranger = Visitor::at(&node.address);
    is_sorry(&stranger.sign_in(&member_id, &password).await);
    stranger.get("/help/delete-account").await.is_a_page();
    stranger.get("/healthz").await.is_a_page();

    server.start_again();
    let deadline = Instant::now() + Duration::from_secs(20);
    while member.get("/account").await.status != StatusCode::OK {
        assert!(Instant::now() < deadline, "the same session works again");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(!member.get("/account/profile").await.body.contains("Somebody New"), "nothing was half-done");
    member.leave(&member_id, "no_reply", "").await;
    node.stop();
}

#[tokio::test]
async fn a_mail_server_that_hangs_holds_up_neither_pages_nor_erasures() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &["--grace", "2s"]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = silent.local_addr().expect("an address").port();
    let holding = tokio::spawn(async move {
        let mut lines = Vec::new();
        while let Ok((line, _)) = silent.accept().await {
            lines.push(line);
        }
    });
    let config = folder.path().join("farewell.yaml");
    let text = std::fs::read_to_string(&config).expect("the configuration");
    std::fs::write(&config, text.replace("127.0.0.1:1025", &format!("127.0.0.1:{port}"))).expect("written");

    let node = Node::serve(&config, &[]).await;
    let member = Visitor::at(&node.address);
    member.sign_in(&member_id, &password).await.goes_to("/account");
    member.leave(&member_id, "too_many_emails", "").await;
    let start = Instant::now();
    while report(folder.path(), &["status"]).1["accounts"]["erased"] != 1 {
        assert!(start.elapsed() < Duration::from_secs(30), "the erasure waits for the mail server");
        let asked = Instant::now();
        Visitor::at(&node.address).get("/sign-in").await.is_a_page();
        assert!(asked.elapsed() < Duration::from_secs(2), "a page waits for the mail server");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Visitor::at(&node.address).sign_in(&member_id, &password).await.is_refused();
    holding.abort();
    node.stop();
}
