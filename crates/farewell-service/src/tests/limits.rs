//! Who tries too often waits; who is meant is not locked out by it.

use jiff::SignedDuration;

use crate::limit::Client;
use crate::password::{ChangePasswordError, PasswordAgain};
use crate::recovery::RecoveryError;
use crate::session::SignInError;

use super::site::{BROWSER, PASSWORD, Site};

async fn guess(site: &Site, identifier: &str, address: &str) -> Result<(), SignInError> {
    let client = Client { device: "", address };
    site.farewell.sign_in(identifier, "a wrong guess of mine", &client, None).await.map(drop)
}

#[tokio::test]
async fn somebody_who_guesses_waits_whether_or_not_there_is_such_a_member() {
    for identifier in ["zofia", "nobody"] {
        let site = Site::new().await;
        for _ in 0..10 {
            assert!(matches!(guess(&site, identifier, "192.0.2.1").await, Err(SignInError::Rejected)));
        }
        let Err(SignInError::TooOften { until }) =
            guess(&site, &identifier.to_uppercase(), "192.0.2.1").await
        else {
            panic!("the eleventh guess waits")
        };
        assert_eq!(until.duration_since(site.farewell.now()), SignedDuration::from_secs(30));
        site.pass(SignedDuration::from_secs(30));
        assert!(matches!(guess(&site, identifier, "192.0.2.1").await, Err(SignInError::Rejected)));
        assert!(matches!(guess(&site, identifier, "192.0.2.1").await, Err(SignInError::TooOften { .. })));
    }
}

#[tokio::test]
async fn the_right_password_waits_too_where_somebody_guessed_and_nowhere_else() {
    let site = Site::new().await;
    for _ in 0..10 {
        let _wrong = guess(&site, "zofia", BROWSER.address).await;
    }
    let here = site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await;
    assert!(matches!(here, Err(SignInError::TooOften { .. })), "or a guess would be told from the truth");
    let elsewhere = Client { device: "", address: "198.51.100.4" };
    assert!(site.farewell.sign_in("zofia", PASSWORD, &elsewhere, None).await.is_ok());
    assert!(site.farewell.sign_in("ed", PASSWORD, &BROWSER, None).await.is_ok(), "nor for anybody else");
}

#[tokio::test]
async fn somebody_who_knows_the_password_may_sign_in_as_often_as_they_like() {
    let site = Site::new().await;
    for _ in 0..30 {
        site.sign_in("zofia").await;
    }
}

#[tokio::test]
async fn many_addresses_cannot_guess_at_one_account_for_ever() {
    let site = Site::new().await;
    for at in 0..100 {
        let answer = guess(&site, "zofia", &format!("203.0.113.{at}")).await;
        assert!(matches!(answer, Err(SignInError::Rejected)));
    }
    assert!(matches!(guess(&site, "zofia", "198.51.100.1").await, Err(SignInError::TooOften { .. })));
}

#[tokio::test]
async fn one_address_cannot_try_many_accounts() {
    let site = Site::new().await;
    for at in 0..60 {
        let answer = guess(&site, &format!("member{at}"), "192.0.2.1").await;
        assert!(matches!(answer, Err(SignInError::Rejected)));
    }
    assert!(matches!(guess(&site, "another", "192.0.2.1").await, Err(SignInError::TooOften { .. })));
}

#[tokio::test]
async fn one_mailbox_is_not_flooded_and_nobody_is_told_so() {
    let site = Site::new().await;
    for _ in 0..9 {
        site.farewell.request_recovery("zofia", &BROWSER).await.expect("the same answer");
    }
    assert_eq!(site.work().await.len(), 4);
    site.pass(SignedDuration::from_mins(5));
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    assert_eq!(site.work().await.len(), 5);
}

#[tokio::test]
async fn one_address_cannot_ask_for_everybody_s_mails() {
    let site = Site::new().await;
    for at in 0..20 {
        site.farewell.request_recovery(&format!("member{at}"), &BROWSER).await.expect("an answer");
    }
    let refused = site.farewell.request_recovery("another", &BROWSER).await;
    assert!(matches!(refused, Err(RecoveryError::TooOften { .. })));
}

#[tokio::test]
async fn what_is_counted_names_nobody_and_no_address() {
    let site = Site::new().await;
    let _wrong = guess(&site, "stranger@example.com", "192.0.2.99").await;
    site.farewell.request_recovery("stranger@example.com", &BROWSER).await.expect("an answer");
    let dump = site.dump().await;
    assert!(dump.contains("attempt:") && dump.contains("recovery_request:"));
    assert!(!dump.contains("stranger") && !dump.contains("192.0.2"), "{dump}");
    site.work().await;
    assert!(!site.dump().await.contains("recovery_request:"), "nobody is meant: it is forgotten");
}

#[tokio::test]
async fn a_thief_with_an_open_session_cannot_go_on_guessing_the_password_and_holds_up_nobody() {
    let site = Site::new().await;
    let (stolen, own) = (site.member("zofia").await, site.member("zofia").await);
    for _ in 0..10 {
        let guess =
            site.farewell.change_password(&stolen, "a wrong guess of mine", "another good one here").await;
        assert!(matches!(guess, Err(ChangePasswordError::Current(PasswordAgain::Wrong))));
    }
    let right = site.farewell.change_password(&stolen, PASSWORD, "another good one here").await;
    let Err(ChangePasswordError::Current(PasswordAgain::TooOften { until })) = right else {
        panic!("the eleventh guess waits, even the right one")
    };
    assert_eq!(until.duration_since(site.farewell.now()), SignedDuration::from_secs(30));
    assert!(site.farewell.change_password(&own, PASSWORD, "another good one here").await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_guesses_at_the_same_moment_none_is_free() {
    let site = Site::new().await;
    let guesses = (0..30).map(|_| {
        let farewell = site.farewell.clone();
        tokio::spawn(async move { farewell.sign_in("zofia", "a wrong guess of mine", &BROWSER, None).await })
    });
    let (mut looked_at, mut refused) = (0, 0);
    for guess in guesses.collect::<Vec<_>>() {
        match guess.await.expect("no panic") {
            Err(SignInError::Rejected) => looked_at += 1,
            Err(SignInError::TooOften { .. }) => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((looked_at, refused), (10, 20));
}
