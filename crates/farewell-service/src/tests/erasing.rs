//! The date, and what is left after it.

use farewell_domain::account::Refused;
use farewell_store::{account, audit};
use jiff::SignedDuration;

use crate::erase::{EraseError, Erasure};
use crate::message::Message;

use super::site::{BROWSER, PASSWORD, Site};

const WAITING: &str = "SELECT username FROM members WHERE id = 1";

#[tokio::test]
async fn a_member_is_erased_on_the_date_and_not_a_millisecond_before() {
    let site = Site::new().await;
    let id = site.member("zofia").await.account;
    site.left("zofia", "I am Zofia, zofia@example.com. Nobody ever replied.").await;
    site.work().await;
    let left = site.farewell.now().duration_until("2026-12-22T23:00:00Z".parse().expect("a time"));
    site.pass(left - SignedDuration::from_millis(1));
    site.work().await;
    assert_eq!(site.cells(WAITING).await, ["zofia"]);
    site.pass(SignedDuration::from_millis(1));
    let mails = site.work().await;

    assert_ne!(site.cells(WAITING).await, ["zofia"]);
    assert_eq!(
        site.cells("SELECT coalesce(ship_name, 'gone') FROM orders ORDER BY id").await,
        ["gone", "A Name"]
    );
    let Some(Message::Erased { kept, backups_until, left: 0 }) =
        mails.last().map(|mail| mail.message.clone())
    else {
        panic!("the last mail tells the end")
    };
    assert_eq!((kept.len(), kept[0].count), (1, 1));
    assert_eq!(kept[0].until.map(|day| day.to_string()).as_deref(), Some("2031-05-05"));
    assert_eq!(backups_until.map(|at| at.to_string()).as_deref(), Some("2027-01-05T23:00:00Z"));
    assert_eq!(site.waiting().await, (0, 0));
    let dump = site.dump().await.to_lowercase();
    for gone in ["zofia", "example.com"] {
        assert!(!dump.contains(gone), "{gone} is left in {dump}");
    }
    let mut tx = site.store.read("read the audit").await.expect("a transaction");
    let trail = audit::of_account(&mut tx, id).await.expect("events");
    assert_eq!(trail, ["signed_in", "signed_in", "deactivated", "erasing_began", "erased"]);
}

#[tokio::test]
async fn the_reasons_outlive_the_person() {
    let site = Site::new().await;
    site.left("zofia", "I am Zofia, zofia@example.com. Nobody ever replied.").await;
    site.left("ed", "").await;
    site.pass_days(29);
    site.work().await;
    let report = site.farewell.reasons_report(None).await.expect("a report");
    assert_eq!((report.started, report.confirmed, report.erased, report.still_waiting), (2, 2, 2, 0));
    assert_eq!((report.reasons[0].code.as_str(), report.reasons[0].count), ("no_reply", 2));
    let comments: Vec<_> =
        report.comments.iter().map(|one| (one.month.as_str(), one.comment.as_str())).collect();
    assert_eq!(comments, [("2026-11", "I am […], […]. Nobody ever replied.")]);
    let since = "2026-11-20T00:00:00Z".parse().ok();
    let report = site.farewell.reasons_report(since).await.expect("a report");
    assert_eq!(report.erased, 2, "they count with their whole month");
}

#[tokio::test]
async fn an_operator_erases_anybody_once() {
    let site = Site::new().await;
    let key = |text: &str| site.farewell.directory().key(text).expect("a key");
    let token = site.sign_in("zofia").await;
    assert!(matches!(site.farewell.erase(&key("1")).await, Ok(Erasure::Erased(_))));
    assert!(matches!(site.farewell.erase(&key("1")).await, Ok(Erasure::AlreadyErased)));
    assert!(matches!(site.farewell.erase(&key("99")).await, Err(EraseError::Unknown)));
    assert!(matches!(site.farewell.visit(Some(&token)).await, Ok(crate::session::Visit::Anonymous)));
    assert!(site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await.is_err());
    assert_eq!(site.cells("SELECT username FROM members WHERE id = 2").await, ["ed"], "nobody else");
    site.work().await;
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn an_erasure_that_was_broken_off_is_taken_up_again() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.shop.execute_script("ALTER TABLE orders ADD COLUMN gift TEXT").await.expect("a new column");
    site.pass_days(29);
    site.work().await;
    assert_eq!(site.cells(WAITING).await, ["zofia"], "a schema that nobody accepted: no statement runs");
    assert!(site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await.is_err(), "but it has begun");
    site.shop.execute_script("ALTER TABLE orders DROP COLUMN gift").await.expect("as before");
    site.pass(SignedDuration::from_mins(5));
    let mails = site.work().await;
    assert_ne!(site.cells(WAITING).await, ["zofia"]);
    assert!(matches!(mails.last().map(|mail| &mail.message), Some(Message::Erased { .. })));
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn what_is_held_is_not_erased_by_anybody() {
    let site = Site::new().await;
    let id = site.member("zofia").await.account;
    let mut tx = site.store.write("hold an account").await.expect("a transaction");
    account::hold(&mut tx, id, "a court order", site.farewell.now()).await.expect("a hold");
    tx.commit().await.expect("a commit");
    let key = site.farewell.directory().key("1").expect("a key");
    assert!(matches!(site.farewell.erase(&key).await, Err(EraseError::Refused(Refused::Held))));
    assert_eq!(site.cells(WAITING).await, ["zofia"]);
}

#[tokio::test]
async fn what_must_be_settled_first_and_came_up_during_the_grace_period_holds_the_erasure_up() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.shop.execute("UPDATE orders SET status = 'open' WHERE buyer_id = 1", &[]).await.expect("an order");
    site.pass_days(29);
    site.work().await;
    assert_eq!(site.cells(WAITING).await, ["zofia"], "the order is settled first");
    let status = site.farewell.status().await.expect("a report");
    assert_eq!(status.due[0].because, "must be settled first: open_orders");
    assert!(!site.sign_in("zofia").await.expose().is_empty(), "and coming back is still possible");
    site.shop.execute("UPDATE orders SET status = 'closed' WHERE buyer_id = 1", &[]).await.expect("settled");
    site.pass(SignedDuration::from_hours(1));
    site.work().await;
    assert_ne!(site.cells(WAITING).await, ["zofia"]);
    assert_eq!(site.waiting().await, (0, 0));
}
