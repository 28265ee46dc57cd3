//! An operator tries every command on what the demo has left.

use crate::binary::{report, run};
use crate::demo::Demo;
use crate::erasure::member_row;

#[tokio::test]
async fn an_operator_checks_previews_erases_and_verifies() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member_id = demo.member_id.clone();
    demo.stop();
    for file in ["farewell.yaml", "plan.yaml", "plan.lock", "kramik.db", "farewell.db", "farewell.keys"] {
        assert!(folder.path().join(file).is_file(), "the demo leaves {file}");
    }
    let (key, email, _, _) = member_row(folder.path(), &member_id).await;
    let key = key.to_string();

    assert_eq!(report(folder.path(), &["plan", "check"]).0, Some(0));
    let (status, preview) = report(folder.path(), &["plan", "preview", "--account", &key]);
    assert_eq!(status, Some(0));
    assert!(preview.to_string().contains("orders"), "{preview}");

    assert_eq!(report(folder.path(), &["verify", "--account", &key]).0, Some(1), "the member is still there");
    assert_eq!(report(folder.path(), &["erase", "--account", &key]).0, Some(0));
    assert_eq!(
        report(folder.path(), &["erase", "--account", &key]).0,
        Some(0),
        "erased already: all is well"
    );
    assert_eq!(report(folder.path(), &["verify", "--account", &key]).0, Some(0));
    assert!(crate::bytes::files_with(folder.path(), &email).is_empty());
    assert_eq!(report(folder.path(), &["plan", "check"]).0, Some(0), "an erasure changes no schema");
}

#[tokio::test]
async fn an_operator_holds_deactivates_releases_and_brings_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member_id = demo.member_id.clone();
    demo.stop();
    let (key, _, _, _) = member_row(folder.path(), &member_id).await;
    let key = key.to_string();
    let does = |deed: &str| report(folder.path(), &[deed, "--account", &key, "--because", "letter 17/2026"]);

    assert_eq!(does("hold").0, Some(0));
    let (status, told) = does("deactivate");
    assert_eq!(status, Some(0));
    assert!(told["erase_after"].is_string(), "{told}");
    let (refused, why) = does("deactivate");
    assert_eq!((refused, why["problem"].as_str()), (Some(1), Some("the account is already deactivated")));
    let (status, told) = report(folder.path(), &["erase", "--account", &key]);
    assert_eq!(status, Some(1), "held: {told}");
    let (status, told) = report(folder.path(), &["status"]);
    assert_eq!((status, told["held"][0]["account"].as_str()), (Some(0), Some(key.as_str())), "{told}");
    assert_eq!(told["accounts"]["deactivated"], 1);
    assert_eq!(does("release").0, Some(0));
    assert_eq!(does("reactivate").0, Some(0));
    assert_eq!(does("release").0, Some(1), "there is no hold");
    assert_eq!(report(folder.path(), &["hold", "--account", "99999999", "--because", "x"]).0, Some(1));

    let config = folder.path().join("farewell.yaml");
    let config = config.to_str().expect("a plain path");
    let silent = run(&["hold", "--config", config, "--account", &key, "--because", " "]);
    assert_eq!(silent.status.code(), Some(2), "a reason is needed");
}

#[tokio::test]
async fn an_operator_hears_that_the_schema_has_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    Demo::start(folder.path(), &[]).stop();
    let shop = crate::rows::shop(folder.path()).await;
    shop.execute_script(
        "CREATE TABLE surveys (id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES members (id))",
    )
    .await
    .expect("a new table");
    shop.close().await;
    let (status, found) = report(folder.path(), &["plan", "check"]);
    assert_eq!(status, Some(1));
    assert!(found.to_string().contains("surveys"), "{found}");
}

#[test]
fn an_operator_hears_about_unknown_keys_and_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    Demo::start(folder.path(), &[]).stop();
    let config = folder.path().join("farewell.yaml");
    let config = config.to_str().expect("a plain path");
    assert_eq!(run(&["erase", "--config", config, "--account", "99999999"]).status.code(), Some(1));
    assert_eq!(run(&["erase", "--config", config]).status.code(), Some(2), "no account is named");
    assert_eq!(run(&["plan", "check", "--config", "/nowhere/farewell.yaml"]).status.code(), Some(2));
    assert_eq!(run(&["no-such-command"]).status.code(), Some(2));
}
