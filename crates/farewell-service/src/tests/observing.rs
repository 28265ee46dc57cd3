//! `mode: observe`: everything but the effects.

use farewell_domain::mode::Mode;
use farewell_erasure::key::AccountKey;
use farewell_store::audit;
use jiff::SignedDuration;

use crate::erase::EraseError;
use crate::message::Message;
use crate::reactivate::Returner;

use super::site::Site;

fn key(site: &Site, text: &str) -> AccountKey {
    site.farewell.directory().key(text).expect("a key")
}

async fn watching() -> Site {
    let mut site = Site::new().await;
    site.reconfigure(|settings| settings.mode = Mode::Observe);
    site
}

/// Everything that stands in the shop, our own tables included.
async fn shop(site: &Site) -> Vec<String> {
    let members = "SELECT id || username || email || status FROM members";
    let devices = "SELECT 'device ' || member_id FROM devices";
    let orders = "SELECT 'order ' || buyer_id || ship_name FROM orders";
    let journal = "SELECT 'journal ' || run FROM farewell_journal";
    site.cells(&format!("{members} UNION ALL {devices} UNION ALL {orders} UNION ALL {journal} ORDER BY 1"))
        .await
}

#[tokio::test]
async fn nothing_in_the_shop_changes_and_what_would_have_is_told_once() {
    let site = watching().await;
    let before = shop(&site).await;
    let id = site.member("zofia").await.account;
    site.left("zofia", "").await;
    site.left("ed", "").await;
    site.work().await;
    assert_eq!(shop(&site).await, before, "no status column, no effect of leaving");
    site.pass_days(29);
    let mails = site.work().await;
    assert_eq!(shop(&site).await, before);
    assert!(!mails.iter().any(|mail| matches!(mail.message, Message::Erased { .. })), "nothing claims it");

    site.pass(SignedDuration::from_hours(5));
    site.work().await;
    let status = site.farewell.status().await.expect("a report");
    assert_eq!((status.mode, status.observed.accounts, status.is_late()), ("observe", 2, false));
    assert_eq!(status.due[0].because, "observed: it would have been erased");
    assert_eq!(status.accounts["deactivated"], 2);
    assert!(status.stuck.is_empty(), "{:?}", status.stuck);
    let told = serde_json::to_string(&status.observed.steps).expect("JSON");
    insta::assert_snapshot!(told, @r#"[{"table":"shop.members","action":"stub","deleted":0,"changed":2,"retained":2},{"table":"shop.orders","action":"retain","deleted":0,"changed":2,"retained":2},{"table":"shop.devices","action":"delete","deleted":2,"changed":0,"retained":0}]"#);
    let mut tx = site.store.read("read the audit").await.expect("a transaction");
    let trail = audit::of_account(&mut tx, id).await.expect("events");
    assert_eq!(trail.iter().filter(|action| *action == "observed").count(), 1);
    assert!(!trail.iter().any(|action| action.starts_with("eras")), "{trail:?}");
}

#[tokio::test]
async fn a_member_who_was_observed_comes_back_to_an_untouched_account() {
    let site = watching().await;
    let before = shop(&site).await;
    site.left("zofia", "").await;
    site.pass_days(29);
    site.work().await;
    let session = site.member("zofia").await;
    site.farewell.reactivate(&Returner::Session(&session), "").await.expect("back");
    site.work().await;
    assert_eq!(shop(&site).await, before);
    assert_eq!(site.farewell.status().await.expect("a report").observed.accounts, 0);
}

#[tokio::test]
async fn an_operator_cannot_erase_while_only_watching() {
    let site = watching().await;
    assert!(matches!(site.farewell.erase(&key(&site, "1")).await, Err(EraseError::Observing)));
    assert!(matches!(site.farewell.erase_on_date(&key(&site, "1")).await, Err(EraseError::Observing)));
}

#[tokio::test]
async fn what_was_only_observed_is_done_when_the_mode_is_switched() {
    let mut site = watching().await;
    site.left("zofia", "").await;
    site.pass_days(29);
    site.left("ed", "").await;
    site.work().await;
    site.reconfigure(|settings| settings.mode = Mode::Erase);
    let mails = site.work().await;
    assert_eq!(site.cells("SELECT username FROM members WHERE email IS NOT NULL").await, ["ed"]);
    assert_eq!(site.cells("SELECT status FROM members WHERE id = 2").await, ["deactivated"], "told at last");
    assert_eq!(site.cells("SELECT member_id FROM devices").await, Vec::<String>::new(), "and left");
    assert!(mails.iter().any(|mail| matches!(mail.message, Message::Erased { .. })));
    let status = site.farewell.status().await.expect("a report");
    assert_eq!((status.mode, status.observed.accounts), ("erase", 0));
}

#[tokio::test]
async fn a_hold_and_a_changed_schema_stop_a_rehearsal_too() {
    let site = watching().await;
    site.left("zofia", "").await;
    site.left("ed", "").await;
    site.farewell.hold(&key(&site, "1"), "a court's order").await.expect("held");
    site.shop.execute_script("ALTER TABLE orders ADD COLUMN note TEXT").await.expect("a changed schema");
    site.pass_days(29);
    site.work().await;
    let status = site.farewell.status().await.expect("a report");
    assert_eq!(status.observed.accounts, 0);
    assert_eq!(status.due[0].because, "legal hold: a court's order");
    assert!(status.due[1].because.contains("note"), "{}", status.due[1].because);
}
