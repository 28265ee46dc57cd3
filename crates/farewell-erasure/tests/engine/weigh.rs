//! How much an account owns, and what a rehearsal says.

use farewell_erasure::engine::EngineError;

use crate::site::{MEMBERS, Site, now};

const SCHEMA: &str = "
    CREATE TABLE letters (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id));
    CREATE INDEX letters_member ON letters (member_id);
    CREATE TABLE messages (id INTEGER PRIMARY KEY, sender_id INTEGER REFERENCES members (id),
        recipient_id INTEGER REFERENCES members (id));
    CREATE INDEX messages_sender ON messages (sender_id);
    CREATE INDEX messages_recipient ON messages (recipient_id);
    INSERT INTO letters (member_id) VALUES (1), (1), (1), (2);
    INSERT INTO messages (sender_id, recipient_id) VALUES (1, 1), (1, 2), (2, 1), (2, 3);";

const PLAN: &str = "
tables:
  shop.members: { do: delete }
  shop.letters: { owner: member_id, do: delete, hidden: true }
  shop.messages: { hidden: true, owners: { sender_id: { do: detach }, recipient_id: { do: detach } } }
";

async fn site() -> Site {
    Site::accepted(&format!("{MEMBERS}{SCHEMA}"), PLAN).await
}

#[tokio::test]
async fn every_owned_row_counts_once_and_counting_stops_in_time() {
    let site = site().await;
    for (account, most, rows) in
        [("1", 100, 7), ("2", 100, 5), ("3", 100, 2), ("1", 7, 7), ("1", 4, 4), ("1", 1, 1)]
    {
        let weighed = site.engine.weigh(&site.key(account), most).await.expect("counted");
        assert_eq!(weighed, rows, "account {account}, at most {most}");
    }
}

#[tokio::test]
async fn a_rehearsal_fails_where_a_run_would_and_changes_nothing() {
    let site = site().await;
    let preview = site.engine.rehearse(&site.key("1"), now()).await.expect("rehearsed");
    assert_eq!(preview.steps.iter().map(|step| step.deleted).sum::<u64>(), 4);
    assert_eq!(site.rows("SELECT count(*) FROM letters").await, ["4"]);
    site.source.execute_script("ALTER TABLE letters ADD COLUMN body TEXT").await.expect("changed");
    let changed = site.engine.rehearse(&site.key("1"), now()).await;
    assert!(matches!(changed, Err(EngineError::SchemaChanged(_))));
}
