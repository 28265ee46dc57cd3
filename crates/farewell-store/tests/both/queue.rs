//! The counts that a monitor is told.

use farewell_store::Store;
use farewell_store::job::{self, Kind};
use farewell_store::queue::{self, Queue};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{NOON, at, on_both};

on_both! {
    async fn jobs_are_counted_by_how_long_they_have_been_due(store: &Store) {
        let mut tx = store.write("wish").await.expect("a transaction");
        assert_eq!(queue::count(&mut tx, at(NOON)).await.expect("counted"), Queue::default());
        for run_at in ["2026-11-25T11:50:00Z", "2026-11-25T11:59:30Z", "2026-11-25T12:00:01Z"] {
            job::enqueue(&mut tx, Uuid::now_v7(), Kind::Erase, Uuid::now_v7(), at(run_at)).await.expect("enqueued");
        }
        let counted = queue::count(&mut tx, at(NOON)).await.expect("counted");
        let oldest_due = SignedDuration::from_mins(10);
        assert_eq!(counted, Queue { waiting: 3, due: 2, late: 1, oldest_due, ..Queue::default() });

        let leased = job::take(&mut tx, at(NOON)).await.expect("taken").expect("due");
        assert_eq!(queue::count(&mut tx, at(NOON)).await.expect("counted").leased, 1);
        job::retry(&mut tx, &leased, at("2026-11-25T12:05:00Z"), "the shop is away").await.expect("later");
        let counted = queue::count(&mut tx, at(NOON)).await.expect("counted");
        let oldest_due = SignedDuration::from_secs(30);
        assert_eq!(counted, Queue { waiting: 3, due: 1, stuck: 1, oldest_due, ..Queue::default() });
    }
}

on_both! {
    async fn the_connections_are_counted_and_the_database_answers(store: &Store) {
        store.reach().await.expect("an answer");
        let tx = store.read("hold a connection").await.expect("a transaction");
        let held = store.connections();
        drop(tx);
        assert!(held.open >= 1 && held.open <= held.most && held.idle < held.open, "{held:?}");
    }
}
