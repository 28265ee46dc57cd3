//! A new e-mail address takes effect when it is confirmed, and the old one is told.

use farewell_store::audit;
use jiff::SignedDuration;

use crate::confirm_email::{ConfirmEmailError, Confirmation};
use crate::deactivate::IdentityProof;
use crate::email_change::EmailChangeError;
use crate::message::{Delivery, Message};
use crate::profile::{Profile, ProfileError, ProfileForm};
use crate::reactivate::{EraseNowError, Returner};
use crate::session::{Session, SessionToken};

use super::site::{BROWSER, PASSWORD, Site, proof, token_of};

const NEW: &str = "zofia.lis@example.com";
const ADDRESS: &str = "SELECT coalesce(email, '') FROM members WHERE id = 1";

async fn change(site: &Site, session: &Session, email: &str) -> Result<bool, ProfileError> {
    let form = ProfileForm { email: Some(email.to_owned()), ..ProfileForm::default() };
    site.farewell.update_profile(session, &form).await.map(|saved| saved.email_waits)
}

/// The profile as the next request shows it.
async fn profile(site: &Site, token: &SessionToken) -> Profile {
    let session = site.session(token).await;
    site.farewell.profile(&session).await.expect("a profile")
}

async fn waiting(site: &Site, token: &SessionToken) -> Option<String> {
    profile(site, token).await.email_waiting
}

/// Somebody with a browser, and their first request.
async fn member(site: &Site, username: &str) -> (SessionToken, Session) {
    let token = site.sign_in(username).await;
    let session = site.session(&token).await;
    (token, session)
}

/// Recipient and kind of each mail.
fn told(mails: &[Delivery]) -> Vec<(&str, &'static str)> {
    let kind = |message: &Message| match message {
        Message::ConfirmEmail { .. } => "confirm",
        Message::EmailInUse => "in use",
        Message::EmailChangeAsked => "asked",
        Message::EmailChanged => "changed",
        other => panic!("{other:?}"),
    };
    let mut told: Vec<_> = mails.iter().map(|mail| (mail.to.as_str(), kind(&mail.message))).collect();
    told.sort_unstable();
    told
}

#[tokio::test]
async fn a_member_changes_the_address_and_the_old_one_is_told() {
    let site = Site::new().await;
    let (browser, session) = member(&site, "zofia").await;
    assert!(change(&site, &session, NEW).await.expect("noted"));
    assert!(!site.dump().await.contains("lis@"), "what waits is sealed");
    assert_eq!(site.cells(ADDRESS).await, ["zofia@example.com"], "nothing has changed yet");
    assert_eq!(waiting(&site, &browser).await.as_deref(), Some(NEW));
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let mut mails = site.work().await;
    let reset = mails.iter().position(|mail| matches!(mail.message, Message::ResetPassword { .. }));
    let reset = token_of(&[mails.remove(reset.expect("a mail"))]);
    assert_eq!(told(&mails), [(NEW, "confirm"), ("zofia@example.com", "asked")]);

    let token = token_of(&mails);
    assert_eq!(site.farewell.confirmation(&token).await.expect("read"), Some(Confirmation::Email));
    assert_eq!(site.cells(ADDRESS).await, ["zofia@example.com"], "looking changes nothing");
    site.farewell.confirm_email(&token).await.expect("confirmed");
    assert_eq!(site.cells(ADDRESS).await, [NEW]);
    assert!(!site.farewell.recovery_is_open(&reset).await.expect("read"), "older links are dead");
    let profile = profile(&site, &browser).await;
    assert!(profile.email_confirmed && profile.email_waiting.is_none());
    let again = site.farewell.confirm_email(&token).await;
    assert!(matches!(again, Err(ConfirmEmailError::LinkUsedOrExpired)));
    let mails = site.work().await;
    assert_eq!(told(&mails[3..]), [("zofia@example.com", "changed")]);
    let mut tx = site.store.read("read the audit").await.expect("a transaction");
    let trail = audit::of_account(&mut tx, session.account).await.expect("events");
    assert_eq!(trail, ["signed_in", "email_change_asked", "profile_changed", "email_changed"]);
}

#[tokio::test]
async fn who_has_changed_the_address_cannot_destroy_the_account_at_once() {
    let site = Site::new().await;
    let session = site.member("zofia").await;
    change(&site, &session, NEW).await.expect("noted");
    site.farewell.confirm_email(&token_of(&site.work().await)).await.expect("confirmed");
    let own = IdentityProof { identifier: NEW, ..proof(NEW) };
    site.farewell.confirm_identity(&session, &own).await.expect("part one");
    site.farewell.deactivate(&session, "", "").await.expect("a goodbye");
    let link = token_of(&site.work().await);
    let now = site.farewell.erase_now(&Returner::Link(&link), PASSWORD).await;
    assert!(matches!(now, Err(EraseNowError::Wait { until }) if until.to_string() == "2026-11-28T12:00:00Z"));
}

#[tokio::test]
async fn the_newest_address_wins_and_can_be_given_up() {
    let site = Site::new().await;
    let (browser, session) = member(&site, "zofia").await;
    change(&site, &session, "first@example.com").await.expect("noted");
    let first = token_of(&site.work().await);
    change(&site, &session, "second@example.com").await.expect("noted");
    let second = token_of(&site.work().await);
    assert!(site.farewell.confirm_email(&first).await.is_err(), "an older link");
    assert_eq!(waiting(&site, &browser).await.as_deref(), Some("second@example.com"));
    site.farewell.send_confirmation(&session).await.expect("another mail");
    let third = token_of(&site.work().await);
    assert!(site.farewell.confirm_email(&second).await.is_err(), "an older mail");
    site.farewell.cancel_email_change(&session).await.expect("given up");
    assert_eq!(waiting(&site, &browser).await, None);
    assert!(site.farewell.confirm_email(&third).await.is_err(), "given up");
    assert_eq!(site.cells(ADDRESS).await, ["zofia@example.com"]);
}

