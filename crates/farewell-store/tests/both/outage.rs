//! A server that refuses, is away, or goes away and comes back.

use farewell_store::db::Trouble;
use farewell_store::{Store, account};
use farewell_tests::postgres::{new_database, run};

use crate::{NOON, at};

#[tokio::test]
async fn a_server_that_is_not_there_is_said_to_be_away_without_the_password() {
    let error = Store::open("postgres://farewell:hunter2@127.0.0.1:9/none").await.expect_err("nobody there");
    assert_eq!(error.trouble, Trouble::Away);
    let told = format!("{error} {error:?}");
    assert!(told.contains("127.0.0.1") && !told.contains("hunter2"), "{told}");
}

#[tokio::test]
async fn a_database_that_the_server_does_not_have_is_refused() {
    let url = format!("{}_gone", new_database());
    assert_eq!(Store::open(&url).await.expect_err("no such database").trouble, Trouble::Refused);
}

#[tokio::test]
async fn a_server_that_drops_every_connection_is_used_again_as_soon_as_it_answers() {
    let url = new_database();
    let store = Store::migrate(&url).await.expect("migrated");
    let id = crate::add(&store, "7").await;
    let mut half_done = store.write("half of a change").await.expect("a transaction");
    account::credentials_changed(&mut half_done, id, at(NOON)).await.expect("changed");
    run(
        &url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE application_name = 'farewell' AND datname = current_database()",
    );
    let error = half_done.commit().await.expect_err("the connection is gone");
    assert_eq!(error.trouble, Trouble::Away);
    let mut tx = store.read("look again").await.expect("a new connection");
    let found = account::find(&mut tx, id).await.expect("read").expect("there");
    assert_eq!(found.credentials_changed_at, None, "nothing is half-done");
}

#[tokio::test]
async fn a_lock_that_another_program_holds_too_long_is_told_as_such() {
    let url = new_database();
    let store = Store::migrate(&url).await.expect("migrated");
    let id = crate::add(&store, "7").await;
    let mut first = store.write("hold on").await.expect("a transaction");
    account::find(&mut first, id).await.expect("locked");
    let mut second = store.write("wait").await.expect("a transaction");
    assert_eq!(account::find(&mut second, id).await.expect_err("it waits in vain").trouble, Trouble::Locked);
}

#[tokio::test]
async fn a_file_that_was_moved_away_is_not_said_to_answer() {
    let (store, folder) = crate::sqlite().await;
    store.reach().await.expect("it is there");
    let file = folder.path().join("farewell.db");
    std::fs::rename(&file, folder.path().join("elsewhere.db")).expect("moved");
    assert_eq!(store.reach().await.expect_err("it is gone").trouble, Trouble::CannotOpen);
    std::fs::rename(folder.path().join("elsewhere.db"), &file).expect("moved back");
    store.reach().await.expect("it is there again");
}
