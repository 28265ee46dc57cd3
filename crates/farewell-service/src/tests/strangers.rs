//! What is somebody else's, is over, or is good for something else opens nothing.

use crate::deactivate::{ConfirmError, ConfirmProblems, DeactivateError, IdentityProof};
use crate::password::PasswordAgain;
use crate::profile::ProfileForm;
use crate::reactivate::{EraseNowError, ReturnError, Returner};
use crate::recovery::ResetError;
use crate::session::{Session, SessionToken, Visit};

use super::site::{BROWSER, PASSWORD, Site, proof, token_of};

const NEW: &str = "an evening by the other lake";

fn a_new_name() -> ProfileForm {
    ProfileForm { name: Some("Somebody Else".to_owned()), ..ProfileForm::default() }
}

/// Tries everything that takes a session.
async fn opens_nothing(site: &Site, session: &Session) {
    let farewell = &site.farewell;
    assert!(farewell.confirm_identity(session, &proof("zofia")).await.is_err(), "part one");
    let left = farewell.deactivate(session, "", "").await;
    assert!(matches!(left, Err(DeactivateError::NotConfirmed)), "the button: {left:?}");
    assert!(farewell.update_profile(session, &a_new_name()).await.is_err(), "the profile");
    assert!(farewell.change_password(session, PASSWORD, NEW).await.is_err(), "the password");
    let who = Returner::Session(session);
    assert!(matches!(farewell.reactivate(&who, "").await, Err(ReturnError::Gone)), "coming back");
    assert!(matches!(farewell.leave_it(&who).await, Err(ReturnError::Gone)), "leaving it so");
    assert!(matches!(farewell.erase_now(&who, PASSWORD).await, Err(EraseNowError::Gone)), "erasing now");
}

/// Everything that Farewell stores, but for the counters: that somebody has tried is counted.
async fn stored(site: &Site) -> String {
    site.dump().await.lines().filter(|line| !line.starts_with("attempt:")).collect()
}

async fn members(site: &Site) -> Vec<String> {
    site.cells("SELECT username || email || password_hash || coalesce(full_name, '') || status FROM members")
        .await
}

#[tokio::test]
async fn a_session_that_was_signed_out_a_moment_ago_does_nothing_any_more() {
    let site = Site::new().await;
    let session = site.confirmed("zofia").await;
    site.farewell.sign_out(&session).await.expect("signed out");
    let (before, rows) = (stored(&site).await, members(&site).await);
    opens_nothing(&site, &session).await;
    assert_eq!(stored(&site).await, before);
    assert_eq!(members(&site).await, rows);
}

#[tokio::test]
async fn a_session_that_the_deactivation_has_ended_does_nothing_any_more() {
    let site = Site::new().await;
    let remembered = site.confirmed("zofia").await;
    site.left("zofia", "").await;
    site.work().await;
    let (before, rows) = (stored(&site).await, members(&site).await);
    opens_nothing(&site, &remembered).await;
    assert_eq!(stored(&site).await, before);
    assert_eq!(members(&site).await, rows);
}

#[tokio::test]
async fn somebody_who_signs_in_during_the_grace_period_can_only_choose() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    let token = site.sign_in("zofia").await;
    let session = site.session(&token).await;
    let rows = members(&site).await;
    let form = ProfileForm { email: Some("thief@example.com".to_owned()), ..a_new_name() };
    assert!(site.farewell.update_profile(&session, &form).await.is_err(), "no change of the address");
    assert!(site.farewell.change_password(&session, PASSWORD, NEW).await.is_err(), "nor of the password");
    let _again = site.farewell.confirm_identity(&session, &proof("zofia")).await;
    assert!(matches!(site.farewell.deactivate(&session, "", "").await, Err(DeactivateError::NotConfirmed)));
    assert_eq!(members(&site).await, rows);
    assert!(matches!(site.farewell.visit(Some(&token)).await, Ok(Visit::Returning(_))), "still to choose");
}

#[tokio::test]
async fn another_member_s_password_does_not_prove_who_it_is() {
    let site = Site::new().await;
    let ed = site.member("ed").await;
    site.farewell.change_password(&ed, PASSWORD, NEW).await.expect("ed's own password");
    let token = site.sign_in("zofia").await;
    site.pass(jiff::SignedDuration::from_mins(11));
    let session = site.session(&token).await;
    for (identifier, password) in [("zofia", NEW), ("ed", NEW)] {
        let typed = IdentityProof { password, ..proof(identifier) };
        let refused = site.farewell.confirm_identity(&session, &typed).await;
        let expected = ConfirmProblems {
            identifier: identifier == "ed",
            phrase: false,
            password: Some(PasswordAgain::Wrong),
        };
        assert!(matches!(refused, Err(ConfirmError::Fields(found)) if found == expected));
    }
}

