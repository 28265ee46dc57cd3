//! Limits: counted once whoever asks, on whatever node; and forgotten passwords.

use farewell_domain::limit::Limit;
use farewell_store::{Store, limit, recovery};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{NOON, at, on_both};

const THREE: Limit = Limit { name: "a test", burst: 3, every: SignedDuration::from_secs(10) };

async fn spend(store: &Store, subject: &[u8], now: &str) -> Option<jiff::Timestamp> {
    let mut tx = store.write("try").await.expect("a transaction");
    let next = limit::spend(&mut tx, subject, THREE, at(now)).await.expect("an answer");
    tx.commit().await.expect("committed");
    next
}

on_both! {
    async fn three_tries_and_then_one_every_ten_seconds(store: &Store) {
        for _ in 0..3 {
            assert_eq!(spend(store, b"a", NOON).await, None);
        }
        assert_eq!(spend(store, b"a", NOON).await, Some(at("2026-11-25T12:00:10Z")));
        assert_eq!(spend(store, b"a", NOON).await, Some(at("2026-11-25T12:00:10Z")), "being refused costs nothing");
        assert_eq!(spend(store, b"b", NOON).await, None, "somebody else");
        assert_eq!(spend(store, b"a", "2026-11-25T12:00:10Z").await, None);
        assert!(spend(store, b"a", "2026-11-25T12:00:19Z").await.is_some());
        assert_eq!(spend(store, b"a", "2026-11-25T13:00:00Z").await, None, "all is paid off");
    }
}

on_both! {
    async fn tries_at_the_same_moment_are_all_counted(store: &Store) {
        let tries = (0..12).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { spend(&store, b"a", NOON).await.is_none() })
        });
        let mut allowed = 0;
        for one in tries.collect::<Vec<_>>() {
            allowed += u8::from(one.await.expect("no panic"));
        }
        assert_eq!(allowed, 3);
    }
}

on_both! {
    async fn a_look_says_what_the_next_try_would_hear_and_counts_nothing(store: &Store) {
        let spent = async |subjects: [&[u8]; 3], now: &str| {
            let mut tx = store.glance("look").await.expect("a connection");
            limit::is_spent(&mut tx, subjects.map(|one| (one, THREE)), at(now)).await.expect("an answer")
        };
        for _ in 0..3 {
            assert!(!spent([b"a", b"b", b"c"], NOON).await);
            spend(store, b"b", NOON).await;
        }
        for subjects in [[b"a", b"b", b"c"], [b"b", b"a", b"c"], [b"c", b"a", b"b"]] {
            assert!(spent(subjects.map(<[u8; 1]>::as_slice), NOON).await);
            assert!(spent(subjects.map(<[u8; 1]>::as_slice), "2026-11-25T12:00:09Z").await);
            assert!(!spent(subjects.map(<[u8; 1]>::as_slice), "2026-11-25T12:00:10Z").await);
        }
        assert_eq!(spend(store, b"a", NOON).await, None, "nothing was counted");
    }
}

on_both! {
    async fn a_good_try_is_given_back_and_what_is_paid_off_is_forgotten(store: &Store) {
        for _ in 0..3 {
            spend(store, b"a", NOON).await;
        }
        let mut tx = store.write("refund").await.expect("a transaction");
        limit::refund(&mut tx, b"a", THREE).await.expect("given back");
        tx.commit().await.expect("committed");
        assert_eq!(spend(store, b"a", NOON).await, None);
        let mut tx = store.write("sweep").await.expect("a transaction");
        assert_eq!(limit::sweep(&mut tx, at("2026-11-25T12:00:29Z")).await.expect("swept"), 0);
        assert_eq!(limit::sweep(&mut tx, at("2026-11-25T12:00:30Z")).await.expect("swept"), 1);
    }
}

on_both! {
    async fn a_clock_set_back_lets_nobody_try_more_often(store: &Store) {
        for _ in 0..3 {
            spend(store, b"a", NOON).await;
        }
        assert!(spend(store, b"a", "2026-11-25T11:00:00Z").await.is_some());
    }
}

on_both! {
    async fn a_debt_from_before_the_clock_was_set_back_is_cut_to_the_most_there_may_be(store: &Store) {
        for _ in 0..3 {
            spend(store, b"a", NOON).await;
        }
        let back = at("2026-11-24T12:00:00Z");
        let mut tx = store.write("cut").await.expect("a transaction");
        let until = limit::cut(&mut tx, b"a", THREE, back).await.expect("cut");
        assert_eq!(until, at("2026-11-24T12:00:10Z"));
        tx.commit().await.expect("committed");
        assert_eq!(spend(store, b"a", "2026-11-24T12:00:09Z").await, Some(until));
        assert_eq!(spend(store, b"a", "2026-11-24T12:00:10Z").await, None);
        let mut tx = store.write("cut").await.expect("a transaction");
        limit::cut(&mut tx, b"a", THREE, at("2026-11-24T12:00:10Z")).await.expect("nothing to cut");
        tx.commit().await.expect("committed");
        assert!(spend(store, b"a", "2026-11-24T12:00:10Z").await.is_some(), "an ordinary debt stays");
    }
}

on_both! {
    async fn a_forgotten_password_waits_sealed_until_somebody_looks(store: &Store) {
        let id = Uuid::now_v7();
        let mut tx = store.write("recover").await.expect("a transaction");
        recovery::push(&mut tx, id, &[1, 0, 255], at(NOON)).await.expect("pushed");
        assert_eq!(recovery::find(&mut tx, id).await.expect("read"), Some((vec![1, 0, 255], at(NOON))));
        recovery::remove(&mut tx, id).await.expect("removed");
        assert_eq!(recovery::find(&mut tx, id).await.expect("read"), None);
    }
}
