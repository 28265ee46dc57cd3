//! A newer program has been here: its tables hold more, its jobs are of kinds that this program does not know.

use uuid::Uuid;

use crate::message::Message;
use crate::reactivate::Returner;

use super::site::{PASSWORD, Site, token_of};

const NEWER: [&str; 6] = [
    "ALTER TABLE account ADD COLUMN newer TEXT NOT NULL DEFAULT 'x'",
    "ALTER TABLE session ADD COLUMN newer TEXT NOT NULL DEFAULT 'x'",
    "ALTER TABLE link ADD COLUMN newer TEXT NOT NULL DEFAULT 'x'",
    "ALTER TABLE job ADD COLUMN newer TEXT NOT NULL DEFAULT 'x'",
    "ALTER TABLE outbox ADD COLUMN newer TEXT NOT NULL DEFAULT 'x'",
    "ALTER TABLE departure ADD COLUMN newer TEXT NOT NULL DEFAULT 'x'",
];

#[tokio::test]
async fn an_older_program_does_its_work_on_the_tables_of_a_newer_one() {
    let site = Site::new().await;
    let mut tx = site.store.write("migrate").await.expect("a transaction");
    for sql in NEWER {
        tx.execute(sql, &[]).await.expect("a newer column");
    }
    let job = "INSERT INTO job (id, kind, subject, run_at) VALUES ($1, 'of_the_future', $2, 0)";
    tx.execute(job, &[Uuid::now_v7().into(), Uuid::now_v7().into()]).await.expect("a newer job");
    tx.commit().await.expect("a commit");

    site.left("zofia", "bye").await;
    site.farewell.reactivate(&Returner::Link(&token_of(&site.work().await)), "").await.expect("back");
    site.left("zofia", "bye again").await;
    site.farewell
        .erase_now(&Returner::Link(&token_of(&site.work().await)), PASSWORD)
        .await
        .expect("on its way");
    let mails = site.work().await;
    assert!(matches!(mails.last().map(|mail| &mail.message), Some(Message::Erased { .. })));
    assert_eq!(site.waiting().await, (1, 0), "the newer job waits for a newer worker");
}
