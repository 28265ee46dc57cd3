//! A clock that is set back or forward: nothing is erased too early, nothing lasts longer, nothing revives.

use jiff::SignedDuration;

use crate::message::Message;
use crate::reactivate::Returner;
use crate::session::{EndedBecause, SessionToken, SignInError, Visit};

use super::site::{BROWSER, PASSWORD, Site, token_of};

async fn is_over(site: &Site, token: &SessionToken) -> bool {
    match site.farewell.visit(Some(token)).await.expect("a visit") {
        Visit::Ended(ended) => ended.because == EndedBecause::Expired,
        visit => matches!(visit, Visit::Anonymous),
    }
}

#[tokio::test]
async fn a_clock_set_back_erases_nobody_before_the_date_that_was_told() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    let date = site.farewell.status().await.expect("a report").next_date.expect("a date");
    for hours in [27 * 24, -40 * 24, 30 * 24, -29 * 24, 28 * 24] {
        site.pass(SignedDuration::from_hours(hours));
        site.work().await;
        assert!(site.farewell.now() < date);
        assert_eq!(site.cells("SELECT username FROM members WHERE id = 1").await, ["zofia"]);
    }
    site.pass(site.farewell.now().duration_until(date));
    let mails = site.work().await;
    assert!(matches!(mails.last().map(|mail| &mail.message), Some(Message::Erased { .. })));
}

#[tokio::test]
async fn an_erasure_that_has_begun_is_finished_under_any_clock() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.shop.execute_script("ALTER TABLE orders ADD COLUMN gift TEXT").await.expect("a new column");
    site.pass_days(29);
    site.work().await;
    site.shop.execute_script("ALTER TABLE orders DROP COLUMN gift").await.expect("as before");
    site.pass_days(-20);
    let key = site.farewell.directory().key("1").expect("a key");
    site.farewell.erase(&key).await.expect("what has begun is finished");
    assert_ne!(site.cells("SELECT username FROM members WHERE id = 1").await, ["zofia"]);
}

#[tokio::test]
async fn a_clock_set_back_makes_no_session_and_no_sign_in_last_longer() {
    let site = Site::new().await;
    let token = site.sign_in("zofia").await;
    let session = site.session(&token).await;
    site.farewell.confirm_identity(&session, &super::site::proof("zofia")).await.expect("part one");
    site.pass(SignedDuration::from_secs(-5));
    assert!(site.session(&token).await.fresh, "the clocks of two nodes differ by so much");
    site.pass(SignedDuration::from_hours(-1));
    assert!(is_over(&site, &token).await, "a session from the future");
    assert!(!site.farewell.identity_is_confirmed(&session).await.expect("an answer"));
}

#[tokio::test]
async fn what_was_over_stays_over_when_the_clock_goes_back() {
    let site = Site::new().await;
    let token = site.sign_in("zofia").await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    // Delivered without the worker's sweep, which comes once a minute.
    let reset = token_of(&site.work().await);
    site.sweep_again();
    site.pass_days(8);
    site.work().await;
    site.pass_days(-4);
    assert!(is_over(&site, &token).await, "the session had ended");
    assert!(!site.farewell.recovery_is_open(&reset).await.expect("an answer"), "the link had ended");
}

#[tokio::test]
async fn a_used_link_stays_used_under_any_clock() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let token = token_of(&site.work().await);
    site.farewell.reactivate(&Returner::Link(&token), "").await.expect("back");
    for days in [-3, 10, 100, -120] {
        site.pass_days(days);
        assert!(site.farewell.returning(&Returner::Link(&token)).await.expect("an answer").is_none());
    }
}

#[tokio::test]
async fn a_clock_set_back_by_a_day_locks_nobody_out_for_a_day() {
    let site = Site::new().await;
    for _ in 0..10 {
        let _wrong = site.farewell.sign_in("zofia", "a wrong guess of mine", &BROWSER, None).await;
    }
    site.pass_days(-1);
    let back = site.farewell.now();
    let mut refused = 0;
    while let Err(SignInError::TooOften { until }) =
        site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await
    {
        refused += 1;
        site.pass(until.duration_since(site.farewell.now()));
    }
    assert!(refused > 0, "nor may anybody guess more often");
    assert!(site.farewell.now().duration_since(back) <= SignedDuration::from_mins(2));
}
