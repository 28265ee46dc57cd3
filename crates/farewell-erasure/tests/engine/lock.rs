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
    assert_snapshot!(lock, @r"
    # The schema that the plan was accepted for. Written by `farewell plan accept`; do not edit.

    shop.members
      check (length(username) > 1)
      column email TEXT
      column full_name TEXT
      column id INTEGER
      column password_hash TEXT
      column shout TEXT generated
      column username TEXT not null default 'a'
      index mail (email NOCASE) partial
      index sqlite_autoindex_members_1 (username) unique
      primary key (id)
      trigger t on insert 319e68a01d3a20db

    shop.two\nlines
      column a INTEGER
      column b INTEGER
      foreign key (a) -> members (id) on delete cascade on update no action
      index sqlite_autoindex_two\nlines_1 (b, a) unique
      primary key (b, a)
    ");
    let file = site.folder.path().join("plan.lock");
    lock.write(&file).unwrap();
    assert_eq!(Lock::read(&file).unwrap(), lock);
    std::fs::write(&file, "  column\n").unwrap();
    assert!(Lock::read(&file).is_err());
}
