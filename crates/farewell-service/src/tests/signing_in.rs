//! Signing in, and what a session is worth.

use crate::session::{EndedBecause, SignInError, Visit};

use super::site::{BROWSER, PASSWORD, Site};

async fn ended(site: &Site, token: &crate::session::SessionToken) -> EndedBecause {
    match site.farewell.visit(Some(token)).await.expect("a visit") {
        Visit::Ended(ended) => ended.because,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stranger_gets_the_same_answer_whatever_is_wrong() {
    let site = Site::new().await;
    site.shop.execute("UPDATE members SET password_hash = '!' WHERE id = 2", &[]).await.expect("unusable");
    let overlong = "z".repeat(100_000);
    for (identifier, password) in [
        ("nobody", PASSWORD),
        ("zofia", "wrong"),
        ("zofia", ""),
        ("", PASSWORD),
        ("zofia\0", PASSWORD),
        ("zofia' OR 1=1 --", PASSWORD),
        ("ed", PASSWORD),
        ("ed", "!"),
        (overlong.as_str(), PASSWORD),
    ] {
        let answer = site.farewell.sign_in(identifier, password, &BROWSER, None).await;
        assert!(matches!(answer, Err(SignInError::Rejected)), "{identifier:.20} {password}");
    }
    assert!(!site.dump().await.contains("session:"), "no session was begun");
}

#[tokio::test]
async fn a_member_is_known_by_name_and_address_in_any_case() {
    let site = Site::new().await;
    for identifier in ["zofia", " ZOFIA ", "Zofia@Example.com"] {
        let session = site.member(identifier).await;
        assert_eq!((session.key.as_str(), session.fresh), ("1", true));
        assert_eq!(session.language.map(|language| language.to_string()).as_deref(), Some("pl"));
    }
}

#[tokio::test]
async fn a_new_sign_in_with_the_same_browser_replaces_the_old_session() {
    let site = Site::new().await;
    let first = site.sign_in("zofia").await;
    let second =
        site.farewell.sign_in("zofia", PASSWORD, &BROWSER, Some(&first)).await.expect("a sign-in").token;
    assert_ne!(first.expose(), second.expose());
    assert_eq!(ended(&site, &first).await, EndedBecause::SignedOut);
    assert!(!site.dump().await.contains(second.expose()), "the token itself is stored nowhere");
}

#[tokio::test]
async fn a_session_ends_by_itself_after_a_week_and_is_not_fresh_after_ten_minutes() {
    let site = Site::new().await;
    let token = site.sign_in("zofia").await;
    site.pass(jiff::SignedDuration::from_mins(11));
    assert!(!site.session(&token).await.fresh);
    site.pass_days(7);
    assert_eq!(ended(&site, &token).await, EndedBecause::Expired);
}

#[tokio::test]
async fn a_changed_password_ends_every_session_but_gives_this_browser_a_new_one() {
    let site = Site::new().await;
    let (phone, laptop) = (site.sign_in("zofia").await, site.sign_in("zofia").await);
    let session = site.session(&laptop).await;
    assert!(site.farewell.change_password(&session, "wrong", "another long password").await.is_err());
    assert!(site.farewell.change_password(&session, PASSWORD, "too short").await.is_err());
    let new = site.farewell.change_password(&session, PASSWORD, "another long password").await;
    let new = new.expect("a new session");
    assert_eq!(ended(&site, &phone).await, EndedBecause::PasswordChanged);
    assert_eq!(ended(&site, &laptop).await, EndedBecause::PasswordChanged);
    assert!(matches!(site.farewell.visit(Some(&new)).await, Ok(Visit::Member(_))));
    assert!(
        site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await.is_err(),
        "the old password is gone"
    );
}
