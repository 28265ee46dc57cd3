//! The power goes out in the middle.

use std::time::{Duration, Instant};

use crate::bytes::files_with;
use crate::demo::Demo;
use crate::erasure::{erased_words, member_row};
use crate::mailbox::mail_with;
use crate::rows::{dangling, shop};
use crate::visitor::Visitor;

#[tokio::test]
async fn a_demo_killed_during_the_grace_period_erases_after_its_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &["--grace", "3s"]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let (_, email, locale, _) = member_row(folder.path(), &member_id).await;

    let demo = Demo::start(folder.path(), &["--grace", "3s"]);
    let member = Visitor::new(&demo);
    member.sign_in(&member_id, &password).await;
    member.leave(&member_id, "", "").await;
    demo.kill();

    let demo = Demo::start(folder.path(), &["--grace", "3s"]);
    mail_with(&demo, erased_words(&locale)).await;
    demo.stop();
    is_gone(folder.path(), &email).await;
}

/// Killed at several moments around the erasure: before, within, and after it.
#[tokio::test]
async fn a_demo_killed_while_it_erases_finishes_at_its_next_start() {
    for wait in [900, 1_100, 1_400, 1_900] {
        let folder = tempfile::tempdir().expect("a folder");
        let demo = Demo::start(folder.path(), &["--grace", "1s"]);
        let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
        demo.stop();
        let (_, email, _, _) = member_row(folder.path(), &member_id).await;

        let demo = Demo::start(folder.path(), &["--grace", "1s"]);
        let member = Visitor::new(&demo);
        member.sign_in(&member_id, &password).await;
        member.leave(&member_id, "", "").await;
        tokio::time::sleep(Duration::from_millis(wait)).await;
        demo.kill();

        let demo = Demo::start(folder.path(), &["--grace", "1s"]);
        assert_ne!(demo.member_id, member_id, "whoever has left is not printed");
        await_the_end(folder.path(), &email).await;
        Visitor::new(&demo).sign_in(&member_id, &password).await.is_refused();
        demo.stop();
        is_gone(folder.path(), &email).await;
    }
}

/// The dead worker's lease runs out first; on a busy machine the rest takes a while too.
async fn await_the_end(folder: &std::path::Path, email: &str) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !files_with(folder, email).is_empty() && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn is_gone(folder: &std::path::Path, email: &str) {
    let files = files_with(folder, email);
    assert!(files.is_empty(), "it still stands in {files:?}");
    let shop = shop(folder).await;
    assert_eq!(dangling(&shop).await, 0);
    shop.close().await;
}