#[tokio::test]
async fn part_one_passed_by_one_member_serves_no_other_in_the_same_browser() {
    let site = Site::new().await;
    let zofia = site.sign_in("zofia").await;
    let session = site.session(&zofia).await;
    site.farewell.confirm_identity(&session, &proof("zofia")).await.expect("part one");
    let ed = site.farewell.sign_in("ed", PASSWORD, &BROWSER, Some(&zofia)).await.expect("a sign-in").token;
    let ed = site.session(&ed).await;
    assert!(!site.farewell.identity_is_confirmed(&ed).await.expect("an answer"));
    assert!(matches!(site.farewell.deactivate(&ed, "", "").await, Err(DeactivateError::NotConfirmed)));
    assert!(matches!(site.farewell.deactivate(&session, "", "").await, Err(DeactivateError::NotConfirmed)));
}

#[tokio::test]
async fn a_token_is_good_for_one_thing_only() {
    let site = Site::new().await;
    site.farewell.request_recovery("ed", &BROWSER).await.expect("an answer");
    let reset = token_of(&site.work().await);
    site.left("zofia", "").await;
    let back = token_of(&site.work().await);
    let cookie = site.sign_in("zofia").await;
    for wrong in [reset.as_str(), cookie.expose()] {
        let who = Returner::Link(wrong);
        assert!(site.farewell.returning(&who).await.expect("an answer").is_none());
        assert!(matches!(site.farewell.reactivate(&who, "").await, Err(ReturnError::Gone)));
        assert!(matches!(site.farewell.erase_now(&who, PASSWORD).await, Err(EraseNowError::Gone)));
    }
    for wrong in [back.as_str(), cookie.expose()] {
        assert!(!site.farewell.recovery_is_open(wrong).await.expect("an answer"));
        let set = site.farewell.reset_password(wrong, NEW).await;
        assert!(matches!(set, Err(ResetError::LinkUsedOrExpired)));
    }
    for wrong in [&reset, &back] {
        let token = SessionToken::from_cookie(wrong).expect("it looks like one");
        assert!(matches!(site.farewell.visit(Some(&token)).await, Ok(Visit::Anonymous)));
    }
}

#[tokio::test]
async fn one_member_s_link_changes_nothing_of_another_s() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let zofias = token_of(&site.work().await);
    site.left("ed", "").await;
    let eds = token_of(&site.work().await);
    site.farewell.reactivate(&Returner::Link(&zofias), "").await.expect("zofia is back");
    site.work().await;
    assert_eq!(site.cells("SELECT status FROM members ORDER BY id").await, ["active", "deactivated"]);
    assert!(matches!(site.farewell.reactivate(&Returner::Link(&zofias), "").await, Err(ReturnError::Gone)));
    site.farewell.erase_now(&Returner::Link(&eds), PASSWORD).await.expect("ed goes");
    site.work().await;
    assert_eq!(site.cells("SELECT username FROM members WHERE id = 1").await, ["zofia"]);
}

#[tokio::test]
async fn somebody_who_types_another_s_address_into_their_profile_does_not_shut_the_owner_out() {
    let site = Site::new().await;
    site.add(3, "thief", "en", false).await;
    let sql = "UPDATE members SET email = 'Zofia@Example.com' WHERE id = 3";
    site.shop.execute(sql, &[]).await.expect("the app lets them");
    for typed in ["zofia@example.com", "ZOFIA@EXAMPLE.COM"] {
        assert_eq!(site.member(typed).await.key.as_str(), "1");
        site.farewell.request_recovery(typed, &BROWSER).await.expect("an answer");
    }
    let mails = site.work().await;
    assert!(mails.len() == 2 && mails.iter().all(|mail| mail.to == "zofia@example.com"), "{mails:?}");
}

#[tokio::test]
async fn a_row_that_a_backup_brings_back_lets_nobody_in_and_gets_no_mail() {
    let site = Site::new().await;
    let kept = site.cells("SELECT password_hash FROM members WHERE id = 1").await;
    site.left("zofia", "").await;
    site.pass_days(29);
    let mails = site.work().await.len();
    let sql = "UPDATE members SET username = 'zofia', email = 'zofia@example.com', password_hash = $1, \
               status = 'active', verified_at = '2024-01-01' WHERE id = 1";
    site.shop.execute(sql, &[kept[0].as_str().into()]).await.expect("the backup's row");
    assert!(site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await.is_err());
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("the same answer");
    assert_eq!(site.work().await.len(), mails);
    let key = site.farewell.directory().key("1").expect("a key");
    assert!(site.farewell.deactivate_for(&key, "a try").await.is_err());
    assert!(site.farewell.reactivate_for(&key, "a try").await.is_err());
}
