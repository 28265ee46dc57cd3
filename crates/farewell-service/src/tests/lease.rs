//! A worker that was away for longer than its lease: it wakes, and can write nothing.

use farewell_store::job::{self, Kind, LeasedJob};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::ServiceError;
use crate::message::Message;
use crate::reactivate::Returner;
use crate::worker::Failed;

use super::site::{BROWSER, Site, token_of};

/// Takes the next job of this kind as a worker would that then stops for a long time: another takes it over.
async fn fallen_asleep(site: &Site, kind: Kind) -> LeasedJob {
    let mut tx = site.store.write("take a job").await.expect("a transaction");
    let taken = loop {
        let job = job::take(&mut tx, site.farewell.now()).await.expect("a job").expect("one is due");
        if job.kind == kind {
            break job;
        }
    };
    tx.execute("UPDATE job SET lease_until = 1", &[]).await.expect("as if 15 seconds had passed");
    tx.commit().await.expect("a commit");
    taken
}

/// Another worker takes every job that is due, and does none of them yet.
async fn taken_over(site: &Site) {
    let mut tx = site.store.write("take over").await.expect("a transaction");
    while job::take(&mut tx, site.farewell.now()).await.expect("a job").is_some() {}
    tx.commit().await.expect("a commit");
}

async fn wakes_in_vain(site: &Site, job: &LeasedJob) {
    let (store, members) = (site.dump().await, site.cells("SELECT username || status FROM members").await);
    let devices = site.cells("SELECT member_id FROM devices").await;
    let woken = site.farewell.dispatch(job, &site.post).await;
    let lost = matches!(woken, Err(Failed::Service(ServiceError::LeaseLost)));
    assert!(lost, "{}: {woken:?}", job.kind.word());
    assert_eq!(site.dump().await, store, "{} has written", job.kind.word());
    assert_eq!(site.cells("SELECT username || status FROM members").await, members);
    assert_eq!(site.cells("SELECT member_id FROM devices").await, devices);
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_sends_no_second_mail_for_a_forgotten_password() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let sleeper = fallen_asleep(&site, Kind::Recover).await;
    taken_over(&site).await;
    wakes_in_vain(&site, &sleeper).await;
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_reminds_erases_and_clears_nobody() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let sleeper = fallen_asleep(&site, Kind::Leave).await;
    taken_over(&site).await;
    wakes_in_vain(&site, &sleeper).await;

    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.pass_days(26);
    let sleeper = fallen_asleep(&site, Kind::Remind).await;
    taken_over(&site).await;
    wakes_in_vain(&site, &sleeper).await;

    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.pass_days(29);
    let sleeper = fallen_asleep(&site, Kind::Erase).await;
    taken_over(&site).await;
    wakes_in_vain(&site, &sleeper).await;
}

#[tokio::test]
async fn a_worker_that_wakes_after_the_end_changes_nothing() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    site.work().await;
    site.pass_days(29);
    let sleeper = fallen_asleep(&site, Kind::Erase).await;
    site.work().await;
    let (before, mails) = (site.dump().await, site.work().await.len());
    let _woken = site.farewell.dispatch(&sleeper, &site.post).await;
    assert_eq!(site.dump().await, before);
    assert_eq!(site.work().await.len(), mails, "no second last mail");
}

/// The worker looked, was stopped before it could tell the app, and tells it when the member is back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_tells_the_app_something_old_looks_again_and_tells_the_truth() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let token = token_of(&site.work().await);
    let id = site.member("zofia").await.account;
    let mut tx = site.store.write("wish").await.expect("a transaction");
    job::enqueue(&mut tx, Uuid::now_v7(), Kind::MirrorStatus, id.0, site.farewell.now())
        .await
        .expect("a wish");
    tx.commit().await.expect("a commit");
    let sleeper = fallen_asleep(&site, Kind::MirrorStatus).await;

    let mut app = site.shop.begin().await.expect("the app holds its database");
    app.execute("UPDATE members SET full_name = full_name", &[]).await.expect("a long change");
    let (farewell, job) = (site.farewell.clone(), sleeper.clone());
    let slow =
        tokio::spawn(async move { farewell.dispatch(&job, &super::site::Postbag::default()).await.is_ok() });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    site.farewell.reactivate(&Returner::Link(&token), "").await.expect("back");
    let mut tx = site.store.write("others have told the app already").await.expect("a transaction");
    job::withdraw(&mut tx, Kind::MirrorStatus, id.0).await.expect("done by others");
    tx.commit().await.expect("a commit");
    app.rollback().await.expect("the app lets go");
    slow.await.expect("no panic");
    assert_eq!(site.cells("SELECT status FROM members WHERE id = 1").await, ["active"]);
}

#[tokio::test]
async fn a_mail_that_two_workers_have_read_is_forgotten_once_and_harms_nobody() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    site.farewell.work(&site.post, "first").await.expect("looked up");
    let sleeper = fallen_asleep(&site, Kind::Deliver).await;
    let mails = site.work().await;
    assert!(matches!(mails[0].message, Message::ResetPassword { .. }));
    let woken = site.farewell.dispatch(&sleeper, &site.post).await;
    assert!(woken.is_ok(), "the mail is no longer there: {woken:?}");
    site.pass(SignedDuration::from_secs(60));
    assert_eq!(site.work().await.len(), 1);
    assert_eq!(site.waiting().await, (0, 0));
}
