//! The lock is a text that one can read, and gives back what it was made from.

use farewell_erasure::plan::lock::Lock;
use insta::assert_snapshot;

use crate::site::Site;

#[tokio::test]
async fn a_lock_is_a_list_that_one_can_read() {
    let schema = "
        CREATE TABLE members (id INTEGER PRIMARY KEY, username TEXT NOT NULL DEFAULT 'a' UNIQUE, email TEXT, password_hash TEXT, full_name TEXT, shout TEXT AS (upper(username)) CHECK (length(username) > 1));
        CREATE INDEX mail ON members (email COLLATE NOCASE) WHERE email IS NOT NULL;
        CREATE TABLE \"two\nlines\" (a INTEGER, b INTEGER, PRIMARY KEY (b, a), FOREIGN KEY (a) REFERENCES Members ON DELETE CASCADE);
        CREATE TRIGGER t AFTER INSERT ON members BEGIN SELECT 1; END;";
    let site = Site::unaccepted(schema, "tables: { shop.members: { do: delete } }").await;
    site.engine.ensure_tables().await.unwrap();
    let lock = site.engine.lock_now().await.unwrap();
    assert_snapshot!(lock, @r"");
    let file = site.folder.path().join("plan.lock");
    lock.write(&file).unwrap();
    assert_eq!(Lock::read(&file).unwrap(), lock);
    std::fs::write(&file, "  column\n").unwrap();
    assert!(Lock::read(&file).is_err());
}
