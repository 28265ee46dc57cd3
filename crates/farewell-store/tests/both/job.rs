//! Jobs: leased to one worker at a time, however many there are.

use std::collections::BTreeSet;

use farewell_store::job::{self, Kind};
use farewell_store::{Store, Tx};
use uuid::Uuid;

use crate::{NOON, at, on_both};

async fn wish(store: &Store, kind: Kind, subject: Uuid, run_at: &str) {
    let mut tx = store.write("wish").await.expect("a transaction");
    job::enqueue(&mut tx, Uuid::now_v7(), kind, subject, at(run_at)).await.expect("enqueued");
    tx.commit().await.expect("committed");
}

async fn take(store: &Store) -> Option<job::LeasedJob> {
    let mut tx = store.write("take").await.expect("a transaction");
    let taken = job::take(&mut tx, at(NOON)).await.expect("taken");
    tx.commit().await.expect("committed");
    taken
}

async fn write(store: &Store) -> Tx {
    store.write("change").await.expect("a transaction")
}

on_both! {
    async fn a_job_is_taken_when_it_is_due_and_by_one(store: &Store) {
        let subject = Uuid::now_v7();
        wish(store, Kind::Erase, subject, "2026-11-25T12:00:01Z").await;
        assert_eq!(take(store).await, None);
        wish(store, Kind::Erase, subject, NOON).await;
        let taken = take(store).await.expect("due");
        assert_eq!((taken.kind, taken.subject, taken.attempts), (Kind::Erase, subject, 1));
        assert_eq!(take(store).await, None, "it is leased");
        let mut tx = write(store).await;
        assert!(job::renew(&mut tx, &taken).await.expect("renewed"));
        job::done(&mut tx, &taken).await.expect("done");
        assert_eq!(job::count(&mut tx).await.expect("counted"), 0);
        assert!(!job::renew(&mut tx, &taken).await.expect("nothing to renew"));
    }
}

on_both! {
    async fn many_workers_share_many_jobs_and_each_is_done_once(store: &Store) {
        for _ in 0..40 {
            wish(store, Kind::Deliver, Uuid::now_v7(), NOON).await;
        }
        let workers = (0..6).map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                while let Some(job) = take(&store).await {
                    mine.push(job.subject);
                    let mut tx = write(&store).await;
                    job::done(&mut tx, &job).await.expect("done");
                    tx.commit().await.expect("committed");
                }
                mine
            })
        });
        let mut all = Vec::new();
        for worker in workers.collect::<Vec<_>>() {
            all.extend(worker.await.expect("no panic"));
        }
        assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (40, 40));
    }
}

on_both! {
    async fn a_wish_that_comes_while_the_job_is_being_done_is_not_lost(store: &Store) {
        let subject = Uuid::now_v7();
        wish(store, Kind::MirrorStatus, subject, NOON).await;
        let first = take(store).await.expect("due");
        wish(store, Kind::MirrorStatus, subject, NOON).await;
        let mut tx = write(store).await;
        job::done(&mut tx, &first).await.expect("done");
        tx.commit().await.expect("committed");
        assert!(take(store).await.is_some());
    }
}

on_both! {
    async fn a_job_that_has_to_wait_says_why_and_comes_again(store: &Store) {
        wish(store, Kind::Remind, Uuid::now_v7(), NOON).await;
        let first = take(store).await.expect("due");
        let mut tx = write(store).await;
        job::retry(&mut tx, &first, at("2026-11-25T13:00:00Z"), "the shop is away").await.expect("later");
        tx.commit().await.expect("committed");
        assert_eq!(take(store).await, None);
        let mut tx = write(store).await;
        let again = job::take(&mut tx, at("2026-11-25T13:00:00Z")).await.expect("taken").expect("due");
        assert_eq!(again.attempts, 2);
    }
}

on_both! {
    async fn a_worker_that_lost_its_lease_changes_nothing(store: &Store) {
        let subject = Uuid::now_v7();
        wish(store, Kind::Erase, subject, NOON).await;
        let late = take(store).await.expect("due");
        let mut tx = write(store).await;
        job::retry(&mut tx, &late, at(NOON), "gave it back").await.expect("free");
        tx.commit().await.expect("committed");
        let current = take(store).await.expect("due again");
        let mut tx = write(store).await;
        assert!(!job::renew(&mut tx, &late).await.expect("asked"));
        job::done(&mut tx, &late).await.expect("nothing");
        job::retry(&mut tx, &late, at(NOON), "too late").await.expect("nothing");
        assert_eq!(job::count(&mut tx).await.expect("counted"), 1);
        assert!(job::renew(&mut tx, &current).await.expect("still held"));
        job::withdraw(&mut tx, Kind::Erase, subject).await.expect("withdrawn");
        assert_eq!(job::count(&mut tx).await.expect("counted"), 0);
    }
}

on_both! {
    async fn the_database_s_clock_is_near_ours(store: &Store) {
        let mut tx = store.read("ask the time").await.expect("a transaction");
        let theirs = tx.database_now().await.expect("a time");
        #[expect(clippy::disallowed_methods, reason = "the clocks are what is compared")]
        let ours = jiff::Timestamp::now();
        assert!(ours.duration_since(theirs).abs() < jiff::SignedDuration::from_secs(5));
    }
}

on_both! {
    async fn a_job_that_is_handed_back_is_free_at_once_and_was_not_tried(store: &Store) {
        let subject = Uuid::now_v7();
        wish(store, Kind::Erase, subject, NOON).await;
        let taken = take(store).await.expect("due");
        let mut tx = write(store).await;
        job::give_back(&mut tx, &taken).await.expect("handed back");
        tx.commit().await.expect("committed");
        let again = take(store).await.expect("free");
        assert_eq!((again.subject, again.attempts), (subject, 1));
        let mut tx = write(store).await;
        job::give_back(&mut tx, &taken).await.expect("nothing: the lease is another's");
        tx.commit().await.expect("committed");
        assert_eq!(take(store).await, None);
    }
}
