//! What those are told who watch over Farewell: counts, the queue, and whether everything answers.

use jiff::SignedDuration;

use super::site::{BROWSER, PASSWORD, Site, token_of};
use crate::deeds::Deed;
use crate::reactivate::Returner;
use crate::readiness::Answer;

#[tokio::test]
async fn every_deed_of_a_member_and_of_the_worker_is_counted_once() {
    let site = Site::new().await;
    let wrong = site.farewell.sign_in("zofia", "wrong", &BROWSER, None).await;
    assert!(wrong.is_err());
    site.left("zofia", "").await;
    let link = token_of(&site.work().await);
    site.farewell.reactivate(&Returner::Link(&link), "").await.expect("back");
    site.farewell.request_recovery("ed", &BROWSER).await.expect("asked");
    let link = token_of(&site.work().await);
    site.farewell.reset_password(&link, "another quiet evening").await.expect("a new password");
    site.left("zofia", "").await;
    site.work().await;
    site.pass_days(29);
    site.work().await;

    let counts = Deed::ALL.map(|deed| (deed, site.farewell.deeds(deed)));
    let expected = [
        (Deed::SignIn, 2),
        (Deed::SignInRefused, 1),
        (Deed::RecoveryAsked, 1),
        (Deed::PasswordReset, 1),
        (Deed::Deactivation, 2),
        (Deed::Reactivation, 1),
        (Deed::Erasure, 1),
        (Deed::MailDropped, 0),
        (Deed::MailDelayed, 0),
        (Deed::JobFailed, 0),
    ];
    for one in expected {
        assert!(counts.contains(&one), "{one:?} in {counts:?}");
    }
    assert!(site.farewell.deeds(Deed::MailDelivered) >= 4 && site.farewell.deeds(Deed::JobDone) >= 8);
    assert!(site.farewell.sign_in("ed", PASSWORD, &BROWSER, None).await.is_err(), "the old password");
}

#[tokio::test]
async fn a_mail_server_that_is_away_shows_in_counts_and_queue() {
    let site = Site::new().await;
    site.post.refuse(Some(true));
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("asked");
    site.work().await;
    let queue = site.farewell.queue().await.expect("counted");
    assert_eq!((queue.waiting, queue.due, queue.stuck, queue.mails), (1, 0, 1, 1));
    site.pass(SignedDuration::from_mins(6));
    assert_eq!(site.farewell.queue().await.expect("counted").late, 1);
    assert_eq!(site.farewell.deeds(Deed::MailDelayed), 1);
    assert_eq!(site.farewell.deeds(Deed::JobFailed), 1);
    site.post.refuse(Some(false));
    site.work().await;
    assert_eq!(site.farewell.deeds(Deed::MailDropped), 1);
}

#[tokio::test]
async fn a_source_whose_file_is_gone_is_named() {
    let site = Site::new().await;
    assert!(site.farewell.readiness().await.is_ready());
    site.move_away("shop.db");
    let readiness = site.farewell.readiness().await;
    assert_eq!(readiness.database, Answer::Ready);
    assert_eq!(readiness.sources, [("shop".to_owned(), Answer::Failed)]);
    assert!(!readiness.is_ready());
}

#[tokio::test]
async fn a_database_that_says_nothing_is_not_waited_for() {
    let site = Site::new().await;
    let mut held = Vec::new();
    while let Ok(Ok(tx)) =
        tokio::time::timeout(std::time::Duration::from_millis(200), site.store.read("hold")).await
    {
        held.push(tx);
    }
    let asked = std::time::Instant::now();
    let readiness = site.farewell.readiness().await;
    assert_eq!(readiness.database, Answer::Silent);
    assert!(asked.elapsed() < std::time::Duration::from_secs(2));
    drop(held);
    assert!(site.farewell.readiness().await.is_ready());
}

#[tokio::test]
async fn a_job_that_is_broken_off_is_handed_back_and_done_by_the_next() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("asked");
    let at_once = std::future::ready(());
    site.farewell.work_until(&site.post, "stopping", at_once).await.expect("handed back");
    let queue = site.farewell.queue().await.expect("counted");
    assert_eq!((queue.due, queue.leased, queue.stuck), (1, 0, 0));
    assert_eq!(site.work().await.len(), 1);
}
