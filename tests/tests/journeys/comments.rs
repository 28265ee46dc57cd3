//! Comments on the help page: written by anybody, shown when the operator has read them.

use std::path::Path;

use crate::binary::{report, run};
use crate::demo::Demo;
use crate::visitor::Visitor;

const PAGE: &str = "/help/delete-account";

fn listed(folder: &Path, state: &str) -> Vec<serde_json::Value> {
    let (status, told) = report(folder, &["comments", "list", "--state", state]);
    assert_eq!(status, Some(0), "{told}");
    told["comments"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn an_operator_publishes_hides_and_deletes_what_a_visitor_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let visitor = Visitor::new(&demo);
    let words = "Two forms, <b>two</b> minutes.";
    visitor.post(PAGE, &[("comment", "  "), ("name", "Ola")]).await.is_refused();
    visitor.post(PAGE, &[("comment", words), ("name", "")]).await.goes_to(PAGE);
    let page = async || visitor.get(PAGE).await.body;
    assert!(!page().await.contains("Two forms"), "nobody has read it");

    let waiting = listed(folder.path(), "waiting");
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0]["comment"].as_str(), waiting[0]["name"].as_str()), (Some(words), None));
    let id = waiting[0]["id"].as_str().expect("an id").to_owned();
    let does = |deed: &str| report(folder.path(), &["comments", deed, &id]);

    let (status, told) = does("publish");
    assert_eq!((status, told["comments"][0]["outcome"].as_str()), (Some(0), Some("published")));
    let shown = page().await;
    assert!(shown.contains("Two forms") && !shown.contains("<b>two</b>"), "{shown}");
    assert_eq!(listed(folder.path(), "published").len(), 1);
    assert_eq!(does("hide").0, Some(0));
    assert!(!page().await.contains("Two forms"));
    assert_eq!(does("delete").0, Some(0));
    let (status, told) = does("publish");
    assert_eq!((status, told["comments"][0]["outcome"].as_str()), (Some(1), Some("unknown")));
    assert_eq!(report(folder.path(), &["comments", "list"]).1["comments"], serde_json::json!([]));

    let config = folder.path().join("farewell.yaml");
    let config = config.to_str().expect("a plain path");
    assert_eq!(run(&["comments", "publish", "--config", config]).status.code(), Some(2), "no id");
    assert_eq!(run(&["comments", "list", "--config", config, "--state", "read"]).status.code(), Some(2));
    demo.stop();
}
