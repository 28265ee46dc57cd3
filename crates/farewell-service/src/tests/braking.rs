//! What is unusual waits for a person.

use farewell_domain::brake::Brake;
use farewell_erasure::key::AccountKey;
use farewell_store::audit;

use crate::erase::{EraseError, Erasure};
use crate::operator::Stop;
use crate::reactivate::Returner;

use super::site::{PASSWORD, Site};

fn key(site: &Site, text: &str) -> AccountKey {
    site.farewell.directory().key(text).expect("a key")
}

async fn with(accounts: Option<u64>, rows_per_account: Option<u64>) -> Site {
    let mut site = Site::new().await;
    site.reconfigure(|settings| settings.brake = Brake { accounts, rows_per_account });
    site
}

/// Keys of the accounts that wait.
async fn braked(site: &Site) -> Vec<String> {
    let status = site.farewell.status().await.expect("a report");
    status.braked.into_iter().map(|one| one.account).collect()
}

async fn living(site: &Site) -> Vec<String> {
    site.cells("SELECT username FROM members WHERE email IS NOT NULL ORDER BY id").await
}

#[tokio::test]
async fn the_third_leaver_of_a_day_waits_until_an_operator_lets_them_go() {
    let site = with(Some(2), None).await;
    site.add(3, "cyd", "en", true).await;
    for username in ["zofia", "ed", "cyd"] {
        site.left(username, "").await;
    }
    site.pass_days(29);
    site.work().await;
    assert_eq!((living(&site).await, braked(&site).await), (vec!["cyd".to_owned()], vec!["3".to_owned()]));
    let status = site.farewell.status().await.expect("a report");
    assert!(status.is_braked());
    assert_eq!(status.due[0].because, "the brake: more than 2 accounts within a day");
    assert_eq!((status.braked[0].limit, status.braked[0].allowed), ("accounts", 2));
    assert_eq!(status.accounts["deactivated"], 1, "it stays what it was");

    site.pass_days(3);
    site.work().await;
    assert_eq!(living(&site).await, ["cyd"], "another day alone makes it no more usual");

    let released = site.farewell.release(&key(&site, "3"), "looked at it").await.expect("released");
    assert_eq!((released.what, released.still), (Stop::Brake, None));
    site.work().await;
    assert!(living(&site).await.is_empty());
    assert!(braked(&site).await.is_empty());
    assert!(!site.dump().await.contains("brake: account_id"), "the release is used up");
}

#[tokio::test]
async fn what_the_brake_does_stands_in_the_audit_log_once() {
    let site = with(Some(0), None).await;
    let id = site.member("zofia").await.account;
    site.left("zofia", "").await;
    for days in [29, 1, 1] {
        site.pass_days(days);
        site.work().await;
    }
    site.farewell.release(&key(&site, "1"), "looked at it").await.expect("released");
    site.work().await;
    let mut tx = site.store.read("read the audit").await.expect("a transaction");
    let trail = audit::of_account(&mut tx, id).await.expect("events");
    let trail: Vec<&str> = trail.iter().map(String::as_str).filter(|action| *action != "signed_in").collect();
    assert_eq!(trail, ["deactivated", "braked", "brake_released", "erasing_began", "erased"]);
}

#[tokio::test]
async fn an_account_that_owns_more_rows_than_usual_waits() {
    // The row itself, an order and a device.
    for (allowed, waits) in [(3, false), (2, true)] {
        let site = with(None, Some(allowed)).await;
        site.left("zofia", "").await;
        // The device goes with the deactivation; another one comes.
        site.work().await;
        site.shop.execute("INSERT INTO devices VALUES (9, 1)", &[]).await.expect("a device");
        site.pass_days(29);
        site.work().await;
        assert_eq!(!braked(&site).await.is_empty(), waits, "{allowed} rows allowed");
        assert_eq!(living(&site).await.contains(&"zofia".to_owned()), waits);
    }
}

#[tokio::test]
async fn a_loosened_limit_lets_go_what_it_held() {
    let mut site = with(Some(0), None).await;
    site.left("zofia", "").await;
    site.pass_days(29);
    site.work().await;
    assert_eq!(braked(&site).await, ["1"]);
    site.reconfigure(|settings| settings.brake = Brake::default());
    site.pass_days(1);
    site.work().await;
    assert_eq!(living(&site).await, ["ed"]);
}

#[tokio::test]
async fn a_member_who_is_held_back_by_the_brake_comes_back_and_a_release_is_used_up() {
    let site = with(Some(0), None).await;
    site.left("zofia", "").await;
    site.pass_days(29);
    site.work().await;
    let session = site.member("zofia").await;
    site.farewell.reactivate(&Returner::Session(&session), "").await.expect("back");
    assert!(braked(&site).await.is_empty());

    site.left("zofia", "").await;
    site.pass_days(29);
    site.work().await;
    site.farewell.release(&key(&site, "1"), "looked at it").await.expect("released");
    let session = site.member("zofia").await;
    site.farewell.reactivate(&Returner::Session(&session), "").await.expect("back before the worker");
    site.left("zofia", "").await;
    site.pass_days(29);
    site.work().await;
    assert_eq!(braked(&site).await, ["1"], "the release was for the last time");
}

#[tokio::test]
async fn somebody_in_a_hurry_meets_the_brake_and_an_operator_s_own_command_does_not() {
    let site = with(Some(0), None).await;
    site.left("zofia", "").await;
    let session = site.member("zofia").await;
    site.farewell.erase_now(&Returner::Session(&session), PASSWORD).await.expect("asked for");
    site.work().await;
    assert_eq!(braked(&site).await, ["1"]);
    let on_date = site.farewell.erase_on_date(&key(&site, "1")).await;
    assert!(matches!(on_date, Err(EraseError::Braked(_))), "`erase --due` is the worker's hand");
    let by_hand = site.farewell.erase(&key(&site, "1")).await.expect("erased");
    assert!(matches!(by_hand, Erasure::Erased(_)));
    assert!(braked(&site).await.is_empty());
}

#[tokio::test]
async fn who_ends_a_hold_does_not_end_the_brake() {
    let site = with(Some(0), None).await;
    site.left("zofia", "").await;
    site.pass_days(29);
    site.work().await;
    site.farewell.hold(&key(&site, "1"), "a court's order").await.expect("held");
    let first = site.farewell.release(&key(&site, "1"), "the court is done").await.expect("released");
    assert_eq!((first.what, first.still), (Stop::Hold, Some(Stop::Brake)));
    site.work().await;
    assert_eq!(living(&site).await, ["zofia", "ed"]);
    let second = site.farewell.release(&key(&site, "1"), "looked at it").await.expect("released");
    assert_eq!((second.what, second.still), (Stop::Brake, None));
    site.work().await;
    assert_eq!(living(&site).await, ["ed"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_workers_count_one_day() {
    let site = with(Some(3), None).await;
    for id in 3..=8 {
        site.add(id, &format!("member{id}"), "en", true).await;
    }
    for id in 3..=8 {
        site.farewell.deactivate_for(&key(&site, &id.to_string()), "asked").await.expect("deactivated");
    }
    site.pass_days(29);
    let hands = (0..4).map(|_| site.work());
    for hand in hands.collect::<Vec<_>>() {
        hand.await;
    }
    assert_eq!(braked(&site).await.len(), 3);
}
