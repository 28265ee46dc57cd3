//! Backups, and what they bring back: as docs/backup.md says.

use std::fs;
use std::process::Command;

use crate::binary::report;
use crate::demo::Demo;
use crate::erasure::member_row;
use crate::visitor::Visitor;

#[tokio::test]
async fn a_member_that_a_backup_brought_back_cannot_sign_in_and_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let (key, _, _, _) = member_row(folder.path(), &member_id).await;
    let key = key.to_string();
    let (shop, backup) = (folder.path().join("kramik.db"), folder.path().join("kramik.backup"));
    fs::copy(&shop, &backup).expect("a backup");
    assert_eq!(report(folder.path(), &["erase", "--account", &key]).0, Some(0));
    fs::copy(&backup, &shop).expect("restored");

    let (status, found) = report(folder.path(), &["verify", "--account", &key]);
    assert_eq!(status, Some(1), "it is there again: {found}");
    let (status, told) = report(folder.path(), &["hold", "--account", &key, "--because", "restore"]);
    assert_eq!((status, told["problem"].as_str()), (Some(1), Some("the account is erased")));
    let (status, told) = report(folder.path(), &["erase", "--account", &key]);
    assert_eq!((status, told["already_erased"].as_i64()), (Some(0), Some(1)), "and does nothing: {told}");

    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);
    member.sign_in(&member_id, &password).await.is_refused();
    demo.stop();
}

#[tokio::test]
async fn a_member_who_came_back_after_the_backup_is_deactivated_again_by_its_restore() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    let member = Visitor::new(&demo);
    member.sign_in(&member_id, &password).await;
    member.leave(&member_id, "", "").await;
    let backup = Command::new("sqlite3")
        .current_dir(folder.path())
        .args(["farewell.db", ".backup farewell.backup"])
        .status();
    assert!(backup.expect("sqlite3 runs").success(), "while Farewell runs");
    member.sign_in(&member_id, &password).await.goes_to("/reactivate");
    member.post("/reactivate", &[("choice", "return")]).await;
    assert!(member.is_signed_in().await);
    demo.stop();

    fs::copy(folder.path().join("farewell.backup"), folder.path().join("farewell.db")).expect("restored");
    let demo = Demo::start(folder.path(), &[]);
    Visitor::new(&demo).sign_in(&member_id, &password).await.goes_to("/reactivate");
    demo.stop();
}
