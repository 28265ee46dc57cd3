//! A deactivated account: what still works, what does not, and what nothing may undo silently.

use crate::message::Message;
use crate::reactivate::{EraseNowError, Returner};
use crate::recovery::ResetError;
use crate::session::Visit;

use super::site::{BROWSER, PASSWORD, Site, token_of};

const NEW: &str = "an evening by the other lake";

/// The lines of the dump that say when the account is erased.
async fn promise(site: &Site) -> Vec<String> {
    let dump = site.dump().await;
    let told = |line: &&str| ["account:", "job:"].iter().any(|table| line.starts_with(table));
    dump.lines().filter(told).map(str::to_owned).collect()
}

#[tokio::test]
async fn signing_in_and_looking_leave_the_erasure_where_it_was() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let link = token_of(&site.work().await);
    let before = promise(&site).await;
    let session = site.member("zofia").await;
    assert!(matches!(site.farewell.visit(None).await, Ok(Visit::Anonymous)));
    for who in [Returner::Session(&session), Returner::Link(&link)] {
        assert!(site.farewell.returning(&who).await.expect("an answer").is_some());
        site.farewell.leave_it(&who).await.expect("left as it is");
    }
    assert_eq!(promise(&site).await, before);
    site.pass_days(29);
    let mails = site.work().await;
    assert!(matches!(mails.last().map(|mail| &mail.message), Some(Message::Erased { .. })));
}

#[tokio::test]
async fn a_link_for_a_new_password_from_before_is_dead_after_leaving() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let token = token_of(&site.work().await);
    site.left("zofia", "").await;
    let set = site.farewell.reset_password(&token, NEW).await;
    assert!(matches!(set, Err(ResetError::LinkUsedOrExpired)));
    site.sign_in("zofia").await;
}

#[tokio::test]
async fn a_member_who_forgot_the_password_during_grace_gets_in_and_must_still_choose() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let back = token_of(&site.work().await);
    let before = promise(&site).await.into_iter().filter(|line| line.starts_with("job:")).collect::<Vec<_>>();
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let token = token_of(&site.work().await);
    site.farewell.reset_password(&token, NEW).await.expect("a new password");
    let after = promise(&site).await.into_iter().filter(|line| line.starts_with("job:")).collect::<Vec<_>>();
    assert_eq!(after, before, "a new password brings nobody back");
    assert_eq!(site.cells("SELECT status FROM members WHERE id = 1").await, ["deactivated"]);
    assert!(site.farewell.sign_in("zofia", PASSWORD, &BROWSER, None).await.is_err());
    let signed_in = site.farewell.sign_in("zofia", NEW, &BROWSER, None).await.expect("a sign-in");
    assert!(signed_in.returning);
    let session = site.session(&signed_in.token).await;
    let haste = site.farewell.erase_now(&Returner::Session(&session), NEW).await;
    assert!(
        matches!(haste, Err(EraseNowError::Wait { .. })),
        "nobody destroys what they have just taken over"
    );
    site.farewell.reactivate(&Returner::Link(&back), "").await.expect("the goodbye's link is still good");
}

#[tokio::test]
async fn no_password_hash_session_or_link_is_left_of_an_erased_member() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    site.work().await;
    site.sign_in("zofia").await;
    site.pass_days(29);
    site.work().await;
    assert_eq!(
        site.cells("SELECT coalesce(password_hash, 'none') FROM members WHERE id = 1").await,
        ["none"]
    );
    assert_eq!(site.cells("SELECT count(*) FROM devices WHERE member_id = 1").await, ["0"]);
    let dump = site.dump().await;
    for table in ["session:", "link:", "outbox:", "job:", "recovery_request:"] {
        assert!(!dump.contains(table), "{table} in {dump}");
    }
    assert!(!dump.to_lowercase().contains("zofia"), "{dump}");
}
