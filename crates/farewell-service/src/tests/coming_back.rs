//! Needed again: return, leave, erase now.

use farewell_domain::account::AccountId;
use farewell_store::account;

use crate::message::Message;
use crate::password::PasswordAgain;
use crate::reactivate::{EraseNowError, ReturnError, Returner};
use crate::session::Visit;

use super::site::{BROWSER, PASSWORD, Site, token_of};

#[tokio::test]
async fn a_member_comes_back_by_signing_in_and_everything_is_as_before() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    let token = site.sign_in("zofia").await;
    let Visit::Returning(session) = site.farewell.visit(Some(&token)).await.expect("a visit") else {
        panic!("a session that can only choose")
    };
    let new = site.farewell.reactivate(&Returner::Session(&session), "").await.expect("back");
    let new = new.expect("a full session");
    assert!(matches!(site.farewell.visit(Some(&new)).await, Ok(Visit::Member(_))));
    assert!(matches!(site.farewell.visit(Some(&token)).await, Ok(Visit::Ended(_))), "the old one is over");
    let mails = site.work().await;
    assert!(matches!(mails[1].message, Message::Reactivated));
    assert_eq!(site.cells("SELECT status FROM members WHERE id = 1").await, ["active"]);
    assert_eq!(site.waiting().await, (0, 0), "nothing is due on the date any more");
    site.pass_days(60);
    site.work().await;
    assert_eq!(site.cells("SELECT username FROM members ORDER BY id").await, ["zofia", "ed"]);
}

#[tokio::test]
async fn the_mails_link_works_until_it_was_used_and_lets_nobody_in() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let token = token_of(&site.work().await);
    let who = Returner::Link(&token);
    site.farewell.leave_it(&who).await.expect("left as it is");
    assert!(site.farewell.returning(&who).await.expect("an answer").is_some(), "looking uses nothing up");
    assert_eq!(site.farewell.reactivate(&who, "").await.expect("back"), None, "a mail box is no password");
    assert!(matches!(site.farewell.reactivate(&who, "").await, Err(ReturnError::Gone)));
    for wrong in ["", "a", &"A".repeat(43)] {
        assert!(site.farewell.returning(&Returner::Link(wrong)).await.expect("an answer").is_none());
    }
}

#[tokio::test]
async fn a_member_who_is_late_comes_back_as_long_as_erasing_has_not_begun() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let token = token_of(&site.work().await);
    site.pass_days(29);
    site.farewell.reactivate(&Returner::Link(&token), "").await.expect("cancel wins");
    site.work().await;
    assert_eq!(site.cells("SELECT username FROM members ORDER BY id").await, ["zofia", "ed"]);
}

#[tokio::test]
async fn erasing_now_takes_the_password() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let token = token_of(&site.work().await);
    let who = Returner::Link(&token);
    assert!(matches!(
        site.farewell.erase_now(&who, "").await,
        Err(EraseNowError::Password(PasswordAgain::Missing))
    ));
    assert!(matches!(
        site.farewell.erase_now(&who, "wrong").await,
        Err(EraseNowError::Password(PasswordAgain::Wrong))
    ));
    site.farewell.erase_now(&who, PASSWORD).await.expect("on its way");
    let mails = site.work().await;
    assert!(matches!(mails.last().map(|mail| &mail.message), Some(Message::Erased { .. })));
    assert!(matches!(site.farewell.erase_now(&who, PASSWORD).await, Err(EraseNowError::Gone)));
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn somebody_with_a_stolen_account_cannot_destroy_it_at_once() {
    let site = Site::new().await;
    let session = site.member("zofia").await;
    site.farewell.change_password(&session, PASSWORD, "the thief's own words").await.expect("changed");
    let token =
        site.farewell.sign_in("zofia", "the thief's own words", &BROWSER, None).await.expect("in").token;
    let session = site.session(&token).await;
    site.farewell.confirm_identity(&session, &super::site::proof("zofia")).await.expect("part one");
    site.farewell.deactivate(&session, "", "").await.expect("a goodbye");
    let link = token_of(&site.work().await);
    let now = site.farewell.erase_now(&Returner::Link(&link), "the thief's own words").await;
    assert!(matches!(now, Err(EraseNowError::Wait { until }) if until.to_string() == "2026-11-28T12:00:00Z"));
    site.pass_days(3);
    let now = site.farewell.erase_now(&Returner::Link(&link), "the thief's own words").await;
    now.expect("the wait is over");
}

#[tokio::test]
async fn a_legal_hold_stops_erasing_and_not_coming_back() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let token = token_of(&site.work().await);
    let who = Returner::Link(&token);
    hold(&site, site.member("zofia").await.account).await;
    assert!(matches!(site.farewell.erase_now(&who, PASSWORD).await, Err(EraseNowError::Held)));
    site.pass_days(29);
    site.work().await;
    assert_eq!(
        site.cells("SELECT username FROM members ORDER BY id").await,
        ["zofia", "ed"],
        "the date has passed"
    );
    site.farewell.reactivate(&who, "").await.expect("back");
}

async fn hold(site: &Site, id: AccountId) {
    let mut tx = site.store.write("hold an account").await.expect("a transaction");
    account::hold(&mut tx, id, "a court order", site.farewell.now()).await.expect("a hold");
    tx.commit().await.expect("a commit");
}
