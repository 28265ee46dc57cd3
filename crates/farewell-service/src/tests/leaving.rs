//! Part one, part two, and the button.

use crate::deactivate::{ConfirmError, ConfirmProblems, DeactivateError, IdentityProof};
use crate::message::Message;
use crate::password::PasswordAgain;
use crate::session::{EndedBecause, Visit};

use super::site::{BROWSER, PASSWORD, Site, proof};

#[tokio::test]
async fn a_member_types_somebody_elses_id_or_other_words_and_nothing_happens() {
    let site = Site::new().await;
    let session = site.member("zofia").await;
    let typed = IdentityProof { phrase: "Delete my account", ..proof("ed") };
    let refused = site.farewell.confirm_identity(&session, &typed).await;
    let expected = ConfirmProblems { identifier: true, phrase: true, password: None };
    assert!(matches!(refused, Err(ConfirmError::Fields(problems)) if problems == expected));
    assert!(!site.farewell.identity_is_confirmed(&session).await.expect("an answer"));
    let pressed = site.farewell.deactivate(&session, "", "").await;
    assert!(matches!(pressed, Err(DeactivateError::NotConfirmed)));
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn a_member_whose_sign_in_is_old_is_asked_for_the_password_again() {
    let site = Site::new().await;
    let token = site.sign_in("zofia").await;
    site.pass(jiff::SignedDuration::from_mins(11));
    let session = site.session(&token).await;
    for (password, problem) in [("", PasswordAgain::Missing), ("wrong", PasswordAgain::Wrong)] {
        let typed = IdentityProof { password, ..proof("zofia") };
        let refused = site.farewell.confirm_identity(&session, &typed).await;
        assert!(matches!(refused, Err(ConfirmError::Fields(found)) if found.password == Some(problem)));
    }
    let typed = IdentityProof { password: PASSWORD, ..proof("zofia@example.com") };
    site.farewell.confirm_identity(&session, &typed).await.expect("part one");
    assert!(site.session(&token).await.fresh);
}

#[tokio::test]
async fn part_one_counts_for_ten_minutes_and_in_its_own_session_only() {
    let site = Site::new().await;
    let session = site.confirmed("zofia").await;
    let other_tab = site.member("zofia").await;
    assert!(matches!(site.farewell.deactivate(&other_tab, "", "").await, Err(DeactivateError::NotConfirmed)));
    site.pass(jiff::SignedDuration::from_mins(11));
    assert!(matches!(site.farewell.deactivate(&session, "", "").await, Err(DeactivateError::NotConfirmed)));
}

#[tokio::test]
async fn a_member_with_an_open_order_hears_of_it_at_both_steps() {
    let site = Site::new().await;
    let session = site.confirmed("zofia").await;
    site.shop.execute("UPDATE orders SET status = 'open' WHERE buyer_id = 1", &[]).await.expect("open");
    let blocked = site.farewell.confirm_identity(&session, &proof("zofia")).await;
    assert!(matches!(blocked, Err(ConfirmError::Blocked(blockers)) if blockers[0].id == "open_orders"));
    assert!(matches!(site.farewell.deactivate(&session, "", "").await, Err(DeactivateError::Blocked(_))));
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn a_reason_that_nobody_offers_and_an_endless_comment_change_nothing() {
    let site = Site::new().await;
    let session = site.confirmed("zofia").await;
    for reason in ["hacked", "NO_REPLY", "no_reply' --"] {
        let refused = site.farewell.deactivate(&session, reason, "").await;
        assert!(matches!(refused, Err(DeactivateError::UnknownReason)), "{reason}");
    }
    let refused = site.farewell.deactivate(&session, "", &"a".repeat(2_001)).await;
    assert!(matches!(refused, Err(DeactivateError::CommentTooLong { max: 2_000 })));
    assert_eq!(site.waiting().await, (0, 0));
    site.farewell.deactivate(&session, "", "").await.expect("nothing optional blocks leaving");
}

#[tokio::test]
async fn the_button_signs_out_everywhere_tells_the_app_and_sends_one_mail() {
    let site = Site::new().await;
    let phone = site.sign_in("zofia").await;
    let session = site.confirmed("zofia").await;
    let goodbye = site.farewell.deactivate(&session, "no_reply", "bye").await.expect("a goodbye");
    assert_eq!(goodbye.erasure.erase_after.to_string(), "2026-12-22T23:00:00Z", "midnight in Warsaw");
    assert!(goodbye.link_mailed);
    let again = site.farewell.deactivate(&session, "no_reply", "bye").await;
    assert!(matches!(again, Err(DeactivateError::NotConfirmed)), "pressed twice");
    let Visit::Ended(ended) = site.farewell.visit(Some(&phone)).await.expect("a visit") else {
        panic!("the phone is still signed in")
    };
    assert_eq!((ended.because, ended.erasure), (EndedBecause::Deactivated, Some(goodbye)));

    let mails = site.work().await;
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].to.as_str(), mails[0].language.as_str()), ("zofia@example.com", "pl"));
    assert!(matches!(&mails[0].message, Message::Deactivated { erasure, .. } if *erasure == goodbye.erasure));
    assert_eq!(site.cells("SELECT status FROM members ORDER BY id").await, ["deactivated", "active"]);
    assert_eq!(site.cells("SELECT member_id FROM devices").await, ["2"], "at leave");
    assert_eq!(site.waiting().await, (2, 0), "the reminder and the erasure wait");
}

#[tokio::test]
async fn an_unconfirmed_address_gets_no_mail_at_all() {
    let site = Site::new().await;
    site.add(3, "kim", "en", false).await;
    let session = site.confirmed("kim").await;
    assert!(!site.farewell.deactivate(&session, "", "").await.expect("a goodbye").link_mailed);
    site.farewell.request_recovery("kim", &BROWSER).await.expect("an answer");
    site.pass_days(27);
    site.work().await;
    site.pass_days(2);
    assert_eq!(site.work().await, []);
    assert!(site.cells("SELECT email FROM members WHERE id = 3").await[0].is_empty(), "erased all the same");
}
