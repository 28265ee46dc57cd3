//! A forgotten password.

use crate::recovery::ResetError;
use crate::session::Visit;

use super::site::{BROWSER, PASSWORD, Site, token_of};

const NEW: &str = "an evening by the other lake";

#[tokio::test]
async fn a_member_chooses_a_new_password_once_and_is_signed_out_everywhere() {
    let site = Site::new().await;
    let phone = site.sign_in("zofia").await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let token = token_of(&site.work().await);
    assert!(site.farewell.recovery_is_open(&token).await.expect("an answer"));
    let short = site.farewell.reset_password(&token, "short").await;
    assert!(matches!(short, Err(ResetError::Password(_))), "and the link is still good");
    site.farewell.reset_password(&token, NEW).await.expect("a new password");
    let again = site.farewell.reset_password(&token, "yet another password").await;
    assert!(matches!(again, Err(ResetError::LinkUsedOrExpired)));
    assert!(matches!(site.farewell.visit(Some(&phone)).await, Ok(Visit::Ended(_))));
    assert!(site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await.is_err());
    site.farewell.sign_in("zofia", NEW, &BROWSER, None).await.expect("the new one");
    let hash = site.cells("SELECT password_hash FROM members WHERE id = 1").await;
    assert!(hash[0].starts_with("pbkdf2_sha256$1000$"), "the app can still verify it");
}

#[tokio::test]
async fn a_link_lasts_half_an_hour_and_a_newer_one_replaces_it() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia@example.com", &BROWSER).await.expect("an answer");
    let first = token_of(&site.work().await);
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let second = token_of(&site.work().await);
    assert!(!site.farewell.recovery_is_open(&first).await.expect("an answer"));
    site.pass(jiff::SignedDuration::from_mins(30));
    let late = site.farewell.reset_password(&second, NEW).await;
    assert!(matches!(late, Err(ResetError::LinkUsedOrExpired)));
}

#[tokio::test]
async fn two_tabs_use_one_link_and_only_one_of_them_wins() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let token = token_of(&site.work().await);
    let (one, two) = tokio::join!(
        site.farewell.reset_password(&token, NEW),
        site.farewell.reset_password(&token, "somebody else was faster"),
    );
    assert!(one.is_ok() ^ two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test]
async fn a_stranger_learns_nothing_and_no_mail_goes_out() {
    let site = Site::new().await;
    for identifier in ["nobody@example.com", "", "%", "zofia@example.com\0"] {
        site.farewell.request_recovery(identifier, &BROWSER).await.expect("the same answer");
    }
    assert_eq!(site.work().await, []);
}

#[tokio::test]
async fn a_waiting_mail_is_sealed() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    site.farewell.work(&site.post, "test").await.expect("the request is dealt with, the mail waits");
    let dump = site.dump().await;
    assert!(dump.contains("outbox:") && !dump.contains("zofia"), "{dump}");
}