#[tokio::test]
async fn an_address_of_another_member_looks_like_any_other() {
    let site = Site::new().await;
    let (browser, session) = member(&site, "zofia").await;
    assert!(change(&site, &session, "ED@example.com").await.expect("the same answer"));
    let mails = site.work().await;
    assert_eq!(told(&mails), [("ed@example.com", "in use"), ("zofia@example.com", "asked")]);
    assert_eq!(
        mails.iter().find(|mail| mail.to == "ed@example.com").map(|mail| mail.language.as_str()),
        Some("en")
    );
    assert_eq!(waiting(&site, &browser).await.as_deref(), Some("ED@example.com"), "as with any other");
    assert_eq!(site.cells(ADDRESS).await, ["zofia@example.com"]);
}

#[tokio::test]
async fn an_address_that_somebody_took_meanwhile_is_not_taken_twice() {
    let site = Site::new().await;
    let (browser, session) = member(&site, "zofia").await;
    change(&site, &session, NEW).await.expect("noted");
    let token = token_of(&site.work().await);
    site.shop
        .execute("UPDATE members SET email = upper($1) WHERE id = 2", &[NEW.into()])
        .await
        .expect("taken");
    let late = site.farewell.confirm_email(&token).await;
    assert!(matches!(late, Err(ConfirmEmailError::EmailTaken)), "{late:?}");
    assert_eq!(waiting(&site, &browser).await, None);
    assert_eq!(site.cells(ADDRESS).await, ["zofia@example.com"]);
}

#[tokio::test]
async fn an_unconfirmed_address_can_be_confirmed() {
    let site = Site::new().await;
    site.add(3, "ola", "pl", false).await;
    let (browser, session) = member(&site, "ola").await;
    site.farewell.send_confirmation(&session).await.expect("a mail");
    let mails = site.work().await;
    assert_eq!(told(&mails), [("ola@example.com", "confirm")]);
    site.farewell.confirm_email(&token_of(&mails)).await.expect("confirmed");
    assert!(profile(&site, &browser).await.email_confirmed);
    assert_eq!(site.work().await.len(), 1, "nobody else is told, nothing has changed");
    site.farewell.send_confirmation(&session).await.expect("nothing to do");
    assert_eq!(site.work().await.len(), 1);
}

#[tokio::test]
async fn an_unconfirmed_old_address_is_not_written_to() {
    let site = Site::new().await;
    site.add(3, "ola", "pl", false).await;
    let session = site.member("ola").await;
    change(&site, &session, "ola.new@example.com").await.expect("noted");
    site.farewell.confirm_email(&token_of(&site.work().await)).await.expect("confirmed");
    assert_eq!(told(&site.work().await), [("ola.new@example.com", "confirm")]);
}

#[tokio::test]
async fn leaving_a_new_password_and_the_end_withdraw_what_waits() {
    for way in ["leave", "password", "erase"] {
        let site = Site::new().await;
        let session = site.confirmed("zofia").await;
        change(&site, &session, NEW).await.expect("noted");
        let token = token_of(&site.work().await);
        match way {
            "leave" => drop(site.farewell.deactivate(&session, "", "").await.expect("a goodbye")),
            "password" => {
                let changed = site.farewell.change_password(&session, PASSWORD, "an evening by the sea");
                drop(changed.await.expect("changed"));
            }
            _ => drop(site.farewell.erase(&session.key).await.expect("erased")),
        }
        assert!(site.farewell.confirm_email(&token).await.is_err(), "{way}");
        site.work().await;
        let dump = site.dump().await;
        assert!(!dump.contains("email_change:") && !dump.contains("lis@"), "{way}: {dump}");
    }
}

#[tokio::test]
async fn an_address_waits_for_a_day() {
    let site = Site::new().await;
    let (browser, session) = member(&site, "zofia").await;
    change(&site, &session, NEW).await.expect("noted");
    let token = token_of(&site.work().await);
    site.pass(SignedDuration::from_hours(24));
    assert!(site.farewell.confirm_email(&token).await.is_err());
    assert_eq!(waiting(&site, &browser).await, None);
}

#[tokio::test]
async fn a_member_cannot_send_mails_to_everybody() {
    let site = Site::new().await;
    let session = site.member("zofia").await;
    for _ in 0..6 {
        change(&site, &session, NEW).await.expect("noted");
    }
    let mails = site.work().await;
    let links = mails.iter().filter(|mail| matches!(mail.message, Message::ConfirmEmail { .. })).count();
    assert!(links <= 4, "{links} mails to one address");
    for at in 0..4 {
        change(&site, &session, &format!("somebody{at}@example.com")).await.expect("noted");
    }
    let refused = change(&site, &session, "another@example.com").await;
    assert!(matches!(refused, Err(ProfileError::TooOften { .. })), "{refused:?}");
    let refused = site.farewell.send_confirmation(&session).await;
    assert!(matches!(refused, Err(EmailChangeError::TooOften { .. })));
}
