//! The operator's hand, and what an operator is told.

use farewell_domain::account::Refused;
use farewell_erasure::key::AccountKey;
use jiff::SignedDuration;

use crate::operator::OperatorError;
use crate::reactivate::{EraseNowError, Returner};
use crate::session::Visit;

use super::site::{PASSWORD, Site};

const WHY: &str = "asked for by letter, signed Zofia";

fn key(site: &Site, text: &str) -> AccountKey {
    site.farewell.directory().key(text).expect("a key")
}

/// What the audit log holds of account 1.
async fn audited(site: &Site) -> Vec<String> {
    let dump = site.dump().await;
    let events = dump.lines().filter(|line| line.starts_with("audit_event:") && line.contains("because="));
    events.filter(|line| !line.ends_with("because=NULL")).map(str::to_owned).collect()
}

#[tokio::test]
async fn an_operator_deactivates_for_a_member_who_cannot_sign_in() {
    let site = Site::new().await;
    let token = site.sign_in("zofia").await;
    let date = site.farewell.deactivate_for(&key(&site, "1"), WHY).await.expect("deactivated");
    assert_eq!(date.to_string(), "2026-12-22T23:00:00Z");
    assert!(matches!(site.farewell.visit(Some(&token)).await, Ok(Visit::Ended(_))), "signed out everywhere");
    let mails = site.work().await;
    assert_eq!(mails.len(), 1, "the member hears of it");
    assert_eq!(site.cells("SELECT status FROM members WHERE id = 1").await, ["deactivated"]);
    let again = site.farewell.deactivate_for(&key(&site, "1"), WHY).await;
    assert!(matches!(again, Err(OperatorError::Refused(Refused::AlreadyDeactivated))));
    let events = audited(&site).await;
    assert!(
        events.len() == 1 && events[0].contains(WHY) && events[0].contains("actor=operator"),
        "{events:?}"
    );
}

#[tokio::test]
async fn an_operator_brings_a_member_back() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.farewell.reactivate_for(&key(&site, "1"), "called us").await.expect("back");
    site.work().await;
    assert_eq!(site.cells("SELECT status FROM members WHERE id = 1").await, ["active"]);
    let again = site.farewell.reactivate_for(&key(&site, "1"), "called us").await;
    assert!(matches!(again, Err(OperatorError::Refused(Refused::NotDeactivated))));
    let never = site.farewell.reactivate_for(&key(&site, "2"), "called us").await;
    assert!(matches!(never, Err(OperatorError::Refused(Refused::NotDeactivated))));
}

#[tokio::test]
async fn an_open_order_stops_an_operator_too() {
    let site = Site::new().await;
    site.shop.execute("UPDATE orders SET status = 'open' WHERE id = 1", &[]).await.expect("an open order");
    let blocked = site.farewell.deactivate_for(&key(&site, "1"), WHY).await;
    assert!(matches!(blocked, Err(OperatorError::Blocked(found)) if found.len() == 1));
    assert!(audited(&site).await.is_empty());
}

#[tokio::test]
async fn a_hold_stops_the_date_and_the_member_s_haste_until_it_is_released() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.farewell.hold(&key(&site, "1"), "a court's order").await.expect("held");
    site.pass_days(29);
    site.work().await;
    assert_eq!(site.cells("SELECT username FROM members WHERE id = 1").await, ["zofia"]);
    let session = site.member("zofia").await;
    let haste = site.farewell.erase_now(&Returner::Session(&session), PASSWORD).await;
    assert!(matches!(haste, Err(EraseNowError::Held)));

    let status = site.farewell.status().await.expect("a report");
    assert!(!status.is_late(), "who is held is not late");
    assert_eq!(status.due[0].because, "legal hold: a court's order");
    assert_eq!((status.held.len(), status.held[0].account.as_str()), (1, "1"));

    site.farewell.release(&key(&site, "1"), "the court is done").await.expect("released");
    site.work().await;
    assert_eq!(site.cells("SELECT count(*) FROM members WHERE username = 'zofia'").await, ["0"]);
    let again = site.farewell.release(&key(&site, "1"), "again").await;
    assert!(matches!(again, Err(OperatorError::NotHeld)));
    let late = site.farewell.hold(&key(&site, "1"), "too late").await;
    assert!(matches!(late, Err(OperatorError::Refused(Refused::AlreadyErased))));
}

#[tokio::test]
async fn an_operator_must_say_why_and_know_the_key() {
    let site = Site::new().await;
    let long = "a".repeat(501);
    for because in ["", "   ", "two\nlines", long.as_str()] {
        let refused = site.farewell.hold(&key(&site, "1"), because).await;
        assert!(matches!(refused, Err(OperatorError::Because)), "{because:?}");
    }
    for unknown in ["99", "-1"] {
        assert!(matches!(site.farewell.hold(&key(&site, unknown), WHY).await, Err(OperatorError::Unknown)));
        let deactivated = site.farewell.deactivate_for(&key(&site, unknown), WHY).await;
        assert!(matches!(deactivated, Err(OperatorError::Unknown)));
    }
    assert!(audited(&site).await.is_empty());
}

#[tokio::test]
async fn the_audit_log_loses_the_member_s_identifiers_with_the_erasure() {
    let site = Site::new().await;
    site.farewell
        .deactivate_for(&key(&site, "1"), "letter from zofia@example.com")
        .await
        .expect("deactivated");
    site.work().await;
    site.pass_days(29);
    site.work().await;
    let dump = site.dump().await;
    assert!(!dump.contains("zofia"), "{dump}");
    assert!(dump.contains("letter from"), "the rest of the reason stays");
}

#[tokio::test]
async fn what_is_late_is_told_with_what_it_meets() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    let quiet = site.farewell.status().await.expect("a report");
    assert_eq!((quiet.due.len(), quiet.is_late()), (0, false));
    assert_eq!(quiet.next_date.map(|at| at.to_string()).as_deref(), Some("2026-12-22T23:00:00Z"));
    // Midnight in Warsaw, and a minute.
    site.pass(SignedDuration::from_mins((27 * 24 + 11) * 60 + 1));
    site.shop.execute_script("ALTER TABLE orders RENAME TO purchases").await.expect("a changed schema");
    site.work().await;
    assert!(!site.farewell.status().await.expect("a report").is_late(), "it has only just begun");
    site.pass(SignedDuration::from_hours(2));
    let status = site.farewell.status().await.expect("a report");
    assert!(status.is_late());
    let erase = status.stuck.iter().find(|one| one.job == "erase").expect("it is stuck");
    assert_eq!(status.due[0].because, erase.problem);
    assert!(erase.problem.contains("orders") && !erase.problem.contains("zofia"), "{}", erase.problem);
}
