//! Jobs: a bad postman, two workers, a killed one, the reminder.

use farewell_store::job;
use jiff::SignedDuration;

use crate::message::Message;

use super::site::{BROWSER, Site};

#[tokio::test]
async fn a_mail_server_that_is_away_delays_the_mail_and_stops_nothing_else() {
    let site = Site::new().await;
    site.post.refuse(Some(true));
    site.left("zofia", "").await;
    assert_eq!(site.work().await, []);
    assert_eq!(site.cells("SELECT status FROM members WHERE id = 1").await, ["deactivated"]);
    assert_eq!(site.waiting().await, (3, 1), "the mail, the reminder and the erasure wait");
    site.post.refuse(None);
    assert_eq!(site.work().await, [], "not at once");
    site.pass(SignedDuration::from_secs(10));
    assert_eq!(site.work().await.len(), 1);
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_is_dropped() {
    let site = Site::new().await;
    site.post.refuse(Some(false));
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    assert_eq!(site.work().await, []);
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn the_last_mail_waits_three_days_for_its_server_and_then_its_address_goes_too() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.post.refuse(Some(true));
    site.pass_days(29);
    site.work().await;
    assert!(!site.dump().await.contains("zofia"), "it is sealed while it waits");
    assert_eq!(site.waiting().await, (1, 1));
    site.pass_days(3);
    site.work().await;
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn the_reminder_goes_out_once_three_days_before_the_date() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.pass_days(23);
    assert_eq!(site.work().await.len(), 1);
    site.pass_days(2);
    let mails = site.work().await;
    assert_eq!(mails.len(), 2);
    assert!(matches!(&mails[1].message, Message::Reminder { kept, .. } if kept.len() == 1));
    site.pass_days(1);
    assert_eq!(site.work().await.len(), 2, "and not again");
}

#[tokio::test]
async fn a_short_grace_period_has_no_reminder() {
    let site = Site::with_grace("2d").await;
    site.left("zofia", "").await;
    site.work().await;
    assert_eq!(site.waiting().await, (1, 0), "only the erasure waits");
}

#[tokio::test]
async fn two_workers_never_do_one_job_twice() {
    let site = Site::new().await;
    for id in 3..23 {
        site.add(id, &format!("member{id}"), "en", true).await;
        site.farewell.request_recovery(&format!("member{id}"), &BROWSER).await.expect("an answer");
    }
    let hand = async || while site.farewell.work(&site.post, "hand").await.expect("work") > 0 {};
    tokio::join!(hand(), hand(), hand());
    assert_eq!(site.work().await.len(), 20);
}

#[tokio::test]
async fn a_killed_workers_job_is_nobody_elses_until_its_lease_is_over() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let mut tx = site.store.write("take a job").await.expect("a transaction");
    let taken = job::take(&mut tx, site.farewell.now()).await.expect("a job").expect("one is due");
    tx.commit().await.expect("a commit");
    assert_eq!(site.work().await, [], "somebody else is at it");
    let mut tx = site.store.write("end the lease").await.expect("a transaction");
    tx.execute("UPDATE job SET lease_until = 1", &[]).await.expect("as if 15 seconds had passed");
    tx.commit().await.expect("a commit");
    assert_eq!(site.work().await.len(), 1);
    let mut tx = site.store.write("come too late").await.expect("a transaction");
    assert!(!job::renew(&mut tx, &taken).await.expect("an answer"), "the lease is lost for good");
}

#[tokio::test]
async fn a_wish_that_comes_while_the_job_is_done_is_not_lost() {
    let site = Site::new().await;
    let (now, id) = (site.farewell.now(), uuid::Uuid::now_v7());
    let mut tx = site.store.write("wish").await.expect("a transaction");
    job::enqueue(&mut tx, uuid::Uuid::now_v7(), job::Kind::MirrorStatus, id, now).await.expect("a wish");
    let taken = job::take(&mut tx, now).await.expect("a job").expect("one is due");
    job::enqueue(&mut tx, uuid::Uuid::now_v7(), job::Kind::MirrorStatus, id, now).await.expect("a wish");
    job::done(&mut tx, &taken).await.expect("done");
    assert_eq!(job::count(&mut tx).await.expect("jobs"), 1);
    assert!(job::take(&mut tx, now).await.expect("a job").is_some());
}
