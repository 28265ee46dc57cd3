//! The disk is full: the pages say so, nothing is half-done, and it goes on when there is room again.

use std::process::Command;
use std::time::{Duration, Instant};

use reqwest::StatusCode;

use crate::binary::report;
use crate::demo::Demo;
use crate::erasure::member_row;
use crate::nodes::Node;
use crate::rows::{count_of, shop};
use crate::visitor::{Answer, PHRASE, Visitor};

/// Started so that a write beyond the limit is an error to the program and no signal.
const STARTER: [&str; 4] = ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"];

/// The node can write no byte beyond the first thousand of any file, or as much as it likes.
fn room(node: &Node, bytes: &str) {
    let id = node.child.id().to_string();
    let limit = format!("--fsize={bytes}:");
    let set =
        Command::new("prlimit").args(["--pid", &id, &limit]).status().expect("prlimit (util-linux) runs");
    assert!(set.success());
}

#[track_caller]
fn is_sorry(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.body.contains("Nothing is lost"), "{}", answer.body);
}

#[tokio::test]
async fn a_member_who_leaves_while_the_disk_is_full_is_told_so_and_leaves_when_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let node = Node::serve_by(&STARTER, &folder.path().join("farewell.yaml"), &[]).await;
    let member = Visitor::at(&node.address);
    member.sign_in(&member_id, &password).await.goes_to("/account");
    let words = [("identifier", member_id.as_str()), ("phrase", PHRASE)];
    member.post("/account/deactivate", &words).await.goes_to("/account/deactivate/reason");

    room(&node, "1024");
    is_sorry(&member.post("/account/deactivate/reason", &[("reason", "no_reply")]).await);
    is_sorry(&member.post("/account/profile", &[("name", "Somebody New")]).await);
    is_sorry(&Visitor::at(&node.address).sign_in(&member_id, &password).await);
    member.get("/account").await.is_a_page();
    member.get("/account/deactivate/reason").await.is_a_page();

    room(&node, "unlimited");
    assert!(!member.get("/account/profile").await.body.contains("Somebody New"), "nothing was half-done");
    assert!(member.is_signed_in().await, "nor was the deactivation");
    member.post("/account/deactivate/reason", &[("reason", "no_reply")]).await.goes_to("/goodbye");
    node.stop();
    let (_, told) = report(folder.path(), &["status"]);
    assert_eq!(told["accounts"]["deactivated"], 1, "{told}");
}

#[tokio::test]
async fn an_erasure_that_meets_a_full_disk_is_done_when_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &["--grace", "2s"]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let (key, _, _, _) = member_row(folder.path(), &member_id).await;
    let node = Node::serve_by(&STARTER, &folder.path().join("farewell.yaml"), &[]).await;
    let member = Visitor::at(&node.address);
    member.sign_in(&member_id, &password).await.goes_to("/account");
    member.leave(&member_id, "no_reply", "").await;
    room(&node, "1024");
    tokio::time::sleep(Duration::from_secs(5)).await;
    let (_, told) = report(folder.path(), &["status"]);
    assert_eq!(told["accounts"]["deactivated"], 1, "nothing can be erased: {told}");
    Visitor::at(&node.address).get("/sign-in").await.is_a_page();

    room(&node, "unlimited");
    let start = Instant::now();
    while report(folder.path(), &["status"]).1["accounts"]["erased"] != 1 {
        assert!(start.elapsed() < Duration::from_secs(90), "the erasure goes on");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    node.stop();
    assert_eq!(count_of(&shop(folder.path()).await, key).await["devices"], 0);
}
